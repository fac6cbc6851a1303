import json
from collections import defaultdict

import pytest
from simulation.worlds import history, only, small_world

from fraudpipe.records.page_notes import delivered_prints
from fraudpipe.simulation.reading.prints import form_of, made_prints


def _shown(world):
    """By document id its picture, as a number, and its form."""
    rows = history(world)["readings"]
    told = {name: json.loads(text)["1"] for name, text in zip(rows["document_id"], rows["prints"], strict=True)}
    return {name: (int(one["picture"], 16), one["form"]) for name, one in told.items()}


def test_each_paper_has_prints_of_the_agreed_form_and_one_file_has_one():
    world = small_world()
    assert all(delivered_prints(one)[0].page == 1 for one in history(world)["readings"]["prints"])
    shown, pictures = _shown(world), defaultdict(set)
    for claim in world.history_claims:
        for paper in claim.papers:
            if paper.document_id in shown:
                pictures[paper.token].add(shown[paper.document_id][0])
    assert len(pictures) > 1_000
    assert all(len(found) == 1 for found in pictures.values())
    near = len(pictures) - len({one >> 900 for found in pictures.values() for one in found})
    assert near < len(pictures) / 50, "another file shows another picture"


def test_a_paper_edited_in_another_ones_picture_is_nearly_that_picture():
    world = only("reused")
    shown = _shown(world)
    first = {paper.token: paper.document_id for claim in world.claims for paper in claim.papers}
    edited = [
        (paper.document_id, first[paper.pictured])
        for claim in world.history_claims
        for paper in claim.papers
        if paper.pictured in first and paper.edit and paper.document_id in shown and first[paper.pictured] in shown
    ]
    assert edited
    for one, other in edited:
        assert 0 < (shown[one][0] ^ shown[other][0]).bit_count() <= 28


def test_a_card_is_often_the_scan_of_a_member_s_earlier_claim():
    world = small_world()
    shown, cards = _shown(world), defaultdict(dict)
    for claim in world.history_claims:
        for paper in claim.papers:
            if paper.document_type == "identity_card" and paper.document_id in shown and paper.beside is None:
                cards[claim.member.member_id][paper.token] = shown[paper.document_id][0]
    again = [list(found.values()) for found in cards.values() if len(found) > 1]
    near = [(found[0] ^ found[1]).bit_count() <= 28 for found in again]
    assert any(near)
    assert not all(near)


def test_a_form_is_a_house_s_a_group_s_or_a_workshop_s():
    houses = [f"H{number:05d}" for number in range(600)]
    forms = defaultdict(list)
    for house in houses:
        forms[form_of("discharge_record", house, 1, 7)].append(house)
    assert 400 < sum(len(found) == 1 for found in forms.values()) < 560
    assert max(len(found) for found in forms.values()) > 1, "hospitals of a group share a form"
    assert form_of("discharge_record", houses[0], 2, 7) not in forms, "another layout is another form"
    assert form_of("identity_card", "", 1, 7) is None
    assert form_of("discharge_record", "F03", 4, 7) == form_of("discharge_record", "F03", 4, 7)


def test_a_workshop_s_form_turns_up_at_several_hospitals():
    world = only("fabricated")
    shown, hospitals = _shown(world), defaultdict(set)
    for claim in world.history_claims:
        for paper in claim.papers:
            if paper.house.startswith("F") and paper.document_id in shown:
                hospitals[shown[paper.document_id][1]].add(claim.hospital.hospital_id)
    assert max(len(found) for found in hospitals.values()) > 2


def test_prints_are_made_alike_again():
    block = small_world().blocks[0]
    assert made_prints(block.claims, 3, block.number) == made_prints(block.claims, 3, block.number)
    assert made_prints(block.claims, 3, block.number) != made_prints(block.claims, 4, block.number)


@pytest.mark.parametrize("pages", [5])
def test_a_world_with_rendered_pages_has_no_made_prints(pages):
    assert small_world(pages=pages).frames["readings"]["prints"].isna().all()
