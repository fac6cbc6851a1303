"""`fraudpipe features`: lists, checks, documents and explains the features of the project."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from fraudpipe.adapters.project_files import Project, load_project
from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import ContractError
from fraudpipe.featuring.features_page import features_page
from fraudpipe.records.moments import at

if TYPE_CHECKING:
    from fraudpipe.stages.explain_feature import Behind

_MOST_ROWS = 20


@click.group()
def command() -> None:
    """Lists, checks, documents and explains the features of the project."""


def _project(workspace: Path | None, config: Path | None) -> Project:
    return load_project(settings_for(workspace, config).project_dir)


@command.command("list")
@click.option("--family", help="Only this family, for example member.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list and nothing else.")
@workspace_options
def list_features(family: str | None, as_json: bool, workspace: Path | None, config: Path | None) -> None:
    """Shows every feature: its family, unit and definition."""
    found = [one for one in _project(workspace, config).catalogue.features if family is None or one.family == family]
    if as_json:
        rows = [
            {
                "name": one.name,
                "family": one.family,
                "unit": one.said.unit,
                "dtype": one.dtype,
                "definition": one.said.definition,
                "why_zh": one.said.why_zh,
                "why_en": one.said.why_en,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("feature", "family", "unit", "definition")
    for one in found:
        table.add_row(one.name, one.family, one.said.unit, one.said.definition)
    Console().print(table)


@command.command("check")
@workspace_options
def check_features(workspace: Path | None, config: Path | None) -> None:
    """Checks every feature and every model description of the project; exit 4 or 2 names what is wrong."""
    project = _project(workspace, config)
    specs = [project.spec(name) for name in project.models()]
    click.echo(f"{len(project.catalogue)} features are sound")
    for spec in specs:
        click.echo(f"model {spec.name}: {len(spec.names)} features, all known")


@command.command("doc")
@click.option("--check", is_flag=True, help="Write nothing; exit 4 when the page is out of date.")
@click.option("--output", type=click.Path(path_type=Path), help="The page (default: docs/features.md of the project).")
@workspace_options
def document_features(check: bool, output: Path | None, workspace: Path | None, config: Path | None) -> None:
    """Writes docs/features.md from the catalogue."""
    project = _project(workspace, config)
    page = output or project.folder / "docs" / "features.md"
    text = features_page(project.catalogue)
    if check:
        if not page.is_file() or page.read_text("utf-8") != text:
            msg = f"{page} is out of date; run: fraudpipe features doc"
            raise ContractError(msg)
        click.echo(f"{page} is up to date")
        return
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, "utf-8")
    click.echo(f"{page}: {len(project.catalogue)} features")


@command.command("explain")
@click.argument("name")
@click.argument("claim_id")
@click.option("--night", help="Delivery id of the night; the latest that scored the claim unless given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, with every row.")
@workspace_options
def explain_feature(
    name: str, claim_id: str, night: str | None, as_json: bool, workspace: Path | None, config: Path | None
) -> None:
    """Shows the value of the feature NAME of CLAIM_ID and the rows it was made from, as of the night that scored it."""
    from fraudpipe.app import App  # with all stages, which a list of features need not wait for

    with ShownProgress(quiet=True) as progress, App(settings_for(workspace, config), progress) as app:
        found = app.behind_feature(name, claim_id, night)
    if as_json:
        click.echo(json.dumps(found.tree(), ensure_ascii=False, indent=1))
        return
    click.echo(f"{claim_id}  as of {at(found.as_of)}")
    click.echo("\n".join(_lines(found, "")))


def _lines(found: "Behind", indent: str) -> Iterator[str]:
    one, rows = found.feature, found.rows
    yield f"{indent}{one.name} = {one.shown(found.value, 'en')}  ({one.said.unit}) {one.said.definition}"
    if found.value is None:
        yield f"{indent}  no value: {one.said.null}"
    else:
        yield f"{indent}  {one.sentence(found.value, 'zh')}"
        yield f"{indent}  {one.sentence(found.value, 'en')}"
    yield from (
        f"{indent}  {column}: {'unknown' if value is None else value}"
        for column, value in found.columns.items()
        if column != "claim_id"
    )
    if found.computed:
        yield f"{indent}  {found.computed}; {len(rows)} rows count"
        yield from (f"{indent}    {_row(row)}" for row in rows[:_MOST_ROWS])
        if len(rows) > _MOST_ROWS:
            yield f"{indent}    and {len(rows) - _MOST_ROWS} more: --json"
    for need in found.needs:
        yield from _lines(need, indent + "  ")


def _row(row: Mapping[str, Any]) -> str:
    return "  ".join(f"{name} {value}" for name, value in row.items() if value is not None)
