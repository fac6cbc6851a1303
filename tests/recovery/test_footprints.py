"""Every fraud leaves the footprint that it states: a direct query finds it, and finds little where nobody cheats."""

import functools
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import pytest
from recovery.footprint_queries import QUERIES, Tables
from simulation.worlds import SmallWorld, whole_world

from fraudpipe.simulation.frauds import FRAUDS
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.registry import registry_frames

pytestmark = pytest.mark.slow

_SIZE = {"hospitals": 150, "night_claims": 1, "pages": 0, "drift": 0.0, "adaptation_rate": 0.0}
_SEED = 11


@functools.cache
def planted() -> SmallWorld:
    changes = {"claims": 3_000, "fraud_share": 0.5, "non_disclosure_share": 0.05, "night_fraud_share": 0.0}
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


# Beside each bound what was measured with this seed (found of the deeds, found of the innocent).
EXPECTED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "altered_paper": (0.35, 0.03),  # 0.46, 0.014
        "early_diagnosis": (0.27, 0.01),  # 0.38, 0.000
        "fabricated_paper": (0.55, 0.02),  # 0.70, 0.006
        "generated_papers": (0.38, 0.005),  # 0.51, 0.001
        "broker_ring": (0.38, 0.05),  # 0.49, 0.024
        "insider": (0.2, 0.05),  # 0.40, 0.024
        "earlier_elsewhere": (0.45, 0.01),  # 0.63, 0.000
        "stranger_paper": (0.35, 0.01),  # 0.51, 0.000
        "swapped_specimen": (0.65, 0.04),  # 0.86, 0.018
        "impersonation": (0.2, 0.02),  # 0.41, 0.001
        "stage_upcoding": (0.55, 0.02),  # 0.71, 0.007
        "inflated_invoice": (0.45, 0.015),  # 0.57, 0.003
        "phantom_stay": (0.75, 0.005),  # 0.88, 0.000
        "refunded_invoice": (0.85, 0.0),  # 0.97, 0.000
        "reused_paper": (0.9, 0.01),  # 1.00, 0.002
        "filed_elsewhere": (0.55, 0.01),  # 0.74, 0.002
        "non_disclosure": (0.33, 0.05),  # 0.43, 0.023
    }
)
"""Kind to (least share of the deeds found, most share of innocent claims found)."""


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
