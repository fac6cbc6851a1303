"""Kinds of findings: what is missing or cannot be read."""

from fraudpipe.records.finding import FindingKind

COMPLETENESS = (
    FindingKind(
        "no_papers",
        "low",
        "没有任何材料",
        "no papers came with the claim",
        "papers often follow in a later delivery; under a third of claims are complete at first",
        "材料常随后续批次送达；首次即齐全者不足三成",
        "desk_review",
    ),
    FindingKind(
        "paper_missing",
        "low",
        "缺少材料：{paper_zh}",
        "missing: {paper_en}",
        "originals handed to another insurer; papers that follow later",
        "原件已交其他保险机构；材料稍后补交",
        "desk_review",
    ),
    FindingKind(
        "paper_expired",
        "low",
        "授权书签署于{signed}，已于{expired}到期，须重新签署",
        "the authorisation was signed on {signed} and ran out on {expired}; it has to be signed anew",
        "a claim that took long to put together; a misread year",
        "准备材料耗时较长；年份误读",
        "desk_review",
    ),
    FindingKind(
        "page_unreadable",
        "low",
        "有页面无法识读：{problem_zh}",
        "a page cannot be read: {problem_en}",
        "a poor photograph, or one that was cut off by the telephone",
        "照片质量差；手机裁切",
        "desk_review",
    ),
    FindingKind(
        "fields_unreadable",
        "low",
        "无法识读：{fields_zh}",
        "cannot be read: {fields_en}",
        "a poor photograph; a stamp or fold across the text",
        "照片质量差；印章或折痕遮字",
        "desk_review",
    ),
    FindingKind(
        "fields_in_doubt",
        "low",
        "识读存疑，请人工核对：{fields_zh}",
        "read in doubt, for a person to look at: {fields_en}",
        "a poor photograph; a stamp or fold across the text; handwriting",
        "照片质量差；印章或折痕遮字；手写",
        "desk_review",
    ),
)
