"""A night that is killed with SIGKILL at the worst moment of one stage; run as a program by the tests.

    killed_night.py WORKSPACE INTAKE STAGE

The stage does all of its work and the process dies before the ledger hears of it. `reading` dies half-way through the
papers instead.
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from fraudpipe.adapters.vault import Vault
from fraudpipe.cli.main import main


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_after(stage: str) -> None:
    module: Any = importlib.import_module(f"fraudpipe.stages.{stage}")
    work = module.run

    def run(*arguments: Any, **named: Any) -> None:
        work(*arguments, **named)
        _die()

    module.run = run


def _kill_after_readings(count: int) -> None:
    seal: Any = Vault.seal
    kept = 0

    def counted(self: Vault, kind: str, rows: Any) -> int:
        nonlocal kept
        done: int = seal(self, kind, rows)
        kept += kind == "kept_reading"
        if kept == count:
            _die()
        return done

    Vault.seal = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    workspace, intake, stage = sys.argv[1:]
    if stage == "reading":
        _kill_after_readings(2)
    else:
        _kill_after(stage)
    main(["nightly", str(Path(intake)), "--workspace", workspace])
