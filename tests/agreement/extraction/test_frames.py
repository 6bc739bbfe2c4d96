"""What stands under a condition, a plan, a question, a quotation or another's story is not stated, whatever it says."""

from __future__ import annotations

import pytest

from agreement.extraction.said import reading

STATED = [
    "乙方于2025年2月10日向甲方提交赋权申请书",
    "甲方院长办公会2025年2月20日集体研究，批准了本次赋权",
    "2025年3月3日至2025年3月18日在甲方公告栏公示，没有人提出异议",
    "该成果由双方按份共有，乙方占70%，甲方占30%",
    "成果权属清晰，专利权人为甲方，未设质押",
    "该成果为职务科技成果，经费全部来自甲方自有资金",
    "转化净收益的80%归乙方，其余20%留归甲方，不上缴国库",
    "甲方已建立职务科技成果台账，并对职务科技成果单列管理",
    "乙方全体成员一致同意，内部分配已书面约定，并推选周明为代表",
    "甲方以排他许可的方式授予乙方该工艺的长期使用权，期限十二年",
    "成果已登记入甲方的成果库",
    "专利权人的变更登记已于2025年4月2日办结",
]
# {} is where the sentence stands
FRAMES = {
    "condition": [
        "如果{}，双方另行协商。",
        "若{}，则按附件办理。",
        "要是{}，双方再谈。",
        "万一{}，双方再谈。",
        "倘若{}，甲方应书面告知乙方。",
        "除非{}，本条不适用。",
        "一旦{}，本条即行修改。",
        "假设{}，双方另议。",
        "满足下列条件时本协议生效：{}。",
        "满足下列条件时本协议生效：\n\n（一）{}；",
        "生效条件：\n\n1. {}。",
    ],
    "plan": [
        "下一步打算：{}。",
        "后续计划：\n\n1. {}。",
        "待办事项：\n\n（1）{}；",
        "甲方希望{}。",
        "工作目标：{}。",
        "双方未就以下内容达成一致：{}。",
        "乙方要求：{}。",
        "{}，这一点尚未确定。",
        "{}（待定）。",
        "{}也未可知。",
    ],
    "question": ["请确认：{}（是否属实？）。", "{}？", "请法务核对以下内容：\n\n一是{}。"],
    "quoted": ["《广州市赋权工作指引》规定：“{}”。", "（示范条款）{}。", "例如，{}。"],
    "former": ["旧版写的是：{}。", "初稿约定：{}。", "此条删去：{}。", "原协议（已终止）曾写明：{}。"],
    "another": ["另一项成果“旧型支架”的情况是：{}。", "去年另一个项目中，{}。", "兄弟单位的做法是：{}。"],
    "hearsay": ["据传，{}。", "评审专家认为应当{}。"],
}


def _facts(clause: str) -> set[str]:
    found = reading(f"一、双方约定如下。\n\n二、{clause}\n\n三、本协议一式四份。\n").facts
    return {one.path for one in found if one.state in ("stated", "derived")} - _facts_of_an_empty_agreement()


def _facts_of_an_empty_agreement() -> set[str]:
    found = reading("一、双方约定如下。\n\n二、未尽事宜另行协商。\n\n三、本协议一式四份。\n").facts
    return {one.path for one in found if one.state in ("stated", "derived")} | {"agreement.terms"}


@pytest.mark.parametrize("sentence", STATED)
def test_a_plain_sentence_states_something(sentence: str) -> None:
    assert _facts(sentence + "。")


@pytest.mark.parametrize("frame", [frame for frames in FRAMES.values() for frame in frames])
def test_nothing_is_stated_within_a_frame(frame: str) -> None:
    assert {sentence: facts for sentence in STATED if (facts := _facts(frame.format(sentence)))} == {}
