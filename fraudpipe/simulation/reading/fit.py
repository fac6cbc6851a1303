"""Fits the noise of reading to what was seen on pages that were rendered and read; see noise for its parts.

Rates of rare fields lean towards those of their kind, as if four more pages of the average had been seen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import gamma

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.reading.misreading import ERRORS, LISTS, SUM_KINDS, folded, judge, kind_of
from fraudpipe.simulation.reading.noise import BAD, GROUPS, PAGE_PARTS, shot_group
from fraudpipe.simulation.reading.reader_fit import reader_outcome, reader_rows

OUTCOMES = (*BAD, "accepted_right")

Row = tuple[str, str, str, float, int]
"""part, of, name, share, count."""
Page = Mapping[str, Any]
"""What was seen on one page: document_type, group, printed, boxes, read (a reading) and lines by reader."""
_Vector = npt.NDArray[np.float64]

_LEAN, _SHOT_LEAN = 4.0, 8.0  # four had the least log loss on pages left out (1 to 12 were tried)
_RARE_LEAN = 200.0
"""Of values that are accepted and wrong a fit sees ten in all: one on twenty pages of a type is chance, not a share."""
_SHOTS = 10_000
_PICKS = 40
_LABORATORY_CELLS = 5
_MOST_CONFUSIONS = 400
_LEAST_EXTRA = 0.05


@dataclass(frozen=True)
class Seen:
    """One printed field on one page, and what became of it: weights in the order of OUTCOMES."""

    page: int
    document_type: str
    name: str
    group: str
    outcome: _Vector


def fit_rows(pages: Sequence[Page], labelled: Set[tuple[str, str]] = frozenset()) -> list[Row]:
    """The rows of the table.

    Args:
        pages: What was seen.
        labelled: (type, field) of what our own forms look for. Of what they neither look for nor ever found, only the
            readers say how well it can be read.
    """
    good = [page for page in pages if page["read"]["document_type"] == page["document_type"]]
    known = labelled | {(page["document_type"], name) for page in good for name in page["read"]["fields"]}
    seen = [one for at, page in enumerate(good) for one in _fields(at, page, known)]
    sureness = _sureness(seen)
    seen += [one for at, page in enumerate(good) for one in _bare_fields(at, page, known, sureness)]
    shares, rows = _field_rows(seen)
    factors, shot_rows = _shot_rows(seen, shares)
    rows += _type_rows(pages) + shot_rows + _page_rows(seen, shares, factors)
    rows += _error_rows(good) + _sure_rows(good) + _extra_rows(good) + _list_rows(good) + reader_rows(pages)
    return rows


def table_text(rows: Iterable[Row], *, pages: int, seed: int, versions: Sequence[str], command: str) -> str:
    """The file: how it was fitted, and one number a line."""
    head = [
        f"# Fitted on {pages} pages that were rendered (seed {seed}) and read; `count` says on how many observations",
        "# a share rests. Parts: fraudpipe/simulation/reading/noise.py.",
        f"# Readers: {', '.join(versions)}",
        f"# Command: {command}",
        "part,of,name,share,count",
    ]
    lines = [f"{part},{_cell(of)},{_cell(name)},{share:.6g},{count}" for part, of, name, share, count in rows]
    return "\n".join([*head, *lines]) + "\n"


def right_value(printed: Any, read: Any) -> bool:
    """Whether a value read is the one printed; of a list every row."""
    if read is None:
        return False
    if isinstance(printed, (list, tuple)):
        told = "result" if any("result" in one for one in read) else "amount"
        return _pairs(printed) == sorted((folded(one["name"]), str(one[told])) for one in read)
    return folded(printed) == folded(read)


def outcome_of(printed: object, field: Mapping[str, Any] | None) -> str:
    """Which of OUTCOMES became of a printed field, given its entry in a reading."""
    if field is None or field["value"] is None:
        return "absent"
    return f"{field['status']}_{'right' if right_value(printed, field['value']) else 'wrong'}"


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(one in text for one in ',"\n#') else text


def _pairs(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Of charged items name and amount, of laboratory rows (the ones with five cells) name and result."""
    return sorted((folded(row[0]), str(row[1] if len(row) == _LABORATORY_CELLS else row[-1])) for row in rows)


