"""The entry point: finds the command, turns errors into exit codes."""

import importlib
import sys

import click

from fraudpipe import __version__
from fraudpipe.errors import FraudpipeError

COMMANDS = {
    "read": "fraudpipe.cli.read",
    "simulate": "fraudpipe.cli.simulate",
}
"""Command name to the module whose `command` it is; a module is imported when its command is asked for."""


class _CommandTable(click.Group):
    """A group that imports a command only when it is called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found


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
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except FraudpipeError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
