"""What each depth of looking costs, takes, and can find.

A paper that is false shows at whoever printed it; a paper that is genuine shows nothing anywhere, only the body, the
insurance office or a second hospital does. So the depths do not form one scale of diligence: each kind of fraud has
its own first depth at which it can be found at all.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

DEPTHS = ("desk", "external", "remote", "one_hospital", "full")
"""Cheapest first. A case goes through all of them up to the one that suffices."""

COST_FEN = np.array([3_000, 6_000, 20_000, 80_000, 400_000], dtype=np.int64)
"""Of each step alone [A]; external verification, which no report prices, is taken as two desk reviews."""

EFFORT = np.array([0, 2, 10, 10, 25], dtype=np.int64)
"""Hundredths of an investigator's month that a case of this depth takes in all: 4 full or 10 light a month [A]."""

LEAST_DAYS = np.array([0, 1, 3, 6, 12], dtype=np.int64)
"""The least days that a case of this depth takes: calls, travel, queues at the counters [A]."""

REACH: Mapping[str, tuple[float, float, float, float, float]] = MappingProxyType(
    {
        # The office holds what was billed before joining; a hospital's own record has a past history and an admission
        # count; an interviewed member tells a third of it.
        "non_disclosure": (0.12, 0.15, 0.30, 0.50, 0.90),
        # Contradicting dates lie on the desk now and then; the hospital's record has the true ones.
        "early_diagnosis": (0.20, 0.30, 0.40, 0.70, 0.93),
        # A careful eye sees some; the hospital's own copy says what the page said before.
        "altered_paper": (0.30, 0.50, 0.58, 0.92, 0.97),
        # No such record number, invoice or doctor: one call is enough.
        "fabricated_paper": (0.35, 0.75, 0.78, 0.97, 0.99),
        # Clean and self-consistent to the eye, unknown to every register.
        "generated_papers": (0.06, 0.62, 0.68, 0.97, 0.99),
        # Same paper in the platform's own archive or another platform's; the hospital knows whose it is.
        "reused_paper": (0.25, 0.60, 0.65, 0.90, 0.95),
        # The paper is genuine and the hospital, asked by number, confirms it: only who lay in the bed tells.
        "stranger_paper": (0.00, 0.03, 0.25, 0.50, 0.85),
        # Genuine pathology of somebody else's tissue: imaging, operation and follow-up must be seen together.
        "swapped_specimen": (0.00, 0.02, 0.15, 0.55, 0.85),
        # Genuine papers of a real stay under a lent name: the member cannot answer about it.
        "impersonation": (0.00, 0.02, 0.45, 0.55, 0.85),
        # Self-paid elsewhere, so no office holds it; only a search over several hospitals meets it.
        "earlier_elsewhere": (0.03, 0.08, 0.20, 0.35, 0.75),
        # Charges need the ward's orders and nursing sheets.
        "inflated_invoice": (0.30, 0.45, 0.50, 0.85, 0.92),
        "phantom_stay": (0.15, 0.20, 0.45, 0.85, 0.93),
        # The slides or the operation record state the stage.
        "stage_upcoding": (0.08, 0.12, 0.18, 0.82, 0.92),
        # The tax office's register says "red-flushed" to whoever asks.
        "refunded_invoice": (0.02, 0.90, 0.90, 0.94, 0.97),
        # A query among platforms, where they take part.
        "filed_elsewhere": (0.05, 0.60, 0.65, 0.72, 0.85),
        # Where the platform compares its members, a number or a name tells; the hospital knows one patient.
        "joined_twice": (0.10, 0.45, 0.60, 0.75, 0.90),
        # Each claim alone looks clean; papers differ in how they were come by.
        "broker_ring": (0.15, 0.30, 0.45, 0.65, 0.85),
        "insider": (0.15, 0.30, 0.45, 0.65, 0.85),
    }
)
"""Kind to the chance that a case taken to each of DEPTHS has found it [A]; never falls with depth."""

OTHER_REACH = (0.10, 0.25, 0.35, 0.70, 0.90)
"""The same for a kind that nobody has met yet [A]."""


def reach_of(kinds: Sequence[str]) -> npt.NDArray[np.float64]:
    """The rows of REACH for `kinds`; a row of zeros for "" (an honest claim)."""
    rows = [REACH.get(kind, OTHER_REACH) if kind else (0.0,) * len(DEPTHS) for kind in kinds]
    return np.array(rows, dtype=np.float64).reshape(len(kinds), len(DEPTHS))
