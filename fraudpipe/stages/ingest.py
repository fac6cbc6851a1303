"""Takes a delivery into the lake: validates every table, hashes and seals what is personal, quarantines what is bad."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.errors import ContractError, InputError, UserError
from fraudpipe.linkage.normalise import normal_forms, unusable
from fraudpipe.records.delivery import REASONS, Delivery, Refusal
from fraudpipe.records.frames import rows
from fraudpipe.records.moments import at
from fraudpipe.records.page_notes import delivered_prints
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import TABLES, TABLES_BY_NAME
from fraudpipe.records.validate import Validated, validate_table
from fraudpipe.stages.intake_report import STAGE as STAGE
from fraudpipe.stages.intake_report import report
from fraudpipe.stages.ports import (
    REFUSALS,
    DeliverySource,
    FileInspector,
    LakeStore,
    Progress,
    StageReport,
    VaultStore,
)
from fraudpipe.stages.sealing import Owners, seal_table

_REFERENCED = frozenset(target for table in TABLES for _, target in table.references)
_NO_FILE = frozenset({"unsafe_path", "missing_file"})


@dataclass
class Intake:
    """A delivery after validation, before anything is written.

    Attributes:
        tables: Accepted rows by table, still with personal values.
        refusals: What was refused, in order of tables.
        aside: Refused rows as delivered under `<table>` and `<table>.late`, refused columns under `<table>.columns`.
        files: Refused files, from the name they are set aside under to their path in the delivery.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    aside: dict[str, pd.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def refuse_file(self, table: str, name: str, code: str, advice: str) -> None:
        """Refuses a file whole. Its name may say anything, so it is named and set aside under a digest."""
        digest = f"file.{sha256(name.encode()).hexdigest()[:16]}"
        self.refusals.append(Refusal(table, digest if table in ("documents", "delivery") else table, code, "", advice))
        self.files[digest] = name


def taken_in(delivery: Delivery, lake: LakeStore) -> bool:
    """Whether this very delivery stands in the lake.

    Raises:
        ContractError: Another one of the same name does.
    """
    known = next((one for one in lake.deliveries() if one.delivery_id == delivery.delivery_id), None)
    if known is not None and known.digest != delivery.digest:
        msg = (
            f"delivery {delivery.delivery_id} was taken in before with other content; a delivery is never changed: "
            "send what is new under a new delivery_id"
        )
        raise ContractError(msg)
    return known is not None


def check(source: DeliverySource, lake: LakeStore, inspect: FileInspector, progress: Progress) -> Intake:
    """Validates a delivery and its files; writes nothing.

    Args:
        source: The delivery.
        lake: What earlier deliveries brought; references may point there.
        inspect: Looks at each file.
        progress: Told how many documents were looked at.

    Raises:
        UserError: The delivery speaks for a moment that deliveries before it have already used.
    """
    delivery = source.delivery
    _refuse_rewriting_the_past(delivery, lake)
    intake = Intake()
    for name in source.unknown_tables():
        intake.refuse_file("delivery", name, "unknown_table", "see docs/data-contract.md for the tables")
    known: dict[str, set[str]] = {}
    for table in TABLES:
        accepted = _validated(source, table, delivery, known, intake)
        if table.name == "claims" and len(accepted):
            accepted = _without_delivered(accepted, lake, intake)
        if table.name == "documents" and len(accepted):
            accepted = _new_documents(accepted, lake, intake)
            accepted = _with_files(accepted, source, inspect, intake, progress)
        if table.name == "identifiers" and len(accepted):
            accepted = _usable(accepted, intake)
        if table.name == "readings" and len(accepted):
            accepted = _with_prints(accepted, intake)
        if table.name in _REFERENCED:
            key = table.key[0]
            earlier = lake.read(table.name, table.lake_columns, delivery.as_of)[key]
            known[table.name] = set(earlier) | (set(accepted[key]) if len(accepted) else set())
        intake.tables[table.name] = accepted
    kept = set(intake.files.values()) | {f"documents/{one}" for one in intake.tables["documents"]["file_name"].dropna()}
    for path in (f"documents/{one}" for one in source.document_files()):
        if path not in kept:
            intake.refuse_file("documents", path, "unnamed_file", REASONS["unnamed_file"])
    return intake


def run(
    source: DeliverySource, lake: LakeStore, vault: VaultStore, inspect: FileInspector, progress: Progress
) -> StageReport:
    """Takes a delivery in.

    Raises:
        UserError: The delivery speaks for a moment that deliveries before it have already used.
        ContractError: Another delivery of this name was taken in.
    """
    delivery = source.delivery
    intake = check(source, lake, inspect, progress)
    members = _owners(intake.tables, lake, delivery)
    hashed = {}
    # Before the first night nothing was scored, and history counts as received when it was known.
    first = delivery.kind == "history" and all(one.kind == "history" for one in lake.deliveries())
    for name, frame in intake.tables.items():
        received = frame["known_at"] if first else delivery.received_at
        sealed = seal_table(TABLES_BY_NAME[name], frame, members, vault)
        hashed[name] = sealed.assign(received_at=received, delivery_id=delivery.delivery_id)
    _seal_files(intake.tables["documents"], source, members, vault)
    for name, frame in sorted(intake.aside.items()):
        content = io.BytesIO()
        frame.astype("string").to_parquet(content)
        vault.seal_aside(f"{delivery.delivery_id}.{name}", content.getvalue())
    for name, path in sorted(intake.files.items()):
        vault.seal_aside(f"{delivery.delivery_id}.{name}", source.read_file(path))
    lake.put_derived("ingest_refusals", delivery.delivery_id, refusal_frame(intake.refusals), REFUSALS)
    lake.add(delivery, {name: frame for name, frame in hashed.items() if len(frame)})
    return report(delivery, lake)


def refusal_frame(refusals: Iterable[Refusal]) -> pd.DataFrame:
    """Refusals as the quarantine table."""
    return pd.DataFrame([asdict(one) for one in refusals], columns=[name for name, _ in REFUSALS])


def _refuse_rewriting_the_past(delivery: Delivery, lake: LakeStore) -> None:
    latest = {one.kind: one for one in lake.deliveries()}  # in their order: the last of a kind stays
    night, history = latest.get("night"), latest.get("history")
    if night is not None and delivery.as_of <= night.as_of:
        msg = (
            f"delivery {delivery.delivery_id} speaks for {at(delivery.as_of)}, but {night} was taken in already; "
            "what a scored night could see is never changed: state a later as_of in its manifest"
        )
        raise UserError(msg)
    # A history that came after one of a later moment would be seen by the checks of that one if those are ever made
    # again, and by nothing before.
    if delivery.kind == "history" and history is not None and delivery.as_of <= history.as_of:
        msg = (
            f"delivery {delivery.delivery_id} speaks for {at(delivery.as_of)}, but {history} was taken in already; "
            "histories are taken in by their as_of, oldest first, no two of one moment: state a later as_of"
        )
        raise UserError(msg)


def _validated(
    source: DeliverySource, table: Table, delivery: Delivery, known: Mapping[str, set[str]], intake: Intake
) -> pd.DataFrame:
    nothing = pd.DataFrame(columns=list(table.names))
    try:
        frame = source.read_table(table.name)
    except InputError as error:
        for path in source.table_files(table.name):
            intake.refuse_file(table.name, path, error.reason_code, str(error))
        return nothing
    if frame is None:
        return nothing
    result: Validated = validate_table(frame, table, delivery.as_of, known)
    intake.refusals += result.refusals
    for name, refused in ((table.name, result.refused_rows), (f"{table.name}.columns", result.refused_columns)):
        if refused.size:
            intake.aside[name] = refused
    return result.rows


def _without_delivered(claims: pd.DataFrame, lake: LakeStore, intake: Intake) -> pd.DataFrame:
    table = TABLES_BY_NAME["claims"]
    earlier = lake.read("claims", table.lake_columns, np.iinfo(np.int64).max).drop_duplicates("claim_id", keep="last")
    content = [name for name in table.names if name != "known_at"]
    seen = set(
        earlier.loc[earlier["claim_id"].isin(claims["claim_id"]), content].astype("string").itertuples(index=False)
    )
    again = np.array([row in seen for row in claims[content].astype("string").itertuples(index=False)], dtype=bool)
    advice = "the claim was delivered before and nothing in it changed; send corrections only"
    _set_aside(claims, again, "claims", [("already_delivered", "claim_id", advice)] * int(again.sum()), intake)
    return claims[~again].reset_index(drop=True)


def _new_documents(documents: pd.DataFrame, lake: LakeStore, intake: Intake) -> pd.DataFrame:
    """A paper is never replaced: what it said when a night was scored must stay to be seen."""
    earlier = lake.read("documents", TABLES_BY_NAME["documents"].lake_columns, np.iinfo(np.int64).max)
    known = documents["document_id"].isin(earlier["document_id"]).to_numpy(dtype=bool)
    reason = ("known_document", "document_id", REASONS["known_document"])
    _set_aside(documents, known, "documents", [reason] * int(known.sum()), intake)
    return documents[~known].reset_index(drop=True)


def _with_files(
    documents: pd.DataFrame, source: DeliverySource, inspect: FileInspector, intake: Intake, progress: Progress
) -> pd.DataFrame:
    progress.start("looking at files", int(documents["file_name"].notna().sum()))
    digests, reasons = [], []
    bad = np.zeros(len(documents), dtype=bool)
    for row, (document_id, name, stated) in enumerate(rows(documents, "document_id", "file_name", "content_sha256")):
        digest = stated
        if pd.notna(name):
            try:
                digest = _digest(source, name, stated, inspect)
            except InputError as error:
                bad[row] = True
                reasons.append((error.reason_code, "file_name", str(error)))
                if error.reason_code not in _NO_FILE:
                    intake.files[f"paper.{document_id}"] = f"documents/{name}"
            progress.advance()
        digests.append(digest)
    documents = documents.assign(content_sha256=pd.array(digests, dtype="string"))
    _set_aside(documents, bad, "documents", reasons, intake)
    return documents[~bad].reset_index(drop=True)


def _digest(source: DeliverySource, name: str, stated: object, inspect: FileInspector) -> str:
    content = source.read_document(name)
    inspect(content)
    digest = sha256(content).hexdigest()
    if isinstance(stated, str) and stated != digest:
        raise InputError("content_mismatch", "the file changed after its row was written; send both again")
    return digest


def _usable(identifiers: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    forms = np.full(len(identifiers), "", dtype=object)
    for kind in identifiers["kind"].unique():
        chosen = identifiers["kind"].eq(kind).to_numpy(dtype=bool)
        forms[chosen] = normal_forms(kind, identifiers["value"][chosen])
    bad = np.asarray(forms == "", dtype=bool)
    refused = [unusable(kind) for kind in identifiers["kind"][bad]]
    _set_aside(identifiers, bad, "identifiers", [(one.reason_code, "value", str(one)) for one in refused], intake)
    return identifiers.assign(normal_form=forms)[~bad].reset_index(drop=True)


def _with_prints(readings: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    bad = np.array([not _are_prints(one) for one in readings["prints"].tolist()], dtype=bool)
    advice = 'state each page as "number": {picture, form}, see docs/data-contract.md, or leave prints empty'
    _set_aside(readings, bad, "readings", [("not_json", "prints", advice)] * int(bad.sum()), intake)
    return readings[~bad].reset_index(drop=True)


def _are_prints(told: object) -> bool:
    try:
        if isinstance(told, str):
            delivered_prints(told)
    except ValueError:
        return False
    return True


def _set_aside(
    frame: pd.DataFrame,
    bad: npt.NDArray[np.bool_],
    table: str,
    reasons: list[tuple[str, str, str]],
    intake: Intake,
) -> None:
    if not bad.any():
        return
    key = TABLES_BY_NAME[table].key
    for row, (code, column, advice) in zip(np.flatnonzero(bad), reasons, strict=True):
        record_id = "/".join(str(frame[name].iloc[row]) for name in key) if key else f"accepted row {row + 1}"
        intake.refusals.append(Refusal(table, record_id, code, column, advice))
    kept = [intake.aside[f"{table}.late"]] if f"{table}.late" in intake.aside else []
    intake.aside[f"{table}.late"] = pd.concat([*kept, frame[bad]], ignore_index=True)


def _owners(tables: Mapping[str, pd.DataFrame], lake: LakeStore, delivery: Delivery) -> Owners:
    """Claim to member and document to member, of this and of earlier deliveries."""
    claims = pd.concat(
        [
            lake.read("claims", TABLES_BY_NAME["claims"].lake_columns, delivery.as_of)[["claim_id", "member_id"]],
            tables["claims"][["claim_id", "member_id"]],
        ]
    )
    by_claim = dict(zip(claims["claim_id"], claims["member_id"], strict=True))
    documents = pd.concat(
        [
            lake.read("documents", TABLES_BY_NAME["documents"].lake_columns, delivery.as_of)[
                ["document_id", "claim_id"]
            ],
            tables["documents"][["document_id", "claim_id"]],
        ]
    )
    by_document = {
        document: by_claim[claim]
        for document, claim in zip(documents["document_id"], documents["claim_id"], strict=True)
    }
    return Owners(by_claim, by_document)


def _seal_files(documents: pd.DataFrame, source: DeliverySource, owners: Owners, vault: VaultStore) -> None:
    for document_id, claim_id, file_name in rows(documents, "document_id", "claim_id", "file_name"):
        if pd.notna(file_name):
            vault.seal_page(document_id, owners.of_claim[claim_id], source.read_document(file_name))
