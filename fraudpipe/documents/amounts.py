"""Amounts of money in digits and in capital numerals (壹万贰仟…)."""

import re

from fraudpipe.documents.dates import plain
from fraudpipe.records.money import yuan_text

_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER = re.compile(r"[-−]?\d[\d,.，]*")
_DIGITS = {
    digit: value
    for value, forms in enumerate(
        ("零〇", "壹一", "贰二貳", "叁三參", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")
    )
    for digit in forms
}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_YUAN, _JIAO, _FEN, _END = "元圆圓", "角", "分", "整正"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
NUMERALS = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正")
"""The characters that amounts in words are written with today."""


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


def words_fen(words: str) -> int | None:
    """Fen of an amount in words, or None when the words do not follow the grammar.

    >>> words_fen("伍万壹仟陆佰柒拾伍元伍角伍分整"), words_fen("叁佰柒拾元整"), words_fen("壹仟零伍元")
    (5167555, 37000, 100500)
    """
    total = section = 0
    pending: int | None = None
    fen, seen_yuan = 0, False
    for mark in words:
        if mark in _DIGITS:
            pending = _DIGITS[mark]
        elif mark in _UNITS and not seen_yuan:
            section += (1 if pending is None else pending) * _UNITS[mark]
            pending = None
        elif mark in _MYRIADS and not seen_yuan:
            total = (
                (total + section + (pending or 0)) * _MYRIADS[mark]
                if mark in "亿億"
                else total + (section + (pending or 0)) * _MYRIADS[mark]
            )
            section, pending = 0, None
        elif mark in _YUAN and not seen_yuan:
            fen += (total + section + (pending or 0)) * 100
            seen_yuan, pending = True, None
        elif mark in (_JIAO, _FEN):
            fen += (pending or 0) * (10 if mark == _JIAO else 1)
            seen_yuan, pending = True, None
        elif mark not in _END:
            return None
    return fen if seen_yuan else None


def words_of(fen: int) -> str:
    """The usual capital numerals of an amount of at least 0 fen.

    >>> words_of(5167555), words_of(37000), words_of(100500), words_of(2439230)
    ('伍万壹仟陆佰柒拾伍元伍角伍分', '叁佰柒拾元整', '壹仟零伍元整', '贰万肆仟叁佰玖拾贰元叁角整')
    """
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    text = (_whole(yuan) + "元") if yuan or not (jiao or rest) else ""
    if jiao:
        text += _CAPITALS[jiao] + "角"
    elif rest and yuan:
        text += "零"
    return text + (_CAPITALS[rest] + "分" if rest else "整")


def words_in(text: str) -> str | None:
    """The longest run of capital numerals in a text that is an amount, or None.

    >>> words_in("（大写）陆元整 （小写）6.00")
    '陆元整'
    """
    valid = []
    for match in re.finditer(f"[{''.join(sorted(NUMERALS))}]{{2,}}", text):
        run = match.group()
        # A run without its yuan that begins in the middle of other characters is the rest of a misread amount.
        whole = run[0] in _DIGITS and (any(mark in run for mark in _YUAN) or not _HAN.match(text[: match.start()][-1:]))
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


def _whole(yuan: int) -> str:
    if yuan >= 10_000:
        above, below = divmod(yuan, 10_000)
        zero = "零" if 0 < below < 1000 else ""
        if above >= 10_000:
            return (
                _whole(above // 10_000)
                + "亿"
                + _whole_or_nothing(above % 10_000, "万")
                + zero
                + (_whole(below) if below else "")
            )
        return _whole(above) + "万" + zero + (_whole(below) if below else "")
    text, gap = "", False
    for unit, mark in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = yuan // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _CAPITALS[digit] + mark
        gap = not digit
    return text or "零"


def _whole_or_nothing(number: int, mark: str) -> str:
    return (("零" if number < 1000 else "") + _whole(number) + mark) if number else ""
