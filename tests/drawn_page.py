"""Pages for tests: rows of text as lines, or drawn with a font as pixels."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fraudpipe.documents.forms.catalogue import shared_lexicon
from fraudpipe.documents.forms.form import PageText, page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.reading import Pixels, TextLine

WIDTH, HEIGHT, ROW, MARK = 1240, 1754, 44, 26

INVOICE = (
    "河南省医疗住院收费票据（电子）",
    "票据代码：41060221\t票据号码：1700551001",
    "交款人：模拟甲\t校验码：gw1b22\t开票日期：2021-03-09",
    "项目名称\t金额（元）\t项目名称\t金额（元）",
    "西药费\t1230.50\t检查费\t708.00",
    "床位费\t61.50",
    "金额合计（大写）贰仟元整\t（小写）2000.00",
    "住院科室：神经内科\t性别：女\t住院号：20210177",
    "住院时间：2021-02-14至2021-03-09\t预缴金额：3000",
    "医保统筹基金支付：1500.00\t个人账户支付：0.00\t个人现金支付：500.00",
    "收款单位（章）：虚构市人民医院\t收款人：模拟乙",
)


def lines(*rows: str, score: float = 0.99) -> tuple[TextLine, ...]:
    """One line for each piece between tabs, rows below one another."""
    found = []
    for at, row in enumerate(rows):
        x = 60
        for piece in row.split("\t"):
            width = sum(MARK if not mark.isascii() else MARK * 11 // 20 for mark in piece)
            if piece:
                found.append(TextLine(piece, (x, 60 + at * 2 * ROW, x + width, 60 + at * 2 * ROW + ROW), score))
            x += width + 60
    return tuple(found)


def labelled(*rows: str) -> PageText:
    """The rows as a page whose labels are found."""
    return page_text(rows_of(lines(*rows)), shared_lexicon(), WIDTH, HEIGHT)


def drawn(rows: Sequence[str], *, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """Black rows on white, at the places that `lines` gives them."""
    page = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(page)
    for line in lines(*rows):
        pen.text((line.box[0], line.box[1] + 6), line.text, font=_font(), fill="black")
    return np.asarray(page, np.uint8)


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    path = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    if not path.is_file():
        pytest.skip("no Chinese font; apt-get install fonts-noto-cjk")
    return ImageFont.truetype(str(path), MARK)
