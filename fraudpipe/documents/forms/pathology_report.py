"""The report of a pathologist (病理检查报告)."""

from fraudpipe.documents.dates import first_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAGE_RULE
from fraudpipe.documents.forms.values import parse_diagnosis, parse_name, parse_record

PATHOLOGY_REPORT = DocumentForm(
    "pathology_report",
    rules=(
        *PATIENT_RULES,
        STAGE_RULE,
        FieldRule(
            "pathology_number", ("病理号", "病理编号", "病理检查号", "病理诊断号", "标本号", "检查号"), parse_record
        ),
        FieldRule(
            "pathology_diagnosis",
            ("病理诊断", "病理学诊断", "病理诊断意见", "病理诊断结果", "诊断意见", "诊断结果", "诊断"),
            parse_diagnosis,
            section=True,
        ),
        FieldRule(
            "sampled_date",
            ("采样日期", "取材日期", "送检日期", "收到日期", "接收日期", "采集日期", "送检时间", "收样日期"),
            first_date,
        ),
        FieldRule("reported_date", ("报告日期", "报告时间", "诊断日期", "签发日期", "审核日期"), first_date),
        FieldRule(
            "attending_doctor", ("送检医生", "送检医师", "报告医师", "诊断医师", "报告医生"), parse_name, colon=True
        ),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "pathology_diagnosis", "pathology_number", "reported_date"),
    deciding=(
        "patient_name",
        "hospital_name",
        "pathology_diagnosis",
        "pathology_number",
        "sampled_date",
        "reported_date",
    ),
)
