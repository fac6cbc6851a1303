"""Values of one paper of every type, for the tests of this room."""

from typing import Any

from fraudpipe.simulation.pages.render import PageOrder

_STAY = {"admission_date": "2024-03-05", "discharge_date": "2024-03-18"}
_PATIENT = {"hospital_name": "云溪市中心医院", "patient_name": "模拟建国", "sex": "男", "age": "46岁"}
_WARD = {"department": "胃肠外科", "record_number": "24010763"}
_HEAD = {"region": "江苏省", "invoice_code": "320624", "invoice_number": "00412873", "check_code": "a3f09c",
         "issue_date": "2024-03-19"}  # fmt: skip
_PAID = {"total_amount": "13580.50", "total_amount_words": "壹万叁仟伍佰捌拾元伍角", "insurance_fund_paid": "8148.30",
         "personal_account_paid": "0.00", "personal_cash_paid": "5432.20"}  # fmt: skip
_DOCTOR = {"attending_doctor": "虚拟海霞"}
_BILL = [("床位费", "13", "60.00", "780.00"), ("I级护理", "13", "26.00", "338.00"), ("诊察费", "13", "20.00", "260.00"),
         ("腹部CT平扫", "1", "260.00", "260.00"), ("血常规测定", "6", "20.00", "120.00"),
         ("胃癌根治术", "1", "4800.00", "4800.00"), ("全身麻醉", "1", "1500.00", "1500.00"),
         ("奥美拉唑注射液", "26", "42.50", "1105.00"), ("医用缝线", "8", "120.00", "960.00"),
         ("静脉输液", "39", "8.00", "312.00")]  # fmt: skip
_ROWS = [("白细胞计数", "11.6", "10^9/L", "3.5-9.5", "↑"), ("血红蛋白", "98", "g/L", "130-175", "↓"),
         ("血小板计数", "236", "10^9/L", "125-350", ""), ("总蛋白", "66.2", "g/L", "65-85", ""),
         ("癌胚抗原", "18.40", "ng/mL", "0-5", "↑")]  # fmt: skip

_VALUES: dict[str, dict[str, Any]] = {
    "inpatient_invoice": _HEAD | _PATIENT | _WARD | _STAY | _PAID | {
        "inpatient_days": 13, "prepaid": "10000.00",
        "line_items": [("床位费", "780.00"), ("护理费", "338.00"), ("手术费", "4800.00"), ("西药费", "6402.50"),
                       ("化验费", "1260.00")]},
    "outpatient_invoice": _HEAD | _PATIENT | {"department": "消化内科", "total_amount": "96.00",
        "total_amount_words": "玖拾陆元整", "insurance_fund_paid": "48.00", "personal_account_paid": "0.00",
        "personal_cash_paid": "48.00", "line_items": [("挂号费", "16.00"), ("检查费", "80.00")]},
    "itemised_bill": _PATIENT | _WARD | _STAY | {"line_items": _BILL, "total_amount": "10435.00"},
    "discharge_record": _PATIENT | _WARD | _STAY | _DOCTOR | {
        "inpatient_days": 13, "admission_count": 1, "chief_complaint": "上腹部隐痛3月",
        "present_illness": "患者3月前无明显诱因出现上腹部隐痛，餐后明显，无恶心呕吐，为进一步诊治收入我科。",
        "past_history": "既往体健，否认高血压、糖尿病病史。", "diagnosis": "胃恶性肿瘤IIA期",
        "operation_name": "腹腔镜下胃癌根治术"},
    "diagnosis_certificate": _PATIENT | _WARD | _STAY | _DOCTOR | {
        "inpatient_days": 13, "diagnosis": "胃恶性肿瘤IIA期", "issue_date": "2024-03-18"},
    "pathology_report": _PATIENT | _WARD | _DOCTOR | {
        "pathology_number": "202403518", "specimen": "胃大部切除标本",
        "pathology_diagnosis": "胃腺癌，中分化，浸润至肌层",
        "tumour_stage": "IIA期", "sampled_date": "2024-03-08", "reported_date": "2024-03-12"},
    "imaging_report": _PATIENT | _WARD | _DOCTOR | {
        "imaging_number": "CT240311", "examination": "上腹部增强", "examined_date": "2024-03-06",
        "reported_date": "2024-03-06", "imaging_findings": "胃窦部胃壁不规则增厚，最厚处约1.8cm，增强后明显强化。",
        "imaging_diagnosis": "胃窦部占位，考虑胃癌。"},
    "laboratory_report": _PATIENT | _WARD | {
        "laboratory_number": "240306118", "specimen": "血清", "sampled_date": "2024-03-06",
        "reported_date": "2024-03-06", "laboratory_rows": _ROWS},
    "admission_note": _PATIENT | _WARD | _DOCTOR | {
        "admission_date": "2024-03-05", "chief_complaint": "上腹部隐痛3月",
        "present_illness": "患者3月前无明显诱因出现上腹部隐痛，餐后明显，门诊胃镜示胃窦占位。",
        "past_history": "既往体健，否认肝炎、结核病史。", "family_history": "否认家族性遗传病史。", "height_cm": 171,
        "blood_pressure": "126/78mmHg", "physical_examination": "腹平软，上腹部轻压痛，无反跳痛，未及包块。",
        "diagnosis": "胃恶性肿瘤"},
    "record_front_page": _PATIENT | _WARD | _STAY | _DOCTOR | {
        "birth_date": "1978-02-11", "id_number": "990001197802110012", "contact_name": "模拟金霞",
        "contact_phone": "00013700001", "admission_count": 1, "inpatient_days": 13, "diagnosis": "胃恶性肿瘤",
        "diagnosis_code": "C16.900", "pathology_number": "202403518", "pathology_diagnosis": "胃腺癌",
        "operation_name": "胃癌根治术", "blood_group": "A型", "total_amount": "13580.50"},
    "operation_record": _PATIENT | _WARD | _DOCTOR | {
        "operation_date": "2024-03-08", "operation_name": "腹腔镜下胃癌根治术", "preoperative_diagnosis": "胃恶性肿瘤",
        "diagnosis": "胃恶性肿瘤", "anaesthesia": "全身麻醉",
        "operation_findings": "取脐下切口建立气腹，探查见胃窦部肿物约3×3cm，未侵出浆膜，清扫淋巴结，重建消化道。"},
    "health_check_report": _PATIENT | {
        "examination_number": "TJ240018", "examined_date": "2023-06-02", "reported_date": "2023-06-05",
        "health_check_findings": "1.慢性浅表性胃炎；2.甲状腺结节，建议定期复查；3.其余未见明显异常。"},
    "authorisation_letter": {
        "hospital_name": "云溪市中心医院", "patient_name": "模拟建国",
        "id_number": "990001197802110012",
        "issue_date": "2024-04-02", "signature": "模拟建国",
        "scope": "查询并复制本人在各医疗机构及医保部门的就诊记录。"},
    "identity_card": {"patient_name": "模拟建国", "sex": "男", "birth_date": "1978-02-11",
                      "address": "江苏省云溪市演示区仿真路18号3幢502室", "id_number": "990001197802110012"},
    "bank_card": {"bank_name": "演示农商银行", "card_number": "9900123456780018", "patient_name": "模拟建国"},
}  # fmt: skip
TYPES = tuple(_VALUES)


def values_of(document_type: str, **changes: Any) -> dict[str, Any]:
    return _VALUES[document_type] | changes


def order(document_type: str, template: int = 0, *, number: str = "1:0:7", **how: Any) -> PageOrder:
    return PageOrder(f"{number}:{document_type}", document_type, template, values_of(document_type), **how)
