"""Exact links: whole values only, each pair once, never among what was there, the same by nights as at once."""

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from fraudpipe.linkage.exact_links import EXACT_RULES, exact_links
from fraudpipe.linkage.id_parts import may_be_same


def people(*rows: tuple[str, str | None, str | None, str | None, int]) -> pd.DataFrame:
    """Id, name, number, birth month and since when."""
    frame = pd.DataFrame(rows, columns=["person_id", "name", "id_number", "born", "known_at"])
    return frame.assign(received_at=frame["known_at"])


def contacts(kind: str, *rows: tuple[str, str | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "value", "known_at"])
    return frame.assign(kind=kind, received_at=frame["known_at"])


def links(
    persons: pd.DataFrame, sent: pd.DataFrame, touched: Sequence[str] | None = None
) -> list[tuple[str, str, str, int]]:
    ids = pd.Series(persons["person_id"].unique() if touched is None else list(touched), dtype=str)
    found = exact_links(persons, sent, ids)
    assert (found["known_at"] == found["received_at"]).all()
    columns = ("person_id", "other_person_id", "agreed", "known_at")
    return list(zip(*(found[name] for name in columns), strict=True))


NONE = contacts("phone")


def test_one_number_under_two_ids_is_known_once_both_are():
    persons = people(
        ("b", "甲", "1", "m", 5), ("a", "乙", "1", "n", 3), ("c", "丙", "2", "m", 1), ("d", "丙", None, "m", 1)
    )
    assert links(persons, NONE) == [("a", "b", "id_number", 5)]
    assert links(people(), NONE) == []


def test_a_name_needs_a_telephone_or_a_birth_month_and_a_home():
    persons = people(
        ("a", "甲", "1", "m", 1), ("b", "甲", "2", "m", 2), ("c", "乙", "3", "m", 3), ("d", "甲", "4", "n", 4)
    )
    assert links(persons, NONE) == []
    assert links(persons, contacts("phone", *[(one, "p", 9) for one in "abc"])) == [("a", "b", "name+phone", 9)]
    homes = contacts("address", *[(one, "h", 1) for one in "abcd"])
    assert links(persons, homes) == [("a", "b", "name+born+address", 2)]


def test_a_contact_of_long_ago_counts_and_the_first_rule_that_held_dates_the_link():
    persons = people(("a", "甲", "1", "m", 1), ("b", "甲", "2", "m", 2), ("b", "甲", "1", "m", 8))
    sent = contacts("phone", ("a", "old", 3), ("a", "new", 4), ("b", "old", 5), ("b", "third", 6))
    assert links(persons, sent) == [("a", "b", "name+phone", 5)]
    assert links(persons, NONE) == [("a", "b", "id_number", 8)]


def test_what_was_there_is_not_compared_again():
    persons = people(
        ("a", "甲", "1", "m", 1), ("b", "甲", "1", "m", 2), ("n", "甲", "1", "m", 3), ("m", "乙", "2", "m", 3)
    )
    assert [one[:2] for one in links(persons, NONE, "n")] == [("a", "n"), ("b", "n")]
    assert links(persons, NONE, "m") == []


def test_what_many_show_links_nobody_who_comes_later():
    for since in (range(30), [5] * 30):
        crowd = people(*((f"p{n:02d}", "甲", "1", "m", at) for n, at in enumerate(since)))
        shuffled = crowd.sample(frac=1, random_state=3)
        found = {one for pair in links(shuffled, NONE) for one in pair[:2]}
        assert found == {f"p{n:02d}" for n in range(20)}


def test_what_was_corrected_links_nobody_who_comes_later():
    persons = people(("a", "甲", "1", "m", 1), ("a", "乙", "2", "m", 5), ("b", "丙", "1", "m", 9))
    assert links(persons, NONE) == []
    persons = people(("a", "甲", "1", "m", 1), ("a", "乙", "2", "m", 5), ("b", "丙", "1", "m", 4))
    assert links(persons, NONE) == [("a", "b", "id_number", 4)]
    late = people(("a", "乙", "2", "m", 5), ("a", "甲", "1", "m", 1), ("b", "丙", "1", "m", 4)).assign(
        received_at=[5, 7, 4]
    )
    found = exact_links(late, NONE, late["person_id"])
    assert found.empty, "the older version came to be seen when the newer one was there"


