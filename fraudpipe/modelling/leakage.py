"""Refuses a feature that gives the label away: too good alone to be true."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fraudpipe.errors import UserError, examples
from fraudpipe.modelling.evaluate import roc_auc

_TOO_GOOD = 0.995
_LEAST_POSITIVES = 20


def refuse_leak(values: npt.NDArray[np.float64], label: npt.NDArray[np.float64], names: Sequence[str]) -> None:
    """Looks at each feature alone, its value and whether it is missing.

    With fewer than 20 positives a perfect separation can be luck, and nothing is refused.

    Raises:
        UserError: A feature separates the labels almost perfectly; the message names it.
    """
    if label.sum() < _LEAST_POSITIVES:
        return
    found = []
    for i, name in enumerate(names):
        missing = np.isnan(values[:, i])
        column = np.where(missing, np.nanmin(values[:, i]) - 1 if not missing.all() else 0.0, values[:, i])
        alone = max(abs(roc_auc(one, label) - 0.5) + 0.5 for one in (column, missing.astype(np.float64)))
        if alone >= _TOO_GOOD:
            found.append(f"{name} (AUC {alone:.3f} alone)")
    if found:
        msg = f"these features give the label away: {examples(found)}; look at what they see, then leave them out"
        raise UserError(msg)
