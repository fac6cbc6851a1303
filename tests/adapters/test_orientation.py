import numpy as np
import pytest
from drawn_page import INVOICE, drawn

from fraudpipe.adapters.orientation import OrientationClassifier


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_turn_that_makes_a_page_upright_is_found(rotation: int) -> None:
    lying = np.ascontiguousarray(np.rot90(drawn(INVOICE), k=rotation // 90))
    assert OrientationClassifier().rotation(lying)[0] == rotation
