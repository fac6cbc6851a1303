"""Readings for papers without images: what the readers would have made of the true values.

A paper has a quality; with it go misread, doubtful and unreadable fields. The rates are assumed, near what two readers
reach on ordinary photographs (a few fields in a hundred wrong); boxes follow the order in which the fields are printed.
"""

import json
from typing import Any

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.truth import Paper

_TWO = ["paddle_tiny", "tesseract"]
_ONE = ["paddle_tiny"]
_WIDTH, _LINE = 1_240, 52
_MISREAD, _DOUBTFUL, _UNREADABLE = 0.006, 0.03, 0.008
_LOOKALIKES = str.maketrans("0136785235", "8781683353")
_LOOKALIKE_WORDS = {"瘤": "癌", "甲": "申", "腺": "线", "未": "末", "日": "目", "人": "入", "己": "已", "肺": "胇"}


def fields_json(paper: Paper, dice: Dice) -> str:
    """The `fields` of a reading of `paper` as JSON text, in the form that nights write."""
    poor = dice.weighted((1.0, 2.5, 7.0), (80, 15, 5))
    fields = {}
    top = 150 + dice.whole(-30, 60)
    left = 90 + dice.whole(-20, 40)
    for place, (name, value) in enumerate(paper.values.items()):
        y = top + place * _LINE
        box = [left + (place % 2) * 520, y, min(_WIDTH - 20, left + (place % 2) * 520 + 380), y + 34]
        fields[name] = _items(value, box, poor, dice) if name == "line_items" else _field(value, box, poor, dice)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _field(value: str | int, box: list[int], poor: float, dice: Dice) -> dict[str, Any]:
    draw = dice.unit()
    if draw < _UNREADABLE * poor:
        return _entry(None, round(dice.between(0.0, 0.3), 4), "unreadable", box, [])
    draw -= _UNREADABLE * poor
    if draw < _MISREAD * poor:
        wrong = _misread(value, dice)
        if dice.chance(0.3):
            return _entry(wrong, round(dice.between(0.86, 0.97), 4), "accepted", box, _ONE)
        return _entry(wrong, round(dice.between(0.35, 0.84), 4), "doubtful", box, _ONE)
    draw -= _MISREAD * poor
    if draw < _DOUBTFUL * poor:
        return _entry(value, round(dice.between(0.5, 0.85), 4), "doubtful", box, _ONE)
    return _entry(value, round(dice.between(0.93, 0.999), 4), "accepted", box, _TWO if dice.chance(0.8) else _ONE)


def _items(value: list[tuple[str, str]], box: list[int], poor: float, dice: Dice) -> dict[str, Any]:
    found = []
    worst = "accepted"
    for place, (name, amount) in enumerate(value):
        if dice.chance(_UNREADABLE * poor):
            worst = "doubtful"  # a line that no reader saw
            continue
        if dice.chance(_MISREAD * poor):
            amount = str(_misread(amount, dice))
            worst = "doubtful" if dice.chance(0.7) else worst
        line = [box[0], box[1] + place * 30, box[2], box[1] + place * 30 + 26]
        found.append({"name": name, "quantity": None, "unit_price": None, "amount": amount, "box": line})
    confidence = dice.between(0.9, 0.99) if worst == "accepted" else dice.between(0.5, 0.85)
    return _entry(found, round(confidence, 4), worst, box, _TWO)


def _entry(value: Any, confidence: float, status: str, box: list[int], readers: list[str]) -> dict[str, Any]:
    return {
        "value": value, "confidence": confidence, "status": status, "page": 1, "box": box, "readers": readers,
    }  # fmt: skip


def _misread(value: str | int, dice: Dice) -> str | int:
    """One character taken for another, as readers do."""
    text = str(value)
    places = [at for at, one in enumerate(text) if one.isdigit() or one in _LOOKALIKE_WORDS]
    if not places:
        return text[:-1] or text
    at = dice.pick(places)
    one = text[at]
    wrong = one.translate(_LOOKALIKES) if one.isdigit() else _LOOKALIKE_WORDS[one]
    wrong = str((int(one) + 1) % 10) if wrong == one and one.isdigit() else wrong
    if len(text) == 10 and text[4] == text[7] == "-" and at < 9:
        # A date stays a date: only its last digit is taken for another.
        at, wrong = 9, str((int(text[9]) + 1) % 8 + (1 if text[8] == "0" else 0))
    changed = text[:at] + wrong + text[at + 1 :]
    return int(changed) if isinstance(value, int) else changed
