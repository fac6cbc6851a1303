"""Simulated papers in every condition, read by the product and beside it by each reader alone."""

import functools
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from paper_scores.contenders import Product, Seen, peak_memory_mb, read_alone
from paper_scores.exactness import Verdict, verdicts
from paper_scores.tally import Tally, error_line
from simulated_pages import Sample, papers_by_type

from fraudpipe.adapters.page_files import PageBytes, installed_fonts
from fraudpipe.simulation.pages.faces import Faces

ALL = "all"


@dataclass(frozen=True)
class Order:
    """What to measure.

    Attributes:
        pages: Papers, each of them taken in every condition.
        conditions: Some of CONDITIONS.
        layouts: Whose papers.
        types: Which types; all where empty.
        seed: Of the claims and the pictures.
        beside: Which readers read alone.
        keep: Where lines are kept, or None.
        errors: Whether wrong values are listed.
    """

    pages: int
    conditions: tuple[str, ...]
    layouts: tuple[int, ...]
    types: tuple[str, ...]
    seed: int
    beside: tuple[str, ...]
    keep: Path | None
    errors: bool


def measure(order: Order) -> None:
    """Prints the figures; with `errors` the wrong values go to standard output and the figures to standard error."""
    tallies = {name: Tally() for name in ("product", *order.beside)}
    product = Product(order.keep)
    papers = papers_by_type(order.pages, order.seed, order.layouts, order.types)
    samples = [Sample(paper, condition, order.seed) for paper in papers for condition in order.conditions]
    # Printing and the other readers live in a process of their own, so that the product's memory is its own.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        for at, sample in enumerate(samples):
            page = other.submit(print_page, sample).result()
            seen = {"product": product.read(page.content)}
            for name in order.beside:
                seen[name] = other.submit(read_alone, name, page.content, order.keep).result()
            for name, one in seen.items():
                found = _count(tallies[name], sample, page, one)
                if name == "product" and order.errors:
                    _list_errors(found, sample, one)
            if (at + 1) % 50 == 0:
                print(f"{at + 1}/{len(samples)} pages", file=sys.stderr, flush=True)
    for line in _report(order, tallies, len(papers)):
        print(line, file=sys.stderr if order.errors else sys.stdout)


def print_page(sample: Sample) -> PageBytes:
    """The file of a sample."""
    return sample.page(_faces())


@functools.cache
def _faces() -> Faces:
    return Faces(installed_fonts())


def _count(tally: Tally, sample: Sample, page: PageBytes, seen: Seen) -> list[Verdict]:
    paper = sample.paper
    groups = (ALL, sample.condition, f"type {paper.document_type}", f"layout {paper.template}")
    found = verdicts(paper.values, seen.fields)
    turned = seen.rotation == page.faults["rotation"]
    tally.add(groups, found, typed=seen.document_type == paper.document_type, turned=turned)
    if seen.fresh:
        tally.add_cost(groups, seen.cpu_seconds)
    return found


def _list_errors(found: Sequence[Verdict], sample: Sample, seen: Seen) -> None:
    paper = sample.paper
    for one in found:
        if not one.right:
            where = {
                "type": paper.document_type,
                "taken_for": seen.document_type,
                "layout": paper.template,
                "condition": sample.condition,
                "token": paper.token,
            }
            print(error_line(one, **where), flush=True)


def _report(order: Order, tallies: dict[str, Tally], papers: int) -> Iterator[str]:
    product = tallies["product"]
    yield f"{papers} papers of layouts {order.layouts}, seed {order.seed}, each in: {', '.join(order.conditions)}"
    yield "exact: equal after NFKC, without spaces and punctuation; a row is exact when all its cells are\n"
    yield product.table([*order.conditions, ALL])
    yield ""
    yield product.table(product.groups("type ") + product.groups("layout "))
    yield f"\nexpected calibration error of the scalars read: {product.calibration_error():.3f}"
    yield f"peak memory of the reading process: {peak_memory_mb():.0f} MB; the first pages also load the models"
    for name in order.beside:
        yield f"\n{name} alone, same pages, same forms, no second look"
        yield tallies[name].table([*order.conditions, ALL])
        for group in (*order.conditions, ALL):
            ours, theirs = product.wrong(group), tallies[name].wrong(group)
            times = f"{theirs / ours:.1f} times as many" if ours else "ours has none"
            yield f"    wrong values {group:10} {theirs} against {ours}: {times}"
