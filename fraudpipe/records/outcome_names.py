"""How outcomes are called, for people."""

OUTCOMES_ZH = {
    "confirmed_fraud": "确认欺诈",
    "non_disclosure": "未如实告知",
    "not_covered": "不在保障范围",
    "not_fraud": "非欺诈",
    "inconclusive": "无法定论",
    "withdrawn": "已撤回",
}
"""Outcome to its name in Chinese."""
