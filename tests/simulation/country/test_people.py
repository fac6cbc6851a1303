import datetime as dt

from simulation.people_scene import dice

from fraudpipe.records.identity_numbers import id_number_holds
from fraudpipe.simulation.country.people import account, device, make_member, phone, relative_of, share_household

_BORN, _JOINED = dt.date(1984, 5, 6), dt.date(2023, 4, 1)


def _member(chance, born=_BORN, sex="F"):
    return make_member(sex, born, "411300", _JOINED, False, chance)


def test_a_member_has_what_reaches_them_and_a_number_that_fits():
    chance = dice("members")
    for sex, odd in (("F", 0), ("M", 1)):
        one = _member(chance, sex=sex)
        assert id_number_holds(one.id_number)
        assert one.id_number[6:14] == "19840506"
        assert int(one.id_number[16]) % 2 == odd
        assert one.place in one.address
        assert one.home in ("town", "village")


def test_identifiers_stand_in_ranges_that_nobody_has():
    chance = dice("identifiers")
    assert phone(chance).startswith("10")
    assert len(phone(chance)) == 11
    assert account(chance).startswith("00")
    assert len(account(chance)) == 19
    assert len({device(chance) for _ in range(100)}) == 100


def test_some_are_written_with_another_birthday_or_bore_another_name():
    chance = dice("written")
    made = [_member(chance) for _ in range(4_000)]
    other = [one for one in made if one.other_birth_on]
    assert 8 < len(other) < 60
    assert all(one.other_birth_on != one.birth_on for one in other)
    assert 8 < sum(bool(one.former_name) for one in made) < 80


def test_relatives_are_of_an_age_that_may_join_and_live_together():
    chance = dice("relatives")
    shared = 0
    for year in range(1964, 2022):
        head = _member(chance, dt.date(year, 3, 1))
        for _ in range(20):
            relative = relative_of(head, chance)
            assert 0 <= relative.age_on(relative.joined_on) <= 60
            assert relative.region == head.region
            shared += relative.device == head.device
    assert 0.4 < shared / (58 * 20) < 0.75


def test_the_old_are_helped_more_than_a_spouse():
    chance = dice("helped")
    devices = {}
    for name, born in (("spouse", dt.date(1985, 1, 1)), ("parent", dt.date(1964, 1, 1))):
        same = 0
        for _ in range(600):
            head, one = _member(chance), _member(chance, born)
            share_household(one, head, chance)
            same += one.device == head.device
        devices[name] = same / 600
    assert devices["parent"] > devices["spouse"] + 0.2
