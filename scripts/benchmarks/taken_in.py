"""A simulated world as training would see it: taken in by the real stages, with features as of each claim's night."""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.hospital_files import hospital_registry
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.office_files import FileOffice
from fraudpipe.adapters.project_files import load_project
from fraudpipe.adapters.vault import Vault
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.tables import CLAIMS, OUTCOMES_TABLE
from fraudpipe.stages import check, featurise, ingest, link, read, recognise, verify
from fraudpipe.stages.probes import all_probes
from fraudpipe.stages.verify import Asking

_ASKED_FOR_DAYS = 45


class _Silent:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Ignored."""

    def advance(self, steps: int = 1) -> None:
        """Ignored."""


class _NoReader:
    """History comes with its readings: nothing is read here."""

    def reader_key(self) -> str:
        """A constant."""
        return "none"

    def read_many(self, items: object) -> list[tuple[str, object]]:
        """Nothing."""
        del items
        return []


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A history with its features.

    Attributes:
        frame: One row a claim: claim_id, as_of, amount_fen, every feature, and `is_fraud`, `fraud_kind` of the truth.
        outcomes: All versions of all outcomes.
        until: The moment of training.
        seconds: CPU seconds of each part that was not kept from an earlier run.
    """

    frame: pd.DataFrame
    outcomes: pd.DataFrame
    until: int
    seconds: Mapping[str, float]


def taken_in(world: Path, workspace: Path) -> TakenIn:
    """The history of WORLD; what WORKSPACE holds of an earlier run is used again."""
    seconds: dict[str, float] = {}
    lake = Lake(workspace / "lake")
    source = DeliveryFolder(world / "history")
    delivery, until = source.delivery, source.delivery.as_of
    begun = time.process_time()
    if not lake.deliveries():
        with closing(Vault(workspace / "vault", workspace / "keys")) as vault:
            asking = Asking(FileOffice(world / "registry"), _ASKED_FOR_DAYS)
            ingest.run(source, lake, vault, lambda _: None, _Silent())
            read.run(delivery, lake, vault, _NoReader(), _Silent())
            verify.run(delivery, lake, vault, asking, _Silent())
            check.run(delivery, lake, vault, {}, _Silent(), hospital_registry(None, complete=False))
            recognise.run(delivery, lake, vault, None)
        seconds["ingest, read, verify, check, recognise"] = time.process_time() - begun
    features = workspace / "features.parquet"
    if not features.exists():
        probes, network = all_probes(lake, until), workspace / "network.parquet"
        begun = time.process_time()
        link.run(lake, probes, until, network, member_cap=50, window_days=1095)
        seconds["link"] = time.process_time() - begun
        featurise.run(DuckDBEngine(COLUMNS), load_project().catalogue, lake, probes, network, until, features)
        seconds["features"] = time.process_time() - begun - seconds["link"]
    claims = lake.read("claims", CLAIMS.lake_columns, until).drop_duplicates("claim_id", keep="first")
    truth = pd.read_parquet(world / "truth" / "claims.parquet", columns=["claim_id", "is_fraud", "fraud_kind"])
    frame = pd.read_parquet(features).merge(claims[["claim_id", "amount_fen"]], on="claim_id")
    outcomes = lake.read("outcomes", OUTCOMES_TABLE.lake_columns, until)
    return TakenIn(frame.merge(truth, on="claim_id"), outcomes, until, seconds)


def truly_fraud(frame: pd.DataFrame) -> npt.NDArray[np.float64]:
    """1 where a claim truly is the thing that `claim_risk` looks for: fraud, not an illness that was kept quiet."""
    return (frame["is_fraud"] & (frame["fraud_kind"] != "non_disclosure")).to_numpy(dtype=np.float64)
