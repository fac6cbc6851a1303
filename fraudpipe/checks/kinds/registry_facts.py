"""Kinds of findings: the papers against public registers."""

from fraudpipe.records.finding import FindingKind

REGISTRY_FACTS = (
    FindingKind(
        "hospital_not_registered",
        "low",
        "医院名录中查无材料上的医院",
        "no register of hospitals holds the hospital on the paper",
        "a former name, a branch or a consultation centre; a seal or letterhead that was misread",
        "旧名、分院或会诊中心；印章或抬头误读",
        "external_verification",
    ),
    FindingKind(
        "hospital_level_low",
        "low",
        "出具诊断的医院为一级医院，疑难疾病通常由二级以上医院确诊",
        "the diagnosis comes from a hospital of level one; grave illnesses are mostly diagnosed in bigger houses",
        "a specialist who visits the county hospital; a far-off home; a register that is out of date",
        "专家到县医院坐诊；居住地偏远；名录未更新",
        "external_verification",
    ),
    FindingKind(
        "province_differs_from_registry",
        "medium",
        "票据所属省份与医院登记的省份不符",
        "the invoice is of another province than the hospital",
        "a branch in another province; a misread letterhead; a hospital of the same name",
        "跨省分院；抬头误读；同名医院",
        "external_verification",
    ),
    FindingKind(
        "department_not_at_hospital",
        "medium",
        "医院名录中该院没有此科室",
        "the register of hospitals knows no such department at this hospital",
        "a ward renamed or opened lately; one ward under two names; a patient who lay in another ward for want of beds",
        "科室更名或新设；一科两名；床位紧张借住他科",
        "external_verification",
    ),
    FindingKind(
        "doctor_not_at_hospital",
        "low",
        "医师名录中该院没有材料上的医师",
        "the register knows no such doctor at this hospital",
        "a doctor who left or came lately, or signed for somebody else; a signature that was misread",
        "医师离职或新到、代签；签名误读",
        "external_verification",
    ),
    FindingKind(
        "signed_on_holiday",
        "low",
        "{day}为法定节假日，当日一般不出具此类材料",
        "dated {day}, a public holiday on which such papers are rarely issued",
        "hospitals are on duty every day; papers dated by the system",
        "医院全年值班；系统自动打印日期",
        "desk_review",
    ),
)
