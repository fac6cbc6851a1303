"""Reads the papers of a delivery. Every reading is kept as soon as it is there, so a killed night reads none twice."""

import json
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from fraudpipe.documents.values.dictionary import Dictionary, with_known_hospital
from fraudpipe.errors import InputError, NotFoundError
from fraudpipe.records.delivery import REASONS, Delivery, Refusal
from fraudpipe.records.derived import PAPERS, PRINTS
from fraudpipe.records.frames import rows
from fraudpipe.records.papers import paper_row, print_rows
from fraudpipe.records.reading import Reading, reading_from_json, reading_json
from fraudpipe.records.tables import CLAIMS, DOCUMENTS, HOSPITALS, READINGS
from fraudpipe.stages.ingest import refusal_frame
from fraudpipe.stages.ports import REFUSALS, DocumentReader, LakeStore, Progress, StageReport, VaultStore
from fraudpipe.stages.sealing import masked_prints

STAGE = "read"
_KEPT = "kept_reading"


def run(
    delivery: Delivery, lake: LakeStore, vault: VaultStore, reader: DocumentReader, progress: Progress
) -> StageReport:
    """Reads the files of a delivery, takes over the readings it brought, and writes `papers` and `prints`.

    Args:
        delivery: A delivery that is in the lake.
        lake: Where its documents stand, and where `papers` and `prints` go.
        vault: Where its files lie, and where readings go.
        reader: Reads files; asked only for those that it has not read before.
        progress: Told of each file.
    """
    documents = lake.read("documents", DOCUMENTS.lake_columns, delivery.as_of, delivery_id=delivery.delivery_id)
    files = documents[documents["file_name_hash"].notna()]
    claims = lake.read("claims", CLAIMS.lake_columns, delivery.as_of)
    member_of = dict(rows(claims, "claim_id", "member_id"))
    known = lake.read("hospitals", HOSPITALS.lake_columns, delivery.as_of)
    hospitals = Dictionary(name for (name,) in rows(known, "name"))
    key = reader.reader_key()
    read_now, crashes = _read_new(files, member_of, vault, reader, key, progress)
    papers: list[dict[str, object]] = []
    prints: list[dict[str, object]] = []
    refusals: list[Refusal] = []
    sealed: list[tuple[str, str, bytes]] = []
    for document_id, claim_id, digest, known_at, received_at in rows(
        files, "document_id", "claim_id", "content_sha256", "known_at", "received_at"
    ):
        name = _name(digest, member_of[claim_id], key)
        kept = _kept(name, vault, crashes.get(name, REASONS["not_read"]))
        if isinstance(kept, Reading):
            kept = with_known_hospital(kept, hospitals)
            sealed.append(
                (document_id, member_of[claim_id], json.dumps(reading_json(kept), ensure_ascii=False).encode())
            )
            seen = {"known_at": known_at, "received_at": received_at}
            papers.append(paper_row(document_id, claim_id, kept) | seen)
            prints += [row | seen for row in print_rows(document_id, claim_id, kept)]
        else:
            refusals.append(Refusal("documents", document_id, kept.reason_code, "file_name", str(kept)))
    vault.seal("reading", sealed)
    for row, pages in _delivered(delivery, lake, vault, refusals):
        papers.append(row)
        prints += pages
    lake.put_derived("read_refusals", delivery.delivery_id, refusal_frame(refusals), REFUSALS)
    for name, made, columns in (("papers", papers, PAPERS), ("prints", masked_prints(prints, vault), PRINTS)):
        frame = pd.DataFrame(made, columns=[column for column, _ in columns])
        lake.put_derived(name, delivery.delivery_id, frame.assign(delivery_id=delivery.delivery_id), columns)
    counts = {"files": len(files), "read_now": read_now, "papers": len(papers), "quarantined": len(refusals)}
    refused = Counter(one.reason_code for one in refusals)
    return StageReport(STAGE, counts, refused=dict(sorted(refused.items())))


def _read_new(
    files: pd.DataFrame,
    member_of: dict[str, str],
    vault: VaultStore,
    reader: DocumentReader,
    key: str,
    progress: Progress,
) -> tuple[int, dict[str, str]]:
    """Reads what was not read before; returns how many files, and what is told of those that crashed twice."""
    progress.start("reading papers", len(files))
    wanted: dict[str, tuple[str, str]] = {}
    for document_id, claim_id, digest in rows(files, "document_id", "claim_id", "content_sha256"):
        name = _name(digest, member_of[claim_id], key)
        if name in wanted or vault.open(_KEPT, name) is not None:
            progress.advance()
        else:
            wanted[name] = (document_id, member_of[claim_id])

    results = _results(wanted, vault, reader, progress)
    crashed = [name for name, result in results if not _keep(name, result, wanted, vault)]
    # A crash may have been the machine's: the file gets a second chance alone, and is asked again by a later run.
    told: dict[str, str] = {}
    for name in crashed:
        for _, result in _results({name: wanted[name]}, vault, reader, progress):
            if not _keep(name, result, wanted, vault):
                told[name] = f"twice: {result}"
    return len(wanted), told


def _results(
    wanted: dict[str, tuple[str, str]], vault: VaultStore, reader: DocumentReader, progress: Progress
) -> Iterator[tuple[str, Reading | InputError]]:
    def contents() -> Iterator[tuple[str, bytes]]:
        for name, (document_id, _) in wanted.items():
            try:
                yield name, vault.open_page(document_id)
            except NotFoundError:  # its member was erased
                progress.advance()

    for result in reader.read_many(contents()):
        yield result
        progress.advance()


def _keep(name: str, result: Reading | InputError, wanted: dict[str, tuple[str, str]], vault: VaultStore) -> bool:
    if isinstance(result, InputError) and result.reason_code == "reader_crashed":
        return False
    vault.seal(_KEPT, [(name, wanted[name][1], _kept_bytes(result))])
    return True


def _name(digest: str, member_id: str, reader_key: str) -> str:
    return f"{digest}/{member_id}/{reader_key}"


def _kept_bytes(result: Reading | InputError) -> bytes:
    if isinstance(result, Reading):
        return json.dumps({"reading": reading_json(result)}, ensure_ascii=False).encode()
    return json.dumps({"refused": result.reason_code, "advice": str(result)}).encode()


def _kept(name: str, vault: VaultStore, otherwise: str) -> Reading | InputError:
    content = vault.open(_KEPT, name)
    if content is None:
        return InputError("not_read", otherwise)
    tree = json.loads(content)
    if "reading" in tree:
        return reading_from_json(tree["reading"])
    return InputError(tree["refused"], tree["advice"])


def _delivered(
    delivery: Delivery, lake: LakeStore, vault: VaultStore, refusals: list[Refusal]
) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """The row of `papers` and the rows of `prints` of each reading that was brought."""
    readings = lake.read("readings", READINGS.lake_columns, delivery.as_of, delivery_id=delivery.delivery_id)
    for document_id, claim_id, known_at, received_at in rows(
        readings, "document_id", "claim_id", "known_at", "received_at"
    ):
        content = vault.open("reading", document_id)
        if content is None:
            continue
        try:
            brought = reading_from_json(json.loads(content))
            row = paper_row(document_id, claim_id, brought)
        except (KeyError, TypeError, ValueError, AttributeError):
            refusals.append(
                Refusal("readings", document_id, "not_json", "fields", "see docs/data-contract.md, readings")
            )
            continue
        seen = {"known_at": known_at, "received_at": received_at}
        yield row | seen, [one | seen for one in print_rows(document_id, claim_id, brought)]