def _fields(at: int, page: Page, known: Set[tuple[str, str]]) -> Iterable[Seen]:
    for name, value in page["printed"].items():
        if (page["document_type"], name) in known:
            outcome = np.zeros(len(OUTCOMES))
            outcome[OUTCOMES.index(outcome_of(value, page["read"]["fields"].get(name)))] = 1.0
            yield Seen(at, page["document_type"], name, page["group"], outcome)


def _sureness(seen: Sequence[Seen]) -> Callable[[str], tuple[float, float]]:
    """Of a kind of field: the share accepted of the right ones, and of the wrong ones."""
    totals: dict[str, _Vector] = defaultdict(lambda: np.full(len(OUTCOMES), 0.5))
    for one in seen:
        totals[kind_of(one.name)] += one.outcome
        totals["*"] += one.outcome

    def shares(kind: str) -> tuple[float, float]:
        _, accepted_wrong, doubtful_wrong, doubtful_right, accepted_right = totals[kind if kind in totals else "*"]
        right, wrong = accepted_right + doubtful_right, accepted_wrong + doubtful_wrong
        return accepted_right / right, accepted_wrong / wrong

    return shares


def _bare_fields(
    at: int, page: Page, known: Set[tuple[str, str]], sureness: Callable[[str], tuple[float, float]]
) -> Iterable[Seen]:
    """Fields that no form knows yet: read as well as the fast reader sees them, trusted as others of their kind."""
    for name, value in page["printed"].items():
        if (page["document_type"], name) in known or name in LISTS or "paddle_tiny" not in page["lines"]:
            continue
        seen = reader_outcome(page, "paddle_tiny", name, value)[0]
        sure, rash = sureness(kind_of(name))
        if seen == "missing":
            weights = [1.0, 0.0, 0.0, 0.0, 0.0]
        elif seen == "exact":
            weights = [0.0, 0.0, 0.0, 1.0 - sure, sure]
        else:
            weights = [0.0, rash, 1.0 - rash, 0.0, 0.0]
        yield Seen(at, page["document_type"], name, page["group"], np.array(weights))


def _field_rows(seen: Sequence[Seen]) -> tuple[dict[tuple[str, str], _Vector], list[Row]]:
    whole = sum((one.outcome for one in seen), np.full(len(OUTCOMES), 0.5))  # what was never seen is still possible
    whole = whole / whole.sum()
    kinds: dict[str, _Vector] = {kind_of(name): np.zeros(len(OUTCOMES)) for name in _ONE_OF_EACH_KIND}
    fields: dict[tuple[str, str], _Vector] = defaultdict(lambda: np.zeros(len(OUTCOMES)))
    for one in seen:
        kinds[kind_of(one.name)] += one.outcome
        fields[one.document_type, one.name] += one.outcome
    rows: list[Row] = []
    shares = {}
    pooled = {kind: _leaning(total, whole) for kind, total in sorted(kinds.items())}
    for kind, share in pooled.items():
        rows += [("field", f"*/{kind}", name, share[at], round(kinds[kind].sum())) for at, name in enumerate(OUTCOMES)]
    for (document_type, field), total in sorted(fields.items()):
        share = _leaning(total, pooled[kind_of(field)])
        shares[document_type, field] = share
        rows += [
            ("field", f"{document_type}/{field}", name, share[at], round(total.sum()))
            for at, name in enumerate(OUTCOMES)
        ]
    return shares, rows


def _leaning(total: _Vector, usual: _Vector) -> _Vector:
    """Shares of outcomes, leaning towards what is usual, and most of all where a value was accepted and wrong."""
    share: _Vector = (total + _LEAN * usual) / (total.sum() + _LEAN)
    at = OUTCOMES.index("accepted_wrong")
    rash = (total[at] + _RARE_LEAN * usual[at]) / (total.sum() + _RARE_LEAN)
    share = share * (1.0 - rash) / (1.0 - share[at])
    share[at] = rash
    return share


