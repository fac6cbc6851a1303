import cv2
import numpy as np
from drawn_page import drawn

from fraudpipe.documents.prints.picture import picture_print
from fraudpipe.records.reading import Pixels

_FORM = (
    "模拟市第一医院 出院记录",
    "姓名：模拟甲 性别：女",
    "入院日期：2026-01-02",
    "诊断：肺炎",
    "经过：输液后好转出院",
    "医师：模拟乙",
)
_OTHER = (
    "模拟市第一医院 出院记录",
    "姓名：模拟丙 性别：男",
    "入院日期：2025-11-20",
    "诊断：肺腺癌",
    "经过：择期手术",
    "医师：模拟丁",
)


def _differs(one: Pixels, other: Pixels) -> int:
    first, second = (int(picture_print(page) or "0", 16) for page in (one, other))
    return (first ^ second).bit_count()


def _sent(page: Pixels, scale: float, quality: int) -> Pixels:
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    done, content = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)


def test_a_picture_sent_on_keeps_its_print_and_another_patient_on_the_same_form_has_another() -> None:
    page, other = drawn(_FORM), drawn(_OTHER)
    assert len(picture_print(page) or "") == 256
    assert picture_print(page) == picture_print(page.copy())
    assert int(picture_print(page) or "f", 16) < 1 << 1023  # no sign for how bright it is
    assert max(_differs(page, _sent(page, *how)) for how in ((1.0, 40), (0.5, 70), (0.7, 60))) <= 40
    assert _differs(page, other) > 80


def test_an_empty_sheet_has_none_whatever_its_noise() -> None:
    noise = np.random.default_rng(3).integers(246, 256, (900, 700, 3), np.uint8)
    assert picture_print(noise) is None
