"""Which charges stand twice on a bill."""

from collections.abc import Sequence
from dataclasses import dataclass

from fraudpipe.knowledge.naming.item_names import item_key
from fraudpipe.knowledge.rules.charges import Charge


@dataclass(frozen=True, slots=True)
class Repeated:
    """Equal lines of a bill.

    Attributes:
        item: The item as printed.
        places: Which lines, from 0, at least two.
        amount_fen: Amount of one of them.
    """

    item: str
    places: tuple[int, ...]
    amount_fen: int


def repeated(charges: Sequence[Charge]) -> tuple[Repeated, ...]:
    """Lines with the same item, quantity and amount, in the order of the bill; lines without an amount never count.

    >>> repeated([Charge("CT平扫", 1, 300, 0), Charge("血常规", 1, 200, 1), Charge("CT平扫", 1, 300, 2)])
    (Repeated(item='CT平扫', places=(0, 2), amount_fen=300),)
    """
    seen: dict[tuple[str, float | None, int], list[Charge]] = {}
    for charge in charges:
        if charge.amount_fen:
            seen.setdefault((item_key(charge.name), charge.quantity, charge.amount_fen), []).append(charge)
    return tuple(
        Repeated(found[0].name, tuple(one.place for one in found), amount)
        for (_, _, amount), found in seen.items()
        if len(found) > 1
    )
