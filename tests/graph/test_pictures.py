import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudpipe.graph.pictures import first_pictures, picture_rows


def _flipped(picture: str, count: int, seed: int) -> str:
    signs = int(picture, 16)
    for place in np.random.default_rng(seed).permutation(1024)[:count].tolist():
        signs ^= 1 << place
    return f"{signs:0256x}"


def _some(seed: int) -> str:
    return np.random.default_rng(seed).bytes(128).hex()


def _named(*pages: tuple[str, int]) -> list[str]:
    frame = pd.DataFrame(pages, columns=["picture", "at"])
    return first_pictures(frame["picture"], frame["at"].to_numpy(np.int64)).tolist()


def test_a_page_is_named_after_the_first_one_that_is_nearly_the_same() -> None:
    one = _some(1)
    again, too_far, stranger = _flipped(one, 40, 2), _flipped(one, 41, 3), _some(4)
    assert _named((again, 20), (one, 10), (stranger, 5), (too_far, 30)) == [one, one, stranger, too_far]
    assert _named((again, 10), (one, 20)) == [again, again]
    assert _named((one, 10), (one, 5)) == [one, one]


def test_a_page_that_is_near_to_a_copy_only_keeps_its_own_name() -> None:
    one = _some(1)
    copy = _flipped(one, 30, 2)
    again = _flipped(copy, 30, 3)
    assert (int(one, 16) ^ int(again, 16)).bit_count() > 40
    assert _named((one, 1), (copy, 2), (again, 3)) == [one, one, again]


def test_signs_that_differ_in_as_many_bands_as_can_be_are_still_found() -> None:
    one = _some(1)
    for left in (0, 20, 40):  # one sign in each band of three bytes but two
        places = [band * 24 + 5 for band in range(42) if band not in (left, left + 1)]
        other = f"{int(one, 16) ^ sum(1 << 1023 - place for place in places):0256x}"
        assert _named((one, 1), (other, 2)) == [one, one]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=14))
def test_bands_find_what_comparing_all_finds_and_later_pages_change_nothing(
    drawn: list[tuple[int, int, int]],
) -> None:
    pages = [(_flipped(_some(base), count, at * 7 + base), at) for base, count, at in drawn]
    named = _named(*pages)
    first: list[str] = []
    slow: dict[str, str] = {}
    for at, picture in sorted((at, picture) for picture, at in pages):
        near = [one for one in first if (int(one, 16) ^ int(picture, 16)).bit_count() <= 40]
        slow.setdefault(picture, near[0] if near else picture)
        first += [] if near else [picture]
        assert at >= 0
    assert named == [slow[picture] for picture, _ in pages]
    early = [page for page in pages if page[1] <= 4]
    if early:
        assert _named(*early) == [name for name, page in zip(named, pages, strict=True) if page[1] <= 4]


def test_a_claims_pictures_are_counted_once_each_and_nothing_of_the_moment_or_later() -> None:
    pages = pd.DataFrame(
        [("a", "x", 1), ("a", "x", 2), ("a", "y", 5), ("b", "x", 3)], columns=["claim_id", "value_hash", "visible_at"]
    )
    probes = pd.DataFrame(
        [("b", 3), ("a", 9), ("c", 9), ("a", 1), ("a", 5), ("b", 4)], columns=["claim_id", "as_of"], index=[4] * 6
    )
    assert picture_rows(pages, probes)["picture_count"].tolist() == [0, 2, 0, 0, 1, 1]
