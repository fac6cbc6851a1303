"""Tells which type of document a page is, by its title and by the words that only such papers print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.han import simplified

_TITLE_POINTS, _SIGN_POINTS, _ENOUGH = 5, 4, 3
_HEAD_SHARE = 0.35
_FEW_LINES = 30
"""A card has fewer lines than this, its back, its copy's heading and a note beside it included."""
_NO_CARD = re.compile(r"住院|病案|病历|科室|诊断|授权|收费")
_LONGEST_TITLE = 32


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells a type.

    Attributes:
        title: A pattern; it counts where it stands alone in the head of the page, so that a record that mentions a
            pathology report in its text stays a record.
        words: Each counts one point, wherever it stands.
        anywhere: A pattern that is nearly as good as a title, wherever it stands.
        card: Whether only a page with few lines and without the words of hospitals can be one.
    """

    title: str
    words: tuple[str, ...] = ()
    anywhere: str = "(?!)"
    card: bool = False


_MACHINES = "CT|MR|MRI|DR|X线|X光|X射线|超声|彩超|B超|多普勒|影像|放射|核磁|磁共振|内镜|胃镜|肠镜|镜检|心电|骨密度|钼靶"
_NO_DESK = "(?!处|窗|员|室|专用)"
"""Whoever takes the money is named on other papers, too."""
# Where two types have the same points, the first one here is taken.
_SIGNS = {
    "outpatient_invoice": _Signs(
        rf"门.{{0,3}}(?:收费{_NO_DESK}|收据|发票|票据)|[门]诊.{{0,4}}费.{{0,2}}据",
        ("门诊号", "就诊日期", "票据号码", "票据代码", "校验码", "金额合计", "其他门急诊", "挂号费", "诊察费",
         "收款单位", "个人账户支付", "收款人"),
    ),
    "inpatient_invoice": _Signs(
        rf"住院.{{0,3}}(?:(?:收费|结算){_NO_DESK}|收据|发票|票据)|.院收.{{0,3}}据",
        ("住院时间", "预缴金额", "住院科", "起付标准", "票据号码", "票据代码", "校验码", "金额合计", "补缴金额",
         "退费金额", "收款单位", "个人账户支付", "收款人", "住院号", "住院天数", "预交", "床位费", "护理费"),
    ),
    "itemised_bill": _Signs(
        r"费用.{0,2}清单|明细清单|汇总清单|一日清单|费用明细", ("规格", "单价", "数量", "费用合计", "费别")
    ),
    "discharge_record": _Signs(
        r"出院(?:记录|小结|总结|病历|病情)|24小时.{0,4}出院",
        ("出院医嘱", "诊疗经过", "出院情况", "入院情况", "出院诊断", "入院诊断"),
    ),
    "diagnosis_certificate": _Signs(
        r"(?:诊断|疾病|病情|医学|住院)证明|诊断书|病休证明|诊断建议书|病假.{0,2}证明",
        ("特此证明", "建议休息", "医疗专用章", "诊断证明", "处理意见", "诊断专用章", "盖章无效"),
    ),
    "pathology_report": _Signs(
        r"病理.{0,6}(?:报告|诊断书|会诊|检查单)|(?:组织|细胞)学.{0,6}报告|冰冻.{0,4}报告|活检.{0,4}报告",
        ("病理诊断", "病理学诊断", "病理号", "肉眼所见", "镜下所见", "免疫组化", "送检材料", "取材", "病理科"),
    ),
    "imaging_report": _Signs(
        rf"(?:{_MACHINES}).{{0,10}}(?:报告|诊断|检查单)|影像.{{0,4}}报告|(?<!病理)(?<!理学)(?<!健康)检查报告",
        ("影像所见", "检查所见", "影像诊断", "检查部位", "超声所见", "超声提示", "影像科", "放射科", "检查方法",
         "影像号"),
    ),
    "laboratory_report": _Signs(
        r"检验.{0,6}报告|化验.{0,4}报告|检验结果",
        ("参考范围", "参考值", "检验者", "标本类型", "参考区间", "检验科", "检验专用章"),
    ),
    "admission_note": _Signs(
        r"入院(?:记录|病历|志)|住院(?:病历|志)(?!首页)|大病历",
        ("主诉", "现病史", "既往史", "家族史", "体格检查", "个人史", "初步诊断", "辅助检查"),
    ),
    "record_front_page": _Signs(
        r"病案首页|病历首页", ("离院方式", "入院途径", "损伤中毒", "病案质量", "科主任", "疾病编码", "医疗付费方式")
    ),
    "operation_record": _Signs(
        r"手术记录|手术.{0,2}记录单|手术志",
        ("手术名称", "术者", "麻醉方式", "手术经过", "术前诊断", "术后诊断", "手术日期", "手术医师", "麻醉方法"),
    ),
    "health_check_report": _Signs(
        r"(?:体检|健康检查|健康体检|健康查体).{0,4}(?:报告|表|结论)",
        ("体检编号", "总检", "体检日期", "体检号", "体检结论", "体检中心"),
    ),
    "authorisation_letter": _Signs(
        r"授权(?:委托)?书|委托书|(?:查询|信息).{0,6}(?:授权|同意)书",
        ("授权人", "被授权人", "委托人", "授权事项", "授权范围", "本人自愿授权"),
    ),
    "identity_card": _Signs(
        r"居民身份证", ("公民身份号码", "签发机关", "有效期限", "住址", "出生", "民族"), "公民身份号码", card=True
    ),
    "bank_card": _Signs(
        r"银联|UnionPay|借记卡|储蓄卡|信用卡|银行卡",
        ("银行", "VALID THRU", "DEBIT", "有效期", "持卡人", "借记卡", "UnionPay"),
        r"(?<!\d)62\d{14,17}(?!\d)",
        card=True,
    ),
}  # fmt: skip


def document_type_of(rows: Sequence[Row], height: int) -> tuple[str, float]:
    """The type of a page and its points; other when nothing tells enough."""
    everything = fold(simplified("".join(row.text for row in rows))).replace(" ", "").replace("\t", "")
    titles = _titles(rows, height)
    few = sum(len(row.lines) for row in rows) < _FEW_LINES and not _NO_CARD.search(everything)
    best, most = "other", 0.0
    for document_type, signs in _SIGNS.items():
        if signs.card and not few:
            continue
        points = float(sum(word in everything for word in signs.words))
        points += _TITLE_POINTS * any(re.search(signs.title, title) for title in titles)
        points += _SIGN_POINTS * bool(re.search(signs.anywhere, everything))
        if points > most:
            best, most = document_type, points
    return (best, most) if most >= _ENOUGH else ("other", most)


def has_title(document_type: str, rows: Sequence[Row], height: int) -> bool:
    """Whether a page has the title of a type; other has none."""
    signs = _SIGNS.get(document_type)
    return signs is not None and any(re.search(signs.title, title) for title in _titles(rows, height))


def _titles(rows: Sequence[Row], height: int) -> list[str]:
    """What stands alone in the head of the page: lines, and rows whose pieces are one title with wide spaces."""
    found = []
    for row in rows:
        if row.box[1] <= _HEAD_SHARE * height:
            texts = [*(line.text for line in row.lines), row.text]
            found += [re.sub(r"\s", "", fold(simplified(text))) for text in texts]
    return [text for text in found if len(text) <= _LONGEST_TITLE and not re.search(r"[,，。;；]", text)]
