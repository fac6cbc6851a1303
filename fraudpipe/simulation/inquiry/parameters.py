"""The numbers of investigations, each with its source: [S] public report, [C] computed from one, [A] assumed."""

from pydantic import BaseModel, ConfigDict, Field


class InquiryParameters(BaseModel):
    """How much is looked into, how well, and how wrongly it is written down."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reviewed_share: float = Field(default=0.88, ge=0, le=1, description="Claims that get at least a desk review [A].")
    rules_share: float = Field(default=0.10, ge=0, le=1, description="Claims above the threshold of the old rules [S].")
    random_share: float = Field(default=0.02, ge=0, le=1, description="Claims looked into at random [A].")
    referral_share: float = Field(default=0.008, ge=0, le=1, description="Honest claims that a tip points at [A].")
    referral_odds: float = Field(
        default=12.0,
        ge=1,
        description="Tips at a guilty claim for one at an honest one, so that 20 to 30 in 100 are proved [S].",
    )
    claims_per_investigator: float = Field(
        default=700.0, gt=0, description="Claims a year for which a province keeps one investigator [A]."
    )
    claims_per_reviewer: float = Field(default=2_500.0, gt=0, description="Claims a year for one desk reviewer [A].")
    not_covered_share: float = Field(default=0.05, ge=0, le=1, description="Claims the plan does not cover [A].")
    withdrawn_share: float = Field(default=0.04, ge=0, le=1, description="Honest claims withdrawn [A].")
    inconclusive_share: float = Field(default=0.02, ge=0, le=1, description="Honest claims left unsettled [A].")
    notice_share: float = Field(
        default=0.12,
        ge=0,
        le=1,
        description="Guilty claims withdrawn on notice of an investigation, by one person [A].",
    )
    ring_notice_share: float = Field(
        default=0.35, ge=0, le=1, description="The same for claims that a broker stands behind [S: they withdrew; A]."
    )
    unsettled_share: float = Field(
        default=0.30,
        ge=0,
        le=1,
        description="Guilty claims left unsettled where a field investigation proves nothing [A].",
    )
    false_alarm_share: float = Field(default=0.002, ge=0, le=1, description="Honest claims found fraudulent [A].")
    false_clear_share: float = Field(
        default=0.02, ge=0, le=1, description="Proved claims that are written down as honest all the same [A]."
    )
    confused_share: float = Field(
        default=0.05, ge=0, le=1, description="Proved fraud written down as non-disclosure, and the reverse [A]."
    )
    appeal_share: float = Field(default=0.06, ge=0, le=1, description="Rightly refused claims that are appealed [A].")
    wronged_appeal_share: float = Field(
        default=0.50, ge=0, le=1, description="Claims wrongly refused as false that are appealed [A]."
    )
