"""What a workspace has learned about reading, and when it counts."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import Silence
from fraudpipe.adapters.mlflow_registry import ModelFiles
from fraudpipe.app import App
from fraudpipe.documents.trust.judging import shipped_digest
from fraudpipe.documents.trust.recalibration import Recalibration, recalibration_from_text
from fraudpipe.settings import Settings
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


def _app(folder: Path, registry: Registry) -> App:
    app = App(Settings(workspace=folder), Silence())
    app.__dict__["registry"] = registry
    return app


@pytest.mark.parametrize(
    ("learned", "as_of", "says"),
    [(LEARNED, 999, "learned|taught later"), (replace(LEARNED, weights="others"), 1_000, "other weights")],
)
def test_what_was_learned_later_or_of_other_weights_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, learned: Recalibration, as_of: int, says: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert _app(tmp_path, Registry(learned.text()))._learned_by(as_of) == ""
    assert len(caplog.records) == 1
    assert any(one in caplog.text for one in says.split("|"))


def test_what_was_known_by_then_is_applied_and_neutral_is_nothing(tmp_path: Path) -> None:
    assert _app(tmp_path, Registry(LEARNED.text()))._learned_by(1_000) == LEARNED.text()
    neutral = Recalibration(weights=shipped_digest())
    assert _app(tmp_path, Registry(neutral.text()))._learned_by(1_000) == ""


@pytest.mark.parametrize("texts", [(), ("damaged",)])
def test_a_missing_or_damaged_champion_is_replaced_by_a_neutral_one(tmp_path: Path, texts: tuple[str, ...]) -> None:
    registry = Registry(*texts)
    assert _app(tmp_path, registry)._learned_or_new() is None
    assert recalibration_from_text(registry.texts[-1]).judges_like(Recalibration())
    assert len(registry.texts) == len(texts) + 1
