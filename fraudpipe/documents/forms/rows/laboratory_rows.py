"""Reads the table of results of a laboratory report."""

import re
from collections.abc import Sequence

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.forms.rows.laboratory_units import UNITS, usual_unit
from fraudpipe.documents.forms.rows.table_columns import Cells, TableHead, cells_of, part_of, table_head
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import union
from fraudpipe.documents.values.dates import plain
from fraudpipe.records.reading import LaboratoryRow, TextLine

_TITLES = {
    "name": r"(?:检[验測测查]|化验|分析|测定|中文)?(?:项[目日自]|指标)(?:中文)?(?:名称)?|检[验测]名称|中文名称",
    "index": r"序号|^N[oO]\.?$|编号|代[码号]|英文(?:名称|缩写|简称)?|缩写|简称|代码",
    "range": r"(?:生物)?参[考照苳].{0,3}[围区间值]+|参考|正常(?:参考)?(?:值|范围)|范围|[考参]区间",
    "flag": r"提示|标[志识记]|异常|状态|高低|结果提示",
    "result": r"(?:检[验测查]|测定|定量|本次)?(?:结果|值)|测定值",
    "unit": r"单位",
    "method": r"(?:检[验测]|测定)?方法(?:学)?",
}
_NEEDED = ("name", "result")
_RANGE = re.compile(
    r"[<>≤≥]?\s*-?\d[\d.,]*\s*[-–—~～－一至]+\s*\d[\d.,]*|[<>≤≥＜＞]=?\s*\d[\d.]*|[阴阳]性(?:[(（][-+]*[)）])?"
)
_NUMBER = re.compile(r"[<>≤≥]?\s*-?\d+(?:\.\d+)?")
_DASHES = str.maketrans("–—－−", "----")
_GAMMA = re.compile(r"^[γ7yYrvVＹ丫]-?(?=谷氨[酰醯])")
_ARROW_LIKE = re.compile(r"[↑↓个卜十丨|†!！TtfJjVv1lI↗↘→HLhl＋+\-\s]{1,2}")
_END = re.compile(
    r"\s*(?:备注|注|说明|附注|检验者|检验人|检验员|审核者|审核人|报告|送检|采[样集]|接收|签[收发]|打印|第\d+页|[*＊★].{0,12}[:：]?.*(?:仅|负责))"
)
_MOST_GAP = 4.0
_TWO = 2


def find_laboratory_rows(page: PageText) -> dict[str, Candidate]:
    """`laboratory_rows` below the head of the table, column after column where there are several."""
    head = table_head(page, _TITLES, _NEEDED)
    if head is None:
        return {}
    columns: list[list[tuple[LaboratoryRow, float]]] = [[] for _ in head.groups]
    previous = page.rows[head.row]
    for row in page.rows[head.row + 1 :]:
        if _END.match(fold(row.text)) or row.box[1] - previous.box[3] > _MOST_GAP * previous.height:
            break
        for at, cells in enumerate(cells_of(row, head)):
            read = _row(cells, head)
            if read is not None:
                columns[at].append((read, min(one.score for kind, one in cells.items() if kind != "flag")))
        previous = row
    rows = [one for column in columns for one in column]
    if not rows:
        return {}
    ordered = tuple(row for row, _ in rows)
    return {"laboratory_rows": Candidate(ordered, union(row.box for row in ordered), min(score for _, score in rows))}


def flag_of(result: str, span: str) -> str | None:
    """The mark that a result deserves by its range; None where either is no number.

    >>> flag_of("11.2", "3.5-9.5"), flag_of("0.3", "0-0.55"), flag_of("阴性", "阴性"), flag_of("7", "<5")
    ('↑', '', None, '↑')
    """
    value = _NUMBER.fullmatch(plain(result).strip())
    bounds = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", plain(span).replace(",", ""))]
    if value is None or not bounds or not re.search(r"\d", span):
        return None
    number = float(re.sub(r"[^\d.\-]", "", value[0]))
    if len(bounds) == 1:
        if re.search(r"[<≤]", plain(span)):
            return "↑" if number > bounds[0] else ""
        # A bare number may have lost either sign.
        return ("↓" if number < bounds[0] else "") if re.search(r"[>≥]", plain(span)) else None
    low, high = bounds[:2]
    if low > high:
        return None
    return "↑" if number > high else "↓" if number < low else ""


def soundness(row: LaboratoryRow) -> int:
    """How many cells of a row look whole, 0-3: result, unit and range.

    >>> soundness(LaboratoryRow("胱抑素C", "1.53", "mg/L", "0.51-1.09", "↑", (0, 0, 1, 1)))
    3
    >>> soundness(LaboratoryRow("胱抑素C", "1.53", "mo/L", "0.51-09", "", (0, 0, 1, 1)))
    1
    """
    bounds = re.findall(r"\d+(?:\.\d+)?", row.range)
    ordered = len(bounds) < _TWO or float(bounds[0]) < float(bounds[1])
    whole = ordered and not any(re.match(r"0\d", bound) for bound in bounds)
    return bool(_NUMBER.fullmatch(row.result)) + (row.unit in UNITS) + whole


