"""The catalogue of findings as a Markdown page."""

from fraudpipe.checks.kinds import BETWEEN_PAPERS, COMPLETENESS, PLAN_RULES, WITH_CLAIM, WITHIN_PAPER

_HEAD = """# Findings

Generated from `fraudpipe/checks/kinds.py`; change it there. A finding is a reason to look, never a verdict.

Severity is the most that a finding of the kind can have. It is lower where the circumstances say less, and always low
when a field it stands on was not accepted by the readers. A chief complaint alone is never more than low.
"""
_SECTIONS = (
    ("Within a paper", WITHIN_PAPER),
    ("Between papers", BETWEEN_PAPERS),
    ("With the claim and the member", WITH_CLAIM),
    ("Rules of the plan", PLAN_RULES),
    ("Completeness", COMPLETENESS),
)


def findings_page() -> str:
    """The text of `docs/findings.md`."""
    parts = [_HEAD]
    for title, kinds in _SECTIONS:
        parts.append(f"\n## {title}\n\n| code | at most | sentence | would also fit |\n| --- | --- | --- | --- |\n")
        parts.extend(
            f"| `{kind.code}` | {kind.severity} | {kind.zh}<br>{kind.en} | {kind.innocent} |\n" for kind in kinds
        )
    return "".join(parts)
