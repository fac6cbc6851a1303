import json
from pathlib import Path

import pandas as pd
import pytest

from fraudpipe.adapters.lake import Lake
from fraudpipe.errors import ContractError, NotFoundError
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.schema import Kind
from fraudpipe.records.tables import HOSPITALS

COLUMNS: tuple[tuple[str, Kind], ...] = (("claim_id", "text"), ("count", "count"))


def _delivery(delivery_id: str = "n1", as_of: int = 1_000) -> Delivery:
    return Delivery(delivery_id, "night", as_of, "digest")


def _hospitals(*ids: str) -> pd.DataFrame:
    rows = [
        {"hospital_id": one, "name": one, "level": 3, "region": "330100", "specialty": None, "known_at": 1}
        | {"received_at": 2, "delivery_id": "n1"}
        for one in ids
    ]
    return pd.DataFrame(rows)


def _read(lake: Lake, until: int = 10_000, **named: str) -> list[str]:
    return lake.read("hospitals", HOSPITALS.lake_columns, until, **named)["hospital_id"].tolist()


def test_what_was_added_comes_back_typed(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.add(_delivery(), {"hospitals": _hospitals("h1", "h2")})
    assert lake.deliveries() == (_delivery(),)
    assert lake.delivery("n1") == _delivery()
    frame = lake.read("hospitals", HOSPITALS.lake_columns, 10_000)
    assert frame["hospital_id"].tolist() == ["h1", "h2"]
    assert [str(one) for one in frame.dtypes] == ["string", "string", "Int64", "string", "string"] + ["Int64"] * 2 + [
        "string"
    ]
    assert frame["specialty"].isna().all()
    with pytest.raises(NotFoundError, match="n2"):
        lake.delivery("n2")


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    for place in ("one", "two"):
        Lake(tmp_path / place).add(_delivery(), {"hospitals": _hospitals("h1", "h2")})
    one, two = (tmp_path / place / "deliveries" / "n1" for place in ("one", "two"))
    assert sorted(path.name for path in one.iterdir()) == ["delivery.json", "hospitals.parquet"]
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()


def test_an_empty_workspace_has_no_rows(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "nowhere")
    assert lake.deliveries() == ()
    assert _read(lake) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_delivery_that_fails_halfway_does_not_appear(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with pytest.raises(KeyError):
        lake.add(_delivery(), {"hospitals": _hospitals("h1"), "nonsense": _hospitals("h1")})
    assert lake.deliveries() == ()
    lake.add(_delivery(), {"hospitals": _hospitals("h2")})
    assert _read(lake) == ["h2"]


def test_a_delivery_killed_before_its_last_step_does_not_appear(tmp_path: Path, monkeypatch) -> None:
    """Everything is written but the folder was not renamed yet: the smallest window, and the one that would lie."""
    lake = Lake(tmp_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            lake.add(_delivery(), {"hospitals": _hospitals("h1")})
    assert list(tmp_path.rglob("delivery.json")), "the test no longer kills where it means to"
    assert lake.deliveries() == ()
    lake.add(_delivery(), {"hospitals": _hospitals("h1")})
    assert _read(lake) == ["h1"]


def test_only_deliveries_up_to_the_moment_are_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.add(_delivery("b", 2_000), {"hospitals": _hospitals("h2")})
    lake.add(_delivery("a", 1_000), {"hospitals": _hospitals("h1")})
    assert [one.delivery_id for one in lake.deliveries()] == ["a", "b"]
    assert [_read(lake, until) for until in (999, 1_000, 2_000)] == [[], ["h1"], ["h1", "h2"]]
    assert len(lake.paths("hospitals", 1_999)) == 1


@pytest.mark.parametrize("name", ["b", "hospitals", "n.1"])
def test_one_delivery_is_read_alone_whatever_its_name(tmp_path: Path, name: str) -> None:
    lake = Lake(tmp_path)
    lake.add(_delivery("a", 1_000), {"hospitals": _hospitals("h1")})
    lake.add(_delivery(name, 2_000), {"hospitals": _hospitals("h2")})
    assert _read(lake, delivery_id=name) == ["h2"]
    assert _read(lake, delivery_id="a") == ["h1"]


def test_what_was_worked_out_lies_beside_its_delivery(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    frame = pd.DataFrame({"count": [1, None], "claim_id": ["c1", "c2"], "left_out": [0, 0]})
    path = lake.put_derived("counts", "n1", frame, COLUMNS)
    before = path.read_bytes()
    assert lake.paths("counts", 10_000) == (), "without its delivery it does not count"
    lake.add(_delivery(), {})
    found = lake.read("counts", COLUMNS, 10_000, delivery_id="n1")
    assert list(found) == ["claim_id", "count"]
    assert found["count"].tolist() == [1, pd.NA]
    lake.put_derived("counts", "n1", frame, COLUMNS)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["n1.parquet"]


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.add(_delivery(), {})
    manifest = tmp_path / "deliveries/n1/delivery.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": 99}))
    with pytest.raises(ContractError, match="schema version 99"):
        lake.deliveries()


def test_a_partition_with_other_columns_is_refused(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.add(_delivery(), {"hospitals": _hospitals("h1")})
    with pytest.raises(ContractError, match="other columns"):
        lake.read("hospitals", COLUMNS, 10_000)
