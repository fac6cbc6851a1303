"""Runs a stage unless the ledger already holds it. What makes a killed night resume and a rerun free."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from fraudpipe.clock import stopwatch_seconds, wall_seconds
from fraudpipe.errors import ContractError
from fraudpipe.stages.ports import StageReport


class FinishedStage(Protocol):
    """What the ledger knows of a finished stage."""

    @property
    def key(self) -> str:
        """The key it finished under."""
        ...

    @property
    def output(self) -> str:
        """Where its output lies, relative to the workspace."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """What went in and out."""
        ...


class StageLedger(Protocol):
    """The ledger as the runner uses it."""

    def find(self, stage: str, key: str) -> FinishedStage | None:
        """The entry under this key, or None."""
        ...

    def latest(self, stage: str, delivery_id: str | None = None) -> FinishedStage | None:
        """The entry of this stage that finished last, of one delivery or of all."""
        ...

    def write(
        self, stage: str, key: str, delivery_id: str, output: str, counts: Mapping[str, int], milliseconds: int, at: int
    ) -> None:
        """Writes down that a stage is done."""
        ...


@dataclass(frozen=True, slots=True)
class Finished:
    """A stage that is done, now or earlier.

    Attributes:
        report: What it did.
        key: Its ledger key; the next stage's key is made of it.
        output: Its output folder, or None for a stage that writes to the lake.
    """

    report: StageReport
    key: str
    output: Path | None

    @property
    def folder(self) -> Path:
        """The output folder.

        Raises:
            ContractError: The stage wrote to the lake.
        """
        if self.output is None:
            msg = f"stage {self.report.stage} has no folder of its own"
            raise ContractError(msg)
        return self.output


class Runner:
    """Runs stages of one workspace.

    Args:
        workspace: Holds `stages/`.
        ledger: What is done.
        code_digest: Changes with any code or feature, and so makes everything be worked out again.
        tell: Called with each report as soon as its stage is done.
    """

    def __init__(
        self, workspace: Path, ledger: StageLedger, code_digest: str, tell: Callable[[StageReport], None]
    ) -> None:
        self._workspace = workspace
        self._ledger = ledger
        self.code_digest = code_digest
        self._tell = tell
        self.reports: list[StageReport] = []

    def into_lake(
        self, stage: str, delivery_id: str, parts: tuple[str, ...], work: Callable[[], StageReport]
    ) -> Finished:
        """Runs a stage whose output is in the lake, unless what lies there was made under this very key."""
        key = self._key(stage, parts)
        known = self._ledger.latest(stage, delivery_id)
        if known is not None and known.key == key:
            return self._done(_known(stage, known), key, None)
        return self._done(self._timed(stage, key, delivery_id, "", work), key, None)

    def finished_key(self, stage: str, delivery_id: str) -> str | None:
        """The key under which a stage of a delivery finished last, or None."""
        known = self._ledger.latest(stage, delivery_id)
        return None if known is None else known.key

    def folder(self, stage: str, key: str) -> Path:
        """Where a stage writes what it makes under a key."""
        return self._workspace / _place(stage, key)

    def already(self, report: StageReport, key: str) -> Finished:
        """Reports a stage that was found done without asking the ledger."""
        return self._done(report, key, None)

    def into_folder(
        self, stage: str, delivery_id: str, parts: tuple[str, ...], work: Callable[[Path], StageReport]
    ) -> Finished:
        """Runs a stage that writes files into a folder of its own, which appears whole or not at all."""
        key = self._key(stage, parts)
        relative = _place(stage, key)
        output = self._workspace / relative
        known = self._ledger.find(stage, key)
        if known is not None and output.is_dir():
            return self._done(_known(stage, known), key, output)
        partial = output.with_name(f".{output.name}.partial")
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(parents=True)

        def whole() -> StageReport:
            report = work(partial)
            if output.exists():
                shutil.rmtree(output)
            partial.rename(output)
            return report

        return self._done(self._timed(stage, key, delivery_id, relative, whole), key, output)

    def _key(self, stage: str, parts: tuple[str, ...]) -> str:
        return sha256(json.dumps([stage, self.code_digest, *parts]).encode()).hexdigest()

    def _timed(
        self, stage: str, key: str, delivery_id: str, output: str, work: Callable[[], StageReport]
    ) -> StageReport:
        begun = stopwatch_seconds()
        report = work()
        milliseconds = round((stopwatch_seconds() - begun) * 1000)
        counts = {**report.counts, **{f"refused:{code}": count for code, count in report.refused.items()}}
        self._ledger.write(stage, key, delivery_id, output, counts, milliseconds, wall_seconds())
        return StageReport(report.stage, report.counts, milliseconds, refused=report.refused)

    def _done(self, report: StageReport, key: str, output: Path | None) -> Finished:
        self.reports.append(report)
        self._tell(report)
        return Finished(report, key, output)


def _place(stage: str, key: str) -> str:
    return f"stages/{stage}/{key[:24]}"


def _known(stage: str, known: FinishedStage) -> StageReport:
    counts = {name: count for name, count in known.counts.items() if not name.startswith("refused:")}
    refused = {
        name.removeprefix("refused:"): count for name, count in known.counts.items() if name.startswith("refused:")
    }
    return StageReport(stage, counts, skipped=True, refused=refused)
