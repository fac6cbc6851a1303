"""Learns from past claims, as of a moment, what goes together and what a stay is like.

The caller leaves out what was not known then, and the claims that it will ask about; rows that were not visible before
the moment are refused here once more, because one such row would tell a claim about itself.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.errors import ContractError
from fraudpipe.knowledge.naming.item_names import item_key
from fraudpipe.knowledge.past.ages import AGE_GROUPS, age_groups
from fraudpipe.knowledge.past.pairs import Ints, Pairs, pairs_of
from fraudpipe.knowledge.past.peers import Peers, peers_of

CLAIM_COLUMNS = (
    "claim_id", "illness_code", "sex", "age_years", "hospital_level", "province", "department", "stay_days",
    "cost_fen", "visible_at",
)  # fmt: skip
LINE_COLUMNS = ("claim_id", "item_name", "visible_at")
_LEVELS = ("0", "1", "2", "3")
_CATEGORY = 3


@dataclass(frozen=True, slots=True)
class Past:
    """What past claims say.

    Attributes:
        as_of: Only rows visible before this moment count.
        claims: How many claims there were.
        pairs: By the two sorts, for example ("illness", "item").
        stay_days: What stays are usual.
        cost_fen: What amounts are usual.
    """

    as_of: int
    claims: int
    pairs: dict[tuple[str, str], Pairs]
    stay_days: Peers
    cost_fen: Peers


def learn(claims: pd.DataFrame, lines: pd.DataFrame, as_of: int) -> Past:
    """What claims and their lines say as of a moment; the order of the rows does not matter.

    Args:
        claims: One row a claim with CLAIM_COLUMNS (see `lake_rows`); unknown values are null, an unknown level 0 too.
        lines: One row a charged line with LINE_COLUMNS; lines of other claims are left out.
        as_of: The moment, in seconds; every `visible_at` must be before it.

    Raises:
        ContractError: A row was not visible before `as_of`, or a claim stands twice.
    """
    _seen_before(claims, "claims", as_of)
    _seen_before(lines, "claim lines", as_of)
    if claims["claim_id"].duplicated().any():
        raise ContractError("a claim stands twice in the history that is learned from: give its last state only")
    sorts = {
        "illness": _coded(claims["illness_code"].astype("string").str.slice(0, _CATEGORY)),
        "sex": _coded(claims["sex"]),
        "age_group": (AGE_GROUPS, age_groups(claims["age_years"].to_numpy(np.float64, na_value=np.nan))),
        "level": (_LEVELS, claims["hospital_level"].fillna(0).clip(0, 3).to_numpy(np.int64)),
        "province": _coded(claims["province"]),
        "department": _coded(claims["department"]),
    }
    pairs = {
        ("illness", other): _claim_pairs(sorts["illness"], sorts[other])
        for other in ("sex", "age_group", "level", "province", "department")
    }
    pairs |= _item_pairs(claims, lines, sorts)
    illness, province = sorts["illness"], sorts["province"]
    known = illness[1] >= 0

    def peers(column: str) -> Peers:
        values = claims[column].to_numpy(np.float64, na_value=np.nan)
        return peers_of(
            illness[0], province[0], illness[1][known], sorts["level"][1][known], province[1][known],
            np.nan_to_num(values, nan=0.0)[known],
        )  # fmt: skip

    return Past(as_of, len(claims), pairs, peers("stay_days"), peers("cost_fen"))


def _seen_before(rows: pd.DataFrame, what: str, as_of: int) -> None:
    late = int((rows["visible_at"].to_numpy(np.int64) >= as_of).sum())
    if late:
        raise ContractError(f"{late} {what} were not visible before {as_of}: leave them out, they know the future")


def _coded(values: "pd.Series[str]") -> tuple[tuple[str, ...], Ints]:
    """Sorted names and the place of each value in them, -1 for null."""
    codes, names = pd.factorize(values, sort=True)
    return tuple(map(str, names)), np.asarray(codes, np.int64)


def _claim_pairs(left: tuple[tuple[str, ...], Ints], right: tuple[tuple[str, ...], Ints]) -> Pairs:
    both = (left[1] >= 0) & (right[1] >= 0)
    return pairs_of(left[0], right[0], left[1][both], right[1][both])


def _item_pairs(
    claims: pd.DataFrame, lines: pd.DataFrame, sorts: dict[str, tuple[tuple[str, ...], Ints]]
) -> dict[tuple[str, str], Pairs]:
    """Pairs with charged items; a claim counts once an item, and only claims that have lines count."""
    names, item = _items(lines)
    codes, ids = pd.factorize(lines["claim_id"])
    claim = np.append(pd.Index(claims["claim_id"]).get_indexer(pd.Index(ids)), -1).astype(np.int64)[codes]
    keep = (claim >= 0) & (item >= 0)
    once = np.sort(claim[keep] * np.int64(max(len(names), 1)) + item[keep])
    once = once[np.diff(once, prepend=-1) != 0]
    claim, item = once // max(len(names), 1), once % max(len(names), 1)
    itemised = np.zeros(len(claims), bool)
    itemised[claim] = True
    right = np.bincount(item, minlength=len(names))
    pairs: dict[tuple[str, str], Pairs] = {}
    for sort in ("illness", "sex", "age_group", "level"):
        labels, codes = sorts[sort]
        known = codes[claim] >= 0
        counted: dict[str, npt.NDArray[np.int64]] = {
            "left": np.bincount(codes[itemised & (codes >= 0)], minlength=len(labels)),
            "right": right,
            "total": np.array([int(itemised.sum())]),
        }
        pairs[sort, "item"] = pairs_of(labels, names, codes[claim][known], item[known], counted)
    return pairs


def _items(lines: pd.DataFrame) -> tuple[tuple[str, ...], Ints]:
    """Canonical names of items, and the place of each line's item in them."""
    codes, printed = pd.factorize(lines["item_name"])
    keys = [item_key(str(name)) for name in printed]
    names = sorted(set(keys))
    place = {name: at for at, name in enumerate(names)}
    to_place = np.array([*(place[key] for key in keys), -1], np.int64)
    return tuple(names), to_place[codes]
