"""Lake tables of a simulated world at the speed of the engine, for measuring features at any size.

The stages would take hours to check millions of claims. So what is delivered is taken as it is, with hashes for
personal values; what the read, check, verify and link stages would have written is drawn from a hash of the claim: of
the right shape and number, and about nothing. Speed can be measured on it; no figure of a model may be.
"""

from pathlib import Path

import duckdb

from features.finding_families import FAMILIES
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.schema import Kind

_SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR", "choice": "VARCHAR", "json": "VARCHAR", "count": "BIGINT", "fen": "BIGINT", "instant": "BIGINT",
    "share": "DOUBLE", "day": "DATE", "flag": "BOOLEAN",
}  # fmt: skip
_DAY = 86_400
_CODES = tuple(code for name, codes in FAMILIES.items() if name != "papers" for code in codes)

_PAPERS = """SELECT document_id, claim_id, document_type, page_count,
    len(json_keys(fields)) AS field_count, hash(document_id) % 5 AS doubtful_count,
    (hash(document_id) % 11 = 0)::BIGINT AS unreadable_count,
    0.9 + (hash(document_id) % 100) / 1000.0 AS mean_confidence,
    NULL AS total_amount_fen, NULL AS line_item_count, NULL AS inpatient_days,
    try_cast(json_extract_string(fields, '$.admission_date.value') AS DATE) AS admission_on,
    try_cast(json_extract_string(fields, '$.discharge_date.value') AS DATE) AS discharge_on, NULL AS issue_on,
    known_at FROM {readings}"""

_CHECKED = """SELECT claim_id, NULL AS document_id, codes[(1 + hash(claim_id, n) % len(codes))::BIGINT] AS code,
    ['low', 'medium', 'high'][(1 + hash(claim_id, n, 's') % 3)::BIGINT] AS severity, '' AS message_zh, '' AS message_en,
    NULL AS page, NULL AS box, hash(claim_id, n, 'd') % 10 = 0 AS in_doubt, known_at
    FROM {claims}, (SELECT {codes} AS codes), range(3) AS numbers(n) WHERE hash(claim_id, 'c', n) % 3 = 0"""

_VERIFIED = """SELECT claim_id, NULL AS document_id, 0 AS place, 'invoice' AS kind,
    ['checked', 'unknown'][(1 + hash(claim_id, 'v') % 2)::BIGINT] AS state, 'held' AS says,
    NULL AS dated_on, NULL AS total_fen,
    NULL AS same_name, known_at FROM {claims} WHERE hash(claim_id, 'k') % 5 = 0"""

_DELIVERED = {"value_hash": "md5(value)", "name_hash": "md5(name)", "id_number_hash": "md5(id_number)",
              "file_name_hash": "md5(file_name)", "birth_on": "date_trunc('month', birth_on::DATE)"}  # fmt: skip

_OWN = {"claim_id", "member_id", "document_id", "doctor_id", "value_hash"}
_COPIED = dict.fromkeys(_OWN, "{0} || CASE WHEN copy > 0 THEN '-' || copy ELSE '' END") | {
    "known_at": "{0} - 61 * copy"
}


def probes_sql(claims: str) -> str:
    """claim_id and the first 00:00 Asia/Shanghai after it was known."""
    day = f"((known_at + 8 * 3600) // {_DAY} + 1) * {_DAY} - 8 * 3600"
    return f"SELECT claim_id, ({day})::BIGINT AS as_of FROM {claims} ORDER BY as_of, claim_id"  # noqa: S608 - names of our own


def write_lake(world: Path, out: Path) -> dict[str, Path]:
    """Writes every table of the contract and `probes` as Parquet below `out`; what stands there is kept.

    Returns:
        Path by table.
    """
    out.mkdir(parents=True, exist_ok=True)
    delivered = {path.stem: f"read_parquet('{path}')" for path in (world / "history").glob("*.parquet")}
    connection = duckdb.connect()
    paths = {name: out / f"{name}.parquet" for name in (*COLUMNS, "probes")}
    for name, path in paths.items():
        if not path.exists():
            statement = _statement(name, delivered) if name in COLUMNS else probes_sql(delivered["claims"])
            _write(connection, statement, path)
    connection.close()
    return paths


def write_copies(lake: dict[str, Path], out: Path, count: int) -> dict[str, Path]:
    """Writes `count` copies of a lake as one: a history of that many times the claims, in minutes.

    Members, claims, papers, doctors and identifiers of a copy are its own and known some minutes before those of the
    copy before it; hospitals, illnesses and areas are shared, so each has `count` times the claims. What stands below
    `out` is kept.

    Returns:
        Path by table.
    """
    out.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '4GB'")
    paths = {name: out / f"{name}.parquet" for name in lake}
    for name, path in paths.items():
        if not path.exists():
            columns = [row[0] for row in connection.execute(f"DESCRIBE FROM '{lake[name]}'").fetchall()]
            columns_sql = ", ".join(_COPIED.get(column, "{0}").format(column) + f" AS {column}" for column in columns)
            copies = f"range({count if _OWN & set(columns) else 1}) AS copies(copy)"
            rows = f"SELECT {columns_sql} FROM '{lake[name]}', {copies}"  # noqa: S608 - names of our own
            order = "as_of, claim_id" if name in {"network", "probes"} else "known_at"
            _write(connection, f"{rows} ORDER BY {order}", path)
    connection.close()
    return paths


def _write(connection: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    """In one step: what was killed half-way is not kept."""
    temporary = path.with_suffix(".part")
    connection.execute(f"COPY ({rows}) TO '{temporary}' (FORMAT parquet, COMPRESSION zstd)")
    temporary.replace(path)


def _statement(name: str, delivered: dict[str, str]) -> str:
    if name == "network":
        return _network(delivered["claims"])
    made = {
        "papers": _PAPERS.format(readings=delivered["readings"]),
        "checked": _CHECKED.format(claims=delivered["claims"], codes=list(_CODES)),
        "verified": _VERIFIED.format(claims=delivered["claims"]),
    }
    if name not in made and name not in delivered:
        return f"SELECT {', '.join(f'NULL::{_SQL_TYPES[kind]} AS {column}' for column, kind in COLUMNS[name])} LIMIT 0"
    source = f"({made[name]})" if name in made else delivered[name]
    there = {"received_at": "known_at", "delivery_id": "'history'"} | (_DELIVERED if name in delivered else {})
    columns = (f"({there.get(column, column)})::{_SQL_TYPES[kind]} AS {column}" for column, kind in COLUMNS[name])
    return f"SELECT {', '.join(columns)} FROM {source}"  # noqa: S608 - names of our own


def _network(claims: str) -> str:
    counts = [
        f"(hash(claim_id, '{column}') % 10 = 0)::BIGINT * (hash(claim_id, 1, '{column}') % 5)::BIGINT AS {column}"
        for column, _ in COLUMNS["network"]
        if column not in {"claim_id", "as_of"}
    ]
    return f"SELECT claim_id, as_of, {', '.join(counts)} FROM ({probes_sql(claims)})"  # noqa: S608 - names of our own
