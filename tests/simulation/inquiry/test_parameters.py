import pytest
from pydantic import ValidationError

from fraudpipe.simulation.inquiry.parameters import InquiryParameters


def test_every_number_states_whether_it_is_sourced_or_assumed():
    for name, field in InquiryParameters.model_fields.items():
        assert "[A]" in (field.description or "") or "[S" in (field.description or ""), name


def test_a_share_beyond_one_and_an_unknown_number_are_refused():
    with pytest.raises(ValidationError):
        InquiryParameters(random_share=1.5)
    with pytest.raises(ValidationError):
        InquiryParameters.model_validate({"random": 0.5})
