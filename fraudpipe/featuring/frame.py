"""The tables that features can see, and the columns of a claim's moment."""

from functools import cache

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from fraudpipe.errors import ContractError, did_you_mean
from fraudpipe.records.derived import CHECKED, NETWORK, PAPERS, VERIFIED
from fraudpipe.records.schema import Kind
from fraudpipe.records.tables import TABLES, TABLES_BY_NAME

_DTYPES: dict[Kind, dt.DataType] = {
    "text": dt.string,
    "choice": dt.string,
    "json": dt.string,
    "count": dt.int64,
    "fen": dt.int64,
    "instant": dt.int64,
    "share": dt.float64,
    "day": dt.date,
    "flag": dt.boolean,
}

COLUMNS: dict[str, tuple[tuple[str, Kind], ...]] = {
    **{table.name: table.lake_columns for table in TABLES},
    "papers": PAPERS,
    "checked": CHECKED,
    "verified": VERIFIED,
    "network": NETWORK,
}
"""Every table that the engine is given, with its columns as the lake holds them."""

KEYS: dict[str, tuple[str, ...]] = {
    **{table.name: table.key for table in TABLES},
    "outcomes": ("claim_id",),
    "papers": ("document_id",),
    "checked": (),
    "verified": ("claim_id", "document_id", "place", "kind"),
}
"""Columns that name a row: a later row of the same key is a correction. Empty: every row is an event of its own."""

_CLAIM_LEFT_OUT = frozenset({"known_at", "received_at", "delivery_id"})
_DIMENSION_LEFT_OUT = frozenset({"name_hash", "id_number_hash", "known_at", "received_at", "delivery_id"})
DIMENSIONS = (
    ("members", "member", "member_id"),
    ("hospitals", "hospital", "hospital_id"),
    ("doctors", "doctor", "doctor_id"),
)
"""Table, prefix of its columns in the moment, and the claim's column that names its row."""

CLAIM_CONTEXT = ("member_id", "hospital_id", "doctor_id", "illness_code")
"""Columns of the claim that rows of other tables take along when a key asks for one of them."""

MEMBER_CONTEXT = {"member_region": "region", "member_joined_on": "joined_on"}
"""Columns of the claimant that rows with a claim take along when a key asks for one: name here to name there."""


@cache
def table_schema(name: str) -> ibis.Schema:
    """Column names and types of a table, by its name.

    Raises:
        ContractError: There is no such table.
    """
    if name not in COLUMNS:
        msg = f"no table is called {name!r}.{did_you_mean(name, COLUMNS)}"
        raise ContractError(msg)
    return ibis.schema({column: _DTYPES[kind] for column, kind in COLUMNS[name]})


def dimension_columns(table: str, prefix: str) -> dict[str, str]:
    """Columns that a claim's moment takes from the row of its member, hospital or doctor: name there to name here."""
    key = TABLES_BY_NAME[table].key[0]
    return {f"{prefix}_{name}": name for name, _ in COLUMNS[table] if name not in _DIMENSION_LEFT_OUT and name != key}


def claim_columns() -> tuple[str, ...]:
    """Columns that a claim's moment takes from the claim itself."""
    kept = (name for name, _ in COLUMNS["claims"] if name not in _CLAIM_LEFT_OUT and name != "claim_id")
    return (*kept, "known_on")


def network_columns() -> dict[str, str]:
    """Columns that a claim's moment takes from the graph: name there to name here."""
    return {f"network_{name}": name for name, _ in NETWORK if name not in {"claim_id", "as_of"}}


@cache
def moment_schema() -> ibis.Schema:
    """All columns of a claim's moment. Dates are day numbers (int64)."""
    types: dict[str, dt.DataType] = {"claim_id": dt.string, "as_of": dt.int64, "as_of_on": dt.int64}
    claims = dict(table_schema("claims").items()) | {"known_on": dt.int64}
    types |= {name: claims[name] for name in claim_columns()}
    for table, prefix, _ in DIMENSIONS:
        schema = table_schema(table)
        types |= {here: schema[there] for here, there in dimension_columns(table, prefix).items()}
    types |= dict.fromkeys(network_columns(), dt.int64)
    return ibis.schema({name: dt.int64 if kind.is_date() else kind for name, kind in types.items()})


@cache
def joined_schema(table: str) -> ibis.Schema:
    """What the conditions and columns of a trailing feature see: the moment, and a row of history as ``past_``."""
    past = dict(table_schema(table).items())
    if "claim_id" in past:
        past |= {name: dt.string for name in CLAIM_CONTEXT if name not in past}
        past |= {here: table_schema("members")[there] for here, there in MEMBER_CONTEXT.items()}
    past = {f"past_{name}": dt.int64 if kind.is_date() else kind for name, kind in past.items()}
    return ibis.schema(dict(moment_schema().items()) | past)


def unjoined(table: str, keys: tuple[str, ...]) -> frozenset[str]:
    """The columns of `joined_schema` that rows do not have with these keys, because no key asks for their table."""
    needed = joined_for(table, keys)
    columns = () if "claims" in needed or table == "claims" else CLAIM_CONTEXT
    columns = (*columns, *(() if "members" in needed else MEMBER_CONTEXT))
    return frozenset(f"past_{name}" for name in columns if name not in table_schema(table))


def joined_for(table: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The tables that rows with a claim are joined to, because a key stands only there: claims, members."""
    own = table_schema(table)
    if "claim_id" not in own or all(key in own for key in keys):
        return ()
    claims = () if table == "claims" else ("claims",)
    return (*claims, "members") if any(key in MEMBER_CONTEXT for key in keys) else claims


def day_numbers(table: ir.Table) -> dict[str, ir.IntegerValue]:
    """Every date of the table as whole days since 1970-01-01, by its name."""
    dates = [name for name, kind in table.schema().items() if kind.is_date()]
    epoch = ibis.date("1970-01-01")
    return {name: table[name].delta(epoch, unit="day").cast("int64") for name in dates}


def day_number(instant: ir.IntegerValue) -> ir.IntegerValue:
    """The day in Asia/Shanghai on which an instant falls, as whole days since 1970-01-01."""
    return ((instant + 8 * 3_600) // 86_400).cast("int64")
