"""Writes a simulated world to disk: deliveries in the intake contract, page images, and the truth apart."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

import pandas as pd

from fraudpipe.adapters.page_files import PageBytes, installed_fonts, order_of, render_orders
from fraudpipe.adapters.page_truth import page_truth
from fraudpipe.adapters.world_folder import unfinished
from fraudpipe.adapters.world_merge import Merger
from fraudpipe.adapters.world_parts import NightPaper, Progress, processes_or_all, settle, write_parts
from fraudpipe.records.moments import at, day_of
from fraudpipe.simulation.block_tables import token_hash
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import World, make_world
from fraudpipe.simulation.world_tables import place_frames

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

    It is made in a folder of its own beside `out` and renamed when it is complete.

    Args:
        parameters: The numbers of the world.
        seed: Same seed, same bytes.
        out: An empty or new folder.
        progress: Hears how far it is.
        processes: Processes that make and render; 0 takes one for each core.

    Raises:
        UserError: `out` is not empty or cannot be made.
        DependencyError: Pages are wanted and no font is installed, or the disk is full.
    """
    if parameters.pages:
        installed_fonts()  # before an hour of work, not after
    with unfinished(out) as made:
        written = _write(make_world(parameters, seed), made, processes_or_all(processes), progress)
        shutil.rmtree(made / _PARTS)
    return written


def _write(world: World, out: Path, processes: int, progress: Progress) -> Written:
    parts = out / _PARTS
    printable = write_parts(world.parameters, world.scene.seed, parts, processes, progress)
    settled = settle(parts, world.scene)
    papers = _to_print(printable, world.parameters)
    progress.start("pages", len(papers))
    pictures = render_orders([order_of(one.paper) for one in papers], world.scene.seed, processes)
    progress.advance(len(papers))
    files = {one.paper.document_id: _file_name(one.paper, pictures) for one in papers}
    digests = {
        token_hash(world.scene.seed, token): hashlib.sha256(picture.content).hexdigest()
        for token, picture in pictures.items()
    }
    merger = Merger(parts, files, digests)
    rows = _write_history(world, merger, out / "history")
    claims = _write_nights(world, merger, out / "nights")
    for taken in papers:
        folder = out / "nights" / _name(world.nights[taken.night]) / "documents"
        (folder / files[taken.paper.document_id]).write_bytes(pictures[taken.paper.token].content)
    merger.registry(out / "registry")
    (out / "truth").mkdir()
    for name, one in settled.items():
        one.to_parquet(out / "truth" / f"{name}.parquet", index=False)
    frauds = merger.truth(out / "truth", page_truth([one.paper for one in papers], pictures, out / "truth" / "masks"))
    return Written(rows, [_name(night) for night in world.nights], claims, len(papers), frauds)


def _name(night: int) -> str:
    return day_of(night).isoformat()


def _write_history(world: World, merger: Merger, folder: Path) -> dict[str, int]:
    """Writes what was known before the first night and counts its rows by table."""
    places = place_frames(world.scene)
    _manifest(folder, "history", "history", world.history_as_of)
    for name, one in places.items():
        one.to_parquet(folder / f"{name}.parquet", index=False)
    return {name: len(one) for name, one in places.items()} | merger.history(folder, world.history_as_of)


def _write_nights(world: World, merger: Merger, nights: Path) -> int:
    """Writes what became known on the day of each night and counts the claims."""
    claims = 0
    for first, last in pairwise((world.history_as_of, *world.nights)):
        folder = nights / _name(last)
        _manifest(folder, f"night-{_name(last)}", "night", last)
        (folder / "documents").mkdir()
        tables = merger.night(first, last)
        for name, one in tables.items():
            _csv(one).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
        claims += len(tables["claims"])
    return claims


def _to_print(papers: Sequence[NightPaper], parameters: WorldParameters) -> list[NightPaper]:
    """The papers of each night that are rendered: whole claims, in the order of ids, as far as the pages go.

    A claim that no longer fits is passed over. Of a long paper the first pages are photographed.
    """
    chosen: list[NightPaper] = []
    by_night = groupby(sorted(papers, key=lambda one: (one.night, one.claim_id)), key=lambda one: one.night)
    for _, mine in by_night:
        left = parameters.pages
        for _, claim in groupby(mine, key=lambda one: one.claim_id):
            theirs = [
                replace(one, paper=replace(one.paper, pages=min(one.paper.pages, parameters.pages_a_paper)))
                for one in sorted(claim, key=lambda one: one.paper.document_id)
            ]
            needed = sum(one.paper.pages for one in theirs)
            if needed <= left:
                left -= needed
                chosen += theirs
    return chosen


def _file_name(paper: Paper, pictures: Mapping[str, PageBytes]) -> str:
    return f"{paper.document_id}.{pictures[paper.token].extension}"


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
