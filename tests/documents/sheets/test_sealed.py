import pytest

from fraudpipe.documents.sheets.sealed import PageSeal, hospital_votes
from fraudpipe.documents.sheets.seals import Impression
from fraudpipe.records.page_notes import Seal

_RING = Impression("round", "red", (1, 2, 3, 4), (2.0, 3.0), (1.0, 1.0), 0.0)


def _seal(text: str) -> PageSeal:
    return PageSeal(Seal(text, "round", "red", 1, (1, 2, 3, 4), 0.9), _RING, 0, "small")


@pytest.mark.parametrize(
    ("text", "printed", "said"),
    [
        ("虚构省模拟市人民医院", None, "虚构省模拟市人民医院"),
        ("虚构省模拟市人民医院", "模拟市人民医院", "虚构省模拟市人民医院"),
        ("虚构省模拟市人民医院", "虚构省模拟市人民医院", None),  # agrees: nothing to say
        ("虚构省模拟市人民医院", "别处市中心医院", None),  # print goes before a seal
        ("收费专用章", None, None),
    ],
)
def test_a_seal_names_the_hospital_where_print_does_not(text: str, printed: str | None, said: str | None) -> None:
    votes = hospital_votes([_seal(text)], printed)
    assert [vote.candidate.value for vote in votes] == ([] if said is None else [said])
    assert all(vote.candidate.trust < 0.8 for vote in votes)
