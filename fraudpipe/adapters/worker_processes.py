"""Runs parts of a stage in several processes, one a core."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from fraudpipe.adapters.child_process import CONTEXT, plain_main
from fraudpipe.adapters.orphans import end_with_parent
from fraudpipe.errors import DependencyError

Made = TypeVar("Made")
Shared = TypeVar("Shared")
Lot = TypeVar("Lot")

_begin: list[Callable[[], Any]] = []
_begun: list[Any] = []
"""What a process of the pool works with; it lives as long as the pool."""


class WorkerProcesses:
    """Processes that start with the first lot and end with the last.

    Args:
        count: How many; 0 takes one for each core.
    """

    def __init__(self, count: int) -> None:
        self.count = count or len(os.sched_getaffinity(0))

    def each(
        self, work: Callable[[Shared, Lot], Made], begin: Callable[[], Shared], lots: Sequence[Lot]
    ) -> Iterator[Made]:
        """What `work` makes of each lot, in their order.

        Args:
            work: A function of a module that can be imported; it is found by its name.
            begin: Makes what all lots are worked on with, once in each process; vault and lake are opened anew there.
            lots: What is sent to a process, one after another.

        Raises:
            DependencyError: A process was killed.
        """
        pool = ProcessPoolExecutor(
            min(self.count, len(lots)), mp_context=CONTEXT, initializer=_start, initargs=(begin,)
        )
        try:
            with plain_main():
                working = [pool.submit(_made, work, lot) for lot in lots]
            for one in working:
                yield one.result()
        except BrokenProcessPool:
            msg = "a process that shared the work was killed, maybe for want of memory; run again, with fewer processes"
            raise DependencyError(msg) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _start(begin: Callable[[], Any]) -> None:
    end_with_parent()
    _begin.append(begin)


def _made(work: Callable[[Any, Any], Made], lot: Any) -> Made:
    if not _begun:  # with the first lot, so that what goes wrong is told like any other fault
        _begun.append(_begin[0]())
    return work(_begun[0], lot)
