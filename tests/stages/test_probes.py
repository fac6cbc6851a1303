import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from builders import AS_OF, KNOWN_AT, Row, claim
from fraudpipe.adapters.lake import Lake
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.stages.probes import all_probes, night_probes


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def _add(lake: Lake, kind: str, delivery_id: str, as_of: int, *claims: Row) -> None:
    frame = pd.DataFrame(list(claims)).assign(delivery_id=delivery_id)
    frame["received_at"] = frame["known_at"] if kind == "history" else as_of - 1
    lake.add(Delivery(delivery_id, kind, as_of, ""), {"claims": frame})  # type: ignore[arg-type]


def _moments(lake: Lake, until: int = 2**40) -> dict[str, int]:
    found = all_probes(lake, until)
    assert found["as_of"].is_monotonic_increasing
    return dict(zip(found["claim_id"], found["as_of"], strict=True))


def test_history_is_scored_at_the_midnight_after_it_was_known(lake: Lake) -> None:
    midnight = seconds(dt.date(2025, 6, 2))
    claims = [claim(claim_id=f"c{n}", known_at=midnight + n) for n in (-DAY_SECONDS, -1, 0, 1)]
    _add(lake, "history", "h", AS_OF, *claims)
    next_midnight = midnight + DAY_SECONDS
    assert _moments(lake) == {f"c{-DAY_SECONDS}": midnight, "c-1": midnight, "c0": next_midnight, "c1": next_midnight}


def test_a_night_is_scored_at_its_own_moment_however_old_its_claims_are(lake: Lake) -> None:
    _add(lake, "night", "n", AS_OF, claim(claim_id="old", known_at=KNOWN_AT - 90 * DAY_SECONDS), claim())
    assert _moments(lake) == {"c1": AS_OF, "old": AS_OF}


def test_a_correction_does_not_move_the_moment(lake: Lake) -> None:
    _add(lake, "night", "n1", AS_OF, claim())
    _add(lake, "night", "n2", AS_OF + DAY_SECONDS, claim(amount_fen=7, known_at=AS_OF), claim(claim_id="c2"))
    assert _moments(lake) == {"c1": AS_OF, "c2": AS_OF + DAY_SECONDS}


def test_nothing_is_scored_before_its_moment_has_come(lake: Lake) -> None:
    _add(
        lake, "history", "h", AS_OF, claim(claim_id="late", known_at=AS_OF - 1), claim(known_at=AS_OF - DAY_SECONDS - 1)
    )
    assert _moments(lake, until=AS_OF - 1) == {}
    assert _moments(lake, until=AS_OF) == {"c1": AS_OF - DAY_SECONDS, "late": AS_OF}


def test_a_nights_probes_are_its_claims_and_the_most_recent_others(lake: Lake) -> None:
    history = [claim(claim_id=f"h{n}", known_at=KNOWN_AT - (9 - n) * DAY_SECONDS) for n in range(5)]
    _add(lake, "history", "h", KNOWN_AT, *history)
    _add(lake, "night", "n", AS_OF, claim(), claim(claim_id="h4", amount_fen=1), claim(claim_id="c2"))
    found = night_probes(lake, "n", AS_OF, 2)
    assert found[["claim_id", "in_night"]].to_numpy().tolist() == [
        ["h2", False],
        ["h3", False],
        ["c1", True],
        ["c2", True],
        ["h4", True],
    ], "a corrected claim is tonight's"
    assert set(found.loc[found["in_night"], "as_of"]) == {AS_OF}
    assert (found.loc[~found["in_night"], "as_of"] < AS_OF).all()


def test_an_empty_lake_has_no_probes(lake: Lake) -> None:
    assert all_probes(lake, AS_OF).empty
    assert night_probes(lake, "n", AS_OF, 10).empty
