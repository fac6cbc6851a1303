"""Trains a model on every outcome known so far and registers it as challenger."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pandas as pd

from fraudpipe.errors import UserError
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.modelling.spec import ModelSpec
from fraudpipe.modelling.train import TrainedModel
from fraudpipe.modelling.train import train as fit_model
from fraudpipe.records.tables import CLAIMS, OUTCOMES_TABLE
from fraudpipe.stages import featurise, link
from fraudpipe.stages.featurise import FeatureEngine
from fraudpipe.stages.ports import LakeStore, ModelRegistry
from fraudpipe.stages.probes import all_probes
from fraudpipe.stages.runner import Runner
from fraudpipe.stages.seen import seen_until


@dataclass(frozen=True)
class TrainTools:
    """What training works with, wired by `app`."""

    lake: LakeStore
    engine: Callable[[], AbstractContextManager[FeatureEngine]]
    catalogue: Catalogue
    runner: Runner
    registry: ModelRegistry
    member_cap: int
    window_days: int
    pip_requirements: Sequence[str]


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was trained and registered.

    Attributes:
        model: The model with its figures.
        version: Its version in the registry.
    """

    model: TrainedModel
    version: int


def train(spec: ModelSpec, tools: TrainTools, as_of: int | None) -> Trained:
    """Trains, measures and registers; each claim as of the moment it was or would have been scored.

    Args:
        spec: What the model is made of.
        tools: Adapters and features.
        as_of: The moment of training; the latest delivery's when None. Nothing received later is seen.

    Raises:
        UserError: There is nothing to learn from.
    """
    deliveries = [one for one in tools.lake.deliveries() if as_of is None or one.as_of <= as_of]
    if not deliveries:
        msg = "nothing was taken in yet to learn from; run: fraudpipe ingest HISTORY"
        raise UserError(msg)
    until = deliveries[-1].as_of if as_of is None else as_of
    seen = seen_until(tools.lake, tools.runner, until)
    name = f"train-{until}"
    probes = all_probes(tools.lake, until)
    linked = tools.runner.into_folder(
        link.STAGE,
        name,
        (seen, str(tools.member_cap), str(tools.window_days), str(until), "all"),
        lambda folder: link.run(
            tools.lake,
            probes,
            until,
            folder / "network.parquet",
            member_cap=tools.member_cap,
            window_days=tools.window_days,
        ),
    )
    featured = tools.runner.into_folder(
        featurise.STAGE,
        name,
        (linked.key,),
        lambda folder: featurise.run(
            tools.engine(),
            tools.catalogue,
            tools.lake,
            probes,
            linked.folder / "network.parquet",
            until,
            folder / "features.parquet",
        ),
    )
    claims = tools.lake.read("claims", CLAIMS.lake_columns, until).drop_duplicates("claim_id", keep="first")
    features = pd.read_parquet(featured.folder / "features.parquet").merge(
        claims[["claim_id", "amount_fen"]], on="claim_id", suffixes=("", "_claimed")
    )
    outcomes = tools.lake.read("outcomes", OUTCOMES_TABLE.lake_columns, until)
    model = fit_model(features, outcomes, spec, until=until)
    version = tools.registry.log_and_register(
        spec.name,
        parameters=model.parameters,
        metrics=model.figures(),
        files=model.files(),
        pip_requirements=tools.pip_requirements,
    )
    return Trained(model, version)
