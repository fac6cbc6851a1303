import pytest
from drawn_page import drawn

from fraudpipe.adapters.model_files import package_folder
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.errors import DependencyError
from fraudpipe.records.reading import PageReader

ROWS = ("虚构市人民医院", "出院记录", "姓名：模拟甲\t性别：女", "出院诊断：左肺癌", "出院日期：2021-03-09")


@pytest.mark.parametrize("reader", [PaddleReader("tiny", 960), TesseractReader()], ids=lambda one: one.name)
def test_a_reader_reads_a_page_and_says_the_same_again(reader: PageReader) -> None:
    page = drawn(ROWS, width=900, height=620)
    found = reader.read_page(page)
    text = "".join(line.text for line in found)
    assert "2021-03-09" in text
    assert "医院" in text
    assert found == reader.read_page(page)
    assert all(0 <= line.box[0] < line.box[2] <= 900 and 0 <= line.score <= 1 for line in found)


def test_versions_tell_models_and_sizes_apart() -> None:
    versions = {
        PaddleReader("tiny", 960).version(),
        PaddleReader("tiny", 1280).version(),
        PaddleReader("small", 960).version(),
    }
    assert len(versions) == 3


def test_a_missing_package_is_named() -> None:
    with pytest.raises(DependencyError, match="no_such_package_at_all"):
        package_folder("no_such_package_at_all")


def test_an_upright_page_is_left_as_it_is() -> None:
    assert OrientationClassifier().rotation(drawn(ROWS * 3))[0] == 0
