"""Writes a simulated world to disk: deliveries in the intake contract, page images, and the truth apart."""

import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image

from fraudpipe.errors import DependencyError, UserError
from fraudpipe.records.moments import at, day_of
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import PageOrder, PagePicture, render_page
from fraudpipe.simulation.tables import Frames, PageFile, history_frames, night_frames, truth_frames
from fraudpipe.simulation.truth import Paper
from fraudpipe.simulation.world import World

_FONTS = {
    "sans": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "serif": "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "kai": "/usr/share/fonts/truetype/arphic/ukai.ttc",
    "ming": "/usr/share/fonts/truetype/arphic/uming.ttc",
    "hei": "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
}
_PACKAGES = "fonts-noto-cjk fonts-arphic-ukai fonts-arphic-uming fonts-wqy-zenhei"
_EXTENSIONS = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}
_EXIF_ORIENTATION = 0x0112
_CHUNK = 8
_PAGE_DPI = 150
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).timetuple()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the summary."""

    history_rows: Mapping[str, int]
    night: str
    night_claims: int
    pages: int
    fraud_claims: int


@dataclass(frozen=True, slots=True)
class _Encoded:
    content: bytes
    extension: str
    faults: dict[str, Any]


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
    pictures = _render(papers, world.seed, processes or os.cpu_count() or 1)
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


def installed_fonts() -> dict[str, str]:
    """Role to font file, for the fonts that are there.

    Raises:
        DependencyError: None of them is.
    """
    found = {role: path for role, path in _FONTS.items() if Path(path).is_file()}
    if not found:
        msg = f"no Chinese font is installed to print pages with; run: apt-get install {_PACKAGES}"
        raise DependencyError(msg)
    return found


def encode(picture: PagePicture) -> bytes:
    """A page picture as the bytes of its file."""
    image = Image.fromarray(picture.pixels)
    buffer = io.BytesIO()
    shot = picture.shot
    if shot.file_format == "png":
        image.save(buffer, "PNG", compress_level=3)
    elif shot.file_format == "pdf":
        # Fixed dates: Pillow would write the present into the file.
        image.save(
            buffer, "PDF", resolution=_PAGE_DPI * shot.scale, quality=shot.quality, creationDate=_EPOCH, modDate=_EPOCH
        )
    else:
        exif = Image.Exif()
        if shot.exif_orientation != 1:
            exif[_EXIF_ORIENTATION] = shot.exif_orientation
        image.save(buffer, "JPEG", quality=shot.quality, exif=exif)
    return buffer.getvalue()


def _papers_with_images(world: World) -> list[Paper]:
    """The papers of the night that are rendered: whole claims, in the order of ids, while the pages last."""
    chosen: list[Paper] = []
    for claim in sorted(world.night_claims, key=lambda one: one.claim_id):
        if len(chosen) + len(claim.papers) > world.parameters.pages:
            break
        chosen += sorted(claim.papers, key=lambda one: one.document_id)
    return chosen


def _render(papers: Sequence[Paper], seed: int, processes: int) -> dict[str, _Encoded]:
    orders: dict[str, PageOrder] = {}
    for paper in papers:
        orders.setdefault(paper.token, PageOrder(paper.token, paper.document_type, paper.template, paper.values))
    if not orders:
        return {}
    fonts = installed_fonts()
    wanted = list(orders.values())
    chunks = [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]
    if processes == 1:
        made = [_render_chunk(chunk, seed, fonts) for chunk in chunks]
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            made = list(pool.map(_render_chunk, chunks, [seed] * len(chunks), [fonts] * len(chunks)))
    return {order.token: one for chunk, encoded in zip(chunks, made, strict=True)
            for order, one in zip(chunk, encoded, strict=True)}  # fmt: skip


def _render_chunk(orders: Sequence[PageOrder], seed: int, fonts: Mapping[str, str]) -> list[_Encoded]:
    faces = Faces(fonts)
    made = []
    for order in orders:
        picture = render_page(order, seed, faces)
        made.append(_Encoded(encode(picture), _EXTENSIONS[picture.shot.file_format], picture.shot.as_truth()))
    return made


def _token_hash(seed: int, pictures: Mapping[str, _Encoded]) -> Callable[[str], str]:
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
