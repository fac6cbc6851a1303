"""Members who are alike are found once, by a model that is fitted once, and nothing that was said before changes."""

import pandas as pd
import pytest
from stages.test_recognise import END, OpenVault, deliver, found

from fraudpipe.adapters.lake import Lake
from fraudpipe.errors import ContractError
from fraudpipe.linkage.exact_links import LINK_COLUMNS
from fraudpipe.records.derived import PERSON_KEYS, PERSON_LINKS, PERSON_MODEL
from fraudpipe.stages import likeness, recognise


class OrderLinker:
    """Fits nothing, and links whose numbers end alike: masked ones, which no exact rule looks at."""

    def __init__(self, enough: int = 1) -> None:
        self.fitted: list[int] = []
        self._enough = enough

    def linker_key(self) -> str:
        return "order"

    def fit(self, people: pd.DataFrame) -> str | None:
        self.fitted.append(len(people))
        return '{"model": 1}' if len(people) >= self._enough else None

    def links(self, model: str, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
        assert model == '{"model": 1}'
        both = new.dropna(subset="id_order").merge(pd.concat([new, old]), on="id_order", suffixes=("", "_other"))
        ends = both[["person_id", "person_id_other"]].to_numpy()
        pairs = sorted({tuple(sorted(pair)) for pair in ends if pair[0] != pair[1]})
        return pd.DataFrame([(*pair, 7.0) for pair in pairs], columns=list(LINK_COLUMNS))


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path)


HISTORY = {
    "a": ("模拟甲", "110101********001X"),
    "b": ("模拟乙", "110101********0028"),
    "c": ("模拟丙", "110101********001X"),
}


def test_a_night_adds_links_to_what_is_there_and_changes_nothing(lake):
    vault, linker = OpenVault(), OrderLinker()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    recognise.run(first, lake, vault, linker)
    assert [one[:2] for one in found(lake)] == [("a", "c")]
    path = lake.paths("person_links", END)[0]
    before = path.read_bytes()
    night = deliver(lake, vault, "night", 2_000, {"d": ("模拟乙", "110101********0028"), "e": ("模拟戊", "")})
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
        recognise.run(deliver(one, vault, "history", 1_000, HISTORY, "history"), one, vault, OrderLinker())
        night = deliver(one, vault, "night", 2_000, {"d": ("模拟乙", "110101********0028")})
    recognise.run(night, whole, vault, OrderLinker())

    def killed(name, *others):
        put(name, *others)
        if name == at:
            raise KeyboardInterrupt

    put = lake.put_derived
    monkeypatch.setattr(lake, "put_derived", killed)
    with pytest.raises(KeyboardInterrupt):
        recognise.run(night, lake, vault, OrderLinker())
    monkeypatch.undo()
    recognise.run(night, lake, vault, OrderLinker())
    for name in ("person_keys", "person_model", "person_links"):
        ours, theirs = ([path.read_bytes() for path in one.paths(name, END)] for one in (lake, whole))
        assert ours == theirs


def test_no_link_is_known_before_its_members_and_its_model(lake, monkeypatch):
    vault = OpenVault()
    monkeypatch.setattr(likeness, "_FIT_RECORDS", 3)
    one, other = ("模拟甲", "110101********001X"), ("模拟乙", "110101********0028")
    people = {"a": one, "b": other, "c": ("模拟丙", ""), "d": other, "e": one}
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, OrderLinker())
    # Known from 950 (a) down to 946 (e): the model is of c, d and e.
    model = lake.read("person_model", PERSON_MODEL, END)
    assert model["known_at"].tolist() == [948]
    assert found(lake) == [("a", "e", 950), ("b", "d", 949)]


def test_a_link_is_not_known_before_the_model(lake):
    vault, one = OpenVault(), ("模拟甲", "110101********001X")
    people = {"last": ("模拟丙", ""), "a": one, "b": one}
    recognise.run(deliver(lake, vault, "history", 1_000, people, "history"), lake, vault, OrderLinker())
    assert found(lake) == [("a", "b", 950)]  # both are known from 949


def test_nobody_is_compared_until_there_is_enough_to_learn_from(lake):
    vault, linker = OpenVault(), OrderLinker(enough=4)
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, linker)
    assert found(lake) == []
    recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, linker)
    assert [one[:2] for one in found(lake)] == [("a", "c")]


def test_what_came_while_nobody_was_compared_counts_as_received_now(lake, monkeypatch):
    vault = OpenVault()
    monkeypatch.setattr(likeness, "_FIT_RECORDS", 2)
    deliver(lake, vault, "history", 1_000, HISTORY, "history")
    recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, OrderLinker())
    assert found(lake) == [("a", "c", 1_999)]


def test_erased_members_are_left_out(lake):
    vault = OpenVault()
    first = deliver(lake, vault, "history", 1_000, HISTORY, "history")
    vault.sealed = {key: value for key, value in vault.sealed.items() if not key[1].startswith("c/")}
    recognise.run(first, lake, vault, OrderLinker())
    assert found(lake) == []
    assert lake.read("person_keys", PERSON_KEYS, END)["person_id"].tolist() == ["a", "b"]


def test_an_altered_model_is_refused(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, OrderLinker())
    model = lake.read("person_model", PERSON_MODEL, END).assign(parameters="{}")
    lake.put_derived("person_model", "history", model, PERSON_MODEL)
    with pytest.raises(ContractError, match="altered"):
        recognise.run(deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")}), lake, vault, OrderLinker())


def test_a_link_says_which_linker_and_which_model_made_it(lake):
    vault = OpenVault()
    recognise.run(deliver(lake, vault, "history", 1_000, HISTORY, "history"), lake, vault, OrderLinker())
    made = lake.read("person_links", PERSON_LINKS, END).iloc[0]
    assert (made["linker"], made["match_weight"]) == ("order", 7.0)
    assert made["model_digest"] == lake.read("person_model", PERSON_MODEL, END)["digest"].iloc[0]
    assert pd.isna(made["agreed"])


def test_likeness_may_be_switched_on_and_off_and_takes_nothing_back(lake):
    vault, numbers = OpenVault(), {"x": ("模拟己", "11010119900101004X"), "y": ("模拟庚", "11010119900101004X")}
    first = deliver(lake, vault, "history", 1_000, HISTORY | numbers, "history")
    recognise.run(first, lake, vault, None)
    assert found(lake) == [("x", "y", 947)]
    night = deliver(lake, vault, "night", 2_000, {"d": ("模拟丁", "")})
    recognise.run(night, lake, vault, OrderLinker())
    both = [("x", "y", 947), ("a", "c", 1_999)]  # whoever came before is compared now, and the link is of now
    assert found(lake) == both
    last = deliver(
        lake, vault, "last", 3_000, {"e": ("模拟戊", "11010119900101004X"), "f": ("模拟辛", "110101********0028")}
    )
    recognise.run(last, lake, vault, None)
    both += [("e", "x", 2_999), ("e", "y", 2_999)]
    assert found(lake) == both
    recognise.run(night, lake, vault, None)  # taken in again, without a linker now
    assert found(lake) == both
    again = deliver(lake, vault, "again", 4_000, {"g": ("模拟壬", "")})
    recognise.run(again, lake, vault, OrderLinker())
    assert found(lake) == [*both, ("b", "f", 3_999)]
