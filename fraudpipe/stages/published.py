"""The queue of a night as it was published."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fraudpipe.records.delivery import Delivery


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


def published(delivery: Delivery, folder: Path) -> QueueOfNight:
    """The queue of a night from its folder."""
    queue, reasons = (pd.read_parquet(folder / f"{name}.parquet") for name in ("queue", "reasons"))
    return QueueOfNight(delivery, folder, queue, reasons)
