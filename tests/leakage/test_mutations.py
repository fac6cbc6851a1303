"""Each way in which the future or a label could leak is built in on purpose; the checks must turn red."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pytest
from contracts import test_as_of as of_features
from graph import test_network as of_links

from features import provider, track_record
from fraudpipe.errors import ContractError
from fraudpipe.featuring import Catalogue, Count, Trailing, compute, cut, feature
from fraudpipe.featuring.running import sums
from fraudpipe.graph import components, network, sharing
from fraudpipe.records.moments import DAY_SECONDS

TRACK_RECORD = Catalogue(
    [
        track_record.hospital_confirmed_share,
        track_record.hospital_days_since_confirmed,
        provider.hospital_claim_count_365_days,
    ]
)
Check = Callable[[], None]


def checked_features() -> Iterator[Check]:
    """The checks of features over a small catalogue."""
    with of_features.every_value(TRACK_RECORD) as values:
        yield lambda: of_features.test_rows_that_arrive_later_never_change_a_value(values)
        for seconds in (0, 60):
            yield lambda seconds=seconds: of_features.test_rows_of_the_very_moment_are_not_seen(values, 1, seconds)
        yield lambda: of_features.test_the_outcome_of_a_claim_never_changes_its_own_values(values, 1)


def checked_links() -> Iterator[Check]:
    """The checks of links."""
    yield of_links.test_rows_received_later_never_change_a_value
    yield lambda: of_links.test_all_nights_at_once_are_each_night_alone(1)
    yield lambda: of_links.test_rows_are_what_the_definition_says(1)
    for seed in range(3):
        yield lambda seed=seed: of_links.test_outcomes_of_ones_own_never_change_a_value(seed)


def red(checks: Iterator[Check]) -> list[bool]:
    """Which of the checks fail."""
    found = []
    for check in checks:
        try:
            check()
        except AssertionError:
            found.append(True)
        else:
            found.append(False)
    return found


def test_nothing_is_red_without_a_leak() -> None:
    assert not any(red(checked_features()))
    assert not any(red(checked_links()))


def test_a_feature_that_asks_for_its_own_label_is_refused() -> None:
    @feature
    def own_outcome_count() -> Trailing:
        """Outcomes of the claim itself.

        Unit: count
        As of: never.
        Null: never.
        Why:
            zh: {value}
            en: {value}

        >>> 1
        1
        """
        return Trailing(table="outcomes", key="claim_id", aggregate=Count())

    with pytest.raises(ContractError, match="outcome of its own claim"):
        Catalogue([own_outcome_count])


def test_features_that_see_their_own_label_turn_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim's own rows are no longer left out: not in joins, not in sums."""
    seen, own = compute.seen, sums._own

    def with_own(frame: ir.Table, past: ir.Table, *others: Any) -> ir.Table:
        return seen(frame, past.mutate(claim_id=past.claim_id + "?"), *others)

    monkeypatch.setattr(compute, "seen", with_own)
    monkeypatch.setattr(sums, "_own", lambda *parts: own(*parts).limit(0))
    assert red(checked_features())[-1]


@pytest.mark.parametrize("left", ["joins", "sums"])
def test_one_way_to_the_own_label_is_enough(monkeypatch: pytest.MonkeyPatch, left: str) -> None:
    """Guards the test above: each of the two places is seen alone."""
    seen, own = compute.seen, sums._own
    if left == "joins":
        monkeypatch.setattr(
            compute, "seen", lambda frame, past, *others: seen(frame, past.mutate(claim_id=past.claim_id + "?"), *others)
        )
    else:
        monkeypatch.setattr(sums, "_own", lambda *parts: own(*parts).limit(0))
    assert red(checked_features())[-1]


def test_event_on_instead_of_known_at_turns_red(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = cut.versions

    def by_event(table: ir.Table, key: tuple[str, ...]) -> ir.Table:
        if "event_on" not in table.columns:
            return honest(table, key)
        happened = (table.event_on.epoch_seconds()).cast("int64").fill_null(0)
        return honest(table.mutate(known_at=happened, received_at=happened), key)

    monkeypatch.setattr(cut, "versions", by_event)
    assert red(checked_features())[0]


def test_an_outcome_of_a_neighbour_a_day_early_turns_red_in_features(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = cut.versions

    def early(table: ir.Table, key: tuple[str, ...]) -> ir.Table:
        if "outcome" not in table.columns:
            return honest(table, key)
        return honest(table.mutate(**{name: table[name] - DAY_SECONDS for name in ("known_at", "received_at")}), key)

    monkeypatch.setattr(cut, "versions", early)
    assert any(red(checked_features())[:3])


def test_an_outcome_of_a_neighbour_a_day_early_turns_red_in_links(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = network.outcome_spans

    def early(*tables: Any) -> Any:
        spans = honest(*tables)
        return replace(spans, start=spans.start - DAY_SECONDS, end=spans.end - DAY_SECONDS)

    monkeypatch.setattr(network, "outcome_spans", early)
    assert any(red(checked_links())[:2])


def test_the_own_label_in_a_component_turns_red(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = components._own_marks

    def nobody(*parts: Any) -> Any:
        begins, claims = honest(*parts)
        return begins * 0, claims

    monkeypatch.setattr(components, "_own_marks", nobody)
    assert any(red(checked_links())[3:])


def test_the_own_label_among_the_links_turns_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every claim gets a member of its own, so that a member's other claims count as a stranger's."""
    honest = sharing.sharing_counts

    def strangers(arrays: Any, *others: Any) -> Any:
        return honest(replace(arrays, member=np.arange(len(arrays.seen))), *others)

    monkeypatch.setattr(network, "sharing_counts", strangers)
    assert any(red(checked_links())[3:])
