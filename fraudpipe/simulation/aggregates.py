"""The world's aggregates beside the ones that are cited: what was measured, and whether it lies where it should.

The bounds around a cited figure are a judgement: about a tenth to a sixth of it, wider where the source is a guess.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE

REPORT = "public report"
COMPUTED = "computed from public reports"
ASSUMED = "assumed"

_FORMS = {
    "share": lambda value: f"{100 * value:.1f} %",
    "yuan": lambda value: f"¥{value:,.0f}",
    "days": lambda value: f"{value:.0f} days",
    "years": lambda value: f"{value:.1f} years",
    "number": lambda value: f"{value:.2f}",
    "pages": lambda value: f"{value:.0f} pages",
}
_GROUPS = {
    "C50": "breast", "C34": "lung", "C73": "thyroid", "I21": "acute myocardial infarction",
    "C18": "bowel", "C19": "bowel", "C20": "bowel",
}  # fmt: skip
"""First three characters of a code to the word of the reports, for those that reports name."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure that a world should show.

    Attributes:
        key: The column of the answers that measures it.
        topic: The heading it stands under.
        name: What it is.
        form: How it is written; a key of the forms above.
        text: The cited figure in words; "" when nobody cites one.
        source: Where it comes from.
        least: The least measured value that agrees; None without a bound.
        most: The same above.
        note: What a reader should know before judging.
    """

    key: str
    topic: str
    name: str
    form: str
    text: str = ""
    source: str = ""
    least: float | None = None
    most: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report; `verdict` is within, outside, or "no figure" where nothing is cited or measured."""

    topic: str
    name: str
    cited: str
    source: str
    measured: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A small table of the report: a heading, names of columns, and cells as text."""

    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


CITED = (
    Cited("members_age", "People", "mean age of members", "years", "34.4 years", REPORT, 32.9, 35.9),
    Cited("helped_age", "People", "mean age of helped members at the diagnosis", "years",
          note="A mean benefit of 134,000 yuan leaves no more than one helped member in five under 40, so the reported "
               "34.4 years are taken as those of all members."),
    Cited("women_share", "People", "women among claims", "share"),
    Cited("outside_share", "People", "homes in smaller cities and the countryside", "share", "60 %", REPORT, 0.55, 0.65,
          "Outside of the cores of provincial capitals and municipalities."),
    Cited("in_waiting_share", "Plan", "claims for an event inside the wait", "share"),
    Cited("spike", "Plan", "claims a day in days 90-119 of membership over those in 120-239", "number", "more than 1",
          REPORT, 1.05, 6.0, "Rings claimed just after the wait; honest people who feel unwell join, too."),
    Cited("benefit_yuan", "Plan", "mean benefit", "yuan", "about 134,000 yuan", COMPUTED, 118_000, 150_000),
    Cited("scale_share", "Plan", "fixed benefits that stand in the scale 300,000 / 100,000 / 50,000", "share", "all",
          REPORT, 1.0, 1.0),
    Cited("claim_delay_median", "Plan", "diagnosis to claim, median", "days", "45 days", ASSUMED, 38, 52),
    Cited("claim_delay_longest", "Plan", "diagnosis to claim, longest", "days", "180 days at most", REPORT, 0, 180),
    Cited("papers_mean", "Papers", "papers a claim, mean", "number"),
    Cited("pages_median", "Papers", "pages a claim, median", "pages", "18 pages", ASSUMED, 15, 21),
    Cited("pages_ninetieth", "Papers", "pages a claim, 90th percentile", "pages", "60 pages", ASSUMED, 50, 70),
    Cited("deliveries_mean", "Papers", "deliveries of papers a claim, mean", "number", "2.2", ASSUMED, 1.9, 2.5),
    Cited("complete_share", "Papers", "claims with every needed paper at first", "share", "under 30 %", REPORT,
          0.0, 0.3),
    Cited("fraud_share", "Prevalence (truth)", "fraud among claims", "share", "about 0.5 %", f"{COMPUTED}; {ASSUMED}",
          0.003, 0.007, "Presets demo and bench are enriched on purpose; hard and stress are not."),
    Cited("forged_share", "Prevalence (truth)", "forged material among claims", "share", "0.2 % of paid", COMPUTED,
          0.001, 0.003, "Altered, fabricated and generated papers."),
    Cited("forged_lost_yuan", "Prevalence (truth)", "at stake in a claim with forged material", "yuan",
          "about 175,000 yuan", COMPUTED, 145_000, 205_000, "Fixed benefits alone."),
    Cited("hidden_share", "Prevalence (truth)", "non-disclosure among claims", "share", "6 %", ASSUMED, 0.05, 0.07),
    Cited("confirmed_share", "Outcomes", "found: fraud", "share"),
    Cited("non_disclosure_share", "Outcomes", "found: non-disclosure", "share",
          note="Less than there is: most claims get a desk review only."),
    Cited("not_covered_share", "Outcomes", "not covered", "share", "5 %", ASSUMED, 0.04, 0.06),
    Cited("withdrawn_share", "Outcomes", "withdrawn", "share", "4 %", ASSUMED, 0.03, 0.05),
    Cited("outcome_delay_median", "Outcomes", "last paper to outcome, median", "days", "15 days",
          f"{REPORT}; {ASSUMED}", 12, 18,
          "Counted from complete papers. Claims of the last year of history are left out: their slow outcomes are "
          "still to come."),
    Cited("outcome_delay_ninetieth", "Outcomes", "last paper to outcome, 90th percentile", "days", "45 days",
          f"{REPORT}; {ASSUMED}", 38, 52),
    Cited("fraud_delay_median", "Outcomes", "the same for fraud, median", "days", "35 days", ASSUMED, 28, 42),
    Cited("fraud_delay_ninetieth", "Outcomes", "the same for fraud, 90th percentile", "days", "120 days", ASSUMED,
          96, 144),
    Cited("claim_to_outcome_median", "Outcomes", "claim to outcome, papers still to come included, median", "days"),
    Cited("rules_share", "Investigations", "claims that the rules pick for more than the desk", "share", "about 10 %",
          REPORT, 0.07, 0.12),
    Cited("rules_hits", "Investigations", "of these, proved false", "share", "about 10 %", REPORT, 0.06, 0.14),
    Cited("referral_hits", "Investigations", "of claims that a tip points at, proved false", "share", "20 to 30 %",
          REPORT, 0.18, 0.32),
    Cited("random_share", "Investigations", "claims drawn at random", "share", "2 %", ASSUMED, 0.015, 0.025),
    Cited("random_hits", "Investigations", "of these, proved false", "share"),
    Cited("cost_a_helped_yuan", "Investigations", "cost of all steps for each helped member", "yuan",
          "at least 4,290 yuan", COMPUTED, 4_290, None,
          "The report's figure is the whole fee: technology, offices and idle time stand beside the steps."),
)  # fmt: skip
"""Every figure of the report, in its order."""

TOP_ILLNESSES = (
    ("F", "women", ("breast", "lung", "thyroid")),
    ("M", "men", ("lung", "acute myocardial infarction", "bowel")),
)


def figures(answers: Mapping[str, pd.DataFrame]) -> list[Figure]:
    """Every cited figure with what was measured.

    Args:
        answers: Question to its answer; tables of one row measure, each column by its name.
    """
    measured: dict[str, float] = {}
    for frame in answers.values():
        if len(frame) == 1:
            measured |= {str(key): float(value) for key, value in frame.iloc[0].items() if _is_number(value)}
    illnesses = [_most_frequent(answers["illnesses"], *one) for one in TOP_ILLNESSES]
    return illnesses + [_figure(one, measured.get(one.key)) for one in CITED]


def _is_number(value: Any) -> bool:
    return not isinstance(value, str) and not pd.isna(value)


def _figure(cited: Cited, value: float | None) -> Figure:
    shown = "-" if value is None else _FORMS[cited.form](value)
    verdict = "no figure"
    if value is not None and cited.text:
        least = -math.inf if cited.least is None else cited.least
        most = math.inf if cited.most is None else cited.most
        verdict = "within" if least <= value <= most else "outside"
    return Figure(cited.topic, cited.name, cited.text or "-", cited.source or "-", shown, verdict, cited.note)


def _most_frequent(illnesses: pd.DataFrame, sex: str, people: str, named: Sequence[str]) -> Figure:
    """The three most frequent illnesses of fixed benefits; their order is not judged."""
    counts: Counter[str] = Counter()
    mine = illnesses[illnesses["sex"] == sex]
    for code, claims in zip(mine["illness_code"].astype(str), mine["claims"].astype(int), strict=True):
        counts[_GROUPS.get(code[:3], code)] += claims
    top = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:3]]
    verdict = ("within" if set(top) == set(named) else "outside") if top else "no figure"
    return Figure(
        "People",
        f"most frequent illnesses among {people}",
        ", ".join(named),
        REPORT,
        ", ".join(top) or "-",
        verdict,
        "",
    )


def listings(answers: Mapping[str, pd.DataFrame]) -> list[Listing]:
    """The small tables of the report."""
    return [
        _listing(
            "Stays and own costs by illness and hospital level",
            "Medians of the fifteen most frequent illnesses; costs are what the insurance fund left to the patient.",
            answers["stays"],
            {"illness_code": "illness", "claims": "claims", "days_second": "days, level 2",
             "days_third": "days, level 3", "own_second_yuan": "own cost, level 2",
             "own_third_yuan": "own cost, level 3"},
        ),
        _listing(
            "Who was looked into, how deeply, and what came of it",
            "The true share counts fraud and non-disclosure found or not; only the random arm shows it "
            "without bias.",
            answers["arms"],
            {"selection": "selected by", "depth": "depth", "claims": "claims", "proved_share": "proved false",
             "true_share": "false in truth"},
        ),
        _listing(
            "Steps of investigations", "Every case takes all steps up to its depth.", answers["steps"],
            {"step": "step", "times": "times", "cost_yuan": "cost", "found_share": "found something"},
        ),
        _listing(
            "Sharing with other members",
            "Share of claims whose value another claimant gives, too. Households, volunteers and recruiters share "
            "innocently.",
            answers["sharing"],
            {"kind": "what", "honest_share": "honest claims", "fraud_share": "fraud", "most_members": "most members"},
        ),
    ]  # fmt: skip


def _listing(title: str, says: str, frame: pd.DataFrame, columns: Mapping[str, str]) -> Listing:
    rows = tuple(tuple(_cell(name, row[name]) for name in columns) for row in frame.to_dict("records"))
    return Listing(title, says, tuple(columns.values()), rows)


def _cell(name: str, value: Any) -> str:
    if isinstance(value, str):
        illness = ILLNESS_BY_CODE.get(value)
        return f"{value} {illness.name}" if illness else value.replace("_", " ")
    if value is None or pd.isna(value):
        return "-"
    number = float(value)
    form = next((one for one in ("share", "yuan") if name.endswith(one)), "")
    return _FORMS[form](number) if form else f"{number:,.0f}"
