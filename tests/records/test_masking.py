from fraudpipe.records.masking import masked_name, masked_tail


def test_only_the_family_name_is_shown() -> None:
    assert masked_name("模拟甲子") == "模***"
    assert masked_name("模") == "模*"
    assert masked_name("") == "*"


def test_a_short_value_shows_nothing() -> None:
    assert masked_tail("1234") == "···"
    assert masked_tail("12345") == "···45"
