"""Child processes forked off a server that has the decoders loaded, whatever program runs."""

import multiprocessing
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from typing import Any

_PRELOADED = ["fraudpipe.adapters.decoding"]

CONTEXT = multiprocessing.get_context("forkserver")


def start_child(target: Callable[..., None], arguments: tuple[Any, ...], *, daemon: bool) -> ForkServerProcess:
    """A running child process.

    Args:
        target: A function of a module that can be imported; it is found by its name.
        arguments: What it is called with; pipes may be among them.
        daemon: Whether it ends with this process; a daemon may have no children of its own.
    """
    CONTEXT.set_forkserver_preload(_PRELOADED)
    child = CONTEXT.Process(target=target, args=arguments, daemon=daemon)
    with plain_main():
        child.start()
    return child


@contextmanager
def plain_main() -> Iterator[None]:
    """Keeps multiprocessing from running the main program's file again in every child.

    Nothing of it is needed there; it costs time, and where the program came from standard input there is no such file.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
