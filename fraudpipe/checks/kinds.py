"""Every kind of finding: its sentence, how strongly it asks for a look, and what else would explain it.

`docs/findings.md` is generated from this list. Sentences carry days, amounts, counts and words of our own tables,
never a name, a number of a person or a sentence of a paper.
"""

from fraudpipe.records.finding import FindingKind, Severity

_MISREAD = "a misread character"

WITHIN_PAPER = (
    FindingKind(
        "items_differ_from_total",
        "medium",
        "明细合计{items}元，与总金额{total}元不符",
        "the lines add up to {items} yuan, the total says {total}",
        "a line that was not read; rounding; lines continued on a page that was not sent",
    ),
    FindingKind(
        "words_differ_from_digits",
        "low",
        "大写金额与小写金额{total}元不符，请再次识读",
        "the amount in words is not the {total} yuan in digits; read it again",
        f"{_MISREAD}: on compressed photographs half of such differences are reading errors",
    ),
    FindingKind(
        "days_differ_from_dates",
        "medium",
        "写明住院{days}天，按入出院日期应为{expected}天",
        "states {days} days in hospital, the dates make it {expected}",
        "leave during the stay; a clerk's slip",
    ),
    FindingKind(
        "discharge_before_admission",
        "medium",
        "出院日期{discharge}早于入院日期{admission}",
        "discharged on {discharge}, before the admission on {admission}",
        f"a clerk's slip; {_MISREAD}",
    ),
    FindingKind(
        "issued_before_admission",
        "medium",
        "开具日期{issued}早于入院日期{admission}",
        "issued on {issued}, before the admission on {admission}",
        "a wrong clock at the counter; a receipt for a deposit; a re-used form",
    ),
    FindingKind(
        "reported_before_sampled",
        "medium",
        "报告日期{reported}早于取材日期{sampled}",
        "reported on {reported}, before the sample was taken on {sampled}",
        "a consultation on slides of an earlier sample; a clerk's slip",
    ),
    FindingKind(
        "durations_differ",
        "medium",
        "主诉病程约{complaint_zh}，现病史约{history_zh}",
        "the chief complaint says about {complaint_en}, the present illness about {history_en}",
        "the complaint names the latest worsening only; the doctor's rounding",
    ),
    FindingKind(
        "id_number_check_digit",
        "low",
        "身份证号校验位不符",
        "the check digit of the identity number does not fit",
        f"{_MISREAD}; a masked or mistyped number",
    ),
)

BETWEEN_PAPERS = (
    FindingKind(
        "names_differ_between_papers",
        "high",
        "各材料上的患者姓名不一致",
        "the papers name different patients",
        "a lent insurance card; a maiden, minority or rarely written name; a paper of a relative sent by mistake",
    ),
    FindingKind(
        "sexes_differ_between_papers",
        "medium",
        "各材料上的性别不一致",
        "the papers state different sexes",
        "a clerk's slip; a paper of a relative sent by mistake",
    ),
    FindingKind(
        "ages_differ_between_papers",
        "medium",
        "各材料上的年龄相差{years}岁",
        "the ages on the papers are {years} years apart",
        "a wrong birthday in one system; age counted in the traditional way",
    ),
    FindingKind(
        "id_numbers_differ_between_papers",
        "medium",
        "各材料上的身份证号不一致",
        "the papers carry different identity numbers",
        f"{_MISREAD}; the number of a guardian or of whoever handed the papers in",
    ),
    FindingKind(
        "hospitals_differ_between_papers",
        "low",
        "同一次住院的材料出自不同医院",
        "papers of one stay come from different hospitals",
        "a transfer; a renamed hospital or its branch; a consultation elsewhere",
    ),
    FindingKind(
        "stays_differ_between_papers",
        "medium",
        "各材料上的住院日期互相矛盾：{first}与{second}",
        "the papers give dates of one stay that contradict each other: {first} and {second}",
        "a clerk's slip; a corrected or re-issued record; a transfer between wards",
    ),
    FindingKind(
        "totals_differ_between_papers",
        "low",
        "发票金额{invoice}元与费用清单{bill}元不符",
        "the invoice says {invoice} yuan, the itemised bill {bill}",
        "a bill of one part of the stay; charges added after the bill was printed",
    ),
)

