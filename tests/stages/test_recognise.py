"""Members who are one person are found once, and nothing that was said before changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
import pytest

from fraudpipe.adapters.lake import Lake
from fraudpipe.errors import ContractError, InputError
from fraudpipe.linkage.normalise import normalise
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PERSON_LINKS
from fraudpipe.records.tables import IDENTIFIERS, MEMBERS
from fraudpipe.stages import recognise
from fraudpipe.stages.link_tables import link_tables

END = 2**40


@dataclass
class OpenVault:
    """Holds what it is given and hides nothing."""

    sealed: dict[tuple[str, str], bytes] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def keyed_hash(self, kind: str, value: str) -> str:
        return f"#{kind}#{value}"

    def open(self, kind: str, name: str) -> bytes | None:
        return self.sealed.get((kind, name))

    def erased(self, members: Iterable[str]) -> set[str]:
        return self.gone & set(members)


class ShutVault(OpenVault):
    """Holds what may not be looked at."""

    def open(self, kind: str, name: str) -> bytes | None:
        raise AssertionError(kind, name)


def hashed(kind: str, value: str, member: str) -> str:
    """As at intake: what tells nothing equals nobody else's."""
    try:
        return f"#{normalise(kind, value)}"
    except InputError:
        return f"#{member}#{value}"


def deliver(lake: Lake, vault: OpenVault, name: str, as_of: int, people: dict[str, tuple[str, ...]], kind="night"):
    """Members by id: name, number and perhaps telephone; received at its end, or as known if it is a history."""
    delivery = Delivery(name, kind, as_of, f"digest {name}")
    known = {member: as_of - 50 - place for place, member in enumerate(people)}
    rows = pd.DataFrame(
        {
            "member_id": list(people),
            "name_hash": [hashed("person_name", told[0], member) for member, told in people.items()],
            "id_number_hash": [hashed("id_number", told[1], member) for member, told in people.items()],
            "sex": "F",
            "birth_on": pd.Timestamp("1990-01-01"),
            "region": "110101",
            "joined_on": pd.Timestamp("2024-01-01"),
            "declared_illness": False,
            "known_at": list(known.values()),
            "received_at": as_of - 1 if kind == "night" else list(known.values()),
            "delivery_id": name,
        }
    )
    phones = {member: told[2] for member, told in people.items() if len(told) > 2}
    sent = rows[rows["member_id"].isin(phones)].assign(claim_id=None, kind="phone")
    sent["value_hash"] = [hashed("phone", phones[member], member) for member in sent["member_id"]]
    tables = {"members": (rows, MEMBERS), "identifiers": (sent, IDENTIFIERS)}
    lake.add(
        delivery,
        {name: frame[[one for one, _ in table.lake_columns]] for name, (frame, table) in tables.items() if len(frame)},
    )
    for member, digest in zip(sent["member_id"], sent["value_hash"], strict=True):
        vault.sealed["identifier", f"{member}/{digest}"] = phones[member].encode()
    for member, (called, number, *_) in people.items():
        sealed = f'{{"name": "{called}", "id_number": "{number}", "birth_on": "1990-01-01"}}'
        vault.sealed["member", f"{member}/{known[member]}"] = sealed.encode()
    return delivery


def found(lake: Lake, until: int = END) -> list[tuple[str, str, int]]:
    links = lake.read("person_links", PERSON_LINKS, until)
    times = links[["known_at", "received_at"]].max(axis=1)
    return list(zip(links["person_id"], links["other_person_id"], times, strict=True))


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path)


HISTORY = {
    "a": ("模拟甲", "110101199001010015"),
    "b": ("模拟乙", "110101199001010023"),
    "c": ("模拟丙", "110101199001010015"),
}


def test_a_night_adds_links_to_what_is_there_and_changes_nothing(lake):
    vault = OpenVault()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    recognise.run(first, lake, vault, None)
    assert found(lake) == [("a", "c", 950)]
    path = lake.paths("person_links", END)[0]
    before = path.read_bytes()
    night = deliver(lake, vault, "night", 2_000, {"d": ("模拟乙", "110101199001010023"), "e": ("模拟戊", "")})
    recognise.run(night, lake, vault, None)
    assert [one for one in found(lake) if one not in found(lake, 1_000)] == [("b", "d", 1_999)]
    assert path.read_bytes() == before
    recognise.run(first, lake, vault, None)
    assert path.read_bytes() == before


