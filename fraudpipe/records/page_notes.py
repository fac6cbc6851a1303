"""What a page shows beside its fields: seals, what keeps it from being read, and what it is known again by."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_Box = tuple[int, int, int, int]

SEAL_KINDS = ("round", "oval", "square")
SEAL_COLOURS = ("red", "blue", "black")
PROBLEM_CODES = (
    "too_dark",
    "too_bright",
    "blurred",
    "cut_off_left",
    "cut_off_right",
    "cut_off_top",
    "cut_off_bottom",
    "only_thumbnail",
    "too_small_text",
    "no_text",
)
_PAGE, _PICTURE, _FORM = re.compile("[1-9][0-9]{0,5}"), re.compile("[0-9a-f]{256}"), re.compile("[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True)
class Seal:
    """One impression of a seal.

    Attributes:
        text: What stands along its rim or in its rows, as read; empty where nothing could be read.
        kind: One of SEAL_KINDS.
        colour: One of SEAL_COLOURS.
        page: From 1.
        box: On that page, as boxes of fields are.
        score: The reader's own score of the text, 0-1, not calibrated.
    """

    text: str
    kind: str
    colour: str
    page: int
    box: _Box
    score: float


@dataclass(frozen=True, slots=True)
class PageProblem:
    """Why a page could not be read, or not all of it, in words that whoever took it can act on.

    Attributes:
        page: From 1.
        code: One of PROBLEM_CODES.
        message_zh: What to do, in one sentence without personal values.
        message_en: The same in English.
    """

    page: int
    code: str
    message_zh: str
    message_en: str


@dataclass(frozen=True, slots=True)
class PagePrint:
    """What a page is known again by; neither part tells what stands on it.

    Attributes:
        page: From 1.
        picture: Fingerprint of the picture, 256 hexadecimal letters; None where it shows too little.
        form: Fingerprint of the blank form, the same for all who fill it in; None where too few labels were read.
    """

    page: int
    picture: str | None
    form: str | None


def seal_json(seal: Seal) -> dict[str, Any]:
    """The public JSON form of a seal; `seal_from_json` is its inverse."""
    return {
        "text": seal.text,
        "kind": seal.kind,
        "colour": seal.colour,
        "page": seal.page,
        "box": list(seal.box),
        "score": seal.score,
    }


def seal_from_json(tree: Mapping[str, Any]) -> Seal:
    """The seal that `seal_json` wrote."""
    x0, y0, x1, y1 = tree["box"]
    return Seal(tree["text"], tree["kind"], tree["colour"], tree["page"], (x0, y0, x1, y1), tree["score"])


def problem_json(problem: PageProblem) -> dict[str, Any]:
    """The public JSON form of a problem; `problem_from_json` is its inverse."""
    return {
        "page": problem.page,
        "code": problem.code,
        "message_zh": problem.message_zh,
        "message_en": problem.message_en,
    }


def problem_from_json(tree: Mapping[str, Any]) -> PageProblem:
    """The problem that `problem_json` wrote."""
    return PageProblem(tree["page"], tree["code"], tree["message_zh"], tree["message_en"])


def print_json(one: PagePrint) -> dict[str, Any]:
    """The public JSON form of a print; `print_from_json` is its inverse."""
    return {"page": one.page, "picture": one.picture, "form": one.form}


def print_from_json(tree: Mapping[str, Any]) -> PagePrint:
    """The print that `print_json` wrote."""
    return PagePrint(tree["page"], tree["picture"], tree["form"])


def delivered_prints(text: str) -> tuple[PagePrint, ...]:
    """The prints that a sender states as JSON: page number to {picture, form}, either of which may be null.

    Raises:
        ValueError: It is not of that form.
    """
    tree = json.loads(text)
    if not isinstance(tree, dict):
        msg = "prints are no JSON object"
        raise ValueError(msg)
    return tuple(_delivered_print(page, one) for page, one in tree.items())


def _delivered_print(page: str, one: object) -> PagePrint:
    if not _PAGE.fullmatch(page) or not isinstance(one, dict) or not set(one) <= {"picture", "form"}:
        msg = "a page is told by its number and {picture, form}"
        raise ValueError(msg)
    picture, form = one.get("picture"), one.get("form")
    for told, letters in ((picture, _PICTURE), (form, _FORM)):
        if told is not None and not (isinstance(told, str) and letters.fullmatch(told)):
            msg = "a print is so many hexadecimal letters"
            raise ValueError(msg)
    return PagePrint(int(page), picture, form)
