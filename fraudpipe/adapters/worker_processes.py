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


class WorkerProcesses:
    """Processes that start with the first lot and end with the last.

    Args:
        count: How many; 0 takes one for each core.
    """

    def __init__(self, count: int) -> None:
        self.count = count or len(os.sched_getaffinity(0))

    def each(self, work: Callable[..., Made], lots: Sequence[tuple[Any, ...]]) -> Iterator[Made]:
        """What `work` makes of each lot of arguments, in their order.

        Args:
            work: A function of a module that can be imported; it is found by its name.
            lots: Arguments, each tuple for one call; they are sent to a process, vault and lake opened anew there.

        Raises:
            DependencyError: A process was killed.
        """
        pool = ProcessPoolExecutor(min(self.count, len(lots)), mp_context=CONTEXT, initializer=end_with_parent)
        try:
            with plain_main():
                working = [pool.submit(work, *lot) for lot in lots]
            for one in working:
                yield one.result()
        except BrokenProcessPool:
            msg = "a process that shared the work was killed, maybe for want of memory; run again, with fewer processes"
            raise DependencyError(msg) from None
        finally:
            pool.shutdown(cancel_futures=True)
