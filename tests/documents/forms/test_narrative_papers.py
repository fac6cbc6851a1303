from drawn_page import labelled

from fraudpipe.documents.forms.catalogue import FORMS
from fraudpipe.documents.forms.extract import extract


def _values(document_type: str, *rows: str) -> dict[str, object]:
    return {name: one.value for name, one in extract(FORMS[document_type], labelled(*rows)).items()}


def test_an_imaging_report_is_read() -> None:
    values = _values(
        "imaging_report",
        "虚构市人民医院",
        "CT检查报告单",
        "姓名：模拟甲\t性别：女\t年龄：36岁",
        "检查部位：胸部CT平扫\t检查日期：2021-04-20\t影像号：2104200012",
        "影像所见：右肺上叶见软组织肿块，大小约21×35mm。",
        "影像诊断：右肺上叶占位性病变。",
        "报告医师：模拟乙\t报告时间：2021-04-21 10:32",
    )
    assert values == {
        "hospital_name": "虚构市人民医院",
        "patient_name": "模拟甲",
        "sex": "女",
        "age": "36岁",
        "examination": "胸部CT平扫",
        "examined_date": "2021-04-20",
        "imaging_number": "2104200012",
        "imaging_findings": "右肺上叶见软组织肿块，大小约21×35mm。",
        "imaging_diagnosis": "右肺上叶占位性病变。",
        "attending_doctor": "模拟乙",
        "reported_date": "2021-04-21",
    }


def test_an_admission_note_is_read() -> None:
    values = _values(
        "admission_note",
        "虚构市人民医院",
        "入院记录",
        "姓名：模拟甲\t科别：内科\t病案号：21004411",
        "入院时间：2021年4月2日\t身高：165cm\t血压：124/78mmHg",
        "主诉：咳嗽3天。",
        "现病史：患者3天前咳嗽。",
        "既往史：既往体健。",
        "家族史：父母体健。",
        "体格检查：神志清楚，心律齐。",
        "初步诊断：肺恶性肿瘤？",
        "医师签名：模拟乙",
    )
    assert values == {
        "hospital_name": "虚构市人民医院",
        "patient_name": "模拟甲",
        "department": "内科",
        "record_number": "21004411",
        "admission_date": "2021-04-02",
        "height_cm": 165,
        "blood_pressure": "124/78",
        "chief_complaint": "咳嗽3天。",
        "present_illness": "患者3天前咳嗽。",
        "past_history": "既往体健。",
        "family_history": "父母体健。",
        "physical_examination": "神志清楚，心律齐。",
        "diagnosis": "肺恶性肿瘤？",
        "attending_doctor": "模拟乙",
    }


def test_an_operation_record_tells_the_diagnosis_before_from_the_one_after() -> None:
    values = _values(
        "operation_record",
        "虚构市人民医院手术记录",
        "手术日期：2021.04.05\t麻醉方法：全身麻醉",
        "术前诊断：肺占位？",
        "术后诊断：右肺恶性肿瘤",
        "手术名称：胸腔镜下肺叶切除术",
        "手术经过：术中见病变，出血约80ml，安返病房。",
        "术者：模拟乙",
    )
    assert values == {
        "hospital_name": "虚构市人民医院",
        "operation_date": "2021-04-05",
        "anaesthesia": "全身麻醉",
        "preoperative_diagnosis": "肺占位？",
        "diagnosis": "右肺恶性肿瘤",
        "operation_name": "胸腔镜下肺叶切除术",
        "operation_findings": "术中见病变，出血约80ml，安返病房。",
        "attending_doctor": "模拟乙",
    }


def test_a_health_check_report_is_read() -> None:
    values = _values(
        "health_check_report",
        "虚构市健康体检中心",
        "体检报告",
        "姓名：模拟甲\t体检号：TJ210400012\t体检日期：20210402",
        "体检结论及建议：甲状腺结节；轻度脂肪肝。",
        "建议：合理膳食。",
        "报告日期：2021-04-05",
    )
    assert values == {
        "hospital_name": "虚构市健康体检中心",
        "patient_name": "模拟甲",
        "examination_number": "TJ210400012",
        "examined_date": "2021-04-02",
        "health_check_findings": "甲状腺结节；轻度脂肪肝。",
        "reported_date": "2021-04-05",
    }


def test_an_authorisation_letter_is_read() -> None:
    values = _values(
        "authorisation_letter",
        "查询授权书",
        "授权人：模拟甲\t身份证号码：11010519491231002X",
        "本人自愿授权理赔服务机构核实与本次申请有关的就诊资料。",
        "授权范围：查阅本人住院病历资料。",
        "备注：本授权自签署之日起生效。",
        "授权人（签字）：模拟甲\t日期：2021年4月6日",
    )
    assert values == {
        "patient_name": "模拟甲",
        "id_number": "11010519491231002X",
        "scope": "查阅本人住院病历资料。",
        "signature": "模拟甲",
        "issue_date": "2021-04-06",
    }


def test_a_paper_in_traditional_forms_is_read() -> None:
    values = _values(
        "discharge_record",
        "虛構市人民醫院",
        "出院記錄",
        "性別：女\t年齡：36歲",
        "主訴：咳嗽3天。",
        "出院診斷：肺惡性腫瘤",
    )
    assert values == {
        "hospital_name": "虚构市人民医院",
        "sex": "女",
        "age": "36岁",
        "chief_complaint": "咳嗽3天。",
        "diagnosis": "肺恶性肿瘤",
    }


def test_how_often_somebody_was_in_hospital_is_not_taken_from_the_story() -> None:
    rows = [""] * 14 + ["现病史：患者为第3次住院化疗。"]
    assert "admission_count" not in _values("admission_note", "入院记录", *rows)
    assert _values("admission_note", "入院记录", "第2次住院")["admission_count"] == 2
