import ast
from pathlib import Path

import fraudpipe
from fraudpipe.records.delivery import REASONS, Delivery

_ONLY_ASKED_FOR = {"file_not_found"}
"""Said to whoever typed a file name; never the reason of a quarantine."""


def test_a_night_is_received_in_the_last_second_before_it_is_scored() -> None:
    night = Delivery("n1", "night", 1_000, "digest")
    assert night.received_at == 999
    assert max(night.received_at, 0) < night.as_of


def test_every_reason_code_that_the_source_raises_is_explained() -> None:
    raised = set()
    for path in sorted(Path(fraudpipe.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "InputError":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    raised.add(code.value)
    assert {"unsafe_path", "truncated_file"} <= raised
    assert raised - _ONLY_ASKED_FOR <= set(REASONS)
