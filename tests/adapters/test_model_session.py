import importlib.util

import pytest
from drawn_page import drawn

from fraudpipe.adapters import model_session
from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions
from fraudpipe.adapters.model_session import engine_version
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.errors import DependencyError


def test_a_missing_engine_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        model_session.importlib.util, "find_spec", lambda name: None if name == "openvino" else there(name)
    )
    with pytest.raises(DependencyError, match=r"fraudpipe\[openvino\]"):
        engine_version("openvino")
    with pytest.raises(DependencyError, match=r"fraudpipe\[openvino\]"):
        DocumentReader(ReadingOptions(engine="openvino"))


@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="the extra openvino is not installed")
def test_both_engines_read_the_same_text() -> None:
    page = drawn(("虚构市人民医院", "姓名：模拟甲\t性别：女", "出院日期：2021-03-09"), width=900, height=620)
    usual, other = PaddleReader("tiny", 960), PaddleReader("tiny", 960, engine="openvino")
    assert usual.version() != other.version()
    lines = other.read_page(page)
    assert [line.text for line in lines] == [line.text for line in usual.read_page(page)]
    assert lines == other.read_page(page)
