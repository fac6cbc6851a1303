"""Worker processes that end when the run that started them was killed, instead of working on for nobody."""

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


def end_with_parent() -> None:
    """Makes this worker end as soon as its parent is gone; meant as the initializer of a pool.

    A pool's workers learn nothing of a parent that was killed: they would finish their share and then wait for ever.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True).start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
