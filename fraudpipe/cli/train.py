"""`fraudpipe train`: a new challenger from outcomes known so far, or confidence from corrections."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import UserError
from fraudpipe.modelling.train import train_summary
from fraudpipe.records.moments import parse_instant
from fraudpipe.stages.train_reading import MODEL as READING
from fraudpipe.stages.train_reading import LearnedReading


@click.command()
@click.argument("model")
@click.option("--as-of", help="Moment of training, ISO 8601 with an offset; the latest delivery's unless given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def command(model: str, as_of: str | None, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Trains MODEL on a time split, calibrates and measures it, and registers it as challenger.

    MODEL `reading` learns from people's corrections how sure readings are; nights use it at once if it is better.
    """
    moment = None if as_of is None else _moment(as_of)
    with ShownProgress(quiet=as_json) as progress, App(settings_for(workspace, config), progress) as app:
        if model == READING:
            _show_reading(app.train_reading(moment), as_json=as_json)
            return
        trained = app.train(model, moment)
    if as_json:
        tree = {"model": model, "version": trained.version, "metrics": trained.model.metrics}
        click.echo(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    click.echo(train_summary(trained.model))
    click.echo(
        f"registered {model} v{trained.version} as challenger; to score nights with it: fraudpipe promote {model}"
    )


def _moment(text: str) -> int:
    try:
        return parse_instant(text)
    except ValueError as error:
        msg = f"--as-of {text!r} is no moment: {error}"
        raise UserError(msg) from None


def _show_reading(learned: LearnedReading, *, as_json: bool) -> None:
    if as_json:
        tree = {
            "model": READING,
            "version": learned.version,
            "metrics": {
                "before": asdict(learned.before),
                "after": asdict(learned.after),
                "gain": learned.gain[0],
                "gain_error": learned.gain[1],
                "fields_older": learned.fields[0],
                "fields_newest": learned.fields[1],
            },
        }
        click.echo(json.dumps(tree, indent=1))
        return
    click.echo(
        f"people looked at {learned.fields[0]:,} fields of older papers and {learned.fields[1]:,} of the newest fifth"
    )
    for name, before, after in (
        ("log loss of what they said", learned.before.log_loss, learned.after.log_loss),
        ("accepted share", learned.before.accepted, learned.after.accepted),
        ("wrong among the accepted", learned.before.accepted_wrong, learned.after.accepted_wrong),
        ("expected yuan a field", learned.before.cost, learned.after.cost),
    ):
        click.echo(f"  {name:<28} now {before:.4f}   with what was learned {after:.4f}")
    click.echo(
        f"  log loss falls by {learned.gain[0]:.5f}, standard error {learned.gain[1]:.5f}; two of them are needed"
    )
    if learned.version is None:
        click.echo("not taken: readings stay as they are judged now")
    else:
        click.echo(f"taken as {READING} v{learned.version}: papers read from now on are judged by it")
