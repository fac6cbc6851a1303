import json

import pandas as pd

from fraudpipe.records.frames import plain, records, rows


def test_plain_rows_are_json() -> None:
    frame = pd.DataFrame(
        {
            "text": pd.array(["模", None], dtype="string"),
            "count": pd.array([1, None], dtype="Int64"),
            "share": pd.array([0.5, None], dtype="Float64"),
            "flag": pd.array([True, None], dtype="boolean"),
            "day": pd.to_datetime(["2026-03-02", None]),
        }
    )
    first, second = [plain(one) for one in records(frame)]
    assert json.loads(json.dumps(first)) == {"text": "模", "count": 1, "share": 0.5, "flag": True, "day": "2026-03-02"}
    assert set(second.values()) == {None}


def test_rows_come_in_the_order_asked_for() -> None:
    frame = pd.DataFrame({"a": [1], "b": [2]})
    assert list(rows(frame, "b", "a")) == [(2, 1)]
    assert list(rows(frame.head(0), "b", "a")) == []
