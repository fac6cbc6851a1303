"""Every error of fraudpipe, and the exit code that each family means.

FraudpipeError                    exit 1   a bug, unless a family below says otherwise
+-- UserError                     exit 2   the command was asked for something that cannot be done
|   +-- SettingsError                      a setting or environment variable is wrong
|   +-- NotFoundError                      no such claim, model, file, run
+-- InputError                    (none)   one record or file is bad: it is quarantined under `reason_code`
+-- DependencyError               exit 3   a program, library or file that fraudpipe stands on is missing or down
+-- ContractError                 exit 4   an agreed form is broken: delivery, lake partition, registered model

A message says what happened, to which id, and what to do. It names at most five examples and never a personal value.
"""

import difflib
from collections.abc import Iterable


class FraudpipeError(Exception):
    """Base of all errors raised on purpose."""

    exit_code = 1


class UserError(FraudpipeError):
    """The user's mistake: the message says what to do instead."""

    exit_code = 2


class SettingsError(UserError):
    """A setting, a settings file or a ``FRAUDPIPE_*`` variable is wrong."""


class NotFoundError(UserError):
    """The named thing does not exist in this workspace."""


class InputError(FraudpipeError):
    """One record or one file cannot be used; it is quarantined and the night goes on.

    Args:
        reason_code: Stable snake_case code, counted in reports and written to the quarantine.
        message: What is wrong and what the sender can do about it, without personal values.
    """

    exit_code = 2

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        """Keeps the reason code when the error crosses a process border."""
        return (type(self), (self.reason_code, str(self)))


class DependencyError(FraudpipeError):
    """Something fraudpipe stands on is missing or down; trying again later may help."""

    exit_code = 3


class ContractError(FraudpipeError):
    """An agreed form is broken: a delivery, a partition, a model that is not the one promoted."""

    exit_code = 4


def examples(ids: Iterable[str], limit: int = 5) -> str:
    """At most `limit` ids as text, with the number left out.

    >>> examples(["c1", "c2", "c3"], limit=2)
    'c1, c2 and 1 more'
    """
    listed = list(ids)
    text = ", ".join(listed[:limit])
    return f"{text} and {len(listed) - limit} more" if len(listed) > limit else text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known word, or an empty string.

    >>> did_you_mean("membr_id", ["claim_id", "member_id"])
    " Did you mean 'member_id'?"
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""