_ONE_OF_EACH_KIND = (
    "diagnosis", "past_history", "sex", "age", "patient_name", "issue_date", "total_amount_words", "total_amount",
    "record_number", "line_items", "laboratory_rows",
)  # fmt: skip


def _shot_rows(seen: Sequence[Seen], shares: Mapping[tuple[str, str], _Vector]) -> tuple[dict[str, _Vector], list[Row]]:
    factors, rows = {}, []
    mixture = _mixture()
    for group in GROUPS:
        here = [one for one in seen if one.group == group]
        found = sum((one.outcome for one in here), np.zeros(len(OUTCOMES)))
        expected = sum((shares[one.document_type, one.name] for one in here), np.zeros(len(OUTCOMES)))
        factors[group] = (found + _SHOT_LEAN) / (expected + _SHOT_LEAN)
        rows += [("shot", group, name, float(factors[group][at]), len(here)) for at, name in enumerate(BAD)]
        rows.append(("shot", group, "pages", mixture[group] / _SHOTS, _SHOTS))
    return factors, rows


def _mixture() -> Counter[str]:
    """Groups of many shots as every page draws them; the pages that were read are too few to say."""
    return Counter(shot_group(draw_shot(Dice(stream(0, "page", str(number)), block=64))) for number in range(_SHOTS))


def _page_rows(
    seen: Sequence[Seen], shares: Mapping[tuple[str, str], _Vector], factors: Mapping[str, _Vector]
) -> list[Row]:
    """How much pages of one group differ: a gamma frailty by the method of moments (Cameron and Trivedi 1986)."""
    sums: dict[int, _Vector] = defaultdict(lambda: np.zeros(3))
    for one in seen:
        bad = min(1.0, float((shares[one.document_type, one.name] * factors[one.group])[:-1].sum()))
        sums[one.page] += (one.outcome[:-1].sum(), bad, bad * (1.0 - bad))
    numbers = np.array([sums[page] for page in sorted(sums)])
    excess = float(((numbers[:, 0] - numbers[:, 1]) ** 2 - numbers[:, 2]).sum() / (numbers[:, 1] ** 2).sum())
    variance = max(excess, 0.01)
    parts = gamma.ppf((np.arange(PAGE_PARTS) + 0.5) / PAGE_PARTS, 1.0 / variance, scale=variance)
    parts /= parts.mean()
    return [("page", "*", f"{part}", float(parts[part]), len(numbers)) for part in range(PAGE_PARTS)]


def _type_rows(pages: Sequence[Page]) -> list[Row]:
    rows: list[Row] = []
    lost = [page for page in pages if page["read"]["document_type"] != page["document_type"]]
    usual = len(lost) / len(pages)
    for document_type, count in sorted(Counter(page["document_type"] for page in pages).items()):
        taken_for = Counter(page["read"]["document_type"] for page in lost if page["document_type"] == document_type)
        share = (taken_for.total() + _LEAN * usual) / (count + _LEAN)
        taken_for["other"] += 1
        rows += [
            ("type", document_type, other, share * times / taken_for.total(), count)
            for other, times in sorted(taken_for.items())
        ]
    printed = sum(len(page["printed"]) for page in lost)
    found = sum(name in page["read"]["fields"] for page in lost for name in page["printed"])
    return [*rows, ("type", "*", "found", (found + 1) / (printed + 2), printed)]


