"""Registers of hospitals: the small invented one, and one of one's own."""

from pathlib import Path

import pytest

from fraudpipe.adapters.hospital_files import hospital_registry
from fraudpipe.errors import ContractError, NotFoundError

HEAD = "name,other_names,level,province,departments\n"


def test_the_invented_register_knows_its_hospitals_and_proves_nothing_by_silence() -> None:
    shipped = hospital_registry(None, complete=True)
    found = shipped.find("示例医科大学附属第一医院")
    assert found is not None
    assert (found.name, found.level, found.province) == ("示例市第一人民医院", 3, "示例省")
    assert not shipped.complete


def test_a_register_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HEAD + "模拟第一医院,,3,模拟省,内科 外科\n模拟第二医院,,,,\n", "utf-8")
    own = hospital_registry(tmp_path / "own.csv", complete=True)
    first, second = own.find("模拟第一医院"), own.find("模拟第二医院")
    assert first is not None
    assert second is not None
    assert (first.departments, second.level, own.complete) == (("内科", "外科"), 0, True)
    assert own.digest() != hospital_registry(tmp_path / "own.csv", complete=False).digest()


def test_a_misread_name_is_found_and_another_number_is_not(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HEAD + "模拟市第一人民医院,,3,,\n", "utf-8")
    own = hospital_registry(tmp_path / "own.csv", complete=True)
    known = own.find("模拟市第一人民医院")
    assert known is not None
    assert own.find("模拟市第二人民医院") is None
    assert own.find("模拟市第一人民医院（东院区）") is known


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        hospital_registry(tmp_path / "none.csv", complete=False)
    (tmp_path / "own.csv").write_text(HEAD + "模拟第一医院,,三级,,\n", "utf-8")
    with pytest.raises(ContractError, match="level"):
        hospital_registry(tmp_path / "own.csv", complete=False)
