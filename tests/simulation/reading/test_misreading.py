import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.reading.misreading import ERRORS, differences, judge, judge_in, kind_of, misread

CONFUSIONS = {"1": (("7",), (1.0,)), "瘤": (("癌",), (1.0,)), "0": (("8", "O"), (2.0, 1.0))}
SEEDS = st.integers(min_value=0, max_value=2**31)


@given(SEEDS, st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)), st.sampled_from(ERRORS))
def test_a_misread_day_is_another_day_or_its_month_alone(seed: int, day: dt.date, error: str) -> None:
    read = str(misread(day.isoformat(), "date", error, "", CONFUSIONS, Dice(stream(seed), block=64)))

    assert read != day.isoformat()
    assert day.isoformat().startswith(read) if error == "truncated" else dt.date.fromisoformat(read)


@given(SEEDS, st.text("肿瘤恶性01肺", min_size=1, max_size=12), st.sampled_from(ERRORS))
def test_a_misread_text_is_another_text(seed: int, text: str, error: str) -> None:
    read = misread(text, "text", error, "病理科", CONFUSIONS, Dice(stream(seed), block=64))

    assert read != text
    assert read != ""


@given(SEEDS, st.integers(0, 300))
def test_a_misread_count_is_another_number(seed: int, count: int) -> None:
    read = misread(count, "count", "one_character", "", CONFUSIONS, Dice(stream(seed), block=64))

    assert isinstance(read, int)
    assert read != count


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        ("入院日期:2024年3月5日", "exact"),
        ("2024.03.05", "exact"),
        ("2024年3月6日", "one_character"),
        ("2024年3月", "truncated"),
        ("", "missing"),
        ("病理科", "missing"),
    ],
)
def test_a_printed_day_is_recognised_in_any_form(seen: str, outcome: str) -> None:
    assert judge_in("2024-03-05", seen)[0] == outcome


def test_the_fewest_changes_are_found_anywhere_in_a_text() -> None:
    assert differences("肺腺癌", "诊断：肺腺瘤。", anywhere=True) == [("癌", "瘤")]
    assert differences("abc", "abc", anywhere=False) == []
    assert judge("肺恶性肿瘤", "肝良性肿物")[0] == "other"


def test_kinds_follow_from_names() -> None:
    names = ("patient_name", "present_illness", "personal_cash_paid", "card_number", "inpatient_days", "line_items")
    assert [kind_of(one) for one in names] == ["name", "long", "amount", "digits", "count", "line_items"]
