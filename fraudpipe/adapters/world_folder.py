"""The folder of a world while it is made: apart from the finished one, held by one run, and cleared when a run died."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from fraudpipe.errors import DependencyError, UserError

_MARK = ".unfinished-"
_LOCK = ".lock"


def refuse_occupied(out: Path) -> None:
    """Refuses a folder that already holds something.

    Raises:
        UserError: It does.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        msg = f"{out} is not an empty folder; name a new one, or remove it first"
        raise UserError(msg)


@contextmanager
def unfinished(out: Path) -> Iterator[Path]:
    """A folder of its own beside `out`, renamed to `out` when all went well and removed when it did not.

    What runs left that were killed is removed, too; only folders that nobody holds any more.

    Raises:
        UserError: `out` holds something, or cannot be made where it is.
        DependencyError: The disk is full or fails.
    """
    out = out.resolve()
    refuse_occupied(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists():
            out.rmdir()
        for left in sorted(out.parent.glob(f"{out.name}{_MARK}*")):
            _clear(left)
        made = Path(tempfile.mkdtemp(prefix=out.name + _MARK, dir=out.parent))
    except OSError as error:
        msg = f"{out} cannot be made: {error.strerror}; name a folder on a disk that you may write to"
        raise UserError(msg) from None
    with (made / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield made
            (made / _LOCK).unlink()
            made.chmod(0o755)
            made.rename(out)
        except (OSError, duckdb.Error) as error:
            shutil.rmtree(made, ignore_errors=True)
            msg = f"writing {out} failed: {error}; free some space there, or ask for fewer claims"
            raise DependencyError(msg) from error
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise


def _clear(left: Path) -> None:
    """Removes what a killed run left; a folder without our lock, or whose lock is held, stays."""
    lock = left / _LOCK
    if not lock.is_file():
        return
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(left)
