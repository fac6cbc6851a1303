"""History in which people read again a part of what was read in doubt."""

import json

import numpy as np

from builders import AS_OF, Rows, correction, document, field_tree, reading, small_tables
from fraudpipe.records.moments import DAY_SECONDS

PAPERS = 1500
FIRST = AS_OF - 200 * DAY_SECONDS
OURS = ["paddle_tiny", "tesseract"]


def corrected_papers(seed: int, names_right: float, newest_right: float, readers: list[str]) -> Rows:
    """Papers with a name read at 0.9 and a doubtful date read at 0.7; people look at half of both."""
    dice = np.random.default_rng(seed)
    documents, readings, corrections = [], [], []
    for at in range(PAPERS):
        paper, known_at = f"q{at}", FIRST + at * 100 * DAY_SECONDS // PAPERS
        documents.append(document(document_id=paper, known_at=known_at))
        fields = {
            "patient_name": field_tree("模拟甲", confidence=0.9, status="doubtful", readers=readers),
            "issue_date": field_tree("2026-02-03", confidence=0.7, status="doubtful", readers=readers),
            "sex": field_tree(None, confidence=0.0, status="unreadable", readers=readers),
        }
        readings.append(reading(document_id=paper, fields=json.dumps(fields, ensure_ascii=False), known_at=known_at))
        share = names_right if at < PAPERS * 4 // 5 else newest_right
        for name, right, good, bad in (
            ("patient_name", share, "模拟 甲", "模拟乙"),
            ("issue_date", 0.7, "2026-02-03", "2026-02-08"),
        ):
            if dice.random() < 0.5:
                value = good if dice.random() < right else bad
                row = correction(document_id=paper, field_name=name, value=value, known_at=known_at + DAY_SECONDS)
                corrections.append(row)
    return small_tables(documents=documents, readings=readings, corrections=corrections)
