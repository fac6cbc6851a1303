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
from fraudpipe.stages.published import HOW_FILE

ANSWERS = (contradiction.confirmed_answer_count, contradiction.outside_finding_count)
CATALOGUE = Catalogue([*ANSWERS, document.paper_page_count, claim.claimed_amount_fen])


def _named(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    return frame.rename(columns={"sharing": by, "margin": "paper_page_count", "noise": "claimed_amount_fen"})


def _model(by: str, *, asked: bool) -> TrainedModel:
    frame, outcomes = planted_world.world()
    frame = _named(frame, by)
    names = [by, "paper_page_count", "claimed_amount_fen"]
    text = planted_world.SPEC
    for planted, name in zip(("sharing", "margin", "noise"), names, strict=True):
        text = text.replace(f"{planted} =", f"{name} =")
    if not asked:
        frame = frame.assign(**{by: 0.0})
    return train(frame, outcomes, parse_spec(text, names), until=planted_world.UNTIL)


@pytest.mark.parametrize("by", ["confirmed_answer_count", "outside_finding_count"])
@pytest.mark.parametrize(
    ("learnt_with_answers", "answered", "warned"),
    [(True, ("c00003",), True), (True, ("c00003", "c00030"), False), (False, (), False)],
    ids=["about others alone", "about one of the night", "never learnt"],
)
def test_a_night_without_answers_is_told_of(
    tmp_path: Path, by: str, learnt_with_answers: bool, answered: tuple[str, ...], warned: bool
) -> None:
    tonight, _ = planted_world.world(claims=40, seed=4)
    _named(tonight, by).assign(**{by: 0.0}).to_parquet(tmp_path / "features.parquet")
    champion = SimpleNamespace(label="planted v1", digest="d", files=_model(by, asked=learnt_with_answers).files())
    probes = pd.DataFrame({"claim_id": tonight["claim_id"], "in_night": [one >= 20 for one in range(40)]})
    report = score.run(
        tmp_path / "features.parquet",
        probes,
        CATALOGUE,
        champion,
        ("paper_page_count",),
        answered,
        tmp_path,
        top=3,
        how={},
    )
    assert ("without_answers" in report.counts) is warned
    assert json.loads((tmp_path / HOW_FILE).read_text("utf-8"))["without_answers"] is warned
