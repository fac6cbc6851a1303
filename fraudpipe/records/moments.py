"""Instants and calendar days.

An instant (``_at``, ``as_of``) is int64 epoch seconds in UTC. A calendar date (``_on``) is a day in Asia/Shanghai,
which has kept UTC+8 without daylight saving since 1991.
"""

import datetime as dt

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
DAY_SECONDS = 86_400
_SHANGHAI_OFFSET_SECONDS = 8 * 3_600


def midnight_after(instant: int) -> int:
    """The next 00:00 Asia/Shanghai strictly after `instant`: the night that scores what arrived then.

    >>> at(midnight_after(seconds(dt.date(2024, 3, 1))))
    '2024-03-02T00:00:00+08:00'
    """
    days = (instant + _SHANGHAI_OFFSET_SECONDS) // DAY_SECONDS + 1
    return days * DAY_SECONDS - _SHANGHAI_OFFSET_SECONDS


def seconds(day: dt.date) -> int:
    """Epoch seconds of 00:00 Asia/Shanghai on `day`."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp())


def month_start(instant: int) -> int:
    """00:00 Asia/Shanghai on the first day of the month in which `instant` falls.

    >>> at(month_start(parse_instant("2024-03-31T23:30:00+08:00")))
    '2024-03-01T00:00:00+08:00'
    """
    return seconds(day_of(instant).replace(day=1))


def day_of(instant: int) -> dt.date:
    """The calendar day in Asia/Shanghai on which `instant` falls."""
    return dt.datetime.fromtimestamp(instant, SHANGHAI).date()


def at(instant: int) -> str:
    """ISO 8601 text of an instant, in Asia/Shanghai."""
    return dt.datetime.fromtimestamp(instant, SHANGHAI).isoformat()


def parse_instant(text: str) -> int:
    """Epoch seconds from ISO 8601 text with an offset, or from whole seconds as text.

    Raises:
        ValueError: The text is neither, or it has no offset and so names no instant.

    >>> parse_instant("2024-03-02T00:00:00+08:00")
    1709308800
    """
    if text.lstrip("-").isdigit():
        return int(text)
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        msg = f"{text!r} has no time zone; write for example {text}+08:00"
        raise ValueError(msg)
    return int(moment.timestamp())
