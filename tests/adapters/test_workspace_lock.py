from pathlib import Path

import pytest

from fraudpipe.adapters.workspace_lock import workspace_lock
from fraudpipe.errors import DependencyError


def test_a_second_writer_is_told_to_wait_and_the_first_lets_go_at_its_end(tmp_path: Path) -> None:
    workspace = tmp_path / "new" / "workspace"
    with workspace_lock(workspace):
        with pytest.raises(DependencyError, match="another run"), workspace_lock(workspace):
            pass
        with workspace_lock(tmp_path / "other"):
            pass
    with workspace_lock(workspace):
        pass


def test_a_run_that_fails_lets_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError), workspace_lock(tmp_path):
        raise KeyError
    with workspace_lock(tmp_path):
        pass
