"""From rows of the lake to what is learned from: one row a claim as it stood at a moment, and its charged lines."""

from typing import cast

import numpy as np
import pandas as pd

_YEAR_DAYS = 365.25
_CLAIM = [
    "claim_id", "visible_at", "member_id", "plan_kind", "illness_code", "event_on", "admitted_on", "discharged_on",
    "hospital_id", "department", "amount_fen",
]  # fmt: skip
_LINE = ["claim_id", "line_number", "visible_at", "item_name", "amount_fen"]


def past_rows(
    claims: pd.DataFrame, lines: pd.DataFrame, members: pd.DataFrame, hospitals: pd.DataFrame, as_of: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims and lines as `learn` takes them, in no certain order.

    Of several rows with one id the last that was visible counts.

    The cost of a stay is its amount under a reimbursement plan, else the sum of its lines: a fixed benefit is no cost.

    Args:
        claims: Rows of the table `claims` with `visible_at`, the moment from which on they could be seen.
        lines: The same of `claim_lines`.
        members: The same of `members`.
        hospitals: The same of `hospitals`.
        as_of: Rows that were not visible before this moment are left out.
    """
    known = _last(claims, _CLAIM, "claim_id", as_of)
    people = _last(members, ["member_id", "visible_at", "sex", "birth_on"], "member_id", as_of)
    houses = _last(hospitals, ["hospital_id", "visible_at", "level", "region"], "hospital_id", as_of)
    charged = _last(lines, _LINE, ["claim_id", "line_number"], as_of)
    known = known.merge(people.drop(columns="visible_at"), "left", "member_id")
    known = known.merge(houses.drop(columns="visible_at"), "left", "hospital_id")
    days = (_day(known["discharged_on"]) - _day(known["admitted_on"])).dt.days.astype("float64")
    rows = pd.DataFrame(
        {
            "claim_id": known["claim_id"],
            "illness_code": known["illness_code"],
            "sex": known["sex"],
            "age_years": (_day(known["event_on"]) - _day(known["birth_on"])).dt.days / _YEAR_DAYS,
            "hospital_level": known["level"].astype("Int64"),
            "province": known["region"].astype("string").str.slice(0, 2) + "0000",
            "department": known["department"],
            "stay_days": days.where(days != 0, 1.0).where(~(days < 0)),
            "cost_fen": _cost(known, charged),
            "visible_at": known["visible_at"],
        }
    )
    return rows, charged[["claim_id", "item_name", "visible_at"]]


def _last(rows: pd.DataFrame, columns: list[str], key: str | list[str], as_of: int) -> pd.DataFrame:
    """The last visible row of each id; of rows of one moment the last in the order of their values."""
    seen = rows.loc[rows["visible_at"] < as_of, columns]
    keys = [key] if isinstance(key, str) else key
    # Corrections are few: only ids that stand several times are put in order.
    several = seen.duplicated(keys, keep=False)
    order = [*keys, "visible_at", *(name for name in columns if name not in {*keys, "visible_at"})]
    corrected = seen[several].sort_values(order).drop_duplicates(keys, keep="last")
    return pd.concat([seen[~several], corrected], ignore_index=True)


def _day(values: pd.Series) -> pd.Series:
    return cast("pd.Series", pd.to_datetime(values, errors="coerce"))


def _cost(claims: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    total = lines.groupby("claim_id")["amount_fen"].sum()
    itemised = claims["claim_id"].map(total).astype("float64")
    paid_back = claims["plan_kind"] == "reimbursement"
    return pd.Series(np.where(paid_back, claims["amount_fen"].astype("float64"), itemised), claims.index)
