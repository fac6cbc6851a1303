"""Every number of the world that can be set, each with its source.

[S] public report of a mutual-aid platform, [C] computed from one, [A] assumed. Defaults are those of life as far as it
is known; presets enrich fraud where a small world must hold some of every kind: see docs/simulation.md.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from fraudpipe.errors import UserError, did_you_mean
from fraudpipe.simulation.inquiry.parameters import InquiryParameters


class WorldParameters(BaseModel):
    """What is true of a claims world."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: int = Field(default=20_000, ge=50, description="Claims of history.")
    members: int = Field(
        default=0, ge=0, description="Members whose exposure brings the claims; 0: as many as it takes."
    )
    nights: int = Field(default=1, ge=1, le=60, description="Nights after history.")
    night_claims: int = Field(default=40, ge=1, description="Claims of each night.")
    pages: int = Field(default=0, ge=0, description="Most page images of a night; papers beyond carry readings.")
    pages_a_paper: int = Field(default=2, ge=1, description="Most pages of one paper that are photographed [A].")
    beside_share: float = Field(
        default=0.12, ge=0, le=1, description="Claims with two papers in one picture, of those that could [A]."
    )
    summary_readings: bool = Field(default=False, description="One summary reading a claim instead of all papers.")
    starts_on: dt.date = Field(default=dt.date(2023, 3, 1), description="First day of history [A].")
    ends_on: dt.date = Field(default=dt.date(2026, 3, 1), description="The day history is delivered at 00:00 [A].")
    hospitals: int = Field(default=300, ge=20, description="Hospitals [A].")
    doctors_per_hospital: float = Field(default=8.3, gt=0, description="Mean doctors of a hospital [A].")
    fixed_benefit_share: float = Field(default=0.6, ge=0, le=1, description="Claims on a fixed benefit [A].")
    fraud_share: float = Field(default=0.005, ge=0, le=0.5, description="Fraud among claims of history [C/A].")
    night_fraud_share: float = Field(default=0.005, ge=0, le=0.5, description="Fraud among claims of a night [C/A].")
    non_disclosure_share: float = Field(
        default=0.06, ge=0, le=0.5, description="Claims that hide an earlier illness [A]."
    )
    altered_weight: float = Field(default=0.24, ge=0, description="Altered papers among frauds [A].")
    fabricated_weight: float = Field(default=0.16, ge=0, description="Fabricated papers among frauds [A].")
    ring_weight: float = Field(default=0.22, ge=0, description="Brokers' rings among frauds [A].")
    early_weight: float = Field(default=0.14, ge=0, description="Diagnoses inside the waiting period [A].")
    inflated_weight: float = Field(default=0.14, ge=0, description="Inflated invoices [A].")
    reused_weight: float = Field(default=0.10, ge=0, description="One paper in several claims [A].")
    stranger_weight: float = Field(default=0.06, ge=0, description="A patient's record in another's name [A].")
    swapped_weight: float = Field(default=0.04, ge=0, description="Swapped specimens [A].")
    impersonation_weight: float = Field(default=0.05, ge=0, description="Treatment under a lent name [A].")
    earlier_elsewhere_weight: float = Field(default=0.06, ge=0, description="First diagnoses that were the second [A].")
    phantom_weight: float = Field(default=0.06, ge=0, description="Stays without a patient [A].")
    upcoding_weight: float = Field(default=0.05, ge=0, description="Stages told too high [A].")
    refunded_weight: float = Field(default=0.04, ge=0, description="Invoices refunded after use [A].")
    filed_elsewhere_weight: float = Field(default=0.04, ge=0, description="Withdrawn and filed again [A].")
    insider_weight: float = Field(default=0.04, ge=0, description="Rings with somebody inside [A].")
    generated_weight: float = Field(default=0.10, ge=0, description="Sets made by a machine, in the last months [A].")
    joined_twice_weight: float = Field(
        default=0.0, ge=0, description="One person who claims under two memberships; of no preset [A]."
    )
    # Further kinds of fraud go here, as `<kind>_weight`.
    drift: float = Field(
        default=1.0, ge=0, le=1, description="How much the mixture of frauds changes over the years [A]."
    )
    adaptation_rate: float = Field(
        default=0.35, ge=0, le=1, description="Share of a watched trace that frauds give up a year [A]."
    )
    watched: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict, description="Trace to the weight that the last model gives it; empty: the old rules [A]."
    )
    slip_share: float = Field(default=0.015, ge=0, le=1, description="Clerical slip on a paper, by kind of slip [A].")
    joined_twice_share: float = Field(
        default=0.0, ge=0, le=1, description="Honest claimants with two memberships; of no preset [A]."
    )
    declared_share: float = Field(default=0.08, ge=0, le=1, description="Members who declared an illness [A].")
    inquiry: InquiryParameters = Field(default=InquiryParameters(), description="How claims are looked into.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on <= self.starts_on:
            msg = f"ends_on ({self.ends_on}) must be later than starts_on ({self.starts_on})"
            raise ValueError(msg)
        return self


_PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "demo": {
            "night_claims": 30, "pages": 180, "fraud_share": 0.04, "night_fraud_share": 0.2,
            "non_disclosure_share": 0.04,
        },
        "bench": {
            "claims": 120_000, "night_claims": 350, "fraud_share": 0.02, "night_fraud_share": 0.02,
            "non_disclosure_share": 0.04,
        },
        "hard": {"claims": 120_000, "night_claims": 350, "adaptation_rate": 0.6, "slip_share": 0.02},
        "stress": {
            "claims": 1_000_000, "members": 5_000_000, "night_claims": 5_000, "hospitals": 2_000,
            "summary_readings": True,
        },
    }
)  # fmt: skip

PRESETS = tuple(_PRESETS)
"""demo: a small enriched history and a night with page images. bench: 120,000 claims, easier than life. hard: the same
size at realistic prevalence, with frauds that adapt. stress: a million claims, dense, for speed alone."""


def preset(name: str, base: WorldParameters | None = None, **sizes: int | None) -> WorldParameters:
    """The parameters of preset `name`; what `base` sets on purpose wins over it, and `sizes` over both.

    Raises:
        UserError: There is no such preset, or the numbers do not fit together.
    """
    if name not in _PRESETS:
        msg = f"there is no preset '{name}'; presets are {', '.join(PRESETS)}.{did_you_mean(name, PRESETS)}"
        raise UserError(msg)
    own = {} if base is None else {one: getattr(base, one) for one in base.model_fields_set}
    asked = {key: value for key, value in sizes.items() if value is not None}
    try:
        return WorldParameters.model_validate({**_PRESETS[name], **own, **asked})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        msg = f"simulation: {'.'.join(str(part) for part in first['loc'])} {first['msg']}".replace("  ", " ")
        raise UserError(msg) from None
