"""The composition root: settings in, adapters wired to stages, the main jobs out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib import metadata
from pathlib import Path

from fraudpipe.adapters.code_digest import code_digest
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.hospital_files import hospital_registry
from fraudpipe.adapters.images import check_header
from fraudpipe.adapters.ledger import Ledger
from fraudpipe.adapters.mlflow_registry import ModelFiles
from fraudpipe.adapters.office_files import FileOffice
from fraudpipe.adapters.page_crops import PageCropper
from fraudpipe.adapters.project_files import Project, load_project
from fraudpipe.adapters.reading_pool import ReadingPool
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.adapters.splink_linkage import SplinkLinker
from fraudpipe.adapters.worker_processes import WorkerProcesses
from fraudpipe.adapters.workspace_lock import workspace_lock
from fraudpipe.desk import Desk
from fraudpipe.documents.trust.judging import Costs
from fraudpipe.errors import UserError
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.records.money import fen
from fraudpipe.settings import Settings
from fraudpipe.stages import explain_feature, ingest, link_moment, nightly, rescore, train_reading
from fraudpipe.stages.explain_feature import Behind, LookTools
from fraudpipe.stages.learned_reading import learned_by, learned_or_new
from fraudpipe.stages.ports import Progress, StageReport
from fraudpipe.stages.rescore import AsScored, RescoreTools
from fraudpipe.stages.runner import Runner
from fraudpipe.stages.seen import seen_until
from fraudpipe.stages.train import Trained, TrainTools, train
from fraudpipe.stages.verify import Asking


class App(Desk):
    """A workspace whose jobs can be run; use it as a context.

    Args:
        settings: All settings.
        progress: Where runs say how far they are.
    """

    def __init__(self, settings: Settings, progress: Progress) -> None:
        super().__init__(settings)
        self._progress = progress

    @cached_property
    def project(self) -> Project:
        """Features and models of the project folder."""
        return load_project(self._settings.project_dir)

    @cached_property
    def ledger(self) -> Ledger:
        """What is done."""
        ledger = Ledger(self.workspace / "ledger.sqlite")
        self._open.callback(ledger.close)
        return ledger

    @cached_property
    def _runner(self) -> Runner:
        digest = code_digest([Path(__file__).parent, self.project.folder / "features"])
        return Runner(self.workspace, self.ledger, digest, self._progress.tell)

    def _engine(self) -> DuckDBEngine | SparkEngine:
        section, spill = self._settings.features, self.workspace / "spill"
        if section.engine == "spark":
            return SparkEngine(COLUMNS, spill_dir=spill, master=section.spark_master, memory_gb=section.memory_gb)
        return DuckDBEngine(COLUMNS, spill_dir=spill, memory_gb=section.memory_gb)

    def _tools(self, as_of: int) -> nightly.Tools:
        pool = self._open.enter_context(ReadingPool(replace(self._reading, learned=learned_by(self.registry, as_of))))
        return nightly.Tools(
            lake=self.lake,
            vault=self.vault,
            reader=pool,
            inspect=self._inspect,
            engine=self._engine,
            catalogue=self.project.catalogue,
            runner=self._runner,
            progress=self._progress,
            weights=self._settings.findings.model_dump(),
            hospitals=self._hospitals,
            asking=self._asking(),
            linker=SplinkLinker(self._settings.linkage.fuzzy_probability) if self._settings.linkage.fuzzy else None,
            workers=WorkerProcesses(self._settings.reading.processes),
        )

    @cached_property
    def _hospitals(self) -> HospitalRegistry:
        section = self._settings.verification
        return hospital_registry(section.hospitals, complete=section.hospitals_complete)

    def _asking(self) -> Asking | None:
        section = self._settings.verification
        return None if section.folder is None else Asking(FileOffice(section.folder), section.ask_again_days)

    @cached_property
    def _reading(self) -> ReadingOptions:
        """As the settings say, without what was learned."""
        return ReadingOptions(**self._settings.reading.model_dump())

    def _inspect(self, content: bytes) -> None:
        check_header(content, self._reading.limits)

    def check_intake(self, folder: Path) -> tuple[Delivery, ingest.Intake | None]:
        """What taking this delivery in would accept and refuse, or None when it was taken in; nothing is written.

        Raises:
            UserError: It would be refused whole, for its moment.
            ContractError: It would be refused whole: another one of its name was taken in.
        """
        source = DeliveryFolder(folder)
        if ingest.taken_in(source.delivery, self.lake):
            return source.delivery, None
        return source.delivery, ingest.check(source, self.lake, self._inspect, self._progress)

    def ingest(self, folder: Path) -> Sequence[StageReport]:
        """Takes a delivery in without scoring it."""
        source = DeliveryFolder(folder)
        with workspace_lock(self.workspace):
            nightly.take_in(source, self._tools(source.delivery.as_of))
            return tuple(self._runner.reports)

    def nightly(self, folder: Path, *, with_pages: bool) -> nightly.Night:
        """Scores a night and publishes its queue under `nights/<delivery_id>`."""
        source = DeliveryFolder(folder)
        section = self._settings
        options = nightly.NightOptions(
            member_cap=section.linkage.member_cap,
            window_days=section.linkage.window_days,
            novelty_history=section.model.novelty_history,
            novelty_names=self.project.spec(section.model.name).names,
            capacity=section.triage.capacity,
            cost_fen=fen(str(section.triage.cost_yuan)),
            top_reasons=section.triage.top_reasons,
        )
        with workspace_lock(self.workspace):
            champion = self.registry.champion(section.model.name)
            crops = PageCropper(self.vault, self._reading.limits) if with_pages else None
            night = nightly.run(source, self._tools(source.delivery.as_of), options, champion, crops)
            self.nights.point(source.delivery.delivery_id, night.folder)
        return night

    def links_of_moment(self, as_of: int, output: Path) -> int:
        """Writes what links all claims as of a moment, worked out by the engine of the settings; returns how many."""
        links = self._settings.linkage
        return link_moment.run(
            self._engine(), self.lake, as_of, output, member_cap=links.member_cap, window_days=links.window_days
        )

    def as_scored(self, claim_id: str, night: str | None = None) -> AsScored:
        """The score of a claim, derived again from what could be seen that night.

        Raises:
            NotFoundError: No published queue holds the claim, or the night's record is gone.
        """
        tools = RescoreTools(self.lake, self._engine, self.project.catalogue, self._runner, self.registry)
        return rescore.run(tools, self.nights.queue_with(claim_id, night), claim_id)

    def behind_feature(self, name: str, claim_id: str, night: str | None = None) -> Behind:
        """The value of a feature of any claim, with the rows it was made from.

        Raises:
            NotFoundError: The claim was not taken in, or does not stand in the night that is named.
        """
        links = self._settings.linkage
        tools = LookTools(self.lake, self._engine, self.project.catalogue, links.member_cap, links.window_days)
        scored = self.nights.queue_with(claim_id, night) if night else self.nights.find(claim_id)
        return explain_feature.run(tools, name, claim_id, scored)

    def train(self, name: str, as_of: int | None = None) -> Trained:
        """Trains a model on all outcomes known and registers it as challenger."""
        with workspace_lock(self.workspace):
            tools = TrainTools(
                lake=self.lake,
                engine=self._engine,
                catalogue=self.project.catalogue,
                runner=self._runner,
                registry=self.registry,
                member_cap=self._settings.linkage.member_cap,
                window_days=self._settings.linkage.window_days,
                pip_requirements=[f"{one}=={metadata.version(one)}" for one in ("lightgbm", "numpy")],
            )
            return train(self.project.spec(name), tools, as_of)

    def train_reading(self, as_of: int | None = None) -> train_reading.LearnedReading:
        """Learns from corrections how sure readings are; nights use it from now on, if it is better.

        Raises:
            UserError: Nothing was taken in yet, or too little was corrected.
            ContractError: A delivery was not read to the end.
        """
        with workspace_lock(self.workspace):
            deliveries = [one for one in self.lake.deliveries() if as_of is None or one.as_of <= as_of]
            if not deliveries:
                msg = "nothing was taken in yet to learn from; run: fraudpipe ingest HISTORY"
                raise UserError(msg)
            reading = self._settings.reading
            until = deliveries[-1].as_of if as_of is None else as_of
            seen_until(self.lake, self._runner, until)
            return train_reading.train_reading(
                self.lake,
                self.vault,
                self.registry,
                until,
                now=learned_or_new(self.registry),
                costs=Costs(reading.wrong_value_cost_yuan, reading.look_cost_yuan),
            )

    def promote(self, name: str, version: int | None = None) -> ModelFiles:
        """Makes a version champion, the challenger unless one is named."""
        with workspace_lock(self.workspace):
            return self.registry.promote(name, version)
