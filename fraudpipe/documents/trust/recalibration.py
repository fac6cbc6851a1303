"""What people's corrections have taught about confidence: a shift of log-odds by type of paper and kind of field."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fraudpipe.errors import ContractError

LEAST, MOST = 0.001, 0.999
"""No value is surer than this, and none less sure."""


@dataclass(frozen=True)
class Recalibration:
    """Confidence as corrected: log-odds times `slope`, plus what is known of the type and of the kind of field.

    Attributes:
        slope: 1 where scores are spread as they should be; never negative.
        shift: For all fields.
        by_type: Document type to its shift.
        by_kind: One of FIELD_KINDS to its shift.
        looked_at: Number of fields that it was learned from.
        until: The moment before which all of that was known; earlier papers are not judged by it.
        weights: Digest of the weights whose confidence it corrects.
    """

    slope: float = 1.0
    shift: float = 0.0
    by_type: Mapping[str, float] = field(default_factory=dict)
    by_kind: Mapping[str, float] = field(default_factory=dict)
    looked_at: int = 0
    until: int = 0
    weights: str = ""

    def confidence(self, before: float, document_type: str, kind: str) -> float:
        """The confidence that a field has in the light of the corrections.

        >>> Recalibration(shift=-1.0).confidence(0.9, "other", "date") < 0.9
        True
        """
        offset = self.shift + self.by_type.get(document_type, 0.0) + self.by_kind.get(kind, 0.0)
        return clipped(1.0 / (1.0 + math.exp(-(self.slope * log_odds(before) + offset))))

    def judges_like(self, other: "Recalibration") -> bool:
        """Whether both make the same of every confidence, whenever they were learned."""
        mine, theirs = (replace(one, looked_at=0, until=0, weights="") for one in (self, other))
        return mine == theirs

    def text(self) -> str:
        """As one JSON document; the same numbers give the same bytes."""
        tree = {
            "slope": self.slope,
            "shift": self.shift,
            "by_type": dict(sorted(self.by_type.items())),
            "by_kind": dict(sorted(self.by_kind.items())),
            "looked_at": self.looked_at,
            "until": self.until,
            "weights": self.weights,
        }
        return json.dumps(tree, indent=1)


def recalibration_from_text(text: str) -> Recalibration:
    """The recalibration that `text()` wrote.

    Raises:
        ContractError: It is none.
    """
    try:
        tree = json.loads(text)
        by_type, by_kind = (
            {str(one): float(value) for one, value in tree[part].items()} for part in ("by_type", "by_kind")
        )
        made = Recalibration(
            float(tree["slope"]),
            float(tree["shift"]),
            by_type,
            by_kind,
            int(tree["looked_at"]),
            int(tree.get("until", 0)),
            str(tree.get("weights", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"what was learned from corrections is damaged ({type(error).__name__}); run: fraudpipe train reading"
        raise ContractError(msg) from None
    if not (math.isfinite(made.slope) and made.slope >= 0):
        msg = "what was learned from corrections has a falling slope; run: fraudpipe train reading"
        raise ContractError(msg)
    return made


def log_odds(confidence: float) -> float:
    """Of a confidence, which is first brought between LEAST and MOST."""
    inside = clipped(confidence)
    return math.log(inside / (1.0 - inside))


def clipped(confidence: float) -> float:
    """The confidence, brought between LEAST and MOST."""
    return min(max(confidence, LEAST), MOST)
