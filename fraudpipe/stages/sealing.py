"""Takes personal values out of a table: they are sealed in the vault, and keyed hashes stay."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.linkage.normalise import normal_forms
from fraudpipe.records.frames import rows
from fraudpipe.records.page_notes import delivered_prints, print_json
from fraudpipe.records.schema import Table
from fraudpipe.stages.ports import VaultStore

_SIGNS, _HASH_SIGNS = 1024, 128
"""Of a picture's fingerprint, and of one keyed hash."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose a record is, and so under whose key it is sealed.

    Attributes:
        of_claim: Claim to member.
        of_document: Document to member.
    """

    of_claim: Mapping[str, str]
    of_document: Mapping[str, str]


def seal_table(table: Table, frame: pd.DataFrame, owners: Owners, vault: VaultStore) -> pd.DataFrame:
    """The frame with hashes in place of personal values, which are now in the vault."""
    if not len(frame):
        return frame
    match table.name:
        case "members":
            return _members(frame, vault)
        case "doctors":
            return _doctors(frame, vault)
        case "identifiers":
            return _identifiers(frame, vault)
        case "documents":
            return _documents(frame, owners, vault)
        case "readings":
            return _readings(frame, owners, vault)
        case "corrections":
            return _corrections(frame, owners, vault)
        case _:
            return frame


def masked_prints(prints: Iterable[Mapping[str, Any]], vault: VaultStore) -> list[dict[str, Any]]:
    """Rows of `prints` with the workspace's mask on their pictures, so that nobody without its key can look one up.

    Two masked pictures differ in the very signs in which the pictures do. A form tells nothing of a person and stays.
    """
    mask = int("".join(vault.keyed_hash("picture_mask", str(part)) for part in range(_SIGNS // _HASH_SIGNS)), 16)
    return [dict(one) | {"picture": _masked(one["picture"], mask)} for one in prints]


def _masked(picture: str | None, mask: int) -> str | None:
    return None if picture is None else f"{int(picture, 16) ^ mask:0{_SIGNS // 4}x}"


def _members(frame: pd.DataFrame, vault: VaultStore) -> pd.DataFrame:
    values = rows(frame, "member_id", "known_at", "name", "id_number", "birth_on")
    vault.seal(
        "member",
        (
            # One a version: a correction must not change what was known before it.
            (f"{member_id}/{known_at}", member_id, _json(name=name, id_number=number, birth_on=str(birth_on.date())))
            for member_id, known_at, name, number, birth_on in values
        ),
    )
    return frame.assign(
        name_hash=_hashes("person_name", frame["name"], frame["member_id"], vault),
        id_number_hash=_hashes("id_number", frame["id_number"], frame["member_id"], vault),
        birth_on=frame["birth_on"].dt.to_period("M").dt.to_timestamp().astype("datetime64[s]"),
    )


def _doctors(frame: pd.DataFrame, vault: VaultStore) -> pd.DataFrame:
    values = rows(frame, "doctor_id", "name")
    vault.seal("doctor", ((doctor_id, f"doctor/{doctor_id}", _json(name=name)) for doctor_id, name in values))
    return frame.assign(name_hash=_hashes("person_name", frame["name"], frame["doctor_id"], vault))


def _identifiers(frame: pd.DataFrame, vault: VaultStore) -> pd.DataFrame:
    hashes = [vault.keyed_hash(kind, form) for kind, form in rows(frame, "kind", "normal_form")]
    hashed = frame.assign(value_hash=hashes)
    vault.seal(
        "identifier",
        (
            (f"{member_id}/{digest}", member_id, value.encode())
            for member_id, digest, value in rows(hashed, "member_id", "value_hash", "value")
        ),
    )
    return hashed


def _documents(frame: pd.DataFrame, owners: Owners, vault: VaultStore) -> pd.DataFrame:
    """Senders write names into the names of files."""
    named = frame[frame["file_name"].notna()]
    vault.seal(
        "file_name",
        (
            (document_id, owners.of_claim[claim_id], name.encode())
            for document_id, claim_id, name in rows(named, "document_id", "claim_id", "file_name")
        ),
    )
    hashes = [None if pd.isna(one) else vault.keyed_hash("file_name", one) for one in frame["file_name"].tolist()]
    return frame.assign(file_name_hash=pd.array(hashes, dtype="string"))


def _readings(frame: pd.DataFrame, owners: Owners, vault: VaultStore) -> pd.DataFrame:
    values = rows(frame, "document_id", "claim_id", "document_type", "page_count", "fields", "prints")
    vault.seal(
        "reading",
        (
            (
                document_id,
                owners.of_claim[claim_id],
                _delivered_reading(kind, pages, fields, None if pd.isna(prints) else prints),
            )
            for document_id, claim_id, kind, pages, fields, prints in values
        ),
    )
    return frame


def _delivered_reading(document_type: str, page_count: int, fields: str, prints: str | None) -> bytes:
    """The JSON form of a reading. The fields were found to be one JSON object when they were validated."""
    head = f'{{"document_type": {json.dumps(document_type)}, "rotation": 0, "pages": {page_count}, "fields": '
    if prints is not None:
        fields += ', "prints": ' + json.dumps([print_json(one) for one in delivered_prints(prints)])
    return (head + fields + "}").encode()


def _corrections(frame: pd.DataFrame, owners: Owners, vault: VaultStore) -> pd.DataFrame:
    values = rows(frame, "document_id", "field_name", "value", "known_at")
    vault.seal(
        "correction",
        (
            (f"{document_id}/{name}/{known_at}", owners.of_document[document_id], value.encode())
            for document_id, name, value, known_at in values
        ),
    )
    return frame.assign(
        value_hash=[vault.keyed_hash(name, value) for name, value in rows(frame, "field_name", "value")]
    )


def _hashes(kind: str, values: "pd.Series[str]", owners: "pd.Series[str]", vault: VaultStore) -> list[str]:
    """Of the normal forms. A name or number that has none tells nothing: with its owner, it equals nobody else's."""
    forms = normal_forms(kind, values)
    told = zip(forms, values, owners, strict=True)
    return [vault.keyed_hash(kind, form or f"{owner}\x1f{value}") for form, value, owner in told]


def _json(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()
