from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from drawn_page import HEIGHT, WIDTH, labelled, lines

from fraudpipe.documents.closer_look import closer_look, still_counts
from fraudpipe.documents.forms.catalogue import FORMS, shared_lexicon
from fraudpipe.documents.forms.form import Candidate, page_text
from fraudpipe.documents.ink_across import PEN_TRUST
from fraudpipe.documents.lines.layout import Row
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.records.reading import Pixels, TextLine

_CERTIFICATE = FORMS["diagnosis_certificate"]
_ROWS = ("诊断证明书", "姓名：模拟甲", "诊断：左肺癌", "开具日期：2021-03", "医师：模拟乙")


class _Strips:
    name = "strips"

    def __init__(self, *texts: str) -> None:
        self._texts, self.seen = texts, list[Pixels]()

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        self.seen += strips
        return tuple((text, 0.9) for text, _ in zip(self._texts, strips, strict=True))


def _page() -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), 250, np.uint8)


def test_the_whole_rest_of_the_row_is_read_without_the_ink_of_pens() -> None:
    page, seen = _page(), lines(*_ROWS)[3].box
    page[seen[1] + 10 : seen[1] + 14, seen[2] : seen[2] + 60] = (30, 44, 130)
    page[seen[1] + 20 : seen[1] + 24, seen[2] : seen[2] + 60] = 20
    reader = _Strips("开具日期：2021-03-23")
    found = closer_look(_CERTIFICATE, labelled(*_ROWS), page, {"issue_date": seen}, reader)
    (strip,) = reader.seen
    assert found["issue_date"].value == "2021-03-23"
    assert strip.shape[1] > seen[2] - seen[0] + 100
    assert strip.min() < 60
    assert (strip.min(axis=2) < 100).sum() < 4 * 60 + 20


def test_a_day_that_is_cut_off_again_tells_nothing_new() -> None:
    found = closer_look(_CERTIFICATE, labelled(*_ROWS), _page(), {"issue_date": None}, _Strips("2021-03-2"))
    assert found == {}


def test_without_a_label_or_a_value_there_is_nothing_to_look_at() -> None:
    reader = _Strips()
    assert closer_look(_CERTIFICATE, labelled(*_ROWS[:2]), _page(), {"issue_date": None}, reader) == {}
    assert reader.seen == []


def test_a_signature_makes_the_strip_no_higher_than_its_label() -> None:
    (x0, y0, x1, y1), page = lines(*_ROWS)[3].box, _page()
    page[y0 + 6 : y1 - 6, x0 + 4 : x0 + 90 : 5] = 20
    page[y0 - 80 : y1 + 30, x1 : x1 + 4] = 20
    signed = (*lines(*_ROWS)[:3], TextLine(_ROWS[3], (x0, y0 - 80, x1, y1 + 30), 0.9))
    reader = _Strips("2021-03-23")
    text = page_text([Row((line,)) for line in signed], shared_lexicon(), WIDTH, HEIGHT)
    closer_look(_CERTIFICATE, text, page, {"issue_date": None}, reader)
    assert len(reader.seen[0]) < 1.6 * (y1 - y0)


def test_a_number_that_the_finder_of_lines_left_out_is_read_behind_its_label() -> None:
    reader = _Strips("住院天数：8")
    found = closer_look(
        FORMS["discharge_record"], labelled("出院记录", "住院天数："), _page(), {"inpatient_days": None}, reader
    )
    assert found["inpatient_days"].value == 8


def test_what_a_pen_hid_is_not_trusted_more_for_the_pen_being_lifted() -> None:
    page, (x0, y0, x1, y1) = _page(), lines(*_ROWS)[3].box
    page[y0 + 6 : y1 - 6, x0 + 4 : x1 : 9] = 20
    place = {"issue_date": (x0, y0, x1, y1)}
    (plain,) = closer_look(_CERTIFICATE, labelled(*_ROWS), page, place, _Strips("2021-03-23")).values()
    page[y0 + 8 : y0 + 12, x0 + 20 : x0 + 80] = (30, 44, 130)
    (crossed,) = closer_look(_CERTIFICATE, labelled(*_ROWS), page, place, _Strips("2021-03-23")).values()
    assert crossed.value == plain.value
    assert crossed.trust < plain.trust


def test_of_two_looks_of_one_reader_at_a_crossed_day_the_closer_one_counts() -> None:
    box = (0, 0, 90, 20)
    closer = Candidate("2021-03-13", box, 0.95, PEN_TRUST)
    crossed = Candidate("2021-03-18", box, 0.95, PEN_TRUST)
    assert not still_counts(Vote(crossed, "small", "careful", 0), closer, "small")
    assert still_counts(Vote(crossed, "tiny", "fast", 0), closer, "small"), "another reader may disagree"
    assert still_counts(Vote(replace(crossed, trust=1.0), "small", "careful", 0), closer, "small")
