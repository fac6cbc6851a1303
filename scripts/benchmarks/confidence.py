"""How true confidence is: calibration, share accepted, accepted values that are wrong; `--fit` fits it again.

scripts/bench confidence [--pages 280 --check-pages 105]    figures of the weights that ship, by set and condition
scripts/bench confidence --fit                              fits fraudpipe/documents/tables/confidence.csv first

It fits on pages of layouts 0 to 2 in every condition, with figures from five folds of whole papers, and checks on pages
of layout 3 and, where FRAUDPIPE_BENCH_DATA is set, on the real papers; neither is fitted on. A page costs one to three
seconds of CPU the first time: `--lines FILE` keeps what the readers saw. `--evidence FOLDER` keeps what the rules made
of it, for fits tried one after another; delete it when the rules have changed. `--plots FOLDER` is for reliability.svg.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from field_cases import KNOWN_LAYOUTS, Case, kept_readers, real_cases, simulated_cases
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from simulated_pages import HELD_OUT

from fraudpipe.documents.trust.judging import Judge, shipped_judge, shipped_weights
from fraudpipe.documents.trust.logistic import fit_logistic

TABLE = Path(__file__).parents[2] / "fraudpipe" / "documents" / "tables" / "confidence.csv"
Numbers = npt.NDArray[np.float64]

_FOLDS = 5
_LEAST_COUNT = 8
_STRENGTH = {
    "one": 0.02, "kind": 0.5, "type": 3.0, "field": 2.0, "seen": 0.5, "confirmed": 0.5, "contradicted": 0.5,
    "alone": 0.5, "alone_lack_root": 0.5, "length": 1.0,
}  # fmt: skip
"""How strongly a weight leans towards what is believed of it, by the beginning of its name: an inverse variance."""
_USUAL_STRENGTH = 0.15
_BELIEVED = {
    "one": 3.0, "lack_root": -3.0, "distrust": -3.0, "page_lack_root": -2.0, "confirmed": 2.0, "contradicted": -2.0,
    "fast_differs": -0.5, "careful_differs": -1.0, "second_differs": -1.0, "independent_agree": 1.0, "made_up": -1.0,
    "alone": -1.0, "confirmed:rows": -1.5, "check_holds": 2.0, "check_fails": -3.0, "odd_date": -2.0,
    "odd_name": -1.0, "odd_amount": -1.0, "odd_text": -1.0, "little_trust:date": -5.0, "little_trust:person": -5.0,
}  # fmt: skip
"""What is believed of a weight before anything is seen; 0 of the others. Counts are few where readers are good."""
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 1.0)


def fitted(cases: Sequence[Case]) -> dict[str, tuple[float, int]]:
    """Term to weight and number of cases."""
    counts = Counter(term for case in cases for term in case.terms)
    terms = sorted({term for term, count in counts.items() if count >= _LEAST_COUNT} | set(_BELIEVED))
    place = {term: at for at, term in enumerate(terms)}
    design = np.zeros((len(cases), len(terms)))
    for at, case in enumerate(cases):
        for term, number in case.terms.items():
            if term in place:
                design[at, place[term]] = number
    label = np.array([float(case.right) for case in cases])
    strength = np.array([_STRENGTH.get(term.partition(":")[0], _USUAL_STRENGTH) for term in terms])
    believed = np.array([_BELIEVED.get(term, 0.0) for term in terms])
    weights = fit_logistic(design, label, np.ones(len(cases)), believed, strength)
    return {term: (round(float(weights[place[term]]), 4), counts[term]) for term in terms}


def across_folds(cases: Sequence[Case]) -> Numbers:
    """The confidence of each case by weights that its paper had no part in."""
    order = {paper: at for at, paper in enumerate(dict.fromkeys(case.paper for case in cases))}
    sure = np.zeros(len(cases))
    for fold in range(_FOLDS):
        inside = [at for at, case in enumerate(cases) if order[case.paper] % _FOLDS == fold]
        others = [case for case in cases if order[case.paper] % _FOLDS != fold]
        judge = Judge({term: weight for term, (weight, _) in fitted(others).items()})
        sure[inside] = judged([cases[at] for at in inside], judge)
    return sure


def judged(cases: Sequence[Case], judge: Judge) -> Numbers:
    """The confidence of each case."""
    return np.array([judge(case.evidence).confidence for case in cases])


def table_text(weights: dict[str, tuple[float, int]], cases: int, pages: int, command: str, versions: list[str]) -> str:
    """The file: how it was fitted, and a term a line."""
    head = [
        "# Weights of the terms of a field's evidence, in log-odds that its value is exactly right.",
        f"# Fitted on {cases} fields of {pages} simulated pages, layouts 0 to 2; `count` says how many had the term.",
        f"# Command: {command}",
        f"# Readers: {' '.join(versions)}",
        "term,weight,count",
    ]
    return "\n".join([*head, *(f"{term},{weight:g},{count}" for term, (weight, count) in weights.items())]) + "\n"


def calibration_error(sure: Numbers, right: Numbers) -> float:
    """Expected calibration error over ten bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    total = sum(abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).sum() for one in set(bins))
    return float(total / max(len(sure), 1))


