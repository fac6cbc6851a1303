"""By joins, running sums, walks and a plain loop: four ways, the same values, whatever arrives late or is corrected."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest
from featuring import oracle
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring import (
    Catalogue,
    Count,
    DaysSince,
    Distinct,
    Max,
    Mean,
    Median,
    Min,
    Share,
    Spread,
    Sum,
    Trailing,
    feature,
)
from fraudpipe.featuring.catalogue import Feature
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import split
from fraudpipe.featuring.running.replay import Replay
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.moments import DAY_SECONDS

START = 1_709_222_400  # 2024-03-01 00:00 in Shanghai
_PAGE = (
    "A number.\n\nUnit: count\nAs of: the moment.\nNull: never.\nWhy:\n    zh: {value}\n    en: {value}\n\n>>> 1\n1\n"
)
Row = dict[str, Any]
World = tuple[dict[str, list[Row]], list[tuple[str, int]]]
_NAMES = ("claim_id", "member_id", "hospital_id", "doctor_id", "illness_code", "region")


def _fraud(row: Any) -> Any:
    return row.past_outcome == "confirmed_fraud"


def _refunded(row: Any) -> Any:
    return row.past_plan_kind == "reimbursement"


AGGREGATES = {
    "count": (Count(), None),
    "refunded_count": (Count(), _refunded),
    "sum": (Sum("amount_fen"), None),
    "refunded_sum": (Sum("amount_fen"), _refunded),
    "mean": (Mean("amount_fen"), None),
    "share": (Share(_refunded, prior=0.06, weight=20), None),
    "plain_share": (Share(_refunded), None),
    "doctors": (Distinct("doctor_id"), None),
    "refunded_members": (Distinct("member_id"), _refunded),
    "days": (DaysSince(), None),
    "refunded_days": (DaysSince(), _refunded),
    "max": (Max("amount_fen"), None),
    "refunded_min": (Min("amount_fen"), _refunded),
}
_DOCTOR_AND_ILLNESS = ("doctor_id", "illness_code")
DECLARED = {
    f"{name}_{window or 'ever'}": Trailing("claims", key, aggregate, window, where)
    for name, (aggregate, where) in AGGREGATES.items()
    for window, key in ((None, "hospital_id"), (30, _DOCTOR_AND_ILLNESS))
} | {
    "member_count": Trailing("claims", "member_id", Count(), 30),
    "max_recent": Trailing("claims", "hospital_id", Max("amount_fen"), 30),
    "days_of_doctor": Trailing("claims", _DOCTOR_AND_ILLNESS, DaysSince()),
    "frauds": Trailing("outcomes", "hospital_id", Count(), 30, _fraud),
    "fraud_share": Trailing("outcomes", "doctor_id", Share(_fraud, prior=0.05, weight=20)),
    "fraud_days": Trailing("outcomes", "hospital_id", DaysSince(), None, _fraud),
    "outcome_kinds": Trailing("outcomes", "hospital_id", Distinct("outcome"), 30),
    "visits": Trailing("visits", "hospital_id", Count(), 30),
    "visitors": Trailing("visits", "hospital_id", Distinct("member_id")),
    "county_count": Trailing("claims", ("member_region", "illness_code"), Count(), 30),
    "county_sum": Trailing("claims", "member_region", Sum("amount_fen")),
    "county_doctors": Trailing("claims", ("hospital_id", "member_region"), Distinct("doctor_id")),
    "county_frauds": Trailing("outcomes", "member_region", Count(), None, _fraud),
    "median": Trailing("claims", "illness_code", Median("amount_fen")),
    "spread": Trailing("claims", "illness_code", Spread("amount_fen"), 30),
    "refunded_median": Trailing("claims", "illness_code", Median("amount_fen"), 30, _refunded),
    "refunded_spread": Trailing("claims", "illness_code", Spread("amount_fen"), None, _refunded),
    "pair_median": Trailing("claims", _DOCTOR_AND_ILLNESS, Median("amount_fen")),
    "county_median": Trailing("claims", "member_region", Median("amount_fen"), 30),
}


def _named(name: str, declared: Trailing) -> Callable[[], Trailing]:
    def made() -> Trailing:
        return declared

    made.__name__, made.__doc__ = name, _PAGE
    return feature(made)


_OF_PEERS = {name for name, one in DECLARED.items() if isinstance(one.aggregate, Median | Spread)}
_JOINED = {"member_count", "max_recent", "max_30", "refunded_min_30"}
CATALOGUE = Catalogue([_named(name, declared) for name, declared in DECLARED.items()])


@pytest.mark.parametrize("local", [False, True])
def test_in_training_hardly_anything_is_joined_that_many_share(local: bool) -> None:
    joined, shared = split(CATALOGUE.features, local=local)
    names = {one.name for members in joined.values() for one in members}
    assert names == (_JOINED if local else _JOINED | _OF_PEERS)
    assert len(CATALOGUE) == len(names) + sum(len(members) for members in shared.values())


_text = st.sampled_from
_seconds = st.integers(0, 80).map(lambda day: day * DAY_SECONDS) | st.integers(0, 80 * DAY_SECONDS)


@st.composite
def _row(draw: st.DrawFn, table: str) -> Row:
    known_at = START + draw(_seconds)
    row: Row = {name: None for name, _ in COLUMNS[table]}
    row |= {"known_at": known_at, "received_at": known_at + draw(st.sampled_from((0, 0, 1, 40))) * DAY_SECONDS}
    chosen: dict[str, st.SearchStrategy[Any]] = {
        "claim_id": _text(("c1", "c2", "c3", "c4", "c5", "c6")),
        "member_id": _text(("m1", "m2")),
        "hospital_id": _text(("h1", "h2")),
        "doctor_id": _text(("d1", "d2", None)),
        "illness_code": _text(("C50", "C73")),
        "plan_kind": _text(("reimbursement", "fixed_benefit")),
        "amount_fen": _text((None, 0, 1, 2, 7, 7, 90_000_000_000)),
        "outcome": _text(("confirmed_fraud", "not_fraud")),
        "region": _text(("330102", "330104", None)),
    }
    return row | {name: draw(values) for name, values in chosen.items() if name in row}


@st.composite
def _world(draw: st.DrawFn) -> World:
    """Claims, outcomes, visits and members, corrected, late, tied and null; and moments, some not at midnight."""
    tables = {
        name: draw(st.lists(_row(name), max_size=size))
        for name, size in (("claims", 14), ("outcomes", 8), ("visits", 6), ("members", 4))
    }
    for rows in tables.values():
        for number, row in enumerate(rows):
            row["delivery_id"] = f"delivery{number:02d}"  # settles ties the same way everywhere
    moments = st.integers(0, 100).map(lambda day: START + day * DAY_SECONDS)
    moments |= st.sampled_from(
        [row["known_at"] + more for rows in tables.values() for row in rows for more in (0, 1)] or [START]
    )
    claims = st.sampled_from(("c1", "c2", "c3", "c4", "c5", "c6"))
    return tables, draw(st.lists(st.tuples(claims, moments), min_size=1, max_size=12, unique=True))


@pytest.fixture(scope="module")
def drawn() -> list[World]:
    """Worlds that share no claim, member, hospital, doctor, illness or region: all are worked out at once."""
    found: list[World] = []

    @settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(world=_world())
    def draw(world: World) -> None:
        tables, probes = world
        for row in (row for rows in tables.values() for row in rows):
            row |= {name: f"{len(found)}{row[name]}" for name in _NAMES if row.get(name) is not None}
        found.append((tables, [(f"{len(found)}{claim_id}", as_of) for claim_id, as_of in probes]))

    draw()
    return found


@pytest.mark.parametrize("way", ["night", "walked night", "training", "walks"])
def test_all_ways_give_the_same_values(drawn: list[World], way: str) -> None:
    _compared(drawn, way)


@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        ("night", set()),
        ("training", set()),
        ("walked night", set(DECLARED) - _JOINED),
        ("walks", set(DECLARED) - _JOINED),
    ],
)
def test_only_a_local_engine_walks_and_then_through_all_that_many_share(
    drawn: list[World], monkeypatch: pytest.MonkeyPatch, way: str, wanted: set[str]
) -> None:
    walked: list[str] = []
    values = Replay.values

    def noted(self: Replay, past: ir.Table, members: Sequence[Feature]) -> ir.Table:
        walked.extend(one.name for one in members)
        return values(self, past, members)

    monkeypatch.setattr(Replay, "values", noted)
    _computed(drawn[:1], way)
    assert sorted(walked) == sorted(wanted)


@pytest.mark.parametrize("way", ["cut night", "cut and walked night"])
@pytest.mark.parametrize("day", [70, 100])
def test_a_night_that_reads_only_what_its_windows_reach_gives_the_same_values(
    drawn: list[World], day: int, way: str
) -> None:
    claims = [f"c{one}" for one in range(1, 7)]
    asked = [[(f"{number}{one}", START + day * DAY_SECONDS) for one in claims] for number in range(len(drawn))]
    _compared([(tables, probes) for (tables, _), probes in zip(drawn, asked, strict=True)], way)


@pytest.mark.parametrize("way", ["night", "walked night", "training", "walks"])
@pytest.mark.parametrize("empty", [("claims",), ("outcomes", "visits", "members")])
def test_tables_without_rows_are_no_failure(drawn: list[World], empty: tuple[str, ...], way: str) -> None:
    _compared([(tables | {name: [] for name in empty}, probes) for tables, probes in drawn[:5]], way)


def _compared(worlds: list[World], way: str) -> None:
    """Holds every value of every probe against the plain loop."""
    found = _computed(worlds, way)
    for tables, probes in worlds:
        for probe, wanted in zip(probes, oracle.values(CATALOGUE, tables, probes), strict=True):
            row = found.pop(probe)
            wrong = {name: (row[name], value) for name, value in wanted.items() if not _same(row[name], value)}
            assert not wrong, (wrong, way, probe)
    assert not found


def _computed(worlds: list[World], way: str) -> dict[tuple[str, int], Row]:
    """The values of every probe: by joins, of all rows or of those that windows reach, by running sums or by walks."""
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        tables = {}
        for name in ("claims", "outcomes", "visits", "members"):
            rows = [row for made, _ in worlds for row in made[name]]
            tables[name] = engine.frame(name, pa.Table.from_pylist(rows, schema=arrow_schema(COLUMNS[name])))
        asked = [{"claim_id": claim_id, "as_of": as_of} for _, probes in worlds for claim_id, as_of in probes]
        probes = engine.frame("probes", pa.Table.from_pylist(asked))
        computed = compute(
            CATALOGUE,
            tables,
            probes,
            way="night" if "night" in way else "training",
            keep=engine.keep,
            local=engine if "walk" in way else None,
            first_at=min(one["as_of"] for one in asked) if "cut" in way else None,
        )
        found = engine.rows(computed).to_pylist()
    assert len(found) == len(asked)
    return {(row.pop("claim_id"), row.pop("as_of")): row for row in found}


def _same(found: Any, value: Any) -> bool:
    """Equal to the last bit, and of the same type."""
    if found is None or value is None:
        return found is value
    return type(found) is type(value) and not math.isnan(found) and found == value
