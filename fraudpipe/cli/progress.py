"""Progress for people: a bar on a terminal, a plain line for each stage elsewhere. Always on standard error."""

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from fraudpipe.stages.ports import StageReport


class ShownProgress:
    """Shows how far a run is; satisfies the stages' Progress port.

    Args:
        quiet: Says nothing at all (for ``--json``).
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "ShownProgress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def start(self, stage: str, total: int) -> None:
        """A stage begins that has `total` steps."""
        self._bar.update(self._task, description=stage, total=total, completed=0)

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        self._bar.advance(self._task, steps)

    def tell(self, report: StageReport) -> None:
        """One line when a stage is done."""
        if self._quiet:
            return
        counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in report.counts.items())
        took = "already done" if report.skipped else f"{report.milliseconds / 1000:.1f} s"
        self._console.print(f"{report.stage:<10} {took:>12}  {counts}", highlight=False, soft_wrap=True)
