"""Finds the total of an invoice in words and in digits, and the days of a stay."""

import re

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import GAP
from fraudpipe.documents.values.amounts import amounts_in, words_in
from fraudpipe.documents.values.dates import dates_in
from fraudpipe.records.capitals import NUMERALS
from fraudpipe.records.money import yuan_text

STAY_LABELS = ("住院时间", "住院日期", "住院起止日期", "住院起止时间", "起止日期", "出入院日期", "住院期间")
TOTAL_LABELS = ("金额合计", "合计金额", "总金额", "费用总额", "费用合计", "合计", "总费用", "医疗费总额")
WORDS_LABELS = ("(大写)", "大写", "人民币(大写)", "合计(大写)")
DIGITS_LABELS = ("(小写)", "小写")
BILL_TOTAL_LABELS = ("费用总计", "费用总额", "费用合计", "合计金额", "金额合计", "总金额", "总费用", "总计", "合计")
_BILL_TOTAL = re.compile(
    r"(?:费\s*用\s*[总合]\s*[计额]?|合\s*计(?:\s*金\s*额)?|金\s*额\s*合\s*计|总\s*金\s*额?|总\s*费\s*用|总\s*计)[^\d¥￥-]{0,12}"
)
_PART_OF_BILL = re.compile(r"本页|本日|当日|小计|每页|大类")
_CHECK_CODE = re.compile(r"[\u4e00-\u9fff]{2,4}\s*:\s*([0-9A-Za-z]{4,8})")
_ALONE = re.compile(r"\s*[¥￥]?\s*\d[\d,]*[.,]\d{2}(?=\s|$)\D{0,3}")
_AMOUNT = re.compile(r"[¥￥]?\s*-?\d[\d,.，]*\d|\d")


def find_total(page: PageText) -> dict[str, Candidate]:
    """`total_amount` and `total_amount_words` in the row that says 合计, 大写 or 小写."""
    found: dict[str, Candidate] = {}
    for at, row in enumerate(page.rows):
        text = fold(row.text)
        if not re.search(r"合计|大写|小写", text):
            continue
        words = words_in(row.text)
        if words and "total_amount_words" not in found:
            start = row.text.index(words)
            box, score = row.slice_box(start, start + len(words)), row.slice_score(start, start + len(words))
            found["total_amount_words"] = Candidate(words, box, score)
        elif "total_amount_words" not in found and (seen := _blurred_words(page, at)):
            found["total_amount_words"] = seen
        small = re.search(r"小写|\([^()大]{0,2}[写小][^()]{0,2}\)", text)
        matches = list(_AMOUNT.finditer(text, small.end() if small else 0))
        if matches and "total_amount" not in found:
            match = matches[0] if small else matches[-1]
            amounts = amounts_in(match.group())
            if amounts and (small or "." in match.group()):
                box, score = row.slice_box(*match.span()), row.slice_score(*match.span())
                found["total_amount"] = Candidate(yuan_text(amounts[0]), box, score, 1.0 if small else 0.8)
    return found


def find_bill_total(page: PageText) -> dict[str, Candidate]:
    """`total_amount` of a bill: the last sum that is not one of a page, a day or a category.

    Where a seal hides its label, an amount that stands alone below everything may be it: the rows have to prove that.
    """
    alone: dict[str, Candidate] = {}
    for row in reversed(page.rows):
        text = fold(row.text)
        if _PART_OF_BILL.search(text):
            continue
        label = _BILL_TOTAL.search(text)
        number = _AMOUNT.search(text, label.end()) if label else _ALONE.fullmatch(text)
        amounts = amounts_in(number.group()) if number else ()
        if number is None or not amounts:
            continue
        box, score = row.slice_box(*number.span()), row.slice_score(*number.span())
        if label:
            return {"total_amount": Candidate(yuan_text(amounts[0]), box, score)}
        alone = alone or {"total_amount": Candidate(yuan_text(amounts[0]), box, score, 0.5)}
    return alone


def find_stay(page: PageText) -> dict[str, Candidate]:
    """`admission_date` and `discharge_date` where both stand behind one label."""
    labels = {fold(label) for label in STAY_LABELS}
    for row, spans in zip(page.rows, page.spans, strict=True):
        for span in spans:
            if span.label not in labels:
                continue
            end = min((one.start for one in spans if one.start >= span.end), default=len(row.text))
            dates = dates_in(row.text[span.end : end])
            box, score = row.slice_box(span.end, end), row.slice_score(span.end, end)
            if len(dates) >= 2:
                return {
                    "admission_date": Candidate(dates[0], box, score),
                    "discharge_date": Candidate(dates[-1], box, score),
                }
            if dates:
                return {"admission_date": Candidate(dates[0], box, score, 0.8)}
    return {}


def find_check_code(page: PageText) -> dict[str, Candidate]:
    """`check_code` where its label is misread: on the uniform invoices it stands between number and date of issue."""
    places = {span.label: at for at, spans in enumerate(page.spans) for span in spans}
    above, below = places.get("票据号码"), places.get("开票日期")
    if above is None or below is None:
        return {}
    columns = [line.box for line in page.rows[above].lines if "号码" in line.text]
    for row in page.rows[above + 1 : below]:
        for line in row.lines:
            match = _CHECK_CODE.fullmatch(fold(line.text.strip()))
            if match and columns and abs(line.box[0] - columns[-1][0]) < 2 * row.height:
                code = match[1]
                return {"check_code": Candidate(code, line.box, line.score, 0.8)}
    return {}


def _blurred_words(page: PageText, at: int) -> Candidate | None:
    """Text behind 大写 that looks like numerals in part; a known amount may mend it later."""
    row = page.rows[at]
    for span in page.spans[at]:
        if "大写" not in fold(row.text[span.start : span.end]):
            continue
        rest = row.text[span.end :].split(GAP)
        seen = next((part for part in rest if part.strip()), "")
        seen = re.split(r"[（(¥￥\d]", seen.strip(" :：¥￥)）"))[0].strip()
        if len(seen) >= 2 and 2 * sum(mark in NUMERALS for mark in seen) >= len(seen):
            start = row.text.index(seen, span.end)
            return Candidate(
                seen, row.slice_box(start, start + len(seen)), row.slice_score(start, start + len(seen)), 0.4
            )
    return None
