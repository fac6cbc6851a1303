"""`fraudpipe simulate`: writes a claims world to practise on."""

from pathlib import Path

import click
from click.core import ParameterSource

from fraudpipe.adapters.world_files import write_world
from fraudpipe.adapters.world_folder import refuse_occupied
from fraudpipe.adapters.world_questions import is_world
from fraudpipe.adapters.world_report import write_report
from fraudpipe.cli.options import settings_for
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import UserError
from fraudpipe.simulation.parameters import PRESETS, preset

_OF_A_NEW_WORLD = ("preset_name", "seed", "claims", "members", "pages", "config")


@click.command("simulate")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--preset", "preset_name", default="demo", show_default=True, help=f"One of {', '.join(PRESETS)}.")
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True, help="Same seed, same bytes.")
@click.option("--claims", type=click.IntRange(min=50), help="Claims of history.")
@click.option(
    "--members", type=click.IntRange(min=0), help="Members by exposure; only claimants and families are made."
)
@click.option("--pages", type=click.IntRange(min=0), help="Most page images of the night.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file with a [simulation] table.")
@click.option(
    "--report",
    is_flag=True,
    help="Also writes OUT/report.html: the world's aggregates beside the cited ones. If OUT holds a finished world "
    "already, only its report is made.",
)
@click.pass_context
def command(
    context: click.Context,
    out: Path,
    preset_name: str,
    seed: int,
    claims: int | None,
    members: int | None,
    pages: int | None,
    config: Path | None,
    report: bool,
) -> None:
    """Writes a claims world below OUT: history/, nights/<date>/, registry/ and, apart from them, truth/."""
    if report and is_world(out):
        given = [name for name in _OF_A_NEW_WORLD if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        if given:
            msg = f"{out} holds a finished world: --report alone makes its report; name a new folder for another world"
            raise UserError(msg)
        _report(out)
        return
    base = settings_for(None, config).simulation
    parameters = preset(preset_name, base, claims=claims, members=members, pages=pages)
    refuse_occupied(out)
    with ShownProgress(quiet=False) as progress:
        written = write_world(parameters, seed, out, progress)
    rows = written.history_rows
    click.echo(f"history  {out / 'history'}: {rows['claims']:,} claims, {rows['members']:,} members, "
               f"{rows['readings']:,} readings, {rows['outcomes']:,} outcomes")  # fmt: skip
    shown = out / "nights" / (written.nights[0] if len(written.nights) == 1 else f"({len(written.nights)} nights)")
    click.echo(f"night    {shown}: {written.night_claims} claims, {written.pages} page images")
    click.echo(f"registry {out / 'registry'}: what offices and hospitals answer when asked")
    click.echo(f"truth    {out / 'truth'}: {written.fraud_claims:,} fraudulent claims; for evaluation only")
    if report:
        _report(out)


def _report(out: Path) -> None:
    reported = write_report(out)
    click.echo(f"report   {reported.path}: {reported.within} figures as cited, {reported.outside} outside")
