"""Normalises the texts that stand behind labels: names, sex, codes, departments, diagnoses."""

import re

from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import GAP
from fraudpipe.documents.values.dates import plain
from fraudpipe.documents.values.stages import tidy_stage
from fraudpipe.documents.values.wording import mended

_HAN = "\u4e00-\u9fff"
_NAME = re.compile(f"[{_HAN}*＊]{{2,4}}|[{_HAN}]{{2,8}}·[{_HAN}]{{2,12}}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-]*")
# What a seal below a signature says, where both were read as one line.
_SEAL_END = re.compile(
    r"(?:医务[科处]|病案[室科]|病理科|影像科|放射科|检验科|门诊部|手术室|[病诊医][^，。]{0,6}专用章?)$"
)
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}，。；、：（）？])[ ]+(?=[{_HAN}，。；、：（）？])")
_INSTITUTION_END = (
    "医院",
    "卫生院",
    "保健院",
    "医学中心",
    "急救中心",
    "卫生服务中心",
    "卫生服务站",
    "诊所",
    "门诊部",
    "体检中心",
    "防治院",
    "研究所",
    "疗养院",
    "医疗中心",
    "防治所",
    "妇幼保健中心",
    "血液中心",
    "分院",
    "院区",
    "附属医院",
)
_INSTITUTION = re.compile(
    rf"[{_HAN}（）()·A-Za-z0-9]*?(?:{'|'.join(_INSTITUTION_END)})(?:[{_HAN}]{{0,6}}(?:院区|分院|医院))?"
)


def first_part(text: str) -> str:
    r"""The first piece that is not empty, up to a label nobody knows.

    >>> first_part("\t 神经内科\t床位：12")
    '神经内科'
    """
    for part in text.split(GAP):
        if part.strip():
            cut = re.split(rf"\s+[{_HAN}]{{2,6}}[:：]|\s{{2,}}", part.strip())[0]
            return "" if re.match(rf"[{_HAN}]{{2,8}}[:：]", cut) else cut.strip(" :：;；,，。.")
    return ""


def first_part_or_none(text: str) -> str | None:
    """The first piece, or None when there is none."""
    return first_part(text) or None


def parse_name(text: str) -> str | None:
    """A person's name.

    >>> parse_name(" 模拟甲 "), parse_name("女，36岁")
    ('模拟甲', None)
    """
    name = _SEAL_END.sub("", re.sub(r"\s", "", first_part(text)))
    return name.replace("＊", "*") if _NAME.fullmatch(name) and name not in ("男性", "女性") else None


def parse_sex(text: str) -> str | None:
    """男 or 女.

    >>> parse_sex("女性"), parse_sex("□男 ☑女"), parse_sex("科室")
    ('女', '女', None)
    """
    part = text.replace(GAP, " ").strip()
    ticked = re.search(r"[☑√■✓]\s*([男女])", part) or re.search(r"([男女])\s*[☑√■✓]", part)
    if ticked:
        return ticked[1]
    return part[0] if part[:1] in ("男", "女") and part[1:2] not in ("科", "/") else None


def parse_digits(text: str) -> str | None:
    """A number that identifies, its spaces removed.

    >>> parse_digits("0000 2753"), parse_digits("无")
    ('00002753', None)
    """
    digits = re.match(r"\d+", re.sub(r"[ ]", "", plain(first_part(text))))
    return digits[0] if digits and len(digits[0]) >= 4 else None


def parse_code(text: str) -> str | None:
    """A code of letters and digits, as printed.

    >>> parse_code(" d2cf"), parse_code("：")
    ('d2cf', None)
    """
    code = _CODE.match(plain(first_part(text)).strip())
    return code[0] if code and len(code[0]) >= 3 else None


def parse_record(text: str) -> str | None:
    """A number of a record or specimen: a code with at least two digits."""
    code = parse_code(text)
    return code if code and sum(mark.isdigit() for mark in code) >= 2 else None


