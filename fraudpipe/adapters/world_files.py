"""Writes a simulated world to disk: deliveries in the intake contract, page images, and the truth apart."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fraudpipe.adapters.page_files import PageBytes, render_orders
from fraudpipe.adapters.world_merge import Merger
from fraudpipe.adapters.world_parts import NightPaper, Progress, processes_or_all, settle, write_parts
from fraudpipe.errors import UserError
from fraudpipe.records.moments import at, day_of
from fraudpipe.simulation.block_tables import place_frames, token_hash
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.world import World, make_world

_PARTS = ".parts"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the summary."""

    history_rows: Mapping[str, int]
    nights: Sequence[str]
    night_claims: int
    pages: int
    fraud_claims: int


def write_world(
    parameters: WorldParameters, seed: int, out: Path, progress: Progress, *, processes: int = 0
) -> Written:
    """Writes a world below `out`: history/, nights/<date>/, registry/, truth/.

    It is made in `<out>.unfinished` and renamed when it is complete; what a killed run left there is cleared away.

    Args:
        parameters: The numbers of the world.
        seed: Same seed, same bytes.
        out: An empty or new folder.
        progress: Hears how far it is.
        processes: Processes that make and render; 0 takes one for each core.

    Raises:
        UserError: `out` is not empty.
        DependencyError: Pages are wanted and no font is installed.
    """
    refuse_occupied(out)
    made = out.with_name(out.name + ".unfinished")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    written = _write(make_world(parameters, seed), made, processes_or_all(processes), progress)
    shutil.rmtree(made / _PARTS)
    if out.exists():
        out.rmdir()
    made.rename(out)
    return written


def refuse_occupied(out: Path) -> None:
    """Refuses a folder that already holds something.

    Raises:
        UserError: It does.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        msg = f"{out} is not an empty folder; name a new one, or remove it first"
        raise UserError(msg)


def _write(world: World, out: Path, processes: int, progress: Progress) -> Written:
    parts = out / _PARTS
    printable = write_parts(world.parameters, world.scene.seed, parts, processes, progress)
    casebook = settle(parts, world.parameters, world.scene.seed)
    papers = _to_print(printable, world.parameters.pages)
    progress.start("pages", len(papers))
    pictures = render_orders([one.order for one in papers], world.scene.seed, processes)
    files = {
        one.document_id: f"{one.document_id}.{pictures[one.order.token].extension}" for one in papers
    }  # fmt: skip
    digests = {
        token_hash(world.scene.seed, token): hashlib.sha256(picture.content).hexdigest()
        for token, picture in pictures.items()
    }
    merger = Merger(parts, files, digests)
    history = out / "history"
    rows = {name: len(one) for name, one in place_frames(world.scene).items()}
    _manifest(history, "history", "history", world.history_as_of)
    for name, one in place_frames(world.scene).items():
        one.to_parquet(history / f"{name}.parquet", index=False)
    rows |= merger.history(history, world.history_as_of)
    names = []
    claims = 0
    begins = (world.history_as_of, *world.nights)
    for first, last in zip(begins, world.nights, strict=False):
        names.append(day_of(last).isoformat())
        folder = out / "nights" / names[-1]
        _manifest(folder, f"night-{names[-1]}", "night", last)
        tables = merger.night(first, last)
        for name, one in tables.items():
            _csv(one).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
        claims += len(tables["claims"])
        (folder / "documents").mkdir()
    for paper in papers:
        folder = out / "nights" / names[paper.night] / "documents"
        (folder / files[paper.document_id]).write_bytes(pictures[paper.order.token].content)
    merger.registry(out / "registry")
    (out / "truth").mkdir()
    casebook.to_parquet(out / "truth" / "investigations.parquet", index=False)
    frauds = merger.truth(out / "truth", _page_truth(papers, pictures))
    return Written(rows, names, claims, len(papers), frauds)


def _to_print(papers: Sequence[NightPaper], pages: int) -> list[NightPaper]:
    """The papers of each night that are rendered: whole claims, in the order of ids, while the pages last."""
    chosen: list[NightPaper] = []
    for night in sorted({one.night for one in papers}):
        taken: list[NightPaper] = []
        mine = [one for one in papers if one.night == night]
        for claim_id in sorted({one.claim_id for one in mine}):
            theirs = [one for one in mine if one.claim_id == claim_id]
            if len(taken) + len(theirs) > pages:
                break
            taken += theirs
        chosen += taken
    return chosen


def _page_truth(papers: Sequence[NightPaper], pictures: Mapping[str, PageBytes]) -> pd.DataFrame:
    rows = [
        (one.document_id, pictures[one.order.token].faults["rotation"],
         json.dumps(pictures[one.order.token].faults, separators=(",", ":")))
        for one in papers
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["document_id", "rotation", "faults"]).astype({"rotation": "Int64"})


def _manifest(folder: Path, delivery_id: str, kind: str, as_of: int) -> None:
    folder.mkdir(parents=True)
    manifest = {"contract": 1, "delivery_id": delivery_id, "kind": kind, "as_of": at(as_of)}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def _csv(frame: pd.DataFrame) -> pd.DataFrame:
    """Instants as ISO 8601 with offset, flags as true and false."""
    shown = frame.copy()
    shown["known_at"] = [at(int(one)) for one in frame["known_at"]]
    for name in shown.columns:
        if shown[name].dtype == bool:
            shown[name] = shown[name].map({True: "true", False: "false"})
    return shown
