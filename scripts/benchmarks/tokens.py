"""A learned finder of fields beside the rules, on layouts that it was not fitted on.

scripts/bench tokens [--pages 360] [--seed 11] [--condition clean photo messenger] [--pieces FILE] [--keep FILE]
scripts/bench tokens --held-out     fits on layouts 0 1 2 and measures on the one that is held out; only at the end

Every page is read once by the fast reader. From the same lines the forms' rules and a classifier of pieces of text
(scripts/benchmarks/token_fields) take the scalar fields; both know the document type, and both parse what they found in
the same way. `both` takes the rules' value and asks the classifier only where the rules found nothing.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from paper_scores.exactness import exact
from simulated_pages import HELD_OUT
from token_fields.finders import ByRules, Finder, Learned
from token_fields.observed import Observed, observed

from fraudpipe.simulation.pages.conditions import CONDITIONS
from fraudpipe.simulation.reading.misreading import LISTS

_LAYOUTS = (0, 1, 2)


def compare(fitted_on: list[Observed], measured_on: list[Observed], floor: float, seed: int) -> dict[str, Counter[str]]:
    """Finder to its counts of right, wrong and absent scalars; also by type, and what the classifier would add."""
    finders: dict[str, Finder] = {"rules": ByRules()}
    for kind in ("logistic", "boosted"):
        finders[kind] = Learned(fitted_on, kind, floor, seed)
    counts: dict[str, Counter[str]] = {}
    for page in measured_on:
        found = {name: finder.fields(page) for name, finder in finders.items()}
        for kind in ("logistic", "boosted"):
            found[f"both ({kind})"] = found[kind] | found["rules"]
            added = {name: value for name, value in found[kind].items() if name not in found["rules"]}
            _count(counts, f"added ({kind})", page, added, absent=False)
            _count_agreement(counts, kind, page, found["rules"], found[kind])
        for name, values in found.items():
            _count(counts, name, page, values, absent=True)
    return counts


def _count_agreement(
    counts: dict[str, Counter[str]], kind: str, page: Observed, ruled: dict[str, object], learned: dict[str, object]
) -> None:
    """Whether the classifier's word tells right values of the rules from wrong ones."""
    for field in ruled.keys() & page.printed.keys() - LISTS:
        said = "silent" if field not in learned else "same" if exact(ruled[field], learned[field]) else "other"
        outcome = "right" if exact(page.printed[field], ruled[field]) else "wrong"
        counts.setdefault("rules", Counter())[f"{said} ({kind})|{outcome}"] += 1


def _count(
    counts: dict[str, Counter[str]], name: str, page: Observed, values: dict[str, object], *, absent: bool
) -> None:
    for field, printed in page.printed.items():
        if field in LISTS:
            continue
        if field in values:
            outcome = "right" if exact(printed, values[field]) else "wrong"
        elif absent:
            outcome = "absent"
        else:
            continue
        for group in ("all", f"type {page.document_type}", f"{page.document_type}/{field}"):
            counts.setdefault(name, Counter())[f"{group}|{outcome}"] += 1
    unprinted = sum(field not in page.printed for field in values)
    counts.setdefault(name, Counter())["all|unprinted"] += unprinted


def show(title: str, counts: dict[str, Counter[str]]) -> None:
    """Prints the shares of each finder, and where the classifier is better than the rules by type."""
    print(f"\n{title}")
    print(f"{'finder':18} {'scalars':>8} {'exact':>7} {'wrong':>7} {'absent':>7} {'unprinted':>9}")
    for name, count in counts.items():
        right, wrong, absent = (count[f"all|{one}"] for one in ("right", "wrong", "absent"))
        total = max(1, right + wrong + absent)
        shares = f"{right / total:7.1%} {wrong / total:7.1%} {absent / total:7.1%}"
        print(f"{name:18} {right + wrong + absent:8} {shares} {count['all|unprinted']:9}")
    for kind in ("logistic", "boosted"):
        words = ((said, f"{said} ({kind})") for said in ("same", "other", "silent"))
        told = ", ".join(f"{said} {_right(counts['rules'], group)}" for said, group in words)
        print(f"the rules' values that are right where {kind} says the same, another or nothing: {told}")
    names = sorted({key.split("|")[0] for key in counts["rules"] if key.startswith("type ")})
    columns = [name for name in counts if not name.startswith("added")]
    print(f"{'exact by type':30} " + " ".join(f"{name:>16}" for name in columns))
    for group in names:
        cells = [f"{_share(counts[name], group):16.1%}" for name in columns]
        print(f"{group:30} " + " ".join(cells))


def _right(count: Counter[str], group: str) -> str:
    right, wrong = count[f"{group}|right"], count[f"{group}|wrong"]
    return f"{right}/{right + wrong}"


def _share(count: Counter[str], group: str) -> float:
    total = sum(count[f"{group}|{one}"] for one in ("right", "wrong", "absent"))
    return count[f"{group}|right"] / max(1, total)


def main() -> int:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=360)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--condition", nargs="+", choices=CONDITIONS, default=["clean", "photo", "messenger"])
    parser.add_argument("--floor", type=float, default=0.5, help="least probability of a piece that is taken")
    parser.add_argument("--pieces", type=Path, default=Path("workspace/token_pages.jsonl"))
    parser.add_argument("--keep", type=Path, default=Path("workspace/lines.sqlite"))
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--fields", action="store_true", help="list every field on which the finders differ")
    asked = parser.parse_args()
    asked.pieces.parent.mkdir(parents=True, exist_ok=True)
    pages = list(observed(asked.pages, asked.seed, _LAYOUTS, asked.condition, asked.pieces, asked.keep))
    print(f"{len(pages)} pages, {np.mean([len(page.lines) for page in pages]):.0f} lines a page")
    if asked.held_out:
        last = list(observed(asked.pages // 3, asked.seed, HELD_OUT, asked.condition, asked.pieces, asked.keep))
        show(f"fitted on {_LAYOUTS}, measured on {HELD_OUT}", compare(pages, last, asked.floor, asked.seed))
        return 0
    whole: dict[str, Counter[str]] = {}
    for layout in _LAYOUTS:
        kept = [page for page in pages if page.layout != layout]
        left = [page for page in pages if page.layout == layout]
        for name, count in compare(kept, left, asked.floor, asked.seed).items():
            whole.setdefault(name, Counter()).update(count)
    show("each of the layouts 0, 1, 2 measured by what was fitted on the two others", whole)
    if asked.fields:
        _show_fields(whole)
    return 0


def _show_fields(counts: dict[str, Counter[str]]) -> None:
    groups = sorted({key.split("|")[0] for key in counts["rules"] if "/" in key})
    for group in groups:
        shares = {name: _share(counts[name], group) for name in ("rules", "logistic", "boosted")}
        if shares["rules"] < max(shares.values()):
            print(f"{group:50} " + " ".join(f"{name} {share:6.1%}" for name, share in shares.items()))


if __name__ == "__main__":
    sys.exit(main())
