"""`fraudpipe graph`: what links a claim to others."""

import json
import sys
from pathlib import Path

import click
import networkx as nx

from fraudpipe.adapters.graph_files import graphml_bytes
from fraudpipe.adapters.graph_pictures import png_bytes, svg_bytes
from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import UserError
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.paths import LinkPath

_WRITERS = {"graphml": graphml_bytes, "png": png_bytes, "svg": svg_bytes}


@click.command()
@click.argument("claim_id")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", *_WRITERS]),
    default="json",
    show_default=True,
    help="Form of the graph.",
)
@click.option("--why", "other", metavar="OTHER", help="Show the shortest chain of evidence to this claim instead.")
@click.option("--ring", is_flag=True, help="Show the ring of strong links that the claim lies in instead.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output else.")
@click.option("--night", help="Delivery id of the night; the latest that scored the claim unless given.")
@workspace_options
def command(
    claim_id: str,
    form: str,
    other: str | None,
    ring: bool,
    out: Path | None,
    night: str | None,
    workspace: Path | None,
    config: Path | None,
) -> None:
    """Draws what CLAIM_ID is linked to as of its night: its neighbourhood, its ring, or why it is linked to another."""
    if ring and other is not None:
        msg = "--ring and --why are two different pictures; ask for one of them"
        raise UserError(msg)
    why: LinkPath | None = None
    with ShownProgress(quiet=True) as progress, App(settings_for(workspace, config), progress) as app:
        claim_file = app.claim_file(claim_id, night)
        if other is not None:
            graph, why = claim_file.why(claim_id, other)
        else:
            graph = claim_file.ring(claim_id) if ring else claim_file.network(claim_id)
    if out is None and form == "png" and sys.stdout.isatty():
        msg = "a picture on a terminal is no use; name a file with --out"
        raise UserError(msg)
    if ring and graph.graph["claim_count"] == 1:
        click.echo(f"{claim_id} stands alone: nothing strong links it to another claim", err=True)
    content = _content(graph, form, why)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"wrote {out}", err=True)
    else:
        sys.stdout.buffer.write(content)


def _content(graph: nx.Graph, form: str, why: LinkPath | None) -> bytes:
    if form == "json":
        return (json.dumps(graph_json(graph, why), ensure_ascii=False, indent=1) + "\n").encode()
    return _WRITERS[form](graph)
