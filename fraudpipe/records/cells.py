"""Two tables compared cell by cell, to the bit."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def differing_cells(left: pa.Table, right: pa.Table) -> dict[str, str]:
    """Columns of which a type, a null or a bit differs, each with the first such row; NaN equals NaN of the same bits.

    Args:
        left: Rows, sorted; what names them comes first.
        right: The same rows by another way.

    >>> one = pa.table({"id": ["a", "b"], "x": [0.1 + 0.2, None]})
    >>> differing_cells(one, one), differing_cells(one, pa.table({"id": ["a", "b"], "x": [0.3, None]}))
    ({}, {'x': "1 cells, first of {'id': 'a'}: 0.30000000000000004 and 0.3"})
    """
    if left.column_names != right.column_names or left.num_rows != right.num_rows:
        return {"": f"{left.num_rows} rows of {left.column_names} and {right.num_rows} of {right.column_names}"}
    found = {}
    for name in left.column_names:
        one: Any = left.column(name).combine_chunks()
        two: Any = right.column(name).combine_chunks()
        if one.type != two.type:
            found[name] = f"{one.type} and {two.type}"
            continue
        wrong = pc.invert(_same(one, two))
        count = pc.sum(wrong).as_py() or 0
        if count:
            place = pc.index(wrong, True).as_py()
            row = {key: left.column(key)[place].as_py() for key in left.column_names[:2] if key != name}
            values = " and ".join(repr(table.column(name)[place].as_py()) for table in (left, right))
            found[name] = f"{count} cells, first of {row}: {values}"
    return found


def _same(one: Any, two: Any) -> Any:
    if pa.types.is_float64(one.type):
        one, two = one.view(pa.int64()), two.view(pa.int64())
    equal = pc.fill_null(pc.equal(one, two), False)
    return pc.or_(equal, pc.and_(pc.is_null(one), pc.is_null(two)))
