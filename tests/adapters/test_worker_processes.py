import os
from functools import partial
from pathlib import Path

import pytest

from fraudpipe.adapters.vault import Vault
from fraudpipe.adapters.worker_processes import WorkerProcesses
from fraudpipe.errors import DependencyError


@pytest.mark.slow
def test_lots_come_back_in_their_order_and_the_vault_is_opened_anew(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault", tmp_path / "keys")
    vault.seal("note", [(str(one), "m1", f"note {one}".encode()) for one in range(5)])
    lots = [(vault, "note", str(one)) for one in range(5)]
    assert list(WorkerProcesses(2).each(Vault.open, lots)) == [f"note {one}".encode() for one in range(5)]
    vault.close()


@pytest.mark.slow
def test_a_process_that_dies_is_told_of() -> None:
    with pytest.raises(DependencyError, match="killed"):
        list(WorkerProcesses(2).each(partial(os._exit, 9), [(), ()]))


@pytest.mark.slow
def test_what_a_lot_raises_is_raised_here() -> None:
    with pytest.raises(DependencyError, match="no such office"):
        list(WorkerProcesses(1).each(_refuse, [("no such office",)]))


def _refuse(message: str) -> None:
    raise DependencyError(message)
