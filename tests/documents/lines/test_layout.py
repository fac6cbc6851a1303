from fraudpipe.documents.lines.layout import Row, rows_of
from fraudpipe.records.reading import TextLine


def _tilted(degrees_per_mille: int) -> list[TextLine]:
    return [
        TextLine(f"{row}{column}", (x, y, x + 90, y + 30), 0.9)
        for row in range(4)
        for column, x in enumerate(range(0, 1000, 200))
        for y in [100 + row * 50 + x * degrees_per_mille // 1000]
    ]


def test_rows_of_a_tilted_page_stay_whole() -> None:
    rows = rows_of(reversed(_tilted(30)))
    assert [row.text.split("\t") for row in rows] == [[f"{r}{c}" for c in range(5)] for r in range(4)]


def test_the_box_of_a_part_lies_within_its_piece() -> None:
    row = Row((TextLine("姓名：模拟甲", (100, 10, 220, 30), 0.8), TextLine("女", (300, 10, 320, 30), 0.7)))
    assert row.slice_box(3, 6) == (160, 10, 220, 30)
    assert row.slice_box(7, 8) == (300, 10, 320, 30)
    assert row.slice_score(3, 8) == 0.7