def parse_department(text: str) -> str | None:
    """A department or ward.

    >>> parse_department("乳腺科2"), parse_department("2019-11")
    ('乳腺科2', None)
    """
    part = re.sub(r"\s", "", first_part(text))
    good = re.fullmatch(rf"[{_HAN}（）()A-Za-z0-9一二三四五六七八九十、/\-]{{2,24}}", part)
    title = re.search(r"\d{4}|记录|证明|报告|医院|票据|^(?:住院|入院|出院|病案|编号)", part)
    return part if good and re.search(rf"[{_HAN}]{{2}}", part) and not title else None


def parse_institution(text: str) -> str | None:
    r"""The name of a hospital in a text, without what stands around it.

    >>> parse_institution("石首市人民医院出院记录"), parse_institution("遵义\t医科大学附属医院\t收费专用章")
    ('石首市人民医院', '遵义医科大学附属医院')
    """
    joined = re.sub(r"\s", "", text).lstrip(":：.,，。、·（(")
    match = _INSTITUTION.search(re.sub(r"^.{0,2}章[）):：]*", "", joined))
    if match and len(name := match[0].lstrip("（）()·")) >= 5:
        return name
    return None


def parse_sentence(text: str) -> str | None:
    """A longer text on one line: pieces joined, needless spaces removed."""
    joined = re.sub(r"\s+", " ", text.replace(GAP, " ")).strip(" :：")
    return mended(_BETWEEN_HAN.sub(" ", joined)) or None


def parse_diagnosis(text: str) -> str | None:
    """A diagnosis as printed, with what readers usually get wrong in it set right.

    >>> parse_diagnosis("左乳癌（T2N2MO） 。 (Z51. 103)恶性肿瘤")
    '左乳癌（T2N2M0） 。 (Z51.103)恶性肿瘤'
    """
    tidy = parse_sentence(text)
    if tidy is None or not re.search(rf"[{_HAN}]", tidy):
        return None
    tidy = tidy_stage(tidy)
    return re.sub(r"(?<=[A-Z]\d{2}\.) (?=\d)", "", tidy)


def parse_cell(text: str) -> str | None:
    r"""A short text of any kind: a specimen, an examination, a kind of anaesthesia.

    >>> parse_cell(" 左侧手术切除标本\t床号：12"), parse_cell("：")
    ('左侧手术切除标本', None)
    """
    part = re.sub(r"(?<=[^ -~]) | (?=[^ -~])", "", first_part(text))
    return part if re.search(rf"[{_HAN}A-Za-z]", part) else None


def parse_count(text: str) -> int | None:
    """Which stay it is.

    >>> parse_count("第2次住院"), parse_count("1 次"), parse_count("无")
    (2, 1, None)
    """
    match = re.match(r"\s*第?\s*(\d{1,2})(?!\d)", plain(text))
    return int(match[1]) if match and int(match[1]) > 0 else None


def parse_height(text: str) -> int | None:
    """A height in centimetres.

    >>> parse_height("165cm"), parse_height("1.65 m"), parse_height("16")
    (165, 165, None)
    """
    metres = re.match(r"\s*([12])\s*[.,]\s*(\d{2})\s*(?:m|米)", plain(text), re.IGNORECASE)
    match = re.match(r"\s*(\d{2,3})(?:\.\d)?(?!\d)", plain(text))
    number = int(metres[1] + metres[2]) if metres else int(match[1]) if match else 0
    return number if 40 <= number <= 230 else None


def parse_pressure(text: str) -> str | None:
    """A blood pressure, systolic over diastolic.

    >>> parse_pressure("124/78mmHg"), parse_pressure("124 / 78"), parse_pressure("正常")
    ('124/78', '124/78', None)
    """
    match = re.match(r"\s*(\d{2,3})\s*[/|丨l／]\s*(\d{2,3})(?!\d)", plain(text))
    return f"{match[1]}/{match[2]}" if match else None


def parse_bank(text: str) -> str | None:
    """The name of a bank.

    >>> parse_bank("虚构农商银行 借记卡"), parse_bank("银行卡")
    ('虚构农商银行', None)
    """
    match = re.search(rf"[{_HAN}]{{2,14}}?(?:银行|信用社|信用联社)(?!卡)", re.sub(r"\s", "", first_part(text) or text))
    return match[0] if match else None


def incomplete(text: str) -> bool:
    """Whether a list breaks off behind a bare number (…4、)."""
    return bool(re.search(r"\d{1,2}\s*[、.．)）]\s*$", fold(text)))
