"""A file of an altered page differs from the honest one of the same token in the altered place and in nothing else."""

import dataclasses
import io

import numpy as np
import pytest
from PIL import Image
from simulation.pages.fixtures import order

from fraudpipe.adapters.page_files import Faces, installed_fonts, page_bytes
from fraudpipe.simulation.pages.render import render_page
from fraudpipe.simulation.truth import EDITS

pytestmark = pytest.mark.slow
_FIELDS = {
    "diagnosis_certificate": {"diagnosis": "胃溃疡"},
    "discharge_record": {"chief_complaint": "上腹部隐痛3年"},
    "pathology_report": {"sampled_date": "2024-01-08"},
    "inpatient_invoice": {"total_amount": "3580.50"},
}


def _pairs():
    """(kind of edit, honest file, altered file) of one token each."""
    faces = Faces(installed_fonts())
    for turn in range(4):
        for place, (kind, said) in enumerate(_FIELDS.items()):
            for edit in EDITS:
                honest = dataclasses.replace(order(kind), token=f"pair:{turn}:{place}:{edit}", template=turn)
                altered = dataclasses.replace(honest, original=said, edit=edit)
                yield edit, *(page_bytes(render_page(one, 5, faces)) for one in (honest, altered))


@pytest.fixture(scope="module")
def pairs():
    return list(_pairs())


def test_metadata_and_encoders_are_the_same(pairs):
    for edit, honest, altered in pairs:
        assert honest.extension == altered.extension
        assert honest.faults == altered.faults
        if honest.extension != "pdf":
            with Image.open(io.BytesIO(honest.content)) as one, Image.open(io.BytesIO(altered.content)) as other:
                # A machine that makes the whole page anew may well turn a landscape receipt into an upright one.
                assert one.size == other.size or edit == "regenerate"
                assert (one.mode, one.info.get("dpi")) == (other.mode, other.info.get("dpi"))
                assert getattr(one, "quantization", None) == getattr(other, "quantization", None)
                assert dict(one.getexif()) == dict(other.getexif())
        else:
            assert honest.content.count(b"/Page ") == altered.content.count(b"/Page ")
            assert honest.content[:20] == altered.content[:20]


def test_only_the_altered_page_has_a_mask(pairs):
    for _, honest, altered in pairs:
        assert not any(honest.masks)
        assert not honest.tampered
        assert any(altered.masks)
        assert altered.tampered


def test_the_size_of_a_file_does_not_tell_which_is_altered(pairs):
    local = [(len(honest.content), len(altered.content)) for edit, honest, altered in pairs if edit != "regenerate"]
    ratios = np.array([second / first for first, second in local])
    larger = (ratios > 1).mean()
    assert len(local) == 64
    assert 0.2 < larger < 0.8
    assert abs(np.median(ratios) - 1) < 0.004
    assert abs(ratios - 1).max() < 0.08
