from fraudpipe.documents.forms.catalogue import shared_lexicon
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.records.han import simplified
from fraudpipe.records.reading import TextLine


def test_every_mark_has_one_mark() -> None:
    text = "臨床診斷：乳腺惡性腫瘤，手術後3天 ABC"
    assert simplified(text) == "临床诊断：乳腺恶性肿瘤，手术后3天 ABC"
    assert len(simplified(text)) == len(text)


def test_simplified_text_stays_as_it_is() -> None:
    text = "显著、矽肺、餐后、乾隆"
    assert simplified(text) == text


def test_a_page_in_traditional_forms_has_its_labels() -> None:
    page = page_text(rows_of([TextLine("性別：女", (60, 60, 200, 104), 0.9)]), shared_lexicon(), 1240, 1754)
    assert [(span.label, span.exact) for span in page.spans[0]] == [("性别", True)]
