"""The certificate of a diagnosis (诊断证明书, 疾病证明书)."""

from fraudpipe.documents.dates import first_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAY_RULES, find_admission_count, find_closing_date
from fraudpipe.documents.forms.totals import find_stay
from fraudpipe.documents.forms.values import parse_diagnosis

DIAGNOSIS_CERTIFICATE = DocumentForm(
    "diagnosis_certificate",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        FieldRule(
            "diagnosis",
            (
                "诊断",
                "出院诊断",
                "临床诊断",
                "疾病诊断",
                "诊断意见",
                "诊断结果",
                "病情诊断",
                "初步诊断",
                "门诊诊断",
                "疾病名称",
            ),
            parse_diagnosis,
            section=True,
        ),
        FieldRule(
            "issue_date", ("开具日期", "出具日期", "证明日期", "签发日期", "诊断日期", "填写日期", "日期"), first_date
        ),
    ),
    finders=(find_hospital, find_stay, find_closing_date, find_admission_count),
    required=("hospital_name", "diagnosis", "issue_date"),
    deciding=("patient_name", "hospital_name", "diagnosis", "issue_date"),
    free=("共住院",),
)
