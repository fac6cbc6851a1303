"""Which charged item does not belong: wrong sex, age, level or kind of visit, too long, too often, included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fraudpipe.knowledge.naming.item_names import ItemMatch
from fraudpipe.knowledge.rules.charges import Charge, Treatment
from fraudpipe.knowledge.rules.published import ItemRule, Rules

MisfitKind = Literal["sex", "age_group", "level", "visit", "course", "daily", "period", "included", "procedure"]

_OLDEST = {"新生儿": 0.25, "婴幼儿": 4.0, "儿童": 18.0}
"""Age in years up to which an age group is given the benefit of the doubt."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One item that does not belong, with the numbers of its sentence.

    Attributes:
        kind: Which rule it breaks.
        item: As the rules write it.
        place: Which charged line it is, from 0.
        exact: Whether the line prints the name exactly; else one character is taken for misread.
        allowed: What the rule allows: a sex (F, M), an age group, a level, or a number.
        seen: What is charged, as a number; 0 where the rule is no number.
        other: The item that includes it, or the group of operations.
    """

    kind: MisfitKind
    item: str
    place: int
    exact: bool
    allowed: str
    seen: float = 0
    other: str = ""


def misfits(rules: Rules, charges: Sequence[Charge], treatment: Treatment) -> tuple[Misfit, ...]:
    """What of a bill does not belong, in its order; what is unknown breaks no rule."""
    matched = [(charge, match) for charge in charges if (match := rules.match(charge.name)) is not None]
    found: list[Misfit] = []
    for charge, match in matched:
        rule = rules.of(match.key)
        if rule is not None:
            found += _of_patient(rule, charge, match, treatment)
    found += _too_often(rules, matched, treatment)
    found += _included(rules, matched, treatment)
    found += _second_procedures(rules, matched)
    return tuple(sorted(found, key=lambda one: (one.place, one.kind)))


def _of_patient(rule: ItemRule, charge: Charge, match: ItemMatch, treatment: Treatment) -> Iterator[Misfit]:
    if rule.sex and treatment.sex and rule.sex != treatment.sex:
        yield Misfit("sex", rule.name, charge.place, match.exact, rule.sex)
    if rule.age_group and treatment.age_years is not None and treatment.age_years >= _OLDEST[rule.age_group]:
        yield Misfit("age_group", rule.name, charge.place, match.exact, rule.age_group, int(treatment.age_years))
    if rule.least_level and 0 < treatment.hospital_level < rule.least_level:
        yield Misfit("level", rule.name, charge.place, match.exact, str(rule.least_level), treatment.hospital_level)
    if rule.inpatient_only and treatment.inpatient is False:
        yield Misfit("visit", rule.name, charge.place, match.exact, "inpatient")


def _too_often(rules: Rules, matched: Sequence[tuple[Charge, ItemMatch]], treatment: Treatment) -> Iterator[Misfit]:
    """Items charged more often than the days of the stay let them be, all lines of an item together."""
    if not treatment.days:
        return
    counted: dict[str, tuple[float, Charge, ItemMatch]] = {}
    for charge, match in matched:
        before, first, how = counted.get(match.key, (0.0, charge, match))
        counted[match.key] = (before + (charge.quantity or 0), first, how)
    for key, (quantity, first, match) in counted.items():
        rule = rules.of(key)
        if rule is None or not quantity:
            continue
        if rule.a_day and quantity > rule.a_day * treatment.days:
            yield Misfit("daily", rule.name, first.place, match.exact, str(rule.a_day * treatment.days), quantity)
        if rule.once_in_days and quantity > -(-treatment.days // rule.once_in_days):
            most = -(-treatment.days // rule.once_in_days)
            yield Misfit("period", rule.name, first.place, match.exact, str(most), quantity, str(rule.once_in_days))
        # Charged for every day of a stay that is longer than the course: how many a day is not printed.
        if rule.course_days and treatment.days > rule.course_days and quantity >= treatment.days:
            yield Misfit("course", rule.name, first.place, match.exact, str(rule.course_days), treatment.days)


def _included(rules: Rules, matched: Sequence[tuple[Charge, ItemMatch]], treatment: Treatment) -> Iterator[Misfit]:
    """Items whose price another charged item includes."""
    quantities: dict[str, float] = {}
    for charge, match in matched:
        quantities[match.key] = quantities.get(match.key, 0) + (charge.quantity or 0)
    said: set[tuple[str, str]] = set()
    for outer in sorted(quantities.keys() & rules.included.keys()):
        for charge, match in matched:
            within = rules.included[outer].get(match.key)
            if within is None or (outer, match.key) in said:
                continue
            if within != "visit":
                # On one day both only if they are charged more often than there are days.
                together = quantities[outer] + quantities[match.key]
                if within != "day" or not treatment.days or together <= treatment.days:
                    continue
            said.add((outer, match.key))
            yield Misfit("included", match.key, charge.place, match.exact, "0", quantities[match.key], outer)


def _second_procedures(rules: Rules, matched: Sequence[tuple[Charge, ItemMatch]]) -> Iterator[Misfit]:
    """Operations of one group, each charged at a price as high as the first: the second one is paid at less."""
    dearest: dict[str, tuple[Charge, ItemMatch]] = {}
    for charge, match in matched:
        rule = rules.of(match.key)
        if rule is None or rule.procedure_group is None or charge.amount_fen is None:
            continue
        first = dearest.get(rule.procedure_group)
        if first is None:
            dearest[rule.procedure_group] = (charge, match)
        elif first[1].key != match.key and charge.amount_fen == first[0].amount_fen:
            other = rules.of(first[1].key)
            yield Misfit(
                "procedure", rule.name, charge.place, match.exact, rule.procedure_group, 0,
                other.name if other else first[1].key,
            )  # fmt: skip
