"""Small worlds and their tables, for the tests of this room."""

import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.tables import Frames, history_frames
from fraudpipe.simulation.world import World, make_world

_SMALL = {"claims": 450, "hospitals": 60, "doctors_per_hospital": 8.0, "night_claims": 10, "pages": 0}


@functools.cache
def small_world(seed: int = 3, **changes: float) -> World:
    """A world of 450 claims; callers must not change it."""
    return make_world(WorldParameters.model_validate(_SMALL | changes), seed)


def only(kind: str, share: float = 0.15) -> World:
    """A world without slips whose only fraud is `kind`; with share 0 nobody cheats at all."""
    weights = dict.fromkeys(("altered", "fabricated", "ring", "early", "inflated", "reused"), 0.0) | {kind: 1.0}
    changes = {f"{name}_weight": weight for name, weight in weights.items()}
    return small_world(fraud_share=share, night_fraud_share=share, non_disclosure_share=0.0, slip_share=0.0, **changes)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def history(world: World) -> Frames:
    return history_frames(world, {}, token_hash)


def papers(frames: Frames) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Claim id to document type to field to the value as read, accepted values only."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    rows = frames["readings"]
    for claim_id, kind, text in zip(rows["claim_id"], rows["document_type"], rows["fields"], strict=True):
        fields = {name: one["value"] for name, one in json.loads(text).items() if one["confidence"] > 0.9}
        found.setdefault(claim_id, {})[kind] = fields
    return found


def guilty(world: World) -> set[str]:
    return {one.claim_id for one in world.history_claims if one.fraud_kind}
