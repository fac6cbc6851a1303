"""A planted reason is learnt, measured honestly, told in words, and reproduced to the byte."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import planted_world
import pytest

from fraudpipe.errors import ContractError, UserError
from fraudpipe.modelling.explain import explain
from fraudpipe.modelling.fit import load_booster, matrix, raw_scores
from fraudpipe.modelling.score import score
from fraudpipe.modelling.train import TrainedModel, model_from_files, train, train_summary


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    return train(*planted_world.world(), planted_world.spec(), until=planted_world.UNTIL)


def test_the_planted_reason_is_found(model: TrainedModel) -> None:
    at_capacity = model.metrics["at_capacity"]
    assert model.metrics["roc_auc"] > 0.8
    assert at_capacity["risk"]["precision"] > 2 * at_capacity["random"]["precision"]
    assert at_capacity["risk_times_amount"]["value_fen"] > at_capacity["amount"]["value_fen"]
    assert at_capacity["ceiling"]["value_fen"] >= at_capacity["risk_times_amount"]["value_fen"]
    assert "PR-AUC" in train_summary(model)
    assert model.figures()["precision_at_capacity_risk"] == at_capacity["risk"]["precision"]


def test_risk_is_a_probability_that_keeps_its_word(model: TrainedModel) -> None:
    frame, outcomes = planted_world.world(seed=2)
    _, risk = score(model, frame)
    fraud = (outcomes["outcome"] == "confirmed_fraud").to_numpy()
    assert ((risk > 0) & (risk < 1)).all()
    assert risk.mean() == pytest.approx(fraud.mean(), abs=0.03)
    assert risk[risk > 0.5].mean() == pytest.approx(fraud[risk > 0.5].mean(), abs=0.12)


def test_the_signs_of_the_specification_hold(model: TrainedModel) -> None:
    rows = pd.DataFrame({"sharing": [0.0, 1.0, 2.0, 5.0], "margin": 0.0, "noise": 0.0})
    raw, risk = score(model, rows)
    assert (np.diff(raw) >= 0).all()
    assert (np.diff(risk) >= 0).all()
    assert raw[-1] > raw[0]


def test_the_same_rows_in_any_order_give_the_same_bytes(model: TrainedModel) -> None:
    frame, outcomes = planted_world.world()
    shuffled = frame.sample(frac=1, random_state=5), outcomes.sample(frac=1, random_state=6)
    assert train(*shuffled, planted_world.spec(), until=planted_world.UNTIL).files() == model.files()


def test_a_model_read_from_its_files_scores_the_same(model: TrainedModel) -> None:
    frame, _ = planted_world.world(claims=50, seed=4)
    again = model_from_files(model.files())
    np.testing.assert_array_equal(score(again, frame)[1], score(model, frame)[1])
    with pytest.raises(ContractError, match="incomplete or damaged"):
        model_from_files({"model.json": "{}"})
    with pytest.raises(ContractError, match="cannot be read"):
        load_booster("no trees")


def test_reasons_add_up_and_speak_in_the_feature_s_own_words(model: TrainedModel) -> None:
    frame, _ = planted_world.world(claims=40, seed=4)
    booster = load_booster(model.booster_text)
    told: Callable[[str, float | None, str], str] = lambda name, value, language: f"{language}:{name}={value}"  # noqa: E731
    is_reason: Callable[[str, float], bool] = lambda _name, value: value != 0  # noqa: E731
    reasons = explain(booster, frame, model.features, told, is_reason, top=3)
    assert (reasons["contribution"] > 0).all()
    assert reasons["value"].notna().all()
    assert (reasons["value"] != 0).all()
    assert reasons.groupby("claim_id")["position"].max().le(3).all()
    first = reasons.iloc[0]
    assert first["message_en"] == f"en:{first['feature']}={first['value']}"
    values = matrix(frame, model.features)
    parts = np.asarray(booster.predict(values, pred_contrib=True))
    np.testing.assert_allclose(parts.sum(axis=1), raw_scores(booster, values))
    assert list(explain(booster, frame.head(0), model.features, told, is_reason, top=3).columns) == list(
        reasons.columns
    )


def test_a_leaked_label_is_refused_by_name() -> None:
    frame, outcomes = planted_world.world()
    leaked = frame.assign(noise=(outcomes["outcome"] == "confirmed_fraud").astype(float))
    with pytest.raises(UserError, match=r"noise.*alone"):
        train(leaked, outcomes, planted_world.spec(), until=planted_world.UNTIL)
    hidden = frame.assign(noise=np.where(outcomes["outcome"] == "confirmed_fraud", 1.0, np.nan))
    with pytest.raises(UserError, match=r"noise.*alone"):
        train(hidden, outcomes, planted_world.spec(), until=planted_world.UNTIL)


def test_a_missing_feature_and_a_doubled_claim_are_told(model: TrainedModel) -> None:
    frame, outcomes = planted_world.world(claims=100)
    with pytest.raises(ContractError, match="the features lack noise"):
        score(model, frame.drop(columns="noise"))
    with pytest.raises(ContractError, match="stands twice"):
        train(pd.concat([frame, frame]), outcomes, planted_world.spec(), until=planted_world.UNTIL)
