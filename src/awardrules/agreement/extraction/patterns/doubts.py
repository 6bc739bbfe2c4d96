"""Why a place that mentions a fact settles nothing, by the names that the extraction and the contexts of its patterns use."""

from __future__ import annotations

from awardrules.language import EMPTY, Text

DOUBTS: dict[str, Text] = {
    "question": Text("所在的选项尚未勾选或仍在商议", "an option not chosen, or still under discussion"),
    "denied": Text("原文是否定的说法", "the text denies it"),
    "ahead": Text("原文是将来的约定，不是已发生的事实", "an undertaking for the future, not what was done"),
    "approximate": Text("原文是约数，或写法有歧义", "an approximate or ambiguous figure"),
    "tiered": Text("原文按档次分别约定", "agreed tier by tier"),
    "law": Text("原文是引用的法规、政策", "quoted law or policy"),
    "quoted": Text("原文是引号内的引文", "quoted words"),
    "condition": Text("原文附有条件", "said under a condition"),
    "example": Text("原文是举例", "an example"),
    "former": Text("原文说的是原有约定", "what was agreed before"),
    "talks": Text("原文说的是没有谈成的接触", "talks that came to nothing"),
    "other-deal": Text("原文说的是与不具名企业的另一桩交易", "another deal, with a company that is not named"),
    "optional-choice": Text("原文列出可选的做法", "one of several ways left open"),
    "void": Text("原文写明本条不适用，或留空", "the clause is left empty, or does not apply"),
    "spare": Text("原文标明是可选条文", "the text marks it as a clause to choose"),
    "bare": Text("原文只有标题，没有内容", "a heading with nothing under it"),
    "alternative": Text("原文是并列待选的条文", "one of several wordings to choose from"),
    "refused": Text("原文说的是未被接受的方案", "a proposal that was not accepted"),
    "plan": Text("原文是设想、请求或建议", "what is planned, asked for or advised"),
    "elsewhere": Text("原文说的是其他成果或其他文件", "another result or another paper"),
    "another": Text("原文说的是另一项成果", "said of another result"),
    "several": Text("原文对几项成果分别作了约定", "said of several results, differently"),
    "by-income": Text("原文对不同来源的收益分别作了约定", "agreed by kind of income, differently"),
    "conflict": Text("与其他写法矛盾，无从确定", "other wordings contradict it"),
    "apart": Text("原文说的是另外的事项", "another matter"),
    "others": Text("原文说的是其他单位、其他人或其他事项", "said of somebody or something else"),
    "rule": Text("原文是一般的规定，不是本次的约定或事实", "a rule told in general, not what was agreed or done here"),
    "intent": Text("原文说的是意向，不是约定", "what is intended, not what was agreed"),
    "open": Text("原文留待填写或选择", "left open to be filled in or chosen"),
}


def doubt_words(doubt: str) -> Text:
    """Why a place of the agreement settles nothing, in words; empty where there is no doubt."""
    return DOUBTS[doubt] if doubt else EMPTY
