from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.lines.whole_tables import best_rows
from fraudpipe.documents.trust.settling import settle
from fraudpipe.documents.trust.votes import Vote, items_of
from fraudpipe.records.reading import LineItem


def _item(name: str, amount: str, y: int, quantity: str | None = None, price: str | None = None) -> LineItem:
    return LineItem(name, amount, (0, y, 900, y + 30), quantity, price)


def _vote(*items: LineItem, role: str = "fast", page: int = 0) -> Vote:
    return Vote(Candidate(items, (0, 0, 900, 900), 0.9), "reader", role, page)


def test_a_table_goes_on_over_the_pages_and_every_row_keeps_its_page() -> None:
    pages = [_vote(_item("护理", "10.00", 100)), _vote(_item("输液", "5.00", 100), page=1)]
    total = Vote(Candidate("15.00", (0, 0, 1, 1), 0.9), "reader", "fast", 1)
    settled = settle({"line_items": pages, "total_amount": [total]})
    assert [(one.name, one.page) for one in items_of(settled.chosen["line_items"])] == [("护理", 1), ("输液", 2)]
    assert {"line_items", "total_amount"} <= settled.confirmed


def test_of_each_row_the_version_that_multiplies_is_taken() -> None:
    careful = [_item("护理", "10.00", 100, "2", "5.00"), _item("输液", "31.00", 150, "2", "16.50")]
    fast = [_item("护埋", "70.00", 102, "2", "5.00"), _item("输液", "31.00", 151, "2", "15.50")]
    assert [(row.name, row.unit_price) for row in best_rows([careful, fast]) if isinstance(row, LineItem)] == [
        ("护理", "5.00"),
        ("输液", "15.50"),
    ]


def test_a_row_that_only_one_reader_saw_is_kept_in_its_place() -> None:
    careful = [_item("护理", "10.00", 100), _item("换药", "4.00", 200)]
    assert [row.name for row in best_rows([careful, [_item("输液", "31.00", 150)]])] == ["护理", "输液", "换药"]


def test_rows_that_prove_themselves_complete_a_total_whose_end_is_hidden() -> None:
    rows = _vote(_item("护理", "10.00", 100, "2", "5.00"), _item("输液", "15.50", 150, "1", "15.50"))
    total = Vote(Candidate("25.50", (0, 0, 1, 1), 0.9), "reader", "fast", 0)
    cut = Vote(Candidate("125.00", (0, 0, 1, 1), 0.9), "reader", "fast", 0)
    more = _vote(*items_of(rows), _item("手术", "100.00", 200, "1", "100.00"))
    assert settle({"line_items": [rows], "total_amount": [total]}).confirmed >= {"total_amount"}
    settled = settle({"line_items": [more], "total_amount": [cut]})
    assert settled.chosen["total_amount"].candidate.value == "125.50"
    assert not settled.confirmed


def test_a_sum_does_not_vouch_for_a_row_that_lost_its_price() -> None:
    rows = _vote(_item("护理", "10.00", 100, "2", "5.00"), _item("输液", "15.50", 150))
    total = Vote(Candidate("25.50", (0, 0, 1, 1), 0.9), "reader", "fast", 0)
    settled = settle({"line_items": [rows], "total_amount": [total]})
    assert settled.confirmed == {"total_amount"}


def test_a_reader_s_second_look_counts_beside_its_first() -> None:
    first = _vote(_item("护理", "10.00", 100), role="careful")
    second = _vote(_item("护理", "10.00", 100), _item("输液", "5.00", 150), role="careful")
    total = Vote(Candidate("15.00", (0, 0, 1, 1), 0.9), "reader", "fast", 0)
    settled = settle({"line_items": [first, second], "total_amount": [total]})
    assert [one.name for one in items_of(settled.chosen["line_items"])] == ["护理", "输液"]
    assert "line_items" in settled.confirmed
