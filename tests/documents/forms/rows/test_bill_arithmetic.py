from fraudpipe.documents.forms.rows.bill_arithmetic import balanced


def test_a_misread_number_is_set_right_by_the_two_others() -> None:
    assert balanced("1", "21.95", "241.45") == ("11", "21.95", "241.45")
    assert balanced("2", "68.40", "138.80") == ("2", "69.40", "138.80")
    assert balanced("3", "10.00", None) == ("3", "10.00", "30.00")


def test_what_contradicts_in_more_than_one_mark_stays_for_a_person_to_see() -> None:
    assert balanced("35", "15.50", "31.00") == ("35", "15.50", "31.00")
    assert balanced("5", "10.00", "88.00") == ("5", "10.00", "88.00")
    assert balanced(None, "50.18", "597.48") == (None, "50.18", "597.48")
