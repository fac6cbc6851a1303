from pathlib import Path

import pytest

from fraudpipe.adapters.ledger import Ledger
from fraudpipe.errors import ContractError
from fraudpipe.stages.ports import StageReport
from fraudpipe.stages.runner import Runner


class Place:
    """A workspace whose stages count how often they really ran."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = Ledger(folder / "ledger.sqlite")
        self.ran = 0

    def runner(self, code: str = "code") -> Runner:
        return Runner(self.folder, self.ledger, code, lambda _: None)

    def work(self, output: Path) -> StageReport:
        self.ran += 1
        assert list(output.iterdir()) == [], "a stage begins with an empty folder"
        (output / "result.txt").write_text(f"run {self.ran}")
        return StageReport("score", {"claims": 3}, refused={"future": 2})


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    yield made
    made.ledger.close()


def test_a_stage_that_is_done_is_not_done_again(place: Place) -> None:
    first = place.runner().into_folder("score", "n1", ("a",), place.work)
    again = place.runner().into_folder("score", "n1", ("a",), place.work)
    assert place.ran == 1
    assert (first.report.skipped, again.report.skipped) == (False, True)
    assert again.key == first.key
    assert again.folder == first.folder
    assert dict(again.report.counts) == {"claims": 3}
    assert dict(again.report.refused) == {"future": 2}
    assert (again.folder / "result.txt").read_text() == "run 1"


def test_anything_that_decides_the_output_makes_it_run_again(place: Place) -> None:
    keys = {
        runner.into_folder(stage, "n1", parts, place.work).key
        for runner, stage, parts in (
            (place.runner(), "score", ("a",)),
            (place.runner(), "score", ("b",)),
            (place.runner(), "score", ("a", "b")),
            (place.runner(), "triage", ("a",)),
            (place.runner("other code"), "score", ("a",)),
        )
    }
    assert len(keys) == place.ran == 5


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt])
def test_a_stage_that_fails_is_not_done_and_runs_again(place: Place, error: type[BaseException]) -> None:
    def failing(output: Path) -> StageReport:
        (output / "half.txt").write_text("half")
        raise error

    runner = place.runner()
    with pytest.raises(error):
        runner.into_folder("score", "n1", ("a",), failing)
    assert place.ledger.entries() == []
    assert runner.reports == []
    assert [path for path in (place.folder / "stages/score").iterdir() if not path.name.startswith(".")] == []
    done = runner.into_folder("score", "n1", ("a",), place.work)
    assert [path.name for path in done.folder.iterdir()] == ["result.txt"]
    assert [path.name for path in (place.folder / "stages/score").iterdir()] == [done.folder.name]


def test_a_run_killed_before_the_ledger_heard_of_it_runs_again(place: Place, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            place.runner().into_folder("score", "n1", ("a",), place.work)
    done = place.runner().into_folder("score", "n1", ("a",), place.work)
    assert place.ran == 2
    assert (done.folder / "result.txt").read_text() == "run 2"


def test_an_output_that_was_deleted_is_made_again(place: Place) -> None:
    done = place.runner().into_folder("score", "n1", ("a",), place.work)
    (done.folder / "result.txt").unlink()
    done.folder.rmdir()
    again = place.runner().into_folder("score", "n1", ("a",), place.work)
    assert not again.report.skipped
    assert (again.folder / "result.txt").exists()


def test_a_stage_that_writes_to_the_lake_has_no_folder(place: Place) -> None:
    done = [place.runner().into_lake("read", "n1", ("a",), lambda: StageReport("read", {"files": 1})) for _ in range(2)]
    assert [one.report.skipped for one in done] == [False, True]
    with pytest.raises(ContractError, match="no folder"):
        _ = done[0].folder


def test_reports_stand_in_the_order_of_the_stages(place: Place) -> None:
    told: list[str] = []
    runner = Runner(place.folder, place.ledger, "code", lambda report: told.append(report.stage))
    runner.already(StageReport("ingest", {}, skipped=True), "key")
    runner.into_lake("read", "n1", (), lambda: StageReport("read", {}))
    assert told == [one.stage for one in runner.reports] == ["ingest", "read"]


def test_what_lies_in_the_lake_must_be_of_this_very_key(place: Place) -> None:
    """After a change and its withdrawal the lake holds the changed output: the first key is no excuse to skip."""
    ran = []

    def work() -> StageReport:
        ran.append(1)
        return StageReport("check", {})

    for code in ("v1", "v2", "v1", "v1"):
        place.runner(code).into_lake("check", "n1", (), work)
    assert len(ran) == 3
    assert place.runner().finished_key("check", "n1") is not None
    assert place.runner().finished_key("check", "n2") is None
