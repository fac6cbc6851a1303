"""`fraudpipe graph --moment` on a workspace says what the link stage says of that moment."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from builders import (
    ACCOUNT,
    AS_OF,
    KNOWN_AT,
    claim,
    document,
    identifier,
    member,
    small_tables,
    stopped,
    write_delivery,
)
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.cli.main import main
from fraudpipe.records.derived import PERSON_LINKS
from fraudpipe.records.moments import DAY_SECONDS, at
from fraudpipe.stages import link


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Three members: two with one account, two with one paper, and one pair that is probably one person."""
    people = [
        member(),
        member(member_id="m2", id_number="110101198501010023"),
        member(member_id="m3", id_number="110101199001010028"),
    ]
    tables = small_tables(
        members=people,
        claims=[claim(claim_id=f"c{one}", member_id=f"m{one}") for one in (1, 2, 3)],
        identifiers=[
            identifier(member_id=f"m{one}", claim_id=f"c{one}", kind="bank_account", value=ACCOUNT) for one in (1, 2)
        ],
        documents=[
            document(document_id=f"p{one}", claim_id=f"c{one}", file_name=None, content_sha256="ab" * 32)
            for one in (2, 3)
        ],
        readings=[],
    )
    folder = write_delivery(tmp_path / "d", tables, kind="history", delivery_id="h1")
    main(["ingest", str(folder), "--workspace", str(tmp_path / "w")])
    capsys.readouterr()
    pair = {"person_id": "m1", "other_person_id": "m3", "match_weight": 9.5, "linker": "test", "model_digest": "d"}
    more = {"agreed": None, "known_at": AS_OF - 1, "received_at": AS_OF - 1, "delivery_id": "h1"}
    Lake(tmp_path / "w" / "lake").put_derived("person_links", "h1", pd.DataFrame([pair | more]), PERSON_LINKS)
    return tmp_path / "w"


def test_all_claims_of_a_moment_are_what_the_link_stage_says_of_it(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "links.parquet"
    main(["graph", "--moment", at(AS_OF), "--out", str(out), "--workspace", str(workspace)])
    found = pd.read_parquet(out)
    assert found["shared_bank_account_count"].tolist() == [1, 1, 0]
    assert found["shared_document_count"].tolist() == [0, 1, 1]
    assert found["shared_same_person_count"].tolist() == [1, 0, 1]
    assert found["component_claim_count"].tolist() == [3, 3, 3]
    probes = found[["claim_id", "as_of"]]
    link.run(Lake(workspace / "lake"), probes, AS_OF, tmp_path / "n.parquet", member_cap=50, window_days=1095)
    pd.testing.assert_frame_equal(found, pd.read_parquet(tmp_path / "n.parquet")[list(found.columns)])


@pytest.mark.slow
def test_spark_writes_the_same_file_where_the_settings_name_it(
    workspace: Path, tmp_path: Path, spark_engine: Callable[[], SparkEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    with spark_engine():
        for engine in ("duckdb", "spark"):
            monkeypatch.setenv("FRAUDPIPE_FEATURES__ENGINE", engine)
            out = tmp_path / f"{engine}.parquet"
            main(["graph", "--moment", at(AS_OF), "--out", str(out), "--workspace", str(workspace)])
            written.append(out.read_bytes())
    assert written[0] == written[1]


def test_a_day_is_its_midnight_in_shanghai_and_nothing_later_is_seen(workspace: Path, tmp_path: Path) -> None:
    for day, seen in (("2020-01-01", 0), (at(AS_OF)[:10], 3)):
        out = tmp_path / f"{day}.parquet"
        main(["graph", "--moment", day, "--out", str(out), "--workspace", str(workspace)])
        assert len(pd.read_parquet(out)) == seen


def test_a_day_inside_the_first_history_sees_what_was_known_by_then(tmp_path: Path) -> None:
    known = {"c1": KNOWN_AT - 9 * DAY_SECONDS, "c2": KNOWN_AT - 8 * DAY_SECONDS, "c3": KNOWN_AT}
    tables = small_tables(
        members=[member()],
        claims=[claim(claim_id=one, known_at=known_at) for one, known_at in known.items()],
        documents=[],
        readings=[],
    )
    folder = write_delivery(tmp_path / "d", tables, kind="history", delivery_id="h1")
    main(["ingest", str(folder), "--workspace", str(tmp_path / "w")])
    out = tmp_path / "links.parquet"
    main(["graph", "--moment", at(KNOWN_AT), "--out", str(out), "--workspace", str(tmp_path / "w")])
    found = pd.read_parquet(out)
    assert found["claim_id"].tolist() == ["c1", "c2"]
    assert found["component_claim_count"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--moment", "2026-03-02"], "--out"),
        (["c1", "--moment", "2026-03-02", "--out", "x"], "all claims"),
        (["--moment", "2026-03-02", "--out", "x", "--format", "json"], "all claims"),
        (["--moment", "soon", "--out", "x"], "soon"),
        ([], "name a claim"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stopped(lambda: main(["graph", *words, "--workspace", str(tmp_path)])) == 2
    assert said in capsys.readouterr().err
