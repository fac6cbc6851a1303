"""Altered paper: a genuine paper of a harmless or older illness made to say what the plan pays for.

Who: a member alone, with a picture editor or a printer. What pays: the benefit of an illness that is not there, not
that grave, not that recent, or somebody else's. Signature: one thing changed, on as many papers as came to mind.
Pages: the altered ones are edited on their pixels, three in ten are printed anew; all others are genuine. Footprint: a
companion paper that was not altered says otherwise (TRACES). Without one only the pixels and the hospital know.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import falsify, hospital_papers
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.paper_values.stay import IN_SITU
from fraudpipe.simulation.paper_values.wording import when_of
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Paper

KIND = "altered_paper"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "diagnosis_contradicted": 0.62,
        "stage_contradicted": 0.55,
        "duration_contradicted": 0.55,
        "date_contradicted": 0.62,
        "name_contradicted": 0.35,
        "person_contradicted": 0.45,
    }
)
_WAYS = ("diagnosis", "duration", "date", "stage", "name")
_WAY_WEIGHTS = (40, 18, 20, 10, 12)
_DATES = (
    "admission_date", "discharge_date", "issue_date", "sampled_date", "reported_date", "examined_date",
    "operation_date",
)  # fmt: skip


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Alters the papers of a claim; its truth is a harmless illness, a longer history, another date or person."""
    del earlier
    claim = honest_claim(slot, scene, dice, plan_kind="fixed_benefit" if dice.chance(0.85) else None)
    alter_claim(begin(claim, scene, dice, KIND, TRACES))
    return claim


def alter_claim(deed: Deed) -> None:
    """Alters one thing on the papers of a claim."""
    way = deed.dice.weighted(_WAYS, _WAY_WEIGHTS)
    # Not every claim has what the first thought would change; every one has a diagnosis or a date.
    for attempt in (way, "diagnosis", "date"):
        _ALTER[attempt](deed)
        if any(paper.altered for paper in deed.claim.papers):
            return


def _spared(papers: list[Paper], trace: str, deed: Deed) -> Paper | None:
    """The companion that is forgotten; with a single paper there is none."""
    if len(papers) < 2 or not deed.leaves(trace):
        return None
    deed.left(trace)
    # What the platform asks for most is altered most surely.
    rest = [one for one in papers if one.document_type not in ("diagnosis_certificate", "pathology_report")]
    return deed.dice.pick(rest or papers)


def _change(papers: list[Paper], true_of: Callable[[Paper], dict[str, Any]], trace: str, deed: Deed) -> None:
    """Prints every paper as it truly was and alters all but a spared one."""
    spared = _spared(papers, trace, deed)
    for paper in papers:
        true = true_of(paper)
        claimed = {name: paper.values[name] for name in true}
        if paper is spared:
            paper.values |= true
        else:
            falsify(paper, claimed, deed.dice, true=true)


def _diagnosis(deed: Deed) -> None:
    illness = deed.claim.illness
    harmless = {
        "diagnosis": illness.benign[1], "pathology_diagnosis": illness.benign[1], "diagnosis_code": illness.benign[0],
        "imaging_diagnosis": illness.benign[1], "imaging_findings": illness.imaging_benign,
    }  # fmt: skip

    def true_of(paper: Paper) -> dict[str, Any]:
        return {name: value for name, value in harmless.items() if name in paper.values and value}

    _change([one for one in hospital_papers(deed.claim) if true_of(one)], true_of, "diagnosis_contradicted", deed)


def _stage(deed: Deed) -> None:
    papers = hospital_papers(deed.claim)
    stage = next((one.values["tumour_stage"] for one in papers if "tumour_stage" in one.values), "")
    if not stage:
        return

    def true_of(paper: Paper) -> dict[str, Any]:
        found = {}
        for name in ("diagnosis", "tumour_stage"):
            if stage in str(paper.values.get(name, "")):
                found[name] = paper.values[name].replace(stage, IN_SITU)
        return found

    _change([one for one in papers if true_of(one)], true_of, "stage_contradicted", deed)


def _duration(deed: Deed) -> None:
    """「3年」 becomes 「3月」, in the complaint and, by the careful, in the present illness too."""
    years = deed.dice.whole(2, 5)
    complaint = deed.claim.illness.complaint
    told = [one for one in deed.claim.papers if "chief_complaint" in one.values]
    careless = bool(told) and deed.leaves("duration_contradicted")
    for paper in told:
        history = str(paper.values["present_illness"])
        told_when = when_of(history)
        true = {
            "chief_complaint": f"{complaint}{years}年",
            "present_illness": history.replace(told_when, f"{years}年", 1),
        }
        claimed = {"chief_complaint": f"{complaint}{years}月"}
        if not careless:
            claimed["present_illness"] = history.replace(told_when, f"{years}月", 1)
        falsify(paper, claimed, deed.dice, true=true)
    if careless:
        deed.left("duration_contradicted")


def _date(deed: Deed) -> None:
    """The stay was another one: its dates are moved, on all papers but perhaps one."""
    moved = dt.timedelta(days=deed.dice.whole(20, 160))

    def true_of(paper: Paper) -> dict[str, Any]:
        return {
            name: (dt.date.fromisoformat(paper.values[name]) - moved).isoformat()
            for name in _DATES
            if name in paper.values
        }

    papers = [one for one in hospital_papers(deed.claim) if one.document_type != "health_check_report"]
    _change([one for one in papers if true_of(one)], true_of, "date_contradicted", deed)


def _name(deed: Deed) -> None:
    """Somebody else's papers: the name is changed, on all but perhaps one; age and sex often stay."""
    papers = [one for one in hospital_papers(deed.claim) if "patient_name" in one.values]
    other = person_name(deed.dice, deed.claim.member.sex)
    aged = deed.leaves("person_contradicted")
    years = deed.dice.whole(4, 15) * deed.dice.pick((-1, 1))
    for paper in papers:
        age = str(paper.values.get("age", ""))
        if aged and age.endswith("岁"):
            paper.values["age"] = f"{max(1, int(age.removesuffix('岁')) + years)}岁"
            deed.left("person_contradicted")
    _change(papers, lambda _paper: {"patient_name": other}, "name_contradicted", deed)


_ALTER: Mapping[str, Callable[[Deed], None]] = MappingProxyType(
    {"diagnosis": _diagnosis, "duration": _duration, "date": _date, "stage": _stage, "name": _name}
)
