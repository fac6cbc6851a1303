"""Money is int64 fen, 1/100 yuan, wherever it is computed with; text only at the borders."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_MOST_YUAN = Decimal(1_000_000_000)


def fen(yuan: Decimal | str) -> int:
    """Fen from an amount in yuan.

    Raises:
        decimal.InvalidOperation: The text is no number.

    >>> fen("51675.55")
    5167555
    """
    return int((Decimal(yuan) * 100).to_integral_value(ROUND_HALF_UP))


def paid_fen(text: str) -> int | None:
    """Fen from what a paper prints as yuan; None where it is no amount that anybody is charged.

    >>> paid_fen("1,234.50"), paid_fen("NaN"), paid_fen("1e400")
    (123450, None, None)
    """
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return fen(amount) if amount.is_finite() and abs(amount) < _MOST_YUAN else None


def yuan_text(amount_fen: int) -> str:
    """Yuan with two decimals, the form of amounts in readings.

    >>> yuan_text(5167555)
    '51675.55'
    """
    sign = "-" if amount_fen < 0 else ""
    return f"{sign}{abs(amount_fen) // 100}.{abs(amount_fen) % 100:02d}"


def yuan_display(amount_fen: int) -> str:
    """Whole yuan for a person to read.

    >>> yuan_display(30000000)
    '¥300,000'
    """
    return f"{'-' if amount_fen < 0 else ''}¥{abs(round(amount_fen / 100)):,}"
