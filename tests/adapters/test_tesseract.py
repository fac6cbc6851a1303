import shutil

import pytest

from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.errors import DependencyError


def test_a_missing_program_names_the_packages_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DependencyError, match="tesseract-ocr-chi-sim"):
        TesseractReader()
