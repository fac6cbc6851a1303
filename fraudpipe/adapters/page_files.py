"""Page images as files: the fonts that print them, their encoders, and the pool that makes them.

It imports little, because every rendering process starts by importing it.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from fraudpipe.adapters.orphans import end_with_parent
from fraudpipe.errors import DependencyError
from fraudpipe.simulation.pages.camera import CAMERAS, Shot
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.lens import stored
from fraudpipe.simulation.pages.render import FieldPlace, PageImage, PageOrder, PagePicture, Quad, render_page
from fraudpipe.simulation.truth import Paper

_FOLDER = Path("/usr/share/fonts")
_FONTS = {
    "sans": "opentype/noto/NotoSansCJK-Regular.ttc#2",
    "sans_bold": "opentype/noto/NotoSansCJK-Bold.ttc#2",
    "mono": "opentype/noto/NotoSansCJK-Regular.ttc#7",
    "serif": "opentype/noto/NotoSerifCJK-Regular.ttc#2",
    "serif_bold": "opentype/noto/NotoSerifCJK-Bold.ttc#2",
    "kai": "truetype/arphic/ukai.ttc",
    "ming": "truetype/arphic/uming.ttc",
    "hei": "truetype/wqy/wqy-zenhei.ttc",
    "micro": "truetype/wqy/wqy-microhei.ttc",
    "song": "truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "brush": "truetype/arphic-gkai00mp/gkai00mp.ttf",
    "hand": "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
}
_PACKAGES = (
    "fonts-noto-cjk fonts-arphic-ukai fonts-arphic-uming fonts-wqy-zenhei fonts-wqy-microhei "
    "fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-lxgw-wenkai"
)
_EXTENSIONS = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}
_EXIF_MAKER, _EXIF_MODEL, _EXIF_ORIENTATION = 0x010F, 0x0110, 0x0112
_CHUNK = 8
_PAGE_DPI = 200
_A4_INCHES = 11.69
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).timetuple()


@dataclass(frozen=True, slots=True)
class PageBytes:
    """One paper as the bytes of its file, and what is true of its pixels.

    Attributes:
        content: The file.
        extension: Of its name.
        faults: What the camera did; `pdf_dpi` is the resolution that a PDF states for its images, else 0.
        boxes: By page, field to {box, quad} in pixels of the EXIF-oriented picture (of a PDF: of the image on the
            page).
        masks: By page, a PNG of altered pixels (255), or None where none was.
        tampered: The altered places as {field, kind, box, page}; pages count from 1.
        outlines: By page, the corners of each sheet on it.
        beside_boxes: By page, as `boxes`, those of a second paper in the picture.
    """

    content: bytes
    extension: str
    faults: dict[str, Any]
    boxes: tuple[dict[str, Any], ...]
    masks: tuple[bytes | None, ...]
    tampered: tuple[dict[str, Any], ...]
    outlines: tuple[list[Any], ...]
    beside_boxes: tuple[dict[str, Any], ...]


def render_orders(papers: Sequence[PageOrder], seed: int, processes: int) -> dict[str, PageBytes]:
    """Token of a paper to its file; papers that share a token share the file.

    Raises:
        DependencyError: No font is installed.
    """
    orders: dict[str, PageOrder] = {}
    for paper in papers:
        orders.setdefault(paper.token, paper)
    if not orders:
        return {}
    fonts = installed_fonts()
    wanted = list(orders.values())
    chunks = [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]
    if processes == 1:
        made = [_render_chunk(chunk, seed, fonts) for chunk in chunks]
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
            made = list(pool.map(_render_chunk, chunks, [seed] * len(chunks), [fonts] * len(chunks)))
    return {order.token: one for chunk, encoded in zip(chunks, made, strict=True)
            for order, one in zip(chunk, encoded, strict=True)}  # fmt: skip


def order_of(paper: Paper) -> PageOrder:
    """The order for a paper's picture."""
    return PageOrder(
        paper.token, paper.document_type, paper.template, paper.values, paper.original, paper.edit, paper.house,
        paper.pages, None if paper.beside is None else order_of(paper.beside),
    )  # fmt: skip


