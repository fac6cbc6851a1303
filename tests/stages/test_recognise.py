"""Members who are one person are found once, and nothing that was said before changes."""

from dataclasses import dataclass, field

import pandas as pd
import pytest

from fraudpipe.adapters.lake import Lake
from fraudpipe.errors import ContractError
from fraudpipe.linkage.exact_links import exact_links
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PERSON_KEYS, PERSON_LINKS, PERSON_MODEL
from fraudpipe.records.tables import IDENTIFIERS, MEMBERS
from fraudpipe.stages import recognise
from fraudpipe.stages.link import link_tables

END = 2**40


@dataclass
class OpenVault:
    """Holds what it is given and hides nothing."""

    sealed: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def keyed_hash(self, kind: str, value: str) -> str:
        return f"#{kind}#{value}"

    def open(self, kind: str, name: str) -> bytes | None:
        return self.sealed.get((kind, name))


class ExactLinker:
    """Fits nothing, and links what is equal."""

    def __init__(self, enough: int = 1) -> None:
        self.fitted: list[int] = []
        self._enough = enough

    def linker_key(self) -> str:
        return "exact"

    def fit(self, people: pd.DataFrame) -> str | None:
        self.fitted.append(len(people))
        return '{"model": 1}' if len(people) >= self._enough else None

    def links(self, model: str, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
        assert model == '{"model": 1}'
        return exact_links(new, old)


def deliver(lake: Lake, vault: OpenVault, name: str, as_of: int, people: dict[str, tuple[str, ...]], kind="night"):
    """Members by id: name, number and perhaps telephone; received at its end, or as known if it is a history."""
    delivery = Delivery(name, kind, as_of, f"digest {name}")
    known = {member: as_of - 50 - place for place, member in enumerate(people)}
    rows = pd.DataFrame(
        {
            "member_id": list(people),
            "name_hash": "n",
            "id_number_hash": "i",
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
    sent = rows[rows["member_id"].isin(phones)].assign(claim_id=None, kind="phone", value_hash="p")
    tables = {"members": (rows, MEMBERS), "identifiers": (sent, IDENTIFIERS)}
    lake.add(
        delivery,
        {name: frame[[one for one, _ in table.lake_columns]] for name, (frame, table) in tables.items() if len(frame)},
    )
    vault.sealed |= {("identifier", f"{member}/p"): phone.encode() for member, phone in phones.items()}
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
    "a": ("模拟甲", "11010119900101001X"),
    "b": ("模拟乙", "110101199001010028"),
    "c": ("模拟丙", "11010119900101001X"),
}


def test_a_night_adds_links_to_what_is_there_and_changes_nothing(lake):
    vault, linker = OpenVault(), ExactLinker()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    recognise.run(first, lake, vault, linker)
    assert [one[:2] for one in found(lake)] == [("a", "c")]
    path = lake.paths("person_links", END)[0]
    before = path.read_bytes()
    night = deliver(lake, vault, "night", 2_000, {"d": ("模拟乙", "110101199001010028"), "e": ("模拟戊", "")})
    recognise.run(night, lake, vault, linker)
    assert [one for one in found(lake) if one not in found(lake, 1_000)] == [("b", "d", 1_999)]
    assert path.read_bytes() == before
    assert linker.fitted == [3]  # once
    recognise.run(first, lake, vault, linker)
    assert path.read_bytes() == before


@pytest.mark.parametrize("at", ["person_keys", "person_model", "person_links"])
def test_a_stage_that_was_killed_after_any_of_its_tables_ends_in_the_same_bytes(lake, tmp_path, monkeypatch, at):
    vault, whole = OpenVault(), Lake(tmp_path / "whole")
    for one in (lake, whole):
        recognise.run(deliver(one, vault, "history", 1_000, HISTORY, "history"), one, vault, ExactLinker())
        night = deliver(one, vault, "night", 2_000, {"d": ("模拟乙", "110101199001010028")})
    recognise.run(night, whole, vault, ExactLinker())

    def killed(name, *others):
        put(name, *others)
        if name == at:
            raise KeyboardInterrupt

    put = lake.put_derived
    monkeypatch.setattr(lake, "put_derived", killed)
    with pytest.raises(KeyboardInterrupt):
        recognise.run(night, lake, vault, ExactLinker())
    monkeypatch.undo()
    recognise.run(night, lake, vault, ExactLinker())
    for name in ("person_keys", "person_model", "person_links"):
        ours, theirs = ([path.read_bytes() for path in one.paths(name, END)] for one in (lake, whole))
        assert ours == theirs


def test_no_link_is_known_before_its_members_and_its_model(lake, monkeypatch):
    vault = OpenVault()
    monkeypatch.setattr(recognise, "_FIT_RECORDS", 3)
    one, other = ("模拟甲", "11010119900101001X"), ("模拟乙", "110101199001010028")
    people = {"a": one, "b": other, "c": ("模拟丙", ""), "d": other, "e": one}
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, ExactLinker())
    # Known from 950 (a) down to 946 (e): the model is of c, d and e.
    model = lake.read("person_model", PERSON_MODEL, END)
    assert model["known_at"].tolist() == [948]
    assert found(lake) == [("a", "e", 950), ("b", "d", 949)]


def test_a_link_is_not_known_before_the_model(lake):
    vault, one = OpenVault(), ("模拟甲", "11010119900101001X")
    people = {"last": ("模拟丙", ""), "a": one, "b": one}
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, ExactLinker())
    assert found(lake) == [("a", "b", 950)]  # both are known from 949


def test_nobody_is_compared_until_there_is_enough_to_learn_from(lake):
    vault, linker = OpenVault(), ExactLinker(enough=4)
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, linker)
    assert found(lake) == []
    recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, linker)
    assert [one[:2] for one in found(lake)] == [("a", "c")]


def test_what_came_while_nobody_was_compared_counts_as_received_now(lake, monkeypatch):
    vault = OpenVault()
    monkeypatch.setattr(recognise, "_FIT_RECORDS", 2)
    deliver(lake, vault, "history", 1_000, HISTORY, "history")
    recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, ExactLinker())
    assert found(lake) == [("a", "c", 1_999)]


def test_erased_members_are_left_out(lake):
    vault = OpenVault()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    vault.sealed = {key: value for key, value in vault.sealed.items() if not key[1].startswith("c/")}
    recognise.run(first, lake, vault, ExactLinker())
    assert found(lake) == []
    assert lake.read("person_keys", PERSON_KEYS, END)["person_id"].tolist() == ["a", "b"]


def test_telephones_are_compared_too(lake):
    vault = OpenVault()
    people = {
        "a": ("模拟甲", "", "10012345678"),
        "b": ("模拟甲", "", "10012345678"),
        "c": ("模拟甲", "", "10012345679"),
    }
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, ExactLinker())
    assert [one[:2] for one in found(lake)] == [("a", "b")]


def test_an_altered_model_is_refused(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, ExactLinker())
    model = lake.read("person_model", PERSON_MODEL, END).assign(parameters="{}")
    lake.put_derived("person_model", "history", model, PERSON_MODEL)
    with pytest.raises(ContractError, match="altered"):
        recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, ExactLinker())


def test_links_reach_the_graph_as_values_that_two_members_show(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, ExactLinker())
    shown = link_tables(lake, END)["identifiers"]
    assert shown["member_id"].tolist() == ["a", "c"]
    assert set(shown["kind"]) == {"same_person"}
    assert shown["value_hash"].nunique() == 1
    assert shown["claim_id"].isna().all()
    assert IDENTIFIERS.name == "identifiers"
