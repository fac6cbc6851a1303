"""Every kind of finding that fraudpipe itself makes."""

from fraudpipe.checks.kinds import KINDS
from fraudpipe.knowledge.kinds import PLAUSIBILITY
from fraudpipe.records.finding import FindingKind

ALL_KINDS: tuple[FindingKind, ...] = (*KINDS, *PLAUSIBILITY)
