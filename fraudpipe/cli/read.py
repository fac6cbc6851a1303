"""``fraudpipe read``: what papers say."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.reading_pool import ReadingPool
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.reading_pages import write_pages
from fraudpipe.errors import InputError, UserError, examples
from fraudpipe.records.reading import FieldReading, LaboratoryRow, LineItem, Reading, reading_json

_STYLES = {"accepted": "green", "doubtful": "yellow", "unreadable": "red"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list and nothing else.")
@click.option("--show", is_flag=True, help="Write an HTML page for each file: the paper with boxes, values and doubts.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the pages of --show (here).")
@workspace_options
def command(
    files: tuple[Path, ...], as_json: bool, show: bool, out: Path | None, workspace: Path | None, config: Path | None
) -> None:
    """Reads papers (JPEG, PNG, TIFF, WebP, HEIC, PDF) and shows the fields found on them."""
    if out is not None and not show:
        msg = "--out names the folder for the pages of --show; add --show"
        raise UserError(msg)
    options = ReadingOptions(**settings_for(workspace, config).reading.model_dump())
    results = _read(files, options)
    told = [_json(path, results[i]) for i, path in enumerate(files)]
    pages = write_pages(files, told, out or Path(), options.limits) if show else []
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        # What a paper says is shown as it stands: no markup in it, and no ":100:" turned into a picture.
        console = Console(emoji=False)
        for i, path in enumerate(files):
            _show(console, path, results[i])
    for page in pages:
        click.echo(f"page written: {page}", err=as_json)
    failed = [
        f"{path} ({error.reason_code})" for i, path in enumerate(files) if isinstance(error := results[i], InputError)
    ]
    if failed:
        msg = f"{len(failed)} of {len(files)} files could not be read: {examples(failed)}"
        raise UserError(msg)


def _read(files: tuple[Path, ...], options: ReadingOptions) -> dict[int, Reading | InputError]:
    """By position on the command line, because a file may be named twice."""
    results: dict[int, Reading | InputError] = {}
    contents: list[tuple[str, bytes]] = []
    for i, path in enumerate(files):
        try:
            contents.append((str(i), path.read_bytes()))
        except OSError as error:
            results[i] = InputError("file_not_found", f"{error.strerror}; check the name and the permissions")
    if len(contents) < len(files) and not contents:
        return results
    with ReadingPool(options) as pool:
        progress = sys.stderr.isatty() and len(contents) > 1
        for done, (key, result) in enumerate(pool.read_many(contents), start=1):
            results[int(key)] = result
            if progress:
                click.echo(f"\r{done}/{len(contents)} read", nl=done == len(contents), err=True)
    return results


def _json(path: Path, result: Reading | InputError) -> dict[str, Any]:
    if isinstance(result, InputError):
        return {"file": str(path), "error": {"reason_code": result.reason_code, "message": str(result)}}
    return {"file": str(path), **reading_json(result), "findings": []}


def _show(console: Console, path: Path, result: Reading | InputError) -> None:
    if isinstance(result, InputError):
        told = f"{escape(str(path))}: [red]{escape(result.reason_code)}[/red]: {escape(str(result))}"
        console.print(told, soft_wrap=True)
        return
    turned = f", turned {result.rotation}°" if result.rotation else ""
    title = f"{path}: {result.document_type}, {result.page_count} page(s){turned}"
    table = Table(title=escape(title), title_justify="left")
    for column in ("field", "value", "confidence", "status", "page", "readers"):
        table.add_column(column, justify="right" if column in ("confidence", "page") else "left")
    for name, one in result.fields.items():
        style = _STYLES[one.status]
        row = (
            escape(name),
            escape(_text(one)),
            f"{one.confidence:.2f}",
            f"[{style}]{one.status}[/{style}]",
            str(one.page),
        )
        table.add_row(*row, escape(", ".join(one.readers)))
    console.print(table)


def _text(one: FieldReading) -> str:
    if isinstance(one.value, tuple):
        return "\n".join(_row_text(row) for row in one.value)
    return "" if one.value is None else str(one.value)


def _row_text(item: LineItem | LaboratoryRow) -> str:
    if isinstance(item, LaboratoryRow):
        return " ".join(cell for cell in (item.name, item.result, item.unit, item.range, item.flag) if cell)
    return f"{item.name} {item.amount}" + (f" ({item.quantity})" if item.quantity else "")
