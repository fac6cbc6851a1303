"""Counts of verdicts by condition, type and layout, and the tables that show them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from paper_scores.exactness import Verdict

_BINS = 10
_HEAD = (
    f"{'':24} {'pages':>5} {'type':>6} {'turn':>6} {'scalars exact':>19} {'rows exact':>19} {'name+sum':>8} "
    f"{'accepted':>8} {'of it wrong':>13} {'unprinted':>9} {'CPU s':>6}"
)


class Tally:
    """What became of the values on many pages, of one contender."""

    def __init__(self) -> None:
        self._groups: dict[str, Counter[str]] = defaultdict(Counter)
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._bins: list[list[float]] = [[0, 0, 0.0] for _ in range(_BINS)]

    def add(self, groups: Iterable[str], verdicts: Sequence[Verdict], *, typed: bool, turned: bool) -> None:
        """Counts one page into every one of its groups."""
        counts = Counter(pages=1, typed=int(typed), turned=int(turned))
        for one in verdicts:
            accepted = one.status == "accepted"
            if one.kind == "extra" and "[" not in one.name:  # the truth does not know the field: nobody can judge it
                counts["unprinted"] += accepted
                continue
            if one.kind != "extra":
                counts[f"{one.kind}s"] += 1
                counts[f"{one.kind}s right"] += one.right
                counts[f"{one.kind}s told"] += one.told
            counts["accepted"] += accepted
            counts["accepted wrong"] += accepted and not one.right
            if one.kind == "scalar" and one.read is not None:
                place = self._bins[min(_BINS - 1, int(one.confidence * _BINS))]
                place[0], place[1], place[2] = place[0] + 1, place[1] + one.right, place[2] + one.confidence
        for group in groups:
            self._groups[group].update(counts)

    def add_cost(self, groups: Iterable[str], cpu_seconds: float) -> None:
        """Counts what a page cost that was really read."""
        for group in groups:
            self._sums[group][0] += cpu_seconds
            self._sums[group][1] += 1

    def wrong(self, group: str) -> int:
        """Scalars and rows that are not exact."""
        count = self._groups[group]
        return sum(count[f"{kind}s"] - count[f"{kind}s right"] for kind in ("scalar", "row"))

    def pages(self, group: str) -> int:
        """How many pages it counted there."""
        return self._groups[group]["pages"]

    def cost(self, group: str) -> float | None:
        """CPU seconds a page that was really read; None where none was."""
        total, pages = self._sums[group]
        return total / pages if pages else None

    def calibration_error(self) -> float:
        """Expected calibration error of the scalars that were read, in ten bins of equal width."""
        count = sum(one[0] for one in self._bins)
        return sum(abs(right - sure) for _, right, sure in self._bins) / max(1, count)

    def table(self, groups: Sequence[str]) -> str:
        """One row a group."""
        return "\n".join([_HEAD, *(self._line(group) for group in groups)])

    def groups(self, start: str) -> list[str]:
        """The groups whose name begins so."""
        return sorted(group for group in self._groups if group.startswith(start))

    def _line(self, group: str) -> str:
        count = self._groups[group]
        cost = self.cost(group)
        pages = max(1, count["pages"])
        return (
            f"{group:24} {count['pages']:5} {count['typed'] / pages:6.1%} {count['turned'] / pages:6.1%} "
            f"{_share(count['scalars right'], count['scalars']):>19} {_share(count['rows right'], count['rows']):>19} "
            f"{_percent(count['rows told'], count['rows']):>8} {count['accepted']:8} "
            f"{_share(count['accepted wrong'], count['accepted']):>13} {count['unprinted']:9} "
            f"{'kept' if cost is None else f'{cost:.2f}':>6}"
        )


def error_line(one: Verdict, **where: object) -> str:
    """A value that is not exact as one line of JSON."""
    shown = {key: value for key, value in asdict(one).items() if key not in ("kind", "right", "told")}
    return json.dumps(where | shown, ensure_ascii=False)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {_percent(part, whole)}"


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:6.2%}" if whole else "–"
