import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.records.moments import DAY_SECONDS, at, day_of, midnight_after, parse_instant, seconds

_INSTANTS = st.integers(min_value=0, max_value=4_000_000_000)


@given(_INSTANTS)
def test_the_night_after_is_strictly_later_and_at_most_a_day_away(instant: int) -> None:
    night = midnight_after(instant)
    assert 0 < night - instant <= DAY_SECONDS
    assert seconds(day_of(night)) == night
    assert day_of(night) == day_of(instant) + dt.timedelta(days=1)


@given(_INSTANTS)
def test_the_text_of_an_instant_leads_back_to_it(instant: int) -> None:
    assert parse_instant(at(instant)) == instant
    assert parse_instant(str(instant)) == instant


def test_a_day_is_a_day_in_shanghai() -> None:
    assert at(seconds(dt.date(2026, 3, 2))) == "2026-03-02T00:00:00+08:00"
    assert day_of(parse_instant("2026-03-01T15:59:59Z")) == dt.date(2026, 3, 1)
    assert day_of(parse_instant("2026-03-01T16:00:00Z")) == dt.date(2026, 3, 2)


def test_a_time_without_an_offset_names_no_instant() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        parse_instant("2026-03-02T00:00:00")
