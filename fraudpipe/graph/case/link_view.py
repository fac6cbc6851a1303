"""All links as of one moment, indexed once so that the neighbourhoods of many claims can be looked up."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.claim_arrays import ClaimArrays, claim_arrays
from fraudpipe.graph.forms import forms_at
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Ints, Occurrences, occurrences, pointers
from fraudpipe.records.moments import DAY_SECONDS

STRONG_WEIGHT, MEDIUM_WEIGHT = 1.0, 0.5

NO_PRINTS = pd.DataFrame({"claim_id": pd.Series(dtype="str"), "form": pd.Series(dtype="str"), "visible_at": [0][:0]})
"""Where no page was read."""


@dataclass(frozen=True)
class LinkView:
    """What is linked to what at one moment.

    Attributes:
        as_of: The moment; only rows with ``visible_at < as_of`` are in it.
        arrays: The claims.
        shown: Values on claims that hold at the moment.
        by_claim: Rows of `shown` in the order of their claims.
        claim_begins: Where each claim's run of `by_claim` starts.
        value_begins: Where each value's run of `shown` starts.
        by_member: Positions of the window's claims in the order of their members.
        member_begins: Where each member's run of `by_member` starts.
        outcome: Position of a claim to its latest outcome.
        places: The current row of each claim: doctor_id, hospital_id, visible_at by claim_id.
        forms: What `forms_at` says of the blank forms of each claim.
    """

    as_of: int
    arrays: ClaimArrays
    shown: Occurrences
    by_claim: Ints
    claim_begins: Ints
    value_begins: Ints
    by_member: Ints
    member_begins: Ints
    outcome: dict[int, str]
    places: pd.DataFrame
    forms: pd.DataFrame

    def position(self, claim_id: str) -> int:
        """The position of a claim.

        Raises:
            NotFoundError: The claim is not visible at the moment.
        """
        if claim_id not in self.arrays.ids:
            msg = f"no claim {claim_id} is known at this moment"
            raise NotFoundError(msg)
        return int(self.arrays.ids.get_indexer(pd.Index([claim_id]))[0])

    def values_of(self, claim: int) -> list[int]:
        """Positions of the values on a claim, by kind and hash: the order of arrival must not show."""
        rows = self.by_claim[self.claim_begins[claim] : self.claim_begins[claim + 1]]
        found = set(self.shown.value[rows].tolist())
        return sorted(found, key=lambda value: (self.shown.kind[value], str(self.shown.labels[value])))

    def claims_of(self, value: int) -> list[int]:
        """Positions of the claims that show a value."""
        rows = slice(self.value_begins[value], self.value_begins[value + 1])
        return sorted(set(self.shown.claim[rows].tolist()))

    def of_same_member(self, claim: int) -> list[int]:
        """Positions of the claims of the same member, the claim itself too; none where it is older than the window."""
        member = self.arrays.member[claim]
        found = sorted(self.by_member[self.member_begins[member] : self.member_begins[member + 1]].tolist())
        return found if claim in found else []

    def weight(self, value: int) -> float:
        """How much a value binds: strong kinds more than medium ones, rare values more than widespread ones."""
        base = STRONG_WEIGHT if self.kind(value) in STRONG_KINDS else MEDIUM_WEIGHT
        members = len(set(self.arrays.member[self.claims_of(value)].tolist()))
        return base / max(1, members - 1)

    def kind(self, value: int) -> str:
        """The kind of a value."""
        return LINK_KINDS[self.shown.kind[value]]


def link_view(
    as_of: int,
    claims: pd.DataFrame,
    identifiers: pd.DataFrame,
    documents: pd.DataFrame,
    outcomes: pd.DataFrame,
    prints: pd.DataFrame = NO_PRINTS,
    *,
    member_cap: int = 50,
    window_days: int = 1095,
) -> LinkView:
    """The links as of one moment, from the tables that `network_rows` takes, and the prints that `form_rows` takes."""
    cut = [table[table["visible_at"] < as_of] for table in (claims, identifiers, documents, outcomes, prints)]
    claims, identifiers, documents, outcomes, prints = cut
    arrays = claim_arrays(claims)
    every = occurrences(arrays, identifiers, documents, member_cap=member_cap, window_days=window_days)
    kept = (every.start < as_of) & (every.end >= as_of)
    shown = Occurrences(
        every.claim[kept], every.value[kept], every.start[kept], every.end[kept], every.kind, every.labels
    )
    by_claim = np.argsort(shown.claim, kind="stable")
    recent = np.flatnonzero(arrays.seen >= as_of - window_days * DAY_SECONDS)
    by_member = recent[np.argsort(arrays.member[recent], kind="stable")]
    columns = ["claim_id", "visible_at", "doctor_id", "hospital_id"]
    return LinkView(
        as_of=int(as_of),
        arrays=arrays,
        shown=shown,
        by_claim=by_claim,
        claim_begins=pointers(shown.claim[by_claim], len(arrays.seen)),
        value_begins=pointers(shown.value, len(shown.kind)),
        by_member=by_member,
        member_begins=pointers(arrays.member[by_member], len(arrays.members)),
        outcome=_outcomes(arrays, outcomes),
        places=claims[columns].sort_values(columns).drop_duplicates("claim_id", keep="last").set_index("claim_id"),
        forms=forms_at(claims, prints),
    )


def _outcomes(arrays: ClaimArrays, outcomes: pd.DataFrame) -> dict[int, str]:
    """The latest outcome of each claim, by position."""
    latest = outcomes.sort_values(["claim_id", "visible_at", "outcome"]).drop_duplicates("claim_id", keep="last")
    places = arrays.positions(latest["claim_id"]).tolist()
    return {place: str(told) for place, told in zip(places, latest["outcome"], strict=True) if place >= 0}
