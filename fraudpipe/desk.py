"""What a workspace holds, to be looked at: imports no engine, no reader and no training, so that looking is quick."""

from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.mlflow_registry import MlflowRegistry
from fraudpipe.adapters.vault import Vault
from fraudpipe.checks.letter import Letter
from fraudpipe.records.delivery import Delivery
from fraudpipe.settings import Settings
from fraudpipe.stages.intake_report import report
from fraudpipe.stages.letter import letter
from fraudpipe.stages.published import PublishedNights, QueueOfNight

if TYPE_CHECKING:
    from fraudpipe.stages.queue_entries import ClaimFile


class Desk:
    """One workspace, opened; use it as a context.

    Args:
        settings: All settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()
        self.workspace = settings.workspace

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @cached_property
    def lake(self) -> Lake:
        """The lake of this workspace."""
        return Lake(self.workspace / "lake")

    @cached_property
    def vault(self) -> Vault:
        """The vault of this workspace; made with its key on first use."""
        vault = Vault(self.workspace / "vault", self._settings.vault.key_dir or self.workspace / "keys")
        self._open.callback(vault.close)
        return vault

    @cached_property
    def nights(self) -> PublishedNights:
        """The queues that were published."""
        return PublishedNights(self.workspace, self.lake)

    @cached_property
    def registry(self) -> MlflowRegistry:
        """Models and their versions."""
        return MlflowRegistry(self.workspace)

    def queue(self, night: str | None = None) -> QueueOfNight:
        """A published queue, the latest unless one is named.

        Raises:
            NotFoundError: No such night was scored.
        """
        return self.nights.queue(night)

    def claim_file(self, claim_id: str, night: str | None = None) -> "ClaimFile":
        """What is known of a claim that stands in a published queue, the latest that holds it.

        Raises:
            NotFoundError: No published queue holds it.
        """
        from fraudpipe.stages.queue_entries import ClaimFile  # with compiled graph code: half a second to import

        found, links = self.nights.queue_with(claim_id, night), self._settings.linkage
        return ClaimFile.gather(
            self.lake, found.queue, found.reasons, member_cap=links.member_cap, window_days=links.window_days
        )

    def letter(self, claim_id: str, night: str | None = None) -> Letter:
        """The letter that asks the claimant for all that is missing, as of the night that scored the claim.

        Raises:
            NotFoundError: No published queue holds the claim, or its member was erased.
        """
        return letter(claim_id, self.claim_file(claim_id, night).as_of, self.lake, self.vault)

    def status(self) -> dict[str, Any]:
        """What the workspace holds."""
        champion = self.registry.champion(self._settings.model.name)
        return {
            "workspace": str(self.workspace.resolve()),
            "deliveries": [
                {"delivery_id": one.delivery_id, "kind": one.kind, "as_of": one.as_of, **self._scored(one)}
                for one in self.lake.deliveries()
            ],
            "champion": champion.label if champion else None,
        }

    def _scored(self, delivery: Delivery) -> dict[str, Any]:
        scored = self.nights.scored(delivery.delivery_id)
        counts = report(delivery, self.lake).counts
        return {"claims": counts.get("claims", 0), "quarantined": counts["quarantined"], "scored": scored}
