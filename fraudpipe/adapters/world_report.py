"""Writes the report of a world beside it: its aggregates, and whether they are those that are cited."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fraudpipe.adapters.world_questions import answers
from fraudpipe.reporting.world_page import world_page
from fraudpipe.reporting.world_plots import world_plots
from fraudpipe.simulation.aggregates import figures, listings


@dataclass(frozen=True, slots=True)
class Reported:
    """Where the report lies, and how many of its figures are within, outside, or without a citation."""

    path: Path
    within: int
    outside: int


def write_report(out: Path) -> Reported:
    """Writes `report.html` into the folder of a finished world; it holds aggregates alone.

    Raises:
        NotFoundError: `out` holds no finished world.
    """
    found = answers(out)
    lines = figures(found)
    people = found["people"].iloc[0]
    manifest = json.loads((out / "history" / "manifest.json").read_text("utf-8"))
    about = {
        "claims of history": f"{int(people['claims']):,}",
        "claimants": f"{int(people['claimants']):,}",
        "as of": str(manifest["as_of"])[:10],
    }
    page = world_page(about, lines, world_plots(found), listings(found))
    path = out / "report.html"
    partial = path.with_name(".report.html.partial")
    partial.write_text(page, "utf-8")
    partial.replace(path)
    verdicts = Counter(one.verdict for one in lines)
    return Reported(path, verdicts["within"], verdicts["outside"])
