"""`fraudpipe config show`: each setting and where it came from."""

import json
from pathlib import Path

import click

from fraudpipe.cli.options import workspace_options
from fraudpipe.settings import load_settings


@click.group()
def command() -> None:
    """Show every setting and where it came from."""


@command.command()
@workspace_options
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def show(workspace: Path | None, config: Path | None, as_json: bool) -> None:
    """Each value, its source and what it means; secrets are hidden."""
    _, origins = load_settings({"workspace": workspace}, config=config)
    if as_json:
        click.echo(json.dumps([one.model_dump() for one in origins], ensure_ascii=False, indent=2))
        return
    width = max(len(one.name) for one in origins)
    for one in origins:
        click.echo(f"{one.name:<{width}}  {one.value:<12}  ({one.source})  {one.says}")
