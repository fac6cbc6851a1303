"""The noise of reading, as it was fitted on pages that were rendered and read: `tables/reading_noise.csv`.

One number a row: `part,of,name,share,count`; `count` says on how many observations a share rests. The parts:

- `field`, of type/field (or `*/kind` for what was never seen): what becomes of a printed field on an average shot;
- `type`: how often a paper of the type is taken for another; then a field is found with the share of `found`;
- `shot`, of group: by what factor each of these is more or less frequent there, and the group's share of all pages;
- `page`: factors of ten equal parts of all pages, from the page that reads best to the one that reads worst;
- `error`, `confusion`: how a wrong value differs, by kind, and which character is taken for which;
- `sure`: confidence and readers of an accepted or doubtful, right or wrong field;
- `extra`: fields that are read although the type does not print them, and from which printed field;
- `list`: what is wrong in a list that is not read exactly, by row;
- `reader`, `reader_shot`: how one reader alone reads a value in its true place. Kept to be looked at.
"""

import csv
import functools
import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from fraudpipe.simulation.pages.camera import Shot
from fraudpipe.simulation.reading.misreading import SUM_KINDS, Confusions, kind_of

BAD = ("absent", "accepted_wrong", "doubtful_wrong", "doubtful_right")
"""What becomes of a field that is not both right and accepted."""

GROUPS = ("scan", "copy", "photo", "poor_photo", "messenger", "screen")
"""Shots that read alike: by a scanner, of a photocopy, by a steady and by an unsteady hand, sent on, off a screen."""

_BLURRED, _SMALL = 0.85, 0.8
PAGE_PARTS = 10
_MOST = 0.97

Shares = tuple[float, float, float, float]
"""In the order of BAD."""
Limit = tuple[float, float, float, float, float, tuple[str, ...]]
"""Cumulated shares in the order of BAD; what stretches the rest of a draw over the last: texts of sureness."""
Choice = tuple[Sequence[str], Sequence[float]]


def shot_group(shot: Shot) -> str:
    """Which of GROUPS a shot belongs to."""
    if shot.messenger:
        return "messenger"
    if shot.source != "photo":
        return shot.source
    return "poor_photo" if shot.blur > _BLURRED or shot.motion or shot.scale < _SMALL else "photo"


@dataclass(frozen=True, slots=True)
class Extra:
    """A field that is read although the paper does not print it.

    Attributes:
        name: The field.
        source: The printed field whose value it takes.
    """

    name: str
    source: str
    accepted: float
    doubtful: float


@dataclass(frozen=True)
class ReadingNoise:
    """The table, ready to be drawn from.

    Attributes:
        fields: Type to field to shares; type `*` holds kinds.
        misses: Type to the types it is taken for, with weights that sum to the share.
        found: Share of fields found on a paper that was taken for another type.
        shots: Group to factors.
        mixture: Groups with their share of pages.
        pages: Factors of the parts of all pages.
        errors: Kind to the ways of being wrong.
        confusions: Character to what it is taken for.
        sure: (status, right, kind is a sum) to confidence, status and readers as JSON text, all equally likely.
        extras: Type to its extra fields.
        lists: List to row fault to its share.
    """

    fields: Mapping[str, Mapping[str, Shares]]
    misses: Mapping[str, Choice]
    found: float
    shots: Mapping[str, Shares]
    mixture: Choice
    pages: tuple[float, ...]
    errors: Mapping[str, Choice]
    confusions: Confusions
    sure: Mapping[tuple[str, bool, bool], tuple[str, ...]]
    extras: Mapping[str, tuple[Extra, ...]]
    lists: Mapping[str, Mapping[str, float]]

    def limits(self, document_type: str, group: str, part: int) -> "Limits":
        """Cumulated shares of every field of a type, on a page of `group` in `part` of all pages."""
        return Limits(self, document_type, self.shots[group], self.pages[part])


