"""From tables to arrays: which claim shows which value, from when until when.

A row is visible to a claim scored at `as_of` when ``visible_at < as_of`` and when it is not older than the window. An
occurrence of a value on a claim therefore holds for ``start < as_of <= end``: it starts when both the claim and the
row are visible, and ends with the window or at the moment the value proves to be shared by too many members.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.errors import ContractError, examples
from fraudpipe.records.moments import DAY_SECONDS

Ints = npt.NDArray[np.int64]

LINK_KINDS = ("phone", "bank_account", "device", "address", "referrer", "document", "same_person")
"""Every kind of value that links claims; its place is its code."""

STRONG_KINDS = ("bank_account", "device", "document")
"""Kinds that glue claims into one component. The others are counted, never glued."""

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class ClaimArrays:
    """Claims by position.

    Attributes:
        ids: Claim ids, sorted.
        member: Position of the member who claims.
        seen: Instant at which the claim's first row became visible.
        members: Member ids by position.
    """

    ids: pd.Index
    member: Ints
    seen: Ints
    members: pd.Index

    def positions(self, claim_ids: "pd.Series[str]") -> Ints:
        """Positions of claims by id, -1 where there is no such claim."""
        return np.asarray(self.ids.get_indexer(pd.Index(claim_ids)), np.int64)


@dataclass(frozen=True)
class Occurrences:
    """Values on claims, sorted by value, then start.

    Attributes:
        claim: Position of the claim.
        value: Position of the value.
        start: The occurrence is seen by claims scored after this instant.
        end: It is seen by claims scored up to this instant.
        kind: Code of the kind of each value.
        labels: Hash of each value.
    """

    claim: Ints
    value: Ints
    start: Ints
    end: Ints
    kind: Ints
    labels: pd.Index


def claim_arrays(claims: pd.DataFrame) -> ClaimArrays:
    """Claims by position; a claim belongs to the member that its first row names.

    Args:
        claims: claim_id, member_id, visible_at; several rows of one claim are corrections.
    """
    ordered = claims[["claim_id", "visible_at", "member_id"]].sort_values(["claim_id", "visible_at", "member_id"])
    first = ordered.drop_duplicates("claim_id")
    codes, members = pd.factorize(first["member_id"])
    return ClaimArrays(
        pd.Index(first["claim_id"]), codes.astype(np.int64), _instants(first["visible_at"]), pd.Index(members)
    )


def probe_positions(arrays: ClaimArrays, probes: pd.DataFrame) -> tuple[Ints, Ints]:
    """Position and moment of every probe.

    Raises:
        ContractError: A probed claim is not there, or not yet visible at its moment.
    """
    positions, moments = arrays.positions(probes["claim_id"]), _instants(probes["as_of"])
    wrong = (positions < 0) | (arrays.seen[positions] >= moments) if len(arrays.seen) else positions < 0
    if wrong.any():
        msg = f"claims cannot be scored before they are visible: {examples(probes['claim_id'][wrong])}"
        raise ContractError(msg)
    return positions, moments


def occurrences(
    arrays: ClaimArrays,
    identifiers: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    member_cap: int,
    window_days: int,
) -> Occurrences:
    """All values on all claims, with the moments between which each is seen.

    Args:
        arrays: The claims.
        identifiers: member_id, claim_id (empty: all claims of the member), kind, value_hash, visible_at.
        documents: claim_id, content_sha256 (may be empty), visible_at.
        member_cap: A value seen with more members than this links nobody from then on.
        window_days: Occurrences older than this are left out.

    Raises:
        ContractError: An identifier is of no known kind.
    """
    rows = _rows(arrays, identifiers, documents)
    codes, labels = pd.factorize(pd.MultiIndex.from_frame(rows[["kind", "label"]]))
    value = codes.astype(np.int64)
    member, at, claim = (rows[name].to_numpy(np.int64) for name in ("member", "at", "claim"))
    crowded_at = _crowded_at(value, member, at, len(labels), member_cap)
    on_claim, of_row = _claims_of_rows(arrays, claim, member)
    start = np.maximum(at[of_row], arrays.seen[on_claim])
    end = np.minimum(start + window_days * DAY_SECONDS, crowded_at[value[of_row]])
    kept = end > start
    on_claim, shown, start, end = on_claim[kept], value[of_row][kept], start[kept], end[kept]
    order = np.lexsort((on_claim, start, shown))
    kinds = labels.get_level_values(0).to_numpy(np.int64) if len(labels) else np.zeros(0, np.int64)
    hashes = labels.get_level_values(1) if len(labels) else pd.Index([], dtype=object)
    return Occurrences(on_claim[order], shown[order], start[order], end[order], kinds, hashes)


def pointers(keys: Ints, count: int) -> Ints:
    """Where the run of each key starts in a sorted array of keys, with one end more.

    >>> pointers(np.array([0, 0, 2]), 3).tolist()
    [0, 2, 2, 3]
    """
    return np.searchsorted(keys, np.arange(count + 1)).astype(np.int64)


def _rows(arrays: ClaimArrays, identifiers: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Identifiers and documents as one frame: kind, label, member, claim (-1: all of the member's), at."""
    codes = {kind: code for code, kind in enumerate(LINK_KINDS)}
    kinds = identifiers["kind"].map(codes)
    if kinds.isna().any():
        msg = f"identifiers of no known kind: {examples(sorted(set(identifiers['kind'][kinds.isna()])))}"
        raise ContractError(msg)
    everyone = arrays.members.append(pd.Index(identifiers["member_id"]).unique().difference(arrays.members))
    claim = np.where(identifiers["claim_id"].isna(), -1, arrays.positions(identifiers["claim_id"]))
    # An identifier that came with a claim we do not hold still tells how many members share the value.
    lost = identifiers["claim_id"].notna().to_numpy(bool) & (claim < 0)
    sent = pd.DataFrame(
        {
            "kind": kinds.to_numpy(np.int64),
            "label": identifiers["value_hash"].to_numpy(object),
            "member": everyone.get_indexer(pd.Index(identifiers["member_id"])),
            "claim": np.where(lost, -2, claim),
            "at": _instants(identifiers["visible_at"]),
        }
    )
    filed = documents[documents["content_sha256"].notna()]
    place = arrays.positions(filed["claim_id"])
    filed, place = filed[place >= 0], place[place >= 0]
    papers = pd.DataFrame(
        {
            "kind": np.full(len(filed), codes["document"], np.int64),
            "label": filed["content_sha256"].to_numpy(object),
            "member": arrays.member[place],
            "claim": place,
            # Whose document it is is known only once its claim is.
            "at": np.maximum(_instants(filed["visible_at"]), arrays.seen[place]),
        }
    )
    return pd.concat([sent, papers], ignore_index=True)


