"""One writer a workspace: a second night started by mistake is told to wait instead of racing the first."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fraudpipe.errors import DependencyError


@contextmanager
def workspace_lock(workspace: Path) -> Iterator[None]:
    """Holds the workspace for writing. The system lets go of it when the process ends, however it ends.

    Raises:
        DependencyError: Another run holds it.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    with (workspace / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = f"another run is working in {workspace}; wait for it to end and start again"
            raise DependencyError(msg) from None
        yield
