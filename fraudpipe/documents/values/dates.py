"""Dates, ages and numbers of days as hospital papers print them."""

import datetime as dt
import re
import unicodedata

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SEPARATED = re.compile(
    # 早, 午 and 牛 are what readers make of a worn 年.
    # So do + and * of a worn dash.
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?P<mark>[年早午牛]|[-./—–_+*·,~:;])\s*(?P<month>\d{1,2})(?!\d)"
    r"(?:\s*[月\-./—–_+*·,~:;]\s*(?P<day>\d{1,2}(?!\d|\s*[天次岁个周年月%])|\d{2}(?=\d{2}:\d{2})))?"
)
# One of the two marks may be lost where both numbers have two digits. A time may follow at once.
_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[年\-./]?\s*(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"(?:(?!\d)|(?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)))"
    r"|(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])\s*[月\-./]\s*(0[1-9]|[12]\d|3[01])(?!\d)"
)
_CHINESE = re.compile(
    r"([一二][〇零○一二三四五六七八九]{3})年(十?[一二]|十|[三四五六七八九])月"
    r"(?:([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
)
_AGE = re.compile(r"(\d{1,3})\s*周?(岁|个月|月|天|日)(?:\s*零?\s*(\d{1,2})\s*(个月|月|天))?")
_BROKEN_YEAR = re.compile(r"\s*(\d{1,3})\s*[步罗崴芳罚Yy]?\s*")
_CENTURY = re.compile(r"(?<!\d)[03-9ZzS](0[0-3]\d)(?=\s*[年\-./])")
_DAY_MARK = re.compile(r"(月\s*(?:[12]\d|3[01]|[3-9]))[98](?!\d)(?![日天])")
_SECOND_MONTH = re.compile(r"(月\s*\d{1,2})月")
_CUT_TRUST = 0.7
_ONE_DIGIT = re.compile(
    r"(?:19|20)\d{2}\s*(?:[-./]\s*0\d\s*[-./]\s*\d(?!\d)|[-./]\s*1[0-2]\s*[-./]\s*\d$|年\s*\d{1,2}\s*月\s*\d(?!\d|\s*[日号]))"
)
_DAYS = re.compile(r"(\d{1,4})\s*(?:天|日)?")


def plain(text: str) -> str:
    """Text with full-width forms made half-width and a letter O between digits read as zero.

    >>> plain("２０２１．Ｏ４．２６")
    '2021.04.26'
    """
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"(?<=[\d\-./年月])[lI|丨](?=[\d月日])", "1", folded)
    return re.sub(r"(?<=[\d.\-/])[Oo](?=\d)|(?<=\d)[Oo](?=[\d.\-/年月日])", "0", folded)


def dates_in(text: str) -> tuple[str, ...]:
    """All dates in a text, in order, as ISO dates, or ``yyyy-mm`` where no possible day is printed.

    >>> dates_in("2021年02 月14日到2021年03月")
    ('2021-02-14', '2021-03')
    >>> dates_in("20201217"), dates_in("2021.04.26"), dates_in("二〇一九年十二月九日"), dates_in("2021.0426")
    (('2020-12-17',), ('2021-04-26',), ('2019-12-09',), ('2021-04-26',))
    """
    folded = plain(text)
    found: list[tuple[int, str]] = []
    for match in _SEPARATED.finditer(folded):
        iso = _iso(match["year"], match["month"], match["day"])
        if iso:
            found.append((match.start(), iso))
    for match in _COMPACT.finditer(folded):
        year, month, day = (one for one in match.groups() if one)
        iso = _iso(year, month, day)
        if iso:
            found.append((match.start(), iso))
    for match in _CHINESE.finditer(text):
        year, month, day = match.groups()
        iso = _iso(year.translate(_CHINESE_DIGITS), _small_number(month), _small_number(day) if day else None)
        if iso:
            found.append((match.start(), iso))
    return tuple(iso for _, iso in sorted(found))


def first_date(text: str) -> str | None:
    """The first date of a text, or None.

    Where there is none as it was read, a century that no paper is of and a 日 that was read as a digit or as 月 are set
    right.

    >>> first_date("4023年2月25日"), first_date("2023年12月179"), first_date("2023年02月05月"), first_date("无")
    ('2023-02-25', '2023-12-17', '2023-02-05', None)
    """
    dates = dates_in(text)
    if dates and len(dates[0]) == len("2021-04-26"):
        return dates[0]
    mended = dates_in(_mended(plain(text)))
    return (mended or dates or (None,))[0]


def whole_date(text: str) -> float:
    """How likely all of a date was read, 0-1.

    A stamp or the edge of a page likes to swallow the last digits: what is left of 2021-04-26 is another date.

    >>> whole_date("2021-04-26"), whole_date("2021-04-2"), whole_date("2021年4月"), whole_date("2021年4月2日")
    (1.0, 0.7, 0.7, 1.0)
    """
    folded = plain(text).strip()
    dates = dates_in(folded)
    month_alone = bool(dates) and len(dates[0]) < len("2021-04-26")
    return _CUT_TRUST if month_alone or _ONE_DIGIT.search(folded) or _mended(folded) != folded else 1.0


def _mended(text: str) -> str:
    return _SECOND_MONTH.sub(r"\1日", _DAY_MARK.sub(r"\1日", _CENTURY.sub(r"2\1", text)))


def whole_day(iso: str | int | object) -> dt.date | None:
    """The day of an ISO date, or None where only a month is known."""
    if not isinstance(iso, str) or len(iso) != len("2021-04-26"):
        return None
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def parse_age(text: str) -> str | None:
    """An age as printed, with its unit.

    >>> parse_age(" 36 岁"), parse_age("3岁6个月"), parse_age("36周岁"), parse_age("女")
    ('36岁', '3岁6个月', '36岁', None)
    """
    match = _AGE.search(plain(text))
    if match is None:
        bare = _BROKEN_YEAR.fullmatch(plain(text))
        return f"{int(bare[1])}岁" if bare and 0 < int(bare[1]) <= 120 else None
    number, unit, more, more_unit = match.groups()
    if unit == "岁" and int(number) > 120:
        return None
    return f"{int(number)}{unit}" + (f"{int(more)}{more_unit}" if more else "")


def parse_days(text: str) -> int | None:
    """A number of days.

    >>> parse_days("共 12 天")
    12
    """
    match = _DAYS.search(plain(text))
    return int(match[1]) if match and 0 < int(match[1]) < 3000 else None


def _iso(year: str, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12:
        return None
    if day is not None:
        try:
            return dt.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            pass  # a day that no calendar has was not read: the month stands alone
    return f"{int(year):04d}-{int(month):02d}"


def _small_number(text: str) -> str:
    """Arabic digits of a Chinese number below 100."""
    if "十" not in text:
        return text.translate(_CHINESE_DIGITS)
    tens, _, ones = text.partition("十")
    return str((int(tens.translate(_CHINESE_DIGITS)) if tens else 1) * 10 + int(ones.translate(_CHINESE_DIGITS) or 0))
