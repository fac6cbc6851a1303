import numpy as np
import pandas as pd
import pytest

from fraudpipe.graph.forms import form_rows

_COLUMNS = ["form_count", "form_member_count", "form_hospital_count"]


def _claims(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim_id", "member_id", "hospital_id", "visible_at"])


def _prints(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim_id", "form", "visible_at"])


def _at(claims: pd.DataFrame, prints: pd.DataFrame, *probes: tuple[str, int]) -> list[list[int]]:
    asked = pd.DataFrame(probes, columns=["claim_id", "as_of"])
    return form_rows(claims, prints, asked)[_COLUMNS].to_numpy().tolist()


def test_the_rarest_form_by_other_members_and_the_most_widespread_by_hospitals() -> None:
    claims = _claims(("a", "m1", "h1", 1), ("b", "m2", "h1", 2), ("c", "m3", "h2", 3), ("d", "m1", "h3", 4))
    prints = _prints(
        ("a", "f", 1), ("a", "f", 1), ("a", "rare", 5), ("b", "f", 2), ("c", "f", 9), ("d", "f", 4), ("b", None, 2)
    )
    assert _at(claims, prints, ("a", 2), ("a", 5), ("a", 6), ("a", 10), ("c", 9)) == [
        [1, 0, 1],
        [1, 1, 2],
        [2, 0, 2],
        [2, 0, 3],
        [0, 0, 0],
    ]
    assert _at(claims, prints, ("b", 10)) == [[1, 2, 3]]


def test_a_form_counts_from_when_its_claim_is_known_at_the_hospital_that_was_named_first() -> None:
    claims = _claims(("a", "m1", "h1", 1), ("b", "m2", "h2", 7), ("b", "m2", "h1", 8), ("c", "m3", "h1", 1))
    prints = _prints(("a", "f", 1), ("b", "f", 2), ("c", "f", 1))
    assert _at(claims, prints, ("a", 7), ("a", 8), ("a", 9)) == [[1, 1, 1], [1, 2, 2], [1, 2, 2]]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_as_counting_one_by_one_and_nothing_of_the_moment_or_later_counts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    claims = _claims(
        *((f"c{n}", f"m{rng.integers(9)}", f"h{rng.integers(4)}", int(rng.integers(20))) for n in range(30))
    )
    prints = _prints(*((f"c{rng.integers(33)}", f"f{rng.integers(5)}", int(rng.integers(30))) for _ in range(80)))
    found = form_rows(claims, prints, claims[["claim_id"]].assign(as_of=21))
    known = claims.set_index("claim_id")
    seen = prints[prints["claim_id"].isin(known.index) & (prints["visible_at"] < 21)]
    whole = seen.merge(claims[["claim_id", "member_id", "hospital_id"]], on="claim_id")
    for claim_id, row in zip(claims["claim_id"], found.to_dict("records"), strict=True):
        own = sorted(set(whole["form"][whole["claim_id"] == claim_id]))
        by_form = [whole[whole["form"] == one] for one in own]
        member = known.loc[claim_id, "member_id"]
        assert row["form_count"] == len(own)
        fewest = min((one["member_id"][one["member_id"] != member].nunique() for one in by_form), default=0)
        assert row["form_member_count"] == fewest
        assert row["form_hospital_count"] == max((one["hospital_id"].nunique() for one in by_form), default=0)
    assert form_rows(claims, seen, claims[["claim_id"]].assign(as_of=21)).equals(found)
