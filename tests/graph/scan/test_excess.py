"""The context scan against its plain definition, against time, and on planted clusters."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from fraudpipe.graph.network import excess_rows
from fraudpipe.graph.scan.cells import FAMILIES, GROUPS

DAY = 86_400
START = 1_700_000_000


def world(seed: int, claims: int = 900, days: int = 200) -> dict[str, pd.DataFrame]:
    """Claims at a few places, with corrections, unknown members, and a doctor who sees one illness after waiting."""
    rng = np.random.default_rng(seed)
    ids = [f"c{one}" for one in range(claims)]
    event = dt.date(2023, 6, 1)
    facts = pd.DataFrame(
        {
            "claim_id": ids,
            "member_id": [f"m{one}" for one in range(claims)],
            "hospital_id": rng.choice(["h1", "h2", "h3", "h4"], claims),
            "doctor_id": rng.choice(np.array([*(f"d{one}" for one in range(20)), None], object), claims),
            "department": rng.choice(np.array(["w1", "w2", None], object), claims),
            "illness_code": rng.choice(["C50.9", "C34", "C73", *(f"K{one}.1" for one in range(10, 22))], claims),
            "event_on": [event + dt.timedelta(days=int(one)) for one in rng.integers(0, 300, claims)],
            "visible_at": START + rng.integers(0, days, claims) * DAY,
        }
    )
    ring = rng.choice(claims, claims // 20, replace=False)
    facts.loc[ring, ["hospital_id", "doctor_id", "illness_code"]] = ["h2", "d1", "C73"]
    # Every third claim is another one of the member before.
    facts.loc[2::3, "member_id"] = facts["member_id"].to_numpy()[1::3][: len(facts.loc[2::3])]
    later = facts.sample(claims // 6, random_state=seed).assign(illness_code="C34", doctor_id="d2")
    later["visible_at"] += 9 * DAY
    last = later.iloc[::2].assign(illness_code="C50.9", doctor_id="d3")
    last["visible_at"] += np.resize([81, 111], len(last)) * DAY
    members = pd.DataFrame(
        {
            "member_id": facts["member_id"],
            "region": rng.choice(["330101", "330102", "440103"], claims),
            "joined_on": [event - dt.timedelta(days=int(one)) for one in rng.integers(0, 400, claims)],
            "visible_at": facts["visible_at"] + rng.integers(-9, 2, claims) * DAY,
        }
    )
    hospitals = pd.DataFrame(
        {"hospital_id": ["h1", "h2", "h3", "h4"], "specialty": ["肿瘤", None, None, "肿瘤"], "visible_at": START - DAY}
    )
    return {"claims": pd.concat([facts, later, last], ignore_index=True), "members": members, "hospitals": hospitals}


def probes_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    first = tables["claims"].groupby("claim_id", as_index=False)["visible_at"].min()
    return first.assign(as_of=first["visible_at"] // (7 * DAY) * (7 * DAY) + 8 * DAY)[["claim_id", "as_of"]]


def known(tables: dict[str, pd.DataFrame], as_of: int) -> dict[str, pd.DataFrame]:
    return {name: table[table["visible_at"] < as_of] for name, table in tables.items()}


def slow_row(seen: dict[str, pd.DataFrame], last: tuple) -> dict:
    """Where a row of a claim lies, by what was known when it came."""
    of = seen["members"].query("member_id == @last.member_id and visible_at <= @last.visible_at")
    of = of.sort_values(["visible_at", "region", "joined_on"])
    at = seen["hospitals"].query("hospital_id == @last.hospital_id and visible_at <= @last.visible_at").iloc[-1]
    waited = (last.event_on - of["joined_on"].iloc[-1]).days - 90 if len(of) else None
    return {
        "hospital": last.hospital_id,
        "ward": (last.hospital_id, last.department) if isinstance(last.department, str) else None,
        "doctor": last.doctor_id if isinstance(last.doctor_id, str) else None,
        "illness": last.illness_code[:3],
        "region": of["region"].iloc[-1] if len(of) else None,
        "cohort": of["joined_on"].iloc[-1].strftime("%Y-%m") if len(of) else None,
        "waiting": None if waited is None else sum(waited >= one for one in (0, 15, 30, 90, 365)),
        "specialty": at["specialty"] if isinstance(at["specialty"], str) else "",
        "everywhere": "all",
    }


def slow_excess(tables: dict[str, pd.DataFrame], as_of: int) -> pd.DataFrame:
    """Every claim visible at `as_of`, with the scan written out."""
    seen = known(tables, as_of)
    rows, past = [], []
    for claim_id, versions in seen["claims"].sort_values("visible_at", kind="stable").groupby("claim_id"):
        recent = versions["visible_at"].iloc[0] + 90 * DAY >= as_of
        owner = versions["member_id"].iloc[0]
        of = {"claim_id": claim_id, "member": owner, "recent": recent}
        rows.append(slow_row(seen, list(versions.itertuples())[-1]) | of)
        if not recent:
            within = versions[versions["visible_at"] < versions["visible_at"].iloc[0] + 90 * DAY]
            past.append(slow_row(seen, list(within.itertuples())[-1]) | of)
    tested: list[tuple[float, float, int, float, tuple]] = []
    cells = 0
    recent = [row for row in rows if row["recent"]]
    for number, (_, owner, counted, among) in enumerate(FAMILIES):
        names = (owner, *counted, among)
        held = {tuple(row[name] for name in names) for row in recent if all(row[name] is not None for name in names)}
        for cell in sorted(held, key=str):
            cells += 1
            total = members_at(recent, (among,), cell[-1:])
            expected = here = members_at(recent, (owner,), cell[:1])
            for name, value in zip(counted, cell[1:-1], strict=True):
                expected *= members_at(recent, (name, among), (value, cell[-1])) / total
            if (count := members_at(recent, names, cell)) < max(4, 2 * expected):
                continue
            gone = members_at(past, (owner,), cell[:1])
            own = here * members_at(past, names, cell) / gone if gone >= 20 else 0
            chances = [nbinom.sf(count - 1, 10, 10 / (10 + by)) for by in (expected, max(expected, own))]
            tested.append((*chances, count, expected, (number, cell)))
    old, fresh = (millis({one[4]: one[by] for one in tested}, cells) for by in (0, 1))
    scores = {one[4]: (old[one[4]], one[2], one[3], fresh[one[4]]) for one in tested}
    return pd.DataFrame([{"claim_id": row["claim_id"], **best_of(row, scores)} for row in rows]).set_index("claim_id")


def millis(chance: dict[tuple, float], cells: int) -> dict[tuple, int]:
    order = sorted(chance, key=lambda cell: chance[cell])
    rates = [chance[cell] * cells / (place + 1) for place, cell in enumerate(order)]
    rates = list(itertools.accumulate(reversed(rates), min))[::-1]
    return {cell: round(-1000 * np.log10(min(max(rate, 1e-30), 1))) for cell, rate in zip(order, rates, strict=True)}


def members_at(rows: list[dict], names: tuple[str, ...], values: tuple) -> int:
    return len({row["member"] for row in rows if tuple(row[name] for name in names) == values})


def best_of(row: dict, scores: dict) -> dict:
    found = dict.fromkeys((f"{group}_excess_millis" for group in GROUPS), 0)
    best, found["fresh_excess_millis"] = (0, 0, 0.0, 0), 0
    for number, (group, owner, counted, among) in enumerate(FAMILIES):
        held = scores.get((number, tuple(row[name] for name in (owner, *counted, among))), (0, 0, 0.0, 0))
        found[f"{group}_excess_millis"] = max(found[f"{group}_excess_millis"], held[0])
        found["fresh_excess_millis"] = max(found["fresh_excess_millis"], held[3])
        best = held if held[0] > best[0] else best
    return found | {"excess_claim_count": best[1], "excess_expected_millis": round(1000 * best[2])}


@pytest.mark.parametrize("seed", range(2))
def test_the_scan_is_what_its_definition_says(seed: int) -> None:
    tables = world(seed)
    probes = probes_of(tables)
    fast = excess_rows(**tables, probes=probes).assign(claim_id=probes["claim_id"])
    assert (fast["provider_excess_millis"] > 1301).any()
    best = fast[[f"{group}_excess_millis" for group in GROUPS]].max(axis=1)
    assert (fast["fresh_excess_millis"] > 0).any()
    assert (fast["fresh_excess_millis"] < best).any()
    moments = sorted(probes["as_of"].unique())
    for as_of in (moments[9], moments[-1]):
        here = fast[probes["as_of"] == as_of].set_index("claim_id")
        slow = slow_excess(tables, int(as_of)).loc[here.index]
        pd.testing.assert_frame_equal(here, slow[here.columns], check_dtype=False, atol=1)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 190))
def test_rows_received_later_never_change_an_excess(seed: int, day: int) -> None:
    tables = world(seed, claims=120)
    as_of = START + day * DAY
    probes = known(tables, as_of)["claims"][["claim_id"]].drop_duplicates().assign(as_of=as_of)
    earlier = probes_of(tables).query("as_of < @as_of")
    together = excess_rows(**tables, probes=pd.concat([earlier, probes], ignore_index=True))
    alone = excess_rows(**known(tables, as_of), probes=probes)
    pd.testing.assert_frame_equal(together.iloc[len(earlier) :].reset_index(drop=True), alone)


def test_a_tumour_hospital_that_sees_tumours_is_no_excess_and_a_general_one_is() -> None:
    rng = np.random.default_rng(1)
    tables = world(1, claims=1)
    claims = [("h1", "C34")] * 60 + [("h4", "C34")] * 60
    claims += [("h2", code) for code in rng.choice(["I21", "C73", "K35", "S72"], 200)] + [("h3", "C34")] * 25
    claims += [("h3", code) for code in rng.choice(["I21", "C73", "K35", "S72"], 60)]
    facts = pd.concat([tables["claims"].iloc[:1]] * len(claims), ignore_index=True).assign(
        claim_id=[f"x{one}" for one in range(len(claims))],
        member_id=[f"m{one}" for one in range(len(claims))],
        hospital_id=[one for one, _ in claims],
        illness_code=[one for _, one in claims],
        doctor_id=None,
        department=None,
        visible_at=START,
    )
    tables = tables | {"claims": facts}
    probes = facts[["claim_id"]].assign(as_of=START + DAY)
    found = excess_rows(**tables, probes=probes)
    lungs = facts["illness_code"] == "C34"
    assert (found.loc[lungs & (facts["hospital_id"] == "h3"), "provider_excess_millis"] > 2000).all()
    assert (found.loc[facts["hospital_id"] != "h3", "provider_excess_millis"] == 0).all()


def test_one_patient_who_comes_back_is_no_excess_and_many_patients_are() -> None:
    tables = world(1)
    facts = tables["claims"].drop_duplicates("claim_id").iloc[:300].assign(visible_at=START)
    facts.loc[facts.index[:12], ["hospital_id", "doctor_id", "illness_code"]] = ["h3", "d9", "M32.1"]
    many = facts.assign(member_id=facts["claim_id"])
    one = many.assign(member_id=many["member_id"].where(np.arange(len(many)) >= 12, "patient"))
    probes = facts[["claim_id"]].iloc[:12].assign(as_of=START + DAY)
    excess = [excess_rows(**tables | {"claims": rows}, probes=probes)["excess_claim_count"] for rows in (many, one)]
    assert (excess[0] == 12).all()
    assert (excess[1] == 0).all()


def test_what_a_hospital_always_saw_is_nothing_fresh_and_what_it_never_saw_is() -> None:
    rng = np.random.default_rng(2)
    places = ["h2", "h3", *(f"other{one}" for one in range(10))]
    usual = [(place, code) for place in places for code in rng.choice(["I21", "K35", "S72", "C73"], 90)]
    then = [*usual, *[("h2", "M32")] * 30]
    now = [*usual, *[("h2", "M32")] * 30, *[("h3", "D57")] * 30]
    facts = pd.concat([world(1, claims=1)["claims"].iloc[:1]] * (len(then) + len(now)), ignore_index=True).assign(
        hospital_id=[place for place, _ in then + now],
        illness_code=[code for _, code in then + now],
        doctor_id=None,
        department=None,
        visible_at=np.repeat([START, START + 100 * DAY], [len(then), len(now)]),
    )
    facts = facts.assign(claim_id=[f"x{one}" for one in facts.index], member_id=[f"m{one}" for one in facts.index])
    probes = facts.iloc[len(then) :][["claim_id"]].assign(as_of=START + 101 * DAY).reset_index(drop=True)
    found = excess_rows(**world(1) | {"claims": facts}, probes=probes)
    codes = facts["illness_code"].iloc[len(then) :].to_numpy()
    assert (found.loc[np.isin(codes, ["M32", "D57"]), "provider_excess_millis"] > 2000).all()
    assert (found.loc[codes == "M32", "fresh_excess_millis"] == 0).all()
    assert (found.loc[codes == "D57", "fresh_excess_millis"] > 2000).all()


def test_what_was_corrected_at_once_is_no_past() -> None:
    rng = np.random.default_rng(3)
    others = [(f"other{one % 10}", code) for one, code in enumerate(rng.choice(["I21", "K35", "S72", "C73"], 900))]
    gone, fresh, wrong = [("h3", "I21")] * 24, [("h3", "D57")] * 30, [("h3", "D57")] * 40
    then = [*others, *gone]
    facts = pd.concat([world(1, claims=1)["claims"].iloc[:1]] * (len(then) + 70), ignore_index=True).assign(
        hospital_id=[place for place, _ in then + fresh + wrong],
        illness_code=[code for _, code in then + fresh + wrong],
        doctor_id=None,
        department=None,
        visible_at=np.repeat([START, START + 100 * DAY], [len(then), 70]),
    )
    facts.loc[: len(others) // 2, "visible_at"] += 100 * DAY
    facts = facts.assign(claim_id=[f"x{one}" for one in facts.index], member_id=[f"m{one}" for one in facts.index])
    right = facts.iloc[-40:].assign(illness_code="I21", visible_at=START + 101 * DAY)
    probes = facts.iloc[len(then) :][["claim_id"]].assign(as_of=START + 102 * DAY).reset_index(drop=True)
    tables = world(1) | {"claims": pd.concat([facts, right], ignore_index=True)}
    found = excess_rows(**tables, probes=probes)["fresh_excess_millis"]
    assert (found.iloc[:30] > 2000).all()
    assert (found.iloc[30:] == 0).all()


@pytest.mark.parametrize("name", ["members", "hospitals", "claims"])
def test_a_table_without_rows_is_no_failure(name: str) -> None:
    tables = world(1, claims=40)
    probes = probes_of(tables) if name != "claims" else probes_of(tables).iloc[:0]
    types = {column: np.int64 if column == "visible_at" else object for column in tables[name]}
    for empty in (tables[name].iloc[:0], pd.DataFrame(columns=list(types)).astype(types)):
        assert len(excess_rows(**tables | {name: empty}, probes=probes)) == len(probes)
