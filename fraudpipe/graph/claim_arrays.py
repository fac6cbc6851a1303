"""Claims by position, so that what is asked of millions of them is asked of arrays."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraudpipe.errors import ContractError, examples
from fraudpipe.graph.runs import Ints


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
        return places(self.ids, pd.Index(claim_ids))


def claim_arrays(claims: pd.DataFrame) -> ClaimArrays:
    """Claims by position; a claim belongs to the member that its first row names.

    Args:
        claims: claim_id, member_id, visible_at; several rows of one claim are corrections.
    """
    ordered = claims[["claim_id", "visible_at", "member_id"]].sort_values(["claim_id", "visible_at", "member_id"])
    first = ordered.drop_duplicates("claim_id")
    codes, members = pd.factorize(first["member_id"])
    return ClaimArrays(
        pd.Index(first["claim_id"]), codes.astype(np.int64), instants(first["visible_at"]), pd.Index(members)
    )


def probe_positions(arrays: ClaimArrays, probes: pd.DataFrame) -> tuple[Ints, Ints]:
    """Position and moment of every probe.

    Raises:
        ContractError: A probed claim is not there, or not yet visible at its moment.
    """
    positions, moments = arrays.positions(probes["claim_id"]), instants(probes["as_of"])
    wrong = (positions < 0) | (arrays.seen[positions] >= moments) if len(arrays.seen) else positions < 0
    if wrong.any():
        msg = f"claims cannot be scored before they are visible: {examples(probes['claim_id'][wrong])}"
        raise ContractError(msg)
    return positions, moments


def places(names: pd.Index, asked: pd.Index) -> Ints:
    """Place of each asked name among different names, -1 where it is none of them.

    >>> places(pd.Index(["b", "a"]), pd.Index(["a", "c", None, "b"])).tolist()
    [1, -1, -1, 0]
    """
    # Several times as fast as an index is on strings of Arrow.
    place = pd.factorize(names.append(asked))[0][len(names) :]
    return np.where(place < len(names), place, -1).astype(np.int64)


def instants(column: "pd.Series[int]") -> Ints:
    """A column of moments as an array."""
    return np.asarray(column.to_numpy(), np.int64)
