"""Names that nobody bears: every person, city and hospital of the world is plainly invented."""

import operator

from fraudpipe.simulation.dice import Dice

_SURNAMES = ("模拟", "虚拟", "演示", "示例", "仿真", "样例", "假设", "沙盘")
SURNAME_LENGTH = 2
_EITHER = "文志海晓雨思佳玉明德家宝新金世云天学光兴福子春秋永长庆银立红国建元一安宇可若书乐知"
_WOMEN = "芳兰英梅娟敏静丽霞燕萍玲琴慧倩颖雪婷娜蕾薇琳珍秀凤桂艳洁莉菊莲怡欣妍"
_MEN = "华平军强林峰涛斌超磊洋辉刚勇杰鹏波伟龙彬浩凯俊毅旭鑫健帆晖钢锋亮岩松柏"
_RARE = "䶮㛃㑇䴖堃喆淼赟翀珺祎旻昶劼頔鋆骉犇垚燊"
"""Characters of real given names beyond the 6,900 or so that readers and old systems know, or near that edge."""
_MINORITY_WOMEN = ("古丽", "阿依努尔", "卓玛", "其其格", "阿米娜", "央金", "乌兰")
_MINORITY_MEN = ("买买提", "艾力", "扎西", "巴特尔", "吐尔逊", "多吉", "苏和")
_CITY_FIRST = "云岚霁泽澄沐锦砚棠榆枫芦鹭鹤麓瀚霖漪岫篁"
_CITY_LAST = "溪渡屿汀湾川塬坞浦陂"
_PLACE_FIRST = "上下东西南北大小前后新旧长高青白石柳杨枣桃李梨槐松竹马牛羊龙凤"
_PLACE_LAST = "坪沟庄营屯寨堡岗岭洼坡桥店铺集塘圩口洲垸"

WRONG_NEIGHBOURS = {"建": "健", "国": "囯", "文": "又", "志": "忠", "明": "朋", "华": "毕", "平": "乎", "兰": "三"}
"""Characters that a clerk or a reader takes for others."""

_CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TWO_CHARACTERS = 0.8
_RARE_SHARE = 0.012
_MINORITY_SHARE = 0.012
_HOMELY = 0.25


def person_name(dice: Dice, sex: str = "") -> str:
    """A full name with a surname that does not exist.

    One in eighty holds a rare character, one in eighty is a long name with a middle dot, as some minorities bear.

    Args:
        dice: Chance.
        sex: F, M, or "" for either.
    """
    surname = dice.pick(_SURNAMES)
    draw = dice.unit()
    women = sex == "F" or (not sex and dice.chance(0.5))
    if draw < _MINORITY_SHARE:
        return f"{surname}{dice.pick(_MINORITY_WOMEN if women else _MINORITY_MEN)}·{dice.pick(_SURNAMES)}"
    last = dice.pick(_RARE if draw < _MINORITY_SHARE + _RARE_SHARE else (_WOMEN if women else _MEN))
    if not dice.chance(_TWO_CHARACTERS):
        return surname + last
    # A quarter of first characters come from the sex's own list too: 丽娟, 志强, 建华.
    first = dice.pick((_WOMEN if women else _MEN) if dice.chance(_HOMELY) else _EITHER)
    return surname + first + last


def city_name(position: int) -> str:
    """The invented name of the city at `position`, all different up to 200."""
    first = _CITY_FIRST[position % len(_CITY_FIRST)]
    last = _CITY_LAST[(position // len(_CITY_FIRST) + position) % len(_CITY_LAST)]
    return f"{first}{last}市"


def small_place_name(number: int) -> str:
    """The name of a county, township or village; the same number has the same name.

    >>> small_place_name(0) != small_place_name(1)
    True
    """
    scattered = number * 2_654_435_761 % 4_294_967_296 >> 8
    return _PLACE_FIRST[scattered % len(_PLACE_FIRST)] + _PLACE_LAST[scattered // 64 % len(_PLACE_LAST)]


def identity_number(dice: Dice, born: str, sex: str = "") -> str:
    """Eighteen characters with a valid check digit (GB 11643) under a division code that is not assigned.

    Args:
        dice: Chance.
        born: Birth date as eight digits.
        sex: F or M, which makes the last digit of the serial number even or odd; "" for either.
    """
    serial = dice.whole(0, 999)
    if sex:
        serial = serial // 2 * 2 + (sex == "M")
    body = f"99{dice.whole(0, 9_999):04d}{born}{serial:03d}"
    return body + "10X98765432"[sum(map(operator.mul, map(int, body), _CHECK_WEIGHTS)) % 11]
