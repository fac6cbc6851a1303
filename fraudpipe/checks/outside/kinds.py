"""Kinds of finding made from what the world outside says."""

from fraudpipe.records.finding import FindingKind

_MISREAD = "a misread character"

VERIFICATION = (
    FindingKind(
        "invoice_refunded",
        "high",
        "税务登记显示该发票已红冲（退费）",
        "the tax register says that this invoice was refunded (red-flushed)",
        "the hospital settled the bill anew, and the new invoice was not sent; a check code that meets another invoice",
    ),
    FindingKind(
        "invoice_replaced",
        "low",
        "税务登记显示该发票已红冲并换开，请补交新发票",
        "the tax register says that a corrected invoice replaced this one; ask for the new one",
        "a name or an insurance settlement that the hospital set right",
    ),
    FindingKind(
        "invoice_not_registered",
        "medium",
        "税务登记中查无此发票号码",
        "the tax register holds no invoice of this number",
        f"{_MISREAD}; an invoice that the hospital has not reported yet",
    ),
    FindingKind(
        "invoice_total_differs_from_register",
        "high",
        "发票金额{total}元与税务登记的{registered}元不符",
        "the invoice says {total} yuan, the tax register {registered}",
        f"{_MISREAD}; an invoice that was corrected under its old number",
    ),
    FindingKind(
        "number_not_at_hospital",
        "medium",
        "医院查无此病案号或检查号",
        "the hospital holds no such record or report number",
        "a number of another campus or of an old system; a consultation under a number of its own",
    ),
    FindingKind(
        "number_of_another_patient",
        "high",
        "医院登记的该号码属于另一姓名",
        "the hospital holds this number under another name",
        f"a maiden, minority or rarely written name; {_MISREAD}; a number that the hospital gave twice",
    ),
    FindingKind(
        "date_differs_from_register",
        "medium",
        "材料日期{printed}与登记日期{registered}不符",
        "the paper says {printed}, the register {registered}",
        "a number kept from an earlier stay; a clerk's slip; a report issued anew",
    ),
    FindingKind(
        "filed_elsewhere",
        "medium",
        "其他平台有同一人、同一疾病的申请",
        "another platform holds a claim of this person for this illness",
        "two plans at once are lawful where a fixed benefit is paid; originals handed to another insurer; a namesake",
    ),
)

REGISTRY = (
    FindingKind(
        "hospital_not_registered",
        "low",
        "医院名录中查无材料上的医院",
        "no register of hospitals holds the hospital on the paper",
        "a former name, a branch or a consultation centre; a seal or letterhead that was misread",
    ),
    FindingKind(
        "hospital_level_low",
        "low",
        "出具诊断的医院为一级医院，疑难疾病通常由二级以上医院确诊",
        "the diagnosis comes from a hospital of level one; grave illnesses are mostly diagnosed in bigger houses",
        "a specialist who visits the county hospital; a far-off home; a register that is out of date",
    ),
    FindingKind(
        "province_differs_from_registry",
        "medium",
        "票据所属省份与医院登记的省份不符",
        "the invoice is of another province than the hospital",
        "a branch in another province; a misread letterhead; a hospital of the same name",
    ),
    FindingKind(
        "department_not_at_hospital",
        "low",
        "医院名录中该院没有此科室",
        "the register of hospitals knows no such department at this hospital",
        "a ward renamed or opened lately; one ward under two names; a patient who lay in another ward for want of beds",
    ),
    FindingKind(
        "signed_on_holiday",
        "low",
        "{day}为法定节假日，当日一般不出具此类材料",
        "dated {day}, a public holiday on which such papers are rarely issued",
        "hospitals are on duty every day; papers dated by the system",
    ),
)
