"""Reads many files at once: one process a core, one engine a process, one thread each."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

import cv2

from fraudpipe.adapters.child_process import CONTEXT, start_child
from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions, reader_key
from fraudpipe.errors import DependencyError, InputError
from fraudpipe.records.reading import Reading

_MOST_SECONDS = 900
"""Wall time after which a file that is still being read is given up; sixty careful pages take a third of it."""


@dataclass
class _Worker:
    process: ForkServerProcess
    pipe: Connection
    key: str | None = None


class ReadingPool:
    """Reads files in processes of its own, which start with the first file and end with the pool.

    Args:
        options: How papers are read; `processes` 0 takes one for each core.
    """

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._count = options.processes or len(os.sched_getaffinity(0))
        self._workers: list[_Worker] = []

    def reader_key(self) -> str:
        """Digest of reader versions, model files, rules and options: the part of a cache key that is not the file."""
        return reader_key(self._options)

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Reading | InputError]]:
        """Each file's reading, or why it has none, as soon as it is done; in no particular order.

        No more files are taken from `items` than processes are free. A process that dies takes only its own file along.

        Args:
            items: Keys, each once, and the files' bytes.

        Raises:
            DependencyError: A reader cannot be started.
        """
        source = iter(items)
        try:
            exhausted = False
            while True:
                while not exhausted and (free := self._free_worker()) is not None:
                    item = next(source, None)
                    if item is None:
                        exhausted = True
                    else:
                        self._hand(free, *item)
                busy = [worker for worker in self._workers if worker.key is not None]
                if not busy:
                    return
                yield from self._finished(busy)
        finally:
            if any(worker.key is not None for worker in self._workers):
                self.close()  # the caller went away: what is half read is nobody's

    def close(self) -> None:
        """Ends the processes; a later call of `read_many` starts new ones."""
        for worker in self._workers:
            _end(worker)
        self._workers = []

    def __enter__(self) -> "ReadingPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hand(self, worker: _Worker, key: str, content: bytes) -> None:
        try:
            worker.pipe.send_bytes(content)
        except OSError:  # it died while it was idle
            self._workers.remove(worker)
            _end(worker)
            worker = _start(self._options)
            self._workers.append(worker)
            worker.pipe.send_bytes(content)
        worker.key = key

    def _free_worker(self) -> _Worker | None:
        free = next((worker for worker in self._workers if worker.key is None), None)
        if free is None and len(self._workers) < self._count:
            free = _start(self._options)
            self._workers.append(free)
        return free

    def _finished(self, busy: list[_Worker]) -> Iterator[tuple[str, Reading | InputError]]:
        ready = wait([worker.pipe for worker in busy], timeout=_MOST_SECONDS)
        for worker in busy:
            if ready and worker.pipe not in ready:
                continue
            key = worker.key or ""
            try:
                if not ready:
                    raise EOFError
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._workers.remove(worker)
                _end(worker)
                answer = InputError("reader_crashed", "the reader died or stopped at this file; look at it by hand")
            worker.key = None
            if isinstance(answer, DependencyError):
                raise answer
            yield key, answer


def _start(options: ReadingOptions) -> _Worker:
    ours, theirs = CONTEXT.Pipe()
    # Not a daemon: it has a child of its own for every file that it decodes. It ends when its pipe is closed.
    process = start_child(_serve, (theirs, options), daemon=False)
    theirs.close()
    return _Worker(process, ours)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()


def _serve(pipe: Connection, options: ReadingOptions) -> None:
    """Runs in the worker: a file in, a reading or an error out, until the other side goes away."""
    try:
        reader = DocumentReader(options)
    except DependencyError as error:
        pipe.recv_bytes()
        pipe.send(error)
        return
    while True:
        try:
            content = pipe.recv_bytes()
        except EOFError:
            return
        try:
            pipe.send(reader.read(content))
        except (InputError, DependencyError) as error:
            pipe.send(error)
        except (ValueError, TypeError, ArithmeticError, LookupError, cv2.error) as error:
            # The message may quote what was read: its kind alone is told.
            pipe.send(InputError("reader_crashed", f"the reader stopped at it ({type(error).__name__})"))
