"""How a value read differs from the value printed: how readings are judged, and what a misread value looks like."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from fraudpipe.simulation.dice import Dice

ERRORS = ("one_character", "truncated", "run_on", "other")
"""One character taken for another, lost or added; only a beginning or end of it; it and what stands beside it; else."""

Confusions = Mapping[str, tuple[Sequence[str], Sequence[float]]]
"""Character to what it is taken for, with weights."""

_LONG = frozenset(
    {
        "present_illness", "past_history", "family_history", "physical_examination", "imaging_findings",
        "operation_findings", "health_check_findings", "scope",
    }
)  # fmt: skip
_CHOICES = frozenset({"sex", "blood_group", "region", "side"})
_COUNTS = frozenset({"inpatient_days", "admission_count", "age", "height_cm"})
_NAMES = frozenset({"patient_name", "attending_doctor", "contact_name", "signature"})
_AMOUNTS = ("_amount", "_paid", "prepaid")
_DIGITS = ("_number", "_code", "_phone", "_pressure")
LISTS = frozenset({"line_items", "laboratory_rows"})
"""Fields whose value is a list of rows."""
SUM_KINDS = frozenset({"amount", "words", "line_items"})
"""Kinds that the arithmetic of a paper proves or contradicts."""

_HALF = 0.5


@functools.cache
def kind_of(name: str) -> str:
    """What sort of value a field holds: fields of one sort are misread alike.

    >>> [kind_of(one) for one in ("issue_date", "total_amount", "record_number", "diagnosis")]
    ['date', 'amount', 'digits', 'text']
    """
    if name in LISTS:
        return name
    for kind, names in (("long", _LONG), ("choice", _CHOICES), ("count", _COUNTS), ("name", _NAMES)):
        if name in names:
            return kind
    if name.endswith("_date"):
        return "date"
    if name == "total_amount_words":
        return "words"
    if name.endswith(_AMOUNTS):
        return "amount"
    return "digits" if name.endswith(_DIGITS) else "text"


def folded(value: object) -> str:
    """Text as it is compared: full-width forms folded, without spaces.

    >>> folded("（左） 乳腺")
    '(左)乳腺'
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))


def printed_forms(value: object) -> tuple[str, ...]:
    """How a value may stand on paper, folded: a date is printed in several ways.

    >>> printed_forms("12345.60")
    ('12345.60', '12,345.60')
    >>> printed_forms("2024-03-05")
    ('2024-03-05', '2024年3月5日', '2024年03月05日', '2024.03.05', '2024/03/05', '20240305', '2024.3.5', '2024/3/5')
    """
    text = folded(value)
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if match is None:
        # Thousands are parted by commas on some papers.
        return (text, f"{int(text[:-3]):,}{text[-3:]}") if re.fullmatch(r"\d{4,}\.\d{2}", text) else (text,)
    year, month, day = match.groups()
    short = f"{year}年{int(month)}月{int(day)}日"
    dotted, slashed = f"{year}.{month}.{day}", f"{year}/{month}/{day}"
    bare = (f"{year}.{int(month)}.{int(day)}", f"{year}/{int(month)}/{int(day)}")
    return (text, short, f"{year}年{month}月{day}日", dotted, slashed, year + month + day, *bare)


def differences(printed: str, seen: str, *, anywhere: bool) -> list[tuple[str, str]]:
    """The fewest changes that make `seen` of `printed`: pairs of (printed, seen) characters, "" for none.

    Args:
        printed: What the paper says.
        seen: What was read.
        anywhere: Whether `seen` may hold other text before and after, which then costs nothing (Sellers 1980).
    """
    rows = [[0 if anywhere else at for at in range(len(seen) + 1)]]
    for down, one in enumerate(printed, 1):
        above, here = rows[-1], [down]
        for across, other in enumerate(seen, 1):
            here.append(min(above[across - 1] + (one != other), above[across] + 1, here[across - 1] + 1))
        rows.append(here)
    # Of equal costs the later end: a character taken for another is likelier than one that was not seen.
    across = min(range(len(seen) + 1), key=lambda at: (rows[-1][at], -at)) if anywhere else len(seen)
    return _trace(rows, printed, seen, across, anywhere=anywhere)


def _trace(rows: list[list[int]], printed: str, seen: str, across: int, *, anywhere: bool) -> list[tuple[str, str]]:
    down, changes = len(printed), []
    while down or (across and not anywhere):
        cost = rows[down][across]
        if down and across and rows[down - 1][across - 1] + (printed[down - 1] != seen[across - 1]) == cost:
            down, across = down - 1, across - 1
            if printed[down] != seen[across]:
                changes.append((printed[down], seen[across]))
        elif down and rows[down - 1][across] + 1 == cost:
            down -= 1
            changes.append((printed[down], ""))
        else:
            across -= 1
            changes.append(("", seen[across]))
    return changes[::-1]


