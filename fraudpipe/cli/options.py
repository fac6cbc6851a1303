"""Options that every command takes, and the settings they lead to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fraudpipe.settings import Settings, load_settings

_Function = TypeVar("_Function", bound=Callable[..., Any])


def workspace_options(function: _Function) -> _Function:
    """Adds ``--workspace`` and ``--config``; the command receives them as `workspace` and `config`."""
    for option in (
        click.option("--config", type=click.Path(path_type=Path), help="Settings file; it must exist."),
        click.option(
            "--workspace",
            type=click.Path(path_type=Path, file_okay=False),
            help="Folder of lake, vault, ledger and results (default: ./workspace).",
        ),
    ):
        function = option(function)
    return function


def settings_for(workspace: Path | None, config: Path | None, **flags: object) -> Settings:
    """The settings of a command that was given these options."""
    return load_settings({"workspace": workspace, **flags}, config=config)[0]
