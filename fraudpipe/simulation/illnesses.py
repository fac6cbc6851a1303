"""The illnesses of the world: who falls ill when, where they are treated, how long and for how much.

Codes are ICD-10. The order of frequency follows what platforms publish (women: breast, lung, thyroid; men: lung, acute
myocardial infarction, bowel); ages, stays and costs are assumed, round and plausible.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Illness:
    """One illness.

    Attributes:
        code: ICD-10.
        name: As a Chinese record writes it.
        department: The ward that treats it.
        specialty: The specialist hospital that draws it, or "".
        women: Claims of women per 100 women's claims.
        men: The same of men.
        age: Mean age at onset in years; `age_spread` its deviation.
        stay_days: Median stay.
        cost_yuan: Median cost of a stay.
        complaint: What brings the patient, before the duration.
        operation: The usual operation, or "".
        tissue: The pathologist's conclusion, "" where no tissue is taken.
        benign: The harmless finding that it can be mistaken or passed off for: (code, name).
    """

    code: str
    name: str
    department: str
    specialty: str
    women: float
    men: float
    age: float
    age_spread: float
    stay_days: float
    cost_yuan: float
    complaint: str
    operation: str
    tissue: str
    benign: tuple[str, str]

    @property
    def is_cancer(self) -> bool:
        """Whether it is malignant."""
        return self.code.startswith("C")


# fmt: off
ILLNESSES: tuple[Illness, ...] = (
    Illness("C50.9", "乳腺恶性肿瘤", "乳腺外科", "肿瘤", 24, 0, 43, 8, 11, 38000, "发现乳房肿物",
            "乳腺癌改良根治术", "浸润性导管癌", ("D24", "乳腺纤维腺瘤")),
    Illness("C34.9", "肺恶性肿瘤", "胸外科", "肿瘤", 15, 19, 47, 8, 13, 56000, "咳嗽伴痰中带血",
            "胸腔镜下肺叶切除术", "浸润性腺癌", ("J18.9", "肺部感染")),
    Illness("C73", "甲状腺恶性肿瘤", "甲状腺外科", "肿瘤", 18, 6, 36, 8, 6, 19000, "体检发现颈部肿物",
            "甲状腺癌根治术", "甲状腺乳头状癌", ("E04.1", "甲状腺结节")),
    Illness("I21.9", "急性心肌梗死", "心血管内科", "心血管", 2, 16, 46, 7, 9, 48000, "突发胸痛",
            "冠状动脉支架植入术", "", ("I20.9", "心绞痛")),
    Illness("C18.9", "结肠恶性肿瘤", "胃肠外科", "肿瘤", 5, 9, 48, 8, 14, 52000, "便血", "腹腔镜结肠癌根治术",
            "中分化腺癌", ("K63.5", "结肠息肉")),
    Illness("C20", "直肠恶性肿瘤", "胃肠外科", "肿瘤", 3, 6, 48, 8, 14, 50000, "大便习惯改变", "直肠癌前切除术",
            "中分化腺癌", ("K64.9", "痔")),
    Illness("C16.9", "胃恶性肿瘤", "胃肠外科", "肿瘤", 4, 7, 48, 8, 15, 54000, "上腹部疼痛", "胃癌根治术",
            "低分化腺癌", ("K29.5", "慢性胃炎")),
    Illness("C22.0", "肝细胞癌", "肝胆外科", "肿瘤", 2, 8, 47, 8, 13, 58000, "右上腹不适", "肝部分切除术",
            "肝细胞癌", ("D18.0", "肝血管瘤")),
    Illness("C53.9", "宫颈恶性肿瘤", "妇科", "妇产", 7, 0, 44, 8, 13, 36000, "阴道不规则流血", "广泛子宫切除术",
            "鳞状细胞癌", ("N87.1", "宫颈上皮内瘤变")),
    Illness("C56", "卵巢恶性肿瘤", "妇科", "妇产", 4, 0, 42, 10, 14, 48000, "腹胀伴下腹肿物",
            "卵巢癌肿瘤细胞减灭术", "浆液性癌", ("N83.2", "卵巢囊肿")),
    Illness("C54.1", "子宫内膜恶性肿瘤", "妇科", "妇产", 3, 0, 47, 8, 12, 38000, "绝经后阴道流血",
            "全子宫切除术", "子宫内膜样癌", ("N85.0", "子宫内膜增生")),
    Illness("I61.9", "脑出血", "神经外科", "脑科", 2, 5, 45, 8, 20, 62000, "突发头痛伴肢体无力",
            "颅内血肿清除术", "", ("G43.9", "偏头痛")),
    Illness("I63.9", "脑梗死", "神经内科", "脑科", 2, 5, 48, 7, 13, 26000, "突发言语不清", "", "",
            ("G45.9", "短暂性脑缺血")),
    Illness("N18.5", "慢性肾衰竭尿毒症期", "肾内科", "", 2, 4, 39, 9, 16, 34000, "颜面部及双下肢水肿",
            "动静脉内瘘成形术", "", ("N04.9", "肾病综合征")),
    Illness("C91.0", "急性淋巴细胞白血病", "血液内科", "血液", 1.5, 1.8, 22, 12, 28, 92000, "发热伴面色苍白",
            "", "原始淋巴细胞增生", ("D50.9", "缺铁性贫血")),
    Illness("C92.0", "急性髓系白血病", "血液内科", "血液", 1.5, 1.7, 35, 12, 27, 98000, "乏力伴皮肤瘀斑", "",
            "原始粒细胞增生", ("D50.9", "缺铁性贫血")),
    Illness("C85.9", "非霍奇金淋巴瘤", "血液内科", "血液", 1.5, 2.2, 40, 12, 15, 52000, "发现颈部淋巴结肿大",
            "淋巴结活检术", "弥漫大B细胞淋巴瘤", ("R59.0", "淋巴结炎")),
    Illness("C71.9", "脑恶性肿瘤", "神经外科", "脑科", 1, 1.6, 38, 13, 18, 74000, "头痛伴呕吐",
            "开颅肿瘤切除术", "胶质瘤", ("D32.9", "脑膜瘤")),
    Illness("C64", "肾恶性肿瘤", "泌尿外科", "肿瘤", 0.8, 2, 46, 9, 11, 40000, "体检发现肾占位",
            "腹腔镜肾癌根治术", "透明细胞癌", ("N28.1", "肾囊肿")),
    Illness("C67.9", "膀胱恶性肿瘤", "泌尿外科", "肿瘤", 0.4, 1.8, 50, 7, 10, 30000, "无痛性血尿",
            "经尿道膀胱肿瘤切除术", "尿路上皮癌", ("N30.0", "膀胱炎")),
    Illness("C25.9", "胰腺恶性肿瘤", "肝胆外科", "肿瘤", 0.8, 1.3, 50, 7, 18, 76000, "腹痛伴皮肤黄染",
            "胰十二指肠切除术", "导管腺癌", ("K86.1", "慢性胰腺炎")),
    Illness("C15.9", "食管恶性肿瘤", "胸外科", "肿瘤", 0.7, 2.6, 52, 6, 17, 60000, "进行性吞咽困难",
            "食管癌根治术", "鳞状细胞癌", ("K21.0", "反流性食管炎")),
    Illness("C11.9", "鼻咽恶性肿瘤", "耳鼻喉科", "肿瘤", 0.8, 1.8, 42, 9, 24, 60000, "涕中带血", "",
            "非角化性癌", ("J31.0", "慢性鼻炎")),
    Illness("M32.9", "系统性红斑狼疮", "风湿免疫科", "", 1.6, 0.2, 31, 9, 12, 18000, "面部红斑伴关节痛", "", "",
            ("M06.9", "类风湿关节炎")),
    Illness("I71.0", "主动脉夹层", "心脏外科", "心血管", 0.4, 1.8, 46, 8, 19, 130000, "突发胸背部撕裂样疼痛",
            "主动脉腔内修复术", "", ("I20.9", "心绞痛")),
)
# fmt: on
"""All illnesses of the world."""

EVERYDAY = (
    ("J06.9", "上呼吸道感染"),
    ("I10", "高血压"),
    ("E11.9", "2型糖尿病"),
    ("K29.5", "慢性胃炎"),
    ("E04.1", "甲状腺结节"),
    ("N63", "乳腺结节"),
    ("M51.2", "腰椎间盘突出"),
    ("K80.2", "胆囊结石"),
    ("E78.5", "高脂血症"),
)
"""What people see a doctor for in ordinary years: (code, name)."""
