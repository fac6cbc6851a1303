"""`fraudpipe status`: what the workspace holds."""

import json
from pathlib import Path

import click

from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.desk import Desk
from fraudpipe.records.moments import at


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def command(as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Lists deliveries, what was quarantined, which nights were scored, and the champion."""
    with Desk(settings_for(workspace, config)) as desk:
        tree = desk.status()
    if as_json:
        click.echo(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    click.echo(f"workspace {tree['workspace']}")
    for one in tree["deliveries"]:
        scored = "scored" if one["scored"] else "not scored" if one["kind"] == "night" else "history"
        counts = f"{one['claims']:,} claims, {one['quarantined']:,} quarantined"
        click.echo(f"  {one['delivery_id']:<24} {at(one['as_of'])}  {counts}, {scored}")
    click.echo(f"champion: {tree['champion'] or 'none (a night will start cold)'}")
