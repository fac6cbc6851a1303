"""Which division of China an address begins with: province, prefecture and county, by name.

Source: `tables/divisions.csv`, codes of GB/T 2260.
"""

import csv
import re
from functools import cache
from importlib import resources

_ENDINGS = re.compile(r"(?:特别行政区|.{1,4}族自治[区州县]|自治[区州县旗]|地区|[省市县区州盟旗])$")
_DIRECT = frozenset({"11", "12", "31", "50"})
"""Provinces that are cities: their name is often written twice."""

_Named = tuple[str, str, bool]
"""Code and name of a division, and whether the name tells what it is: 武汉市, not 武汉."""


@cache
def _names() -> dict[str, dict[str, list[_Named]]]:
    """For each division above, and two first characters, the names below, full and short, longest first."""
    source = resources.files("fraudpipe.linkage").joinpath("tables/divisions.csv")
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        code, name = row["code"], row["name"]
        above = "" if code.endswith("0000") else code[:2] if code.endswith("00") else code[:4]
        short = _ENDINGS.sub("", name)
        for called in {name, short if len(short) > 1 else name}:
            # Counties are also found below their province and, if the name is unique, below nothing.
            for parent in {above, above[:2], ""}:
                below = found.setdefault(parent, {})
                below[called] = code if below.get(called, code) == code else ""
    return {parent: _by_beginning(below) for parent, below in found.items()}


def _by_beginning(below: dict[str, str]) -> dict[str, list[_Named]]:
    """Without the names that several bear."""
    ordered: dict[str, list[_Named]] = {}
    for called in sorted(below, key=len, reverse=True):
        if below[called]:
            sure = bool(_ENDINGS.search(called))
            ordered.setdefault(called[:2], []).append((below[called], called, sure))
    return ordered


def division_at_start(text: str) -> tuple[str, str]:
    """The deepest division that the text begins with, and the rest; "" and all of it where none is sure.

    A short name (湖北, 武汉) counts only where another division follows: streets bear the names of cities.

    >>> division_at_start("湖北省武汉市武昌区幸福路12号"), division_at_start("武汉武昌区幸福路12号")
    (('420106', '幸福路12号'), ('420106', '幸福路12号'))
    >>> division_at_start("北京路12号"), division_at_start("鼓楼区幸福路1号")
    (('', '北京路12号'), ('', '鼓楼区幸福路1号'))
    """
    names = _names()
    code, rest, sure, steps = "", text, False, 0
    while not code.strip("0") or code.endswith("00"):
        parent = code[:2] if code.endswith("0000") else code[:4]
        step = _step(rest, names.get(parent, {}))
        if step is None:
            break
        code, called, sure = step
        rest, steps = rest[len(called) :], steps + 1
        if code[:2] in _DIRECT and code.endswith("0000"):
            rest = rest.removeprefix(called).removeprefix("市辖区")
    return (code, rest) if code and (sure or steps > 1) else ("", text)


def _step(text: str, below: dict[str, list[_Named]]) -> _Named | None:
    """The longest known name at the start."""
    for named in below.get(text[:2], ()):
        if text.startswith(named[1]):
            return named
    return None