def test_a_link_says_what_agreed(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, None)
    (made,) = lake.read("person_links", PERSON_LINKS, END).to_dict("records")
    assert (made["linker"], made["agreed"], made["match_weight"]) == ("exact", "id_number", 20.0)


def test_a_stage_that_was_killed_while_it_wrote_ends_in_the_same_bytes(lake, tmp_path, monkeypatch):
    vault, whole = OpenVault(), Lake(tmp_path / "whole")
    for one in (lake, whole):
        recognise.run(deliver(one, vault, "history", 1_000, HISTORY, "history"), one, vault, None)
        night = deliver(one, vault, "night", 2_000, {"d": ("模拟乙", "110101199001010023")})
    recognise.run(night, whole, vault, None)

    def killed(*arguments):
        put(*arguments)
        raise KeyboardInterrupt

    put = lake.put_derived
    monkeypatch.setattr(lake, "put_derived", killed)
    with pytest.raises(KeyboardInterrupt):
        recognise.run(night, lake, vault, None)
    monkeypatch.undo()
    recognise.run(night, lake, vault, None)
    ours, theirs = ([path.read_bytes() for path in one.paths("person_links", END)] for one in (lake, whole))
    assert ours == theirs
    assert len(ours) == 2


def test_without_a_linker_no_value_is_opened_and_nothing_else_is_kept(lake):
    vault = ShutVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, None)
    assert found(lake) == [("a", "c", 950)]
    assert not lake.paths("person_keys", END)


def test_links_from_before_linkers_were_named_are_read_and_stay(lake):
    vault = OpenVault()
    history = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    ends = {"person_id": ["b"], "other_person_id": ["c"], "match_weight": [9.5], "model_digest": ["d"]}
    old = pd.DataFrame(ends | {"known_at": [949], "received_at": [949], "delivery_id": ["history"]})
    path = lake.put_derived("person_links", "history", old, [one for one in PERSON_LINKS if one[0] in old])
    assert found(lake) == [("b", "c", 949)]
    assert len(link_tables(lake, END)["identifiers"]) == 2
    recognise.run(history, lake, vault, None)
    assert found(lake) == [("a", "c", 950), ("b", "c", 949)]
    short = old.drop(columns="match_weight")
    assert lake.put_derived("person_links", "history", short, [one for one in PERSON_LINKS if one[0] in short]) == path
    with pytest.raises(ContractError, match="other columns"):
        found(lake)


def test_telephones_are_compared_too_and_one_that_comes_later_counts(lake):
    vault = OpenVault()
    people = {"a": ("模拟甲", "", "10012345678"), "b": ("模拟甲", ""), "c": ("模拟甲", "", "10012345679")}
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, None)
    assert found(lake) == []
    later = deliver(lake, vault, "night", 2_000, {"b": ("模拟甲", "", "+86 10012345678")})
    recognise.run(later, lake, vault, None)
    assert found(lake) == [("a", "b", 1_999)]


@pytest.mark.parametrize("kind", ["night", "history"])
def test_a_pair_that_was_never_compared_counts_as_received_now(lake, kind):
    vault = OpenVault()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    deliver(lake, vault, "night", 1_500, {"d": ("模拟丁", "")})
    late = deliver(lake, vault, "later", 2_000, {"a": HISTORY["a"]}, kind)
    recognise.run(late, lake, vault, None)
    assert found(lake) == [("a", "c", late.received_at)]
    recognise.run(first, lake, vault, None)
    assert found(lake, 1_000) == [("a", "c", 950)]


def test_whoever_was_erased_is_linked_to_nobody_new(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, None)
    vault.gone.add("a")
    night = deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", HISTORY["a"][1])})
    recognise.run(night, lake, vault, None)
    assert found(lake) == [("a", "c", 950), ("c", "d", 1_999)]


def test_links_reach_the_graph_as_values_that_two_members_show(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, None)
    shown = link_tables(lake, END)["identifiers"]
    assert shown["member_id"].tolist() == ["a", "c"]
    assert set(shown["kind"]) == {"same_person"}
    assert shown["value_hash"].nunique() == 1
    assert shown["claim_id"].isna().all()
    assert IDENTIFIERS.name == "identifiers"
