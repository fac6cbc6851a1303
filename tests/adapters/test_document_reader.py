import re
from pathlib import Path

from fraudpipe.adapters import document_reader


def test_every_record_that_the_rules_stand_on_changes_the_key() -> None:
    rules = Path(document_reader.__file__).parents[1] / "documents"
    stood_on = {
        name
        for path in rules.rglob("*.py")
        for name in re.findall(r"^from fraudpipe\.records\.(\w+) import", path.read_text("utf-8"), flags=re.MULTILINE)
    }
    assert stood_on == set(document_reader._RECORDS)
