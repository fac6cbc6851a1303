from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from drawn_page import lines

from fraudpipe.documents.rereading import inside, reread, reread_strips
from fraudpipe.records.reading import Pixels, TextLine


class _Watching:
    name = "watching"

    def __init__(self) -> None:
        self.seen: list[Pixels] = []

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        self.seen.append(page)
        return (TextLine("again", (5, 5, 40, 20), 0.9),)

    def version(self) -> str:
        return self.name


def _inked(found: tuple[TextLine, ...]) -> Pixels:
    page = np.full((600, 900, 3), 255, np.uint8)
    for x0, y0, x1, y1 in (line.box for line in found):
        page[y0:y1, x0:x1] = 0
    return page


def test_only_what_is_open_is_shown_again() -> None:
    found = lines("出院记录", "诊疗经过：化疗") + lines("", "", "出院日期：2021-03-09", score=0.6)
    reader = _Watching()
    again, kept = reread(_inked(found), found, [], reader, everywhere=True)
    x0, y0, x1, y1 = found[2].box
    seen = reader.seen[0]
    assert kept == found[:2]
    assert seen[y0:y1, x0:x1].max() == 0
    assert (seen == 0).all(axis=2).sum() == (x1 - x0) * (y1 - y0)
    assert again[0].box == (5, 5, 40, 20)


def test_boxes_found_on_a_part_are_those_of_the_page() -> None:
    found = lines("出院记录", "出院日期：2021-03-09")
    again, kept = reread(_inked(found), found, [found[1].box], _Watching(), everywhere=False)
    x0, y0 = found[1].box[:2]
    assert again[0].box == (5 + x0 - 24, 5 + y0 - 24, 40 + x0 - 24, 20 + y0 - 24)
    assert kept == found[:1]
    assert inside(found[0].box, kept)
    assert not inside(found[1].box, kept)


def test_where_nothing_is_open_nobody_reads() -> None:
    reader, found = _Watching(), lines("出院记录")
    assert reread(_inked(found), found, [], reader, everywhere=False) == ((), found)
    assert reader.seen == []


class _Strips:
    name = "strips"

    def __init__(self) -> None:
        self.heights: list[int] = []

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        self.heights += [strip.shape[0] for strip in strips]
        return tuple(("again", 0.9) for _ in strips)


def test_a_weak_line_is_read_again_where_a_value_stands_in_it_or_something_is_missing() -> None:
    found = lines("出院记录") + lines("", "地址：虚构路", score=0.6) + lines("", "", "性别：女", score=0.6)
    page, value, reader = _inked(found), found[2].box, _Strips()
    again, kept = reread_strips(page, found, [], reader, [value])
    assert [line.box for line in again] == [value]
    assert kept == found[:2]
    again, kept = reread_strips(page, found, [], reader, None)
    assert [line.box for line in again] == [line.box for line in found[1:]]
    assert kept == found[:1]
    assert reread_strips(page, found, [found[0].box], reader, [])[1] == found[1:]


def test_a_line_is_not_weak_for_the_marks_in_it_that_tell_nothing() -> None:
    weak = lines("出院记录", "性别：女", score=0.8)
    clear = tuple(replace(line, least=0.95) for line in weak)
    again, _ = reread_strips(_inked(weak), weak, [], _Strips(), [weak[1].box])
    assert [line.box for line in again] == [weak[1].box]
    assert reread_strips(_inked(clear), clear, [], _Strips(), [clear[1].box]) == ((), clear)
