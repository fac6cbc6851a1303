import ibis

from fraudpipe.featuring.peers import month_start
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.moments import month_start as plain_month_start


def test_months_begin_where_the_calendar_says() -> None:
    days = range(0, 60_000, 13)  # 1970 to 2134
    instants = [day * DAY_SECONDS + more for day in days for more in (0, 57_599, 57_600, 86_399)]
    rows = ibis.memtable({"instant": instants}, schema={"instant": "int64"})
    found = rows.select(month=month_start(rows.instant)).to_pyarrow()["month"].to_pylist()
    assert found == [plain_month_start(instant) for instant in instants]
