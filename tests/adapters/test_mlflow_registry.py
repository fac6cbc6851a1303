from pathlib import Path

import pytest

from fraudpipe.adapters.mlflow_registry import MlflowRegistry, files_digest
from fraudpipe.errors import ContractError, NotFoundError

FILES = {"booster.txt": "tree\n", "calibration.json": "{}", "model.json": '{"name": "claim_risk"}'}


def register(registry: MlflowRegistry, files: dict[str, str] = FILES) -> int:
    return registry.log_and_register(
        "claim_risk",
        parameters={"rounds": 3},
        metrics={"pr_auc": 0.5},
        files=files,
        pip_requirements=["lightgbm"],
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for the module: making it takes MLflow seconds."""
    folder = tmp_path_factory.mktemp("workspace")
    registry = MlflowRegistry(folder)
    assert register(registry) == 1
    assert registry.champion("claim_risk") is None
    promoted = registry.promote("claim_risk")
    assert (promoted.version, promoted.digest) == (1, files_digest(FILES))
    return folder


def test_a_workspace_without_models_is_a_cold_start(tmp_path: Path) -> None:
    registry = MlflowRegistry(tmp_path)
    assert registry.champion("claim_risk") is None
    with pytest.raises(NotFoundError, match="fraudpipe train claim_risk"):
        registry.promote("claim_risk")
    assert list(tmp_path.iterdir()) == []


def test_the_champion_is_loaded_as_text(workspace: Path) -> None:
    champion = MlflowRegistry(workspace).champion("claim_risk")
    assert champion is not None
    assert champion.files == FILES
    assert champion.label == "claim_risk v1"
    assert MlflowRegistry(workspace).champion("another") is None


def test_training_again_does_not_move_the_champion_and_promotion_goes_both_ways(workspace: Path) -> None:
    registry = MlflowRegistry(workspace)
    second = register(registry, FILES | {"booster.txt": "other tree\n"})
    assert registry.champion("claim_risk").version == 1  # type: ignore[union-attr]
    assert registry.promote("claim_risk").version == second
    assert registry.champion("claim_risk").version == second  # type: ignore[union-attr]
    assert registry.promote("claim_risk", 1).version == 1
    with pytest.raises(NotFoundError, match="version 99"):
        registry.promote("claim_risk", 99)


def test_files_changed_after_promotion_are_refused(workspace: Path) -> None:
    registry = MlflowRegistry(workspace)
    registry.promote("claim_risk", 1)
    [changed] = [path for path in workspace.rglob("booster.txt") if path.read_text() == "tree\n"]
    changed.write_text("tree with a thumb on the scale\n")
    with pytest.raises(ContractError, match="not the ones that were promoted"):
        registry.champion("claim_risk")
    with pytest.raises(ContractError, match="not the ones that were promoted"):
        registry.promote("claim_risk", 1)
    changed.write_text("tree\n")
    assert registry.champion("claim_risk") is not None
