import pytest

from fraudpipe.documents.values.dates import dates_in, first_date, parse_age, parse_days, whole_date, whole_day


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2019年12月9日", "2019-12-09"),
        ("2019-12-09 15:28:32", "2019-12-09"),
        ("2021.04.26", "2021-04-26"),
        ("2021/4/6", "2021-04-06"),
        ("20201217", "2020-12-17"),
        ("2019-10-", "2019-10"),
        ("2019年12月", "2019-12"),
        ("2021年03月0日", "2021-03"),
        ("2021早02 月05日", "2021-02-05"),
        ("二〇二一年十二月二十一日", "2021-12-21"),
        ("２０２１－０３－０９", "2021-03-09"),
        ("2021-04-2610:30:00", "2021-04-26"),
        ("2021-04-0208:15", "2021-04-02"),
        ("20210426103000", "2021-04-26"),
    ],
)
def test_every_usual_form_of_a_date_is_read(printed: str, iso: str) -> None:
    assert dates_in(printed) == (iso,)


@pytest.mark.parametrize("printed", ["2021年13月", "13812345678901", "1.2cm 3.5-4.6", "120216", "20210426993000", ""])
def test_other_numbers_are_no_dates(printed: str) -> None:
    assert dates_in(printed) == ()


def test_a_number_of_days_behind_a_month_is_not_its_day() -> None:
    assert dates_in("2019年12月 6天") == ("2019-12",)


def test_both_ends_of_a_stay_are_found_in_order() -> None:
    assert dates_in("2021-03-01~2021-03-06") == ("2021-03-01", "2021-03-06")


def test_a_month_is_no_whole_day() -> None:
    assert whole_day("2021-03") is None
    assert whole_day("2021-03-09") is not None


def test_ages_keep_their_unit_and_impossible_ones_are_refused() -> None:
    assert parse_age("3月12天") == "3月12天"
    assert parse_age("436岁") is None
    assert parse_days("共 12 天") == 12
    assert parse_days("0天") is None


def test_a_date_that_had_to_be_mended_is_trusted_less() -> None:
    assert (first_date("2021年12月19"), whole_date("2021年12月19")) == ("2021-12-19", 1.0)
    assert first_date("2021年4月59") == "2021-04-05"
    assert whole_date("2021年4月59") < 1.0
    assert whole_date("4023年2月25日") < 1.0


@pytest.mark.parametrize(
    ("seen", "whole"),
    [("2021年12月1", False), ("2021年4月2", False), ("2021-12-1", False), ("2021年12月1 日", True),
     ("2021-12-10", True), ("2021年12月1号", True), ("2021-04-2610:30:00", True)],
)  # fmt: skip
def test_a_day_whose_last_digit_a_stamp_may_hide_is_trusted_less(seen: str, whole: bool) -> None:
    assert (whole_date(seen) == 1.0) is whole


def test_worn_marks_of_a_date_are_seen_through() -> None:
    for seen in ("2023-03+06", "2022:10.05", "2021.0426", "202104-26", "２０２１．Ｏ４．２６", "2021年l2月3日"):
        assert first_date(seen) is not None, seen
    assert first_date("2023-03+06") == "2023-03-06"
    assert first_date("2021年l2月3日") == "2021-12-03"


def test_a_number_of_a_day_that_is_none_is_passed_over() -> None:
    assert dates_in("二〇二一年十十二月三日") == ()
    assert dates_in("二〇二一年十二月三十一日") == ("2021-12-31",)
    assert dates_in("二〇二一年三月") == ("2021-03",)