class Limits(dict[str, Limit]):
    """Field to its limit; a field that was never seen takes the shares of its kind."""

    def __init__(self, noise: ReadingNoise, document_type: str, factors: Shares, strain: float) -> None:
        super().__init__()
        self._noise, self._own = noise, noise.fields.get(document_type, {})
        self._factors, self._strain = factors, strain

    def __missing__(self, name: str) -> Limit:
        shares = self._own.get(name) or self._noise.fields["*"][kind_of(name)]
        raised = [share * factor * self._strain for share, factor in zip(shares, self._factors, strict=True)]
        scale = min(1.0, _MOST / max(sum(raised), _MOST))
        absent, accepted_wrong, doubtful_wrong, doubtful_right = itertools.accumulate(one * scale for one in raised)
        usual = self._noise.sure["accepted", True, kind_of(name) in SUM_KINDS]
        spread = len(usual) / (1.0 - doubtful_right)
        self[name] = found = (absent, accepted_wrong, doubtful_wrong, doubtful_right, spread, usual)
        return found


@functools.cache
def reading_noise() -> ReadingNoise:
    """The fitted noise. A constant of the package, read once: it takes no argument and so never goes stale."""
    source = resources.files("fraudpipe.simulation").joinpath("tables/reading_noise.csv")
    return parse_noise(source.read_text("utf-8"))


@functools.cache
def limits_of(document_type: str, group: str, part: int) -> Limits:
    """`ReadingNoise.limits` of the package's table, made once."""
    return reading_noise().limits(document_type, group, part)


def parse_noise(text: str) -> ReadingNoise:
    """The noise that a table states; lines that begin with `#` say how it was fitted."""
    table: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        table[row["part"]][row["of"]][row["name"]] = float(row["share"])
    fields: dict[str, dict[str, Shares]] = defaultdict(dict)
    for of, shares in table["field"].items():
        document_type, name = of.split("/")
        fields[document_type][name] = _shares(shares)
    shots = {group: _shares(table["shot"][group]) for group in GROUPS}
    found = table["type"].pop("*")["found"]
    return ReadingNoise(
        fields=dict(fields),
        misses={one: _choice(shares) for one, shares in table["type"].items()},
        found=found,
        shots=shots,
        mixture=(GROUPS, tuple(table["shot"][group]["pages"] for group in GROUPS)),
        pages=tuple(table["page"]["*"][f"{part}"] for part in range(PAGE_PARTS)),
        errors={kind: _choice(shares) for kind, shares in table["error"].items()},
        confusions={one: _choice(shares) for one, shares in table["confusion"].items()},
        sure=_sure(table["sure"]),
        extras=_extras(table["extra"]),
        lists={name: dict(shares) for name, shares in table["list"].items()},
    )


def _shares(named: Mapping[str, float]) -> Shares:
    absent, accepted_wrong, doubtful_wrong, doubtful_right = (named[one] for one in BAD)
    return (absent, accepted_wrong, doubtful_wrong, doubtful_right)


def _choice(named: Mapping[str, float]) -> Choice:
    return tuple(named), tuple(named.values())


def _sure(part: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, bool, bool], tuple[str, ...]]:
    made = {}
    for of, shares in part.items():
        status, right, sort = of.split("/")
        texts: list[str] = []
        for name, picks in shares.items():
            confidence, _, readers = name.partition(" ")
            listed = ",".join(f'"{one}"' for one in readers.split("+") if one)
            texts += [f'"confidence":{confidence},"status":"{status}","readers":[{listed}]'] * round(picks)
        made[status, right == "right", sort == "sum"] = tuple(texts)
    return made


def _extras(part: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[Extra, ...]]:
    made: dict[str, list[Extra]] = defaultdict(list)
    for of, shares in part.items():
        document_type, name, source = of.split("/")
        made[document_type].append(Extra(name, source, shares["accepted"], shares["doubtful"]))
    return {document_type: tuple(extras) for document_type, extras in made.items()}
