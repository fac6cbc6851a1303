"""Learns from people's corrections how sure readings are; the newest fifth of the papers decides if it is taken."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

import pandas as pd

from fraudpipe.documents.trust.correction_fit import (
    Answer,
    Cells,
    ReadField,
    acceptance,
    counted,
    gain,
    learn,
    rates,
    surprise,
)
from fraudpipe.documents.trust.judging import Costs, shipped_digest
from fraudpipe.documents.trust.recalibration import Recalibration
from fraudpipe.documents.trust.said_value import same_value
from fraudpipe.errors import UserError
from fraudpipe.records.derived import PAPERS
from fraudpipe.records.frames import rows
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.reading import LIST_FIELDS, FieldReading, reading_from_json
from fraudpipe.records.tables import CORRECTIONS, DOCUMENTS
from fraudpipe.stages.ports import LakeStore, ModelRegistry, VaultStore

MODEL = "reading"
"""The name under which it is registered, and MODEL of `fraudpipe train MODEL`."""
FILE = "recalibration.json"
"""The only file of the model."""

_LEAST_LOOKED_AT = 200
_LEAST_HELD_OUT = 50
_FIT_SHARE = 0.8
_STANDARD_ERRORS = 2.0
"""A gain below so many is what chance gives."""
_SETTLED_DAYS = 30
"""Of younger papers people have not yet said what they will say."""
_OUR_READERS = frozenset({"paddle_tiny", "paddle_small", "paddle_small_both", "tesseract"})
"""Readings of other readers say nothing about ours."""


class ReadingRegistry(ModelRegistry, Protocol):
    """Where what was learned is kept, and which of it nights use."""

    def promote(self, name: str, version: int | None = None) -> object:
        """Makes a version the one that nights use."""
        ...


@dataclass(frozen=True, slots=True)
class Figures:
    """How well answers of the newest papers are foretold.

    Attributes:
        log_loss: Mean negative log-likelihood of what people said.
        accepted_wrong: Share of wrong values among those that would be accepted.
        accepted: Share of all values that would be accepted.
        cost: Expected yuan a field: of wrong values that are accepted, and of looks at the others.
    """

    log_loss: float
    accepted_wrong: float
    accepted: float
    cost: float


@dataclass(frozen=True, slots=True)
class LearnedReading:
    """What came of it.

    Attributes:
        recalibration: What the older papers taught.
        before: Figures on the newest papers as readings are judged now.
        after: Figures on the newest papers with what was learned.
        gain: By how much the log loss falls, and the standard error of that, answer by answer.
        fields: Number of fields looked at, of older and of newest papers.
        version: Its version in the registry; None when it was not taken.
    """

    recalibration: Recalibration
    before: Figures
    after: Figures
    gain: tuple[float, float]
    fields: tuple[int, int]
    version: int | None

    @property
    def better(self) -> bool:
        """Whether answers are foretold better than chance explains, at no greater cost."""
        return self.gain[0] > _STANDARD_ERRORS * self.gain[1] and self.after.cost <= self.before.cost


def train_reading(
    lake: LakeStore,
    vault: VaultStore,
    registry: ReadingRegistry,
    until: int,
    *,
    now: Recalibration | None,
    costs: Costs,
) -> LearnedReading:
    """Fits on the corrections known before `until`, measures, and registers what is better.

    Args:
        lake: Papers and corrections.
        vault: Readings and corrected values, in plain text for the time of the comparison only.
        registry: Where it is kept.
        until: The moment of training; nothing known or received from then on is seen.
        now: What nights use already, or None.
        costs: What decides from which confidence on a value is accepted.

    Raises:
        UserError: Too few fields were looked at, or nights use what was learned later.
    """
    if now is not None and now.until > until:
        msg = "nights use what was learned from later corrections; train at a later moment, or promote another version"
        raise UserError(msg)
    older, newest = _parts(lake, vault, until)
    _need_enough(older.looked_at, newest.looked_at)
    made = replace(learn(older), until=until, weights=shipped_digest())
    before, after = (_figures(older, newest, one, now, costs) for one in (now, made))
    less = gain(newest, *((newest.sure(one), rates(older, older.sure(one))) for one in (now, made)))
    found = LearnedReading(made, before, after, less, (older.looked_at, newest.looked_at), None)
    if (now is not None and made.judges_like(now)) or not found.better:
        return found
    version = registry.log_and_register(
        MODEL,
        parameters={"until": until, "looked_at": made.looked_at, "accepted_from": costs.accepted_from},
        metrics={
            f"{name}_{when}": value
            for when, figures in (("before", before), ("after", after))
            for name, value in asdict(figures).items()
        },
        files={FILE: made.text()},
        pip_requirements=[],
    )
    registry.promote(MODEL, version)
    return replace(found, version=version)


def _need_enough(older: int, newest: int) -> None:
    if older >= _LEAST_LOOKED_AT and newest >= _LEAST_HELD_OUT:
        return
    missing = (max(0, _LEAST_LOOKED_AT - older), max(0, _LEAST_HELD_OUT - newest))
    msg = (
        f"people looked at {older} fields of older papers and {newest} of the newest fifth; {_LEAST_LOOKED_AT} and "
        f"{_LEAST_HELD_OUT} are needed, {missing[0]} and {missing[1]} are missing: deliver more corrections"
    )
    raise UserError(msg)


def _figures(
    older: Cells, newest: Cells, learned: Recalibration | None, now: Recalibration | None, costs: Costs
) -> Figures:
    """Rates are those of the older papers; a mistake found stands for the same number of others on both sides."""
    sure = newest.sure(learned)
    taken = acceptance(newest, sure, rates(older, older.sure(now)), costs.accepted_from)
    return Figures(
        round(surprise(newest, sure, rates(older, older.sure(learned))), 6),
        round(taken.wrong, 6),
        round(taken.share, 6),
        round(taken.mistakes * costs.wrong_value + (1.0 - taken.share) * costs.look, 6),
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
    answered_from = _answered_from(lake, frame, until)
    corrected = _corrected(lake, vault, {one: answered_from[one] for one in ordered}, until)
    parts = (
        [one for one in ordered if moments[one] < parting],
        [one for one in ordered if moments[one] >= parting],
    )
    older, newest = (counted(_fields(part, corrected, vault)) for part in parts)
    return older, newest


def _answered_from(lake: LakeStore, papers: pd.DataFrame, until: int) -> dict[str, int]:
    """The moment from which a correction can be an answer to the reading of a paper.

    A file is read with the delivery that brings it: what people said before that, they said of other readers. A reading
    that was brought was there when its paper was.
    """
    as_of = {one.delivery_id: one.as_of for one in lake.deliveries()}
    documents = lake.read("documents", DOCUMENTS.lake_columns, until)
    read_here = set(documents.loc[documents["file_name_hash"].notna(), "document_id"])
    return {
        document_id: as_of[delivery_id] if document_id in read_here else max(known_at, received_at)
        for document_id, delivery_id, known_at, received_at in rows(
            papers, "document_id", "delivery_id", "known_at", "received_at"
        )
    }


def _corrected(
    lake: LakeStore, vault: VaultStore, answered_from: Mapping[str, int], until: int
) -> dict[tuple[str, str], str]:
    """Document and field to what a person read last, of those who read it after we had."""
    frame = lake.read("corrections", CORRECTIONS.lake_columns, until)
    latest: dict[tuple[str, str], tuple[int, int]] = {}
    for document_id, name, known_at, received_at in rows(frame, "document_id", "field_name", "known_at", "received_at"):
        visible = max(known_at, received_at)
        if answered_from.get(document_id, until) <= visible < until:
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
