"""Writes the documents that are made from code, or with --check says which are out of date (exit 1)."""

import json
import sys
from pathlib import Path

from fraudpipe.adapters.project_files import load_project
from fraudpipe.checks.findings_page import findings_page
from fraudpipe.checks.kinds import GROUPS
from fraudpipe.featuring.features_page import features_page
from fraudpipe.knowledge.kinds import PLAUSIBILITY
from fraudpipe.records.contract_page import contract_page
from fraudpipe.records.schema import json_schema
from fraudpipe.records.tables import TABLES
from fraudpipe.simulation.parameters_page import world_toml

ROOT = Path(__file__).resolve().parent.parent


def documents() -> dict[Path, str]:
    """Path to text of every generated document."""
    docs = ROOT / "docs"
    made = {
        docs / "data-contract.md": contract_page(),
        docs / "findings.md": findings_page((*GROUPS, ("Medical plausibility", PLAUSIBILITY))),
        docs / "features.md": features_page(load_project(ROOT).catalogue),
        docs / "world.toml": world_toml(),
    }
    for table in TABLES:
        made[docs / "schema" / f"{table.name}.json"] = (
            json.dumps(json_schema(table), ensure_ascii=False, indent=2) + "\n"
        )
    return made


def main() -> int:
    """Writes or checks; the exit code."""
    stale = [path for path, text in documents().items() if not path.is_file() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run: .venv/bin/python scripts/generated_documents.py")
        return 1 if stale else 0
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(stale)} documents written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
