"""What all normal forms share: folding of widths, cases and scripts, and the refusal of what tells nothing."""

import re
import unicodedata

from fraudpipe.errors import InputError
from fraudpipe.records.han import simplified

_NO_LETTERS = re.compile(r"[\W_]")
_NO_ASCII = re.compile(r"[^0-9a-z]")


def folded(text: str) -> str:
    """One width, one case and simplified characters.

    >>> folded("ＡＢ－１２ 劉")
    'ab-12 刘'
    """
    if text.isascii():
        return text.casefold().strip()
    return simplified(unicodedata.normalize("NFKC", text)).casefold().strip()


def only_letters(text: str) -> str:
    """Letters, characters and digits."""
    return text if text.isalnum() else _NO_LETTERS.sub("", text)


def ascii_only(text: str) -> str:
    """Latin letters and digits of a folded text."""
    return _NO_ASCII.sub("", text)


def telling(kind: str, form: str, shortest: int, *, allow_repeats: bool = False) -> str:
    """The form itself, if it can identify something.

    Raises:
        InputError: ``unusable_identifier``, it is too short or one character repeated.
    """
    if len(form) < shortest or (not allow_repeats and len(set(form)) < 2):
        raise unusable(kind)
    return form


def unusable(kind: str) -> InputError:
    """The refusal of a value that would link strangers."""
    return InputError("unusable_identifier", f"a {kind} cannot identify anything; leave it empty or send the real one")
