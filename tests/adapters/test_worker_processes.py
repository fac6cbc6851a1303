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
    notes = [str(one) for one in range(5)]
    read = list(WorkerProcesses(2).each(_note, partial(_first_of, vault), notes))
    assert read == [f"note {one}".encode() for one in range(5)]
    vault.close()


@pytest.mark.slow
def test_a_process_that_dies_is_told_of() -> None:
    with pytest.raises(DependencyError, match="killed"):
        list(WorkerProcesses(2).each(_die, os.getpid, [9, 9]))


@pytest.mark.slow
def test_what_a_lot_raises_is_raised_here() -> None:
    with pytest.raises(DependencyError, match="no such office"):
        list(WorkerProcesses(1).each(_refuse, os.getpid, ["no such office"]))


@pytest.mark.slow
def test_a_process_begins_once_and_what_fails_then_is_told() -> None:
    assert len(set(WorkerProcesses(1).each(_nth, list[int], [1, 2, 3]))) == 3
    with pytest.raises(DependencyError, match="begin"):
        list(WorkerProcesses(1).each(_nth, partial(_refuse, 0, "cannot begin"), [1]))


def _nth(before: list[int], lot: int) -> int:
    before.append(lot)
    return len(before)


def _first_of(vault: Vault) -> Vault:
    return vault


def _note(vault: Vault, name: str) -> bytes | None:
    return vault.open("note", name)


def _die(_shared: int, code: int) -> None:
    os._exit(code)


def _refuse(_shared: int, message: str) -> None:
    raise DependencyError(message)
