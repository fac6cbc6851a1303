"""Findings on papers that were really rendered, photographed and read, beside findings on what they truly say.

Only papers that print a field on which a footprint rests are rendered; a claim's other papers say what they truly say.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from delivered_evidence import FOOTPRINTS, Delivered
from field_cases import kept_readers
from finding_worlds import SIGNATURES

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions, read_document
from fraudpipe.adapters.page_files import PageOrder, installed_fonts, page_bytes
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import render_page

_MOST_PAPERS = 3
_SEED = 77
_OWN = ("identity_card", "bank_card", "authorisation_letter", "health_check_report")
_HONEST_TYPES = ("diagnosis_certificate", "discharge_record", "pathology_report", "inpatient_invoice")

Chosen = Mapping[str, frozenset[str]]
"""Claim to the documents of it that are rendered."""


def chosen_frauds(delivered: Mapping[str, Delivered], marks: "pd.Series[str]", count: int) -> Chosen:
    """Frauds with few deciding papers, footprint after footprint in turn, so that each kind is there."""
    left: dict[str, list[str]] = {}
    for name in SIGNATURES:
        with_it = sorted(set(marks.index[marks == name]) & set(delivered))
        left[name] = [one for one in with_it if FOOTPRINTS[name][1] and FOOTPRINTS[name][0](delivered[one])]
    found: dict[str, frozenset[str]] = {}
    while any(left.values()) and len(found) < count:
        for name, claims in left.items():
            claim_id = next((one for one in claims if one not in found), None)
            left[name] = claims[claims.index(claim_id) + 1 :] if claim_id else []
            if claim_id and len(found) < count:
                documents = _deciding(delivered[claim_id], set(marks[[claim_id]]) & set(FOOTPRINTS))
                if 0 < len(documents) <= _MOST_PAPERS:
                    found[claim_id] = documents
    return found


def chosen_honest(delivered: Mapping[str, Delivered], honest: set[str], count: int) -> Chosen:
    """Honest claims, with the papers that every claim has."""
    found = {}
    for claim_id in sorted(honest & set(delivered)):
        papers = [one for one in delivered[claim_id].papers.papers if one.reading.document_type in _HONEST_TYPES]
        if 0 < len(papers) <= _MOST_PAPERS and len(found) < count:
            found[claim_id] = frozenset(one.document_id for one in papers)
    return found


def _deciding(case: Delivered, names: set[str]) -> frozenset[str]:
    fields = {field for name in names for field in FOOTPRINTS[name][1]}
    return frozenset(
        one.document_id
        for one in case.papers.papers
        if fields & set(one.reading.fields) and one.reading.document_type not in _OWN
    )


def rendered_sets(world: Path, perfect: list[PaperSet], chosen: Chosen, lines: Path) -> Iterator[PaperSet]:
    """The claims with the chosen papers as the product's own readers read their pages; `lines` keeps what they saw."""
    truth = pd.read_parquet(world / "truth" / "documents.parquet").set_index("document_id")
    readers, options, faces = kept_readers(lines), ReadingOptions(), Faces(installed_fonts())

    def read(paper: Paper) -> Paper:
        picture = page_bytes(render_page(_order(paper.document_id, truth.loc[paper.document_id]), _SEED, faces))
        reading = read_document(decode(picture.content, options.limits), readers, options.judge)
        return replace(paper, reading=reading)

    for one in perfect:
        if one.claim.claim_id in chosen:
            wanted = chosen[one.claim.claim_id]
            papers = tuple(read(paper) if paper.document_id in wanted else paper for paper in one.papers)
            yield replace(one, papers=papers)


def _order(document_id: str, row: Any) -> PageOrder:
    return PageOrder(
        document_id, row.document_type, int(row.template), json.loads(row.fields), json.loads(row.original_fields),
        row.edit, row.house, 1, None,
    )  # fmt: skip
