"""What sort of value a field holds: fields of one sort are misread alike."""

import functools

_PEOPLE = frozenset({"patient_name", "attending_doctor", "contact_name", "signature"})
_CHOICES = frozenset({"sex", "region", "blood_group", "side"})
_COUNTS = frozenset({"age", "inpatient_days", "admission_count", "height_cm"})
_LISTS = frozenset({"line_items", "laboratory_rows"})
_LONG = frozenset(
    {
        "chief_complaint", "present_illness", "past_history", "family_history", "physical_examination",
        "imaging_findings", "operation_findings", "health_check_findings", "pathology_diagnosis", "scope",
    }
)  # fmt: skip

FIELD_KINDS = ("person", "choice", "count", "rows", "long", "date", "words", "amount", "digits", "text")
"""A person's name; one of few words; a small number; a table; sentences; a day; an amount in words; an amount; a
number or code that identifies; a short text."""


@functools.cache
def field_kind(name: str) -> str:
    """One of FIELD_KINDS.

    >>> [field_kind(one) for one in ("issue_date", "prepaid", "record_number", "diagnosis", "never_heard_of")]
    ['date', 'amount', 'digits', 'text', 'text']
    """
    for kind, names in (
        ("person", _PEOPLE),
        ("choice", _CHOICES),
        ("count", _COUNTS),
        ("rows", _LISTS),
        ("long", _LONG),
    ):
        if name in names:
            return kind
    if name.endswith("_date"):
        return "date"
    if name == "total_amount_words":
        return "words"
    if name.endswith(("_amount", "_paid", "prepaid")):
        return "amount"
    return "digits" if name.endswith(("_number", "_code", "_phone", "_pressure")) else "text"