def _crowded_at(value: Ints, member: Ints, at: Ints, count: int, member_cap: int) -> Ints:
    """The instant from which on a value has been seen with more than `member_cap` members."""
    order = np.lexsort((at, member, value))
    value, member, at = value[order], member[order], at[order]
    fresh = np.ones(len(value), bool)
    fresh[1:] = (value[1:] != value[:-1]) | (member[1:] != member[:-1])
    value, at = value[fresh], at[fresh]
    order = np.lexsort((at, value))
    value, at = value[order], at[order]
    begins = pointers(value, count)
    crowded = np.diff(begins) > member_cap
    moments = np.full(count, NEVER, np.int64)
    moments[crowded] = at[begins[:-1][crowded] + member_cap]
    return moments


def _claims_of_rows(arrays: ClaimArrays, claim: Ints, member: Ints) -> tuple[Ints, Ints]:
    """Pairs of claim and row: the row's own claim, or every claim of its member where it names none."""
    own = np.flatnonzero(claim >= 0)
    general = np.flatnonzero((claim == -1) & (member < len(arrays.members)))
    by_member = np.argsort(arrays.member, kind="stable")
    begins = pointers(arrays.member[by_member], len(arrays.members))
    counts = np.diff(begins)[member[general]]
    rows = np.repeat(general, counts)
    step = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    claims = by_member[np.repeat(begins[:-1][member[general]], counts) + step]
    return np.concatenate([claim[own], claims]).astype(np.int64), np.concatenate([own, rows])


def _instants(column: "pd.Series[int]") -> Ints:
    return np.asarray(column.to_numpy(), np.int64)
