"""Amounts in capital numerals (壹万贰仟…), as invoices spell them, so that a digit cannot be added by hand."""

_DIGITS = {
    mark: value
    for value, marks in enumerate(
        ("零〇", "壹一", "贰二貳", "叁三參", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")
    )
    for mark in marks
}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_YUAN, _JIAO, _FEN, _END = "元圆圓", "角", "分", "整正"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")

NUMERALS = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正")
"""The characters that amounts in words are written with today."""

DIGIT_MARKS = frozenset(_DIGITS)
"""Characters that stand for one digit, old forms included."""

YUAN_MARKS = _YUAN
"""Characters that end the whole yuan."""


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
            total = section = 0
            seen_yuan, pending = True, None
        elif mark in (_JIAO, _FEN) and not section and not total:
            fen += (pending or 0) * (10 if mark == _JIAO else 1)
            seen_yuan, pending = True, None
        elif mark not in _END:
            return None
    return fen if seen_yuan and pending is None else None


def words_of(fen: int) -> str:
    """The usual capital numerals of an amount of at least 0 fen.

    >>> words_of(5167555)
    '伍万壹仟陆佰柒拾伍元伍角伍分'
    >>> words_of(1000600)
    '壹万零陆元整'
    """
    yuan, rest = divmod(fen, 100)
    jiao, one_fen = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        text += _CAPITALS[jiao] + "角"
    elif text:
        text += "零"
    return text + (_CAPITALS[one_fen] + "分" if one_fen else "整")


def _whole(number: int) -> str:
    text = ""
    gap = False
    group = 0
    while number:
        number, four = divmod(number, 10_000)
        if four:
            text = _four(four) + _GROUPS[group] + ("零" if gap and text else "") + text
            gap = four < 1000
        elif text:
            gap = True
        group += 1
    return text


def _four(number: int) -> str:
    text = ""
    pending = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if pending and text else "") + _CAPITALS[digit] + _PLACES[place]
            pending = False
        else:
            pending = True
    return text
