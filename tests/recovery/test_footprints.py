"""Every fraud leaves the footprint that it states: a direct query finds it, and finds little where nobody cheats."""

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import pytest
from recovery import footprint_queries as queries
from recovery.footprint_queries import Found, Tables
from simulation.worlds import SmallWorld, whole_world

from fraudpipe.simulation.frauds import FRAUDS
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.registry import registry_frames

pytestmark = pytest.mark.slow

_SIZE = {"hospitals": 150, "night_claims": 1, "pages": 0, "drift": 0.0, "adaptation_rate": 0.0}
_SEED = 11


@functools.cache
def planted() -> SmallWorld:
    changes = {"claims": 6_000, "fraud_share": 0.5, "non_disclosure_share": 0.05, "night_fraud_share": 0.0}
    # A few insiders' rings of three claims each would show nothing but chance.
    changes |= {"insider_weight": 0.2, "joined_twice_weight": 0.05}
    return whole_world(WorldParameters.model_validate(_SIZE | changes), _SEED)


@functools.cache
def innocent() -> SmallWorld:
    """The same with all frauds off; slips and readers' mistakes stay."""
    changes = {"claims": 2_000, "fraud_share": 0.0, "non_disclosure_share": 0.0, "night_fraud_share": 0.0}
    return whole_world(WorldParameters.model_validate(_SIZE | changes), _SEED)


@functools.cache
def tables(*, innocently: bool) -> Tables:
    world = innocent() if innocently else planted()
    parts = [registry_frames(block) for block in world.blocks]
    registry = {name: pd.concat([one[name] for one in parts], ignore_index=True) for name in parts[0]}
    return Tables(world.frames, registry)


QUERIES: Mapping[str, Callable[[Tables], Found]] = MappingProxyType(
    {
        "altered_paper": queries.contradicting_papers,
        "early_diagnosis": queries.dated_before_event,
        "fabricated_paper": queries.unknown_staff,
        "generated_papers": queries.numbers_in_step,
        "broker_ring": queries.crowded_identifiers,
        "insider": queries.crowded_identifiers,
        "earlier_elsewhere": queries.slides_from_elsewhere,
        "stranger_paper": queries.two_people_one_body,
        "swapped_specimen": queries.malignant_and_harmless,
        "impersonation": queries.two_bodies_one_name,
        "stage_upcoding": queries.stages_apart,
        "inflated_invoice": queries.sums_apart,
        "phantom_stay": queries.empty_beds,
        "refunded_invoice": queries.flushed_invoices,
        "reused_paper": queries.used_twice,
        "filed_elsewhere": queries.used_twice,
        "joined_twice": queries.one_person_two_ids,
        "non_disclosure": queries.known_before_joining,
    }
)
"""Kind to the query that looks for its footprint."""

EXPECTED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "altered_paper": (0.3, 0.06),
        "early_diagnosis": (0.12, 0.02),
        "fabricated_paper": (0.42, 0.055),
        "generated_papers": (0.18, 0.01),
        "broker_ring": (0.34, 0.05),
        "insider": (0.2, 0.05),
        "earlier_elsewhere": (0.4, 0.012),
        "stranger_paper": (0.18, 0.01),
        "swapped_specimen": (0.5, 0.07),
        "impersonation": (0.18, 0.02),
        "stage_upcoding": (0.55, 0.02),
        "inflated_invoice": (0.33, 0.025),
        "phantom_stay": (0.6, 0.04),
        "refunded_invoice": (0.45, 0.02),
        "reused_paper": (0.7, 0.025),
        "filed_elsewhere": (0.55, 0.025),
        "joined_twice": (0.5, 0.01),
        "non_disclosure": (0.3, 0.06),
    }
)
"""Kind to (least share of the deeds found, most share of innocent claims found): about two thirds of what is measured
of the deeds, and twice what is measured of the innocent; both move with the noise of the readers."""


def test_every_kind_has_a_query():
    assert set(QUERIES) == set(FRAUDS) == set(EXPECTED)


@pytest.mark.parametrize("kind", QUERIES)
def test_the_footprint_is_found_where_it_was_planted(kind):
    deeds = {one.claim_id for one in planted().claims if one.fraud_kind == kind}
    found = QUERIES[kind](tables(innocently=False))
    assert len(deeds) > 25
    assert len(deeds & found) / len(deeds) > EXPECTED[kind][0]


@pytest.mark.parametrize("kind", QUERIES)
def test_with_all_frauds_off_the_query_finds_its_false_positives_only(kind):
    found = QUERIES[kind](tables(innocently=True))
    assert len(found) / len(innocent().claims) <= EXPECTED[kind][1]
