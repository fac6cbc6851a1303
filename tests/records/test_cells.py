import pyarrow as pa

from fraudpipe.records.cells import differing_cells

ONE = pa.table({"claim_id": ["c1", "c2"], "as_of": [1, 1], "x": [0.1 + 0.2, None]})


def changed(column: pa.Array) -> pa.Table:
    return ONE.set_column(2, "x", column)


def test_the_last_bit_a_null_and_a_type_are_seen() -> None:
    assert differing_cells(ONE, ONE) == {}
    assert differing_cells(ONE, changed(pa.array([0.3, None]))) == {
        "x": "1 cells, first of {'claim_id': 'c1', 'as_of': 1}: 0.30000000000000004 and 0.3"
    }
    assert list(differing_cells(ONE, changed(pa.array([0.1 + 0.2, 0.0])))) == ["x"]
    assert differing_cells(ONE, changed(pa.array([0, 0]))) == {"x": "double and int64"}
    assert list(differing_cells(changed(pa.array([0.0, None])), changed(pa.array([-0.0, None])))) == ["x"]


def test_rows_that_are_missing_are_told() -> None:
    assert differing_cells(ONE, ONE.slice(1)) == {
        "": "2 rows of ['claim_id', 'as_of', 'x'] and 1 of ['claim_id', 'as_of', 'x']"
    }
