"""The catalogue of findings as a Markdown page."""

from collections.abc import Iterable

from fraudpipe.records.finding import STEPS, FindingKind

_HEAD = """# Findings

Generated from `fraudpipe/checks/kinds` and `fraudpipe/knowledge/kinds.py`; change it there. A finding is a reason to
look, never a verdict.

Severity is the most that a finding of the kind can have. It is lower where the circumstances say less, and always low
when a field it stands on was not accepted by the readers. A chief complaint or a card number alone is never more than
low; the record of an insurance office or a health check alone is never high. A table `[findings]` in `fraudpipe.toml`
changes it within these bounds, with one line a code, and switches a finding off:

```toml
[findings]
earlier_admissions = "off"
hospital_differs_from_claim = "low"
```

The last column of each table says what would also fit, and the cheapest step that would tell.
"""
_COLUMNS = """| code | at most | sentence | would also fit; what would tell |
| --- | --- | --- | --- |
"""


def findings_page(groups: Iterable[tuple[str, Iterable[FindingKind]]]) -> str:
    """The text of `docs/findings.md`.

    Args:
        groups: Title and kinds of each section.
    """
    parts = [_HEAD]
    for title, kinds in groups:
        parts.append(f"\n## {title}\n\n{_COLUMNS}")
        parts.extend(map(_row, kinds))
    return "".join(parts)


def _row(kind: FindingKind) -> str:
    step_zh, step_en = STEPS[kind.step]
    fits = f"{kind.innocent_zh}<br>{kind.innocent}<br>→ {step_zh} · {step_en}"
    return f"| `{kind.code}` | {kind.severity} | {kind.zh}<br>{kind.en} | {fits} |\n"
