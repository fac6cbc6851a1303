from fraudpipe.simulation.country.names import city_name, identity_number, person_name
from fraudpipe.simulation.dice import Dice, stream


def test_nobody_bears_these_names():
    dice = Dice(stream(1, "names"))
    assert all(
        person_name(dice)[:2] in ("模拟", "虚拟", "演示", "示例", "仿真", "样例", "假设", "沙盘") for _ in range(100)
    )


def test_cities_differ():
    assert len({city_name(place) for place in range(40)}) == 40


def test_identity_numbers_have_a_valid_check_digit_under_a_code_that_is_not_assigned():
    number = identity_number(Dice(stream(1, "ids")), "19800102")
    weights = [2 ** (17 - place) % 11 for place in range(18)]
    total = sum((10 if one == "X" else int(one)) * weight for one, weight in zip(number, weights, strict=True))
    assert total % 11 == 1
    assert number.startswith("99")
    assert number[6:14] == "19800102"
