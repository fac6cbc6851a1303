"""Parts of identity numbers: many at once are cut as one alone is."""

from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.linkage.id_parts import all_id_parts, id_parts
from fraudpipe.linkage.normalise import normal_forms

NUMBERS = (
    "11010519491231002X",
    "110105491231002",
    "110105194912310011",
    "E12345678",
    "ABC123456789012",
    "110105********002X",
    "11010519491231xxxx",
)


@given(st.sampled_from(NUMBERS), st.integers(0, 17), st.sampled_from(["", *"0٣５xX*• -/甲"]), st.booleans())
def test_many_at_once_have_the_parts_they_have_alone(number: str, at: int, mark: str, lower: bool) -> None:
    texts = [number, number[:at] + mark + number[at + len(mark) :], f" {number.lower() if lower else number}"]
    assert all_id_parts(texts, normal_forms("id_number", texts)) == [id_parts(text) for text in texts]