def _row(cells: Cells, head: TableHead) -> LaboratoryRow | None:
    cells = _parted(cells, head)
    name, result = cells.get("name"), cells.get("result")
    if name is None or result is None:
        return None
    title = re.sub(r"^\d{1,2}[\s.、]+|^[*＊★☆·]+|\s", "", name.text)
    title = _GAMMA.sub("γ-", title)
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", title) or not result.text.strip():
        return None
    printed = re.sub(r"\s", "", cells["range"].text).translate(_DASHES) if "range" in cells else ""
    span = _span(printed)
    value = re.sub(r"\s", "", result.text)
    unit = usual_unit(re.sub(r"\s", "", cells["unit"].text)) if "unit" in cells else ""
    seen = cells["flag"].text if "flag" in cells else ""
    box = union(one.box for one in cells.values())
    # A range that had to be mended may be another one: it accuses no result.
    flag = _flag(seen, value, span if span == printed else "")
    return LaboratoryRow(title, value, unit, span, flag, box)


def _span(text: str) -> str:
    """The range; the dash is put back between two numbers that were read as one.

    >>> _span("125350"), _span("3.5-9.5"), _span("5.20"), _span("3.5.9.5"), _span("0.51.1.09"), _span("120")
    ('125-350', '3.5-9.5', '5.20', '3.5-9.5', '0.51-1.09', '120')
    """
    low, high = text[: len(text) // 2], text[len(text) // 2 :]
    equal = text.isascii() and text.isdigit() and len(low) == len(high) >= 2
    if equal and low[0] != "0" and int(low) < int(high):
        return f"{low}-{high}"
    # A small dash is taken for a point; of the two bounds one is as exact as the other. A lone point may be just that.
    points = [match.start() for match in re.finditer(r"\.", text)] if re.fullmatch(r"\d[\d.]*\d", text) else []
    parted = [(text[:at], text[at + 1 :]) for at in points if len(points) >= _TWO]
    bounds = [
        (low, high)
        for low, high in parted
        if _decimals(low) is not None and _decimals(low) == _decimals(high) and float(low) < float(high)
    ]
    return "-".join(bounds[0]) if len(bounds) == 1 else text


def _decimals(number: str) -> int | None:
    """How many decimals a number has; None where it is none.

    >>> _decimals("3.5"), _decimals("97"), _decimals("1.09.2")
    (1, 0, None)
    """
    return len(number.partition(".")[2]) if re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?", number) else None


def _flag(seen: str, result: str, span: str) -> str:
    """The printed mark; where readers see none or something like one, what the range says."""
    marks = seen.strip()
    if any(mark in "↑Ｈ" for mark in marks) or marks.upper() in ("H", "HH", "高", "偏高"):
        return "↑"
    if any(mark in "↓Ｌ" for mark in marks) or marks.upper() in ("L", "LL", "低", "偏低"):
        return "↓"
    return flag_of(result, span) or ""


def _parted(cells: Cells, head: TableHead) -> Cells:
    """Cells whose neighbours were read with them: a result with its mark, its unit or its range behind it."""
    kinds = {column.kind for group in head.groups for column in group}
    whole = dict(cells)
    if (result := whole.get("result")) is not None:
        match = re.match(r"\s*([<>≤≥]?\s*\d+(?:\.\d+)?)\s*([↑↓]+)?\s*(\S.*)?$", result.text)
        if match and (match[2] or match[3]):
            whole["result"] = part_of(result, *match.span(1))
            if match[2]:
                whole["flag"] = part_of(result, *match.span(2))
            if match[3]:
                _behind(whole, part_of(result, *match.span(3)), kinds)
    if (span := whole.get("range")) is not None and (match := _RANGE.search(span.text)):
        mark = span.text[match.end() :].strip()
        if mark and "flag" not in whole and _ARROW_LIKE.fullmatch(mark):
            whole["flag"] = part_of(span, match.end(), len(span.text))
            whole["range"] = part_of(span, *match.span())
        front = span.text[: match.start()].strip()
        if front and "unit" in kinds and "unit" not in whole:
            whole["unit"] = part_of(span, 0, match.start())
            whole["range"] = part_of(span, *match.span())
    return whole


def _behind(whole: Cells, rest: TextLine, kinds: Sequence[str] | set[str]) -> None:
    if "flag" not in whole and rest.text.strip().upper() in ("H", "L", "HH", "LL", "高", "低"):
        whole["flag"] = rest
    elif "range" in kinds and "range" not in whole and _RANGE.fullmatch(rest.text.strip()):
        whole["range"] = rest
    elif "unit" in kinds and "unit" not in whole:
        whole["unit"] = rest