def show(title: str, cases: Sequence[Case], sure: Numbers, judge: Judge, *, by_condition: bool = True) -> None:
    """Prints the figures of one set."""
    right = np.array([float(case.right) for case in cases])
    line = judge.costs.accepted_from
    bounded = np.clip(sure, 1e-3, 1 - 1e-3)
    loss = float(-np.mean(right * np.log(bounded) + (1 - right) * np.log(1 - bounded)))
    print(
        f"\n{title}: {len(cases)} fields of {len({case.page for case in cases})} papers, {right.mean():.2%} right; "
        f"ECE {calibration_error(sure, right):.4f}, log loss {loss:.4f}"
    )
    groups: dict[str, list[int]] = {"all": list(range(len(cases)))}
    if by_condition:
        for at, case in enumerate(cases):
            groups.setdefault(case.condition, []).append(at)
    for name, inside in groups.items():
        taken = sure[inside] >= line
        wrong = int((taken & (right[inside] == 0)).sum())
        caught = int((~taken & (right[inside] == 0)).sum())
        print(
            f"    {name:10} {len(inside):5} fields, accepted {taken.mean():6.1%}, wrong among the accepted "
            f"{wrong:3} = {wrong / max(int(taken.sum()), 1):.2%} ({wrong / len(inside):.2%} of all), "
            f"doubted and wrong {caught}"
        )


def reliability(sets: dict[str, tuple[Numbers, Numbers]]) -> list[tuple[str, list[tuple[float, float, int]]]]:
    """For each set, of each bin: mean confidence, share right, number."""
    rows = []
    for name, (sure, right) in sets.items():
        at = np.clip(np.searchsorted(_BINS, sure, side="right") - 1, 0, len(_BINS) - 2)
        points = [
            (float(sure[at == one].mean()), float(right[at == one].mean()), int((at == one).sum()))
            for one in sorted(set(at.tolist()))
        ]
        rows.append((name, points))
    return rows


def plot(sets: dict[str, tuple[Numbers, Numbers]], folder: Path) -> Path:
    """Confidence against the share right, on log-odds so that the upper end can be seen."""
    figure = Figure(figsize=(6.4, 5.2), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    ticks = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999]
    axes.plot([_logit(0.005), _logit(0.9995)], [_logit(0.005), _logit(0.9995)], color="#9c9c9c", linewidth=1)
    for name, points in reliability(sets):
        axes.plot(
            [_logit(x) for x, _, _ in points],
            [_logit((y * n + 0.5) / (n + 1)) for _, y, n in points],
            marker="o", markersize=4, label=name,
        )  # fmt: skip
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([_logit(one) for one in ticks], [f"{one:g}" for one in ticks])
    axes.set_xlabel("confidence")
    axes.set_ylabel("share exactly right")
    axes.legend()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "reliability.svg"
    figure.savefig(path, format="svg")
    return path


def _logit(share: float) -> float:
    inside = min(max(share, 1e-4), 1 - 1e-4)
    return float(np.log(inside / (1 - inside)))


def speed(cases: Sequence[Case], judge: Judge) -> float:
    """Microseconds a field."""
    evidences = [case.evidence for case in cases]
    began = time.process_time()
    for one in evidences:
        judge(one)
    return 1e6 * (time.process_time() - began) / max(len(evidences), 1)


def _say(title: str, cases: Iterable[Case]) -> list[Case]:
    began = time.process_time()
    found = list(cases)
    pages = len({case.page for case in found})
    print(f"{title}: {pages} papers, {time.process_time() - began:.0f} s of CPU besides child processes", flush=True)
    return found


def main() -> int:
    """Fits or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--pages", type=int, default=280)
    parser.add_argument("--check-pages", type=int, default=105)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--lines", type=Path, default=Path("build/confidence/lines.sqlite"))
    parser.add_argument("--evidence", type=Path)
    parser.add_argument("--plots", type=Path, default=Path("build/confidence"))
    asked = parser.parse_args()
    os.nice(10)
    for folder in (asked.lines.parent, asked.evidence):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    readers = kept_readers(asked.lines)
    keep = [asked.evidence / f"{name}.jsonl" if asked.evidence else None for name in ("fit", "check")]
    cases = _say("layouts 0 to 2", simulated_cases(asked.pages, asked.seed, KNOWN_LAYOUTS, readers, keep[0]))
    sets: dict[str, tuple[Numbers, Numbers]] = {}
    if asked.fit:
        weights = fitted(cases)
        command = f"scripts/bench confidence --fit --pages {asked.pages} --seed {asked.seed}"
        who = [readers.fast, readers.careful, readers.second, readers.searching]
        versions = [reader.version() for reader in who if reader is not None]
        pages = len({case.page for case in cases})
        TABLE.write_text(table_text(weights, len(cases), pages, command, versions), "utf-8")
        print(f"{len(weights)} weights: {TABLE}")
        folds = across_folds(cases)
        sets["layouts 0 to 2, other folds"] = (folds, _right(cases))
        show(
            "layouts 0 to 2, by weights of other folds", cases, sets["layouts 0 to 2, other folds"][0], shipped_judge()
        )
    shipped_weights.cache_clear()
    judge = shipped_judge()
    print(f"\naccepted from {judge.costs.accepted_from}; {speed(cases, judge):.1f} us a field")
    if not asked.fit:
        show("layouts 0 to 2 (fitted on such pages)", cases, judged(cases, judge), judge)
    held_out = _say("layout 3", simulated_cases(asked.check_pages, asked.seed + 1, HELD_OUT, readers, keep[1]))
    sets["layout 3"] = (judged(held_out, judge), _right(held_out))
    show("layout 3, held out", held_out, sets["layout 3"][0], judge)
    folder = Path(os.environ.get("FRAUDPIPE_BENCH_DATA", "")) / "documents" / "hospital_zh"
    if os.environ.get("FRAUDPIPE_BENCH_DATA") and folder.is_dir():
        real = _say("real papers", real_cases(folder, readers))
        sets["real papers"] = (judged(real, judge), _right(real))
        show("real papers", real, sets["real papers"][0], judge, by_condition=False)
    print(f"\n{plot(sets, asked.plots)}")
    return 0


def _right(cases: Sequence[Case]) -> Numbers:
    return np.array([float(case.right) for case in cases])


if __name__ == "__main__":
    sys.exit(main())
