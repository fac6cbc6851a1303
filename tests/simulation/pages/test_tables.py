from simulation.pages.fixtures import values_of

from fraudpipe.simulation.pages.tables import columns_of, rows_of


def test_items_of_a_category_follow_its_heading_with_their_sum():
    items = values_of("itemised_bill")["line_items"]
    rows = rows_of("line_items", items, grouped=True)
    assert sorted(row.item for row in rows if row.item >= 0) == list(range(len(items)))
    headings = {row.texts[0]: row.texts[-1] for row in rows if row.item < 0}
    assert headings["床位费："] == "780.00"
    assert headings["治疗费："] == "312.00"
    place = [row.texts[0] for row in rows].index("检查费：")
    assert rows[place + 1].texts[0].strip() == "腹部CT平扫"


def test_without_groups_and_in_the_laboratory_rows_stay_as_they_are():
    for kind, field in (("itemised_bill", "line_items"), ("laboratory_report", "laboratory_rows")):
        items = values_of(kind)[field]
        rows = rows_of(field, items, grouped=kind == "laboratory_report")
        assert [row.texts for row in rows] == [tuple(item) for item in items]
        assert len(columns_of(field)) == len(items[0])
        assert abs(sum(one.share for one in columns_of(field)) - 1) < 1e-9
