"""What two records of persons are compared by: tokens that are equal or not, never read.

Because nothing but equality is asked of a token, the same links follow from plain values, from values that were
encrypted at rest, and from keyed hashes. Likeness is made of several tokens: a name without one of its characters, a
number in three parts, an address without its division.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

import pandas as pd

from fraudpipe.errors import InputError
from fraudpipe.linkage.id_parts import id_parts
from fraudpipe.linkage.look_alikes import look_key
from fraudpipe.linkage.normalise import normalise

TOKENS = (
    "name", "name_look", "id_number", "id_division", "id_birth", "id_order", "born",
    "phone", "phone_middle", "phone_end", "address", "address_near",
)  # fmt: skip
"""Columns of text, null where nothing is known. `name_near` (a list) and `id_holds` (a flag) stand beside them."""

Seal = Callable[[str, str], str]
"""(kind, value) to a token; a keyed hash in a workspace."""

_SHORTEST_NEAR = 2
_LONGEST_NEAR = 20  # a longer name makes a key a character, each as long as the name, and is told apart without them
_PLACE_LETTERS = 3
_NUMBERS = re.compile(r"[0-9][0-9a-z-]*$")


@dataclass(frozen=True, slots=True)
class Person:
    """One record of a person as sent; "" where nothing is known. `birth_on` is ISO text."""

    name: str
    id_number: str = ""
    birth_on: str = ""
    phone: str = ""
    address: str = ""


def plain(kind: str, value: str) -> str:
    """A token that hides nothing, for values that may be seen."""
    return f"{kind}:{value}"


def person_keys(people: Iterable[tuple[str, Person]], seal: Seal = plain) -> pd.DataFrame:
    """The tokens of each (person_id, record): person_id, TOKENS, name_near, id_holds."""
    # Households share homes, and second records most values: each is brought into form once a call.
    name_of, number_of, phone_of, address_of = (
        cache(partial(tokens, seal)) for tokens in (_name, _number, _phone, _address)
    )
    found = []
    for person_id, person in people:
        near, *names = name_of(person.name)
        holds, *numbers = number_of(person.id_number)
        born = _sealed(seal, "born", person.birth_on.replace("-", ""))
        tokens = (*names, *numbers, born, *phone_of(person.phone), *address_of(person.address))
        found.append((person_id, *tokens, near, holds))
    return pd.DataFrame.from_records(found, columns=["person_id", *TOKENS, "name_near", "id_holds"])


def near_names(name: str) -> list[str]:
    """The name and the name without each one of its characters: names one slip apart have one in common.

    >>> near_names("模拟甲")
    ['模拟甲', '拟甲', '模甲', '模拟']
    >>> near_names("模甲")
    ['模甲']
    >>> near_names("模" * 20 + "拟") == ["模" * 20 + "拟"]
    True
    """
    if not _SHORTEST_NEAR < len(name) <= _LONGEST_NEAR:
        return [name] if name else []  # one character left would be a family name
    return list(dict.fromkeys([name, *(name[:at] + name[at + 1 :] for at in range(len(name)))]))


def _name(seal: Seal, text: str) -> tuple[list[str], str | None, str | None]:
    name = _form("person_name", text)
    near = [seal("name_near", one) for one in near_names(name)]
    return near, _sealed(seal, "name", name), _sealed(seal, "name_look", look_key(name))


def _number(seal: Seal, text: str) -> tuple[bool, str | None, str | None, str | None, str | None]:
    parts = id_parts(text)
    return (
        parts.holds,
        _sealed(seal, "id_number", _form("id_number", text)),
        _sealed(seal, "id_division", parts.division),
        # A birth date is one thing, whoever states it.
        _sealed(seal, "born", parts.birth),
        _sealed(seal, "id_order", parts.order),
    )


def _phone(seal: Seal, text: str) -> tuple[str | None, str | None, str | None]:
    phone = _form("phone", text)
    return (
        _sealed(seal, "phone", phone),
        _sealed(seal, "phone_middle", phone[3:7]),
        _sealed(seal, "phone_end", phone[7:]),
    )


def _address(seal: Seal, text: str) -> tuple[str | None, str | None]:
    address = _form("address", text)
    return _sealed(seal, "address", address), _sealed(seal, "address_near", look_key(_street_and_numbers(address)))


def _street_and_numbers(address: str) -> str:
    """The end of an address: province and city are left out as often as written, and a district is often wrong.

    >>> _street_and_numbers("42010幸福路12-3-501"), _street_and_numbers("模拟示例幸福村")
    ('幸福路12-3-501', '')
    """
    numbers = _NUMBERS.search(address)
    return address[max(0, numbers.start() - _PLACE_LETTERS) :] if numbers else ""


def _sealed(seal: Seal, kind: str, value: str | None) -> str | None:
    return seal(kind, value) if value else None


def _form(kind: str, value: str) -> str:
    """The normal form, or "" of what tells nothing."""
    try:
        return normalise(kind, value) if value else ""
    except InputError:
        return ""
