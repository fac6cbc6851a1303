"""What a model is made of: `models/<name>/model.toml` as a frozen record."""

import tomllib
from collections.abc import Collection, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fraudpipe.errors import UserError, did_you_mean
from fraudpipe.records.tables import OUTCOMES, OUTCOMES_TABLE, VERIFICATION_DEPTHS

_LABEL_COLUMNS = frozenset(OUTCOMES_TABLE.names) - {"claim_id", "known_at"} | {"label", "target"}


class ModelSpec(BaseModel):
    """A model's description.

    Attributes:
        name: Its registered name.
        says: One sentence: what `risk` is the probability of.
        positive: Outcomes that are the thing.
        negative: Outcomes that are not.
        sufficient_depth: How deeply a claim must have been looked into for a negative outcome to count.
        fit_share: Share of the claims, oldest first, that the trees are fitted on.
        calibrate_share: Share of the claims after them that turn scores into probabilities; the rest is the test.
        capacity_share: Share of the claims that can be looked into, at which precision and value are measured.
        seed: Of everything drawn at random.
        threads: Fixed: the number of threads can change the last bit.
        rounds: Trees.
        parameters: Further LightGBM parameters.
        features: Feature to the sign of its effect: 1 rising, -1 falling, 0 free.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"[a-z][a-z0-9_]*")
    says: str
    positive: tuple[str, ...] = Field(min_length=1)
    negative: tuple[str, ...] = Field(min_length=1)
    sufficient_depth: tuple[str, ...] = Field(min_length=1)
    fit_share: float = Field(gt=0, lt=1)
    calibrate_share: float = Field(gt=0, lt=1)
    capacity_share: float = Field(gt=0, le=1)
    seed: int = Field(ge=0)
    threads: int = Field(ge=1)
    rounds: int = Field(ge=1)
    parameters: Mapping[str, float | int | str | bool]
    features: Mapping[str, Literal[-1, 0, 1]] = Field(min_length=1)

    @property
    def names(self) -> tuple[str, ...]:
        """The features in the order of the model's columns."""
        return tuple(self.features)


def parse_spec(text: str, known: Collection[str]) -> ModelSpec:
    """The description that a model.toml holds.

    Args:
        text: The file.
        known: Names of all features of the project.

    Raises:
        UserError: Something is missing, unknown or out of range, or a feature is the label; the message names it.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"model.toml is not a TOML file: {error}"
        raise UserError(msg) from None
    try:
        spec = ModelSpec.model_validate(tree)
    except ValidationError as error:
        raise UserError(_explained(error)) from None
    _words("positive", spec.positive, OUTCOMES)
    _words("negative", spec.negative, OUTCOMES)
    _words("sufficient_depth", spec.sufficient_depth, VERIFICATION_DEPTHS)
    both = sorted(set(spec.positive) & set(spec.negative))
    if both:
        msg = f"model.toml: {', '.join(both)} cannot be both positive and negative"
        raise UserError(msg)
    if spec.fit_share + spec.calibrate_share >= 1:
        msg = "model.toml: fit_share and calibrate_share must leave something for the test"
        raise UserError(msg)
    for name in spec.features:
        if name in _LABEL_COLUMNS:
            msg = f"model.toml: {name!r} is the label or comes with it; a model may not see it"
            raise UserError(msg)
        if name not in known:
            msg = f"model.toml: there is no feature {name!r}.{did_you_mean(name, known)}"
            raise UserError(msg)
    return spec


def _explained(error: ValidationError) -> str:
    # An unknown entry comes first: a misspelt name is also a missing one.
    found = error.errors(include_input=False, include_url=False)
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"model.toml: unknown entry {name!r}.{did_you_mean(name, ModelSpec.model_fields)}"
    if first["type"] == "missing":
        return f"model.toml lacks {name!r}"
    return f"model.toml: {name}: {first['msg']}"


def _words(entry: str, words: tuple[Any, ...], allowed: tuple[str, ...]) -> None:
    for word in words:
        if word not in allowed:
            msg = f"model.toml: {entry}: {word!r} is not one of {', '.join(allowed)}.{did_you_mean(str(word), allowed)}"
            raise UserError(msg)
