import pytest

from fraudpipe.errors import ContractError
from fraudpipe.featuring.mark import feature, is_feature, said_by

PAGE = """Days that pass.

    Unit: days
    As of: the moment.
    Null: never.
    Why:
        zh: {value} 天
        en: {value} days

    >>> 1
    1
    """


def documented(text: str) -> object:
    def days() -> None: ...

    days.__doc__ = text
    return days


def test_the_mark_leaves_the_function_as_it_is() -> None:
    def days() -> int:
        return 3

    marked = feature(days)
    assert marked is days
    assert is_feature(marked)
    assert marked() == 3
    assert not is_feature(len)


def test_every_part_of_the_docstring_is_read() -> None:
    said = said_by(documented(PAGE))  # type: ignore[arg-type]
    assert (said.definition, said.unit, said.null) == ("Days that pass.", "days", "never.")
    assert (said.why_zh, said.why_en) == ("{value} 天", "{value} days")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Unit: days", "Unit: day", "Did you mean 'days'"),
        ("Null: never.", "Nul: never.", "unknown section 'Nul:'. Did you mean 'Null'"),
        ("    Null: never.\n", "", "has no 'Null:'"),
        ("zh: {value} 天", "zh: 天", "needs a line 'zh: …' with {value}"),
        (">>> 1", "1", "no example"),
        ("Days that pass.\n\n", "", "no definition"),
    ],
)
def test_what_is_missing_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(ContractError, match=told.replace("(", r"\(").replace("{", r"\{")):
        said_by(documented(PAGE.replace(old, new)))  # type: ignore[arg-type]
