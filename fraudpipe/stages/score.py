"""Scores a night: risk by the champion with its reasons, and how unusual each claim is."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pandas as pd

from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.modelling.explain import REASON_COLUMNS, explain
from fraudpipe.modelling.fit import load_booster, splitting_features
from fraudpipe.modelling.novelty import novelty
from fraudpipe.modelling.score import score
from fraudpipe.modelling.train import model_from_files
from fraudpipe.stages.ports import StageReport
from fraudpipe.stages.published import HOW_FILE

STAGE = "score"


class Champion(Protocol):
    """The promoted model as the registry hands it out: text files, checked against the digest of their promotion."""

    @property
    def label(self) -> str:
        """Name and version."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 over its files."""
        ...

    @property
    def files(self) -> Mapping[str, str]:
        """File name to text."""
        ...


def run(
    features: Path,
    probes: pd.DataFrame,
    catalogue: Catalogue,
    champion: Champion | None,
    novelty_names: Sequence[str],
    answered: Collection[str],
    output: Path,
    *,
    top: int,
    how: Mapping[str, str | int | None],
) -> StageReport:
    """Writes scores.parquet, reasons.parquet and what they were made with into the folder `output`.

    Args:
        features: What the featurise stage wrote.
        probes: claim_id, in_night; the other claims say what is usual.
        catalogue: Tells a feature's value in its own sentence.
        champion: The promoted model, or None: then risk and score are missing and there are no reasons.
        novelty_names: Features that novelty looks at.
        answered: Claims about which offices answered, well or badly.
        output: The folder.
        top: Most reasons of a claim.
        how: Code, features and settings that the scores rest on; the model is added here.
    """
    frame = pd.read_parquet(features).merge(probes[["claim_id", "in_night"]], on="claim_id")
    frame = frame.sort_values("claim_id", kind="stable", ignore_index=True)
    tonight = frame[frame["in_night"]].reset_index(drop=True)
    scored = tonight[["claim_id"]].assign(novelty=novelty(frame[~frame["in_night"]], tonight, novelty_names))
    reasons = pd.DataFrame(columns=list(REASON_COLUMNS))
    unanswered = False
    if champion is None:
        nothing = pd.array([None] * len(scored), dtype="Float64")
        scored = scored.assign(score=nothing, risk=nothing, basis="cold_start", model=None)
    else:
        model = model_from_files(champion.files)
        raw, risk = score(model, tonight)
        scored = scored.assign(score=raw, risk=risk, basis="model", model=champion.label)

        def sentence(name: str, value: float | None, language: str) -> str:
            return catalogue.get(name).sentence(value, language)

        def is_reason(name: str, value: float) -> bool:
            return catalogue.get(name).is_reason(value)

        booster = load_booster(model.booster_text)
        unanswered = _misses_answers(tonight, answered, splitting_features(booster), catalogue)
        reasons = explain(booster, tonight, model.features, sentence, is_reason, top=top)
    scored.to_parquet(output / "scores.parquet", index=False)
    reasons.to_parquet(output / "reasons.parquet", index=False)
    by = (
        {"model": champion.label, "model_digest": champion.digest}
        if champion
        else {"model": None, "model_digest": None}
    )
    (output / HOW_FILE).write_text(json.dumps({**how, **by, "without_answers": unanswered}, indent=1), "utf-8")
    warned = {"without_answers": len(scored)} if unanswered else {}
    return StageReport(STAGE, {"claims": len(scored), "reasons": len(reasons), **warned})


def _misses_answers(
    tonight: pd.DataFrame, answered: Collection[str], looked_at: Collection[str], catalogue: Catalogue
) -> bool:
    """Whether the model looks at what offices answer, and none answered about any claim of the night."""
    declared = [one.trailing for one in catalogue.features if one.name in looked_at]
    asks = any(trailing is not None and trailing.answered for trailing in declared)
    return asks and len(tonight) > 0 and not tonight["claim_id"].isin(answered).any()
