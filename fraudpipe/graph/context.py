"""How busy the doctor and the hospital of a claim are: context, which is counted and never links."""

import numpy as np
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import NEVER, Ints
from fraudpipe.records.moments import DAY_SECONDS

_TIME_BITS = 33
_LATEST = (1 << _TIME_BITS) - 1


def context_counts(
    arrays: ClaimArrays, claims: pd.DataFrame, claim: Ints, as_of: Ints, *, window_days: int
) -> dict[str, Ints]:
    """Other members' claims at the same doctor, at the same doctor with the same illness, at the same hospital.

    The illness is compared by its ICD-10 category, the first three characters: sites are coded differently by
    different offices. A claim without a doctor counts none.

    Args:
        arrays: The claims.
        claims: claim_id, hospital_id, doctor_id (may be empty), illness_code, visible_at; later rows are corrections.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.
        window_days: Claims older than this are left out.
    """
    versions = _versions(arrays, claims, window_days)
    place, seen = versions["claim"].to_numpy(np.int64), versions["visible_at"].to_numpy(np.int64)
    current = np.searchsorted(_joined(place, seen), _joined(claim, as_of)) - 1
    category = versions["illness_code"].str.slice(0, 3)
    doctor = pd.factorize(versions["doctor_id"])[0].astype(np.int64)
    pair = pd.factorize(pd.MultiIndex.from_arrays([doctor, category]))[0].astype(np.int64)
    keys = {
        "doctor_claim_count": doctor,
        "doctor_illness_claim_count": np.where(doctor < 0, -1, pair),
        "hospital_claim_count": pd.factorize(versions["hospital_id"])[0].astype(np.int64),
    }
    start, end = versions["start"].to_numpy(np.int64), versions["end"].to_numpy(np.int64)
    member = arrays.member[place]
    return {
        name: _count(key, start, end, key[current], as_of) - _own(key, start, end, member, current, as_of)
        for name, key in keys.items()
    }


def _versions(arrays: ClaimArrays, claims: pd.DataFrame, window_days: int) -> pd.DataFrame:
    """Rows of claims with the moments between which each is the current one and inside the window."""
    columns = ["claim_id", "visible_at", "hospital_id", "doctor_id", "illness_code"]
    # The whole row decides between corrections of one instant, so that the order of arrival does not.
    rows = claims[columns].sort_values(columns).drop_duplicates(["claim_id", "visible_at"], keep="last")
    rows = rows.assign(claim=arrays.positions(rows["claim_id"])).sort_values(["claim", "visible_at"])
    place, seen = rows["claim"].to_numpy(np.int64), rows["visible_at"].to_numpy(np.int64)
    until = np.full(len(rows), NEVER, np.int64)
    corrected = place[1:] == place[:-1]
    until[:-1][corrected] = seen[1:][corrected]
    end = np.minimum(until, arrays.seen[place] + window_days * DAY_SECONDS)
    return rows.assign(start=seen, end=np.maximum(end, seen)).reset_index(drop=True)


def _count(key: Ints, start: Ints, end: Ints, probe_key: Ints, as_of: Ints) -> Ints:
    """Rows of the probe's key with ``start < as_of <= end``."""
    held = key >= 0
    starts, ends = np.sort(_joined(key[held], start[held])), np.sort(_joined(key[held], end[held]))
    moment = _joined(probe_key, as_of)
    begun = np.searchsorted(starts, moment)
    ended = np.searchsorted(ends, moment)
    # Both counts run over all smaller keys too, which have as many starts as ends.
    return np.where(probe_key < 0, 0, begun - ended).astype(np.int64)


def _own(key: Ints, start: Ints, end: Ints, member: Ints, current: Ints, as_of: Ints) -> Ints:
    """The part of `_count` that belongs to the probe's own member."""
    order = np.argsort(member, kind="stable")
    owner = member[order]
    low = np.searchsorted(owner, member[current])
    counts = np.searchsorted(owner, member[current], side="right") - low
    probe = np.repeat(np.arange(len(current)), counts)
    step = np.arange(len(probe)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = order[low[probe] + step]
    same = (key[row] == key[current[probe]]) & (key[row] >= 0)
    holds = same & (start[row] < as_of[probe]) & (as_of[probe] <= end[row])
    return np.bincount(probe[holds], minlength=len(current)).astype(np.int64)


def _joined(key: Ints, instant: Ints) -> Ints:
    """Key and instant in one sortable number."""
    return (key << _TIME_BITS) | np.clip(instant, 0, _LATEST)
