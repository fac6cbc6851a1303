"""Names that nobody bears: every person, city and hospital of the world is plainly invented."""

from fraudpipe.simulation.dice import Dice

_SURNAMES = ("模拟", "虚拟", "演示", "示例", "仿真")
_GIVEN_FIRST = "建国文志海春秋晓雨思子佳玉明德永家宝立新红金银世长庆云天学光振兴福"
_GIVEN_LAST = "华平军强芳兰英梅林峰涛娟敏静丽霞波斌超磊洋燕萍玲琴辉刚勇杰鹏琳慧倩颖"
_CITY_FIRST = "云岚霁泽澄沐锦砚棠榆枫芦鹭鹤麓瀚霖漪岫篁"
_CITY_LAST = "溪渡屿汀湾川塬坞浦陂"

WRONG_NEIGHBOURS = {"建": "健", "国": "囯", "文": "又", "志": "忠", "明": "朋", "华": "毕", "平": "乎", "兰": "三"}
"""Characters that a clerk or a reader takes for others."""


def person_name(dice: Dice) -> str:
    """A full name with a surname that does not exist."""
    first = dice.pick(_GIVEN_FIRST) if dice.chance(0.8) else ""
    return dice.pick(_SURNAMES) + first + dice.pick(_GIVEN_LAST)


def city_name(position: int) -> str:
    """The invented name of the city at `position`, all different up to 200."""
    first = _CITY_FIRST[position % len(_CITY_FIRST)]
    last = _CITY_LAST[(position // len(_CITY_FIRST) + position) % len(_CITY_LAST)]
    return f"{first}{last}市"


def identity_number(dice: Dice, born: str) -> str:
    """Eighteen characters with a valid check digit (GB 11643) under a division code that is not assigned.

    Args:
        dice: Chance.
        born: Birth date as eight digits.
    """
    body = f"99{dice.digits(4)}{born}{dice.digits(3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
