"""Tests that two processes share: each runs once, and the closing line and the exit code are of both."""

import re
import subprocess
import sys
from pathlib import Path

HELPER = "any(one.startswith('--helps-in') for one in sys.argv)"
ALONE = ["-c", "/dev/null", "-p", "tests.two_processes", "-p", "no:cacheprovider", "-q"]


def _pytest(folder: Path, **files: str) -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(f"import os, sys, time, pathlib, pytest\n{text}", "utf-8")
    command = [sys.executable, "-m", "pytest", *ALONE, f"--rootdir={folder}", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_test_runs_once_and_is_told_once(tmp_path: Path) -> None:
    ran = tmp_path / "ran.txt"
    told = f"open({str(ran)!r}, 'a').write(__name__ + ' ' + str({HELPER}) + chr(10))"
    # Whoever comes first waits for the other, so both have a share: a process has at most two files at a time.
    both = (
        f"def test_one():\n    {told}\n    while len(set(open({str(ran)!r}).read().split()[1::2])) < 2: time.sleep(0.1)"
    )
    done = _pytest(
        tmp_path,
        first=both,
        second=both.replace("first", "second"),
        third=f"def test_one():\n    {told}\n    assert False, 'seen to fail'",
        fourth=f"def test_one():\n    {told}\n    pytest.skip('seen to skip')",
    )
    lines = ran.read_text("utf-8").splitlines()
    assert sorted(one.split()[0] for one in lines) == ["test_first", "test_fourth", "test_second", "test_third"]
    assert {one.split()[1] for one in lines} == {"True", "False"}
    assert re.search(r"^1 failed, 2 passed, 1 skipped in", done.stdout, re.MULTILINE), done.stdout
    assert done.stdout.count("seen to fail") > 0
    assert done.returncode == 1


def test_a_helper_that_dies_is_a_failure(tmp_path: Path) -> None:
    died = tmp_path / "died"
    text = f"""
def test_one():
    died = pathlib.Path({str(died)!r})
    if {HELPER}:
        died.touch()
        os._exit(9)
    while not died.exists():
        time.sleep(0.1)
"""
    done = _pytest(tmp_path, first=text, second=text, third=text)
    assert "the second process ended with 9" in done.stdout + done.stderr
    assert done.returncode == 3
