"""What is true of a claim and its papers, before anybody reads or reviews them.

These are workbenches of one world being made, so they are mutable: a fraud alters a claim that began honest, the way
it happens.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.country.places import Doctor, Hospital
from fraudpipe.simulation.illnesses import Illness


@dataclass(slots=True)
class Member:
    """A member and what reaches them.

    Attributes:
        place: The village or street of the address, without the province.
        home: core, town or village.
        other_birth_on: The birthday that one other system holds by mistake, or None.
        former_name: The name they bore before, or "".
        head: Whose household they belong to; None of heads and of who lives alone.
    """

    member_id: str
    name: str
    id_number: str
    sex: str
    birth_on: dt.date
    region: str
    joined_on: dt.date
    joined_at: int
    declared_illness: bool
    phone: str
    bank_account: str
    device: str
    address: str
    referrer: str
    place: str = ""
    home: str = ""
    other_birth_on: dt.date | None = None
    former_name: str = ""
    head: "Member | None" = field(default=None, repr=False, compare=False)

    def age_on(self, day: dt.date) -> int:
        """Completed years of life on `day`."""
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


@dataclass(slots=True)
class Line:
    """One charged item."""

    name: str
    category: str
    quantity: int
    unit_price_fen: int
    amount_fen: int


EDITS = ("splice", "retype", "copy_move", "erase", "regenerate")
"""How pixels of a finished page are altered: glyphs of the same page put together anew, typed in another face, a piece
copied over another, taken out and filled, or the whole page made again by a machine."""


@dataclass(slots=True)
class Paper:
    """One paper as it was handed in.

    Attributes:
        document_type: One of DOCUMENT_TYPES.
        token: Names the file: two documents with one token are the same file.
        template: Which layout it is printed in, from 0; the hospital's habit.
        values: Field name to what the paper says, in the form of readings; `line_items` is a list of (name, amount)
            or, on an itemised bill, of (name, quantity, unit_price, amount); `laboratory_rows` of (name, result,
            unit, range, flag).
        altered: The fields that no longer say what was first printed; the old values are in `original`.
        making: genuine, altered, fabricated or borrowed.
        edit: One of EDITS where the pixels of this file were altered after it was printed and taken; else "".
        house: Whose printing habits it shows (faces, wording, margins): a hospital id, or "" for a national form.
        pages: How many pages the paper has.
        late_days: Days after the claim at which it was handed in; 0 with the claim.
        document_id: Set when the world is complete.
        beside: A second, genuine paper in the same picture and file; it is no document of its own.
        pictured: The token of another member's paper of which this one was made, or "".
    """

    document_type: str
    token: str
    template: int
    values: dict[str, Any]
    original: dict[str, Any] = field(default_factory=dict)
    making: str = "genuine"
    edit: str = ""
    house: str = ""
    pages: int = 1
    late_days: int = 0
    document_id: str = ""
    beside: "Paper | None" = None
    pictured: str = ""

    def alter(self, name: str, value: Any, edit: str = "") -> None:
        """Makes field `name` say `value` and remembers what it said, if the paper has that field.

        Args:
            name: The field.
            value: What it says from now on.
            edit: One of EDITS where the alteration is one of the pixels of the finished page.
        """
        self.edit = edit or self.edit
        if name in self.values and self.values[name] != value:
            self.original.setdefault(name, self.values[name])
            self.values[name] = value

    def is_of(self, number: int) -> bool:
        """Whether its file was made for the claim of that number, and is not another claim's file handed in again."""
        return self.token.startswith(f"{number}:")

    def is_there(self, submitted_at: int, moment: int) -> bool:
        """Whether it has been handed in by `moment`, with or after a claim of `submitted_at`."""
        return submitted_at + self.late_days * DAY_SECONDS <= moment

    @property
    def altered(self) -> tuple[str, ...]:
        """Names of the altered fields, in order of alteration."""
        return tuple(self.original)


@dataclass(frozen=True, slots=True)
class Reissue:
    """An invoice that its hospital corrected: one red-flushed, another in its place.

    Attributes:
        house: The hospital's id.
        old: What the first one says.
        new: What the one says that replaces it.
        refunded_at: When the first one was red-flushed.
    """

    house: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    refunded_at: int


@dataclass(slots=True)
class Visit:
    """An earlier visit.

    Attributes:
        recorded: Whether an insurance office holds it; visits that were paid for oneself it does not.
        online: Whether that office answers at once when it is asked with an authorisation.
    """

    event_on: dt.date
    illness_code: str
    visit_kind: str
    hospital_id: str
    recorded: bool = True
    online: bool = True


@dataclass(slots=True)
class ClaimTruth:
    """One claim with everything behind it.

    Attributes:
        number: Its place in the making; it never leaves the simulation.
        illness: What the claim says the member has.
        identifiers: Kind to value, as given with the claim.
        fraud_kind: "" for an honest claim.
        footprints: Which traces the fraud left, for evaluation.
        slips: Which innocent slips happened.
        lost_fen: What would be paid wrongly.
        ring: The ring it belongs to, or "".
        links: True links, such as "ring:12" or "household:of"; for the truth only.
        reviewer: Who is sure to review it (an insider's claim), or "".
        authorised: Whether a valid authorisation came with the claim; without one no office answers.
        filed_elsewhere: Whether the same papers were handed in to another platform.
        refunded_at: When its invoice was refunded (red-flushed) at the registry, or 0.
        reissue: The correction of its inpatient invoice, if the hospital made one.
        mild: Whether it is an early form of the illness, which pays the small benefit.
    """

    number: int
    member: Member
    plan_kind: str
    illness: Illness
    hospital: Hospital
    doctor: Doctor
    names_doctor: bool
    department: str
    event_on: dt.date
    admitted_on: dt.date
    discharged_on: dt.date
    amount_fen: int
    total_fen: int
    fund_fen: int
    submitted_at: int
    identifiers: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    fraud_kind: str = ""
    footprints: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    lost_fen: int = 0
    in_waiting: bool = False
    ring: str = ""
    links: list[str] = field(default_factory=list)
    reviewer: str = ""
    authorised: bool = True
    filed_elsewhere: bool = False
    refunded_at: int = 0
    reissue: Reissue | None = None
    mild: bool = False
    claim_id: str = ""

    def paper(self, document_type: str) -> Paper | None:
        """The first paper of a type, or None."""
        return next((one for one in self.papers if one.document_type == document_type), None)

    def joined_twice(self) -> bool:
        """Whether the person is known to claim under two memberships."""
        return any(link.startswith("same_person:") for link in self.links)

    @property
    def stay_days(self) -> int:
        """Days of the stay, at least 1."""
        return max(1, (self.discharged_on - self.admitted_on).days)
