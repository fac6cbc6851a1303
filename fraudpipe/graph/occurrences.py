"""From tables to arrays: which claim shows which value, from when until when.

A row is visible to a claim scored at `as_of` when ``visible_at < as_of`` and when it is not older than the window. An
occurrence of a value on a claim therefore holds for ``start < as_of <= end``: it starts when both the claim and the
row are visible, and ends with the window or at the moment the value proves to be shared by too many members.
"""

from dataclasses import dataclass

import numba
import numpy as np
import pandas as pd

from fraudpipe.errors import ContractError, examples
from fraudpipe.graph.claim_arrays import ClaimArrays, instants, places
from fraudpipe.graph.runs import Ints as Ints
from fraudpipe.graph.runs import in_order, merged, pointers_of
from fraudpipe.graph.runs import pointers as pointers
from fraudpipe.records.moments import DAY_SECONDS

LINK_KINDS = ("phone", "bank_account", "device", "address", "referrer", "document", "same_person", "picture")
"""Every kind of value that links claims; its place is its code. Eight are as many as a byte has bits: `sharing.py`."""

STRONG_KINDS = ("bank_account", "device", "document", "picture")
"""Kinds that glue claims into one component. The others are counted, never glued."""

NEVER = np.iinfo(np.int64).max
WHOLE_MEMBER, NO_CLAIM = -1, -2
"""In place of a claim: the row is about all claims of its member; its claim is not held here."""


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

    def chosen(self, kept: Ints) -> "Occurrences":
        """The rows at some places, or where a mask is true, of the same values."""
        return Occurrences(self.claim[kept], self.value[kept], self.start[kept], self.end[kept], self.kind, self.labels)


@dataclass(frozen=True)
class SentRows:
    """Values as they were sent, one entry a row.

    Attributes:
        value: Position of the value.
        claim: Position of the claim, WHOLE_MEMBER or NO_CLAIM.
        member: Position of the member; those who never claimed come after those who did.
        at: Instant at which the row became visible.
        kind: Code of the kind of each value.
        labels: Hash of each value.
    """

    value: Ints
    claim: Ints
    member: Ints
    at: Ints
    kind: Ints
    labels: pd.Index


def occurrences(
    arrays: ClaimArrays,
    identifiers: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    member_cap: int,
    window_days: int,
) -> Occurrences:
    """Every value on every claim, with the moments between which it is seen.

    Args:
        arrays: The claims.
        identifiers: member_id, claim_id (empty: all claims of the member), kind, value_hash, visible_at.
        documents: claim_id, content_sha256 (may be empty), visible_at.
        member_cap: A value seen with more members than this links nobody from then on.
        window_days: Occurrences older than this are left out.

    Raises:
        ContractError: An identifier is of no known kind.
    """
    sent = sent_rows(arrays, identifiers, documents)
    claim, of_row = _claims_of_rows(arrays, sent)
    value, start = sent.value[of_row], np.maximum(sent.at[of_row], arrays.seen[claim])
    ends = (_crowded_at(sent, member_cap), window_days * DAY_SECONDS)
    on, shown, begun, ended = _by_value(value, claim, start, pointers_of(value, len(sent.kind)), *ends)
    return Occurrences(on, shown, begun, ended, sent.kind, sent.labels)


def linking_values(arrays: ClaimArrays, sent: SentRows, *, member_cap: int, window_days: int) -> Occurrences:
    """`occurrences` of the values that are ever on two claims or more, each on a claim once while its rows overlap.

    Nothing else can link anything, at any moment: what is left out changes no count of links. The values are numbered
    anew. Arrays are as wide as those that were sent.
    """
    claim, of_row = _claims_of_rows(arrays, sent)
    number = _on_several(claim, sent.value, of_row, len(sent.kind))
    values = np.flatnonzero(number >= 0)
    ends = (_crowded_at(sent, member_cap)[values], window_days * DAY_SECONDS)
    claim, value, start = _linking(claim, of_row, sent.value, sent.at, arrays.seen, number)
    del of_row, number
    claim, value, start, end = _by_value(value, claim, start, pointers_of(value, len(values)), *ends)
    row, until = merged(value, claim, start, end, len(arrays.seen))
    return Occurrences(claim[row], value[row], start[row], until, sent.kind[values], sent.labels[values])


