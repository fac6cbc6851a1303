"""The discharge record (出院记录, 出院小结)."""

from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAGE_RULE, STAY_RULES, find_admission_count
from fraudpipe.documents.forms.totals import find_stay
from fraudpipe.documents.forms.values import parse_diagnosis, parse_sentence

DISCHARGE_RECORD = DocumentForm(
    "discharge_record",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        STAGE_RULE,
        FieldRule(
            "diagnosis",
            ("出院诊断", "出院时诊断", "最后诊断", "确定诊断", "主要诊断", "诊断"),
            parse_diagnosis,
            section=True,
        ),
        FieldRule("chief_complaint", ("主诉",), parse_sentence, section=True),
        FieldRule("present_illness", ("现病史",), parse_sentence, section=True),
        FieldRule("operation_name", ("手术名称", "手术方式", "主要手术"), parse_sentence, section=True),
        FieldRule("past_history", ("既往史",), parse_sentence, section=True),
    ),
    finders=(find_hospital, find_stay, find_admission_count),
    required=("hospital_name", "admission_date", "discharge_date", "diagnosis", "sex", "age"),
    deciding=("patient_name", "hospital_name", "admission_date", "discharge_date", "diagnosis"),
    free=("共住院",),
)
