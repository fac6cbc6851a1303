"""A night that is killed with SIGKILL at the worst moment of one stage; run as a program by the tests.

    killed_night.py WORKSPACE INTAKE STAGE PAGES

The stage does all of its work and the process dies before the ledger hears of it. `reading` dies half-way through the
papers instead, and `none` lives. Every paper that is read adds a line to the file PAGES.
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from fraudpipe.adapters.vault import Vault
from fraudpipe.cli.main import main

HALF_WAY = 2


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_after(stage: str) -> None:
    module: Any = importlib.import_module(f"fraudpipe.stages.{stage}")
    work = module.run

    def run(*arguments: Any, **named: Any) -> None:
        work(*arguments, **named)
        _die()

    module.run = run


def _count_readings(pages: Path, *, die_at: int | None) -> None:
    seal: Any = Vault.seal

    def counted(self: Vault, kind: str, rows: Any) -> int:
        done: int = seal(self, kind, rows)
        if kind == "kept_reading":
            with pages.open("a") as file:
                file.write(f"{done}\n")
            if len(pages.read_text().splitlines()) == die_at:
                _die()
        return done

    Vault.seal = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    workspace, intake, stage, pages = sys.argv[1:]
    _count_readings(Path(pages), die_at=HALF_WAY if stage == "reading" else None)
    if stage not in ("reading", "none"):
        _kill_after(stage)
    main(["nightly", intake, "--json", "--workspace", workspace])
