"""Amounts of money in digits and in capital numerals (壹万贰仟…)."""

import re

from fraudpipe.documents.values.dates import plain
from fraudpipe.records.capitals import DIGIT_MARKS, NUMERALS, YUAN_MARKS, words_fen, words_of
from fraudpipe.records.money import yuan_text

_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER = re.compile(r"[-−]?\d[\d,.，]*")


def amounts_in(text: str) -> tuple[int, ...]:
    """All amounts of a text in fen.

    >>> amounts_in("13.795.66 11,274.86 52,20 51700 0.0")
    (1379566, 1127486, 5220, 5170000, 0)
    """
    found = (_fen(match.group()) for match in _NUMBER.finditer(plain(text).replace("，", ",")))
    return tuple(one for one in found if one is not None)


def parse_amount(text: str) -> str | None:
    """The first amount of a text as yuan text with two decimals.

    >>> parse_amount("￥ 1,234.5"), parse_amount("无")
    ('1234.50', None)
    """
    amounts = amounts_in(text)
    return yuan_text(amounts[0]) if amounts else None


def words_in(text: str) -> str | None:
    """The longest run of capital numerals in a text that is an amount, or None.

    >>> words_in("（大写）陆元整 （小写）6.00")
    '陆元整'
    """
    valid = []
    for match in re.finditer(f"[{''.join(sorted(NUMERALS))}]{{2,}}", text):
        run = match.group()
        # A run without its yuan that begins in the middle of other characters is the rest of a misread amount.
        whole = run[0] in DIGIT_MARKS and (
            any(mark in run for mark in YUAN_MARKS) or not _HAN.match(text[: match.start()][-1:])
        )
        if whole and words_fen(run) is not None:
            valid.append(run)
    return max(valid, key=len) if valid else None


def mend_words(seen: str, fen: int) -> str | None:
    """The words of a known amount, if what was read could be those words with a few unreadable characters.

    A character that is another numeral contradicts the amount and nothing is mended; a character that is no numeral at
    all was not read.

    >>> mend_words("代万肆仟泰佰玖拾式元泰角整", 2439230)
    '贰万肆仟叁佰玖拾贰元叁角整'
    >>> mend_words("伍万肆仟叁佰玖拾贰元叁角整", 2439230) is None
    True
    """
    if fen < 0:
        return None
    usual = words_of(fen)
    forms = (usual, usual.removesuffix("整") if usual.endswith("整") else usual + "整")
    for form in forms:
        if len(form) != len(seen):
            continue
        wrong = [mark for mark, right in zip(seen, form, strict=True) if mark != right]
        if any(mark in NUMERALS for mark in wrong):
            return None
        if 2 * len(wrong) <= len(form):
            return form
    return None


def _fen(number: str) -> int | None:
    sign = -1 if number[0] in "-−" else 1
    parts = re.split(r"[.,]", number.lstrip("-−").rstrip(".,"))
    if len(parts) > 1 and len(parts[-1]) <= 2:
        whole, cents = "".join(parts[:-1]), (parts[-1] + "00")[:2]
    elif len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        whole, cents = "".join(parts), "00"
    elif len(parts) == 2 and "." in number:
        whole, cents = parts[0], parts[1][:2]  # more decimals than fen: unit prices
    elif len(parts) == 1:
        whole, cents = parts[0], "00"
    else:
        return None
    return sign * (int(whole or 0) * 100 + int(cents)) if len(whole) <= 10 else None
