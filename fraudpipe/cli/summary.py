"""The one summary at the end of a run: in, out, quarantined by reason, seconds per stage."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fraudpipe.records.delivery import REASONS
from fraudpipe.stages.ports import StageReport

WITHOUT_ANSWERS = (
    "warning: the model learnt with what offices answer, and none answered about any claim of this night: it ranks "
    "worse than one that learnt without; ask again, or train without answers (docs/verification.md)"
)


def summary_text(reports: Sequence[StageReport]) -> str:
    """What a person reads."""
    lines = []
    refused = _refused(reports)
    if refused:
        lines.append(f"quarantined: {sum(refused.values()):,}")
        lines += [f"  {count:>6,}  {code:<20} {REASONS.get(code, '')}" for code, count in refused.items()]
    else:
        lines.append("quarantined: nothing")
    spent = [f"{one.stage} {one.milliseconds / 1000:.1f}" for one in reports if not one.skipped]
    total = sum(one.milliseconds for one in reports) / 1000
    lines.append(f"seconds: {total:.1f}" + (f" ({', '.join(spent)})" if spent else ": everything was done already"))
    return "\n".join(lines)


def summary_json(facts: Mapping[str, Any], reports: Sequence[StageReport]) -> str:
    """What a program reads."""
    stages = [
        {
            "stage": one.stage,
            "counts": dict(one.counts),
            "refused": dict(one.refused),
            "milliseconds": one.milliseconds,
            "skipped": one.skipped,
        }
        for one in reports
    ]
    return json.dumps({**facts, "quarantined": _refused(reports), "stages": stages}, ensure_ascii=False, indent=1)


def _refused(reports: Sequence[StageReport]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in reports:
        for code, count in one.refused.items():
            total[code] = total.get(code, 0) + count
    return dict(sorted(total.items()))