def sent_rows(arrays: ClaimArrays, identifiers: pd.DataFrame, documents: pd.DataFrame) -> SentRows:
    """Identifiers and documents as arrays.

    Raises:
        ContractError: An identifier is of no known kind.
    """
    codes = {kind: code for code, kind in enumerate(LINK_KINDS)}
    kind, names = pd.factorize(identifiers["kind"])
    unknown = set(names) - set(codes)
    if unknown or (len(kind) and kind.min() < 0):
        msg = f"identifiers of no known kind: {examples(sorted(unknown) or ['(none)'])}"
        raise ContractError(msg)
    owner, owners = pd.factorize(identifiers["member_id"])
    known = places(arrays.members, pd.Index(owners))
    strangers = np.cumsum(known < 0) - 1 + len(arrays.members)
    member = np.where(known < 0, strangers, known)[owner]
    claim = np.where(identifiers["claim_id"].isna(), WHOLE_MEMBER, arrays.positions(identifiers["claim_id"]))
    # An identifier that came with a claim we do not hold still tells how many members share the value.
    claim = np.where(identifiers["claim_id"].notna().to_numpy(bool) & (claim < 0), NO_CLAIM, claim)
    filed = documents[documents["content_sha256"].notna()]
    place = arrays.positions(filed["claim_id"])
    filed, place = filed[place >= 0], place[place >= 0]
    # One number for kind and hash: a telephone is no account, even where the two hash alike.
    text, hashes = pd.factorize(pd.concat([identifiers["value_hash"], filed["content_sha256"]], ignore_index=True))
    sent_kinds = np.concatenate(
        [np.array([codes[one] for one in names], np.int64)[kind], np.full(len(filed), codes["document"], np.int64)]
    )
    value, pairs = pd.factorize(text * len(LINK_KINDS) + sent_kinds)
    return SentRows(
        value.astype(np.int64),
        np.concatenate([claim, place]).astype(np.int64),
        np.concatenate([member, arrays.member[place]]),
        # Whose document it is is known only once its claim is.
        np.concatenate(
            [instants(identifiers["visible_at"]), np.maximum(instants(filed["visible_at"]), arrays.seen[place])]
        ),
        pairs % len(LINK_KINDS),
        pd.Index(hashes)[pairs // len(LINK_KINDS)],
    )


def _crowded_at(sent: SentRows, member_cap: int) -> Ints:
    """The instant from which on a value has been seen with more than `member_cap` members."""
    count = len(sent.kind)
    moments = np.full(count, np.iinfo(sent.at.dtype).max, sent.at.dtype)
    often = np.flatnonzero(_often(sent.value, count, member_cap)[sent.value])
    value, member, at = sent.value[often], sent.member[often], sent.at[often]
    order = np.lexsort((at, member, value))
    value, member, at = value[order], member[order], at[order]
    fresh = np.ones(len(value), bool)
    fresh[1:] = (value[1:] != value[:-1]) | (member[1:] != member[:-1])
    value, at = value[fresh], at[fresh]
    order = np.lexsort((at, value))
    value, at = value[order], at[order]
    begins = pointers(value, count)
    crowded = np.diff(begins) > member_cap
    moments[crowded] = at[begins[:-1][crowded] + member_cap]
    return moments


def _claims_of_rows(arrays: ClaimArrays, sent: SentRows) -> tuple[Ints, Ints]:
    """Pairs of claim and row: the row's own claim, or every claim of its member where it names none."""
    if len(sent.claim) and sent.claim.min() >= 0:
        return sent.claim, np.arange(len(sent.claim), dtype=np.int32)
    own = np.flatnonzero(sent.claim >= 0)
    general = np.flatnonzero((sent.claim == WHOLE_MEMBER) & (sent.member < len(arrays.members)))
    by_member = np.argsort(arrays.member, kind="stable")
    begins = pointers(arrays.member[by_member], len(arrays.members))
    counts = np.diff(begins)[sent.member[general]]
    rows = np.repeat(general, counts)
    step = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    claims = by_member[np.repeat(begins[:-1][sent.member[general]], counts) + step]
    return np.concatenate([sent.claim[own], claims.astype(sent.claim.dtype)]), np.concatenate([own, rows])


def _by_value(value: Ints, claim: Ints, start: Ints, begins: Ints, crowded_at: Ints, window: int) -> tuple[Ints, ...]:
    """Claim, value, start and end of rows in the order of value, then start; one that ends before it starts is out."""
    found: tuple[Ints, ...] = _placed(value, claim, start, in_order(start), begins, crowded_at, window)
    return found


@numba.njit(cache=True)
def _placed(value, claim, start, order, begins, crowded_at, window):  # type: ignore[no-untyped-def]
    never = np.iinfo(start.dtype).max
    place = begins[:-1].copy()
    # Only these two are put down in places all over the memory: the rest follows from them, row after row.
    sorted_claim, begun = np.empty_like(claim), np.empty_like(start)
    for row in order:
        here = place[value[row]]
        place[value[row]] += 1
        sorted_claim[here], begun[here] = claim[row], start[row]
    sorted_value, ended = np.empty_like(value), np.empty_like(start)
    kept = 0
    for one in range(len(begins) - 1):
        for here in range(begins[one], begins[one + 1]):
            until = never if begun[here] > never - window else begun[here] + window
            until = min(until, crowded_at[one])
            if until > begun[here]:
                sorted_claim[kept], begun[kept] = sorted_claim[here], begun[here]
                sorted_value[kept], ended[kept] = one, until
                kept += 1
    return sorted_claim[:kept], sorted_value[:kept], begun[:kept], ended[:kept]


@numba.njit(cache=True)
def _often(value, count, limit):  # type: ignore[no-untyped-def]
    """Which values have more rows than the limit."""
    rows = np.zeros(count, np.int32)
    for one in value:
        rows[one] += 1
    return rows > limit


@numba.njit(cache=True)
def _on_several(claim, value, of_row, count):  # type: ignore[no-untyped-def]
    """A number for each value that is on two claims or more, -1 for the others."""
    unseen, many = np.int32(-1), np.int32(-2)
    first = np.full(count, unseen, np.int32)
    for place in range(len(of_row)):
        shown = value[of_row[place]]
        before = first[shown]
        if before == unseen:
            first[shown] = claim[place]
        elif before != many and before != claim[place]:
            first[shown] = many
    numbered = 0
    for one in range(count):
        if first[one] == many:
            first[one] = numbered
            numbered += 1
        else:
            first[one] = -1
    return first


@numba.njit(cache=True)
def _linking(claim, of_row, value, at, seen, number):  # type: ignore[no-untyped-def]
    """Claim, number of the value and start of the rows whose value has a number."""
    kept = 0
    for row in of_row:
        kept += number[value[row]] >= 0
    on, shown, start = np.empty(kept, claim.dtype), np.empty(kept, np.int32), np.empty(kept, seen.dtype)
    kept = 0
    for place in range(len(of_row)):
        one = number[value[of_row[place]]]
        if one >= 0:
            on[kept], shown[kept] = claim[place], one
            start[kept] = max(at[of_row[place]], seen[claim[place]])
            kept += 1
    return on, shown, start
