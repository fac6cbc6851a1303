"""Shares the tests between two processes, one a core: `scripts/test` names it, `pytest` alone runs in one.

Both collect everything; whoever comes first to a file of tests takes it. The helper writes its reports down, and the
first process repeats them as if they were its own: one list of tests, one closing line, one exit code.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_OPTION = "--helps-in"
_REPORTS = "reports.jsonl"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_OPTION, help="Folder of the run that this process helps with; used by the run itself.")


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Runs the tests that nobody has taken yet; the first process then waits for its helper."""
    if session.config.option.collectonly or session.testsfailed:
        return None
    if helps_in := session.config.getoption(_OPTION):
        _run(session, Path(helps_in), None)
        return True
    with tempfile.TemporaryDirectory() as folder:
        helper = _SecondProcess(session, Path(folder))
        try:
            _run(session, Path(folder), helper)
            helper.wait()
        finally:
            helper.end()
    return True


def pytest_configure(config: pytest.Config) -> None:
    if helps_in := config.getoption(_OPTION):
        config.pluginmanager.register(_Teller(config, Path(helps_in) / _REPORTS))


class _Teller:
    """Writes down what the helper reports, one line each."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self._config = config
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")


class _SecondProcess:
    """The second process, as the first one sees it."""

    def __init__(self, session: pytest.Session, folder: Path) -> None:
        self._session = session
        self._log = folder / "helper.log"
        command = [sys.executable, "-m", "pytest", *session.config.invocation_params.args]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "-p", "no:cacheprovider", f"{_OPTION}={folder}"], stdout=log, stderr=subprocess.STDOUT
            )
        reports = folder / _REPORTS
        reports.touch()
        self._reports = reports.open(encoding="utf-8")
        self._begun = ""

    def repeat(self) -> None:
        """Repeats what the helper has reported since."""
        config = self._session.config
        hook = config.hook
        for line in self._reports:
            self._begun += line
            if not line.endswith("\n"):
                return  # still being written
            said = json.loads(self._begun)
            self._begun = ""
            if isinstance(said["longrepr"], list):  # JSON knows no tuples; pytest insists on one
                said["longrepr"] = tuple(said["longrepr"])
            report = hook.pytest_report_from_serializable(config=config, data=said)
            if report.when == "setup":
                hook.pytest_runtest_logstart(nodeid=report.nodeid, location=report.location)
            hook.pytest_runtest_logreport(report=report)
            if report.when == "teardown":
                hook.pytest_runtest_logfinish(nodeid=report.nodeid, location=report.location)
        _stop_if_asked(self._session)

    def wait(self) -> None:
        """Until the helper has run all that it took."""
        while self._process.poll() is None:
            self.repeat()
            time.sleep(0.2)
        self.repeat()
        fine = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
        if self._process.returncode not in fine:
            said = self._log.read_text("utf-8", errors="replace")[-4000:]
            pytest.exit(f"the second process ended with {self._process.returncode}:\n{said}", returncode=3)

    def end(self) -> None:
        self._reports.close()
        self._process.kill()
        self._process.wait()


def _run(session: pytest.Session, folder: Path, helper: _SecondProcess | None) -> None:
    mine = _taken(session, folder)
    # The next test, maybe of the next file, is taken before this one ends: its fixtures go by what comes next.
    for item, following in itertools.pairwise(itertools.chain(mine, [None])):
        if item is not None:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if helper is not None and (following is None or following.path != item.path):
            helper.repeat()
        _stop_if_asked(session)


def _taken(session: pytest.Session, folder: Path) -> Iterator[pytest.Item]:
    for name, items in _shares(session.items).items():
        try:
            (folder / name).touch(exist_ok=False)
        except FileExistsError:
            continue
        yield from items


def _shares(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The tests file by file; all that need Spark are one share, because it takes half a minute to start."""
    needs_spark = {item.path for item in items if "spark_engine" in getattr(item, "fixturenames", ())}
    shares: dict[str, list[pytest.Item]] = {}
    for item in items:
        path = "spark" if item.path in needs_spark else str(item.path).replace("/", "-")
        shares.setdefault(path, []).append(item)
    return shares


def _stop_if_asked(session: pytest.Session) -> None:
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
