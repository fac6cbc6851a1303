"""Amounts in capital numerals, as invoices print them."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def capitals(amount_fen: int) -> str:
    """The amount in capital numerals.

    >>> capitals(5167555)
    '伍万壹仟陆佰柒拾伍元伍角伍分'
    >>> capitals(1000600)
    '壹万零陆元整'
    """
    yuan, rest = divmod(amount_fen, 100)
    jiao, one_fen = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (_DIGITS[one_fen] + "分" if one_fen else "整")


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
            text += ("零" if pending and text else "") + _DIGITS[digit] + _PLACES[place]
            pending = False
        else:
            pending = True
    return text
