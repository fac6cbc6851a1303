"""Do the numbers of a paper hold, and what they say of a person fit the rest of the paper?"""

import datetime as dt
import re
from collections.abc import Iterator

from fraudpipe.checks.evidence import (
    Evidence,
    counting_day,
    evidence,
    evidence_count,
    evidence_day,
    evidence_sex,
    finding,
    years_between,
)
from fraudpipe.records.finding import Finding
from fraudpipe.records.identity_numbers import credit_code_holds, id_birth_on, id_number_holds, id_sex, is_id_number
from fraudpipe.records.paper_set import Paper

_AGE_YEARS = 2
_AGE_COUNTED_ON = ("admission_date", "examined_date", "sampled_date", "issue_date", "reported_date", "discharge_date")
# Electronic fiscal receipts have a code of 8 digits (region, class, kind, year) and a number of 10: the rule that four
# ministries published in 2020 with those of toll roads. The paper receipts of the provinces have 6 to 12 and 7 to 10.
_CODE = re.compile(r"\d{6}|\d{8}|\d{10}|\d{12}")
_NUMBER = re.compile(r"\d{7,10}")
_ELECTRONIC_CODE = re.compile(r"\d{6}(\d{2})")
_ELECTRONIC_NUMBER_LENGTH = 10


def check_numbers(paper: Paper) -> Iterator[Finding]:
    """Check marks, forms of invoice numbers, and birth date, sex and age against the identity number."""
    number = evidence(paper, "id_number")
    if number is not None and is_id_number(number.text.upper()):
        if id_number_holds(number.text.upper()):
            yield from _person(paper, number)
        else:
            yield finding("id_number_check_digit", number)
    code = evidence(paper, "credit_code")
    if code is not None and len(code.text) == 18 and not credit_code_holds(code.text.upper()):
        yield finding("credit_code_check_digit", code)
    yield from _age(paper)
    yield from _invoice(paper)


def _person(paper: Paper, number: Evidence) -> Iterator[Finding]:
    """What a number whose check mark fits says of a person, against what is printed beside it."""
    born, sex = evidence_day(paper, "birth_date"), evidence_sex(paper)
    told = id_birth_on(number.text.upper())
    if born is not None and told is not None and born[1] != told:
        yield finding("birth_date_differs_from_id_number", born[0], against=(number,))
    if sex is not None and sex[1] != id_sex(number.text.upper()):
        yield finding("sex_differs_from_id_number", sex[0], against=(number,))


def _age(paper: Paper) -> Iterator[Finding]:
    """The printed age against the birth date or, without one, the identity number of the same paper."""
    age, born, number = evidence_count(paper, "age"), evidence_day(paper, "birth_date"), evidence(paper, "id_number")
    birth: tuple[Evidence, dt.date] | None = born
    if birth is None and number is not None and id_number_holds(number.text.upper()):
        told = id_birth_on(number.text.upper())
        birth = None if told is None else (number, told)
    day = counting_day(paper, _AGE_COUNTED_ON, dt.date.min)
    if age is None or birth is None or day is None or day < birth[1]:
        return
    years = abs(age[1] - years_between(birth[1], day))
    # The traditional count runs up to two years ahead.
    if years > _AGE_YEARS:
        yield finding("age_differs_from_birth_date", age[0], against=(birth[0],), years=years)


def _invoice(paper: Paper) -> Iterator[Finding]:
    code, number = evidence(paper, "invoice_code"), evidence(paper, "invoice_number")
    odd = [one for one, form in ((code, _CODE), (number, _NUMBER)) if one is not None and not form.fullmatch(one.text)]
    if odd:
        yield finding("invoice_number_irregular", *odd)
    elif code is not None and number is not None:
        yield from _electronic(paper, code, number)


def _electronic(paper: Paper, code: Evidence, number: Evidence) -> Iterator[Finding]:
    """The year in the code of an electronic invoice is the one it was issued in."""
    form, issued = _ELECTRONIC_CODE.fullmatch(code.text), evidence_day(paper, "issue_date")
    if form is None or issued is None or len(number.text) != _ELECTRONIC_NUMBER_LENGTH:
        return
    if int(form[1]) != issued[1].year % 100:
        yield finding("invoice_code_of_another_year", code, against=(issued[0],), issued=issued[1].year)
