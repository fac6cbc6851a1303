"""People's answers are made from a known truth, and the truth has to come out again."""

import functools

import numpy as np
import pytest

from fraudpipe.documents.trust.correction_fit import (
    Answer,
    Cells,
    ReadField,
    acceptance,
    counted,
    gain,
    learn,
    rates,
    surprise,
)
from fraudpipe.records.reading import Status

LOOKED, NOTICED, ACCEPTED_FROM = 0.3, 0.1, 0.95


def _fields(seed: int, count: int, *, worse: str = "", by: float = 0.0, confirms: bool = True) -> list[ReadField]:
    """Fields whose confidence is right, but for one kind of field, whose log-odds are lower by `by`."""
    dice = np.random.default_rng(seed)
    made = []
    for at in range(count):
        name = ("issue_date", "diagnosis", "patient_name")[at % 3]
        sure = round(float(dice.choice([0.6, 0.8, 0.9, 0.97, 0.99, 0.995])), 3)
        odds = np.log(sure / (1 - sure)) - (by if name == worse else 0.0)
        right = bool(dice.random() < 1 / (1 + np.exp(-odds)))
        status: Status = "accepted" if sure >= ACCEPTED_FROM else "doubtful"
        made.append(ReadField("discharge_record", name, sure, status, _answer(dice, status, right, confirms)))
    return made


def _answer(dice: np.random.Generator, status: Status, right: bool, confirms: bool) -> Answer:
    if dice.random() >= (LOOKED if status == "doubtful" else 0.0 if right else NOTICED):
        return "silent"
    if right:
        return "confirmed" if confirms else "silent"
    return "changed"


@functools.cache
def _cells(seed: int, **how: object) -> Cells:
    return counted(_fields(seed, 15_000, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize("confirms", [True, False])
def test_what_is_right_already_stays_nearly_as_it_is(confirms: bool) -> None:
    learned = learn(_cells(1, confirms=confirms))
    for name in ("date", "text", "person"):
        assert learned.confidence(0.9, "discharge_record", name) == pytest.approx(0.9, abs=0.02)
        assert learned.confidence(0.99, "discharge_record", name) == pytest.approx(0.99, abs=0.004)


@pytest.mark.parametrize("confirms", [True, False])
def test_a_kind_that_is_read_worse_than_believed_is_found(confirms: bool) -> None:
    cells = _cells(2, worse="patient_name", by=1.5, confirms=confirms)
    learned = learn(cells)
    true = 1 / (1 + np.exp(-(np.log(9) - 1.5)))
    # Without confirmations only half of it can be told from people who look less closely.
    assert learned.confidence(0.9, "discharge_record", "person") == pytest.approx(true, abs=0.06 if confirms else 0.15)
    assert learned.confidence(0.9, "discharge_record", "date") > 0.87
    newest = _cells(3, worse="patient_name", by=1.5, confirms=confirms)
    before, after = (surprise(newest, newest.sure(one), rates(cells, cells.sure(one))) for one in (None, learned))
    assert after < before


def test_corrected_doubts_do_not_make_every_field_look_wrong() -> None:
    """Of the fields that anybody corrected most were wrong; the rates know that nobody looked at the others."""
    cells = _cells(4)
    looked = cells.counts[:, 1:].sum(axis=0)
    assert looked[1] / looked.sum() > 0.2
    assert learn(cells).confidence(0.97, "discharge_record", "date") > 0.96


def test_rates_come_out_again() -> None:
    cells = _cells(5)
    found = rates(cells, cells.sure(None))
    assert found["doubtful"].on_purpose
    assert found["doubtful"].noticed == pytest.approx(LOOKED, abs=0.02)
    assert found["accepted"].noticed == pytest.approx(NOTICED, abs=0.05)
    assert not rates(_cells(5, confirms=False), cells.sure(None))["doubtful"].on_purpose


def test_the_share_of_accepted_mistakes_is_estimated_from_those_noticed() -> None:
    fields = _fields(6, 15_000)
    cells = counted(fields)
    known = rates(cells, cells.sure(None))
    share = acceptance(cells, cells.sure(None), known, ACCEPTED_FROM).wrong
    expected = np.mean([1 - one.confidence for one in fields if one.status == "accepted"])
    assert share == pytest.approx(expected, rel=0.4)
    accepted = np.mean([one.status == "accepted" for one in fields])
    assert acceptance(cells, cells.sure(None), known, ACCEPTED_FROM).share == pytest.approx(accepted)
    assert acceptance(cells, cells.sure(None), known, 1.0).wrong == 0.0


def test_the_same_fields_in_another_order_teach_the_same() -> None:
    fields = _fields(7, 3_000)
    assert learn(counted(fields)) == learn(counted(reversed(fields)))


def test_a_few_corrections_hardly_count() -> None:
    few = [ReadField("other", "sex", 0.9, "doubtful", "changed")] * 3
    assert learn(counted([*few, ReadField("other", "sex", 0.9, "doubtful", "confirmed")])).confidence(
        0.9, "other", "choice"
    ) == pytest.approx(0.87, abs=0.04)


def test_one_stray_confirmation_does_not_make_silence_about_doubts_mean_nothing() -> None:
    fields = _fields(8, 15_000, confirms=False)
    stray = ReadField("discharge_record", "diagnosis", 0.9, "doubtful", "confirmed")
    cells = counted([*fields, *[stray] * 3])
    assert not rates(cells, cells.sure(None))["doubtful"].on_purpose
    assert learn(cells).confidence(0.9, "discharge_record", "text") == pytest.approx(0.9, abs=0.02)


def test_few_confirmations_among_many_changes_are_no_looking_on_purpose() -> None:
    fields = [ReadField("other", "sex", 0.9, "doubtful", "changed")] * 400
    fields += [ReadField("other", "sex", 0.9, "doubtful", "confirmed")] * 30
    fields += [ReadField("other", "sex", 0.9, "doubtful", "silent")] * 3_600
    cells = counted(fields)
    assert not rates(cells, cells.sure(None))["doubtful"].on_purpose


@pytest.mark.parametrize(("by", "count", "draws"), [(0.0, 2_000, 12), (1.5, 12_000, 2)])
def test_only_a_gain_that_chance_does_not_give_stands_out(by: float, count: int, draws: int) -> None:
    taken = 0
    for seed in range(draws):
        older, newest = (
            counted(_fields(one, size, worse="patient_name", by=by))
            for one, size in ((seed, count), (seed + 50, count // 4))
        )
        before, after = ((newest.sure(one), rates(older, older.sure(one))) for one in (None, learn(older)))
        mean, error = gain(newest, before, after)
        taken += mean > 2 * error
    assert taken == draws if by else taken <= 1
