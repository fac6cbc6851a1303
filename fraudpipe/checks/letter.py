"""The letter that asks a claimant for everything at once, in plain words.

It says what is missing, what has to be photographed again and what has run out, why each is needed and what will do
instead. It names nobody, accuses nobody and decides nothing.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fraudpipe.checks.completeness import FIELD_NAMES, expired_consents, lost_fields, missing_papers
from fraudpipe.checks.evidence import evidence
from fraudpipe.checks.outside.questions import INVOICES, placed
from fraudpipe.records.document_names import DOCUMENT_NAMES
from fraudpipe.records.paper_set import Paper, PaperSet

Said = tuple[str, str]
"""A sentence in Chinese and in English."""

_BEGIN: Said = (
    "您好！\n我们收到了您的互助申请（编号 {claim_id}），祝您早日康复。为了继续审核，请您补充以下材料。"
    "这里已列出目前需要的全部材料，请一次交齐，以免您多次往返。",
    "Dear member,\n\nWe have received your claim ({claim_id}) and wish you a good recovery. To go on with it we need "
    "what is listed below. The list is complete as things stand: please send everything together, so that we need not "
    "ask you again.",
)
_COMPLETE: Said = (
    "您好！\n我们收到了您的互助申请（编号 {claim_id}），祝您早日康复。目前材料齐全，您不需要补充任何材料。",
    "Dear member,\n\nWe have received your claim ({claim_id}) and wish you a good recovery. Your papers are complete: "
    "you need not send anything now.",
)
_HEADS: tuple[Said, Said, Said] = (
    ("请补交", "Please send"),
    ("请重新拍摄或扫描", "Please photograph or scan again"),
    ("已过期，请重新签署", "Has run out, please sign again"),
)
_HOW: Said = (
    "怎样拍摄：把材料平放在光线充足的地方，四角都拍进画面，不要有反光和阴影，直接上传原图。\n"
    "如果原件已交给其他机构，请提交盖有该机构公章的复印件。如果某份材料无法取得，请告诉我们原因，我们会帮您想办法。\n"
    "请您补充材料，并不表示我们怀疑您，也不影响您的权利。",
    "How to photograph: lay the paper flat in good light, with all four corners in the picture, without glare or "
    "shadow, and send the original picture.\n"
    "If another institution keeps an original, send a copy with its seal. If you cannot get a paper, tell us why, and "
    "we will help you find another way.\n"
    "That we ask does not mean that we doubt you, and it changes none of your rights.",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the claimant is sent.

    Attributes:
        zh: In Chinese.
        en: In English.
        asks: Whether it asks for anything.
    """

    zh: str
    en: str
    asks: bool


def claimant_letter(papers: PaperSet) -> Letter:
    """One letter for all that is open about the papers of a claim, as of the moment they were gathered."""
    parts = [
        (head, requests)
        for head, requests in zip(
            _HEADS, (list(_missing(papers)), list(_unreadable(papers)), list(_expired(papers))), strict=True
        )
        if requests
    ]
    if not parts:
        zh, en = (text.format(claim_id=papers.claim.claim_id) for text in _COMPLETE)
        return Letter(zh + "\n", en + "\n", asks=False)
    zh, en = (_text(language, parts, papers.claim.claim_id) for language in (0, 1))
    return Letter(zh, en, asks=True)


def _text(language: int, parts: list[tuple[Said, list[Said]]], claim_id: str) -> str:
    blocks = [_BEGIN[language].format(claim_id=claim_id)]
    number = 0
    for head, requests in parts:
        lines = [head[language] + ("：" if language == 0 else ":")]
        for one in requests:
            number += 1
            lines.append(f"{number}. {one[language]}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, _HOW[language]]) + "\n"


def _missing(papers: PaperSet) -> Iterator[Said]:
    for one in missing_papers(papers):
        yield f"{one.zh}：{one.why_zh}。", f"{one.en}: {one.why_en}."
    if _lacks_new_invoice(papers):
        yield (
            "换开后的新发票：您提交的发票已由医院更正并换开。",
            "the new invoice: the hospital has corrected the one you sent and issued another in its place.",
        )


def _lacks_new_invoice(papers: PaperSet) -> bool:
    """Whether fewer invoices came after the replaced ones than were replaced."""
    replaced = {(one.document_id, one.place) for one in papers.answers if one.says == "replaced"}
    sent = {
        (paper.document_id, place): _sent_on(paper, papers)
        for place, paper in placed(papers)
        if paper.reading.document_type in INVOICES
    }
    first = min((sent[one] for one in replaced if one in sent), default=papers.claim.known_on)
    return sum(day > first for one, day in sent.items() if one not in replaced) < len(replaced)


def _unreadable(papers: PaperSet) -> Iterator[Said]:
    """Each paper once: what is wrong with its pages, or what on it could not be read, unless it came again."""
    for paper in papers.papers:
        zh, en = DOCUMENT_NAMES[paper.reading.document_type]
        again = list(_sent_again(paper, papers))
        lost = sorted(
            FIELD_NAMES[name] for name in lost_fields(paper) if all(evidence(one, name) is None for one in again)
        )
        if paper.reading.problems and all(map(lost_fields, again)):
            yield (
                f"{zh}：" + "；".join(f"第{one.page}页 {one.message_zh}" for one in paper.reading.problems),
                f"{en}: " + "; ".join(f"page {one.page}: {one.message_en}" for one in paper.reading.problems),
            )
        elif lost and not paper.reading.problems:
            yield (
                f"{zh}：看不清{'、'.join(name for name, _ in lost)}。",
                f"{en}: we cannot read {', '.join(name for _, name in lost)}.",
            )


def _sent_again(paper: Paper, papers: PaperSet) -> Iterator[Paper]:
    """What came later of the same type, on whole pages: of papers that came together each is one of its own."""
    for one in papers.papers:
        same = one.reading.document_type == paper.reading.document_type and not one.reading.problems
        if same and _sent_on(one, papers) > _sent_on(paper, papers):
            yield one


def _sent_on(paper: Paper, papers: PaperSet) -> dt.date:
    return paper.sent_on or papers.claim.known_on


def _expired(papers: PaperSet) -> Iterator[Said]:
    for one in expired_consents(papers):
        yield (
            f"授权书：签署于{one.signed_on}，有效期到{one.expired_on}。",
            f"authorisation letter: signed on {one.signed_on}, valid until {one.expired_on}.",
        )
