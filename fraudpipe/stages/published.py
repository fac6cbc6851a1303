"""The queues of nights as they were published: one folder a night in `workspace/nights`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.records.delivery import Delivery
from fraudpipe.stages.ports import LakeStore

HOW_FILE = "scored_with.json"
"""What the scores were made with, beside them: enough to derive each of them again."""


@dataclass(frozen=True, slots=True)
class QueueOfNight:
    """A published queue.

    Attributes:
        delivery: The night.
        folder: Where its files lie.
        queue: The queue table, best first.
        reasons: The reasons of every claim.
    """

    delivery: Delivery
    folder: Path
    queue: pd.DataFrame
    reasons: pd.DataFrame

    def without_answers(self) -> bool:
        """Whether its model learnt with answers of offices, and none answered that night."""
        return (self.folder / HOW_FILE).is_file() and bool(self.how().get("without_answers"))

    def how(self) -> Mapping[str, Any]:
        """What its scores were made with, as the score stage wrote it down.

        Raises:
            NotFoundError: It was published before that was kept.
        """
        path = self.folder / HOW_FILE
        if not path.is_file():
            night = self.delivery.delivery_id
            msg = f"night {night} kept no record of how it was scored; score it again: fraudpipe nightly"
            raise NotFoundError(msg)
        how: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        return how


class PublishedNights:
    """All nights of a workspace that were scored.

    Args:
        workspace: Its folder.
        lake: Its lake, which knows the deliveries.
    """

    def __init__(self, workspace: Path, lake: LakeStore) -> None:
        self._folder = workspace / "nights"
        self._workspace = workspace
        self._lake = lake

    def scored(self, delivery_id: str) -> bool:
        """Whether the delivery has a published queue."""
        return (self._folder / delivery_id).is_dir()

    def point(self, delivery_id: str, folder: Path) -> None:
        """Makes a folder the published queue of a night, replacing what was it before in one step."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f".{delivery_id}.partial"
        partial.unlink(missing_ok=True)
        partial.symlink_to(Path("..") / folder.resolve().relative_to(self._workspace.resolve()))
        partial.replace(self._folder / delivery_id)

    def queue(self, night: str | None = None) -> QueueOfNight:
        """A published queue, the latest unless one is named.

        Raises:
            NotFoundError: No such night was scored.
        """
        known = {one.delivery_id: one for one in self._lake.deliveries() if self.scored(one.delivery_id)}
        if night is None and not known:
            msg = f"no night was scored in {self._workspace}; run: fraudpipe nightly INTAKE"
            raise NotFoundError(msg)
        if night is not None and night not in known:
            msg = f"night {night} was not scored here; scored: {', '.join(known) or 'none'}"
            raise NotFoundError(msg)
        delivery = known[night] if night is not None else list(known.values())[-1]
        folder = self._folder / delivery.delivery_id
        queue, reasons = (pd.read_parquet(folder / f"{name}.parquet") for name in ("queue", "reasons"))
        return QueueOfNight(delivery, folder, queue, reasons)

    def queue_with(self, claim_id: str, night: str | None = None) -> QueueOfNight:
        """The latest published queue that holds a claim, or the named one.

        Raises:
            NotFoundError: No published queue holds it.
        """
        found = self.find(claim_id, night)
        if found is None:
            msg = f"claim {claim_id} stands in no scored night of {self._workspace}; see: fraudpipe queue"
            raise NotFoundError(msg)
        return found

    def find(self, claim_id: str, night: str | None = None) -> QueueOfNight | None:
        """As `queue_with`, but None where no published queue holds the claim."""
        nights = [one.delivery_id for one in self._lake.deliveries() if self.scored(one.delivery_id)]
        for name in [night] if night else reversed(nights):
            found = self.queue(name)
            if (found.queue["claim_id"] == claim_id).any():
                return found
        return None
