"""Kinds of findings: papers against one another."""

from fraudpipe.records.finding import FindingKind

BETWEEN_PAPERS = (
    FindingKind(
        "names_differ_between_papers",
        "high",
        "各材料上的患者姓名不一致",
        "the papers name different patients",
        "a lent insurance card; a maiden, minority or rarely written name; a paper of a relative sent by mistake",
        "医保卡出借；曾用名、少数民族姓名或生僻字；误交亲属的材料",
        "desk_review",
    ),
    FindingKind(
        "sexes_differ_between_papers",
        "medium",
        "各材料上的性别不一致",
        "the papers state different sexes",
        "a clerk's slip; a paper of a relative sent by mistake",
        "录入笔误；误交亲属的材料",
        "desk_review",
    ),
    FindingKind(
        "ages_differ_between_papers",
        "medium",
        "各材料上的年龄相差{years}岁",
        "the ages on the papers are {years} years apart",
        "a wrong birthday in one system; age counted in the traditional way",
        "某一系统中生日有误；虚岁",
        "desk_review",
    ),
    FindingKind(
        "id_numbers_differ_between_papers",
        "medium",
        "各材料上的身份证号不一致",
        "the papers carry different identity numbers",
        "a misread character; the number of a guardian or of whoever handed the papers in",
        "字符误读；监护人或代交人的号码",
        "desk_review",
    ),
    FindingKind(
        "hospitals_differ_between_papers",
        "low",
        "同一次住院的材料出自不同医院",
        "papers of one stay come from different hospitals",
        "a transfer; a renamed hospital or its branch; a consultation elsewhere",
        "转院；医院更名或分院；外院会诊",
        "external_verification",
    ),
    FindingKind(
        "stays_differ_between_papers",
        "medium",
        "各材料上的住院日期互相矛盾：{first}与{second}",
        "the papers give dates of one stay that contradict each other: {first} and {second}",
        "a clerk's slip; a corrected or re-issued record; a transfer between wards",
        "录入笔误；病历更正或补打；院内转科",
        "external_verification",
    ),
    FindingKind(
        "totals_differ_between_papers",
        "low",
        "发票金额{invoice}元与费用清单{bill}元不符",
        "the invoice says {invoice} yuan, the itemised bill {bill}",
        "a bill of one part of the stay; charges added after the bill was printed",
        "清单只含住院的一部分；清单打印后又有费用",
        "desk_review",
    ),
)
