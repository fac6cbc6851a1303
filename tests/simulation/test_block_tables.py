import json
import re

import pandas as pd
import pytest
from simulation.worlds import history, night, papers, small_world

from fraudpipe.records.reading import reading_from_json
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.block_tables import CLAIM_TRUTH, DOCUMENT_TRUTH, truth_frames

FRAMES = (
    "hospitals", "doctors", "members", "claims", "claim_lines", "documents", "identifiers", "visits", "outcomes",
    "readings",
)  # fmt: skip


@pytest.fixture(scope="module")
def frames():
    return history(small_world())


@pytest.mark.parametrize("name", FRAMES)
def test_every_history_table_keeps_the_contract(frames, name):
    _keeps_contract(frames[name], name)


def test_every_night_table_keeps_the_contract():
    for name, frame in night(small_world()).items():
        _keeps_contract(frame, name)


def _keeps_contract(frame, name):
    table = TABLES_BY_NAME[name]
    assert tuple(frame.columns) == table.names
    assert len(frame)
    for column in table.columns:
        values = frame[column.name]
        if column.required:
            assert values.notna().all(), column.name
        known = values.dropna()
        if column.choices:
            assert set(known) <= set(column.choices), column.name
        if column.pattern:
            assert known.map(lambda text, p=column.pattern: re.fullmatch(p, text) is not None).all(), column.name
        if column.minimum is not None:
            assert (known >= column.minimum).all(), column.name
        if column.kind == "day":
            assert known.str.fullmatch(r"\d{4}-\d{2}-\d{2}").all(), column.name
        if column.kind == "instant":
            assert values.dtype == "int64"
    if table.key:
        assert not frame.duplicated(list(table.key)).any()


def test_every_reference_is_delivered(frames):
    fresh = night(small_world())
    for name in FRAMES:
        for column, target in TABLES_BY_NAME[name].references:
            key = TABLES_BY_NAME[target].key[0]
            known = set(frames[target][key])
            assert set(frames[name][column].dropna()) <= known, (name, column)
            if name in fresh:
                known |= set(fresh[target][key]) if target in fresh else set()
                assert set(fresh[name][column].dropna()) <= known, (name, column)


def test_every_row_was_known_before_its_delivery(frames):
    world = small_world()
    for frame in frames.values():
        assert (frame["known_at"] < world.world.history_as_of).all()
    for frame in night(world).values():
        assert frame["known_at"].between(world.world.history_as_of, world.world.nights[0] - 1).all()


def test_the_lines_of_an_honest_bill_add_up_to_what_was_asked_and_what_the_fund_paid(frames):
    honest = [one for one in small_world().history_claims if not one.fraud_kind and one.plan_kind == "reimbursement"]
    sums = frames["claim_lines"].groupby("claim_id")["amount_fen"].sum()
    assert len(honest) > 50
    for claim in honest:
        assert sums[claim.claim_id] == claim.amount_fen + claim.fund_fen
    lines = frames["claim_lines"]
    assert (lines["amount_fen"] == lines["quantity"] * lines["unit_price_fen"]).all()


def test_the_benefit_follows_the_age(frames):
    claims = frames["claims"].merge(frames["members"], on="member_id")
    fixed = claims[claims["plan_kind"] == "fixed_benefit"]
    born = fixed["birth_on"].str.slice(0, 4).astype(int)
    years = fixed["event_on"].str.slice(0, 4).astype(int) - born
    assert set(fixed.loc[years < 40, "amount_fen"]) <= {30_000_000, 5_000_000}
    assert set(fixed.loc[years > 41, "amount_fen"]) <= {10_000_000, 5_000_000}


def test_readings_take_the_form_that_nights_write(frames):
    first = frames["readings"].iloc[0]
    reading = reading_from_json(
        {
            "document_type": first["document_type"],
            "rotation": 0,
            "pages": 1,
            "fields": json.loads(first["fields"]),
        }
    )
    assert all(0 <= one.confidence <= 1 for one in reading.fields.values())


def test_readings_are_mostly_but_not_wholly_right(frames):
    world = small_world()
    truth = {paper.document_id: paper.values for claim in world.history_claims for paper in claim.papers}
    right = wrong = 0
    for document_id, text in zip(frames["readings"]["document_id"], frames["readings"]["fields"], strict=True):
        for name, one in json.loads(text).items():
            # A form that fits but nearly files a value under another name.
            if name in truth[document_id] and name not in ("line_items", "laboratory_rows"):
                right += one["value"] == truth[document_id][name]
                wrong += one["value"] != truth[document_id][name]
    assert 0.001 < wrong / (right + wrong) < 0.05


def test_a_claim_has_about_six_papers(frames):
    counts = frames["readings"].groupby("claim_id").size()
    assert counts.between(1, 16).all()
    assert 5.5 < counts.mean() < 7
    assert papers(frames)[frames["claims"]["claim_id"][0]]


def test_truth_names_every_claim_and_document_and_nothing_of_it_is_delivered(frames):
    world = small_world()
    truth = [truth_frames(block) for block in world.blocks]
    assert sum(len(one["claims"]) for one in truth) == len(world.claims)
    for one in truth:
        assert one["documents"]["document_id"].is_unique
        assert not one["claims"].loc[one["claims"]["fraud_kind"] == "non_disclosure", "is_fraud"].any()
    hidden = set(CLAIM_TRUTH) | set(DOCUMENT_TRUTH)
    hidden -= {"claim_id", "document_id", "document_type", "fields", "outcome"}
    for frame in frames.values():
        assert not hidden & set(frame.columns)


def test_a_paper_beside_another_is_no_document_and_stands_in_the_truth():
    world = small_world(beside_share=0.5)
    beside = {paper.document_id: paper.beside for claim in world.claims for paper in claim.papers if paper.beside}
    assert len(beside) > 60
    truth = pd.concat([truth_frames(block)["documents"] for block in world.blocks]).set_index("document_id")["beside"]
    told = {name: json.loads(one) for name, one in truth.dropna().items()}
    assert {name: (one["document_type"], one["fields"]) for name, one in told.items()} == {
        name: (one.document_type, one.values | {"line_items": [list(row) for row in one.values["line_items"]]}
               if "line_items" in one.values else one.values)
        for name, one in beside.items()
    }  # fmt: skip
    claims = {one.claim_id: len(one.papers) for one in world.claims}
    assert world.frames["documents"].groupby("claim_id").size().to_dict() == claims


def test_a_household_is_known_with_its_first_claim_and_not_because_of_one_to_come():
    world = small_world()
    known = world.frames["members"].set_index("member_id")["known_at"]
    first: dict[str, int] = {}
    for claim in world.claims:
        house = (claim.member.head or claim.member).member_id
        first[house] = min(claim.submitted_at, first.get(house, claim.submitted_at))
    for claim in world.claims:
        house = (claim.member.head or claim.member).member_id
        assert first[house] <= known[claim.member.member_id] <= claim.submitted_at
    for block in world.blocks:
        for one in block.relatives:
            assert known[one.member_id] == max(one.joined_at, first[one.head.member_id])
    reached = world.frames["identifiers"]
    joined = reached[reached["claim_id"].isna()]
    assert (joined["known_at"] == joined["member_id"].map(known)).all()
