"""Taking a delivery in: once, and never in another form. The scored night is tested end to end."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from builders import AS_OF, KNOWN_AT, Silence, claim, document, png, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.images import DecodeLimits, check_header
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.ledger import Ledger
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import ContractError, InputError
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.records.derived import PAPERS
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.reading import Reading
from fraudpipe.stages import nightly
from fraudpipe.stages.ports import StageReport
from fraudpipe.stages.runner import Runner


class CountingReader:
    """Reads nothing and counts what it was given; `b""` after the PNG's end makes it fail."""

    def __init__(self) -> None:
        self.read = 0
        self.key = "reader"

    def reader_key(self) -> str:
        return self.key

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Reading | InputError]]:
        for name, content in items:
            self.read += 1
            if content.endswith(b"bad"):
                yield name, InputError("truncated_file", "send it again")
            else:
                yield name, Reading("other", 0, 1, {})


def _no_engine() -> AbstractContextManager[object]:
    raise AssertionError("taking in computes no feature")


@pytest.fixture
def tools(tmp_path: Path):
    inside = tmp_path / "workspace"
    vault, ledger = Vault(inside / "vault", inside / "keys"), Ledger(inside / "ledger.sqlite")
    yield nightly.Tools(
        lake=Lake(inside / "lake"),
        vault=vault,
        reader=CountingReader(),
        inspect=lambda content: check_header(content, DecodeLimits()),
        engine=_no_engine,  # type: ignore[arg-type]
        catalogue=Catalogue(()),
        runner=Runner(inside, ledger, "code", lambda _: None),
        progress=Silence(),
    )
    vault.close()
    ledger.close()


def _take(tools: nightly.Tools, folder: Path) -> list[StageReport]:
    before = len(tools.runner.reports)
    nightly.take_in(DeliveryFolder(folder), tools)
    return tools.runner.reports[before:]


def _with_pages(folder: Path, **manifest: object) -> Path:
    papers = [document(document_id=f"p{n}", file_name=f"p{n}.png") for n in range(3)]
    files = {"p0.png": png(), "p1.png": png(), "p2.png": png(shade=0) + b"bad"}
    return write_delivery(folder, small_tables(documents=papers, readings=[]), files=files, **manifest)  # type: ignore[arg-type]


def test_taking_in_twice_is_a_no_op(tools: nightly.Tools, tmp_path: Path) -> None:
    folder = _with_pages(tmp_path / "d")
    first, again = _take(tools, folder), _take(tools, folder)
    assert [one.stage for one in first] == ["ingest", "read", "recognise", "check"]
    assert not any(one.skipped for one in first)
    assert all(one.skipped for one in again)
    assert [(dict(one.counts), dict(one.refused)) for one in again] == [
        (dict(one.counts), dict(one.refused)) for one in first
    ]


def test_equal_files_are_read_once_and_a_bad_one_is_counted(tools: nightly.Tools, tmp_path: Path) -> None:
    _, read, *_ = _take(tools, _with_pages(tmp_path / "d"))
    assert dict(read.counts) == {"files": 3, "read_now": 2, "papers": 2, "quarantined": 1}
    assert dict(read.refused) == {"truncated_file": 1}
    assert tools.lake.read("papers", PAPERS, AS_OF)["document_id"].tolist() == ["p0", "p1"]
    assert tools.reader.read == 2


def test_a_page_is_never_read_twice_unless_the_reader_changes(tools: nightly.Tools, tmp_path: Path) -> None:
    _take(tools, _with_pages(tmp_path / "d"))
    papers = [document(document_id="p9", file_name="copy.png", known_at=AS_OF)]
    later = {"documents": papers, "claims": [claim(amount_fen=9, known_at=AS_OF)]}
    folder = write_delivery(
        tmp_path / "e", later, files={"copy.png": png()}, delivery_id="n2", as_of=AS_OF + DAY_SECONDS
    )
    _take(tools, folder)
    assert tools.reader.read == 2
    tools.reader.key = "a better reader"
    reports = _take(tools, folder)
    assert [one.skipped for one in reports] == [True, False, True, False]
    assert tools.reader.read == 3


def test_the_same_name_with_other_content_breaks_the_contract(tools: nightly.Tools, tmp_path: Path) -> None:
    _take(tools, _with_pages(tmp_path / "d"))
    other = write_delivery(tmp_path / "e", small_tables(claims=[claim(amount_fen=1)]))
    with pytest.raises(ContractError, match="under a new delivery_id"):
        _take(tools, other)
    assert len(tools.lake.deliveries()) == 1


def test_delivered_readings_of_no_agreed_form_are_set_aside(tools: nightly.Tools, tmp_path: Path) -> None:
    tables = small_tables(
        documents=[document(), document(document_id="p2")],
        readings=[
            small_tables()["readings"][0],
            small_tables()["readings"][0] | {"document_id": "p2", "fields": '{"sex": 1}'},
        ],
    )
    _, read, _, check = _take(tools, write_delivery(tmp_path / "d", tables, kind="history"))
    assert dict(read.refused) == {"not_json": 1}
    assert tools.lake.read("papers", PAPERS, AS_OF)["document_id"].tolist() == ["p1"]
    assert check.counts["claims"] == 2


def test_a_history_is_no_night(tools: nightly.Tools, tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "d", small_tables(), kind="history", as_of=KNOWN_AT + 1)
    options = nightly.NightOptions(
        member_cap=50,
        window_days=1095,
        novelty_history=100,
        novelty_names=(),
        capacity=10,
        cost_fen=80_000,
        top_reasons=5,
    )
    with pytest.raises(ContractError, match="fraudpipe ingest"):
        nightly.run(DeliveryFolder(folder), tools, options, None, None)
    assert tools.lake.deliveries() == ()
