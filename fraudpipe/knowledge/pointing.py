"""From what was found to a finding: its sentence, how much it may ask for, and where a person can see it."""

from collections.abc import Mapping, Sequence

from fraudpipe.knowledge.case import Bill, Named
from fraudpipe.knowledge.kinds import PLAUSIBILITY
from fraudpipe.records.finding import EvidencePoint, Finding, FindingKind, Severity, weakest
from fraudpipe.records.reading import FieldReading

_KINDS: dict[str, FindingKind] = {kind.code: kind for kind in PLAUSIBILITY}
SEX_WORDS = {"F": ("女", "women"), "M": ("男", "men")}
SEX_OF_ONE = {"F": ("女", "a woman"), "M": ("男", "a man")}


def on_claim(code: str, values: Mapping[str, object], at_most: Severity = "high") -> Finding:
    """A finding about the claim as a whole."""
    kind = _KINDS[code]
    return Finding(code, weakest(kind.severity, at_most), kind.zh.format(**values), kind.en.format(**values))


def on_line(
    code: str, bill: Bill, places: Sequence[int], values: Mapping[str, object], at_most: Severity = "high"
) -> Finding:
    """A finding about lines of a bill; the first is where a person should look."""
    points = tuple(_line_point(bill, place) for place in places)
    return _on_points(code, points, values, _allowed(bill.field, at_most))


def on_diagnosis(code: str, named: Named, values: Mapping[str, object], at_most: Severity = "high") -> Finding:
    """A finding about an illness that a paper names."""
    field = named.field
    point = EvidencePoint(
        named.paper.document_id, named.name, field.page, field.box, value=named.mention.text
    )  # fmt: skip
    return _on_points(code, (point,), values, _allowed(field, at_most))


def _on_points(
    code: str, points: tuple[EvidencePoint, ...], values: Mapping[str, object], at_most: Severity
) -> Finding:
    kind = _KINDS[code]
    first = points[0]
    return Finding(
        code=code,
        severity=weakest(kind.severity, at_most),
        message_zh=kind.zh.format(**values),
        message_en=kind.en.format(**values),
        document_id=first.document_id,
        page=first.page,
        box=first.box,
        evidence=points,
    )


def _line_point(bill: Bill, place: int) -> EvidencePoint:
    row = bill.rows[place]
    page = bill.field.page if row.page is None else row.page
    return EvidencePoint(bill.paper.document_id, "line_items", page, row.box, value=row.name)


def _allowed(field: FieldReading, at_most: Severity) -> Severity:
    """What stands on a field that was not accepted may only ask for another look."""
    return at_most if field.status == "accepted" else "low"
