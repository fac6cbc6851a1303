"""What does not go together medically in one claim: reasons to look, never a verdict."""

from collections.abc import Callable, Iterator

from fraudpipe.knowledge.case import Bill, Case, Named, case_of
from fraudpipe.knowledge.graph import KnowledgeGraph, Sort
from fraudpipe.knowledge.naming.item_names import item_key
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.knowledge.past.pairs import Combination
from fraudpipe.knowledge.pointing import SEX_OF_ONE, SEX_WORDS, on_claim, on_diagnosis, on_line
from fraudpipe.knowledge.rules.illness_limits import limits_of, says_age, says_sex
from fraudpipe.knowledge.rules.misfits import Misfit, misfits
from fraudpipe.knowledge.rules.repeated import repeated
from fraudpipe.knowledge.rules.steps import ExpectedStep, expected_steps, missing_steps
from fraudpipe.records.daily_charges import is_daily_charge
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.money import yuan_display, yuan_text
from fraudpipe.records.paper_set import PaperSet

_LEAST_CASES, _LEAST_EXPECTED, _SELDOM = 200, 8.0, 0.05
"""A combination is unusual if so many cases let expect so many with it, and at most this part of them came."""
_LEAST_PEERS = 30
_FAR = 1.5
"""Beyond what 99 in 100 peers reach, by this factor."""
_SLIGHTLY = 1.5
"""So many times the days of a stay are charged where two wards charge the day of the move, or a bed is kept."""
_REPEATED_FEN = 10_000
_ALLOWANCE_YEARS = 1.0
_SHOWN = "imaging_diagnosis"


def check_plausibility(
    papers: PaperSet,
    graph: KnowledgeGraph,
    read_illnesses: IllnessReader = mentions_in,
) -> Iterator[Finding]:
    """Every finding of the knowledge graph about one claim, always in the same order.

    Args:
        papers: The claim, its member and its papers; for facts alone give accepted fields alone.
        graph: What was known before the claim came.
        read_illnesses: How a text is mapped to ICD-10.
    """
    case = case_of(papers, read_illnesses)
    for find in _FINDERS:
        yield from find(case, graph)


def _item_misfits(case: Case, graph: KnowledgeGraph) -> Iterator[Finding]:
    for bill in case.bills:
        stay = bill.of_stay(case.claim)
        for one in misfits(graph.rules, bill.charges, case.treatment(bill)):
            # On a bill that prints its stay, beds and nursing are counted by `charged_days_exceed_stay`.
            if not (one.kind == "daily" and stay == "claimed" and is_daily_charge(one.item)):
                yield _misfit(case, bill, one, stated=stay == "claimed")


def _misfit(case: Case, bill: Bill, one: Misfit, *, stated: bool) -> Finding:
    values: dict[str, object] = {
        "item": one.item, "allowed": one.allowed, "count": f"{one.seen:g}", "other": one.other,
        "period": one.other, "group": one.allowed, "days": f"{one.seen:g}", "level": f"{one.seen:g}",
        "age": int(case.age_years),
    }  # fmt: skip
    if one.kind == "sex":
        values |= _sexes(one.allowed, case.member.sex)
    slight = one.kind == "daily" and one.seen <= _SLIGHTLY * float(one.allowed)
    # A bill that prints no days may be of another stay.
    guessed = one.kind in _BY_DAYS and not stated
    at_most: Severity = "high" if one.exact and not slight and not guessed else "low"
    return on_line(_CODE_OF[one.kind], bill, (one.place,), values, at_most)


_BY_DAYS = frozenset({"daily", "period", "course"})
_CODE_OF = {
    "sex": "item_for_other_sex",
    "age_group": "item_for_other_age",
    "level": "item_above_hospital_level",
    "visit": "item_for_stays_only",
    "course": "course_longer_than_paid",
    "daily": "item_charged_too_often",
    "period": "item_repeated_too_soon",
    "included": "item_included_in_other",
    "procedure": "second_procedure_at_full_price",
}


def _sexes(allowed: str, sex: str) -> dict[str, object]:
    return {
        "allowed_zh": SEX_WORDS[allowed][0], "allowed_en": SEX_WORDS[allowed][1],
        "sex_zh": SEX_OF_ONE[sex][0], "sex_en": SEX_OF_ONE[sex][1],
    }  # fmt: skip


def _repeated_lines(case: Case, _: KnowledgeGraph) -> Iterator[Finding]:
    for bill in case.bills:
        for one in repeated(bill.charges):
            if one.amount_fen >= _REPEATED_FEN:
                values = {"count": len(one.places), "amount": yuan_text(one.amount_fen)}
                yield on_line("lines_charged_again", bill, one.places, values)


def _illness_limits(case: Case, _: KnowledgeGraph) -> Iterator[Finding]:
    for named in _each_category(case):
        mention = named.mention
        values: dict[str, object] = {"illness": mention.name, "code": mention.code, "age": int(case.age_years)}
        # A picture shows places, and a newborn's papers tell of its mother and of the birth.
        at_most: Severity = "low" if named.name == _SHOWN else "high"
        of_mother = mention.code.startswith("O") and case.age_years < 1
        for limit in () if of_mother else limits_of(mention.code):
            if limit.sex and limit.sex != case.member.sex and (named.coded or says_sex(mention.text, limit.sex)):
                yield on_diagnosis("illness_of_other_sex", named, values | _sexes(limit.sex, case.member.sex), at_most)
            young = limit.youngest is not None and case.age_years < limit.youngest - _ALLOWANCE_YEARS
            old = limit.oldest is not None and case.age_years > limit.oldest + _ALLOWANCE_YEARS
            if (young or old) and (named.coded or says_age(mention.text)):
                yield on_diagnosis("illness_outside_its_ages", named, values, at_most)