WITH_CLAIM = (
    FindingKind(
        "name_differs_from_member",
        "high",
        "材料上的患者姓名不是申请人",
        "the paper names somebody other than the member",
        "a lent insurance card; a maiden, minority or rarely written name; a paper of a relative sent by mistake",
    ),
    FindingKind(
        "sex_differs_from_member",
        "medium",
        "材料上的性别与会员登记不符",
        "the sex on the paper is not the member's",
        "a clerk's slip; a wrong entry at joining",
    ),
    FindingKind(
        "age_differs_from_member",
        "medium",
        "材料上的年龄与会员登记相差{years}岁",
        "the age on the paper is {years} years off the member's",
        "a wrong birthday in one system; age counted in the traditional way",
    ),
    FindingKind(
        "id_number_differs_from_member",
        "medium",
        "材料上的身份证号与会员登记不符",
        "the identity number on the paper is not the member's",
        f"{_MISREAD}; the number of a guardian or of whoever handed the papers in",
    ),
    FindingKind(
        "hospital_differs_from_claim",
        "medium",
        "材料上的医院与申请所填医院不符",
        "the hospital on the paper is not the one that was claimed",
        "a transfer; an earlier name or a branch of the hospital; a consultation elsewhere",
    ),
    FindingKind(
        "stay_differs_from_claim",
        "medium",
        "材料上的住院日期{paper}与申请所填{claim}不符",
        "the stay on the paper, {paper}, is not the claimed one, {claim}",
        "a slip in the form; papers of a second stay",
    ),
    FindingKind(
        "amount_above_papers",
        "medium",
        "申请金额高于票据合计{total}元",
        "the claim asks for more than the {total} yuan on its invoices",
        "an invoice that was not sent or not read",
    ),
    FindingKind(
        "diagnosis_differs_from_claim",
        "medium",
        "材料上的诊断与申请的病种{illness}不符",
        "the diagnosis on the paper is not the claimed illness {illness}",
        "a second illness treated in the same stay; the code chosen by a clerk",
    ),
    FindingKind(
        "diagnosis_uncertain",
        "low",
        "诊断带有疑问（“?”、“待查”、“考虑”），尚未确诊",
        "the diagnosis is marked as uncertain ('?', 'to be examined'), not established",
        "doctors write it so until pathology arrives",
    ),
    FindingKind(
        "dated_after_claim",
        "medium",
        "材料日期{day}晚于提交申请的日期{sent}",
        "dated {day}, after the claim was sent on {sent}",
        f"{_MISREAD}; a form with a pre-printed date",
    ),
)

PLAN_RULES = (
    FindingKind(
        "event_before_joining",
        "high",
        "申请的确诊日期{event}早于加入日期{joined}",
        "the claimed diagnosis on {event} is before the member joined on {joined}",
        "a slip in the form; membership moved from another plan",
    ),
    FindingKind(
        "event_inside_waiting",
        "medium",
        "申请的确诊日期{event}在等待期内（加入后第{day}天）",
        "the claimed diagnosis on {event} falls inside the waiting period, on day {day}",
        "a misunderstanding of the rules: such claims are mostly honest and not covered",
    ),
    FindingKind(
        "event_just_after_waiting",
        "low",
        "申请的确诊日期紧接等待期之后（加入后第{day}天）",
        "the claimed diagnosis falls just after the waiting period, on day {day}",
        "chance: some diagnoses must fall on these days",
    ),
    FindingKind(
        "papers_before_joining",
        "high",
        "材料显示{day}已有该病诊断，早于加入日期{joined}",
        "a paper states the illness on {day}, before the member joined on {joined}",
        "a paper of a relative; a misprinted year; another illness of the same organ",
    ),
    FindingKind(
        "papers_inside_waiting",
        "high",
        "材料显示{day}已有该病诊断，在等待期内，而申请称{event}",
        "a paper states the illness on {day}, inside the waiting period; the claim says {event}",
        "a re-issued report with an old date; a screening result that was not yet a diagnosis",
    ),
    FindingKind(
        "care_inside_waiting",
        "low",
        "{day}已入院或取材，在等待期内，而申请称{event}确诊",
        "admitted or sampled on {day}, inside the waiting period; the claim says diagnosed on {event}",
        "the diagnosis can lawfully follow the admission or the sample",
    ),
    FindingKind(
        "earlier_illness_in_history",
        "medium",
        "既往史或现病史提到{illness}约{for_zh}，早于加入，而加入时未告知",
        "the history mentions {illness} for about {for_en}, from before joining; none was declared",
        "the doctor's rounding; family history copied as own; an illness that the plan does not ask about",
    ),
    FindingKind(
        "claimed_illness_in_history",
        "high",
        "既往史或现病史提到所申请的疾病已约{for_zh}，早于加入，而加入时未告知",
        "the history mentions the claimed illness for about {for_en}, from before joining; none was declared",
        "the doctor's rounding ('1 year'); family history copied as own; another patient's text copied over",
    ),
    FindingKind(
        "symptoms_before_joining",
        "low",
        "病历称症状已有约{for_zh}，早于加入；须另寻独立证据",
        "the record says symptoms for about {for_en}, from before joining; look for independent evidence",
        "the doctor's rounding; poor memory; symptoms of something harmless",
    ),
    FindingKind(
        "earlier_admissions",
        "low",
        "材料显示这是第{count}次住院",
        "the paper says that this is admission number {count}",
        "earlier stays for births, accidents or other illnesses",
    ),
)

COMPLETENESS = (
    FindingKind(
        "no_papers",
        "low",
        "没有任何材料",
        "no papers came with the claim",
        "papers often follow in a later delivery; under a third of claims are complete at first",
    ),
    FindingKind(
        "paper_missing",
        "low",
        "缺少材料：{paper_zh}",
        "missing: {paper_en}",
        "originals handed to another insurer; papers that follow later",
    ),
    FindingKind(
        "fields_unreadable",
        "low",
        "无法识读：{fields_zh}",
        "cannot be read: {fields_en}",
        "a poor photograph; a stamp or fold across the text",
    ),
    FindingKind(
        "fields_in_doubt",
        "low",
        "识读存疑，请人工核对：{fields_zh}",
        "read in doubt, for a person to look at: {fields_en}",
        "a poor photograph; a stamp or fold across the text; handwriting",
    ),
)

KINDS: tuple[FindingKind, ...] = (*WITHIN_PAPER, *BETWEEN_PAPERS, *WITH_CLAIM, *PLAN_RULES, *COMPLETENESS)
"""Every kind, in the order of the page."""

SEVERITY_ORDER: tuple[Severity, ...] = ("low", "medium", "high")
"""From weak to strong."""