def _render_chunk(orders: Sequence[PageOrder], seed: int, fonts: Mapping[str, str]) -> list[PageBytes]:
    # One core a process: the pool already has one for each.
    cv2.setNumThreads(1)
    faces = Faces(fonts)
    return [page_bytes(render_page(order, seed, faces)) for order in orders]


def page_bytes(picture: PagePicture) -> PageBytes:
    """A picture as a file with what is true of it."""
    tampered = tuple(
        {"field": spot.field, "kind": spot.kind, "box": list(spot.box), "page": number}
        for number, one in enumerate(picture.pages, 1) for spot in one.tampered
    )  # fmt: skip
    dpi = round(_pdf_dpi(picture), 3) if picture.shot.file_format == "pdf" else 0.0
    return PageBytes(
        encode(picture), _EXTENSIONS[picture.shot.file_format], picture.shot.as_truth() | {"pdf_dpi": dpi},
        tuple(_boxes(one.places) for one in picture.pages), tuple(_mask(one) for one in picture.pages), tampered,
        tuple([_corners(quad) for quad in one.outlines] for one in picture.pages),
        tuple(_boxes(one.beside) for one in picture.pages),
    )  # fmt: skip


def _boxes(places: Mapping[str, FieldPlace]) -> dict[str, Any]:
    return {name: {"box": list(one.box), "quad": _corners(one.quad)} for name, one in places.items()}


def _corners(quad: Quad) -> list[list[float]]:
    return [list(one) for one in quad]


def installed_fonts() -> dict[str, str]:
    """Role to font file, for the fonts that are there.

    Raises:
        DependencyError: None of them is.
    """
    every = {role: str(_FOLDER / path) for role, path in _FONTS.items()}
    found = {role: path for role, path in every.items() if Path(path.partition("#")[0]).is_file()}
    if not found:
        msg = f"no Chinese font is installed to print pages with; run: apt-get install {_PACKAGES}"
        raise DependencyError(msg)
    return found


def encode(picture: PagePicture) -> bytes:
    """A paper's pages as the bytes of its file: the last encoding, the same for every page whatever was done to it."""
    shot = picture.shot
    images = [Image.fromarray(stored(one.pixels, shot.exif_orientation)) for one in picture.pages]
    buffer = io.BytesIO()
    if shot.file_format == "png":
        images[0].save(buffer, "PNG", compress_level=1)
    elif shot.file_format == "pdf":
        # Fixed dates: Pillow would write the present into the file.
        images[0].save(
            buffer, "PDF", save_all=True, append_images=images[1:], resolution=_pdf_dpi(picture),
            quality=shot.quality, creationDate=_EPOCH, modDate=_EPOCH,
        )  # fmt: skip
    else:
        images[0].save(buffer, "JPEG", quality=shot.quality, exif=_exif(shot))
    return buffer.getvalue()


def _pdf_dpi(picture: PagePicture) -> float:
    """So that the page has the size of the paper, whatever was done to the picture."""
    shot = picture.shot
    return max(picture.pages[0].pixels.shape) / _A4_INCHES if shot.messenger else _PAGE_DPI * shot.scale


def _exif(shot: Shot) -> Image.Exif:
    exif = Image.Exif()
    maker, model = CAMERAS[shot.camera]
    if maker:
        exif[_EXIF_MAKER], exif[_EXIF_MODEL] = maker, model
    if shot.exif_orientation != 1:
        exif[_EXIF_ORIENTATION] = shot.exif_orientation
    return exif


def _mask(page: PageImage) -> bytes | None:
    if page.mask is None:
        return None
    buffer = io.BytesIO()
    Image.fromarray(page.mask).convert("1").save(buffer, "PNG")
    return buffer.getvalue()
