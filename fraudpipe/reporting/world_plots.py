"""The plots of a world's report, as SVG: what a table of figures does not show."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

_INK, _SOFT, _MARK = "#33518a", "#9db2d4", "#b4232c"
_KINDS = (
    "#33518a", "#b4232c", "#d99a1c", "#2f7d5b", "#7a5195", "#5aa9d6", "#8a5a00", "#c76a9b", "#5b6877", "#93b53c",
    "#1c2733", "#e3b7a0", "#3f3f9f", "#6bbf9f", "#b0892f", "#9c9c9c", "#e06666", "#4f8a8b",
)  # fmt: skip
_SIZE = (6.4, 3.1)
_WAITING_DAYS, _CLAIM_LIMIT_DAYS = 90, 180
_MEDIAN_PAGES, _MEDIAN_WAIT = 18, 45


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with its heading and one sentence that says how to read it."""

    title: str
    says: str
    svg: bytes


Answers = Mapping[str, pd.DataFrame]


def world_plots(answers: Answers) -> list[Plot]:
    """Every plot for which there are figures.

    Args:
        answers: The tables months, ages, illnesses, waits, tenures, pages, rings, quarters and contributions.
    """
    drawn = []
    for name, title, says, draw in _PLOTS:
        if len(answers[name]):
            drawn.append(Plot(title, says, _svg(title, answers[name], draw)))
    return drawn


def _svg(title: str, frame: pd.DataFrame, draw: Callable[[Axes, pd.DataFrame], None]) -> bytes:
    # Text stays text, and names inside the picture hang on its title, so that equal figures give equal bytes.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.size": 9}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes, frame)
        written = io.BytesIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return written.getvalue()


def _months(axes: Axes, frame: pd.DataFrame) -> None:
    axes.bar(frame["month"], frame["claims"], color=_INK)
    axes.set_ylabel("claims")
    _few_labels(axes, list(frame["month"]))


def _ages(axes: Axes, frame: pd.DataFrame) -> None:
    for sex, word, colour, shift in (("F", "women", _MARK, -1.0), ("M", "men", _INK, 1.0)):
        mine = frame[frame["sex"] == sex]
        axes.bar(mine["age"] + 2.5 + shift, mine["claims"], width=2.0, color=colour, label=word)
    axes.set_xlabel("age at the diagnosis")
    axes.set_ylabel("claims")
    axes.legend(frameon=False)


def _benefits(axes: Axes, frame: pd.DataFrame) -> None:
    paid = frame.dropna(subset=["benefit_yuan"])
    worth = (paid["benefit_yuan"] * paid["claims"]).groupby(paid["age"]).sum()
    mean = worth / paid["claims"].groupby(paid["age"]).sum() / 1_000
    axes.plot(mean.index + 2.5, mean, marker="o", markersize=3, color=_INK)
    axes.axvline(40, color=_MARK, linestyle="--", linewidth=1)
    axes.set_ylim(0, 320)
    axes.set_xlabel("age at the diagnosis")
    axes.set_ylabel("mean benefit, 1,000 yuan")


def _illnesses(axes: Axes, frame: pd.DataFrame) -> None:
    for place, (sex, word, colour) in enumerate((("F", "women", _MARK), ("M", "men", _INK))):
        mine = frame[frame["sex"] == sex].head(8)
        share = mine["claims"] / max(1, int(frame.loc[frame["sex"] == sex, "claims"].sum())) * 100
        rows = np.arange(len(mine)) + place * 9.5
        axes.barh(rows, share, color=colour, label=word)
        for row, code, long in zip(rows, mine["illness_code"], share, strict=True):
            axes.annotate(code, (long, row), (3, 0), textcoords="offset points", va="center", fontsize=7)
    axes.invert_yaxis()
    axes.set_yticks([])
    axes.set_xlabel("% of fixed-benefit claims of that sex")
    axes.legend(frameon=False, loc="lower right")


def _waits(axes: Axes, frame: pd.DataFrame) -> None:
    for plan, word, colour in (("reimbursement", "costs paid back", _SOFT), ("fixed_benefit", "fixed benefit", _INK)):
        mine = frame[frame["plan_kind"] == plan]
        axes.plot(mine["days"], mine["claims"] / max(1, int(mine["claims"].sum())) * 100, color=colour, label=word)
    axes.axvline(_MEDIAN_WAIT, color=_MARK, linestyle=":", linewidth=1)
    axes.axvline(_CLAIM_LIMIT_DAYS, color=_MARK, linestyle="--", linewidth=1)
    axes.set_xlabel("days from diagnosis or discharge to claim")
    axes.set_ylabel("% of claims")
    axes.legend(frameon=False)


