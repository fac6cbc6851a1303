"""Writes the queue where people find it: Parquet, CSV and one HTML page."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.reporting.queue_page import queue_page
from fraudpipe.stages.ports import LakeStore, StageReport, VaultStore
from fraudpipe.stages.published import HOW_FILE
from fraudpipe.stages.queue_entries import ClaimFile, Cropper

STAGE = "publish"
_SHOWN = 200
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def run(
    night: Mapping[str, Any],
    lake: LakeStore,
    vault: VaultStore,
    queue: Path,
    scored: Path,
    output: Path,
    crops: Cropper | None,
    *,
    member_cap: int,
    window_days: int,
) -> StageReport:
    """Writes queue.parquet, queue.csv, reasons.parquet and queue.html into the folder `output`.

    What the scores were made with lies beside them: a night that is published again may have scores of another model.

    Args:
        night: What `queue_page` says about the night.
        lake: Findings, papers, members and links.
        vault: Names, of which the masked form is shown.
        queue: The queue table.
        scored: The folder of the score stage: the reasons of every claim, and what the scores were made with.
        output: The folder.
        crops: Cuts pieces of pages; None leaves them out. With them the page is readable by its owner alone.
        member_cap: As for the link stage.
        window_days: As for the link stage.
    """
    table, said = pd.read_parquet(queue), pd.read_parquet(scored / "reasons.parquet")
    known = ClaimFile.gather(lake, table, said, member_cap=member_cap, window_days=window_days)
    first = [known.first_reason(claim_id) for claim_id in table["claim_id"]]
    table = table.assign(first_reason_zh=[zh for zh, _ in first], first_reason_en=[en for _, en in first])
    table.to_parquet(output / "queue.parquet", index=False)
    said.to_parquet(output / "reasons.parquet", index=False)
    shutil.copyfile(scored / HOW_FILE, output / HOW_FILE)
    _csv(table).to_csv(output / "queue.csv", index=False, encoding="utf-8-sig")
    shown = table["claim_id"].head(_SHOWN)
    above = set(table.loc[table["within_capacity"], "claim_id"]) | set(shown.head(3))
    entries = [
        known.entry(claim_id, vault, graph=claim_id in above, crops=crops if claim_id in above else None)
        for claim_id in shown
    ]
    page = output / "queue.html"
    descriptor = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if crops is not None else 0o644)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(queue_page(night, entries))
    return StageReport(STAGE, {"claims": len(table), "shown": len(entries)})


def _csv(table: pd.DataFrame) -> pd.DataFrame:
    """Text stays on one line, and what a spreadsheet would take for a formula gets an apostrophe in front."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(lambda value: _cell(value) if isinstance(value, str) else value)
    return safe


def _cell(value: str) -> str:
    line = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", value).strip()
    return f"'{line}" if line.startswith(_FORMULA) else line
