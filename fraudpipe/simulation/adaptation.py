"""Frauds that adapt to the last model: how much of each trace they still leave, by quarter of history.

A mean-field account of an arms race, no game between single players. Once a year the platform learns again which
traces those had whom it caught, and watches a trace as much as it was common among them. Those who commit frauds learn
what gets people caught: each quarter they give up a part of every trace in the measure in which it is watched, and a
part of the effort so saved goes into traces that nobody watches, which therefore grow. Nothing is ever given up
altogether: carelessness stays. A user who wants to know how a model ages names its weights (`watched`); then frauds
adapt to that model from the first quarter, and the platform never learns again.

Members who hid an illness (non_disclosure) do not learn from one another: they are left out. All numbers are assumed.
"""

from collections.abc import Mapping, Sequence

from fraudpipe.errors import UserError, did_you_mean
from fraudpipe.simulation.frauds import TRACES, non_disclosure
from fraudpipe.simulation.frauds.mixture import mixture, quarters
from fraudpipe.simulation.parameters import WorldParameters

LEAST, MOST = 0.15, 1.5
"""Bounds of a factor: what carelessness keeps, and how far a trace that nobody watches grows."""

_QUARTERS_A_YEAR = 4
_MOVED = 0.5
_CAUGHT_ANYWAY = 0.2
_HALF_WATCHED = 0.15
"""Share of the caught that must show a trace for it to be watched at half."""

Weights = Mapping[str, float]


def habits(parameters: WorldParameters) -> Mapping[str, tuple[float, ...]]:
    """Trace to one factor a quarter on the probability with which frauds leave it; empty where nobody adapts.

    Raises:
        UserError: `watched` names a trace that no fraud leaves.

    >>> habits(WorldParameters(adaptation_rate=0.0))
    {}
    """
    kinds = {kind: traces for kind, traces in TRACES.items() if kind != non_disclosure.KIND}
    shares = mixture(parameters)
    factors = {trace: 1.0 for traces in kinds.values() for trace in traces}
    for name in parameters.watched:
        if name not in factors:
            msg = f"[simulation] watched: no fraud leaves a trace '{name}'.{did_you_mean(name, sorted(factors))}"
            raise UserError(msg)
    if not parameters.adaptation_rate:
        return {}
    weights: Weights = _scaled(parameters.watched)
    history: list[dict[str, float]] = []
    for quarter in range(quarters(parameters)):
        if not parameters.watched and quarter and quarter % _QUARTERS_A_YEAR == 0:
            weights = learned(kinds, shares[quarter - 1], factors, weights)
        history.append(factors)
        factors = _answer(kinds, shares[quarter], factors, weights, parameters.adaptation_rate)
    return {trace: tuple(round(one[trace], 6) for one in history) for trace in sorted(factors)}


def learned(kinds: Mapping[str, Weights], shares: Weights, factors: Weights, weights: Weights) -> dict[str, float]:
    """What the platform watches after a year: each trace as much as it was common among the caught.

    Args:
        kinds: Kind to trace to its first probability.
        shares: Kind to its weight among frauds now.
        factors: Trace to how much of it is still left.
        weights: Trace to how much it was watched until now, 0-1.
    """
    caught = {kind: shares.get(kind, 0.0) * _caught(traces, factors, weights) for kind, traces in kinds.items()}
    total = sum(caught.values())
    found = dict.fromkeys(factors, 0.0)
    for kind, traces in kinds.items():
        for trace, probability in traces.items():
            found[trace] += caught[kind] * min(1.0, probability * factors[trace])
    if not total:
        return found
    return {trace: share / (share + _HALF_WATCHED * total) for trace, share in found.items()}


def _caught(traces: Weights, factors: Weights, weights: Weights) -> float:
    """The share of a kind that is caught, if every watched trace gives one more chance."""
    missed = 1.0 - _CAUGHT_ANYWAY
    for trace, probability in traces.items():
        missed *= 1.0 - weights.get(trace, 0.0) * min(1.0, probability * factors[trace])
    return 1.0 - missed


def _answer(
    kinds: Mapping[str, Weights], shares: Weights, factors: Weights, weights: Weights, rate: float
) -> dict[str, float]:
    """The factors of the next quarter: watched traces shrink, and within a kind some effort moves to the others."""
    kept = {
        trace: max(LEAST, was * (1.0 - rate * weights.get(trace, 0.0)) ** (1.0 / _QUARTERS_A_YEAR))
        for trace, was in factors.items()
    }
    gain, weight = dict.fromkeys(factors, 0.0), dict.fromkeys(factors, 0.0)
    for kind, traces in kinds.items():
        share = shares.get(kind, 0.0)
        saved = sum(probability * (factors[trace] - kept[trace]) for trace, probability in traces.items())
        free = _unwatched(traces, weights)
        room = sum(traces[trace] for trace in free)
        for trace, probability in traces.items():
            weight[trace] += share * probability
            if trace in free:
                gain[trace] += share * probability * _MOVED * saved / room
    return {
        trace: min(MOST, one + gain[trace] / weight[trace]) if weight[trace] else one for trace, one in kept.items()
    }


def _unwatched(traces: Weights, weights: Weights) -> Sequence[str]:
    """The traces of a kind that are watched less than half as much as its traces are on average."""
    mean = sum(weights.get(one, 0.0) for one in traces) / len(traces)
    return [one for one in traces if weights.get(one, 0.0) < mean / 2]


def _scaled(watched: Weights) -> dict[str, float]:
    """Weights of a model brought to 0-1 by their largest."""
    largest = max(watched.values(), default=0.0)
    return {trace: max(0.0, one) / largest for trace, one in watched.items()} if largest > 0 else {}
