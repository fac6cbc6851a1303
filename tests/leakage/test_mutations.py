"""Each way in which the future or a label could leak is built in on purpose; the checks must turn red."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pytest
from contracts import test_as_of as of_features
from graph import test_network as of_links

from features import provider, track_record
from fraudpipe.errors import ContractError
from fraudpipe.featuring import Catalogue, Count, Trailing, compute, cut, feature, night
from fraudpipe.featuring.running.plan import Way
from fraudpipe.graph import components, network
from fraudpipe.graph.snapshots import rows as snapshot_rows
from fraudpipe.records.moments import DAY_SECONDS

TRACK_RECORD = Catalogue(
    [
        track_record.hospital_confirmed_share,
        track_record.hospital_days_since_confirmed,
        provider.hospital_claim_count_365_days,
    ]
)
SEEDS = range(3)
WAYS: tuple[Way, ...] = ("night", "training")
Check = Callable[[], None]


@contextmanager
def checked(way: Way) -> Iterator[dict[str, Check]]:
    """The checks of features, over a small catalogue, by what they look for."""
    with of_features.every_value(TRACK_RECORD, way) as values:
        yield {
            "later": lambda: of_features.test_rows_that_arrive_later_never_change_a_value(values),
            "edge": lambda: of_features.test_rows_of_the_very_moment_are_not_seen(values, 1, 60),
            "own": lambda: of_features.test_the_outcome_of_a_claim_never_changes_its_own_values(values, 1),
        }


def built_in(monkeypatch: pytest.MonkeyPatch, name: str, leak: Callable[..., ir.Table]) -> None:
    """Puts a leak in the place of a function, wherever features take it from."""
    for module in (compute, cut, night):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, leak)


def turns_red(check: Check) -> bool:
    """Whether the check fails."""
    try:
        check()
    except AssertionError:
        return True
    return False


def test_nothing_is_red_without_a_leak() -> None:
    """The other way is held by the checks themselves."""
    with checked("training") as checks:
        assert [name for name, check in checks.items() if turns_red(check)] == []


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


@pytest.mark.parametrize("way", WAYS)
def test_features_that_see_their_own_label_turn_red(monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    """History no longer tells which rows are the claim's own, so that they are not left out."""
    honest = compute.history

    def nobodys(*parts: Any, **named: Any) -> ir.Table:
        rows = honest(*parts, **named)
        return rows.mutate(claim_id=rows.claim_id.concat("?"))

    built_in(monkeypatch, "history", nobodys)
    with checked(way) as checks:
        assert turns_red(checks["own"])


@pytest.mark.parametrize("way", WAYS)
def test_event_on_instead_of_known_at_turns_red(monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    honest = cut.versions

    def by_event(table: ir.Table, *others: Any, **named: Any) -> ir.Table:
        if "event_on" in table.columns:
            days = table.event_on.delta(ibis.date("1970-01-01"), unit="day").cast("int64").fill_null(0)
            table = table.mutate(known_at=days * DAY_SECONDS, received_at=days * DAY_SECONDS)
        return honest(table, *others, **named)

    built_in(monkeypatch, "versions", by_event)
    with checked(way) as checks:
        assert turns_red(checks["later"])


@pytest.mark.parametrize("way", WAYS)
def test_the_outcome_of_a_neighbour_a_day_early_turns_features_red(monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    honest = cut.versions

    def early(table: ir.Table, *others: Any, **named: Any) -> ir.Table:
        if "outcome" in table.columns:
            table = table.mutate(**{name: table[name] - DAY_SECONDS for name in ("known_at", "received_at")})
        return honest(table, *others, **named)

    built_in(monkeypatch, "versions", early)
    with checked(way) as checks:
        assert turns_red(checks["edge"])


def test_the_outcome_of_a_neighbour_a_day_early_turns_links_red(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = network.outcome_spans

    def early(*tables: Any) -> Any:
        spans = honest(*tables)
        return replace(spans, start=spans.start - DAY_SECONDS, end=spans.end - DAY_SECONDS)

    monkeypatch.setattr(network, "outcome_spans", early)
    assert any(
        turns_red(lambda seed=seed: of_links.test_all_nights_at_once_are_each_night_alone(seed)) for seed in SEEDS
    )


def own_label_is_seen_in_links() -> bool:
    """Whether a check of links turns red that changes a claim's own outcome."""
    return any(
        turns_red(lambda seed=seed: of_links.test_outcomes_of_ones_own_never_change_a_value(seed)) for seed in SEEDS
    )


@pytest.mark.parametrize(
    ("module", "name"),
    [(components, "_own_marks"), (snapshot_rows, "_own_seeds")],
    ids=["in a component", "in what spreads along links"],
)
def test_the_own_label_turns_links_red(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    honest = getattr(module, name)

    def nobodys(*parts: Any) -> Any:
        begins, marks = honest(*parts)
        return begins * 0, marks

    monkeypatch.setattr(module, name, nobodys)
    assert own_label_is_seen_in_links()


def test_the_own_label_among_shared_values_turns_links_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every claim gets a member of its own, so that the member's other claims count as a stranger's."""
    honest = network.sharing_rows

    def strangers(arrays: Any, *others: Any, **named: Any) -> Any:
        return honest(replace(arrays, member=np.arange(len(arrays.seen))), *others, **named)

    monkeypatch.setattr(network, "sharing_rows", strangers)
    assert own_label_is_seen_in_links()
