"""CPU seconds a page by step of reading, and what each step brings in exact fields.

scripts/bench reading_cost [--pages 48] [--condition drawn] [--layouts 0 1 2] [--page-side N] [--engine openvino]
    [--without STEP …]
scripts/bench reading_cost --scaling         two processes against one, beside a loop that shares nothing
scripts/bench reading_cost --determinism N   N pages read twice, in one process and in two

Steps that can be left out: strips, second, searching, seals (none of them: the fast reader alone). Times are CPU of
this process and of the programs it starts. Lines are never kept here: what is measured is reading itself.
"""

import argparse
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, get_args

import cv2
from reading_processes import differing, scaling
from simulated_pages import Sample, papers_by_type

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.model_session import Engine
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.documents import reading_flow, upright
from fraudpipe.documents.sheets import look, sealed
from fraudpipe.documents.sheets.look import Readers
from fraudpipe.records.exactness import exact_key
from fraudpipe.records.reading import Reading
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.truth import Paper

STEPS = ("strips", "second", "searching", "seals")


class Stopwatch:
    """CPU seconds by step; what a step inside another takes is not the outer one's."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._inner = [0.0]

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Counts what is done inside."""
        began = cpu_seconds()
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = cpu_seconds() - began
            self.seconds[name] += took - self._inner.pop()
            self.calls[name] += 1
            self._inner[-1] += took

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted."""

        def counted(*args: Any, **named: Any) -> Any:
            with self.step(name):
                return function(*args, **named)

        return counted


class TimedReader:
    """A reader whose pages and strips are counted."""

    def __init__(self, step: str, reader: Any, watch: Stopwatch) -> None:
        self.name = reader.name
        self.version = reader.version
        for method in ("read_page", "read_strips"):
            if hasattr(reader, method):
                setattr(self, method, watch.timed(step, getattr(reader, method)))


def cpu_seconds() -> float:
    """CPU of this process and of its ended children so far."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def timed_readers(watch: Stopwatch, without: set[str], side: int, engine: Engine = "onnxruntime") -> Readers:
    """All readers of a process, counted, without some."""
    small: Any = TimedReader("small", PaddleReader("small", side, engine=engine), watch)
    nothing: Any = _Blind()
    fast: Any = TimedReader("fast", PaddleReader("tiny", side, engine=engine), watch)
    second: Any = None if "second" in without else TimedReader("second", TesseractReader(), watch)
    searching: Any = TimedReader("searching", PaddleReader("small_both", side, engine=engine), watch)
    strips: Any = nothing if "strips" in without else TimedReader("strips", StripReader("small", engine), watch)
    return Readers(
        fast, small, second, OrientationClassifier(), nothing if "searching" in without else searching, strips
    )


class _Blind:
    """Sees nothing."""

    name = "nobody"

    def read_page(self, _: Any) -> tuple[()]:
        return ()

    def read_strips(self, strips: Any) -> tuple[tuple[str, float], ...]:
        return tuple(("", 0.0) for _ in strips)

    def version(self) -> str:
        return self.name


def scored(paper: Paper, reading: Reading, counts: Counter[str]) -> None:
    """Adds the paper's scalar fields that any form looks for to the counts."""
    counts["pages"] += 1
    counts["type"] += reading.document_type == paper.document_type
    for name, value in paper.values.items():
        if isinstance(value, list | tuple | dict):
            continue
        one = reading.fields.get(name)
        counts["fields"] += 1
        counts["read"] += one is not None
        exact = one is not None and exact_key(one.value) == exact_key(value)
        counts["exact"] += exact
        counts["accepted"] += one is not None and one.status == "accepted"
        counts["accepted wrong"] += one is not None and one.status == "accepted" and not exact


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=48)
    parser.add_argument("--condition", default="drawn")
    parser.add_argument("--layouts", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--seed", type=int, default=23)
    parser.add_argument("--page-side", type=int, default=ReadingOptions().page_side)
    parser.add_argument("--engine", default=ReadingOptions().engine, choices=get_args(Engine))
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--determinism", type=int, metavar="N")
    parser.add_argument("--without", nargs="*", default=[], choices=STEPS)
    asked = parser.parse_args()
    os.nice(5)
    cv2.setNumThreads(1)
    faces, limits = Faces(installed_fonts()), ReadingOptions().limits
    wanted = asked.determinism or asked.pages
    papers = papers_by_type(wanted, asked.seed, templates=tuple(asked.layouts))[:wanted]
    samples = [Sample(paper, asked.condition, asked.seed) for paper in papers]
    if asked.scaling or asked.determinism:
        options = ReadingOptions(engine=asked.engine, page_side=asked.page_side)
        _show_processes([sample.page(faces).content for sample in samples], options, scaled=asked.scaling)
        return 0
    watch, without, counts = Stopwatch(), set(asked.without), Counter[str]()
    readers = timed_readers(watch, without, asked.page_side, asked.engine)
    _count_functions(watch, without)
    reading_flow.read_document(decode(samples[0].page(faces).content, limits), readers)  # loads the models
    watch.seconds.clear()
    watch.calls.clear()
    wall = time.perf_counter()
    for sample in samples:
        content = sample.page(faces).content
        with watch.step("decode"):
            pages = decode(content, limits)
        with watch.step("rest"):
            reading = reading_flow.read_document(pages, readers)
        scored(sample.paper, reading, counts)
    _show(watch, counts, time.perf_counter() - wall)
    return 0


def _show_processes(files: Sequence[bytes], options: ReadingOptions, *, scaled: bool) -> None:
    if scaled:
        reading, control = scaling(files, options)
        print(
            f"{len(files)} pages: two processes do {reading:.3f} of twice the work of one, a loop alone {control:.3f}"
        )
        print(f"reading against that control: {reading / control:.3f}")
    else:
        print(f"{differing(files, options)} of {len(files)} files read differently again or in another process")


def _count_functions(watch: Stopwatch, without: set[str]) -> None:
    upright.tilt = watch.timed("tilt", upright.tilt)
    look.without_stamps = watch.timed("stamps", look.without_stamps)
    look.papers_in = watch.timed("splitting", look.papers_in)
    sealed.impressions = (lambda *_, **__: ()) if "seals" in without else watch.timed("seals", sealed.impressions)
    reading_flow.extract = watch.timed("extract", reading_flow.extract)
    reading_flow.page_problems = watch.timed("problems", reading_flow.page_problems)
    reading_flow.unread_share = watch.timed("unread", reading_flow.unread_share)


def _show(watch: Stopwatch, counts: Counter[str], wall: float) -> None:
    pages = counts["pages"]
    print(f"{pages} pages, {wall / pages:.2f} s wall a page with rendering")
    for name, seconds in watch.seconds.most_common():
        print(f"    {name:12} {seconds / pages:7.3f} CPU s a page, {watch.calls[name] / pages:5.2f} calls a page")
    print(f"    {'all':12} {watch.seconds.total() / pages:7.3f} CPU s a page")
    print(
        f"exact {counts['exact'] / counts['fields']:.1%} of {counts['fields']} fields, read {counts['read']}, "
        f"accepted {counts['accepted']}, accepted wrong {counts['accepted wrong']}, type {counts['type']}/{pages}; "
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with rendering"
    )


if __name__ == "__main__":
    sys.exit(main())
