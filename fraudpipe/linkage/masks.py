"""What hides a part of a value: 138****1234 and 110101••••••••001X fit thousands. All take folded text."""

import re

_SIGNS = r"*#?●○◯×✕✖…⋯□■"
"""Signs that stand for what is hidden wherever they stand."""
_DOTS = r"·•・_"
"""Signs that part a name, and hide a part of a number."""
_RULED = r"[.\-–—~]{3,}"
_CROSSED = r"x{2,}"
_TWO_CROSSES = "xx"

_SIGN = re.compile(f"[{_SIGNS}]")
_SIGN_OR_DOT = re.compile(f"[{_SIGNS}{_DOTS}]")
_RUN = re.compile(
    rf"[{_SIGNS}{_DOTS}]\s?[{_SIGNS}{_DOTS}]|(?<=\d)(?:{_RULED}|{_CROSSED})|(?:{_RULED}|{_CROSSED})(?=\d)"
)
_LINES = re.compile(_RULED)
# A lone x at the end is the check mark of an identity number.
_CROSS = re.compile(r"x(?=.)|(?<=x)x")
_STAR = "*"


def is_masked(text: str) -> bool:
    """Whether several characters in a row are hidden.

    >>> is_masked("138••••1234"), is_masked("1380000xxxx"), is_masked("11010519491231002x"), is_masked("阿依·模拟")
    (True, True, False, False)
    """
    # Of letters and digits alone only crosses can hide any.
    return (_TWO_CROSSES in text or not text.isalnum()) and _RUN.search(text) is not None


def hides_a_sign(text: str) -> bool:
    """Whether a character of a name is hidden; a dot in it hides nothing.

    >>> hides_a_sign("模拟*"), hides_a_sign("阿依·模拟")
    (True, False)
    """
    return not text.isalnum() and _SIGN.search(text) is not None


def hides_a_digit(text: str) -> bool:
    """Whether a character of a number is hidden.

    >>> hides_a_digit("138·0001234"), hides_a_digit("138 0000-1234")
    (True, False)
    """
    return not text.isalnum() and _SIGN_OR_DOT.search(text) is not None


def starred(text: str) -> str:
    """An identity number with a star for each character that is hidden.

    >>> starred("110101••••••••001x"), starred("11010119900307xxxx"), starred("110101--------001x")
    ('110101********001x', '11010119900307****', '110101********001x')
    """
    ruled = _LINES.sub(lambda line: _STAR * len(line[0]), text)
    return _CROSS.sub(_STAR, _SIGN_OR_DOT.sub(_STAR, ruled))
