"""The mark of a feature, and the docstring that says what an investigator and a data scientist need to know."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from fraudpipe.errors import ContractError, did_you_mean

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MARK = "__fraudpipe_feature__"
_SECTIONS = ("Unit", "As of", "Null", "Why", "Source")
UNITS = ("days", "years", "count", "share", "ratio", "fen", "flag")
"""What a feature is measured in. share is 0-1, ratio any quotient, flag true or false."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the docstring of a feature says.

    Attributes:
        definition: One sentence.
        unit: One of UNITS.
        as_of: What the value rests on, in time.
        null: When the value is missing.
        why_zh: The sentence an investigator reads, with {value}.
        why_en: The same in English.
        source: The paper it comes from, or an empty string.
    """

    definition: str
    unit: str
    as_of: str
    null: str
    why_zh: str
    why_en: str
    source: str


def feature(function: _Function) -> _Function:
    """Marks a function as a feature; it stays the plain function that it was."""
    setattr(function, _MARK, True)
    return function


def is_feature(function: object) -> bool:
    """Whether the function carries the mark."""
    return bool(getattr(function, _MARK, False))


def said_by(function: Callable[..., Any]) -> Said:
    """The parsed docstring of a feature.

    Raises:
        ContractError: A part is missing, unknown or empty; the message names it.
    """
    name = function.__name__
    text = inspect.getdoc(function) or ""
    definition, sections = _sections(name, text)
    for needed in ("Unit", "As of", "Null", "Why"):
        if not sections.get(needed):
            msg = f"feature {name}: the docstring has no '{needed}:'"
            raise ContractError(msg)
    unit = sections["Unit"].rstrip(".")
    if unit not in UNITS:
        msg = f"feature {name}: unit {unit!r} is not one of {', '.join(UNITS)}.{did_you_mean(unit, UNITS)}"
        raise ContractError(msg)
    if ">>> " not in text:
        msg = f"feature {name}: the docstring has no example (>>>)"
        raise ContractError(msg)
    why = {language: _sentence(name, sections["Why"], language) for language in ("zh", "en")}
    return Said(definition, unit, sections["As of"], sections["Null"], why["zh"], why["en"], sections.get("Source", ""))


def _sections(name: str, text: str) -> tuple[str, dict[str, str]]:
    """The first paragraph, and each section's text with its line breaks kept."""
    definition: list[str] = []
    sections: dict[str, list[str]] = {}
    current = definition
    started = re.match(r"[A-Z][A-Za-z ]*:", text) is not None and text.split(":")[0] in _SECTIONS
    for line in text.split("\n>>> ")[0].splitlines():
        started = started or not line.strip()  # the definition is the first paragraph; a colon in it is only a colon
        heading = re.match(r"([A-Z][A-Za-z ]*):(?:\s+(.*))?$", line) if started else None
        if heading is not None:
            word = heading.group(1)
            if word not in _SECTIONS:
                msg = f"feature {name}: unknown section '{word}:'.{did_you_mean(word, _SECTIONS)}"
                raise ContractError(msg)
            current = sections.setdefault(word, [])
            current += [heading.group(2)] if heading.group(2) else []
        elif line.strip():
            current.append(line.strip())
    if not definition:
        msg = f"feature {name}: the docstring has no definition"
        raise ContractError(msg)
    joined = {word: ("\n" if word == "Why" else " ").join(lines) for word, lines in sections.items()}
    return " ".join(definition), joined


def _sentence(name: str, why: str, language: str) -> str:
    for line in why.splitlines():
        if line.startswith(f"{language}: ") and "{value}" in line:
            return line.removeprefix(f"{language}: ").strip()
    msg = f"feature {name}: 'Why:' needs a line '{language}: …' with {{value}}"
    raise ContractError(msg)
