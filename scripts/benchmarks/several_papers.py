"""Whether several papers of one type in one file come out apart, and the pages of one paper together.

scripts/bench several_papers [--pairs 3] [--conditions clean photo] [--types …] [--lines FILE] [--errors]

apart      two papers of one patient, one hospital and one layout but of other days and numbers, in both orders; the
           same of two patients; and, with --beside, two such papers side by side in one picture
together   a paper printed on two and on three pages; one whose second page repeats the head of the first and goes on
           with its table; the same page taken twice
Layouts 0 to 2. Only the first look at each page is taken: nothing else decides which pages are one paper.
"""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from field_cases import KNOWN_LAYOUTS, kept_readers
from simulated_pages import claims_with_papers

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.page_files import installed_fonts, order_of, page_bytes
from fraudpipe.documents.forms.catalogue import CARDS
from fraudpipe.documents.sheets.gathering import papers_of
from fraudpipe.documents.sheets.look import Readers, SeenPage, first_look
from fraudpipe.records.reading import DOCUMENT_TYPES, LIST_FIELDS, Pixels
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.conditions import CONDITIONS, shot_in
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import PageOrder, render_page

_OF_THE_PATIENT = ("patient_name", "sex", "age", "hospital_name", "record_number", "department", "region")
_ONE_PAGE = ("inpatient_invoice", "outpatient_invoice", *CARDS)


class Camera:
    """Prints papers, takes them, and has a first look at them.

    Args:
        readers: Who looks.
        seed: Of the pictures.
    """

    def __init__(self, readers: Readers, seed: int) -> None:
        self._readers, self._seed = readers, seed
        self._faces = Faces(installed_fonts())

    def pages(self, order: PageOrder, condition: str) -> list[Pixels]:
        """The pages of a paper."""
        dice = Dice(stream(self._seed, "page", order.token, condition), block=64)
        picture = page_bytes(render_page(order, self._seed, self._faces, shot_in(condition, dice)))
        return list(decode(picture.content, ReadingOptions().limits))

    def look(self, pages: Sequence[Pixels]) -> list[tuple[SeenPage, ...]]:
        """What is seen on each page."""
        return [first_look(page, number, self._readers) for number, page in enumerate(pages)]


def piles(files: Sequence[Sequence[SeenPage]]) -> list[list[SeenPage]]:
    """The papers of one file that is put together from pages seen before."""
    return papers_of([replace(part, number=number) for number, page in enumerate(files) for part in page])


def pairs_of(pairs: int, seed: int, types: Sequence[str]) -> Iterator[tuple[PageOrder, PageOrder]]:
    """Papers of two claims, the second one made out for the patient and by the hospital of the first."""
    by_type: dict[str, list[PageOrder]] = defaultdict(list)
    for claim in claims_with_papers(max(40, pairs * 12), seed):
        for paper in claim.papers:
            if paper.template in KNOWN_LAYOUTS and paper.document_type in types:
                by_type[paper.document_type].append(order_of(paper))
    for _, orders in sorted(by_type.items()):
        yield from zip(orders[: 2 * pairs : 2], orders[1 : 2 * pairs : 2], strict=False)


def of_one_patient(first: PageOrder, second: PageOrder) -> PageOrder:
    """The second paper as if it were of the first one's patient."""
    shared = {name: first.values[name] for name in _OF_THE_PATIENT if name in first.values and name in second.values}
    shared = {} if first.document_type in CARDS else shared
    return replace(second, values={**second.values, **shared}, template=first.template, house=first.house)


def halves(order: PageOrder) -> tuple[PageOrder, PageOrder] | None:
    """The two halves of a paper's table, each below the whole head of the paper."""
    name = next((one for one in LIST_FIELDS if one in order.values), None)
    if name is None or order.document_type in _ONE_PAGE or len(order.values[name]) < 2:
        return None
    rows: Any = order.values[name]
    cut = len(rows) // 2
    first = {key: value for key, value in order.values.items() if key != "total_amount"} | {name: rows[:cut]}
    return (
        replace(order, token=order.token + "a", values=first),
        replace(order, token=order.token + "b", values={**order.values, name: rows[cut:]}),
    )


def cases(
    camera: Camera, pair: tuple[PageOrder, PageOrder], condition: str, *, beside: bool
) -> Iterator[tuple[str, int, list[list[SeenPage]]]]:
    """What is put before the rules: its kind, how many papers it is, and the papers that came out."""
    first, second = (replace(one, pages=1) for one in pair)
    same = of_one_patient(first, replace(second, token=second.token + "s"))
    (one,), (other,), (stranger,) = (camera.look(camera.pages(order, condition)) for order in (first, same, second))
    yield "apart: one patient", 2, piles([one, other])
    yield "apart: one patient", 2, piles([other, one])
    yield "apart: two patients", 2, piles([one, stranger])
    yield "apart: two patients", 2, piles([stranger, one])
    (again,) = camera.look(camera.pages(first, "jpeg" if condition == "clean" else "clean"))
    yield "together: taken twice", 1, piles([one, again])
    if first.document_type not in _ONE_PAGE:
        for pages in (2, 3):
            seen = camera.look(camera.pages(replace(first, pages=pages), condition))
            if len(seen) > 1:
                yield f"together: on {pages} pages", 1, piles(seen)
    if (parts := halves(first)) is not None:
        (upper,), (lower,) = (camera.look(camera.pages(part, condition)) for part in parts)
        yield "together: head repeated", 1, piles([upper, lower])
    if beside:
        plain = replace(first, beside=replace(same, edit="", original={}), edit="", original={})
        yield "apart: side by side", 2, piles(camera.look(camera.pages(plain, condition)))


def main() -> int:
    """Counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--conditions", nargs="+", choices=CONDITIONS, default=["clean", "photo"])
    parser.add_argument("--types", nargs="+", choices=DOCUMENT_TYPES, default=DOCUMENT_TYPES[:-1])
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--lines", type=Path, default=Path("build/confidence/lines.sqlite"))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    os.nice(5)
    asked.lines.parent.mkdir(parents=True, exist_ok=True)
    camera = Camera(kept_readers(asked.lines), asked.seed)
    counts: Counter[tuple[str, bool]] = Counter()
    for at, pair in enumerate(pairs_of(asked.pairs, asked.seed, asked.types)):
        condition = asked.conditions[at % len(asked.conditions)]
        for kind, wanted, papers in cases(camera, pair, condition, beside=asked.beside):
            right = len(papers) == wanted
            counts[kind, right] += 1
            if asked.errors and not right:
                told = [(paper[0].document_type, [page.number + 1 for page in paper]) for paper in papers]
                print(f"{pair[0].document_type} {pair[0].token} {condition} {kind}: {told}", flush=True)
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong = counts[kind, True], counts[kind, False]
        print(f"{kind:28} {right:4} of {right + wrong:4} as wanted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
