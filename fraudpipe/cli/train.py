"""`fraudpipe train`: a new challenger from the outcomes known so far."""

import json
from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.modelling.train import train_summary


@click.command()
@click.argument("model")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def command(model: str, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Trains MODEL on a time split, calibrates and measures it, and registers it as challenger."""
    with ShownProgress(quiet=as_json) as progress, App(settings_for(workspace, config), progress) as app:
        trained = app.train(model)
    if as_json:
        tree = {"model": model, "version": trained.version, "metrics": trained.model.metrics}
        click.echo(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    click.echo(train_summary(trained.model))
    click.echo(
        f"registered {model} v{trained.version} as challenger; to score nights with it: fraudpipe promote {model}"
    )
