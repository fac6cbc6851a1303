"""Writes what was read as pages to look at, one HTML file for each paper."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.adapters.page_pictures import page_pictures
from fraudpipe.errors import InputError, UserError
from fraudpipe.reporting.reading_marks import PagePicture
from fraudpipe.reporting.reading_page import reading_page


def write_pages(
    files: Sequence[Path], told: Sequence[Mapping[str, Any]], folder: Path, limits: DecodeLimits
) -> list[Path]:
    """One page a file; a file that could not be read gets its error on the page.

    Args:
        files: As named on the command line.
        told: What `--json` says about each of them.
        folder: Made when it is not there.
        limits: What decoding one may cost.

    Returns:
        The pages, in the order of `files`; only their owner can open them.

    Raises:
        UserError: The folder cannot be written to.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, one in zip(files, told, strict=True):
            target = _free_name(folder, path, written)
            _write_privately(target, reading_page(one, _pictures(path, limits)))
            written.append(target)
    except OSError as error:
        msg = f"pages cannot be written to {folder}: {error.strerror}; choose another folder with --out"
        raise UserError(msg) from None
    return written


def _pictures(path: Path, limits: DecodeLimits) -> tuple[PagePicture, ...]:
    """None for a file that is gone or cannot be decoded: its page says so already."""
    try:
        return page_pictures(path.read_bytes(), limits)
    except (InputError, OSError):
        return ()


def _free_name(folder: Path, path: Path, written: Sequence[Path]) -> Path:
    """Two files of one name from different folders get pages of their own."""
    name, number = f"{path.name}.html", 1
    while folder / name in written:
        number += 1
        name = f"{path.name}-{number}.html"
    return folder / name


def _write_privately(path: Path, text: str) -> None:
    """Personal values stand on the page."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
