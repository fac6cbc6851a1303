"""The entry point: finds the command, turns errors into exit codes."""

import importlib
import sys

import click

from fraudpipe import __version__
from fraudpipe.errors import FraudpipeError

COMMANDS = {
    "simulate": "Write a claims world: history, nights with papers, and the truth apart.",
    "intake": "Look at a delivery before taking it in.",
    "ingest": "Take a delivery into the lake without scoring it.",
    "nightly": "Score a night of claims: the main job.",
    "queue": "Show the ranked queue of a night.",
    "explain": "Show why a claim stands where it stands.",
    "graph": "Show what links a claim to others.",
    "read": "Read documents.",
    "train": "Train a model on the outcomes known so far.",
    "promote": "Make a trained model the one that scores nights.",
    "features": "List, check and document the features.",
    "config": "Show every setting and where it came from.",
    "status": "Show what the workspace holds.",
}
"""Command name to its one-line help; `fraudpipe.cli.<name>` holds the command and is imported when it is called."""


class _CommandTable(click.Group):
    """A group that imports a command only when it is called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"fraudpipe.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fraudpipe")
def commands() -> None:
    """Reads, checks, links and ranks claims. The model ranks and explains; a person decides."""


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and exits with the code that its error family means."""
    try:
        commands.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except FraudpipeError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
