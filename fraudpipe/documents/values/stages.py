"""Stages of tumours as papers print them: IIA期, ⅢB, T2N0M0, 0期（原位癌）."""

import re
import unicodedata

_ROMAN_LOOKS = "IVl1|丨!H工TⅠⅡⅢⅣ"
_LETTERED = re.compile(rf"(?<![A-Za-z0-9])([{_ROMAN_LOOKS}]{{1,4}})([ABCabc][1-3]?)(?=\s*期)")
_ALONE = re.compile(r"(?<![A-Za-z0-9])([IVl|丨工ⅠⅡⅢⅣ][IVl1|丨ⅠⅡⅢⅣ]{0,3})(?=\s*期)")
_ZERO = re.compile(r"(?<![A-Za-z0-9])[OoQD](?=\s*期)")
_AS_ONE = str.maketrans({"l": "I", "1": "I", "|": "I", "丨": "I", "!": "I", "工": "I", "T": "I", "H": "II"})
_NUMERALS = frozenset({"I", "II", "III", "IV"})
_TNM = re.compile(r"(?<=[TNM])[oO](?=[NMa-d\s）)，,。；;]|$)")
_STROKES = re.compile(r"(?<![A-Za-z0-9])([IV]*)[ABC]?[1-3]?\s*[期其]")
_TRUST_BY_STROKES = {"III": 0.84, "II": 0.7, "I": 0.6, "IV": 0.84}
_LOST = 0.5
_COUNTED = re.compile(r"[ⅠⅡⅢ](?=[ABC]?[1-3]?\s*[期其])")
"""Its strokes were counted on the page, and are as many: see `strokes`."""
_STAGE = re.compile(
    r"(?:[cpyra]{0,3}T(?:is|[0-4xX][a-d]?).*)|(?:0|IV|I{1,3})[ABC]?[1-3]?\s*期?.*|.*期.*|\d[ABC]?.*", re.DOTALL
)


def tidy_stage(text: str) -> str:
    """The text with numerals of stages that were read as letters or digits set right.

    >>> tidy_stage("左乳癌llA期"), tidy_stage("HIB期"), tidy_stage("ⅢIIA期"), tidy_stage("O期（原位癌）")
    ('左乳癌IIA期', 'IIIB期', 'IIIA期', '0期（原位癌）')
    >>> tidy_stage("pT2N1MO")
    'pT2N1M0'
    """
    folded = _LETTERED.sub(_lettered, text)
    folded = _ALONE.sub(_alone, folded)
    folded = _ZERO.sub("0", folded)
    # A letter O never follows T, N or M in a stage.
    return _TNM.sub("0", folded) if re.search(r"[TNM]\d", folded) else folded


def whole_stage(text: str) -> float:
    """How likely no stroke of a stage in the text was lost, 0-1.

    I, II and III differ by nothing but strokes, and readers lose strokes far more often than they invent them: of two
    readings the one with more of them is better, and none is good enough alone. Where its strokes were counted on the
    page it is as good as the one with most: what hides a stroke from a reader may hide it from the count.

    >>> whole_stage("肺癌T2N1M0"), whole_stage("肺癌IIIA期"), whole_stage("肺癌IIA期"), whole_stage("肺癌A期")
    (1.0, 0.84, 0.7, 0.5)
    >>> whole_stage("肺癌ⅡA期")
    0.84
    """
    if _COUNTED.search(text):
        return _TRUST_BY_STROKES["III"]
    found = _STROKES.findall(unicodedata.normalize("NFKC", tidy_stage(text)))
    return min((_TRUST_BY_STROKES.get(numeral, _LOST) for numeral in found), default=1.0)


def parse_stage(text: str) -> str | None:
    r"""A stage, without what stands behind it on its row.

    >>> parse_stage(" IlA期\t床号：12"), parse_stage("无")
    ('IIA期', None)
    """
    part = next((piece for piece in text.split("\t") if piece.strip()), "")
    tidy = tidy_stage(part.strip(" :：;；,，。."))
    return tidy if tidy and _STAGE.fullmatch(unicodedata.normalize("NFKC", tidy)) else None


def _lettered(match: re.Match[str]) -> str:
    numeral = _numeral(match[1])
    return numeral + match[2].upper() if numeral else match[0]


def _alone(match: re.Match[str]) -> str:
    return _numeral(match[1]) or match[0]


def _numeral(seen: str) -> str:
    """The Roman numeral that was read as `seen`, or "" when it cannot be one of a stage."""
    plain = unicodedata.normalize("NFKC", seen)
    if plain in _NUMERALS:
        return plain
    strokes = plain.translate(_AS_ONE)
    # Some readers add the strokes of a numeral to the numeral: no stage has more than three.
    strokes = "III" if re.fullmatch("I{4,}", strokes) else strokes
    return strokes if strokes in _NUMERALS else ""
