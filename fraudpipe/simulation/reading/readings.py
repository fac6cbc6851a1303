"""Readings for papers without images: what the readers would have made of the true values.

The noise is that of `noise`, fitted on pages that were rendered and read. A file is read once: its shot and
every misreading are drawn from its token, so two documents of one file carry one reading, and honesty plays no part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.reading.listed_rows import rows_text
from fraudpipe.simulation.reading.misreading import LISTS, SUM_KINDS, kind_of, misread
from fraudpipe.simulation.reading.noise import (
    PAGE_PARTS,
    Limits,
    ReadingNoise,
    limits_of,
    reading_noise,
    shot_group,
)
from fraudpipe.simulation.truth import ClaimTruth, Paper

_LINE, _COLUMN = 68, 690


@dataclass(frozen=True, slots=True)
class MadeReading:
    """A reading made from the truth.

    Attributes:
        document_type: What the paper is taken for.
        fields: The `fields` of the reading as JSON text, in the form that nights write.
        doubtful: Fields that carry a value in doubt.
        mistaken: Fields whose accepted value is not what the paper says.
    """

    document_type: str
    fields: str
    doubtful: tuple[str, ...]
    mistaken: tuple[str, ...]


def make_reading(paper: Paper, seed: int) -> MadeReading:
    """The reading of `paper` in the world of `seed`; nothing but its token and its values decides."""
    dice = Dice(stream(seed, "page", paper.token), block=64)
    # The very draws that a page of this token begins with: history and images meet the same cameras.
    group = shot_group(draw_shot(dice))
    return _read(paper.document_type, paper.values, group, dice)


def summary_json(claim: ClaimTruth, dice: Dice) -> str:
    """One reading for a whole claim, its deciding fields only, as JSON text: that of its discharge record.

    Where the claim has no papers the values are those that an honest record would carry.
    """
    paper = claim.paper("discharge_record")
    values = {name: paper.values[name] for name in _DECIDING if name in paper.values} if paper else _summary(claim)
    group = dice.weighted(*reading_noise().mixture)
    return _write(SUMMARY_TYPE, values, limits_of(SUMMARY_TYPE, group, dice.whole(0, PAGE_PARTS - 1)), dice).fields


SUMMARY_TYPE = "discharge_record"
"""The document type of a summary row."""
_DECIDING = (
    "hospital_name", "patient_name", "admission_date", "discharge_date", "diagnosis", "operation_name", "total_amount",
)  # fmt: skip


def _summary(claim: ClaimTruth) -> dict[str, Any]:
    values = {
        "hospital_name": claim.hospital.name,
        "patient_name": claim.member.name,
        "admission_date": claim.admitted_on.isoformat(),
        "discharge_date": claim.discharged_on.isoformat(),
        "diagnosis": claim.illness.name,
        "total_amount": yuan_text(claim.total_fen),
    }
    if claim.illness.operation:
        values["operation_name"] = claim.illness.operation
    return values


def _read(document_type: str, values: Mapping[str, Any], group: str, dice: Dice) -> MadeReading:
    noise = reading_noise()
    part = dice.whole(0, PAGE_PARTS - 1)
    limits = limits_of(document_type, group, part)
    taken_for = _taken_for(document_type, noise, noise.pages[part], dice)
    if taken_for != document_type:
        # Another type's form finds but some of the fields.
        values = {name: value for name, value in values.items() if dice.chance(noise.found)}
        return _write(taken_for, values, limits, dice)
    return _write(document_type, values, limits, dice)


def _taken_for(document_type: str, noise: ReadingNoise, strain: float, dice: Dice) -> str:
    misses = noise.misses.get(document_type)
    if misses is None:
        return document_type
    draw = dice.unit()
    for other, share in zip(*misses, strict=True):
        draw -= share * strain
        if draw < 0:
            return other
    return document_type


def _write(document_type: str, values: Mapping[str, Any], limits: Limits, dice: Dice) -> MadeReading:
    """Field by field, as text: dumping a tree of thirty boxes would cost more than making it."""
    noise = reading_noise()
    unit = dice.unit
    left, top = 95 + int(75 * unit()), 190 + int(80 * unit())
    parts: list[str] = []
    doubtful: list[str] = []
    mistaken: list[str] = []
    for place, (name, value) in enumerate(values.items()):
        draw = unit()
        absent, accepted_wrong, doubtful_wrong, doubtful_right, spread, usual = limits[name]
        right = True
        if draw >= doubtful_right:
            sureness = usual[int((draw - doubtful_right) * spread)]
        elif draw < absent:
            continue
        else:
            status = "accepted" if draw < accepted_wrong else "doubtful"
            right = draw >= doubtful_wrong
            (mistaken if draw < accepted_wrong else doubtful).append(name)
            sureness = dice.pick(noise.sure[status, right, kind_of(name) in SUM_KINDS])
        x, y = left + place % 2 * _COLUMN, top + place * _LINE
        if name in LISTS:
            text = rows_text(name, value, (x, y), noise, dice, right=right)
        else:
            value = value if right else _wrong(name, value, values, noise, dice)
            text = encode_basestring(value) if isinstance(value, str) else str(value)
        # A letter of Chinese is as wide as it is high; the quotes of the text stand for the air around it.
        parts.append(
            f'"{name}":{{"value":{text},{sureness},"page":1,"box":[{x},{y},{x + 24 * min(len(text), 34)},{y + 44}]}}'
        )
    parts += _extras(document_type, values, (left, top), noise, dice)
    return MadeReading(document_type, "{" + ",".join(parts) + "}", tuple(doubtful), tuple(mistaken))


def _extras(
    document_type: str, values: Mapping[str, Any], corner: tuple[int, int], noise: ReadingNoise, dice: Dice
) -> Iterator[str]:
    x, y = corner
    for extra in noise.extras.get(document_type, ()):
        draw = dice.unit() - extra.accepted
        if draw < extra.doubtful and extra.source in values and extra.name not in values:
            text = encode_basestring(str(values[extra.source]))
            sureness = dice.pick(noise.sure["accepted" if draw < 0 else "doubtful", True, False])
            yield f'"{extra.name}":{{"value":{text},{sureness},"page":1,"box":[{x},{y},{x + 600},{y + 44}]}}'


def _wrong(name: str, value: Any, values: Mapping[str, Any], noise: ReadingNoise, dice: Dice) -> str | int:
    kind = kind_of(name)
    error = dice.weighted(*noise.errors[kind])
    beside = ""
    if error == "run_on":
        others = [one for other, one in values.items() if other != name and isinstance(one, str)]
        beside = dice.pick(others) if others else ""
    return misread(value, kind, error, beside, noise.confusions, dice)