def told_at(
    moment: int, persons: pd.DataFrame, sent: pd.DataFrame
) -> dict[tuple[str, ...], dict[tuple[object, ...], set[str]]]:
    """By rule and value, who shows it at a moment."""
    seen = persons[persons[["known_at", "received_at"]].max(axis=1) <= moment]
    newest = seen.sort_values(["known_at", "received_at"], kind="stable").drop_duplicates("person_id", keep="last")
    came = sent[sent[["known_at", "received_at"]].max(axis=1) <= moment]
    told: dict[tuple[str, ...], dict[tuple[object, ...], set[str]]] = {rule: {} for rule in EXACT_RULES}
    for row in newest.to_dict("records"):
        mine = came[came["person_id"] == row["person_id"]]
        for rule in EXACT_RULES:
            own = tuple(row[name] for name in rule if name in row)
            contact = mine.loc[mine["kind"] == rule[-1], "value"] if len(own) < len(rule) else [""]
            for value in contact:
                if not pd.isna(np.array(own, object)).any():
                    told[rule].setdefault((*own, value), set()).add(row["person_id"])
    return told


def oracle(persons: pd.DataFrame, sent: pd.DataFrame) -> list[tuple[str, str, str, int]]:
    """Day by day: whoever shows the same on one day is linked, of many the first."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    first: dict[tuple[object, ...], list[str]] = {}
    for moment in range(31):
        for rule, values in told_at(moment, persons, sent).items():
            for value, ids in values.items():
                order = first.setdefault((rule, *value), [])
                order += sorted(ids - set(order))
                for one, other in itertools.combinations(sorted(ids & set(order[:3])), 2):
                    found.setdefault((one, other), ("+".join(rule), moment))
    return sorted((*pair, *said) for pair, said in found.items())


@pytest.mark.parametrize("seed", range(4))
def test_links_are_what_watching_every_day_finds(seed, monkeypatch):
    monkeypatch.setattr("fraudpipe.linkage.exact_links._MOST_ALIKE", 3)
    persons, sent = random_world(seed)
    draw = np.random.default_rng(seed)
    persons, sent = (
        frame.assign(received_at=(frame["known_at"] + draw.integers(-9, 9, len(frame))).clip(0, 30))
        for frame in (persons, sent)
    )
    found = exact_links(persons, sent, persons["person_id"])
    found = found.assign(at=found[["known_at", "received_at"]].max(axis=1))
    columns = ["person_id", "other_person_id", "agreed", "at"]
    expected = oracle(persons, sent)
    assert list(found[columns].itertuples(index=False, name=None)) == expected
    assert len(expected) > 30


def random_world(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    draw = np.random.default_rng(seed)
    ids = [f"{n:03d}" for n in range(90)]
    numbers = [str(n) if n < 80 else None for n in draw.integers(0, 100, 120)]
    everyone = people(
        *((draw.choice(ids), draw.choice([*"甲乙丙"]), number, "m", draw.integers(30)) for number in numbers)
    )
    phones = contacts("phone", *((draw.choice(ids), f"{draw.integers(40)}", draw.integers(30)) for _ in range(60)))
    homes = contacts("address", *((draw.choice(ids), f"{draw.integers(9)}", draw.integers(30)) for _ in range(30)))
    return everyone, pd.concat([phones, homes])


@pytest.mark.parametrize("seed", range(4))
def test_nights_find_what_is_found_at_once(seed):
    everyone, sent = random_world(seed)
    found: list[tuple[str, str, str, int]] = []
    for old, new in itertools.pairwise((-1, 10, 15, 99)):
        seen = [frame[frame["known_at"] < new] for frame in (everyone, sent)]
        came = pd.concat(frame.loc[frame["known_at"] >= old, "person_id"] for frame in seen).unique()
        linked = {one[:2] for one in found}
        found += [one for one in links(*seen, came) if one[:2] not in linked]
    assert len(found) > 30
    assert sorted(found) == links(everyone, sent)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("110105********002X", "11010519491231002x", True),
        ("110105********002X", "110105********0021", False),
        ("110105************", "******19491231002X", None),
        ("110105491231002", "11010519491231****", True),
        ("E12345678", "E12345678", None),
        *((f"110105{sign * 8}002X", "110105********0021", False) for sign in "*#?·•●○×✕_xX.-—"),
        *((f"11010519491231{sign * 4}", "11010519491231002X", True) for sign in "*#?·•●○×✕_xX.-—"),
    ],
)
def test_masked_numbers_are_compared_where_both_show_something(one, other, same):
    assert may_be_same(one, other) is same
