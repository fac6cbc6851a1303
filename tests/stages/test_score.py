"""A model that learnt with answers of offices says so on a night on which none answered."""

import json
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import planted_world
import pytest

from features import claim, contradiction, document
from fraudpipe.featuring import Catalogue
from fraudpipe.modelling.spec import parse_spec
from fraudpipe.modelling.train import TrainedModel, train
from fraudpipe.stages import score

CATALOGUE = Catalogue([contradiction.confirmed_answer_count, document.paper_page_count, claim.claimed_amount_fen])
NAMES = {"sharing": "confirmed_answer_count", "margin": "paper_page_count", "noise": "claimed_amount_fen"}


def _model(*, asked: bool) -> TrainedModel:
    frame, outcomes = planted_world.world()
    text = planted_world.SPEC
    for planted, name in NAMES.items():
        text = text.replace(f"{planted} =", f"{name} =")
    frame = frame.rename(columns=NAMES)
    if not asked:
        frame = frame.assign(confirmed_answer_count=0.0)
    return train(frame, outcomes, parse_spec(text, list(NAMES.values())), until=planted_world.UNTIL)


@pytest.mark.parametrize(
    ("learnt_with_answers", "answered_tonight", "warned"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_a_night_without_answers_is_told_of(
    tmp_path: Path, learnt_with_answers: bool, answered_tonight: bool, warned: bool
) -> None:
    tonight, _ = planted_world.world(claims=40, seed=4)
    tonight = tonight.rename(columns=NAMES)
    if not answered_tonight:
        tonight = tonight.assign(confirmed_answer_count=0.0)
    tonight.to_parquet(tmp_path / "features.parquet")
    model = _model(asked=learnt_with_answers)
    champion = SimpleNamespace(label="planted v1", digest="d", files=model.files())
    probes = pd.DataFrame({"claim_id": tonight["claim_id"], "in_night": [one >= 20 for one in range(40)]})
    report = score.run(
        tmp_path / "features.parquet", probes, CATALOGUE, champion, ("paper_page_count",), tmp_path, top=3, how={}
    )
    assert ("without_answers" in report.counts) is warned
    assert json.loads((tmp_path / score.HOW_FILE).read_text("utf-8"))["without_answers"] is warned
