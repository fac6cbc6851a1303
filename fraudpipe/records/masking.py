"""How personal values look to somebody who has not asked to see them."""


def masked_name(name: str) -> str:
    """The family name alone.

    >>> masked_name("模拟甲")
    '模**'
    """
    return name[:1] + "*" * max(len(name) - 1, 1)


def masked_tail(value: str) -> str:
    """The last two characters alone; enough to tell two values apart, too little to use one.

    >>> masked_tail("13800001234")
    '···34'
    """
    return f"···{value[-2:]}" if len(value) > 4 else "···"
