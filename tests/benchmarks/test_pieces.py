"""How a page is cut into pieces for a learned finder of fields."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from drawn_page import lines

_FILE = Path(__file__).parents[2] / "scripts" / "benchmarks" / "token_fields" / "pieces.py"


@pytest.fixture(scope="module")
def cutter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pieces", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _cut(cutter: ModuleType, *rows: str) -> list[tuple[str, str]]:
    _, pieces = cutter.pieces_of(lines(*rows))
    return [(piece.label, piece.text) for piece in pieces]


def test_a_piece_ends_where_another_label_or_column_begins(cutter: ModuleType) -> None:
    assert _cut(cutter, "姓名：模拟甲 性别：女\t36岁", "姓 名：模拟乙") == [
        ("姓名", "模拟甲"),
        ("性别", "女"),
        ("", "36岁"),
        ("姓名", "模拟乙"),
    ]


def test_a_label_alone_names_what_stands_behind_the_gap_or_below(cutter: ModuleType) -> None:
    _, (value, below, more) = cutter.pieces_of(lines("住院号：\t20210177", "主诉：", "发热3天", "咳嗽"))
    assert (value.label, value.text) == ("住院号", "20210177")
    assert (below.section, below.rows_below, below.left) == ("主诉", 1, "")
    assert (more.section, more.rows_below, more.above) == ("主诉", 2, "发热3天")


def test_a_piece_is_a_field_when_it_is_its_value_or_a_part_of_it(cutter: ModuleType) -> None:
    _, pieces = cutter.pieces_of(lines("姓名：模拟甲\t性别：女"))
    name, sex = (piece.box for piece in pieces)
    boxes = {
        "patient_name": (name[0] + 2, name[1] + 8, name[2] - 2, name[3] - 8),
        "sex": (sex[0] + 3, sex[1] + 9, sex[2] - 3, sex[3] - 9),
        "laboratory_rows": (sex[0] + 4, sex[1] + 10, sex[2] - 4, sex[3] - 10),
    }
    assert cutter.truth_of(pieces, boxes, frozenset({"laboratory_rows"})) == ["patient_name", "sex"]
    wide = {"sex": (name[0], name[1], name[0] + 10, name[3])}
    assert cutter.truth_of(pieces, wide, frozenset()) == ["", ""], "a long piece is not the small value inside it"
