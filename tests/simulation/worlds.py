"""Small worlds and their tables, for the tests of this room."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.block import Block
from fraudpipe.simulation.block_tables import Frames, block_frames, delivered
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.truth import ClaimTruth
from fraudpipe.simulation.world import World, make_world
from fraudpipe.simulation.world_tables import dossiers, place_frames, settled

_SMALL = {
    "fraud_share": 0.04, "night_fraud_share": 0.15, "non_disclosure_share": 0.04, "claims": 450, "hospitals": 60,
    "doctors_per_hospital": 8.0, "night_claims": 10, "pages": 0,
}  # fmt: skip
_WEIGHTS = tuple(name for name in WorldParameters.model_fields if name.endswith("_weight"))


@dataclass(frozen=True)
class SmallWorld:
    """A whole world in memory."""

    world: World
    blocks: tuple[Block, ...]
    frames: Frames

    @property
    def claims(self) -> list[ClaimTruth]:
        return [claim for block in self.blocks for claim in block.claims]

    @property
    def history_claims(self) -> list[ClaimTruth]:
        return [one for one in self.claims if one.submitted_at < self.world.history_as_of]

    @property
    def night_claims(self) -> list[ClaimTruth]:
        return [one for one in self.claims if one.submitted_at >= self.world.history_as_of]


def whole_world(parameters: WorldParameters, seed: int) -> SmallWorld:
    world = make_world(parameters, seed)
    blocks = tuple(world.blocks())
    parts = [place_frames(world.scene), *(block_frames(world.scene, block) for block in blocks)]
    found = settled(pd.concat([dossiers(block) for block in blocks]), parameters, seed)
    parts.append({"outcomes": found["outcomes"]})
    names = [name for name in TABLES_BY_NAME if any(name in part for part in parts)]
    frames = {name: pd.concat([part[name] for part in parts if name in part], ignore_index=True) for name in names}
    return SmallWorld(world, blocks, frames)


@functools.cache
def small_world(seed: int = 3, *, false_alarm_share: float = 0.002, **changes: float) -> SmallWorld:
    """A world of 450 claims; callers must not change it."""
    inquiry = {"inquiry": {"false_alarm_share": false_alarm_share}}
    return whole_world(WorldParameters.model_validate(_SMALL | inquiry | changes), seed)


def only(kind: str, share: float = 0.15) -> SmallWorld:
    """A world without slips whose only fraud is `kind`; with share 0 nobody cheats at all."""
    changes = dict.fromkeys(_WEIGHTS, 0.0) | {f"{kind}_weight": 1.0}
    return small_world(fraud_share=share, night_fraud_share=share, non_disclosure_share=0.0, slip_share=0.0, **changes)


def history(world: SmallWorld) -> Frames:
    return delivered(world.frames, 0, world.world.history_as_of)


def night(world: SmallWorld) -> Frames:
    as_of = world.world.history_as_of
    return {name: rows for name, rows in delivered(world.frames, as_of, world.world.nights[0]).items() if len(rows)}


def papers(frames: Frames) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Claim id to document type to field to the value as read, accepted values only."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    rows = frames["readings"]
    for claim_id, kind, text in zip(rows["claim_id"], rows["document_type"], rows["fields"], strict=True):
        fields = {name: one["value"] for name, one in json.loads(text).items() if one["confidence"] > 0.9}
        found.setdefault(claim_id, {})[kind] = fields
    return found


def guilty(world: SmallWorld) -> set[str]:
    return {one.claim_id for one in world.history_claims if one.fraud_kind}
