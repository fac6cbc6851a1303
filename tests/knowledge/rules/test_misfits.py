import pytest

from fraudpipe.knowledge.rules.charges import Charge, Treatment
from fraudpipe.knowledge.rules.misfits import misfits
from fraudpipe.knowledge.rules.published import published_rules, rules_of

RULES = published_rules()
MAN = Treatment("M", 40.0, 3, True, 9)


def kinds(*charges: Charge, treatment: Treatment = MAN) -> list[str]:
    return [one.kind for one in misfits(RULES, charges, treatment)]


def test_what_is_unknown_breaks_no_rule() -> None:
    charges = [Charge("尼拉帕利胶囊"), Charge("艾迪注射液"), Charge("住院诊察费", 90), Charge("小儿肺热清颗粒", 1)]
    assert misfits(RULES, charges, Treatment()) == ()


def test_lines_of_one_item_are_counted_together() -> None:
    assert kinds(Charge("一级护理", 5, 100, 0), Charge("Ⅰ级护理", 4, 80, 1)) == []
    assert kinds(Charge("一级护理", 5, 100, 0), Charge("Ⅰ级护理", 5, 100, 1)) == ["daily"]


def test_items_by_the_hour_count_hours() -> None:
    assert kinds(Charge("心电监测", 200)) == []
    assert kinds(Charge("心电监测", 217)) == ["daily"]


@pytest.mark.parametrize(
    ("within", "quantities", "found"),
    [("visit", (1, 1), ["included"]), ("day", (1, 1), []), ("day", (5, 5), ["included"]), ("hour", (9, 9), [])],
)
def test_inclusion_counts_only_where_both_must_meet(
    within: str, quantities: tuple[float, float], found: list[str]
) -> None:
    rules = rules_of([], [{"item": "甲项目", "included": "乙项目", "within": within}])
    charges = [Charge("甲项目", quantities[0], 100, 0), Charge("乙项目", quantities[1], 100, 1)]
    assert [one.kind for one in misfits(rules, charges, MAN)] == found


def test_two_values_for_one_item_leave_it_free() -> None:
    rows = [{"item": "某药", "rule": "sex", "value": sex, "source": "hand"} for sex in ("F", "M")]
    assert misfits(rules_of(rows, []), [Charge("某药")], MAN) == ()


def test_a_name_that_differs_by_a_telling_mark_is_another_item() -> None:
    assert RULES.match("磷酸川芎嗪注射液") is not None
    assert RULES.match("硫酸川芎嗪注射液") is None
    assert RULES.match("尼拉帕利") is None
