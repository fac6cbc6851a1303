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

from PIL import Image

from fraudpipe.errors import DependencyError
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import PageOrder, PagePicture, render_page

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
class PageBytes:
    """One page as the bytes of its file, and what the camera did."""

    content: bytes
    extension: str
    faults: dict[str, Any]


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
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            made = list(pool.map(_render_chunk, chunks, [seed] * len(chunks), [fonts] * len(chunks)))
    return {order.token: one for chunk, encoded in zip(chunks, made, strict=True)
            for order, one in zip(chunk, encoded, strict=True)}  # fmt: skip


def _render_chunk(orders: Sequence[PageOrder], seed: int, fonts: Mapping[str, str]) -> list[PageBytes]:
    faces = Faces(fonts)
    made = []
    for order in orders:
        picture = render_page(order, seed, faces)
        made.append(PageBytes(encode(picture), _EXTENSIONS[picture.shot.file_format], picture.shot.as_truth()))
    return made


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
