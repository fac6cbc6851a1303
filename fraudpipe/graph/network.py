"""What a claim's links say about it, as of the moment it is scored: one row a claim."""

import numpy as np
import pandas as pd

from fraudpipe.graph.components import component_rows
from fraudpipe.graph.context import context_counts
from fraudpipe.graph.occurrences import LINK_KINDS, claim_arrays, occurrences, probe_positions
from fraudpipe.graph.outcomes import outcome_spans
from fraudpipe.graph.sharing import sharing_counts
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
    """The rows of the NETWORK table for `probes`, in their order.

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
    shown = occurrences(arrays, identifiers, documents, member_cap=member_cap, window_days=window_days)
    known = outcome_spans(arrays, outcomes)
    counts, labelled = sharing_counts(arrays, shown, known, claim, as_of)
    glued = component_rows(arrays, shown, known, claim, as_of, window_days=window_days)
    columns = {
        "claim_id": probes["claim_id"].to_numpy(),
        "as_of": as_of,
        **{f"shared_{kind}_count": counts[:, code] for code, kind in enumerate(LINK_KINDS)},
        **context_counts(arrays, claims, claim, as_of, window_days=window_days),
        "component_claim_count": glued.claim_count,
        "component_age_days": np.maximum(as_of - glued.first_seen, 0) // DAY_SECONDS,
        "linked_confirmed_count": labelled[:, 0],
        "linked_cleared_count": labelled[:, 1],
        "component_confirmed_count": glued.confirmed_count,
    }
    return pd.DataFrame({name: columns[name] for name, _ in NETWORK})
