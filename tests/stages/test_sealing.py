from pathlib import Path

import numpy as np

from fraudpipe.adapters.vault import Vault
from fraudpipe.stages.sealing import masked_prints


def _differ(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_masked_picture_is_as_far_from_others_as_before_and_nobody_without_the_key_can_make_it(
    tmp_path: Path,
) -> None:
    here, there = (Vault(tmp_path / name, tmp_path / name / "keys") for name in ("here", "there"))
    pictures = [np.random.default_rng(seed).bytes(128).hex() for seed in range(3)] + ["00" * 128]
    rows = [{"page": 1, "picture": one, "form": "ab"} for one in pictures]
    masked, elsewhere = ([one["picture"] for one in masked_prints(rows, vault)] for vault in (here, there))
    for one, shown in zip(pictures, masked, strict=True):
        assert len(shown) == 256
        for other, of_other in zip(pictures, masked, strict=True):
            assert _differ(shown, of_other) == _differ(one, other)
    # Every part of the picture is hidden, and by another mask in another workspace.
    for hidden, known in ((masked, pictures), (masked, elsewhere)):
        halves = [_differ(hidden[0][at : at + 32], known[0][at : at + 32]) for at in range(0, 256, 32)]
        assert all(30 < one < 98 for one in halves)
    # An even picture shows the mask itself, which does not repeat.
    assert len({masked[3][at : at + 32] for at in range(0, 256, 32)}) == 8
    assert masked == [one["picture"] for one in masked_prints(rows, here)]
    assert masked_prints([{"page": 2, "picture": None, "form": "ab"}], here) == [
        {"page": 2, "picture": None, "form": "ab"}
    ]
    here.close()
    there.close()
