"""The main job, from top to bottom: ingest, read, verify, check, link, featurise, score, triage, publish."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from fraudpipe.checks.weights import Weight
from fraudpipe.errors import ContractError
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.stages import check, featurise, ingest, link, publish, read, recognise, score, triage, verify
from fraudpipe.stages.featurise import FeatureEngine
from fraudpipe.stages.intake_report import report
from fraudpipe.stages.ports import (
    DeliverySource,
    DocumentReader,
    FileInspector,
    LakeStore,
    PersonLinker,
    Progress,
    StageReport,
    VaultStore,
    Workers,
)
from fraudpipe.stages.probes import night_probes
from fraudpipe.stages.queue_entries import Cropper
from fraudpipe.stages.runner import Finished, Runner
from fraudpipe.stages.score import Champion
from fraudpipe.stages.seen import seen_until


@dataclass(frozen=True)
class Tools:
    """What the stages work with, wired by `app`; no office is asked without `asking`, no likeness without `linker`."""

    lake: LakeStore
    vault: VaultStore
    reader: DocumentReader
    inspect: FileInspector
    engine: Callable[[], AbstractContextManager[FeatureEngine]]
    catalogue: Catalogue
    runner: Runner
    progress: Progress
    weights: Mapping[str, Weight] = field(default_factory=dict)
    hospitals: HospitalRegistry | None = None
    asking: verify.Asking | None = None
    linker: PersonLinker | None = None
    workers: Workers | None = None


@dataclass(frozen=True, slots=True)
class NightOptions:
    """The settings that decide a night's queue.

    Attributes:
        member_cap: A value shared by more members links nobody.
        window_days: How far back links reach.
        novelty_history: Recent claims that say what is usual.
        novelty_names: Features that novelty looks at.
        capacity: Claims that can be looked into.
        cost_fen: Cost of looking into one.
        top_reasons: Reasons kept for each claim.
    """

    member_cap: int
    window_days: int
    novelty_history: int
    novelty_names: tuple[str, ...]
    capacity: int
    cost_fen: int
    top_reasons: int


@dataclass(frozen=True, slots=True)
class Night:
    """A night that is done.

    Attributes:
        delivery: What was scored.
        folder: Where queue.parquet, queue.csv and queue.html lie.
        reports: What each stage did, in order.
        facts: What the queue page says about the night.
    """

    delivery: Delivery
    folder: Path
    reports: tuple[StageReport, ...]
    facts: Mapping[str, object]


def take_in(source: DeliverySource, tools: Tools) -> Finished:
    """Ingests, reads, verifies and checks a delivery: everything short of scoring.

    Raises:
        UserError: The delivery would change what a scored night could see.
        ContractError: Another delivery of the same name was taken in.
    """
    delivery = source.delivery
    if ingest.taken_in(delivery, tools.lake):
        tools.runner.already(replace(report(delivery, tools.lake), skipped=True), delivery.digest)
    else:
        tools.runner.into_lake(
            ingest.STAGE,
            delivery.delivery_id,
            (delivery.digest,),
            lambda: ingest.run(source, tools.lake, tools.vault, tools.inspect, tools.progress),
        )
    second = tools.runner.into_lake(
        read.STAGE,
        delivery.delivery_id,
        (delivery.digest, tools.reader.reader_key()),
        lambda: read.run(delivery, tools.lake, tools.vault, tools.reader, tools.progress),
    )
    _recognise(delivery, tools)
    hospitals = tools.hospitals
    return tools.runner.into_lake(
        check.STAGE,
        delivery.delivery_id,
        (
            _verify(delivery, tools, second),
            json.dumps(dict(tools.weights), sort_keys=True),
            hospitals.digest() if hospitals else "",
        ),
        lambda: check.run(delivery, tools.lake, tools.vault, tools.weights, tools.progress, hospitals, tools.workers),
    )


def _verify(delivery: Delivery, tools: Tools, before: Finished) -> str:
    """Asks outside, where anybody can be asked; the key of what is there for the checks then."""
    asking = tools.asking
    if asking is None:
        return before.key
    return tools.runner.into_lake(
        verify.STAGE,
        delivery.delivery_id,
        (before.key, asking.office.digest(), str(asking.again_days)),
        lambda: verify.run(delivery, tools.lake, tools.vault, asking, tools.progress),
    ).key


def _recognise(delivery: Delivery, tools: Tools) -> Finished:
    """Compares the members of a delivery with those of all before it."""
    earlier = [one.delivery_id for one in tools.lake.deliveries() if one.as_of <= delivery.as_of]
    keys = [str(tools.runner.finished_key(recognise.STAGE, name)) for name in earlier if name != delivery.delivery_id]
    return tools.runner.into_lake(
        recognise.STAGE,
        delivery.delivery_id,
        (delivery.digest, tools.linker.linker_key() if tools.linker else recognise.EXACT, *keys),
        lambda: recognise.run(delivery, tools.lake, tools.vault, tools.linker),
    )


def run(
    source: DeliverySource, tools: Tools, options: NightOptions, champion: Champion | None, crops: Cropper | None
) -> Night:
    """Takes a night in, scores it and writes its queue.

    Args:
        source: The night's delivery.
        tools: Adapters and features.
        options: What decides the queue.
        champion: The promoted model, or None for a cold start.
        crops: Cuts pieces of pages into the page; None leaves them out.

    Raises:
        ContractError: The delivery is a history; take it in with `ingest`.
    """
    delivery = source.delivery
    if delivery.kind != "night":
        msg = f"{delivery} is no night; take it in with: fraudpipe ingest"
        raise ContractError(msg)
    checked = take_in(source, tools)
    probes = night_probes(tools.lake, delivery.delivery_id, delivery.as_of, options.novelty_history)
    linked = _link(delivery, tools, options, probes)
    featured = _featurise(delivery, tools, probes, linked, checked)
    scored = _score(delivery, tools, options, probes, featured, champion)
    ranked = _triage(delivery, tools, options, scored)
    facts = {
        "delivery_id": delivery.delivery_id,
        "as_of": delivery.as_of,
        "basis": "model" if champion else "cold_start",
        "model": champion.label if champion else None,
        "capacity": options.capacity,
        "cost_fen": options.cost_fen,
        "claim_count": ranked.report.counts["claims"],
        "quarantined": _quarantined(tools.runner.reports),
        "without_answers": "without_answers" in scored.report.counts,
    }
    published = tools.runner.into_folder(
        publish.STAGE,
        delivery.delivery_id,
        (ranked.key, "pages" if crops else "no pages"),
        lambda folder: publish.run(
            facts,
            tools.lake,
            tools.vault,
            ranked.folder / "queue.parquet",
            scored.folder,
            folder,
            crops,
            member_cap=options.member_cap,
            window_days=options.window_days,
        ),
    )
    return Night(delivery, published.folder, tuple(tools.runner.reports), facts)


def _link(delivery: Delivery, tools: Tools, options: NightOptions, probes: pd.DataFrame) -> Finished:
    seen = seen_until(tools.lake, tools.runner, delivery.as_of)
    return tools.runner.into_folder(
        link.STAGE,
        delivery.delivery_id,
        (seen, str(options.member_cap), str(options.window_days), str(options.novelty_history)),
        lambda folder: link.run(
            tools.lake,
            probes,
            delivery.as_of,
            folder / "network.parquet",
            member_cap=options.member_cap,
            window_days=options.window_days,
        ),
    )


def _featurise(delivery: Delivery, tools: Tools, probes: pd.DataFrame, linked: Finished, checked: Finished) -> Finished:
    return tools.runner.into_folder(
        featurise.STAGE,
        delivery.delivery_id,
        (linked.key, checked.key),
        lambda folder: featurise.run(
            tools.engine(),
            tools.catalogue,
            tools.lake,
            probes,
            linked.folder / "network.parquet",
            delivery.as_of,
            folder / "features.parquet",
        ),
    )


def _score(
    delivery: Delivery,
    tools: Tools,
    options: NightOptions,
    probes: pd.DataFrame,
    featured: Finished,
    champion: Champion | None,
) -> Finished:
    return tools.runner.into_folder(
        score.STAGE,
        delivery.delivery_id,
        (
            featured.key,
            champion.digest if champion else "cold",
            str(options.top_reasons),
            *options.novelty_names,
        ),
        lambda folder: score.run(
            featured.folder / "features.parquet",
            probes,
            tools.catalogue,
            champion,
            options.novelty_names,
            verify.answered(tools.lake, delivery.as_of),
            folder,
            top=options.top_reasons,
            how={
                "code_digest": tools.runner.code_digest,
                "features": featured.key,
                "member_cap": options.member_cap,
                "window_days": options.window_days,
            },
        ),
    )


def _triage(delivery: Delivery, tools: Tools, options: NightOptions, scored: Finished) -> Finished:
    return tools.runner.into_folder(
        triage.STAGE,
        delivery.delivery_id,
        (scored.key, str(options.capacity), str(options.cost_fen)),
        lambda folder: triage.run(
            delivery,
            tools.lake,
            scored.folder / "scores.parquet",
            folder / "queue.parquet",
            capacity=options.capacity,
            cost_fen=options.cost_fen,
        ),
    )


def _quarantined(reports: list[StageReport]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in reports:
        for code, count in one.refused.items():
            total[code] = total.get(code, 0) + count
    return dict(sorted(total.items()))
