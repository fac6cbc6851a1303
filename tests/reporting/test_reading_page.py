import base64
import hashlib
import re
from typing import Any

import pytest
from shown_readings import one, told

from fraudpipe.reporting.reading_marks import PagePicture, marked_sheets
from fraudpipe.reporting.reading_page import reading_page

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
PICTURE = PagePicture(b"jpeg", 1000, 2000)


def test_every_field_has_a_box_a_row_and_a_way_between_them() -> None:
    page = reading_page(told(), [PICTURE])
    keys = re.findall(r'<tr id="f([\d-]+)"', page)
    assert len(keys) == len(set(keys)) == 6
    for key in keys:
        assert f'<a id="b{key}"' in page
        assert f'href="#f{key}"' in page
        assert f'href="#b{key}"' in page
        assert f":has(#f{key}:hover) #b{key} rect" in page


def test_fields_are_numbered_from_top_to_bottom_and_rows_below_their_list() -> None:
    (sheet,) = marked_sheets(told(), [PICTURE])
    ((document_type, entries),) = sheet.papers
    assert document_type == "inpatient_invoice"
    assert [(entry.mark.number, entry.mark.name) for entry in entries] == [
        ("1", "patient name"),
        ("2", "issue date"),
        ("3", "line items"),
        ("4", "total amount"),
    ]
    assert [mark.number for mark, _ in entries[2].rows] == ["3.1", "3.2"]
    assert entries[2].columns == ["name", "amount"]


def test_doubts_are_named_at_the_top_and_a_sure_paper_says_so() -> None:
    page = reading_page(told(), [PICTURE])
    assert "1 of 4 fields in doubt" in page
    assert page.index('<a href="#f2">issue date</a>') < page.index("<svg")
    sure = reading_page(told(fields={"sex": one("女", (1, 2, 3, 4))}), [PICTURE])
    assert "All 1 fields accepted" in sure
    assert "No field was found" in reading_page(told(fields={}), [PICTURE])


@pytest.mark.parametrize(
    ("rotation", "upright"),
    [(0, (100, 200, 50, 20)), (90, (1780, 100, 20, 50)), (180, (850, 1780, 50, 20)), (270, (200, 850, 20, 50))],
)
def test_boxes_turn_upright_with_the_page(rotation: int, upright: tuple[int, int, int, int]) -> None:
    fields = {"sex": one("女", (100, 200, 150, 220))}
    (sheet,) = marked_sheets(told(rotation=rotation, fields=fields), [PICTURE])
    assert sheet.marks[0].box == upright
    assert sheet.size == ((2000, 1000) if rotation in (90, 270) else (1000, 2000))


def test_fields_rows_seals_and_problems_stand_on_the_page_they_are_on() -> None:
    rows = [
        {"name": "床位费", "amount": "9.00", "box": [1, 2, 3, 4]},
        {"name": "护理费", "amount": "8.00", "box": [1, 2, 3, 4], "page": 2},
    ]
    seal = {"text": "虚构市人民医院", "kind": "round", "colour": "red", "page": 2, "box": [5, 6, 7, 8], "score": 0.9}
    problem = {
        "page": 2,
        "code": "too_dark",
        "message_zh": "请在明亮处重拍",
        "message_en": "Take it again in bright light.",
    }
    beside = {
        "document_type": "bank_card", "rotation": 0, "pages": 2,
        "fields": {"card_number": one("62000000", (0, 0, 9, 9), page=2)},
    }  # fmt: skip
    whole = told(
        pages=2, fields={"line_items": one(rows, (1, 2, 3, 4))}, seals=[seal], problems=[problem], beside=[beside]
    )
    first, second = marked_sheets(whole, [PICTURE, PICTURE])
    assert sorted(mark.number for mark in first.marks) == ["1", "1.1"]
    assert sorted(mark.number for mark in second.marks) == ["1.2", "2", "3"]
    assert [kind for kind, _ in second.papers] == ["bank_card"]
    page = reading_page(whole, [PICTURE, PICTURE])
    assert page.index("Take it again in bright light.") > page.index('aria-label="page 2"')
    assert "red round" in page
    assert "虚构市人民医院" in page
    assert "1 other paper in the picture" in page


def test_what_was_read_stands_below_the_name_that_a_dictionary_gives_it() -> None:
    fields = {"hospital_name": one("虚构市人民医院", (1, 2, 3, 4), raw="虚构市人民医陨")}
    assert "虚构市人民医陨" in reading_page(told(fields=fields), [PICTURE])


def test_a_bad_file_gets_its_error_on_the_page() -> None:
    error = {"reason_code": "unknown_format", "message": "send a photograph or a PDF"}
    page = reading_page({"file": "a.jpg", "error": error}, [])
    assert "unknown_format" in page
    assert "send a photograph or a PDF" in page
    assert "<svg" not in page
    assert "<svg" in reading_page({"file": "a.jpg", "error": error}, [PICTURE]), "what can be seen is shown"


def test_a_page_that_cannot_be_decoded_again_still_lists_its_values() -> None:
    page = reading_page(told(), [])
    assert "模拟甲" in page
    assert "No picture of this page" in page


def test_the_policy_allows_this_style_alone() -> None:
    page = reading_page(told(), [PICTURE])
    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert "unsafe" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<script|https?://|url\(", page)


@pytest.mark.parametrize("place", ["file", "type", "value", "raw", "reader", "row", "seal", "problem", "error"])
def test_hostile_text_is_text_wherever_it_stands(place: str) -> None:
    box = (1, 2, 3, 4)
    changes: dict[str, Any] = {}
    match place:
        case "file":
            changes = {"file": HOSTILE}
        case "type":
            changes = {"document_type": HOSTILE}
        case "value":
            changes = {"fields": {"sex": one(HOSTILE, box)}}
        case "raw":
            changes = {"fields": {"sex": one("女", box, raw=HOSTILE)}}
        case "reader":
            changes = {"fields": {"sex": one("女", box, readers=[HOSTILE])}}
        case "row":
            changes = {"fields": {"line_items": one([{"name": HOSTILE, "amount": "1.00", "box": [1, 2, 3, 4]}], box)}}
        case "seal":
            changes = {"seals": [{"text": HOSTILE, "kind": HOSTILE, "colour": HOSTILE, "page": 1, "box": list(box)}]}
        case "problem":
            changes = {"problems": [{"page": 1, "code": HOSTILE, "message_zh": HOSTILE, "message_en": HOSTILE}]}
        case _:
            changes = {"error": {"reason_code": HOSTILE, "message": HOSTILE}}
    page = reading_page(told(**changes), [PICTURE])
    assert "alert(1)" in page, "the text itself is shown"
    assert "<script" not in page
    assert "<img" not in page
