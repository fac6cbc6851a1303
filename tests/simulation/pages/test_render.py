import numpy as np
import pytest
from simulation.worlds import small_world

from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.simulation.pages import render
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import PageOrder, render_page
from fraudpipe.simulation.pages.sheet import Sheet

TYPES = (
    "inpatient_invoice", "outpatient_invoice", "discharge_record", "diagnosis_certificate", "pathology_report",
    "identity_card",
)  # fmt: skip


def _order(document_type, template=0, **changes):
    paper = next(
        paper for claim in small_world().history_claims for paper in claim.papers
        if paper.document_type == document_type and not claim.slips
    )  # fmt: skip
    return PageOrder(paper.token, document_type, template, paper.values | changes)


@pytest.mark.parametrize("document_type", TYPES)
@pytest.mark.parametrize("template", [0, 1])
def test_every_value_of_a_paper_is_printed(monkeypatch, document_type, template):
    printed = []
    text = Sheet.text

    def spy(sheet, x, y, text_, **how):
        printed.append(text_)
        return text(sheet, x, y, text_, **how)

    monkeypatch.setattr(Sheet, "text", spy)
    order = _order(document_type, template)
    render_page(order, 1, Faces(installed_fonts()))
    page = "".join(printed)
    for name, value in order.values.items():
        wanted = [part for item in value for part in item] if name == "line_items" else [str(value)]
        for one in wanted:
            assert one in page, name


def test_the_same_order_and_seed_give_the_same_pixels_and_another_seed_others():
    order = _order("discharge_record")
    first, again, other = (render_page(order, seed, Faces(installed_fonts())) for seed in (1, 1, 2))
    assert np.array_equal(first.pixels, again.pixels)
    assert first.shot != other.shot


def test_an_altered_paper_meets_the_same_camera(monkeypatch):
    honest = render_page(_order("diagnosis_certificate"), 1, Faces(installed_fonts()))
    altered = render_page(_order("diagnosis_certificate", diagnosis="痔"), 1, Faces(installed_fonts()))
    assert honest.shot == altered.shot
    assert not np.array_equal(honest.pixels, altered.pixels)
    assert render.draw_shot.__module__.endswith("camera")
