"""Divisions are taken where they are sure, and only there."""

import pytest

from fraudpipe.linkage.addresses import parsed_address
from fraudpipe.linkage.divisions import division_at_start


@pytest.mark.parametrize(
    ("text", "division", "place", "numbers"),
    [
        ("广东省深圳市南山区示例路8号", "440305", "示例路", "8"),
        ("南山区示例路8号", "", "南山区示例路", "8"),  # there are two
        ("东莞市示例镇示例路8号", "441900", "示例镇示例路", "8"),
        ("上海市浦东新区示例路8弄12号501室", "310115", "示例路", "8-12-501"),
        ("内蒙古自治区呼和浩特市新城区示例街2号", "150102", "示例街", "2"),
        ("湖北示例村3组12号", "", "湖北示例村", "3-12"),
        ("武汉路12号", "", "武汉路", "12"),
    ],
)
def test_parts_of_addresses(text, division, place, numbers):
    found = parsed_address(text)
    assert (found.division, found.place, found.numbers) == (division, place, numbers)


def test_a_street_named_after_a_city_is_no_division():
    assert division_at_start("重庆路12号") == ("", "重庆路12号")
    assert division_at_start("武汉市重庆路12号") == ("420100", "重庆路12号")
    assert division_at_start("武汉市") == ("420100", "")
