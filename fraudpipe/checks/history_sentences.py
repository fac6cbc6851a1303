"""What a history says, and for how long: illnesses and durations in sentences of a medical record.

Small on purpose: a clause that denies or that speaks of relatives says nothing; calendar years are not durations; a
duration is read as written and rounded by nobody here.
"""

import datetime as dt
import re
from dataclasses import dataclass

from fraudpipe.records.illness import IllnessMention, IllnessReader

_CLAUSE_END = re.compile(r"[。;；\n，,]")
_DENIAL = re.compile(r"否认|未患|不伴|未发现|除外|排除")
_RELATIVES = re.compile(
    r"父|母|兄|弟|姐|妹|祖|爷|奶奶|外公|外婆|公公|婆婆|嫂|家族|亲属|子女|儿子|女儿|配偶|丈夫|妻子|爱人|老伴"
)
_CALENDAR = re.compile(r"\d{4}\s*[年./-](?:\s*\d{1,2}\s*(?:月|[./-]))?(?:\s*\d{1,2}\s*日?)?")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年(?:\s*(\d{1,2})\s*月)?")
_MONTHS = 12
_DURATION = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d)?|[一二两三四五六七八九十]{1,3}|半)\s*(余|多|来|\+)?\s*(年|个?月|周|星期|天|日)(?![龄份])([余多])?"
)
_YEARS_OF = {"年": 1.0, "个月": 1 / 12, "月": 1 / 12, "周": 7 / 365, "星期": 7 / 365, "天": 1 / 365, "日": 1 / 365}
_MORE = ("余", "多", "+")
_CHINESE = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time.

    Attributes:
        number: As written, 0.5 for 半.
        years: The same in years.
        at_least: Whether it says that it is more (3年余), so that nobody rounded it up.
    """

    number: float
    years: float
    at_least: bool = False

    @property
    def zh(self) -> str:
        """As a person says it in Chinese.

        >>> Duration(3, 3.0).zh, Duration(5, 5 / 12).zh, Duration(1, 7 / 365.25).zh
        ('3年', '5个月', '7天')
        """
        count, (unit, _) = self._said()
        return f"{count:g}{unit}"

    @property
    def en(self) -> str:
        """The same in English.

        >>> Duration(1, 1.0).en, Duration(0.5, 0.5).en, Duration(1, 7 / 365.25).en
        ('1 year', '6 months', '7 days')
        """
        count, (_, unit) = self._said()
        return f"{count:g} {unit}{'' if count == 1 else 's'}"

    def _said(self) -> tuple[float, tuple[str, str]]:
        if self.years >= 1:
            return round(self.years * 2) / 2, ("年", "year")
        if self.years * 12 >= 1:
            return round(self.years * 12), ("个月", "month")
        return max(round(self.years * 365.25), 1), ("天", "day")


@dataclass(frozen=True, slots=True)
class Mention:
    """One clause that states for how long something has been there.

    Attributes:
        illnesses: Illnesses that it names; none when it only describes complaints.
        duration: The longest duration in it.
    """

    illnesses: tuple[IllnessMention, ...]
    duration: Duration


def illnesses_in(text: str, read: IllnessReader) -> tuple[IllnessMention, ...]:
    """What the patient has or may have; what was only felt or seen (R) and reasons for care (Z) are no illnesses."""
    return _had(read(text))


def _had(named: tuple[IllnessMention, ...]) -> tuple[IllnessMention, ...]:
    return tuple(one for one in named if not (one.negated or one.family or one.category[0] in "RZ"))


def mentions(text: str, read: IllnessReader) -> tuple[Mention, ...]:
    """Clauses with a duration, without what is denied or what relatives had.

    >>> from fraudpipe.knowledge.naming.mentions import mentions_in
    >>> text = "高血压病史5年，否认糖尿病10年，母亲乳腺癌3年。"
    >>> [(one.illnesses[0].name, one.duration.years) for one in mentions(text, mentions_in)]
    [('高血压病', 5.0)]
    """
    found = []
    for clause in _CLAUSE_END.split(text):
        duration = longest_duration(clause)
        if duration is None or _DENIAL.search(clause) or _RELATIVES.search(clause):
            continue
        named = read(clause)
        illnesses = _had(named)
        if illnesses or not any(one.negated for one in named):
            found.append(Mention(illnesses, duration))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DatedMention:
    """One clause that dates illnesses by the calendar.

    Attributes:
        illnesses: Illnesses that it names, one at least.
        since: As a person says it: 2019 or 2019-03.
        latest_on: The last day that this can mean.
    """

    illnesses: tuple[IllnessMention, ...]
    since: str
    latest_on: dt.date


def dated_mentions(text: str, read: IllnessReader) -> tuple[DatedMention, ...]:
    """Clauses that name an illness and a year, without what is denied or what relatives had.

    >>> from fraudpipe.knowledge.naming.mentions import mentions_in
    >>> found = dated_mentions("2019年3月体检发现甲状腺结节，否认2018年高血压。", mentions_in)
    >>> [(one.illnesses[0].name, one.since) for one in found]
    [('甲状腺结节', '2019-03')]
    """
    found = []
    for clause in _CLAUSE_END.split(text):
        dated = _YEAR.search(clause)
        if dated is None or _DENIAL.search(clause) or _RELATIVES.search(clause):
            continue
        illnesses = illnesses_in(clause, read)
        year, month = int(dated[1]), int(dated[2] or 0)
        if not illnesses or month > _MONTHS:
            continue
        end = dt.date(year + (month in (0, _MONTHS)), month % _MONTHS + 1 if month else 1, 1) - dt.timedelta(days=1)
        found.append(DatedMention(illnesses, f"{year}-{month:02d}" if month else f"{year}", end))
    return tuple(found)


def longest_duration(text: str) -> Duration | None:
    """The longest duration that the text states; a calendar year is none.

    >>> longest_duration("3年前发现肿物，1月前加重"), longest_duration("2019年3月体检")
    (Duration(number=3.0, years=3.0, at_least=False), None)
    >>> longest_duration("发现颈部肿物半年").years, longest_duration("头痛十余年").years
    (0.5, 10.0)
    """
    without_dates = _CALENDAR.sub(" ", text)
    found = [
        Duration(number, number * _YEARS_OF[unit], bool(after) or before in _MORE)
        for written, before, unit, after in _DURATION.findall(without_dates)
        if (number := _number(written)) is not None
    ]
    return max(found, key=lambda one: one.years, default=None)


def _number(written: str) -> float | None:
    if written == "半":
        return 0.5
    if written[0].isascii():
        return float(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return float(_CHINESE[written]) if written in _CHINESE else None
    if any(part and part not in _CHINESE for part in (tens, ones)):
        return None
    return float(_CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0))
