"""What a workspace has learned about reading, and when it counts."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from fraudpipe.adapters.mlflow_registry import ModelFiles
from fraudpipe.documents.trust.judging import shipped_digest
from fraudpipe.documents.trust.recalibration import Recalibration, recalibration_from_text
from fraudpipe.stages.learned_reading import learned_by, learned_or_new
from fraudpipe.stages.train_reading import FILE

LEARNED = Recalibration(shift=-1.0, looked_at=300, until=1_000, weights=shipped_digest())


class Registry:
    """Versions in memory; the last promoted is champion."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def champion(self, name: str) -> ModelFiles | None:
        return ModelFiles(name, len(self.texts), "", {FILE: self.texts[-1]}) if self.texts else None

    def log_and_register(self, _name: str, **given: Any) -> int:
        self.texts.append(given["files"][FILE])
        return len(self.texts)

    def promote(self, _name: str, version: int | None = None) -> None:
        assert version == len(self.texts)


@pytest.mark.parametrize(
    ("learned", "as_of", "says"),
    [(LEARNED, 999, "learned|taught later"), (replace(LEARNED, weights="others"), 1_000, "other weights")],
)
def test_what_was_learned_later_or_of_other_weights_is_left_out(
    caplog: pytest.LogCaptureFixture, learned: Recalibration, as_of: int, says: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert learned_by(Registry(learned.text()), as_of) == ""
    assert len(caplog.records) == 1
    assert any(one in caplog.text for one in says.split("|"))


def test_what_was_known_by_then_is_applied_and_neutral_is_nothing() -> None:
    assert learned_by(Registry(LEARNED.text()), 1_000) == LEARNED.text()
    neutral = Recalibration(weights=shipped_digest())
    assert learned_by(Registry(neutral.text()), 1_000) == ""


@pytest.mark.parametrize("texts", [(), ("damaged",)])
def test_a_missing_or_damaged_champion_is_replaced_by_a_neutral_one(texts: tuple[str, ...]) -> None:
    registry = Registry(*texts)
    assert learned_or_new(registry) is None
    assert recalibration_from_text(registry.texts[-1]).judges_like(Recalibration())
    assert len(registry.texts) == len(texts) + 1
