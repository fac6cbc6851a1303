"""Fuzzy linkage on small worlds: the same for plain values and hashes, at once and by nights."""

import builtins
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from stages.test_recognise import OpenVault, deliver, found

from fraudpipe.adapters.lake import Lake
from fraudpipe.errors import DependencyError
from fraudpipe.linkage.person_keys import Person, person_keys
from fraudpipe.stages import recognise

pytest.importorskip("splink")

from fraudpipe.adapters.splink_linkage import SplinkLinker
from fraudpipe.records.identity_numbers import id_number_holds

MARKS = "文志海晓雨思佳玉明德家宝新金世云芳兰英梅娟敏静丽霞燕"


def made(seed: int, people: int = 600) -> list[tuple[str, Person]]:
    """People, each third one of them a second time: half with another telephone, half with a slip in the name."""
    draw = np.random.default_rng(seed)
    found = []
    for place in range(people):
        born = f"{draw.integers(1950, 2000)}{draw.integers(1, 13):02d}{draw.integers(1, 29):02d}"
        begin = f"99{draw.integers(0, 99):04d}{born}{place:03d}"
        number = next(begin + mark for mark in "0123456789X" if id_number_holds(begin + mark))
        name = "模拟" + "".join(draw.choice(list(MARKS), 2))
        phone, home = (
            f"100{draw.integers(0, 99999999):08d}",
            f"示例路{draw.integers(1, 9999)}号{draw.integers(1, 30)}栋",
        )
        birth_on = f"{born[:4]}-{born[4:6]}-{born[6:]}"
        found.append((f"p{place:04d}", Person(name, number, birth_on, phone, home)))
        if place % 3 == 0:
            slip = name[:2] + name[2:][::-1] if place % 2 else name
            other = number[:16] + str((int(number[16]) + 5) % 10) + number[17:] if place % 4 == 0 else number
            found.append((f"p{place:04d}again", Person(slip, other, birth_on, phone if place % 2 else "", home)))
    return found


def truth(records: list[tuple[str, Person]]) -> set[tuple[str, str]]:
    return {(name.removesuffix("again"), name) for name, _ in records if name.endswith("again")}


def pairs(links: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(links["person_id"], links["other_person_id"], strict=True))


@pytest.fixture(scope="module")
def model() -> str:
    fitted = SplinkLinker().fit(person_keys(made(1)))
    assert fitted is not None
    return fitted


def test_records_of_one_person_are_found_and_no_others(model: str) -> None:
    records = made(2)
    keys = person_keys(records)
    links = SplinkLinker().links(model, keys, keys.iloc[:0])
    assert len(pairs(links) - truth(records)) <= 1
    assert len(pairs(links) & truth(records)) > 0.95 * len(truth(records))
    assert links["match_weight"].gt(0).all()


def test_hashes_give_the_links_of_plain_values(model: str) -> None:
    def sealed(kind: str, value: str) -> str:
        return hashlib.sha256(f"{kind}/{value}".encode()).hexdigest()

    records = made(3)
    plain, hidden = person_keys(records), person_keys(records, sealed)
    nothing = plain.iloc[:0]
    pd.testing.assert_frame_equal(
        SplinkLinker().links(model, plain, nothing), SplinkLinker().links(model, hidden, nothing)
    )


def test_nights_find_what_is_found_at_once(model: str) -> None:
    keys, linker = person_keys(made(4)), SplinkLinker()
    old, new = keys.iloc[:500], keys.iloc[500:]
    by_night = pairs(linker.links(model, old, old.iloc[:0])) | pairs(linker.links(model, new, old))
    assert by_night == pairs(linker.links(model, keys, keys.iloc[:0]))


def test_a_model_comes_out_the_same_and_holds_no_values(model: str) -> None:
    assert SplinkLinker().fit(person_keys(made(1))) == model
    assert "模拟" not in model
    assert json.loads(model)["records"] == len(made(1))


def test_too_few_records_make_no_model() -> None:
    assert SplinkLinker().fit(person_keys(made(1)[:60])) is None
    assert SplinkLinker().fit(person_keys([])) is None


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("splink"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DependencyError, match=r"fraudpipe\[splink\]"):
        SplinkLinker()


def test_what_lies_in_the_lake_is_linked(tmp_path: Path) -> None:
    lake, vault = Lake(tmp_path), OpenVault()
    people = {name: (one.name, one.id_number, one.phone or "10000000001") for name, one in made(5, 300)}
    recognise.run(deliver(lake, vault, "history", 10_000, people, "history"), lake, vault, SplinkLinker())
    before = {one[:2] for one in found(lake)}
    assert len(before) > 50
    again = {"late": people["p0001"]}
    recognise.run(deliver(lake, vault, "night", 20_000, again), lake, vault, SplinkLinker())
    assert {one[:2] for one in found(lake)} - before == {("late", "p0001")}
