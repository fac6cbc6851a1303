"""`fraudpipe intake check`: what a delivery would bring, before it is taken in."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import ContractError

_LISTED = 50


@click.group()
def command() -> None:
    """Look at a delivery before taking it in."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def check(folder: Path, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Says which rows and files would be refused and why; writes nothing. Exit code 4 when anything would."""
    with ShownProgress(quiet=as_json) as progress, App(settings_for(workspace, config), progress) as app:
        delivery, intake = app.check_intake(folder)
    if intake is None:
        tree = {"delivery_id": delivery.delivery_id, "kind": delivery.kind, "taken_in": True}
        click.echo(json.dumps(tree, indent=1) if as_json else f"{delivery} was taken in already; again is free")
        return
    accepted = {name: len(frame) for name, frame in intake.tables.items() if len(frame)}
    if as_json:
        tree = {
            "delivery_id": delivery.delivery_id,
            "kind": delivery.kind,
            "accepted": accepted,
            "refused": [asdict(one) for one in intake.refusals],
        }
        click.echo(json.dumps(tree, ensure_ascii=False, indent=1))
    else:
        click.echo(str(delivery))
        for name, count in accepted.items():
            click.echo(f"  {name:<14} {count:>9,} rows accepted")
        for one in intake.refusals[:_LISTED]:
            click.echo(f"  refused: {one.table} {one.record_id}: {one.reason_code} - {one.advice}")
        if len(intake.refusals) > _LISTED:
            click.echo(f"  ... and {len(intake.refusals) - _LISTED} more; --json lists all")
    if intake.refusals:
        msg = f"{len(intake.refusals)} rows, columns or files would be quarantined; the rest can be taken in"
        raise ContractError(msg)
