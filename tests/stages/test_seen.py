from pathlib import Path

import pytest

from builders import small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.ledger import Ledger
from fraudpipe.errors import ContractError
from fraudpipe.stages.ports import StageReport
from fraudpipe.stages.runner import Runner
from fraudpipe.stages.seen import seen_until


def test_a_delivery_that_was_not_checked_to_the_end_is_not_learned_from(tmp_path: Path) -> None:
    delivery = DeliveryFolder(write_delivery(tmp_path / "delivery", small_tables(), kind="history")).delivery
    lake, ledger = Lake(tmp_path / "lake"), Ledger(tmp_path / "ledger.sqlite")
    lake.add(delivery, {})
    runner = Runner(tmp_path, ledger, "code", lambda _: None)
    with pytest.raises(ContractError, match=r"night-1.*fraudpipe ingest again"):
        seen_until(lake, runner, delivery.as_of)
    runner.into_lake("check", "night-1", ("first",), lambda: StageReport("check", {}))
    first = seen_until(lake, runner, delivery.as_of)
    runner.into_lake("check", "night-1", ("second",), lambda: StageReport("check", {}))
    assert seen_until(lake, runner, delivery.as_of) != first, "other findings, another key"
    assert seen_until(lake, runner, delivery.as_of - 1) == "[]"
    ledger.close()
