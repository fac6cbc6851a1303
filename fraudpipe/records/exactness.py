"""When a value read counts as exactly what the paper says."""

import re
import unicodedata

_AMOUNT = re.compile(r"-?\d+\.\d+")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def exact_key(value: object) -> str:
    """Equal for values that differ only in width, in spaces and in punctuation; a point between digits stays.

    >>> exact_key("左肺癌（T2N1M0）。") == exact_key("左肺癌(T2N1M0)"), exact_key("12.50") == exact_key("1250")
    (True, False)
    >>> exact_key("结节1.2cm") == exact_key("结节12cm")
    False
    """
    text = unicodedata.normalize("NFKC", str(value))
    if _AMOUNT.fullmatch(text.strip()):
        return text.strip()
    points = {match.start() for match in _POINT.finditer(text)}
    return "".join(mark for at, mark in enumerate(text) if at in points or unicodedata.category(mark)[0] not in "PZC")
