"""What a claim's links say about it, as of the moment it is scored: one row a claim."""

import numpy as np
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays, claim_arrays, probe_positions
from fraudpipe.graph.components import component_rows
from fraudpipe.graph.context import context_counts
from fraudpipe.graph.occurrences import LINK_KINDS, Ints, Occurrences, linking_values, sent_rows
from fraudpipe.graph.outcomes import OutcomeSpans, outcome_spans
from fraudpipe.graph.scan.cells import cells
from fraudpipe.graph.scan.rows import scan_rows
from fraudpipe.graph.sharing import sharing_rows
from fraudpipe.graph.snapshots.rows import snapshot_rows
from fraudpipe.records.derived import NETWORK
from fraudpipe.records.moments import DAY_SECONDS


def network_rows(
    claims: pd.DataFrame,
    identifiers: pd.DataFrame,
    documents: pd.DataFrame,
    outcomes: pd.DataFrame,
    probes: pd.DataFrame,
    *,
    member_cap: int,
    window_days: int,
) -> pd.DataFrame:
    """The rows of the NETWORK table for `probes`, in their order, but for the columns of `excess_rows`.

    A row counts for a probe when ``visible_at < as_of`` and it is not older than the window. Values seen with more
    members than the cap until then link nobody. Bank accounts, devices, documents and identity glue components;
    telephones, addresses and referrers are counted; doctors and hospitals are context. Outcomes are the latest
    visible ones of other members' claims: a claim's own label and its member's never reach it.

    Args:
        claims: claim_id, member_id, hospital_id, doctor_id (may be empty), illness_code, visible_at.
        identifiers: member_id, claim_id (empty: all claims of the member), kind, value_hash, visible_at.
        documents: claim_id, content_sha256 (may be empty), visible_at.
        outcomes: claim_id, outcome, visible_at.
        probes: claim_id, as_of.
        member_cap: Most members that may share a value.
        window_days: How far back links reach.

    Raises:
        ContractError: A probed claim is not visible at its moment, or an identifier is of no known kind.
    """
    arrays = claim_arrays(claims)
    claim, as_of = probe_positions(arrays, probes)
    sent = sent_rows(arrays, identifiers, documents)
    links = linking_values(arrays, sent, member_cap=member_cap, window_days=window_days)
    known = outcome_spans(arrays, outcomes)
    columns = {
        "claim_id": probes["claim_id"].to_numpy(),
        "as_of": as_of,
        **link_columns(arrays, links, known, claim, as_of, window_days=window_days),
        **snapshot_rows(arrays, links, known, claim, as_of),
        **context_counts(arrays, claims, claim, as_of, window_days=window_days),
    }
    return pd.DataFrame({name: columns[name] for name, _ in NETWORK if name in columns})


def excess_rows(
    claims: pd.DataFrame, members: pd.DataFrame, hospitals: pd.DataFrame, probes: pd.DataFrame
) -> pd.DataFrame:
    """The columns of NETWORK that say where more claims come together than expected, for `probes`, in their order.

    Args:
        claims: As for `network_rows`, with department and event_on.
        members: member_id, region, joined_on, visible_at.
        hospitals: hospital_id, specialty (may be empty), visible_at.
        probes: claim_id, as_of.

    Raises:
        ContractError: A probed claim is not visible at its moment.
    """
    arrays = claim_arrays(claims)
    return pd.DataFrame(scan_rows(cells(arrays, claims, members, hospitals), *probe_positions(arrays, probes)))


def link_columns(
    arrays: ClaimArrays, links: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints, *, window_days: int
) -> dict[str, Ints]:
    """What links say about each probe, by column: sharing at one and two hops, and the component."""
    shared = sharing_rows(arrays, links, known, claim, as_of)
    glued = component_rows(arrays, links, known, claim, as_of, window_days=window_days)
    found = {
        **{f"shared_{kind}_count": shared.by_kind[:, code] for code, kind in enumerate(LINK_KINDS)},
        "linked_claim_count": shared.claims,
        "linked_confirmed_count": shared.confirmed,
        "linked_cleared_count": shared.cleared,
        "strong_linked_confirmed_count": shared.strong_confirmed,
        "first_linked_days": np.maximum(as_of - shared.first_at, 0) // DAY_SECONDS,
        "last_linked_days": np.where(shared.claims > 0, as_of - shared.last_at, 0) // DAY_SECONDS,
        **{f"two_hop_{kind}_count": shared.two_by_kind[:, code] for code, kind in enumerate(LINK_KINDS)},
        "two_hop_claim_count": shared.two_claims,
        "two_hop_confirmed_count": shared.two_confirmed,
        "two_hop_cleared_count": shared.two_cleared,
        "component_claim_count": glued.claim_count,
        "component_member_count": glued.member_count,
        "component_recent_30_count": glued.recent_30_count,
        "component_recent_90_count": glued.recent_90_count,
        "component_tie_count": glued.tie_count,
        "component_age_days": np.maximum(as_of - glued.first_seen, 0) // DAY_SECONDS,
        "component_confirmed_count": glued.confirmed_count,
    }
    return {name: values.astype(np.int64) for name, values in found.items()}
