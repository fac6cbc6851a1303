"""What people read again: of doubtful fields some, of wrong ones the few that somebody stumbles upon.

Who reads again looks at the paper, so the value is what is printed there, altered or not; now and then they slip too.
"""

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.reading.misreading import LISTS, kind_of, misread
from fraudpipe.simulation.reading.noise import reading_noise
from fraudpipe.simulation.reading.readings import MadeReading
from fraudpipe.simulation.truth import Paper

DOUBTFUL_READ_AGAIN = 0.30
"""A field shown as doubtful is read again by a person [assumed: not every claim is worked on at a desk]."""
MISTAKE_NOTICED = 0.06
"""An accepted value that is wrong is noticed [assumed]."""
PERSON_SLIPS = 0.012
"""A person mistypes what they read [assumed; data-entry studies find near one field in a hundred]."""
_MEDIAN_DAYS, _NINETIETH_DAYS = 4.0, 18.0  # days until somebody opens the claim [assumed]

Correction = tuple[str, str, str, int]
"""document_id, field_name, value, known_at: a row of the intake table `corrections`."""


def corrections_of(paper: Paper, reading: MadeReading, submitted_at: int, dice: Dice) -> list[Correction]:
    """The corrections of one paper, each known later than its claim.

    Args:
        paper: With its document id.
        reading: What was made of it; a paper taken for another type is corrected no otherwise.
        submitted_at: When the paper was handed in.
        dice: Decides; it looks at doubts and mistakes, never at honesty.
    """
    rows: list[Correction] = []
    for share, names in ((DOUBTFUL_READ_AGAIN, reading.doubtful), (MISTAKE_NOTICED, reading.mistaken)):
        for name in names:
            if not dice.chance(share) or name in LISTS:
                continue
            value = paper.values[name]
            if dice.chance(PERSON_SLIPS):
                value = misread(value, kind_of(name), "one_character", "", reading_noise().confusions, dice)
            after = DAY_SECONDS * dice.lognormal(_MEDIAN_DAYS, _NINETIETH_DAYS)
            rows.append((paper.document_id, name, str(value), submitted_at + 1 + round(after)))
    return rows
