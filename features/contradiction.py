"""What findings are about: identity, diagnosis, amounts, dates, the plan, answers from outside, medicine, charges.

A finding that stands on a field in doubt is for people to look at: no feature counts it.
"""

import ibis.expr.types as ir

from features.finding_families import FAMILIES
from fraudpipe.featuring import Count, Trailing, example, feature  # noqa: F401 - doctests
from fraudpipe.records.verification import GOOD


def _of_family(name: str, *, strong: bool = False, answered: bool = False) -> Trailing:
    """Findings of a family that are facts; strong ones alone are of medium or high severity."""
    codes = FAMILIES[name]

    def is_one(row: ir.Table) -> ir.BooleanValue:
        found = row.past_code.isin(codes) & ~row.past_in_doubt.fill_null(False)
        return found & (row.past_severity != "low") if strong else found

    return Trailing(table="checked", key="claim_id", aggregate=Count(), where=is_one, answered=answered)


@feature
def identity_finding_count() -> Trailing:
    """Number of findings of medium or high severity that name, age or sex differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 姓名、年龄或性别不一致 {value} 处
        en: name, age or sex differ in {value} places

    >>> found = {"claim_id": "c1", "code": "name_differs_from_member"}
    >>> example(identity_finding_count, [found | {"severity": one} for one in ("high", "low")])
    1
    """
    return _of_family("identity", strong=True)


@feature
def diagnosis_finding_count() -> Trailing:
    """Number of findings of medium or high severity that diagnosis or duration of the illness differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 诊断或病程不一致 {value} 处
        en: diagnosis or duration differ in {value} places

    >>> example(diagnosis_finding_count, [{"claim_id": "c1", "code": "durations_differ", "severity": "medium"}])
    1
    """
    return _of_family("diagnosis", strong=True)


@feature
def amount_finding_count() -> Trailing:
    """Number of findings that amounts do not add up, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 金额不符 {value} 处
        en: amounts do not add up in {value} places

    >>> example(amount_finding_count, [{"claim_id": "c1", "code": "items_differ_from_total"}])
    1
    """
    return _of_family("amount")


@feature
def too_early_finding_count() -> Trailing:
    """Number of findings that care or papers lie before the end of the waiting period, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 等待期内已有就诊或材料 {value} 处
        en: care or papers inside the waiting period in {value} places

    >>> example(too_early_finding_count, [{"claim_id": "c1", "code": "care_inside_waiting"}])
    1
    """
    return _of_family("too_early")


@feature
def earlier_illness_finding_count() -> Trailing:
    """Number of findings that the papers tell of the illness before joining, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 材料提及加入前已患病 {value} 处
        en: papers tell of the illness before joining in {value} places

    >>> example(earlier_illness_finding_count, [{"claim_id": "c1", "code": "symptoms_before_joining"}])
    1
    """
    return _of_family("earlier_illness")


@feature
def stay_finding_count() -> Trailing:
    """Number of findings of medium or high severity that dates or days of the stay differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 住院日期或天数不一致 {value} 处
        en: dates or days of the stay differ in {value} places

    >>> example(stay_finding_count, [{"claim_id": "c1", "code": "stay_differs_from_claim", "severity": "medium"}])
    1
    """
    return _of_family("stay", strong=True)


@feature
def terms_finding_count() -> Trailing:
    """Number of findings that the terms of the plan do not allow what is claimed, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 与计划条款不符 {value} 处
        en: against the terms of the plan in {value} places

    >>> example(terms_finding_count, [{"claim_id": "c1", "code": "stay_claimed_before"}])
    1
    """
    return _of_family("terms")


@feature
def outside_finding_count() -> Trailing:
    """Number of findings that offices outside answered against the claim, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 外部核验不符 {value} 处
        en: answers from outside speak against the papers in {value} places

    >>> example(outside_finding_count, [{"claim_id": "c1", "code": "invoice_refunded"}])
    1
    """
    return _of_family("outside", answered=True)


@feature
def registry_finding_count() -> Trailing:
    """Number of findings that papers do not fit registers of hospitals, numbers and days, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 与医院名录、编号规则或日历不符 {value} 处
        en: papers do not fit registers and numbering in {value} places

    >>> example(registry_finding_count, [{"claim_id": "c1", "code": "department_not_at_hospital"}])
    1
    """
    return _of_family("registry")


@feature
def medicine_finding_count() -> Trailing:
    """Number of findings that the illness does not fit the patient or how it is found, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 病情与性别、年龄或诊断过程不合常理 {value} 处
        en: the illness does not fit the patient or its usual course in {value} places

    >>> example(medicine_finding_count, [{"claim_id": "c1", "code": "illness_of_other_sex"}])
    1
    """
    return _of_family("medicine")


@feature
def charge_finding_count() -> Trailing:
    """Number of findings that charged lines break published rules or are unusual, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 收费项目违反规则或不合常理 {value} 处
        en: charges break rules or are unusual in {value} places

    >>> example(charge_finding_count, [{"claim_id": "c1", "code": "item_charged_too_often"}])
    1
    """
    return _of_family("charge")


@feature
def confirmed_answer_count() -> Trailing:
    """Number of questions about the claim that an office outside answered in its favour.

    Unit: count
    As of: answers given before the moment; every claim alike is asked about, whoever is suspected.
    Null: never.
    Why:
        zh: 外部核验属实的仅 {value} 项
        en: no more than {value} answers from outside bear the papers out

    >>> answer = {"claim_id": "c1", "state": "checked"}
    >>> example(confirmed_answer_count, [answer | {"says": one} for one in ("held", "refunded")])
    1
    """
    return Trailing(
        table="verified",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: (row.past_state == "checked") & row.past_says.isin(GOOD),
        answered=True,
    )
