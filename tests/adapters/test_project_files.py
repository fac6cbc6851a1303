from pathlib import Path

import pytest

from fraudpipe.adapters.project_files import default_project_dir, load_project
from fraudpipe.errors import ContractError, NotFoundError

ROOT = Path(__file__).parents[2]


def test_the_repository_is_the_default_project() -> None:
    project = load_project()
    assert default_project_dir() == ROOT
    assert project.folder == ROOT
    assert len(project.catalogue) > 36
    assert "claim_risk" in project.models()
    assert project.spec("claim_risk").name == "claim_risk"


def test_a_model_that_does_not_exist_is_told_with_the_closest() -> None:
    with pytest.raises(NotFoundError, match="Did you mean 'claim_risk'"):
        load_project().spec("claim_rsk")


def test_a_folder_without_features_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no features/__init__\.py"):
        load_project(tmp_path)


def test_a_process_serves_one_project(tmp_path: Path) -> None:
    load_project()
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "__init__.py").write_text("FEATURES = ()\n")
    with pytest.raises(ContractError, match="one process serves one project"):
        load_project(tmp_path)
