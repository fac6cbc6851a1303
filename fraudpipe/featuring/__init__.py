"""Features: declared once as Ibis expressions, computed as of a moment. Nothing here connects to an engine.

A feature is a plain function marked with `@feature`; its name is the column. Two shapes:

* a row feature, ``def days_to_claim(row: ir.Table) -> ir.Value``, is an expression over the moment of a claim
  (`frame.py` lists the columns) and the trailing features that it names;
* a trailing feature, ``def hospital_claim_count_90_days() -> Trailing``, declares an aggregate over history.

Every row comes through the as-of cut (`cut.py`) before a feature sees it. A date (``_on``) is a whole number there:
days since 1970-01-01 in Asia/Shanghai, so that differences are integers on every engine.
"""

from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.example import example
from fraudpipe.featuring.mark import feature
from fraudpipe.featuring.trailing import (
    Count,
    DaysSince,
    Distinct,
    Max,
    Mean,
    Median,
    Min,
    Share,
    Spread,
    Sum,
    Trailing,
)

__all__ = [
    "Catalogue",
    "Count",
    "DaysSince",
    "Distinct",
    "Feature",
    "Max",
    "Mean",
    "Median",
    "Min",
    "Share",
    "Spread",
    "Sum",
    "Trailing",
    "example",
    "feature",
]
