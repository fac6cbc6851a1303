"""Writes a simulated world to disk: deliveries in the intake contract, page images, and the truth apart."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fraudpipe.adapters.page_files import PageBytes, render_papers
from fraudpipe.errors import UserError
from fraudpipe.records.moments import at, day_of
from fraudpipe.simulation.tables import Frames, PageFile, history_frames, night_frames, truth_frames
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import World


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the summary."""

    history_rows: Mapping[str, int]
    night: str
    night_claims: int
    pages: int
    fraud_claims: int


def write_world(world: World, out: Path, *, processes: int = 0) -> Written:
    """Writes `world` below `out`: history/, nights/<date>/, truth/.

    Args:
        world: The world.
        out: An empty or new folder.
        processes: Rendering processes; 0 takes one for each core.

    Raises:
        UserError: `out` is not empty.
        DependencyError: Pages are wanted and no font is installed.
    """
    refuse_occupied(out)
    papers = _papers_with_images(world)
    pictures = render_papers(papers, world.seed, processes or os.cpu_count() or 1)
    files = {
        paper.document_id: PageFile(
            f"{paper.document_id}.{pictures[paper.token].extension}",
            hashlib.sha256(pictures[paper.token].content).hexdigest(),
        )
        for paper in papers
    }
    token_hash = _token_hash(world.seed, pictures)
    night = day_of(world.night_as_of).isoformat()
    history = history_frames(world, {}, token_hash)
    _write_delivery(out / "history", "history", "history", world.history_as_of, history, as_csv=False)
    folder = out / "nights" / night
    delivered = night_frames(world, files, token_hash)
    _write_delivery(folder, f"night-{night}", "night", world.night_as_of, delivered, as_csv=True)
    (folder / "documents").mkdir()
    for paper in papers:
        (folder / "documents" / files[paper.document_id].file_name).write_bytes(pictures[paper.token].content)
    truth = truth_frames(world, {paper.document_id: pictures[paper.token].faults for paper in papers})
    (out / "truth").mkdir()
    for name, frame in truth.items():
        frame.to_parquet(out / "truth" / f"{name}.parquet", index=False)
    return Written(
        {name: len(frame) for name, frame in history.items()}, night, len(world.night_claims), len(papers),
        int(truth["claims"]["is_fraud"].sum()),
    )  # fmt: skip


def refuse_occupied(out: Path) -> None:
    """Refuses a folder that already holds something.

    Raises:
        UserError: It does.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        msg = f"{out} is not an empty folder; name a new one, or remove it first"
        raise UserError(msg)


def _papers_with_images(world: World) -> list[Paper]:
    """The papers of the night that are rendered: whole claims, in the order of ids, while the pages last."""
    chosen: list[Paper] = []
    for claim in sorted(world.night_claims, key=lambda one: one.claim_id):
        if len(chosen) + len(claim.papers) > world.parameters.pages:
            break
        chosen += sorted(claim.papers, key=lambda one: one.document_id)
    return chosen


def _token_hash(seed: int, pictures: Mapping[str, PageBytes]) -> Callable[[str], str]:
    """The hash of a paper's file: of the image where there is one, so that history and night agree on one file."""

    def digest(token: str) -> str:
        picture = pictures.get(token)
        content = f"{seed}:{token}".encode() if picture is None else picture.content
        return hashlib.sha256(content).hexdigest()

    return digest


def _write_delivery(folder: Path, delivery_id: str, kind: str, as_of: int, frames: Frames, *, as_csv: bool) -> None:
    folder.mkdir(parents=True)
    manifest = {"contract": 1, "delivery_id": delivery_id, "kind": kind, "as_of": at(as_of)}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    for name, frame in frames.items():
        if as_csv:
            _csv(frame).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
        else:
            frame.to_parquet(folder / f"{name}.parquet", index=False)


def _csv(frame: pd.DataFrame) -> pd.DataFrame:
    """Instants as ISO 8601 with offset, flags as true and false."""
    shown = frame.copy()
    shown["known_at"] = [at(int(one)) for one in frame["known_at"]]
    for name in shown.columns:
        if shown[name].dtype == bool:
            shown[name] = shown[name].map({True: "true", False: "false"})
    return shown
