"""Real papers lie as they lie: each is found upright from every side."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.orientation import OrientationClassifier

_DATA = os.environ.get("FRAUDPIPE_BENCH_DATA", "")


@pytest.mark.slow
@pytest.mark.bench_data
@pytest.mark.skipif(not _DATA, reason="FRAUDPIPE_BENCH_DATA is not set")
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_real_paper_is_found_upright_however_it_was_turned(turned: int) -> None:
    labels = sorted((Path(_DATA) / "documents" / "hospital_zh").glob("*.json"))
    assert labels
    orienter, wrong = OrientationClassifier(), []
    for label in labels:
        truth = json.loads(label.read_text("utf-8"))
        page = decode((label.parent / truth["file"]).read_bytes(), ReadingOptions().limits)[0]
        lying = np.ascontiguousarray(np.rot90(page, k=-(turned // 90)))
        found, _ = orienter.rotation(lying)
        if found != (truth["rotation"] - turned) % 360:
            wrong.append((truth["file"], found))
    assert wrong == []
