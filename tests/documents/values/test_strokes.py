import cv2
import numpy as np
import pytest

from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.trust.votes import Vote, elect
from fraudpipe.documents.values.stages import parse_stage, whole_stage
from fraudpipe.documents.values.strokes import with_counted_strokes
from fraudpipe.records.reading import Pixels, TextLine


def _page(strokes: int, *, low: int = 0, beside: bool = False) -> Pixels:
    """Four squares for the words before a numeral of so many strokes, then an A and one more square."""
    page = np.full((300, 400, 3), 245, np.uint8)
    for at in range(4):
        cv2.rectangle(page, (42 + 32 * at, 102), (66 + 32 * at, 130), (30, 30, 30), 2)
    for at in range(strokes):
        page[106 : 128 + low * at, 178 + 10 * at : 181 + 10 * at] = 30
    right = 178 + 10 * strokes
    cv2.line(page, (right, 128), (right + 7, 106), (30, 30, 30), 2)
    cv2.line(page, (right + 7, 106), (right + 14, 128), (30, 30, 30), 2)
    cv2.rectangle(page, (right + 18, 102), (right + 42, 130), (30, 30, 30), 2)
    if beside:
        page[114:132, 168:171] = 30
    return page


def _with_month(strokes: int, *, bracket: bool = False) -> Pixels:
    """A numeral with the left half of 月 behind it, or a bracket before it: a stem and what grows out of it."""
    page = np.full((300, 400, 3), 245, np.uint8)
    cv2.rectangle(page, (42, 102), (66, 130), (30, 30, 30), 2)
    for at in range(strokes):
        page[106:128, 178 + 10 * at : 181 + 10 * at] = 30
    stem = 168 if bracket else 178 + 10 * strokes
    page[106:128, stem : stem + 3] = 30
    page[112:115, stem + 3 : stem + 5] = page[119:122, stem + 3 : stem + 5] = 30
    cv2.rectangle(page, (250, 102), (274, 130), (30, 30, 30), 2)
    return page


def _counted(page: Pixels, text: str) -> str:
    end = int(np.flatnonzero((page < 200).any(axis=(0, 2)))[-1])
    (line,) = with_counted_strokes(page, [TextLine(text, (40, 100, end, 134), 0.9)])
    return line.text


@pytest.mark.parametrize(("read", "strokes", "meant"), [("I", 3, "III"), ("II", 3, "III"), ("l", 2, "II")])
def test_strokes_that_a_reader_lost_are_put_back(read: str, strokes: int, meant: str) -> None:
    assert _counted(_page(strokes), f"某处肿瘤{read}A期") == f"某处肿瘤{meant}A期"


def test_what_was_read_is_never_taken_away() -> None:
    assert _counted(_page(1), "某处肿瘤IIIA期") == "某处肿瘤IIIA期"


def test_strokes_of_letters_beside_the_numeral_are_none_of_its_own() -> None:
    assert _counted(_page(2, beside=True), "某处肿瘤IIA期") == "某处肿瘤ⅡA期"
    assert _counted(_page(3, low=3), "某处肿瘤IA期") == "某处肿瘤IA期"


@pytest.mark.parametrize("bracket", [False, True])
def test_a_stem_with_more_beside_it_is_no_stroke(bracket: bool) -> None:
    assert _counted(_with_month(1, bracket=bracket), "某处肿瘤IA期") == "某处肿瘤IA期"


def test_what_was_counted_weighs_less_than_what_was_read() -> None:
    page = _page(3)
    (line,) = with_counted_strokes(page, [TextLine("某处肿瘤IA期", (40, 100, 266, 134), 0.99)])
    seen = [
        Vote(Candidate(one, line.box, score, whole_stage(one)), role, role, 0)
        for one, score, role in ((line.text, line.score, "careful"), ("某处肿瘤IA期", 0.95, "fast"))
    ]
    assert line.text == "某处肿瘤IIIA期"
    assert elect(seen) is seen[1]


@pytest.mark.parametrize(
    ("read", "strokes", "trust"), [("II", 2, 0.84), ("lI", 2, 0.84), ("Ⅱ", 2, 0.84), ("Ⅱ", 1, 0.7)]
)
def test_a_stage_is_trusted_where_its_strokes_were_counted(read: str, strokes: int, trust: float) -> None:
    text = _counted(_page(strokes), f"某处肿瘤{read}A期")
    assert whole_stage(text) == trust
    assert parse_stage(text) == "某处肿瘤IIA期"


def test_of_three_strokes_two_that_were_read_are_not_trusted() -> None:
    assert whole_stage(_counted(_page(3), "某处肿瘤IIB期")) < 0.84


def test_before_other_letters_nothing_is_counted() -> None:
    assert _counted(_page(3), "某处肿瘤IIB期") == "某处肿瘤IIB期"
    assert _counted(_page(3), "某处肿瘤IVA期") == "某处肿瘤IVA期"
