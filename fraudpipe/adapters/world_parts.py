"""The parts of a world: every block as Parquet files, made in a pool, so that no world is ever whole in memory."""

import os
from collections.abc import Collection, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import pyarrow.parquet as pq

from fraudpipe.adapters.orphans import end_with_parent
from fraudpipe.simulation.block import Block, make_block
from fraudpipe.simulation.block_tables import Frames, block_frames, truth_frames
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.registry import hospitals_frame, registry_frames
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import World, make_world
from fraudpipe.simulation.world_tables import contributions_frame, dossiers, settled


class Progress(Protocol):
    """Hears how far the making is."""

    def start(self, stage: str, total: int) -> None:
        """A stage begins that has `total` steps."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        ...


@dataclass(frozen=True, slots=True)
class NightPaper:
    """A paper handed in on the day of a night, which can be printed.

    Attributes:
        night: The night it belongs to, from 0.
    """

    night: int
    claim_id: str
    paper: Paper


def write_parts(
    parameters: WorldParameters, seed: int, folder: Path, processes: int, progress: Progress
) -> list[NightPaper]:
    """Makes every block of a world and writes it below `folder`: <part>/<table>/<block>.parquet.

    The parts are contract, registry, truth and dossiers. Returns the papers that nights can print, in the order of
    documents.
    """
    blocks = make_world(parameters, seed).calendar.blocks
    count = max(1, min(processes, blocks))
    progress.start("claims", blocks)
    if count == 1:
        found = [_write_blocks(parameters, seed, folder, [number]) for number in range(blocks)]
        progress.advance(blocks)
    else:
        shares = [range(first, blocks, count) for first in range(count)]
        with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
            working = [pool.submit(_write_blocks, parameters, seed, folder, share) for share in shares]
            _watch(working, folder / "dossiers" / "claims", progress)
            found = [one.result() for one in working]
    return sorted((one for some in found for one in some), key=lambda one: one.paper.document_id)


def _watch(working: Sequence[Future[list[NightPaper]]], folder: Path, progress: Progress) -> None:
    """Counts finished blocks while the processes work; each writes its dossiers last."""
    seen = 0
    while True:
        left = wait(working, timeout=0.5, return_when=FIRST_EXCEPTION).not_done
        done = len(list(folder.glob("*.parquet")))
        progress.advance(done - seen)
        seen = done
        if not left or any(one.done() and one.exception() for one in working):
            return


def _write_blocks(parameters: WorldParameters, seed: int, folder: Path, numbers: Collection[int]) -> list[NightPaper]:
    """One process makes its share of the blocks; it plans the world anew, which is quicker than sending it."""
    world = make_world(parameters, seed)
    if 0 in numbers:
        _write(folder / "registry", {"hospitals": hospitals_frame(world.scene.country)}, 0)
    printable: list[NightPaper] = []
    for number in numbers:
        block = make_block(world.scene, world.calendar, number)
        _write(folder / "contract", block_frames(world.scene, block), number)
        _write(folder / "registry", registry_frames(block), number)
        _write(folder / "truth", truth_frames(block), number)
        _write(folder / "dossiers", {"claims": dossiers(block)}, number)
        if parameters.pages:
            printable += _printable(world, block)
    return printable


def _printable(world: World, block: Block) -> list[NightPaper]:
    begins: Sequence[int] = (world.history_as_of, *world.nights)
    return [
        NightPaper(night, claim.claim_id, paper)
        for claim in block.claims
        for night, (first, last) in enumerate(pairwise(begins))
        if first <= claim.submitted_at < last
        for paper in claim.papers
        if not paper.late_days
    ]


def settle(folder: Path, scene: Scene) -> Frames:
    """Looks into the claims of the whole world and adds the outcomes to the parts; the casebook, and what members paid.

    It alone needs all claims at once, a hundred bytes each.
    """
    known = pq.read_table(folder / "dossiers" / "claims").to_pandas()
    found = settled(known, scene.parameters, scene.seed)
    _write(folder / "contract", {"outcomes": found["outcomes"]}, 0)
    return {"investigations": found["casebook"], "contributions": contributions_frame(scene, known, found["outcomes"])}


def _write(folder: Path, frames: Frames, number: int) -> None:
    for name, rows in frames.items():
        if len(rows):
            (folder / name).mkdir(parents=True, exist_ok=True)
            # A column without a single value has no type of its own, and the parts of a table must agree.
            texts = {column: "str" for column, kind in rows.dtypes.items() if kind == "object"}
            rows.astype(texts).to_parquet(folder / name / f"{number:06d}.parquet", index=False, compression="zstd")


def processes_or_all(processes: int) -> int:
    """`processes`, or one for each core when it is 0."""
    return processes or os.cpu_count() or 1
