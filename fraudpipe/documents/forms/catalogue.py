"""Which form a document type has, and which type a page is."""

import re
from dataclasses import dataclass

from fraudpipe.documents.forms.admission_note import ADMISSION_NOTE
from fraudpipe.documents.forms.authorisation_letter import AUTHORISATION_LETTER
from fraudpipe.documents.forms.bank_card import BANK_CARD
from fraudpipe.documents.forms.diagnosis_certificate import DIAGNOSIS_CERTIFICATE
from fraudpipe.documents.forms.discharge_record import DISCHARGE_RECORD
from fraudpipe.documents.forms.general_paper import general_paper
from fraudpipe.documents.forms.health_check_report import HEALTH_CHECK_REPORT
from fraudpipe.documents.forms.identity_card import IDENTITY_CARD
from fraudpipe.documents.forms.imaging_report import IMAGING_REPORT
from fraudpipe.documents.forms.inpatient_invoice import INPATIENT_INVOICE
from fraudpipe.documents.forms.itemised_bill import ITEMISED_BILL
from fraudpipe.documents.forms.laboratory_report import LABORATORY_REPORT
from fraudpipe.documents.forms.operation_record import OPERATION_RECORD
from fraudpipe.documents.forms.outpatient_invoice import OUTPATIENT_INVOICE
from fraudpipe.documents.forms.pathology_report import PATHOLOGY_REPORT
from fraudpipe.documents.forms.record_front_page import RECORD_FRONT_PAGE
from fraudpipe.documents.han import simplified
from fraudpipe.documents.labels import Lexicon, fold, lexicon
from fraudpipe.documents.layout import Row
from fraudpipe.records.reading import DOCUMENT_TYPES

_OWN = (
    INPATIENT_INVOICE,
    OUTPATIENT_INVOICE,
    ITEMISED_BILL,
    LABORATORY_REPORT,
    RECORD_FRONT_PAGE,
    DISCHARGE_RECORD,
    DIAGNOSIS_CERTIFICATE,
    PATHOLOGY_REPORT,
    IMAGING_REPORT,
    ADMISSION_NOTE,
    OPERATION_RECORD,
    HEALTH_CHECK_REPORT,
    IDENTITY_CARD,
    BANK_CARD,
    AUTHORISATION_LETTER,
)
FORMS = {one: general_paper(one) for one in DOCUMENT_TYPES} | {form.document_type: form for form in _OWN}
"""Document type to its form."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells a type: its title, or a sign of its own anywhere (four points), and words (one point each)."""

    title: str
    words: tuple[str, ...] = ()
    anywhere: str = "(?!)"


_SIGNS = {
    "inpatient_invoice": _Signs(
        r"住院.{0,3}(?:收费|结算|收据|发票|票据)|.院收.{0,3}据",
        ("住院时间", "预缴金额", "住院科", "起付标准", "票据号码", "金额合计", "补缴金额", "退费金额"),
    ),
    "outpatient_invoice": _Signs(
        r"门.{0,3}(?:收费|收据|发票|票据)|[门]诊.{0,4}费.{0,2}据",
        ("门诊号", "就诊日期", "票据号码", "金额合计", "其他门急诊", "挂号费"),
    ),
    "itemised_bill": _Signs(r"费用.{0,2}清单|明细清单|汇总清单|一日清单|费用明细", ("规格", "单价", "数量")),
    "discharge_record": _Signs(
        r"出院(?:记录|小结|总结|病历|病情)|24小时.{0,4}出院",
        ("出院医嘱", "诊疗经过", "出院情况", "入院情况", "出院诊断", "入院诊断"),
    ),
    "diagnosis_certificate": _Signs(
        r"(?:诊断|疾病|病情|医学|住院)证明|诊断书|病休证明|诊断建议书",
        ("特此证明", "建议休息", "医疗专用章", "诊断证明", "处理意见"),
    ),
    "pathology_report": _Signs(
        r"病理.{0,6}(?:报告|诊断书|会诊)|组织学.{0,6}报告|细胞学.{0,4}报告",
        ("病理诊断", "病理号", "肉眼所见", "镜下所见", "免疫组化", "送检材料", "取材"),
    ),
    "imaging_report": _Signs(
        r"(?:CT|MR|MRI|DR|X线|X光|超声|彩超|B超|影像|放射|核磁|磁共振|内镜|胃镜|肠镜|心电).{0,8}(?:报告|诊断)|影像.{0,4}报告",
        ("影像所见", "检查所见", "影像诊断", "检查部位", "超声所见", "超声提示"),
    ),
    "laboratory_report": _Signs(
        r"检验.{0,6}报告|化验.{0,4}报告|检验结果", ("参考范围", "参考值", "检验者", "标本类型", "参考区间")
    ),
    "admission_note": _Signs(
        r"入院(?:记录|病历|志)|住院(?:病历|志)", ("主诉", "现病史", "既往史", "家族史", "体格检查")
    ),
    "record_front_page": _Signs(r"病案首页", ("离院方式", "入院途径", "损伤中毒", "病案质量", "科主任")),
    "operation_record": _Signs(
        r"手术记录|手术.{0,2}记录单", ("手术名称", "术者", "麻醉方式", "手术经过", "术前诊断", "术后诊断")
    ),
    "health_check_report": _Signs(
        r"(?:体检|健康检查|健康体检).{0,4}(?:报告|表|结论)", ("体检编号", "总检", "体检日期")
    ),
    "identity_card": _Signs(
        r"居民身份证", ("公民身份号码", "签发机关", "有效期限", "住址", "出生", "民族"), "公民身份号码"
    ),
    "bank_card": _Signs(r"银联|UnionPay|借记卡|储蓄卡|信用卡", ("银行", "VALID THRU", "DEBIT", "有效期")),
    "authorisation_letter": _Signs(r"授权(?:委托)?书|委托书|知情同意书", ("授权人", "被授权人", "委托人")),
}
_TITLE_POINTS, _ENOUGH = 4, 3
_HEAD_SHARE = 0.35


def document_type_of(rows: tuple[Row, ...], height: int) -> tuple[str, float]:
    """The type of a page and its points; other when nothing tells enough.

    A title counts when it stands alone in the head of the page, so that a record that mentions a pathology report
    in its text stays a record.
    """
    titles, everything = [], fold(simplified("".join(row.text for row in rows))).replace(" ", "").replace("\t", "")
    for row in rows:
        if row.box[1] <= _HEAD_SHARE * height:
            joined = re.sub(r"\s", "", fold(simplified(row.text)))
            titles += [re.sub(r"\s", "", fold(simplified(line.text))) for line in row.lines] + [joined]
    titles = [title for title in titles if len(title) <= 32 and not re.search(r"[,，。;；]", title)]
    best, most = "other", 0.0
    for document_type, signs in _SIGNS.items():
        points = float(sum(word in everything for word in signs.words))
        named = any(re.search(signs.title, title) for title in titles) or re.search(signs.anywhere, everything)
        points += _TITLE_POINTS * bool(named)
        if points > most:
            best, most = document_type, points
    return (best, most) if most >= _ENOUGH else ("other", most)


def shared_lexicon() -> Lexicon:
    """The labels of all forms: a label of one type ends a value on every type."""
    labels = sorted({label for form in FORMS.values() for rule in form.rules for label in rule.labels})
    free = sorted({label for form in FORMS.values() for label in form.free})
    return lexicon(tuple(labels), tuple(free))
