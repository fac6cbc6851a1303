"""Learns from people's corrections how sure readings are; the newest fifth of the papers decides if it is taken."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from fraudpipe.documents.correction_fit import (
    Answer,
    Cells,
    ReadField,
    accepted_wrong_share,
    counted,
    learn,
    rates,
    surprise,
)
from fraudpipe.documents.recalibration import Recalibration
from fraudpipe.documents.said_value import same_value
from fraudpipe.errors import UserError
from fraudpipe.records.derived import PAPERS
from fraudpipe.records.frames import rows
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.reading import LIST_FIELDS, FieldReading, reading_from_json
from fraudpipe.records.tables import CORRECTIONS
from fraudpipe.stages.ports import LakeStore, VaultStore

MODEL = "reading"
"""The name under which it is registered, and MODEL of `fraudpipe train MODEL`."""
FILE = "recalibration.json"
"""The only file of the model."""

_LEAST_LOOKED_AT = 200
_LEAST_HELD_OUT = 20
_FIT_SHARE = 0.8
_SETTLED_DAYS = 30
"""Of younger papers people have not yet said what they will say."""
_OUR_READERS = frozenset({"paddle_tiny", "paddle_small", "paddle_small_both", "tesseract"})
"""Readings of other readers say nothing about ours."""


class ReadingRegistry(Protocol):
    """Where what was learned is kept."""

    def log_and_register(
        self,
        name: str,
        *,
        parameters: Mapping[str, str | int | float],
        metrics: Mapping[str, float],
        files: Mapping[str, str],
        pip_requirements: Sequence[str],
    ) -> int:
        """Keeps a model and makes it the challenger; returns its version."""
        ...

    def promote(self, name: str, version: int | None = None) -> object:
        """Makes a version the one that nights use."""
        ...


@dataclass(frozen=True, slots=True)
class Figures:
    """How well answers of the newest papers are foretold.

    Attributes:
        log_loss: Mean negative log-likelihood of what people said.
        accepted_wrong: Share of wrong values among those that would be accepted.
    """

    log_loss: float
    accepted_wrong: float


@dataclass(frozen=True, slots=True)
class LearnedReading:
    """What came of it.

    Attributes:
        recalibration: What the older papers taught.
        before: Figures on the newest papers as readings are judged now.
        after: Figures on the newest papers with what was learned.
        fields: Number of fields looked at, of older and of newest papers.
        version: Its version in the registry; None when it was not taken.
    """

    recalibration: Recalibration
    before: Figures
    after: Figures
    fields: tuple[int, int]
    version: int | None

    @property
    def better(self) -> bool:
        """Whether neither figure got worse."""
        return self.after.log_loss <= self.before.log_loss and self.after.accepted_wrong <= self.before.accepted_wrong


def train_reading(
    lake: LakeStore,
    vault: VaultStore,
    registry: ReadingRegistry,
    until: int,
    *,
    now: Recalibration | None,
    accepted_from: float,
) -> LearnedReading:
    """Fits on the corrections known before `until`, measures, and registers what is better.

    Args:
        lake: Papers and corrections.
        vault: Readings and corrected values, in plain text for the time of the comparison only.
        registry: Where it is kept.
        until: The moment of training; nothing known or received from then on is seen.
        now: What nights use already, or None.
        accepted_from: The confidence from which a value is accepted.

    Raises:
        UserError: Too few fields were looked at.
    """
    older, newest = _parts(lake, vault, until)
    if older.looked_at < _LEAST_LOOKED_AT or newest.looked_at < _LEAST_HELD_OUT:
        msg = (
            f"people looked at {older.looked_at} fields of older papers and {newest.looked_at} of the newest fifth; "
            f"{_LEAST_LOOKED_AT} and {_LEAST_HELD_OUT} are needed: deliver more corrections"
        )
        raise UserError(msg)
    made = learn(older)
    before, after = (_figures(older, newest, one, now, accepted_from) for one in (now, made))
    found = LearnedReading(made, before, after, (older.looked_at, newest.looked_at), None)
    if not found.better:
        return found
    version = registry.log_and_register(
        MODEL,
        parameters={"until": until, "looked_at": made.looked_at, "accepted_from": accepted_from},
        metrics={
            "log_loss_before": before.log_loss,
            "log_loss_after": after.log_loss,
            "accepted_wrong_before": before.accepted_wrong,
            "accepted_wrong_after": after.accepted_wrong,
        },
        files={FILE: made.text()},
        pip_requirements=[],
    )
    registry.promote(MODEL, version)
    return replace(found, version=version)


def _figures(
    older: Cells, newest: Cells, learned: Recalibration | None, now: Recalibration | None, accepted_from: float
) -> Figures:
    """Rates are those of the older papers; a mistake found stands for the same number of others on both sides."""
    sure = newest.sure(learned)
    return Figures(
        round(surprise(newest, sure, rates(older, older.sure(learned))), 6),
        round(accepted_wrong_share(newest, sure, rates(older, older.sure(now)), accepted_from), 6),
    )


def _parts(lake: LakeStore, vault: VaultStore, until: int) -> tuple[Cells, Cells]:
    """The fields of the older papers, and of the newest fifth."""
    frame = lake.read("papers", PAPERS, until)
    moments = {
        document_id: max(known_at, received_at)
        for document_id, known_at, received_at in rows(frame, "document_id", "known_at", "received_at")
        if max(known_at, received_at) < until - _SETTLED_DAYS * DAY_SECONDS
    }
    ordered = sorted(moments, key=lambda one: (moments[one], one))
    parting = moments[ordered[int(len(ordered) * _FIT_SHARE)]] if ordered else until
    corrected = _corrected(lake, vault, moments, until)
    parts = (
        [one for one in ordered if moments[one] < parting],
        [one for one in ordered if moments[one] >= parting],
    )
    older, newest = (counted(_fields(part, corrected, vault)) for part in parts)
    return older, newest


def _corrected(
    lake: LakeStore, vault: VaultStore, moments: Mapping[str, int], until: int
) -> dict[tuple[str, str], str]:
    """Document and field to what a person read last, of those who read it after we had."""
    frame = lake.read("corrections", CORRECTIONS.lake_columns, until)
    latest: dict[tuple[str, str], tuple[int, int]] = {}
    for document_id, name, known_at, received_at in rows(frame, "document_id", "field_name", "known_at", "received_at"):
        visible = max(known_at, received_at)
        if moments.get(document_id, until) <= visible < until:
            latest[document_id, name] = max(latest.get((document_id, name), (0, 0)), (visible, known_at))
    sealed = {f"{document_id}/{name}/{known_at}": (document_id, name)
              for (document_id, name), (_, known_at) in latest.items()}  # fmt: skip
    return {sealed[key]: content.decode() for key, content in vault.open_many("correction", sorted(sealed))}


def _fields(
    documents: Sequence[str], corrected: Mapping[tuple[str, str], str], vault: VaultStore
) -> Iterator[ReadField]:
    for document_id, content in vault.open_many("reading", documents):
        try:
            reading = reading_from_json(json.loads(content))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # a delivered reading can be anything; the read stage has set it aside
        for name, field in reading.fields.items():
            if not _teaches(name, field):
                continue
            said = corrected.get((document_id, name))
            answer: Answer = "silent"
            if said is not None:
                answer = "confirmed" if same_value(name, said, field.value) else "changed"
            before = field.confidence if field.unlearned_confidence is None else field.unlearned_confidence
            yield ReadField(reading.document_type, name, float(before), field.status, answer)


def _teaches(name: str, field: FieldReading) -> bool:
    """Whether our readers saw a value in it that one text can be compared with; a table is not corrected by a text."""
    if field.value is None or field.status == "unreadable" or name in LIST_FIELDS:
        return False
    return bool(field.readers) and _OUR_READERS.issuperset(field.readers)
