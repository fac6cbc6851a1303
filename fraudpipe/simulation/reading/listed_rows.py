"""Lists on papers as readers see them: the charged items of a bill, the results of a laboratory."""

from collections.abc import Sequence
from json.encoder import encode_basestring

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.reading.misreading import misread
from fraudpipe.simulation.reading.noise import ReadingNoise

_RIGHT, _HIGH, _STEP = 1_580, 36, 40
_LABORATORY = ("name", "result", "unit", "range", "flag")


def rows_text(
    name: str, rows: Sequence[Sequence[str]], corner: tuple[int, int], noise: ReadingNoise, dice: Dice, *, right: bool
) -> str:
    """The value of a list as JSON text.

    Args:
        name: line_items or laboratory_rows.
        rows: As the paper has them: (name, amount), (name, quantity, unit_price, amount) or a laboratory's five.
        corner: Left and top of the first row, in pixels.
        noise: What goes wrong in rows.
        dice: Decides.
        right: Whether every row is read exactly; else at least one is lost or wrong.
    """
    kept = rows if right else _misread_rows(name, rows, noise, dice)
    x, y = corner
    if name == "laboratory_rows":
        return "[" + ",".join(_laboratory_row(row, x, y + at * _STEP) for at, row in enumerate(kept)) + "]"
    counted = noise.lists["*"]["quantity"]
    return "[" + ",".join(_item(row, x, y + at * _STEP, counted, dice) for at, row in enumerate(kept)) + "]"


def _item(row: Sequence[str], x: int, y: int, counted: float, dice: Dice) -> str:
    seen = len(row) == 4 and dice.chance(counted)
    quantity, price = (f'"{row[1]}"', f'"{row[2]}"') if seen else ("null", "null")
    return (
        f'{{"name":{encode_basestring(row[0])},"quantity":{quantity},"unit_price":{price},"amount":"{row[-1]}",'
        f'"box":[{x},{y},{_RIGHT},{y + _HIGH}]}}'
    )


def _laboratory_row(row: Sequence[str], x: int, y: int) -> str:
    cells = ",".join(f'"{name}":{encode_basestring(value)}' for name, value in zip(_LABORATORY, row, strict=True))
    return f'{{{cells},"box":[{x},{y},{_RIGHT},{y + _HIGH}]}}'


def _misread_rows(name: str, rows: Sequence[Sequence[str]], noise: ReadingNoise, dice: Dice) -> list[Sequence[str]]:
    shares = noise.lists["*"]
    certain = dice.whole(0, max(0, len(rows) - 1))
    # Of a laboratory's row the result is what counts, of a bill's the amount.
    told = 1 if name == "laboratory_rows" else -1
    kept: list[Sequence[str]] = []
    for at, row in enumerate(rows):
        draw = dice.unit() * (sum(shares[one] for one in ("lost", "name", "amount")) if at == certain else 1.0)
        if draw < shares["lost"]:
            continue
        changed = list(row)
        if draw < shares["lost"] + shares["name"]:
            changed[0] = str(misread(row[0], "text", "one_character", "", noise.confusions, dice))
        elif draw < shares["lost"] + shares["name"] + shares["amount"]:
            changed[told] = str(misread(row[told], "amount", "one_character", "", noise.confusions, dice))
        kept.append(changed)
    return kept
