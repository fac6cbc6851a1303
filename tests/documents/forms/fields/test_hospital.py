from drawn_page import HEIGHT, WIDTH, labelled

from fraudpipe.documents.forms.catalogue import shared_lexicon
from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.reading import TextLine


def _name(*rows: str) -> object:
    found = find_hospital(labelled(*rows)).get("hospital_name")
    return None if found is None else found.value


def test_the_name_in_the_head_goes_without_the_title_behind_it() -> None:
    assert _name("虚构市第一人民医院出院记录", "姓名：模拟甲") == "虚构市第一人民医院"


def test_a_name_printed_with_wide_spaces_is_one() -> None:
    assert _name("虚构省\t肿瘤医院", "诊断证明书") == "虚构省肿瘤医院"


def test_an_emblem_beside_the_name_is_not_of_it() -> None:
    assert _name("医\t虚构市中心医院", "诊断证明书") == "虚构市中心医院"


def test_the_highest_print_is_the_hospital_that_issued() -> None:
    lines = [
        TextLine("虚构大学附属医院教学基地", (60, 40, 400, 70), 0.99),
        TextLine("虚构市人民医院", (300, 90, 900, 160), 0.99),
    ]
    found = find_hospital(page_text(rows_of(lines), shared_lexicon(), WIDTH, HEIGHT))
    assert found["hospital_name"].value == "虚构市人民医院"


def test_a_certificate_without_a_head_names_its_hospital_at_the_foot() -> None:
    rows = ["诊断证明书", "诊断：肺炎"] + [""] * 10 + ["虚构市人民医院（盖章）"]
    assert _name(*rows) == "虚构市人民医院"
    found = find_hospital(labelled(*rows))["hospital_name"]
    assert found.trust < find_hospital(labelled("虚构市人民医院"))["hospital_name"].trust


def test_a_hospital_that_the_text_mentions_is_not_the_one() -> None:
    rows = ["诊断证明书"] + [""] * 10 + ["曾于虚构市人民医院就诊，予输液。", "建议转虚构市人民医院继续治疗"]
    assert _name(*rows) is None


def test_a_misread_label_at_the_foot_is_no_part_of_a_name() -> None:
    assert _name("诊断证明书", *[""] * 10, "收款单位申瘤医院") is None
