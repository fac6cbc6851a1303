"""Whether two processes read twice as much as one, and the same; used by reading_cost."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from fraudpipe.adapters.child_process import CONTEXT
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.reading_pool import ReadingPool
from fraudpipe.records.reading import Reading, reading_json

_LOOPS = 2_000_000
_ROUNDS = 3


def scaling(files: Sequence[bytes], options: ReadingOptions) -> tuple[float, float]:
    """How much of twice the work two processes do in the time of one: by reading, and by counting (the control).

    Both take turns, and the best time of each stands: other work on the machine only ever makes it longer.

    Args:
        files: What is read; each of two processes reads as many as one alone.
        options: How.
    """
    with _pool(options, 1) as one, _pool(options, 2) as two:
        for pool, count in ((one, 1), (two, 2)):
            _read(pool, files[:1] * count)  # loads the models
        alone, counted = _seconds(lambda: _read(one, files)), _seconds(lambda: _count(1, _LOOPS))
        loops = round(_LOOPS * alone / counted)
        turns = (
            lambda: _read(one, files),
            lambda: _read(two, [*files, *files]),
            lambda: _count(1, loops),
            lambda: _count(2, loops),
        )
        rounds = [[_seconds(turn) for turn in turns] for _ in range(_ROUNDS)]
    read_alone, read_beside, alone, beside = (min(times) for times in zip(*rounds, strict=True))
    return read_alone / read_beside, alone / beside


def differing(files: Sequence[bytes], options: ReadingOptions) -> int:
    """How many files do not read the same twice in one process, and in two that get them in another order."""
    readings: list[dict[str, str]] = []
    named = [(str(number), content) for number, content in enumerate(files)]
    with _pool(options, 1) as one, _pool(options, 2) as two:
        for pool, wanted in ((one, named), (one, named[::-1]), (two, named[::-1])):
            readings.append({key: _text(found) for key, found in pool.read_many(wanted)})
    return sum(len({each[key] for each in readings}) > 1 for key, _ in named)


def _pool(options: ReadingOptions, processes: int) -> ReadingPool:
    return ReadingPool(replace(options, processes=processes))


def _text(found: Reading | Exception) -> str:
    return json.dumps(reading_json(found), ensure_ascii=False) if isinstance(found, Reading) else repr(found)


def _read(pool: ReadingPool, files: Sequence[bytes]) -> None:
    for _ in pool.read_many((str(number), content) for number, content in enumerate(files)):
        pass


def _count(processes: int, loops: int) -> None:
    started = [CONTEXT.Process(target=_counted, args=(loops,)) for _ in range(processes)]
    for one in started:
        one.start()
    for one in started:
        one.join()


def _counted(loops: int) -> None:
    total = 0
    for number in range(loops):
        total += number & 7


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
