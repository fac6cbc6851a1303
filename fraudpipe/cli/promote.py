"""`fraudpipe promote`: lets a trained model score nights."""

from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress


@click.command()
@click.argument("model")
@click.option("--version", type=int, help="Version to promote; the challenger unless given.")
@workspace_options
def command(model: str, version: int | None, workspace: Path | None, config: Path | None) -> None:
    """Makes a version of MODEL the champion and records the SHA-256 of its files, which every night checks."""
    with ShownProgress(quiet=True) as progress, App(settings_for(workspace, config), progress) as app:
        champion = app.promote(model, version)
    click.echo(f"{champion.label} is champion; sha256 {champion.digest}")
