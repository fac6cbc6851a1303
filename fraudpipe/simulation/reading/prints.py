"""What the first page of each paper is known again by, made up: nobody draws the pages of a history.

One file has one print. Another picture has another one, but for two kinds of papers: whose pixels were edited in the
picture of another member's paper, and cards whose scan a member sends again with a later claim. Those are nearly the
first picture. A form follows from whose printing habits a paper shows: a hospital's by layout, so it changes when the
layout does; one form for the hospitals of a group; a workshop's wherever it sells. National cards and the platform's
own letter show nobody's habits and have none.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.truth import ClaimTruth, Paper

_BYTES, _SIGNS = 128, 1_023
_CARDS = frozenset({"identity_card", "bank_card"})
_SENT_AGAIN = 0.5
"""Cards of a later claim that are the scan of an earlier one [assumed]."""
_LEAST_SIGNS, _MOST_SIGNS = 2, 28
"""In how many signs a picture differs after a messenger or as another JPEG: measured on scans, docs/links.md."""
_GROUPED, _GROUPS = 6, 40
"""One hospital of six belongs to one of forty groups that print from one record system [assumed]."""
_FORM_LETTERS = 24


def made_prints(claims: Sequence[ClaimTruth], seed: int, block: int) -> Mapping[str, str]:
    """By document id, the `prints` of each paper as JSON text.

    Args:
        claims: All of a block, earlier ones first, numbered.
        seed: Of the world.
        block: Its number.
    """
    pictures = _pictures(claims, seed, block)
    papers = [paper for claim in claims for paper in claim.papers]
    known = {(one.document_type, one.house, one.template) for one in papers}
    forms = {which: form_of(*which, seed) for which in known}
    return {
        one.document_id: _json(pictures[one.token], forms[one.document_type, one.house, one.template]) for one in papers
    }


def form_of(document_type: str, house: str, template: int, seed: int) -> str | None:
    """The print of the form on which `house` prints a type in a layout; None where nobody's habits show."""
    if not house:
        return None
    number = zlib.crc32(f"{seed}:{house}".encode())
    # A workshop is no hospital, and what another house printed long ago is that house's own.
    grouped = house.isalnum() and not house.startswith("F") and number % _GROUPED == 0
    owner = f"group {number // _GROUPED % _GROUPS}" if grouped else house
    return hashlib.sha256(f"{seed}:{document_type}:{owner}:{template}".encode()).hexdigest()[:_FORM_LETTERS]


def _pictures(claims: Sequence[ClaimTruth], seed: int, block: int) -> dict[str, str]:
    """By token of a file, the print of its picture."""
    origins = _origins(claims, Dice(stream(seed, "scans", block), block=256))
    tokens = sorted({paper.token for claim in claims for paper in claim.papers} | set(origins.values()))
    signs = stream(seed, "prints", block).integers(0, 256, (len(tokens), _BYTES), dtype=np.uint8)
    signs[:, 0] &= 0x7F  # the first sign would tell how bright the page is, and is never set
    place = {token: row for row, token in enumerate(tokens)}
    dice = Dice(stream(seed, "copies", block), block=256)
    for token, origin in origins.items():
        signs[place[token]] = signs[place[origin]]
        for sign in {dice.whole(1, _SIGNS) for _ in range(dice.whole(_LEAST_SIGNS, _MOST_SIGNS))}:
            signs[place[token], sign // 8] ^= 0x80 >> sign % 8
    letters, width = signs.tobytes().hex(), 2 * _BYTES
    return {token: letters[row * width : (row + 1) * width] for row, token in enumerate(tokens)}


def _origins(claims: Iterable[ClaimTruth], dice: Dice) -> dict[str, str]:
    """From a file to the one of which it shows nearly the picture; what another one shows comes before it."""
    found: dict[str, str] = {}
    cards: dict[tuple[str, str], str] = {}
    for claim in claims:
        for paper in claim.papers:
            origin = paper.pictured if paper.edit else ""
            if paper.document_type in _CARDS and _own(paper):
                first = cards.setdefault((claim.member.member_id, paper.document_type), paper.token)
                origin = first if first != paper.token and dice.chance(_SENT_AGAIN) else ""
            if origin:
                found.setdefault(paper.token, origin)
    return found


def _own(paper: Paper) -> bool:
    return paper.making == "genuine" and paper.beside is None


def _json(picture: str, form: str | None) -> str:
    return json.dumps({"1": {"picture": picture, "form": form}})
