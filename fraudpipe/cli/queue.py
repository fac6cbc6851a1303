"""`fraudpipe queue`: the ranked claims of a night."""

import json
from pathlib import Path
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table

from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.desk import Desk
from fraudpipe.records.frames import plain, records
from fraudpipe.records.moments import at
from fraudpipe.records.money import yuan_display
from fraudpipe.stages.published import QueueOfNight


@click.command()
@click.option("--top", type=click.IntRange(min=1), help="Only the first N claims.")
@click.option("--night", help="Delivery id of the night; the latest unless given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@workspace_options
def command(top: int | None, night: str | None, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Shows the queue of the latest night, best first, with the strongest reason for each claim."""
    with Desk(settings_for(workspace, config)) as desk:
        found = desk.queue(night)
    rows = records(found.queue.head(top) if top else found.queue)
    if as_json:
        click.echo(json.dumps(_tree(found, rows), ensure_ascii=False, indent=1))
        return
    _show(found, rows)


def _tree(found: QueueOfNight, rows: list[dict[str, Any]]) -> dict[str, Any]:
    by_claim = {claim: records(group.drop(columns="claim_id")) for claim, group in found.reasons.groupby("claim_id")}
    claims = [{**plain(row), "reasons": [plain(one) for one in by_claim.get(row["claim_id"], [])]} for row in rows]
    delivery = found.delivery
    return {"night": delivery.delivery_id, "as_of": delivery.as_of, "folder": str(found.folder), "claims": claims}


def _show(found: QueueOfNight, rows: list[dict[str, Any]]) -> None:
    table = Table(title=f"{found.delivery.delivery_id}, as of {at(found.delivery.as_of)}", title_justify="left")
    for name, justify in (
        ("#", "right"),
        ("claim", "left"),
        ("risk", "right"),
        ("amount", "right"),
        ("priority", "right"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("first reason")
    within = True
    for row in rows:
        if within and not row["within_capacity"] and row["rank"] > 1:
            table.add_section()
        within = bool(row["within_capacity"])
        risk = "-" if pd.isna(row["risk"]) else f"{row['risk'] * 100:.1f}%"
        priority = "-" if pd.isna(row["priority_fen"]) else yuan_display(int(row["priority_fen"]))
        style = "" if within else "dim"
        amount = yuan_display(int(row["amount_fen"]))
        table.add_row(str(row["rank"]), row["claim_id"], risk, amount, priority, row["first_reason_zh"], style=style)
    console = Console()
    console.print(table)
    console.print(
        f"Below the line (dim): beyond tonight's capacity. Page: {found.folder / 'queue.html'}", soft_wrap=True
    )