def _unusual_ages(case: Case, graph: KnowledgeGraph) -> Iterator[Finding]:
    for named in _each_category(case):
        seen = graph.usual_age(named.mention.code, case.age_years)
        if _unusual(seen):
            yield on_diagnosis("illness_unusual_at_age", named, _counts(seen, named.mention.name))


def _unusual_items(case: Case, graph: KnowledgeGraph) -> Iterator[Finding]:
    """Items that past claims with none of the illnesses had as often as chance would make it."""
    for bill in case.bills:
        for charge in bill.charges:
            item = item_key(charge.name)
            seen = _with_every_illness(case, graph, ("item", item))
            if seen is not None:
                # So many past claims charged it that its name tells nothing of anybody.
                yield on_line("item_unusual_for_illness", bill, (charge.place,), seen | {"item": item})


def _unusual_ward(case: Case, graph: KnowledgeGraph) -> Iterator[Finding]:
    if case.claim.department is not None:
        seen = _with_every_illness(case, graph, ("department", case.claim.department))
        if seen is not None:
            yield on_claim("ward_unusual_for_illness", seen)


def _with_every_illness(case: Case, graph: KnowledgeGraph, other: tuple[Sort, str]) -> dict[str, object] | None:
    """The counts with the first illness that a paper names, if it is unusual with all."""
    names = {named.mention.category: named.mention.name for named in _each_category(case)}
    seen = [(graph.usual(("illness", category), other), name) for category, name in names.items()]
    claimed = graph.usual(("illness", case.claim.illness_code[:3]), other)
    if not seen or not _unusual(claimed) or not all(_unusual(one) for one, _ in seen):
        return None
    return _counts(*seen[0])


def _missing_steps(case: Case, _: KnowledgeGraph) -> Iterator[Finding]:
    """Only of bills that list their items: a total for all examinations may hold anything."""
    bills = [bill for bill in case.bills if bill.itemised]
    whole = [row for bill in case.bills for row in bill.rows]
    listed = [charge.name for bill in bills for charge in bill.charges]
    if not bills or len(whole) > 2 * len(listed):
        return
    # What was not read or not recognised may be the step.
    if case.unread_bills or "other" in case.paper_types:
        return
    for named in _each_category(case):
        if named.mention.category != case.claim.illness_code[:3]:
            continue
        missing = missing_steps(named.mention.code, listed, case.paper_types)
        if case.claim.plan_kind != "fixed_benefit" and not _nothing_at_all(missing, named.mention.code):
            continue
        at_most: Severity = "medium" if case.claim.plan_kind == "fixed_benefit" else "low"
        for step in missing:
            values = {"illness": named.mention.name, "step_zh": step.zh, "step_en": step.en}
            yield on_diagnosis("expected_step_missing", named, values, at_most)


def _nothing_at_all(missing: tuple[ExpectedStep, ...], code: str) -> bool:
    """Whether a stay shows none of several steps: a later one, for chemotherapy say, rightly lacks some."""
    return len(missing) > 1 and len(missing) == len(expected_steps(code))


def _beyond_peers(case: Case, graph: KnowledgeGraph) -> Iterator[Finding]:
    claim = case.claim
    stay = graph.usual_stay(claim.illness_code, claim.hospital_level, claim.hospital_province)
    days = case.stay_days
    if stay and days and stay.count >= _LEAST_PEERS and days > _FAR * stay.extreme:
        values = {"days": days, "median": f"{stay.median:.0f}", "extreme": f"{stay.extreme:.0f}"}
        yield on_claim("stay_longer_than_peers", values)
    if case.claim.plan_kind == "fixed_benefit":
        return
    cost = graph.usual_cost(claim.illness_code, claim.hospital_level, claim.hospital_province)
    if cost and cost.count >= _LEAST_PEERS and case.claim.amount_fen > _FAR * cost.extreme:
        amounts = {"amount": case.claim.amount_fen, "median": cost.median, "extreme": cost.extreme}
        yield on_claim("cost_above_peers", {name: yuan_display(round(fen)) for name, fen in amounts.items()})


def _each_category(case: Case) -> Iterator[Named]:
    """The first paper that names each illness category, accepted before doubtful and told before shown."""
    first: dict[str, Named] = {}
    for named in sorted(case.named, key=lambda one: (one.field.status != "accepted", one.name == _SHOWN)):
        first.setdefault(named.mention.category, named)
    yield from first.values()


def _unusual(seen: Combination) -> bool:
    enough = seen.left_count >= _LEAST_CASES and seen.expected >= _LEAST_EXPECTED
    return enough and seen.together <= _SELDOM * seen.expected


def _counts(seen: Combination, illness: str) -> dict[str, object]:
    return {
        "illness": illness, "left_count": seen.left_count, "together": seen.together,
        "expected": f"{seen.expected:.0f}",
    }  # fmt: skip


_FINDERS: tuple[Callable[[Case, KnowledgeGraph], Iterator[Finding]], ...] = (
    _item_misfits,
    _repeated_lines,
    _illness_limits,
    _unusual_ages,
    _unusual_items,
    _unusual_ward,
    _missing_steps,
    _beyond_peers,
)
