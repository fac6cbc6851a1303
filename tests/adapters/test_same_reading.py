"""The same page read twice, in one process or in two, is the same bytes."""

import json

import pytest
from simulation.pages.fixtures import order

from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.page_files import installed_fonts, page_bytes
from fraudpipe.adapters.reading_pool import ReadingPool
from fraudpipe.records.reading import reading_json
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.conditions import shot_in
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import render_page

PAPERS = (("diagnosis_certificate", "photo"), ("inpatient_invoice", "messenger"), ("identity_card", "clean"))


@pytest.mark.slow
def test_a_page_reads_the_same_twice_and_in_any_number_of_processes() -> None:
    faces = Faces(installed_fonts())
    files = []
    for kind, condition in PAPERS:
        shot = shot_in(condition, Dice(stream(5, kind)))
        files.append((kind, page_bytes(render_page(order(kind), 5, faces, shot)).content))
    read = []
    for processes, wanted in ((1, files), (2, files[::-1]), (2, files)):
        with ReadingPool(ReadingOptions(processes=processes)) as pool:
            found = dict(pool.read_many(wanted))
        read.append(json.dumps({kind: reading_json(found[kind]) for kind, _ in PAPERS}, ensure_ascii=False))  # type: ignore[arg-type]
    assert read[0] == read[1] == read[2]
