"""How widespread the blank forms under a claim's papers are: context, which is counted and never links.

A hospital's own form is innocent: many members fill it in, and one hospital hands it out. A form that hardly anybody
else has, or that turns up at many hospitals, may be a workshop's; it may also be new, of a small house, or a national
one, as invoices are.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.graph.claim_arrays import claim_arrays, probe_positions
from fraudpipe.graph.occurrences import Ints

_TIME_BITS = 33


def form_rows(claims: pd.DataFrame, prints: pd.DataFrame, probes: pd.DataFrame) -> pd.DataFrame:
    """The columns of NETWORK that tell of forms, for `probes`, in their order.

    Whose form it is counts from when its claim is known; a claim belongs to the hospital that its first row names.

    Args:
        claims: claim_id, member_id, hospital_id, visible_at.
        prints: claim_id, form (may be empty), visible_at.
        probes: claim_id, as_of.

    Raises:
        ContractError: A probed claim is not visible at its moment.
    """
    arrays = claim_arrays(claims)
    claim, as_of = probe_positions(arrays, probes)
    shown = prints[prints["form"].notna()]
    place = arrays.positions(shown["claim_id"])
    shown, place = shown[place >= 0], place[place >= 0]
    start = np.maximum(shown["visible_at"].to_numpy(np.int64), arrays.seen[place])
    form = pd.factorize(shown["form"])[0].astype(np.int64)
    ordered = claims.sort_values(["claim_id", "visible_at", "member_id", "hospital_id"])
    hospital = pd.factorize(ordered.drop_duplicates("claim_id")["hospital_id"])[0].astype(np.int64)
    on_claim, which, since = _firsts(place, form, start)
    begins = np.searchsorted(on_claim, claim)
    counts = np.searchsorted(on_claim, claim, side="right") - begins
    probe = np.repeat(np.arange(len(claim)), counts)
    row = np.arange(len(probe)) - np.repeat(np.cumsum(counts) - counts - begins, counts)
    held = since[row] < as_of[probe]
    probe, row = probe[held], row[held]
    members = _holders(form, arrays.member[place], start, which[row], as_of[probe]) - 1
    hospitals = _holders(form, hospital[place], start, which[row], as_of[probe])
    fewest, most = np.full(len(claim), np.iinfo(np.int64).max), np.zeros(len(claim), np.int64)
    np.minimum.at(fewest, probe, members)
    np.maximum.at(most, probe, hospitals)
    forms = np.bincount(probe, minlength=len(claim)).astype(np.int64)
    return pd.DataFrame(
        {
            "form_count": forms,
            "form_member_count": np.where(forms > 0, fewest, 0),
            "form_hospital_count": most,
        }
    )


def forms_at(claims: pd.DataFrame, prints: pd.DataFrame) -> pd.DataFrame:
    """The forms of each claim at one moment, the most widespread first: form, since, claim_count, hospital_count.

    Args:
        claims: What is visible at the moment, as for `form_rows`.
        prints: The same.

    Returns:
        One row a claim and form, indexed by claim_id.
    """
    first = claims.sort_values(["claim_id", "visible_at", "member_id", "hospital_id"]).drop_duplicates("claim_id")
    shown = prints.loc[prints["form"].notna(), ["claim_id", "form", "visible_at"]]
    shown = shown.merge(first[["claim_id", "hospital_id", "visible_at"]], on="claim_id", suffixes=("", "_of_claim"))
    shown = shown.assign(since=shown[["visible_at", "visible_at_of_claim"]].max(axis=1))
    shown = shown.sort_values(["claim_id", "form", "since"]).drop_duplicates(["claim_id", "form"])
    by_form = shown.groupby("form")
    shown = shown.assign(
        claim_count=by_form["claim_id"].transform("size"), hospital_count=by_form["hospital_id"].transform("nunique")
    )
    shown = shown.sort_values(["claim_id", "hospital_count", "form"], ascending=[True, False, True])
    return shown.set_index("claim_id")[["form", "since", "claim_count", "hospital_count"]]


def _firsts(one: Ints, other: Ints, start: Ints) -> tuple[Ints, Ints, Ints]:
    """Each pair once, sorted, and when it was first there."""
    order = np.lexsort((start, other, one))
    one, other, start = one[order], other[order], start[order]
    fresh: npt.NDArray[np.bool_] = np.ones(len(one), bool)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return one[fresh], other[fresh], start[fresh]


def _holders(form: Ints, holder: Ints, start: Ints, asked: Ints, as_of: Ints) -> Ints:
    """How many different holders each asked form had before a moment."""
    form, _, since = _firsts(form, holder, start)
    begun = np.sort((form << _TIME_BITS) | since)
    return np.searchsorted(begun, (asked << _TIME_BITS) | as_of) - np.searchsorted(form, asked)
