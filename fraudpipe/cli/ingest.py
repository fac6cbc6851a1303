"""`fraudpipe ingest`: history and late outcomes, without scoring."""

from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.cli.summary import summary_json, summary_text


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def command(folder: Path, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Takes a delivery into the lake: validates, seals, reads and checks it. Again is free."""
    with ShownProgress(quiet=as_json) as progress, App(settings_for(workspace, config), progress) as app:
        reports = app.ingest(folder)
    click.echo(summary_json({}, reports) if as_json else summary_text(reports))
