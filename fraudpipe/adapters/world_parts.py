"""The parts of a world: every block as Parquet files, made in a pool, so that no world is ever whole in memory."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from fraudpipe.simulation.block import Block, make_block
from fraudpipe.simulation.block_tables import Frames, block_frames, truth_frames
from fraudpipe.simulation.pages.render import PageOrder
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.registry import registry_frames
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import World, make_world


@dataclass(frozen=True, slots=True)
class NightPaper:
    """A paper handed in on the day of a night, which can be printed.

    Attributes:
        night: The night it belongs to, from 0.
    """

    night: int
    claim_id: str
    document_id: str
    order: PageOrder


def write_parts(parameters: WorldParameters, seed: int, folder: Path, processes: int) -> list[NightPaper]:
    """Makes every block of a world and writes it below `folder`: contract/<table>/<block>.parquet, registry/… and truth/….

    Returns the papers that nights can print, in the order of documents.
    """
    blocks = make_world(parameters, seed).calendar.blocks
    count = max(1, min(processes, blocks))
    shares = [range(first, blocks, count) for first in range(count)]
    if count == 1:
        found = [_write_blocks(parameters, seed, folder, shares[0])]
    else:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_write_blocks, [parameters] * count, [seed] * count, [folder] * count, shares))
    return sorted((one for some in found for one in some), key=lambda one: one.document_id)


def _write_blocks(parameters: WorldParameters, seed: int, folder: Path, numbers: Iterable[int]) -> list[NightPaper]:
    """One process makes its share of the blocks; it plans the world anew, which is quicker than sending it."""
    world = make_world(parameters, seed)
    printable: list[NightPaper] = []
    for number in numbers:
        block = make_block(world.scene, world.calendar, number)
        _write(folder / "contract", block_frames(world.scene, block), number)
        _write(folder / "registry", registry_frames(block), number)
        _write(folder / "truth", truth_frames(block), number)
        if parameters.pages:
            printable += _printable(world, block)
    return printable


def _printable(world: World, block: Block) -> list[NightPaper]:
    begins: Sequence[int] = (world.history_as_of, *world.nights)
    return [
        NightPaper(night, claim.claim_id, paper.document_id, page_order(paper))
        for claim in block.claims
        for night, (first, last) in enumerate(pairwise(begins))
        if first <= claim.submitted_at < last
        for paper in claim.papers
        if not paper.late_days
    ]


def page_order(paper: Paper) -> PageOrder:
    """What the renderer needs to know of a paper."""
    return PageOrder(paper.token, paper.document_type, paper.template, paper.values)


def _write(folder: Path, frames: Frames, number: int) -> None:
    for name, rows in frames.items():
        if len(rows):
            (folder / name).mkdir(parents=True, exist_ok=True)
            rows.to_parquet(folder / name / f"{number:06d}.parquet", index=False, compression="zstd")


def processes_or_all(processes: int) -> int:
    """`processes`, or one for each core when it is 0."""
    return processes or os.cpu_count() or 1
