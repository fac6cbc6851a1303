"""What all normal forms share: folding of widths, cases and scripts, and "" for what tells nothing."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from fraudpipe.records.han import simplified

_NO_LETTERS = re.compile(r"[\W_]")
_NO_ASCII = re.compile(r"[^0-9a-z]")


def folded(text: str) -> str:
    """One width, one case and simplified characters.

    >>> folded("ＡＢ－１２ 劉")
    'ab-12 刘'
    """
    return _unified(text).strip()


def all_folded(texts: Sequence[str]) -> list[str]:
    """Each text folded.

    >>> all_folded(["", "ＡＢ－１２ 劉", " X"])
    ['', 'ab-12 刘', 'x']
    """
    # Character by character is dear, and has to do with characters of Chinese alone, which no other step looks at.
    return [simplified(one).strip() for one in in_one_go(_one_width_and_case, texts)]


def in_one_go(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """`change` of each text, faster: for a change that keeps the ends of lines and never looks beyond one.

    >>> in_one_go(str.upper, ["a", "b", ""]), in_one_go(str.upper, [])
    (['A', 'B', ''], [])
    """
    lines = change("\n".join(texts)).split("\n")
    return lines if len(lines) == len(texts) else [change(one) for one in texts]


def _unified(text: str) -> str:
    return simplified(_one_width_and_case(text))


def _one_width_and_case(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


def only_letters(text: str) -> str:
    """Letters, characters and digits."""
    return text if text.isalnum() else _NO_LETTERS.sub("", text)


def ascii_only(text: str) -> str:
    """Latin letters and digits of a folded text."""
    return text if text.isascii() and text.isalnum() else _NO_ASCII.sub("", text)


def telling(form: str, shortest: int) -> str:
    """The form itself, if it can identify something; "" of what is too short or one character repeated.

    >>> telling("13800001234", 7), telling("1111111", 7), telling("138", 7)
    ('13800001234', '', '')
    """
    return "" if len(form) < shortest or form.count(form[0]) == len(form) else form
