import inspect
import pickle

import pytest

from fraudpipe import errors
from fraudpipe.errors import InputError, did_you_mean, examples

EXIT_CODES = {
    "FraudpipeError": 1,
    "UserError": 2,
    "SettingsError": 2,
    "NotFoundError": 2,
    "InputError": 2,
    "DependencyError": 3,
    "ContractError": 4,
}


def test_the_public_errors_and_their_exit_codes_are_these() -> None:
    found = {
        name: one.exit_code for name, one in vars(errors).items() if inspect.isclass(one) and issubclass(one, Exception)
    }
    assert found == EXIT_CODES


def test_the_docstring_draws_the_whole_tree() -> None:
    assert all(name in (errors.__doc__ or "") for name in EXIT_CODES)


@pytest.mark.parametrize(("child", "parent"), [("SettingsError", "UserError"), ("NotFoundError", "UserError")])
def test_families(child: str, parent: str) -> None:
    assert issubclass(getattr(errors, child), getattr(errors, parent))


def test_a_reason_code_survives_a_process_border() -> None:
    back = pickle.loads(pickle.dumps(InputError("empty_file", "send it again")))  # noqa: S301
    assert (back.reason_code, str(back)) == ("empty_file", "send it again")


def test_at_most_five_examples_are_named() -> None:
    assert examples([]) == ""
    assert examples("abcde") == "a, b, c, d, e"
    assert examples("abcdefg") == "a, b, c, d, e and 2 more"


def test_a_far_word_gets_no_hint() -> None:
    assert did_you_mean("zzz", ["claim_id"]) == ""
