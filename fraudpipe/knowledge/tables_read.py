"""The package's own tables, row by row."""

import csv
from importlib import resources


def table_rows(table: str) -> list[dict[str, str]]:
    """The rows of `tables/<table>.csv`; keys of its column `source` are explained in `tables/sources.csv`."""
    source = resources.files("fraudpipe.knowledge").joinpath(f"tables/{table}.csv")
    return list(csv.DictReader(source.read_text("utf-8").splitlines()))
