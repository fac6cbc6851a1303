"""What two records of persons are compared by: tokens that are equal or not, never read.

Because nothing but equality is asked of a token, the same links follow from plain values, from values that were
encrypted at rest, and from keyed hashes. Likeness is made of several tokens: a name without one of its characters, a
number in three parts, an address without its division.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from fraudpipe.linkage.addresses import numbers_at
from fraudpipe.linkage.folding import in_one_go
from fraudpipe.linkage.id_parts import all_id_parts
from fraudpipe.linkage.look_alikes import look_key
from fraudpipe.linkage.normalise import normal_forms

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
    told = list(people)
    columns = {
        "person_id": [person_id for person_id, _ in told],
        **_tokens([person.name for _, person in told], partial(_names, seal)),
        **_tokens([person.id_number for _, person in told], partial(_numbers, seal)),
        **_tokens([person.birth_on for _, person in told], partial(_births, seal)),
        **_tokens([person.phone for _, person in told], partial(_phones, seal)),
        **_tokens([person.address for _, person in told], partial(_addresses, seal)),
    }
    return pd.DataFrame(columns)[["person_id", *TOKENS, "name_near", "id_holds"]]


def _tokens(values: Sequence[str], made: Callable[[Sequence[str]], dict[str, list[Any]]]) -> dict[str, Any]:
    """Columns of tokens. Households share homes, and second records most values: each is brought into form once."""
    codes, known = pd.factorize(np.array(values, dtype=object))
    return {name: pd.Series(tokens).array.take(codes) for name, tokens in made(known.tolist()).items()}


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


def _names(seal: Seal, texts: Sequence[str]) -> dict[str, list[Any]]:
    forms = normal_forms("person_name", texts)
    return {
        "name": _sealed(seal, "name", forms),
        "name_look": _sealed(seal, "name_look", in_one_go(look_key, forms)),
        "name_near": _near(seal, [near_names(form) for form in forms]),
    }


def _numbers(seal: Seal, texts: Sequence[str]) -> dict[str, list[Any]]:
    forms = normal_forms("id_number", texts)
    parts = all_id_parts(texts, forms)
    return {
        "id_number": _sealed(seal, "id_number", forms),
        "id_division": _sealed(seal, "id_division", [one.division for one in parts]),
        # A birth date is one thing, whoever states it.
        "id_birth": _sealed(seal, "born", [one.birth for one in parts]),
        "id_order": _sealed(seal, "id_order", [one.order for one in parts]),
        "id_holds": [one.holds for one in parts],
    }


def _births(seal: Seal, texts: Sequence[str]) -> dict[str, list[Any]]:
    return {"born": _sealed(seal, "born", [text.replace("-", "") for text in texts])}


def _phones(seal: Seal, texts: Sequence[str]) -> dict[str, list[Any]]:
    forms = normal_forms("phone", texts)
    return {
        "phone": _sealed(seal, "phone", forms),
        "phone_middle": _sealed(seal, "phone_middle", [form[3:7] for form in forms]),
        "phone_end": _sealed(seal, "phone_end", [form[7:] for form in forms]),
    }


def _addresses(seal: Seal, texts: Sequence[str]) -> dict[str, list[Any]]:
    forms = normal_forms("address", texts)
    ends = in_one_go(look_key, [_street_and_numbers(form) for form in forms])
    return {"address": _sealed(seal, "address", forms), "address_near": _sealed(seal, "address_near", ends)}


def _street_and_numbers(address: str) -> str:
    """The end of an address: province and city are left out as often as written, and a district is often wrong.

    >>> _street_and_numbers("42010幸福路12-3-501"), _street_and_numbers("模拟示例幸福村")
    ('幸福路12-3-501', '')
    """
    at = numbers_at(address)
    return address[max(0, at - _PLACE_LETTERS) :] if at < len(address) else ""


def _near(seal: Seal, names: list[list[str]]) -> list[list[str]]:
    sealed = {one: seal("name_near", one) for one in dict.fromkeys(itertools.chain.from_iterable(names))}
    return [[sealed[one] for one in near] for near in names]


def _sealed(seal: Seal, kind: str, values: Sequence[str | None]) -> list[str | None]:
    sealed: dict[str | None, str] = {value: seal(kind, value) for value in set(values) if value}
    return [*map(sealed.get, values)]
