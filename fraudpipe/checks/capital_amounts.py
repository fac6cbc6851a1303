"""Amounts in capital numerals, as invoices spell them."""

_DIGITS = {mark: value for value, marks in enumerate(("零〇", "壹一", "贰二两貳", "叁三參", "肆四", "伍五", "陆六陸",
                                                       "柒七", "捌八", "玖九")) for mark in marks}  # fmt: skip
_PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1_000, "千": 1_000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_FEN = {"元": 100, "圆": 100, "圓": 100, "角": 10, "分": 1}


def capital_amount_fen(words: str) -> int | None:
    """Fen of an amount in words; None where a character does not belong to one or no unit of money is named.

    >>> capital_amount_fen("人民币伍万壹仟陆佰柒拾伍元伍角伍分"), capital_amount_fen("叁佰柒拾圆整")
    (5167555, 37000)
    >>> capital_amount_fen("叁佰口拾元") is None
    True
    """
    fen = above = section = digit = 0
    named = False
    for mark in words.replace(" ", "").removeprefix("人民币").rstrip("整正"):
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _PLACES:
            section += (digit or 1) * _PLACES[mark]
            digit = 0
        elif mark in _MYRIADS:
            above = (
                (above + section + digit) * _MYRIADS[mark]
                if mark in "亿億"
                else (above + (section + digit) * _MYRIADS[mark])
            )
            section = digit = 0
        elif mark in _FEN:
            fen += (above + section + digit) * _FEN[mark]
            above = section = digit = 0
            named = True
        else:
            return None
    return fen if named and not digit and not section and not above else None
