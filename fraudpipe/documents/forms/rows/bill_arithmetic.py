"""Quantity x unit price = amount: what one of the three must be when readers dropped or misread it.

Two numbers with fen whose quotient is a whole number are not so by chance; where the third contradicts them in one
mark only, it was misread. Anything else stays as read: a difference may be what an investigator has to see.
"""

from fraudpipe.records.money import yuan_text

Triple = tuple[str | None, str | None, str | None]
"""Quantity, unit price, amount as decimal text; None where nothing was read."""


def balanced(quantity: str | None, price: str | None, amount: str | None) -> Triple:
    """The three numbers of a row with what can be known of the missing or misread one.

    >>> balanced(None, "280.00", "280.00"), balanced("6", "4.70", "37.60"), balanced("2", "15.50", "3100")
    (('1', '280.00', '280.00'), ('8', '4.70', '37.60'), ('2', '15.50', '31.00'))
    >>> balanced("3", "10.00", "99.00"), balanced(None, "3590.00", "3590.50")
    (('3', '10.00', '99.00'), ('1', '3590.50', '3590.50'))
    """
    if price is not None and amount is not None:
        if quantity is None:
            return _counted(price, amount)
        return _mended(quantity, price, amount)
    if amount is None and price is not None and quantity is not None:
        product = thousandths(quantity) * thousandths(price)
        return quantity, price, yuan_text(product // 10_000) if product % 10_000 == 0 else None
    if amount is not None and quantity is not None:
        return quantity, _quotient(amount, quantity, decimals=2), amount
    return quantity, price, amount


def thousandths(number: str) -> int:
    """A decimal text in thousandths.

    >>> thousandths("1,234.5"), thousandths("-2")
    (1234500, -2000)
    """
    whole, _, rest = number.replace(",", "").lstrip("-").partition(".")
    value = int(whole or 0) * 1000 + int((rest + "000")[:3])
    return -value if number.startswith("-") else value


def multiplies(quantity: str, price: str, amount: str) -> bool:
    """Whether the product is the amount, to half a fen."""
    return abs(thousandths(quantity) * thousandths(price) - 1000 * thousandths(amount)) <= 5000


def _counted(price: str, amount: str) -> Triple:
    for paid in _pointed(amount):
        for each in _pointed(price):
            if (count := _quotient(paid, each, decimals=0)) is not None:
                return count, each, paid
    # A lone 1 is what readers drop: then price and amount are one number, and the amount is checked by the total.
    return ("1", amount, amount) if _one_mark_off(price, amount) else (None, price, amount)


def _mended(quantity: str, price: str, amount: str) -> Triple:
    for paid in _pointed(amount):
        for each in _pointed(price):
            if multiplies(quantity, each, paid):
                return quantity, each, paid
    count = _quotient(amount, price, decimals=0)
    if count is not None and _one_mark_off(count, quantity):
        return count, price, amount
    fair = _quotient(amount, quantity, decimals=2)
    if fair is not None and _one_mark_off(fair, price):
        return quantity, fair, amount
    return quantity, price, amount


def _pointed(number: str) -> tuple[str, ...]:
    """The number, and with a point before its last two digits where it has none."""
    return (number, f"{number[:-2]}.{number[-2:]}") if "." not in number and len(number) > 2 else (number,)


def _one_mark_off(one: str, other: str) -> bool:
    """Whether one mark was changed, dropped or added."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _quotient(amount: str, part: str, *, decimals: int) -> str | None:
    """The amount through a part of it, where it comes out with so many decimals."""
    above, below = thousandths(amount), thousandths(part)
    scale = 10**decimals
    if below <= 0 or above <= 0 or above * scale % below:
        return None
    result = above * scale // below
    return f"{result // scale}.{result % scale:0{decimals}d}" if decimals else str(result)
