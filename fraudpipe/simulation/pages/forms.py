"""What stands on each medical form, and in which order: one entry a type; the layouts are in layouts.py."""

from dataclasses import dataclass

Fillers = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One type of paper.

    Attributes:
        titles: Wordings of its title.
        heads: Orders in which the short fields stand.
        passages: Long fields, in order.
        closing: Fields at the foot.
        purposes: What its seal says below the star.
        beside: Label and sample values of short entries that are no field.
        prose: Label and sample texts of passages that are no field; after the passages.
        opening: Text before everything.
        table: The field printed as a table, or "".
    """

    titles: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    passages: tuple[str, ...]
    closing: tuple[str, ...]
    purposes: tuple[str, ...]
    beside: Fillers = ()
    prose: Fillers = ()
    opening: str = ""
    table: str = ""


_PATIENT = ("patient_name", "sex", "age")
_STAY = ("admission_date", "discharge_date", "inpatient_days")
_WARD: Fillers = (("床号", ("12床", "+3床", "27床", "08床")), ("病区", ("一病区", "三病区", "东五病区")))
_CHARGE: Fillers = (("费别", ("自费", "医保", "居民医保")),)
_ADVICE = (
    "1.注意休息，加强营养，避免劳累；2.按时服药，定期门诊复查；3.如有不适，随时就诊。",
    "1.出院后继续口服药物治疗；2.一月后门诊复查血常规、肝肾功能；3.保持切口清洁干燥，不适随诊。",
    "注意休息，合理饮食，避免受凉。两周后复诊，带齐出院资料及化验单。",
)
_COURSE = (
    "入院后完善各项相关检查，排除禁忌后给予对症支持治疗，过程顺利。患者一般情况好，饮食睡眠可，二便正常，"
    "生命体征平稳，请示上级医师后准予出院。",
    "入院后予完善血常规、肝肾功能、凝血功能、心电图及相关影像学检查，结合病史明确诊断，予相应治疗，"
    "治疗过程中无特殊不良反应，复查各项指标较前好转，患者要求出院，予以办理。",
)

FORMS: dict[str, Form] = {
    "discharge_record": Form(
        ("出 院 记 录", "出院记录", "出院小结", "出 院 小 结"),
        (
            (*_PATIENT, "department", "record_number", *_STAY, "admission_count"),
            ("patient_name", "admission_date", "sex", "discharge_date", "age", "inpatient_days", "department",
             "record_number", "admission_count"),
            ("record_number", "department", "admission_count", *_PATIENT, *_STAY),
        ),
        ("chief_complaint", "present_illness", "past_history", "operation_name", "diagnosis"),
        ("attending_doctor",),
        ("病案室", "病历复印专用章", "医务科"),
        _WARD,
        (("诊疗经过", _COURSE), ("出院情况", ("一般情况良好，生命体征平稳。", "治愈。", "好转，切口愈合良好。")),
         ("出院医嘱", _ADVICE)),
    ),
    "diagnosis_certificate": Form(
        ("诊断证明书", "疾病诊断证明书", "诊 断 证 明 书", "出院诊断证明书"),
        (
            (*_PATIENT, "department", "record_number", *_STAY),
            ("record_number", "department", *_PATIENT, *_STAY),
        ),
        ("diagnosis",),
        ("attending_doctor", "issue_date"),
        ("诊断专用章", "医疗专用章", "诊断证明专用章"),
        (("职业", ("职员", "农民", "其他")),),
        (("处理意见", ("建议休息贰周，门诊随诊。", "注意休息，定期复查，不适随诊。", "建议全休壹月，加强营养。")),
         ("备注", ("本证明涂改及未盖章无效。", "未加盖本院公章无效。"))),
    ),
    "pathology_report": Form(
        ("病理检查报告单", "病理诊断报告书", "病理学检查报告单", "组织病理检查报告单"),
        (
            ("pathology_number", *_PATIENT, "department", "record_number", "specimen", "sampled_date"),
            (*_PATIENT, "record_number", "department", "pathology_number", "sampled_date", "specimen"),
        ),
        ("pathology_diagnosis", "tumour_stage"),
        ("attending_doctor", "reported_date"),
        ("病理科", "病理诊断专用章"),
        (("送检医院", ("本院",)), ("床号", ("12", "33", "6"))),
        (("肉眼所见", ("灰白灰红色组织一块，切面灰白，质中，全部取材。",
                       "送检组织大小约3×2×1cm，切面灰白质硬，界不清。")),
         ("镜下所见", ("镜下见组织结构尚清，细胞形态如诊断所述，请结合临床。",)),
         ("备注", ("本报告仅对送检标本负责。",))),
    ),
    "imaging_report": Form(
        ("CT检查报告单", "影像检查报告单", "医学影像诊断报告", "放射科检查报告单"),
        (
            ("imaging_number", *_PATIENT, "department", "record_number", "examination", "examined_date"),
            (*_PATIENT, "examination", "examined_date", "department", "record_number", "imaging_number"),
        ),
        ("imaging_findings", "imaging_diagnosis"),
        ("attending_doctor", "reported_date"),
        ("影像科", "放射科诊断专用章"),
        (("检查方法", ("平扫+增强", "平扫", "螺旋扫描")),),
        (("备注", ("此报告仅供临床医师参考，签字后有效。",)),),
    ),
    "laboratory_report": Form(
        ("检验报告单", "检 验 报 告 单", "临床检验结果报告单", "化验报告单"),
        (
            (*_PATIENT, "record_number", "department", "laboratory_number", "specimen", "sampled_date"),
            ("laboratory_number", "specimen", *_PATIENT, "department", "record_number", "sampled_date"),
        ),
        (),
        ("reported_date",),
        ("检验科", "检验专用章"),
        (("床号", ("12", "3", "27")), ("检验者", ("检验甲", "检验乙"))),
        (("备注", ("本结果仅对所检测标本负责，参考范围仅供参考。",)),),
        table="laboratory_rows",
    ),
    "admission_note": Form(
        ("入 院 记 录", "入院记录", "住 院 病 历", "住院病历"),
        (
            (*_PATIENT, "department", "record_number", "admission_date", "height_cm", "blood_pressure"),
            ("patient_name", "record_number", "sex", "department", "age", "admission_date", "blood_pressure",
             "height_cm"),
        ),
        ("chief_complaint", "present_illness", "past_history", "family_history", "physical_examination", "diagnosis"),
        ("attending_doctor",),
        ("病案室", "病历复印专用章"),
        (("民族", ("汉族",)), ("婚姻", ("已婚", "未婚")), *_WARD),
        (("个人史", ("生于原籍，无疫区居住史，无特殊嗜好。", "否认吸烟、饮酒史，无毒物接触史。")),
         ("辅助检查", ("血常规、肝肾功能、心电图等检查结果见化验单。",))),
    ),
    "record_front_page": Form(
        ("住院病案首页", "病 案 首 页", "住 院 病 案 首 页"),
        (
            ("record_number", "admission_count", *_PATIENT, "birth_date", "id_number", "contact_name", "contact_phone",
             "department", "admission_date", "discharge_date", "inpatient_days", "diagnosis_code",
             "pathology_number", "blood_group", "total_amount"),
            ("admission_count", "record_number", "patient_name", "sex", "birth_date", "age", "id_number",
             "contact_name", "contact_phone", *_STAY, "department", "blood_group", "diagnosis_code",
             "pathology_number", "total_amount"),
        ),
        ("diagnosis", "pathology_diagnosis", "operation_name"),
        ("attending_doctor",),
        ("病案室", "病案管理科"),
        (("民族", ("汉族",)), ("婚姻", ("已婚", "未婚")), ("职业", ("职员", "农民", "其他")),
         ("离院方式", ("1.医嘱离院",)), ("入院途径", ("2.门诊", "1.急诊"))),
        (("病案质量", ("甲",)),),
    ),
    "operation_record": Form(
        ("手 术 记 录", "手术记录", "手术记录单"),
        (
            (*_PATIENT, "department", "record_number", "operation_date", "anaesthesia"),
            ("operation_date", "record_number", *_PATIENT, "department", "anaesthesia"),
        ),
        ("preoperative_diagnosis", "diagnosis", "operation_name", "operation_findings"),
        ("attending_doctor",),
        ("病案室", "手术室"),
        (*_WARD, ("切口", ("II类",))),
        (("术后处理", ("安返病房，予监护、吸氧，观察生命体征，切口换药。",)),),
    ),
    "health_check_report": Form(
        ("健康体检报告", "体检报告", "健康检查报告书"),
        (
            ("examination_number", *_PATIENT, "examined_date"),
            (*_PATIENT, "examined_date", "examination_number"),
        ),
        ("health_check_findings",),
        ("reported_date",),
        ("体检中心", "体检专用章"),
        (("单位", ("个人", "演示单位")),),
        (("一般检查", ("身高、体重、血压、视力等各项结果见附页。",)),
         ("建议", ("保持良好生活习惯，每年体检一次。", "合理膳食，适量运动，定期复查。"))),
    ),
    "authorisation_letter": Form(
        ("授权委托书", "查询授权书", "个人信息查询授权书"),
        ((("patient_name", "id_number")),),
        ("scope",),
        ("signature", "issue_date"),
        (),
        prose=(("备注", ("本授权自签署之日起生效，复印件与原件具有同等效力。",)),),
        opening="本人自愿授权理赔服务机构及其委托的调查人员，向医疗机构、医保经办机构核实与本次申请有关的就诊资料。",
    ),
    "itemised_bill": Form(
        ("住院费用清单", "住院患者费用明细清单", "费用汇总清单", "住院费用明细清单"),
        (
            ("patient_name", "sex", "department", "record_number", "admission_date", "discharge_date"),
            ("record_number", "patient_name", "sex", "department", "admission_date", "discharge_date"),
        ),
        (),
        ("total_amount",),
        ("收费专用章", "住院收费处"),
        (*_WARD[:1], *_CHARGE),
        table="line_items",
    ),
}  # fmt: skip
"""Type of paper to its form."""
