"""Two processes share the tests by file, and whatever needs Spark shares one of them."""

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

_CONFTEST = Path(__file__).parents[1] / "conftest.py"
_TESTS = "import pytest\n\n@pytest.mark.parametrize('one', range(4))\ndef test_{0}(one):\n    pass  # {1}\n"


@pytest.mark.slow
def test_a_file_stays_in_one_process_and_all_of_spark_in_one(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_bytes(_CONFTEST.read_bytes())
    for name in ("a", "b", "c", "d"):
        uses = "spark" + "_engine" if name in "ad" else ""
        (tmp_path / f"test_{name}.py").write_text(_TESTS.format(name, uses), "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "2", "-v", "--rootdir", str(tmp_path)]
    told = subprocess.run([*command, str(tmp_path)], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout
    processes = defaultdict(set)
    for process, name in re.findall(r"\[(gw\d)\].*test_([a-d])\.py", told.stdout):
        processes[name].add(process)
    assert sorted(processes) == ["a", "b", "c", "d"]
    assert all(len(where) == 1 for where in processes.values())
    assert processes["a"] == processes["d"]
    assert len(set.union(*processes.values())) == 2
