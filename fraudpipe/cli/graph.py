"""`fraudpipe graph`: what links a claim to others."""

import json
import sys
from pathlib import Path

import click

from fraudpipe.adapters.graph_files import graphml_bytes, png_bytes
from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import UserError
from fraudpipe.graph.ego_json import graph_json


@click.command()
@click.argument("claim_id")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "graphml", "png"]),
    default="json",
    show_default=True,
    help="Form of the neighbourhood.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output else.")
@click.option("--night", help="Delivery id of the night; the latest that scored the claim unless given.")
@workspace_options
def command(
    claim_id: str, form: str, out: Path | None, night: str | None, workspace: Path | None, config: Path | None
) -> None:
    """Draws the neighbourhood of CLAIM_ID as of its night, with the paths that link it to claims of known outcome."""
    with ShownProgress(quiet=True) as progress, App(settings_for(workspace, config), progress) as app:
        graph = app.claim_file(claim_id, night).network(claim_id)
    if form == "json":
        content = (json.dumps(graph_json(graph), ensure_ascii=False, indent=1) + "\n").encode()
    else:
        content = graphml_bytes(graph) if form == "graphml" else png_bytes(graph)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"wrote {out}", err=True)
    elif form == "png" and sys.stdout.isatty():
        msg = "a picture on a terminal is no use; name a file with --out"
        raise UserError(msg)
    else:
        sys.stdout.buffer.write(content)
