"""When a value read counts as exactly what the paper says."""

import re
import unicodedata

_AMOUNT = re.compile(r"-?\d+\.\d+")


def exact_key(value: object) -> str:
    """Equal for values that differ only in width, in spaces and in punctuation; the point of an amount stays.

    >>> exact_key("左肺癌（T2N1M0）。") == exact_key("左肺癌(T2N1M0)"), exact_key("12.50") == exact_key("1250")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", str(value))
    if _AMOUNT.fullmatch(text.strip()):
        return text.strip()
    return "".join(mark for mark in text if unicodedata.category(mark)[0] not in "PZC")
