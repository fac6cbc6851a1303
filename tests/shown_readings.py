"""Readings of invented papers in their public JSON form, and pictures to show beside them."""

from typing import Any

import cv2
import numpy as np
from drawn_page import HEIGHT, INVOICE, WIDTH, drawn, lines

from fraudpipe.reporting.reading_marks import PagePicture


def told(**changes: Any) -> dict[str, Any]:
    """What `read --json` says about one file, by keyword."""
    ordinary = {
        "file": "paper.png",
        "document_type": "inpatient_invoice",
        "rotation": 0,
        "pages": 1,
        "fields": {
            "patient_name": one("模拟甲", box_of("模拟甲")),
            "total_amount": one("2000.00", box_of("2000.00"), confidence=0.99, readers=["paddle_tiny", "tesseract"]),
            "issue_date": one("2021-03-09", box_of("2021-03-09"), confidence=0.41, status="doubtful"),
            "line_items": one([item("西药费", "1230.50"), item("检查费", "708.00")], (60, 420, 900, 520)),
        },
        "findings": [],
    }
    return ordinary | changes


def one(value: Any, box: tuple[int, int, int, int], **changes: Any) -> dict[str, Any]:
    """One field."""
    ordinary = {"value": value, "confidence": 0.93, "status": "accepted", "page": 1, "box": list(box)}
    return ordinary | {"readers": ["paddle_tiny"]} | changes


def item(name: str, amount: str) -> dict[str, Any]:
    """One row of charges."""
    return {"name": name, "quantity": None, "unit_price": None, "amount": amount, "box": list(box_of(name))}


def box_of(text: str) -> tuple[int, int, int, int]:
    """The line that holds the text on the drawn invoice."""
    return next(line.box for line in lines(*INVOICE) if text in line.text)


def picture(turned: int = 0) -> PagePicture:
    """The drawn invoice as it came: turned clockwise by so many degrees."""
    page = np.ascontiguousarray(np.rot90(drawn(INVOICE), k=-(turned // 90)))
    width, height = (HEIGHT, WIDTH) if turned in (90, 270) else (WIDTH, HEIGHT)
    return PagePicture(cv2.imencode(".jpg", page)[1].tobytes(), width, height)
