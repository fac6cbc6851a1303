from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.lines.straightening import straightened
from fraudpipe.records.reading import TextLine


def _bent() -> list[TextLine]:
    """Rows 44 pixels apart on a page that is tilted and curls; a wide gap before the last column."""
    found = []
    for row in range(8):
        for column, x in enumerate((0, 150, 300, 450, 600, 1500)):
            sink = round(0.03 * x + 3 * (x / 1000) ** 2)
            found.append(TextLine(f"{row}{column}", (x, 100 + row * 44 + sink, x + 90, 130 + row * 44 + sink), 0.9))
    return found


def test_rows_of_a_bent_page_stay_whole() -> None:
    rows = rows_of(_bent())
    assert [row.text.split("\t") for row in rows] == [[f"{r}{c}" for c in range(6)] for r in range(8)]


def test_too_few_pieces_tell_nothing() -> None:
    assert straightened([[(0.0, 0.0, 30.0), (100.0, 5.0, 30.0)]], [(0.0, 0.0)]) is None


def test_values_half_a_line_off_their_labels_stand_on_their_row() -> None:
    lines = []
    for row, value in enumerate(("模拟甲", "女", "内科")):
        y = 100 + row * 50
        lines += [TextLine("标签：", (60, y, 140, y + 30), 0.9), TextLine(value, (160, y + 18, 240, y + 48), 0.9)]
    assert [row.text for row in rows_of(lines)] == ["标签：\t模拟甲", "标签：\t女", "标签：\t内科"]
