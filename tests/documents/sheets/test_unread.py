import numpy as np
from drawn_page import INVOICE, drawn, lines

from fraudpipe.documents.sheets.unread import unread_share


def test_print_outside_all_lines_is_unread() -> None:
    page, found = drawn(INVOICE), lines(*INVOICE)
    assert unread_share(page, found) < 0.01
    assert unread_share(page, found[: len(found) // 2]) > 0.3
    assert unread_share(page, ()) == 1.0


def test_rules_and_specks_are_no_print() -> None:
    page = drawn(INVOICE).copy()
    page[1500:1503, 60:1180] = 0
    page[100:1600, 40:43] = 0
    page[np.arange(1200, 1700, 25), 900] = 0
    assert unread_share(page, lines(*INVOICE)) < 0.01
