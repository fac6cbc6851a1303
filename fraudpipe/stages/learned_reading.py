"""What corrections have taught about reading, and from when on it counts."""

import logging
from collections.abc import Mapping
from typing import Protocol

from fraudpipe.documents.trust.judging import shipped_digest
from fraudpipe.documents.trust.recalibration import Recalibration, recalibration_from_text
from fraudpipe.errors import ContractError
from fraudpipe.stages.train_reading import FILE, MODEL, ReadingRegistry

_log = logging.getLogger(__name__)


class _Champion(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def files(self) -> Mapping[str, str]: ...


class LearnedRegistry(ReadingRegistry, Protocol):
    """Where what was learned is kept, and which of it nights use."""

    def champion(self, name: str) -> _Champion | None:
        """The version that nights use, or None."""
        ...


def learned(registry: LearnedRegistry) -> Recalibration | None:
    """What the champion says of the weights that ship, or None.

    Raises:
        ContractError: Its file is damaged or missing.
    """
    champion = registry.champion(MODEL)
    if champion is None:
        return None
    found = recalibration_from_text(champion.files.get(FILE, ""))
    if found.weights != shipped_digest():
        _log.warning("%s was learned about other weights and is left out: fraudpipe train reading", champion.label)
        return None
    return found


def learned_by(registry: LearnedRegistry, as_of: int) -> str:
    """What had been learned at a moment, as text; empty where that changes nothing.

    Raises:
        ContractError: The champion's file is damaged or missing.
    """
    found = learned(registry)
    if found is None or found.judges_like(Recalibration()):
        return ""
    if found.until > as_of:
        _log.warning("what corrections taught later is not applied to papers of an earlier delivery")
        return ""
    return found.text()


def learned_or_new(registry: LearnedRegistry) -> Recalibration | None:
    """What was learned; where nothing was, or it is damaged, a version that changes nothing is made champion."""
    try:
        known = registry.champion(MODEL) is not None
        found = learned(registry)
    except ContractError:
        known, found = False, None  # a damaged one is as good as none, and must not stop nights any longer
    if not known:
        _start_over(registry)
    return found


def _start_over(registry: ReadingRegistry) -> None:
    """Makes a recalibration that changes nothing the one that nights use: a version to go back to."""
    neutral = Recalibration(weights=shipped_digest())
    version = registry.log_and_register(
        MODEL, parameters={"looked_at": 0}, metrics={}, files={FILE: neutral.text()}, pip_requirements=[]
    )
    registry.promote(MODEL, version)