def judge(printed: object, seen: object) -> tuple[str, list[tuple[str, str]]]:
    """How a value read compares with the one printed: "exact" or one of ERRORS, and the characters taken for others.

    >>> judge("张三丰", "张三车"), judge("肺腺癌", "肺腺癌IA期")[0], judge("肺腺癌", "肺")[0]
    (('one_character', [('丰', '车')]), 'run_on', 'truncated')
    """
    want, got = folded(printed), folded(seen)
    if want == got:
        return "exact", []
    changes = differences(want, got, anywhere=False)
    if len(changes) == 1 and len(want) > 1:
        return "one_character", [one for one in changes if all(one)]
    if got and (want.startswith(got) or want.endswith(got)):
        return "truncated", []
    if want and want in got:
        return "run_on", []
    return "other", []


def judge_in(printed: object, seen: str) -> tuple[str, list[tuple[str, str]]]:
    """How a printed value stands in the text that a reader saw around its place.

    Returns:
        "exact", "one_character", "truncated", "other" or "missing", and the characters taken for others.
    """
    text = folded(seen)
    forms = [one for one in printed_forms(printed) if one]
    if not forms or any(one in text for one in forms):
        return "exact", []
    if not text:
        return "missing", []
    form, changes = min(
        ((one, differences(one, text, anywhere=True)) for one in forms), key=lambda found: len(found[1]) / len(found[0])
    )
    if len(changes) > len(form) * _HALF:
        return "missing", []
    if len(changes) == 1:
        return "one_character", [one for one in changes if all(one)]
    lost = "".join(one for one, other in changes if not other)
    if len(lost) == len(changes) and (form.startswith(lost) or form.endswith(lost)):
        return "truncated", []
    return "other", []


def misread(value: str | int, kind: str, error: str, beside: str, confusions: Confusions, dice: Dice) -> str | int:
    """`value` misread in the way of `error`; a date stays a day or a month of the calendar, a count a number.

    Args:
        value: What is printed.
        kind: Its sort, of `kind_of`.
        error: One of ERRORS.
        beside: What is printed next to it, which a reader may run into.
        confusions: Which characters are taken for which.
        dice: Decides.
    """
    text = str(value)
    if kind == "date" and error == "truncated":
        return text[:7]
    if kind == "date":
        return _wrong_day(text, confusions, dice)
    if error == "run_on" and beside and kind in ("text", "name", "long", "digits"):
        return text + beside[: dice.whole(1, 6)]
    if error == "truncated" and len(text) > 2 and kind not in ("amount", "count"):
        kept = dice.whole(1, len(text) - 1)
        return text[:kept] if dice.chance(_HALF) else text[-kept:]
    changed = _one_wrong(text, confusions, dice)
    if error == "other" and kind == "digits":
        # Another number of the paper, such as the one of the printed form beside that of the electronic receipt.
        changed = "".join(str(dice.whole(0, 9)) if one.isdecimal() else one for one in text)
    elif error == "other":
        changed = _one_wrong(changed, confusions, dice)
    if isinstance(value, int):
        digits = re.sub(r"\D", "", changed)
        return int(digits) if digits else value + 1
    if changed and changed != text:
        return changed
    return text[:-1] or ("二" if text == "一" else "一")


def _one_wrong(text: str, confusions: Confusions, dice: Dice) -> str:
    places = [at for at, one in enumerate(text) if one in confusions]
    if not places:
        places = [at for at, one in enumerate(text) if one.isdecimal()]
        if places:
            at = dice.pick(places)
            return text[:at] + str((int(text[at]) + dice.whole(1, 9)) % 10) + text[at + 1 :]
        at = dice.whole(0, len(text) - 1) if text else 0
        return text[:at] + text[at + 1 :]
    at = dice.pick(places)
    return text[:at] + dice.weighted(*confusions[text[at]]) + text[at + 1 :]


def _wrong_day(text: str, confusions: Confusions, dice: Dice) -> str:
    for _ in range(3):
        changed = _one_wrong(text, confusions, dice)
        try:
            day = dt.date.fromisoformat(changed)
        except ValueError:
            continue
        # Readers take a day of another century for none.
        if changed[:2] == text[:2]:
            return day.isoformat()
    return (dt.date.fromisoformat(text) + dt.timedelta(days=dice.pick((-30, -7, -1, 1, 7, 30)))).isoformat()
