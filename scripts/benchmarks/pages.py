"""Pages a second on one core at 200 dpi, by stage: print, take (camera and first encodings), write (last encoding).

Run: python scripts/benchmarks/pages.py [PAGES]

Every document type and every template in turn, at one thread. The bar is 3 pages a second and core.
"""

import sys
import time

import cv2
import numpy as np

from fraudpipe.adapters.page_files import encode, installed_fonts
from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.forms import FORMS
from fraudpipe.simulation.pages.layouts import TEMPLATES
from fraudpipe.simulation.pages.render import PageOrder, printed_sheets, render_page
from fraudpipe.simulation.pages.tables import BILL

_KINDS = (*FORMS, "inpatient_invoice", "outpatient_invoice", "identity_card", "bank_card")
_BAR = 3.0


def order(place: int) -> PageOrder:
    """A plausible paper, full of text."""
    dice = Dice(stream(1, "benchmark", place), block=64)
    kind = _KINDS[place % len(_KINDS)]
    prose = "患者入院后完善各项检查，生命体征平稳，予对症支持治疗，复查各项指标较前好转。" * 3
    values: dict[str, object] = {
        "hospital_name": "演示市第一人民医院", "patient_name": person_name(dice), "sex": "女", "age": "46岁",
        "department": "胃肠外科", "record_number": dice.digits(8), "admission_date": "2024-03-05",
        "discharge_date": "2024-03-18", "total_amount": "13580.50", "id_number": "990001197802110012",
        "card_number": "9900123456780018", "bank_name": "演示农商银行", "region": "江苏省",
        "present_illness": prose, "past_history": prose, "diagnosis": "胃恶性肿瘤",
    }  # fmt: skip
    rows = [(f"治疗项目{row}", "1", "26.00", "26.00") for row in range(30)]
    receipt = kind.endswith("_invoice")
    values["line_items"] = [(name, amount) for name, *_, amount in rows[:8]] if receipt else rows
    values["laboratory_rows"] = [(f"检验项目{row}", "5.1", "g/L", "3-9", "") for row in range(24)]
    return PageOrder(f"bench:{place}", kind, place // len(_KINDS) % TEMPLATES, values, house=f"H{place % 40:03d}")


def main() -> int:
    """Prints the figures; fails below the bar."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    cv2.setNumThreads(1)
    faces = Faces(installed_fonts())
    orders = [order(place) for place in range(pages)]
    render_page(orders[0], 7, faces)
    printing, making, writing, formats = [], [], [], []
    for one in orders:
        start = time.process_time()
        printed_sheets(one, 7, faces)
        printed = time.process_time()
        picture = render_page(one, 7, faces)
        made = time.process_time()
        encode(picture)
        writing.append(time.process_time() - made)
        making.append(made - printed)
        printing.append(printed - start)
        formats.append(picture.shot.file_format)
    total = np.array(making) + np.array(writing)
    print(f"{pages} pages at 200 dpi, {len(BILL)}-column bills included; CPU milliseconds a page")
    print(f"print {1000 * np.mean(printing):6.0f}")
    print(f"take  {1000 * (np.mean(making) - np.mean(printing)):6.0f}")
    print(f"write {1000 * np.mean(writing):6.0f}")
    for name in sorted(set(formats)):
        chosen = [cost for cost, one in zip(total, formats, strict=True) if one == name]
        print(f"      {name}: {len(chosen)} pages, {1000 * np.mean(chosen):.0f} each")
    rate = float(1 / total.mean())
    print(f"{rate:.2f} pages a second and core (bar {_BAR})")
    return 0 if rate >= _BAR else 1


if __name__ == "__main__":
    sys.exit(main())
