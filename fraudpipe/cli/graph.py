"""`fraudpipe graph`: what links a claim to others, or all claims to one another."""

import datetime as dt
import json
import sys
from pathlib import Path

import click
import networkx as nx

from fraudpipe.adapters.graph_files import graphml_bytes
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.desk import Desk
from fraudpipe.errors import UserError
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.paths import LinkPath
from fraudpipe.records.moments import at, parse_instant, seconds
from fraudpipe.settings import Settings

_FORMS = ("json", "graphml", "png", "svg")


@click.command()
@click.argument("claim_id", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    help="Form of the graph; json unless given.",
)
@click.option("--why", "other", metavar="OTHER", help="Show the shortest chain of evidence to this claim instead.")
@click.option("--ring", is_flag=True, help="Show the ring of strong links that the claim lies in instead.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output else.")
@click.option("--night", help="Delivery id of the night; the latest that scored the claim unless given.")
@click.option(
    "--moment",
    metavar="DATE",
    help="Instead of a claim: sharing counts and components of all claims at 00:00 Asia/Shanghai of this day, or at a "
    "moment in ISO 8601 with an offset, as Parquet to --out.",
)
@workspace_options
def command(
    claim_id: str | None,
    form: str | None,
    other: str | None,
    ring: bool,
    out: Path | None,
    night: str | None,
    moment: str | None,
    workspace: Path | None,
    config: Path | None,
) -> None:
    """Draws what CLAIM_ID is linked to as of its night: its neighbourhood, its ring, or why it is linked to another."""
    if moment is not None:
        if out is None or ring or any(one is not None for one in (claim_id, form, other, night)):
            msg = "--moment answers for all claims, as Parquet, and goes with --out alone: "
            raise UserError(msg + "fraudpipe graph --moment DATE --out FILE")
        _write_moment(_instant(moment), out, settings_for(workspace, config))
        return
    if claim_id is None:
        msg = "name a claim, or a moment for all of them: fraudpipe graph --moment DATE --out FILE"
        raise UserError(msg)
    if ring and other is not None:
        msg = "--ring and --why are two different pictures; ask for one of them"
        raise UserError(msg)
    why: LinkPath | None = None
    with Desk(settings_for(workspace, config)) as desk:
        claim_file = desk.claim_file(claim_id, night)
        if other is not None:
            graph, why = claim_file.why(claim_id, other)
        else:
            graph = claim_file.ring(claim_id) if ring else claim_file.network(claim_id)
    if out is None and form == "png" and sys.stdout.isatty():
        msg = "a picture on a terminal is no use; name a file with --out"
        raise UserError(msg)
    if ring and graph.graph["claim_count"] == 1:
        click.echo(f"{claim_id} stands alone: nothing strong links it to another claim", err=True)
    content = _content(graph, form or "json", why)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"wrote {out}", err=True)
    else:
        sys.stdout.buffer.write(content)


def _write_moment(as_of: int, out: Path, settings: Settings) -> None:
    from fraudpipe.app import App  # with engines, which looking at one claim need not wait for

    with ShownProgress(quiet=True) as progress, App(settings, progress) as app:
        count = app.links_of_moment(as_of, out)
    click.echo(f"wrote {out}: {count} claims as of {at(as_of)}", err=True)


def _instant(text: str) -> int:
    try:
        return seconds(dt.date.fromisoformat(text)) if len(text) == len("2026-03-01") else parse_instant(text)
    except ValueError as error:
        msg = f"--moment {text!r} is no day and no moment: {error}"
        raise UserError(msg) from error


def _content(graph: nx.Graph, form: str, why: LinkPath | None) -> bytes:
    if form == "json":
        return (json.dumps(graph_json(graph, why), ensure_ascii=False, indent=1) + "\n").encode()
    if form == "graphml":
        return graphml_bytes(graph)
    from fraudpipe.adapters.graph_pictures import png_bytes, svg_bytes  # with what draws: seconds to import

    return png_bytes(graph) if form == "png" else svg_bytes(graph)
