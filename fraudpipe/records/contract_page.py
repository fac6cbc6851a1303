"""The data contract as a page for senders, made from the tables themselves."""

from fraudpipe.records.delivery import REASONS
from fraudpipe.records.schema import Column, Table
from fraudpipe.records.tables import TABLES

_INTRODUCTION = """# The data contract

Generated from `fraudpipe/records`; do not edit by hand. A JSON Schema of each table lies in `docs/schema/`.

## A delivery

A folder with a manifest, tables and files:

```
night-2026-03-02/
  manifest.json
  claims.csv            a table is <name>.csv (UTF-8) or <name>.parquet
  members.parquet
  ...
  documents/            the files that the documents table names
```

`manifest.json` holds exactly four keys:

```json
{"contract": 1, "delivery_id": "night-2026-03-02", "kind": "night", "as_of": "2026-03-02T00:00:00+08:00"}
```

- `delivery_id`: 1 to 64 letters, digits, `_`, `.`, `-`. The same id again must be the same delivery to the byte.
- `kind`: `night` is scored as a whole at its `as_of`. `history` is taken in without scoring: before the first night its
  rows count as received when they were known, after it (late outcomes, for example) when their delivery came.
- `as_of`: the moment that the delivery speaks for. A row known at or after it is quarantined as `future`. What a
  scored night could see is never changed: once a night was taken in, later deliveries must state a later `as_of`.
  Histories are taken in oldest first, each with an `as_of` of its own: what they see of one another then never depends
  on which came first.

Look before you send: `fraudpipe intake check DIR` says what would be refused and why, and writes nothing.

## Values

| kind | CSV | Parquet |
|---|---|---|
| text, choice | text | string |
| count | whole number | int64 |
| fen | whole number, 1/100 yuan | int64 |
| share | number | float64 |
| instant | ISO 8601 with an offset, or epoch seconds | int64 epoch seconds |
| day | ISO date, a day in Asia/Shanghai | string or date32 |
| flag | true or false | bool |
| json | one JSON object | string |

A column marked **personal** goes to the encrypted vault; outside of it only a keyed hash is kept. A bad row is
quarantined and the night goes on; an unknown column is set aside and named; nothing that was sent is thrown away.

A later row with the same key is a correction: it counts from when it was received, the earlier one before; of two that
were known and received at one moment the one counts whose `delivery_id` sorts last. Documents are the exception: a
paper is never replaced, so a new one needs an id of its own.
"""


def contract_page() -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION, "## Tables\n"]
    parts += [_table(one) for one in TABLES]
    parts.append(
        "## Reason codes\n\nWhy a row, column or file was quarantined or refused.\n\n| code | meaning |\n|---|---|\n"
    )
    parts.append("".join(f"| `{code}` | {says} |\n" for code, says in REASONS.items()))
    return "\n".join(parts[:-1]) + parts[-1]


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key) or "none: equal rows may repeat"
    lines = [
        f"### {table.name}\n",
        f"{table.says} Key: {key}.\n",
        "| column | kind | required | says |",
        "|---|---|---|---|",
    ]
    lines += [_column(one, dict(table.references)) for one in table.columns]
    return "\n".join(lines) + "\n"


def _column(one: Column, references: dict[str, str]) -> str:
    says = one.says
    if one.choices:
        says += f" One of {', '.join(f'`{word}`' for word in one.choices)}."
    if one.pattern:
        says += f" Form: `{one.pattern}`.".replace("|", "\\|")
    if one.minimum is not None:
        says += f" At least {one.minimum}."
    if one.maximum is not None:
        says += f" At most {one.maximum}."
    if one.name in references:
        says += f" Names a row of `{references[one.name]}`."
    kind = f"{one.kind}, **personal**" if one.personal else one.kind
    return f"| `{one.name}` | {kind} | {'yes' if one.required else 'no'} | {says} |"
