import pytest
from simulation.pages.fixtures import TYPES, values_of

from fraudpipe.records.reading import DOCUMENT_TYPES
from fraudpipe.simulation.pages.forms import FORMS
from fraudpipe.simulation.pages.labels import wordings
from fraudpipe.simulation.pages.layouts import LAYOUTS, TEMPLATES


def test_every_type_of_paper_can_be_printed():
    assert set(TYPES) == set(DOCUMENT_TYPES) - {"other"}
    apart = {"inpatient_invoice", "outpatient_invoice", "identity_card", "bank_card"}
    assert set(FORMS) == set(TYPES) - apart
    assert len(LAYOUTS) == TEMPLATES + 2
    assert len(set(LAYOUTS)) == len(LAYOUTS)


@pytest.mark.parametrize("document_type", FORMS)
def test_every_field_of_a_form_has_a_label_and_one_place(document_type):
    form = FORMS[document_type]
    for head in form.heads:
        placed = [*head, *form.passages, *form.closing]
        assert len(placed) == len(set(placed))
        assert all(wordings(document_type, name) for name in placed)
    placed = {*form.heads[0], *form.passages, *form.closing, form.table, "hospital_name"}
    for name in values_of(document_type):
        assert name in placed or wordings(document_type, name), name
