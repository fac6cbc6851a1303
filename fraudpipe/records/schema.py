"""The form of a table: its columns, what each may hold, and which of them are personal."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "choice", "count", "fen", "share", "instant", "day", "flag", "json"]
"""What a column holds.

text: a string. choice: one of `choices`. count: int64. fen: money, int64. share: float64. instant: int64 epoch
seconds (CSV may write ISO 8601 with an offset). day: ISO date. flag: true or false. json: one JSON document as text.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an intake table.

    Attributes:
        name: Its name in files.
        kind: What it holds.
        says: One sentence for the data contract.
        required: Whether a row without it is quarantined.
        choices: The allowed words of a choice.
        personal: Whether its values identify somebody. They go to the vault; the lake holds `<name>_hash`.
        minimum: The least allowed number, where there is one.
        maximum: The largest allowed number, where there is one.
        pattern: A regular expression that the whole text must match, where there is one.
    """

    name: str
    kind: Kind
    says: str
    required: bool = True
    choices: tuple[str, ...] = ()
    personal: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the intake contract.

    Attributes:
        name: Its file is `<name>.csv` or `<name>.parquet`.
        says: One sentence for the data contract.
        key: Columns that together name a row within a delivery; empty where rows repeat lawfully.
        columns: All columns; `known_at` is the last of every table.
        references: Column to the table whose key it must name, in this delivery or an earlier one.
    """

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`.

        Raises:
            KeyError: There is none.
        """
        for one in self.columns:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(one.name for one in self.columns)

    @property
    def lake_columns(self) -> tuple[tuple[str, Kind], ...]:
        """Names and kinds as the lake holds them.

        Personal text is a keyed hash, personal JSON stays in the vault, arrival and sender are added.
        """
        kept: list[tuple[str, Kind]] = [
            (f"{one.name}_hash", "text") if one.personal and one.kind != "json" else (one.name, one.kind)
            for one in self.columns
            if not (one.personal and one.kind == "json")
        ]
        return (*kept, ("received_at", "instant"), ("delivery_id", "text"))


def json_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema of one row of `table`, for senders."""
    types: dict[Kind, dict[str, Any]] = {
        "text": {"type": "string"},
        "choice": {"type": "string"},
        "count": {"type": "integer"},
        "fen": {"type": "integer"},
        "share": {"type": "number"},
        "instant": {"type": ["integer", "string"]},
        "day": {"type": "string", "format": "date"},
        "flag": {"type": "boolean"},
        "json": {"type": "string", "contentMediaType": "application/json"},
    }
    properties: dict[str, Any] = {}
    for one in table.columns:
        form = dict(types[one.kind], description=one.says)
        if one.choices:
            form["enum"] = list(one.choices)
        if one.minimum is not None:
            form["minimum"] = one.minimum
        if one.maximum is not None:
            form["maximum"] = one.maximum
        if one.pattern is not None:
            form["pattern"] = one.pattern
        properties[one.name] = form
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": table.says,
        "type": "object",
        "properties": properties,
        "required": [one.name for one in table.columns if one.required],
        "additionalProperties": False,
    }
