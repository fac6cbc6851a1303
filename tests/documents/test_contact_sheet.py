import numpy as np

from fraudpipe.documents.contact_sheet import contact_sheet, texts_by_field
from fraudpipe.records.reading import TextLine


def test_what_is_read_on_the_sheet_goes_back_to_its_field() -> None:
    page = np.full((400, 800, 3), 255, np.uint8)
    sheet, bands = contact_sheet(page, {"diagnosis": (10, 10, 700, 80), "issue_date": (10, 300, 200, 330)})
    assert sheet.shape[1] >= 690
    rows = [
        TextLine(text, (30, middle - 10, 200, middle + 10), 0.8)
        for text, middle in (("2021-03-09", sum(bands["issue_date"]) // 2), ("左肺", sum(bands["diagnosis"]) // 2))
    ]
    assert texts_by_field(rows, bands) == {"diagnosis": ("左肺", 0.8), "issue_date": ("2021-03-09", 0.8)}


def test_a_red_number_is_print_also_on_a_crop_a_line_high() -> None:
    page = np.full((1700, 1300, 3), 250, np.uint8)
    page[315:338, 100:500:3] = (210, 40, 40)
    sheet, _ = contact_sheet(page, {"invoice_number": (60, 300, 1260, 352)})
    assert sheet.min() < 120


def test_a_box_at_the_edge_of_the_page_is_cut_there() -> None:
    page = np.full((60, 60, 3), 255, np.uint8)
    sheet, _ = contact_sheet(page, {"sex": (50, 40, 60, 60)})
    assert sheet.min() >= 0
