import pandas as pd
from simulation.worlds import small_world

from fraudpipe.simulation.registry import registry_frames


def _registry(**changes):
    world = small_world(**changes)
    return world, [registry_frames(block) for block in world.blocks]


def test_every_genuine_invoice_is_known_as_it_was_issued_and_no_fabricated_one():
    world, found = _registry(fraud_share=0.3)
    known = {
        (row.invoice_code, row.invoice_number): row.total_fen for one in found for row in one["invoices"].itertuples()
    }
    fabricated = [
        p for c in world.claims for p in c.papers if p.making == "fabricated" and "invoice_number" in p.values
    ]
    assert fabricated
    for claim in world.claims:
        for paper in claim.papers:
            if "invoice_number" in paper.values and paper.house.startswith("H"):
                issued = paper.values | paper.original
                total = known.get((issued["invoice_code"], issued["invoice_number"]))
                assert (total is None) == (paper.making == "fabricated")
                if total is not None:
                    assert f"{total / 100:.2f}" == issued["total_amount"]


def test_numbers_are_entered_once_a_hospital():
    _, found = _registry()
    for one in found:
        assert not one["records"].duplicated(["hospital_id", "kind", "number"]).any()
        assert len(one["records"])
        assert len(one["visits"])
        assert not one["visits"].duplicated().any()


def test_a_hospital_knows_the_first_day_of_a_stay_that_any_paper_tells():
    world, found = _registry()
    dated = {
        (paper.house, (paper.values | paper.original)["record_number"])
        for claim in world.claims
        for paper in claim.papers
        if paper.making != "fabricated" and {"record_number", "admission_date"} <= paper.values.keys()
    }
    stays = pd.concat([one["records"] for one in found]).query("kind == 'stay'").set_index(["hospital_id", "number"])
    known = [key for key in stays.index if key in dated]
    assert len(known) > 20
    assert stays.loc[known, "event_on"].notna().all()


def test_a_refunded_invoice_says_when():
    world, _ = _registry()
    block = world.blocks[0]
    claim = next(one for one in block.claims if one.paper("inpatient_invoice") and one.reissue is None)
    claim.refunded_at = 1_750_000_000
    try:
        rows = registry_frames(block)["invoices"]
    finally:
        claim.refunded_at = 0
    number = claim.paper("inpatient_invoice").values["invoice_number"]
    assert rows.set_index("invoice_number").loc[number, "refunded_at"] == 1_750_000_000
    assert rows["refunded_at"].notna().sum() == 1 + sum(one.reissue is not None for one in block.claims)
    assert rows.loc[rows["invoice_number"] == number, "replaced_by"].isna().all()


def test_registries_answer_alike_for_papers_that_share_a_picture():
    (alone, entries), (together, shared) = (_registry(beside_share=share) for share in (0.0, 1.0))
    folded = [one.beside for claim in together.claims for one in claim.papers if one.beside is not None]
    assert any("invoice_number" in one.values for one in folded)
    for one, other in zip(entries, shared, strict=True):
        for name in ("invoices", "records"):
            keys = list(one[name].columns)[:3]
            assert (
                one[name].sort_values(keys, ignore_index=True).equals(other[name].sort_values(keys, ignore_index=True))
            )
    assert len(alone.claims) == len(together.claims)


def test_a_corrected_invoice_names_the_one_in_its_place():
    world, found = _registry()
    reissues = [one.reissue for one in world.claims if one.reissue is not None]
    rows = pd.concat([one["invoices"] for one in found]).set_index("invoice_number")
    assert reissues
    for one in reissues:
        old, new = rows.loc[one.old["invoice_number"]], rows.loc[one.new["invoice_number"]]
        assert (old["refunded_at"], old["replaced_by"]) == (one.refunded_at, one.new["invoice_number"])
        assert pd.isna(new["refunded_at"])
        assert new["issued_on"] > old["issued_on"]
        assert new["total_fen"] == old["total_fen"]
