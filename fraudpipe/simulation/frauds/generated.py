"""Generated papers: whole sets made by a machine. They appear only in the last months of history.

Who: buyers of a service that makes every paper of a stay from one prompt. What pays: any benefit. Signature: papers
that agree with one another better than life does. Pages: every hospital paper is made by a generator (layout 5, making
"fabricated", edit "regenerate"). Footprint (TRACES): within one claim the last digits of record, pathology, imaging
and laboratory numbers are the same run of digits; one service gives several members the same laboratory results and the
same wording; no doctor or ward is unknown, because the machine asked the hospital's page.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import MACHINES_LAYOUT, hospital_papers
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.laboratory import laboratory_rows
from fraudpipe.simulation.paper_values.wording import FULL_TEXTS, when_of
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "generated_papers"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "numbers_in_step": 0.7,
        "laboratory_repeated": 0.6,
        "wording_generated": 0.6,
        "machine_layout": 0.85,
    }
)
_SERVICES = 6
_NUMBERS = ("record_number", "pathology_number", "imaging_number", "laboratory_number")
_RUN = 4


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Has a machine make all hospital papers of a claim."""
    del earlier
    claim = honest_claim(slot, scene, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    own_layout = deed.leaves("machine_layout")
    for paper in hospital_papers(claim):
        paper.making, paper.edit = "fabricated", "regenerate"
        if own_layout:
            paper.template = MACHINES_LAYOUT
            deed.left("machine_layout")
    service = dice.whole(0, _SERVICES - 1)
    claim.links.append(f"service:{service}")
    if deed.leaves("numbers_in_step"):
        _step(deed)
    _speak(deed, service)
    return claim


def _step(deed: Deed) -> None:
    """All numbers of a set end in the same run of digits."""
    run = f"{deed.dice.whole(0, 10**_RUN - 1):0{_RUN}d}"
    stepped = 0
    for paper in hospital_papers(deed.claim):
        for name in _NUMBERS:
            if name in paper.values:
                paper.values[name] = paper.values[name][:-_RUN] + run
                stepped += 1
    if stepped:
        deed.left("numbers_in_step")


def _speak(deed: Deed, service: int) -> None:
    """The service's own words, and for every panel its own results."""
    alike, worded = deed.leaves("laboratory_repeated"), deed.leaves("wording_generated")
    for paper in hospital_papers(deed.claim):
        values: dict[str, Any] = paper.values
        if alike and "laboratory_rows" in values:
            results = _results(deed, service)
            values["laboratory_rows"] = [results.get(row[0], row) for row in values["laboratory_rows"]]
            deed.left("laboratory_repeated")
        if worded and "present_illness" in values:
            text = FULL_TEXTS[service % len(FULL_TEXTS)]
            values["present_illness"] = text.format(when=when_of(str(values["present_illness"])))
            deed.left("wording_generated")


def _results(deed: Deed, service: int) -> dict[str, tuple[str, str, str, str, str]]:
    """What this service gives for the panels of the illness, to whoever asks."""
    found = {}
    for panel in deed.claim.illness.panels or ("blood_count", "liver"):
        dice = Dice(stream(deed.scene.seed, "service", service, panel), block=64)
        found.update({row[0]: row for row in laboratory_rows(panel, True, dice)})
    return found
