"""Takes a value out of the crop that the second reader was shown."""

from collections.abc import Callable

from fraudpipe.documents.forms.fields.card_numbers import parse_card_number, parse_id_number
from fraudpipe.documents.forms.form import DocumentForm
from fraudpipe.documents.forms.values import parse_institution
from fraudpipe.documents.values.amounts import parse_amount, words_in
from fraudpipe.documents.values.dates import dates_in, first_date
from fraudpipe.records.han import simplified

_BY_PLACE: dict[str, Callable[[str], str | int | None]] = {
    "hospital_name": parse_institution,
    "total_amount": parse_amount,
    "total_amount_words": words_in,
    "id_number": parse_id_number,
    "card_number": parse_card_number,
}


def value_in(form: DocumentForm, name: str, text: str) -> str | int | None:
    """The field's value in a text that holds the value alone, or both days of a stay."""
    text = simplified(text)
    if name in ("admission_date", "discharge_date", "issue_date"):
        dates = dates_in(text)
        return dates[-1] if dates and name == "discharge_date" else first_date(text)
    rule = next((rule for rule in form.rules if rule.name == name), None)
    parse = rule.parse if rule is not None else _BY_PLACE.get(name)
    value = parse(text) if parse is not None else None
    if rule is not None and rule.snap is not None and value is not None:
        return rule.snap(str(value)) or value
    return value