def _tenures(axes: Axes, frame: pd.DataFrame) -> None:
    for false, word, colour in ((False, "others", _SOFT), (True, "fraud", _MARK)):
        mine = frame[frame["is_fraud"] == false]
        share = mine["claims"] / max(1, int(mine["claims"].sum())) * 100
        axes.step(mine["days"], share, where="post", color=colour, label=word)
    axes.axvline(_WAITING_DAYS, color="#1c2733", linestyle="--", linewidth=1)
    axes.set_xlabel("days of membership at the event, up to 720")
    axes.set_ylabel("% of claims")
    axes.legend(frameon=False)


def _pages(axes: Axes, frame: pd.DataFrame) -> None:
    axes.bar(frame["pages"], frame["claims"], width=1.0, color=_INK)
    axes.axvline(_MEDIAN_PAGES, color=_MARK, linestyle=":", linewidth=1)
    axes.set_xlabel("pages a claim (120 and more in the last bar)")
    axes.set_ylabel("claims")


def _rings(axes: Axes, frame: pd.DataFrame) -> None:
    reversed_counts = frame["rings"][::-1].cumsum()[::-1]
    axes.loglog(frame["size"], reversed_counts, marker="o", markersize=4, linestyle="", color=_INK)
    axes.set_xlabel("claims of a ring")
    axes.set_ylabel("rings at least so large")


def _kinds(axes: Axes, frame: pd.DataFrame) -> None:
    whole = frame.groupby("quarter")["claims"].sum()
    frauds = frame[~frame["kind"].isin(["", "non_disclosure"])]
    table = frauds.pivot_table(index="quarter", columns="kind", values="claims", aggfunc="sum", fill_value=0)
    table = table.reindex(whole.index, fill_value=0)
    below = np.zeros(len(table))
    for place, kind in enumerate(sorted(table.columns)):
        share = (table[kind] / whole * 100).to_numpy()
        colour = _KINDS[place % len(_KINDS)]
        axes.bar(list(table.index), share, bottom=below, color=colour, label=kind.replace("_", " "))
        below += share
    axes.set_ylabel("% of claims")
    _few_labels(axes, list(table.index))
    if len(table.columns):
        axes.legend(frameon=False, fontsize=6.5, loc="center left", bbox_to_anchor=(1.0, 0.5))


def _traces(axes: Axes, frame: pd.DataFrame) -> None:
    frauds = frame.dropna(subset=["traces"])
    left = (frauds["traces"] * frauds["claims"]).groupby(frauds["quarter"]).sum()
    mean = left / frauds["claims"].groupby(frauds["quarter"]).sum()
    axes.plot(list(mean.index), mean, marker="o", markersize=3, color=_MARK)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("traces a fraud leaves, mean")
    _few_labels(axes, list(mean.index))


def _contributions(axes: Axes, frame: pd.DataFrame) -> None:
    axes.bar(frame["month"], frame["share_yuan"], color=_INK)
    axes.set_ylabel("yuan a member and month")
    _few_labels(axes, list(frame["month"]))


def _few_labels(axes: Axes, names: list[str]) -> None:
    """At most a dozen names below an axis of many."""
    step = max(1, -(-len(names) // 12))
    axes.set_xticks(range(0, len(names), step), names[::step], rotation=45, ha="right", fontsize=7)


_PLOTS: tuple[tuple[str, str, str, Callable[[Axes, pd.DataFrame], None]], ...] = (
    ("months", "Claims by month", "Growth, campaigns, and fewer claims at first.", _months),
    ("ages", "Age at the diagnosis", "All claims, in bands of five years.", _ages),
    ("ages", "Benefit by age", "The scale falls from 300,000 to 100,000 yuan at forty (dashed).", _benefits),
    ("illnesses", "Illnesses by sex", "The eight most frequent codes (ICD-10) of fixed benefits.", _illnesses),
    ("waits", "From diagnosis to claim", "Dotted: the cited median of 45 days. Dashed: the limit of 180.", _waits),
    (
        "tenures",
        "Membership at the event",
        "Dashed: the end of the wait. The spike behind it is honest in part.",
        _tenures,
    ),
    ("pages", "Pages a claim", "Dotted: the cited median of 18.", _pages),
    ("rings", "Sizes of rings", "A heavy tail falls along a straight line.", _rings),
    ("quarters", "Kinds of fraud by quarter", "From the truth: what drifts, and what appears late.", _kinds),
    ("quarters", "Traces by quarter", "From the truth: frauds that adapt leave fewer traces.", _traces),
    ("contributions", "What every member pays", "Aid and the 8 % fee, shared by all members.", _contributions),
)
"""(answer, title, how to read it, how to draw it)"""