def _error_rows(pages: Sequence[Page]) -> list[Row]:
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    taken: Counter[tuple[str, str]] = Counter()
    for page in pages:
        for name, value in page["printed"].items():
            got = page["read"]["fields"].get(name)
            if name in LISTS or got is None or right_value(value, got["value"]):
                continue
            way, pairs = judge(value, got["value"])
            ways[kind_of(name)][way] += 1
            taken.update(pairs)
        for reader in page["lines"]:
            for name, value in page["printed"].items():
                if name not in LISTS:
                    taken.update(reader_outcome(page, reader, name, value)[1])
    whole = sum(ways.values(), Counter())
    rows: list[Row] = []
    for kind in sorted({kind_of(name) for name in _ONE_OF_EACH_KIND} - LISTS):
        total = ways[kind].total()
        for way in ERRORS:
            share = (ways[kind][way] + 4.0 * (whole[way] + 1) / (whole.total() + len(ERRORS))) / (total + 4.0)
            rows.append(("error", kind, way, share, total))
    common = sorted(taken.items(), key=lambda one: (-one[1], one[0]))[:_MOST_CONFUSIONS]
    of_one = Counter({one: 0 for (one, _), _ in common})
    for (one, _), count in common:
        of_one[one] += count
    return rows + [("confusion", one, other, count / of_one[one], count) for (one, other), count in sorted(common)]


def _sure_rows(pages: Sequence[Page]) -> list[Row]:
    """Confidence and readers together, as so many picks of equal weight."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for page in pages:
        for name, value in page["printed"].items():
            got = page["read"]["fields"].get(name)
            if got is not None and got["value"] is not None:
                right = "right" if right_value(value, got["value"]) else "wrong"
                sort = "sum" if kind_of(name) in SUM_KINDS else "text"
                text = f"{got['confidence']:.3g} {'+'.join(got['readers'])}"
                found[got["status"], right, sort].append(text)
    rows: list[Row] = []
    for status in ("accepted", "doubtful"):
        for right in ("right", "wrong"):
            for sort in ("text", "sum"):
                texts = sorted(
                    found[status, right, sort] or found[status, right, "text"] or found[status, "right", "text"]
                )
                picks = Counter(texts[int((at + 0.5) * len(texts) / _PICKS)] for at in range(_PICKS))
                count = len(found[status, right, sort])
                rows += [("sure", f"{status}/{right}/{sort}", text, n, count) for text, n in sorted(picks.items())]
    return rows


def _extra_rows(pages: Sequence[Page]) -> list[Row]:
    of_type = Counter(page["document_type"] for page in pages)
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for page in pages:
        for name, got in page["read"]["fields"].items():
            if name not in page["printed"] and name not in LISTS and got["value"] is not None:
                text = folded(got["value"])
                sources = [one for one, value in page["printed"].items() if folded(value) == text]
                if sources:
                    found[page["document_type"], name, sources[0]][got["status"]] += 1
    rows: list[Row] = []
    for (document_type, name, source), statuses in sorted(found.items()):
        if statuses.total() >= max(2, _LEAST_EXTRA * of_type[document_type]):
            rows += [
                ("extra", f"{document_type}/{name}/{source}", status, statuses[status] / (of_type[document_type] + 1),
                 of_type[document_type])
                for status in ("accepted", "doubtful")
            ]  # fmt: skip
    return rows


def _list_rows(pages: Sequence[Page]) -> list[Row]:
    """What is wrong, by printed row, in lists of items that are not exact; and how often a quantity is read."""
    faults: Counter[str] = Counter()
    for page in pages:
        printed, got = page["printed"].get("line_items"), page["read"]["fields"].get("line_items")
        if not printed or got is None or not got["value"]:
            continue
        if len(printed[0]) == 4:
            faults["quantities"] += len(got["value"])
            faults["with_quantity"] += sum(one["quantity"] is not None for one in got["value"])
        if not right_value(printed, got["value"]):
            faults["rows"] += len(printed)
            names = {folded(one["name"]): str(one["amount"]) for one in got["value"]}
            amounts = Counter(names.values())
            for row in printed:
                if folded(row[0]) in names:
                    faults["amount"] += names[folded(row[0])] != str(row[-1])
                else:
                    faults["name" if amounts[str(row[-1])] else "lost"] += 1
    count = faults["rows"]
    rows: list[Row] = [
        ("list", "*", one, (faults[one] + 0.5) / (count + 2), count) for one in ("lost", "name", "amount")
    ]
    quantities = faults["quantities"]
    return [*rows, ("list", "*", "quantity", (faults["with_quantity"] + 0.5) / (quantities + 1), quantities)]
