import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from builders import png
from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.adapters.page_crops import PageCropper
from fraudpipe.adapters.vault import Vault


@pytest.fixture
def vault(tmp_path: Path):
    opened = Vault(tmp_path / "vault", tmp_path / "keys")
    page = Image.new("RGB", (600, 400), "white")
    page.paste((0, 0, 255), (200, 150, 260, 180))
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    opened.seal_page("p1", "m1", buffer.getvalue())
    yield opened
    opened.close()


def _finding(**changes: Any) -> dict[str, Any]:
    return {"document_id": "p1", "page": 1, "box": [200, 150, 260, 180], "code": "altered"} | changes


def _crops(vault: Vault, *findings: dict[str, Any]) -> list[tuple[str, np.ndarray]]:
    found = PageCropper(vault, DecodeLimits())(list(findings))
    return [(one.caption, np.asarray(Image.open(io.BytesIO(one.jpeg)))) for one in found]


def test_the_box_is_cut_out_with_a_margin_and_a_frame(vault: Vault) -> None:
    ((caption, pixels),) = _crops(vault, _finding())
    assert caption == "p1 · p. 1 · altered"
    assert pixels.shape == (30 + 80, 60 + 2 * 160, 3)
    red, _, blue = pixels[55, 190].tolist()
    assert blue > 200 > 60 > red, "the box itself, in its own colours"
    assert pixels[2, 2].min() > 240
    assert pixels[40, 190, 0] > pixels[40, 190, 2], "framed in red"


def test_a_box_at_the_edge_is_cut_at_the_edge(vault: Vault) -> None:
    ((_, pixels),) = _crops(vault, _finding(box=[0, 0, 50, 20]))
    assert pixels.shape == (20 + 40, 50 + 160, 3)


@pytest.mark.parametrize("changes", [{"box": None}, {"document_id": None}, {"page": 2}, {"page": 0}])
def test_a_finding_without_a_place_gives_none(vault: Vault, changes: dict[str, Any]) -> None:
    assert _crops(vault, _finding(**changes)) == []


def test_at_most_six_are_cut(vault: Vault) -> None:
    assert len(_crops(vault, *[_finding()] * 8)) == 6


def test_a_file_that_is_gone_or_cannot_be_decoded_gives_none(vault: Vault) -> None:
    vault.seal_page("p2", "m1", b"no picture")
    assert _crops(vault, _finding(document_id="p2"), _finding(document_id="p9")) == []


def test_an_erased_members_pages_give_none(vault: Vault) -> None:
    vault.erase_member("m1")
    assert _crops(vault, _finding()) == []


def test_a_box_beside_the_page_gives_none(vault: Vault) -> None:
    vault.seal_page("p2", "m1", png(64, 48))
    assert _crops(vault, _finding(document_id="p2", box=[500, 500, 600, 600])) == []
