from typing import Any

import ibis.expr.types as ir
import pytest

from features import FEATURES
from fraudpipe.errors import ContractError, UserError
from fraudpipe.featuring import Catalogue, Count, Trailing, feature

_PAGE = """A number.

Unit: {unit}
As of: the moment.
Null: never.
Why:
    zh: 值 {{value}}
    en: value {{value}}

>>> 1
1
"""


def made(function: Any, unit: str = "count") -> Any:
    function.__doc__ = _PAGE.format(unit=unit)
    return feature(function)


def test_a_name_that_does_not_exist_is_told_with_the_closest() -> None:
    with pytest.raises(UserError, match="Did you mean 'stay_days'"):
        Catalogue(FEATURES).select(["stay_day"])
    with pytest.raises(UserError, match="twice: stay_days"):
        Catalogue(FEATURES).select(["stay_days", "stay_days"])


def test_duplicates_unmarked_functions_and_clashing_names_are_refused() -> None:
    def amount_fen(row: ir.Table) -> ir.Value:
        return row.amount_fen

    with pytest.raises(ContractError, match="twice: waiting_margin_days"):
        Catalogue([FEATURES[0], FEATURES[0]])
    with pytest.raises(ContractError, match="without the @feature mark: amount_fen"):
        Catalogue([amount_fen])
    with pytest.raises(ContractError, match="like a column of the claim: amount_fen"):
        Catalogue([made(amount_fen)])


def test_the_outcome_of_the_own_claim_is_out_of_reach() -> None:
    def own_outcome() -> Trailing:
        return Trailing(table="outcomes", key="claim_id", aggregate=Count())

    with pytest.raises(ContractError, match="the outcome of its own claim"):
        Catalogue([made(own_outcome)])


def test_columns_and_types_that_do_not_fit_are_named() -> None:
    def misspelt(row: ir.Table) -> ir.Value:
        return row.amount_fenn

    def text(row: ir.Table) -> ir.Value:
        return row.illness_code

    def keyless() -> Trailing:
        return Trailing(table="visits", key="doctor_id", aggregate=Count())

    with pytest.raises(ContractError, match=r"misspelt.*Did you mean 'amount_fen'"):
        Catalogue([made(misspelt)])
    with pytest.raises(ContractError, match="text is string"):
        Catalogue([made(text)])
    with pytest.raises(ContractError, match="cannot be joined by doctor_id"):
        Catalogue([made(keyless)])


def test_columns_of_the_claim_and_the_member_are_there_only_where_a_key_asks() -> None:
    def neighbours() -> Trailing:
        return Trailing("claims", "hospital_id", Count(), where=lambda row: row.past_member_region == row.member_region)

    def own_papers() -> Trailing:
        return Trailing("papers", "claim_id", Count(), where=lambda row: row.past_hospital_id == row.hospital_id)

    def county() -> Trailing:
        return Trailing("outcomes", "member_region", Count(), where=lambda row: row.past_hospital_id == row.hospital_id)

    with pytest.raises(ContractError, match="neighbours: rows of 'claims' have member_region only where a key asks"):
        Catalogue([made(neighbours)])
    with pytest.raises(ContractError, match="own_papers: rows of 'papers' have hospital_id only where a key asks"):
        Catalogue([made(own_papers)])
    assert len(Catalogue([made(county)])) == 1


def test_a_row_feature_brings_the_trailing_features_that_it_names() -> None:
    catalogue = Catalogue(FEATURES)
    [ratio] = catalogue.select(["amount_to_illness_mean_ratio"])
    assert ratio.needs == ("illness_mean_amount_fen",)
    assert [one.name for one in catalogue.trailing_for([ratio])] == ["illness_mean_amount_fen"]


def test_values_are_told_in_their_unit() -> None:
    catalogue = Catalogue(FEATURES)
    assert catalogue.get("waiting_margin_days").sentence(10.0) == "确诊距等待期结束 10 天"
    assert catalogue.get("round_amount").sentence(1.0, "en").endswith(": yes")
    assert catalogue.get("claimed_amount_fen").shown(30_000_000) == "¥300,000"
    assert catalogue.get("hospital_illness_share").shown(0.256) == "25.6%"
    ratio = catalogue.get("pagerank_fraud")
    assert [ratio.shown(value) for value in (0.0, 0.025, 0.00123, 0.000025)] == ["0.00", "0.03", "0.0012", "0.000025"]
    assert catalogue.get("stay_days").shown(float("nan"), "en") == "unknown"


def test_nothing_and_what_is_usual_are_no_reasons() -> None:
    catalogue = Catalogue(FEATURES)
    assert not catalogue.get("phone_sharing_count").is_reason(0)
    assert catalogue.get("phone_sharing_count").is_reason(1)
    assert not catalogue.get("birank_fraud").is_reason(0.0)
    usual = catalogue.get("hospital_confirmed_share").trailing
    assert usual is not None
    assert not catalogue.get("hospital_confirmed_share").is_reason(usual.aggregate.prior)  # type: ignore[union-attr]
    assert catalogue.get("hospital_confirmed_share").is_reason(0.2)
    assert catalogue.get("waiting_margin_days").is_reason(0)
