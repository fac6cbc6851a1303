import ast
from pathlib import Path

from fraudpipe.adapters import document_reader

PACKAGE = Path(document_reader.__file__).parents[1]


def _records(path: Path) -> set[str]:
    """The modules of the records that a module imports."""
    found = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {(node.module or "").split(".")[2] for node in found if (node.module or "").startswith("fraudpipe.records.")}


def test_every_record_that_the_rules_stand_on_changes_the_key() -> None:
    stood_on: set[str] = set()
    wanted = {name for path in (PACKAGE / "documents").rglob("*.py") for name in _records(path)}
    while wanted:
        name = wanted.pop()
        stood_on.add(name)
        wanted |= _records(PACKAGE / "records" / f"{name}.py") - stood_on
    assert stood_on == set(document_reader._RECORDS)
