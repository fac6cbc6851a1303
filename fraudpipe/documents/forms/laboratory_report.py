"""The report of a laboratory (检验报告单)."""

from fraudpipe.documents.dates import first_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.laboratory_rows import find_laboratory_rows
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.values import first_part_or_none, parse_diagnosis, parse_name, parse_record

_OTHERS = tuple(rule for rule in PATIENT_RULES if rule.name not in ("patient_name", "department"))
_PATIENT = tuple(rule for rule in PATIENT_RULES if rule.name in ("patient_name", "department"))

LABORATORY_REPORT = DocumentForm(
    "laboratory_report",
    rules=(
        *_PATIENT,
        *_OTHERS,
        FieldRule(
            "laboratory_number",
            (
                "检验号",
                "样本号",
                "样本编号",
                "标本号",
                "标本编号",
                "条码号",
                "条形码",
                "条码",
                "检验编号",
                "申请单号",
                "样本条码",
            ),
            parse_record,
        ),
        FieldRule(
            "specimen",
            ("标本类型", "标本种类", "样本类型", "标本名称", "送检材料", "标本", "样本"),
            first_part_or_none,
            colon=True,
        ),
        FieldRule(
            "sampled_date",
            (
                "采样日期",
                "采样时间",
                "采集时间",
                "采集日期",
                "取材日期",
                "标本采集时间",
                "送检日期",
                "送检时间",
                "收到日期",
                "接收时间",
                "接收日期",
                "检验日期",
                "检验时间",
            ),
            first_date,
        ),
        FieldRule(
            "reported_date", ("报告日期", "报告时间", "审核时间", "审核日期", "签发时间", "发布时间"), first_date
        ),
        FieldRule("diagnosis", ("临床诊断", "诊断"), parse_diagnosis),
        FieldRule(
            "attending_doctor", ("送检医师", "送检医生", "申请医生", "申请医师", "开单医生"), parse_name, colon=True
        ),
    ),
    finders=(find_laboratory_rows, find_hospital),
    required=("hospital_name", "laboratory_rows", "reported_date"),
    deciding=("patient_name", "hospital_name", "laboratory_number", "sampled_date", "reported_date"),
)
