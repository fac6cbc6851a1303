"""`fraudpipe nightly`: the main job."""

from pathlib import Path

import click

from fraudpipe.app import App
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.cli.summary import WITHOUT_ANSWERS, summary_json, summary_text
from fraudpipe.records.moments import at


@click.command()
@click.argument("intake", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option(
    "--with-pages",
    is_flag=True,
    help="Put pieces of the papers into queue.html, which then only you can read. They show personal values.",
)
@workspace_options
def command(intake: Path, as_json: bool, with_pages: bool, workspace: Path | None, config: Path | None) -> None:
    """Scores the claims of one delivery and publishes a ranked queue. Again is free; a killed night resumes."""
    with ShownProgress(quiet=as_json) as progress, App(settings_for(workspace, config), progress) as app:
        night = app.nightly(intake, with_pages=with_pages)
        folder = app.workspace / "nights" / night.delivery.delivery_id
    facts = {**night.facts, "queue": str(folder / "queue.parquet"), "page": str(folder / "queue.html")}
    if as_json:
        click.echo(summary_json(facts, night.reports))
        return
    click.echo(f"{night.delivery.delivery_id}: {facts['claim_count']} claims ranked as of {at(night.delivery.as_of)}")
    if facts["basis"] == "cold_start":
        click.echo("cold start: no model has been promoted, so findings and novelty rank the queue")
    else:
        click.echo(f"scored by {facts['model']}")
    if facts["without_answers"]:
        click.echo(WITHOUT_ANSWERS)
    click.echo(summary_text(night.reports))
    click.echo(f"queue: {facts['page']}\n       {facts['queue']} (and queue.csv beside it)")
