"""Derives the score of a past night again: the same rows, the same moment, the same model, bit for bit.

Everything comes from the lake as of the night's moment and from the model's recorded files; the vault is not needed, so
a score can be derived again when the member was erased.
"""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.modelling.score import score
from fraudpipe.modelling.train import model_from_files
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.frames import plain
from fraudpipe.stages import featurise, link
from fraudpipe.stages.featurise import FeatureEngine
from fraudpipe.stages.ports import LakeStore
from fraudpipe.stages.published import QueueOfNight
from fraudpipe.stages.runner import Runner


class PromotedModels(Protocol):
    """The registry, asked for a model by what it was."""

    def promoted(self, digest: str) -> Mapping[str, str]:
        """The files of the version that was promoted with this digest: file name to text."""
        ...


@dataclass(frozen=True)
class RescoreTools:
    """What a score is derived again with."""

    lake: LakeStore
    engine: Callable[[], AbstractContextManager[FeatureEngine]]
    catalogue: Catalogue
    runner: Runner
    models: PromotedModels


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was kept and as it was derived again; None where there is none.

    Attributes:
        name: score, risk or the name of a feature.
        scored: What was kept that night.
        derived: What comes out now.
    """

    name: str
    scored: float | None
    derived: float | None

    @property
    def same(self) -> bool:
        """Whether every bit is the same."""
        return _bits(self.scored) == _bits(self.derived)


@dataclass(frozen=True, slots=True)
class AsScored:
    """A score beside its derivation.

    Attributes:
        claim_id: The claim.
        night: Delivery id of the night.
        as_of: The moment.
        code_digest: Of the code and features that scored the night.
        code_digest_now: Of the code and features that derived the score again.
        model: Name and version; None for a cold start.
        model_digest: SHA-256 of the model's files, recorded at promotion and checked now.
        feature_count: How many features were compared.
        differing: Features that differ, or that exist no more.
        numbers: score and risk.
    """

    claim_id: str
    night: str
    as_of: int
    code_digest: str
    code_digest_now: str
    model: str | None
    model_digest: str | None
    feature_count: int
    differing: tuple[Number, ...]
    numbers: tuple[Number, ...]

    @property
    def same_code(self) -> bool:
        """Whether the code and the features are those of that night."""
        return self.code_digest == self.code_digest_now

    @property
    def matches(self) -> bool:
        """Whether features, score and risk are the same to the bit."""
        return not self.differing and all(one.same for one in self.numbers)

    def tree(self) -> dict[str, Any]:
        """As JSON has it; bits are in C's hexadecimal notation."""
        code = {"scored": self.code_digest, "now": self.code_digest_now, "same": self.same_code}
        return {
            "claim_id": self.claim_id,
            "night": self.night,
            "as_of": self.as_of,
            "matches": self.matches,
            "code": code,
            "model": {"label": self.model, "digest": self.model_digest},
            "features": {"compared": self.feature_count, "differing": [_shown(one) for one in self.differing]},
            **{one.name: _shown(one) for one in self.numbers},
        }


def run(tools: RescoreTools, night: QueueOfNight, claim_id: str) -> AsScored:
    """Derives the score of a claim again, the one that stands in the published queue.

    Raises:
        NotFoundError: What the night kept is not there any more, or the claim was not scored in it.
        ContractError: The model's files are missing or are not those that were promoted.
    """
    delivery, how = night.delivery, night.how()
    scored = _row(night.folder / "queue.parquet", claim_id, delivery)
    kept = _row(tools.runner.folder(featurise.STAGE, how["features"]) / "features.parquet", claim_id, delivery)
    derived = _derived(tools, delivery, claim_id, how)
    names = [name for name in kept.columns if name not in {"claim_id", "as_of"}]
    numbers = [Number(name, _cell(kept, name), _cell(derived, name)) for name in names]
    gone = [one for one in numbers if one.name not in derived.columns]
    again: dict[str, float | None] = {"score": None, "risk": None}
    if how["model_digest"] is not None and not gone:
        raw, risk = score(model_from_files(tools.models.promoted(how["model_digest"])), derived)
        again = {"score": float(raw[0]), "risk": float(risk[0])}
    return AsScored(
        claim_id=claim_id,
        night=delivery.delivery_id,
        as_of=delivery.as_of,
        code_digest=how["code_digest"],
        code_digest_now=tools.runner.code_digest,
        model=how["model"],
        model_digest=how["model_digest"],
        feature_count=len(names),
        differing=tuple(one for one in numbers if one in gone or not one.same),
        numbers=tuple(Number(name, _cell(scored, name), value) for name, value in again.items()),
    )


def _derived(tools: RescoreTools, delivery: Delivery, claim_id: str, how: Mapping[str, Any]) -> pd.DataFrame:
    """The features of the claim, from links to values, as of the night."""
    probes = pd.DataFrame({"claim_id": [claim_id], "as_of": pd.array([delivery.as_of], dtype="int64")})
    with tempfile.TemporaryDirectory() as scratch:
        network, features = (Path(scratch) / f"{name}.parquet" for name in ("network", "features"))
        caps = {name: how[name] for name in ("member_cap", "window_days")}
        link.run(tools.lake, probes, delivery.as_of, network, **caps)
        featurise.run(tools.engine(), tools.catalogue, tools.lake, probes, network, delivery.as_of, features)
        return pd.read_parquet(features)


def _row(path: Path, claim_id: str, delivery: Delivery) -> pd.DataFrame:
    if not path.is_file():
        msg = f"what night {delivery.delivery_id} kept is gone: {path.parent}; score it again: fraudpipe nightly"
        raise NotFoundError(msg)
    found = pd.read_parquet(path, filters=[("claim_id", "==", claim_id)])
    if found.empty:
        msg = f"claim {claim_id} was not scored in night {delivery.delivery_id}"
        raise NotFoundError(msg)
    return found


def _cell(row: pd.DataFrame, name: str) -> float | None:
    if name not in row.columns:
        return None
    value: float | None = plain({name: row[name].iloc[0]})[name]
    return value


def _bits(value: float | None) -> str | None:
    return None if value is None else f"{value}" if isinstance(value, int) else value.hex()


def _shown(one: Number) -> dict[str, Any]:
    bits = {"bits_scored": _bits(one.scored), "bits_derived": _bits(one.derived)}
    return {"name": one.name, "scored": one.scored, "derived": one.derived, **bits, "same": one.same}
