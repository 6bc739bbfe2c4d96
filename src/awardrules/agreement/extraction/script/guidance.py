"""What a paper prints for whoever fills it in, and what it leaves empty: neither says what its parties agree.

Notes and choices in brackets (〔起草说明：…〕, ____〔校长办公会/领导小组〕) are taken out of the script. Hints at a label (份额（按份共有的填写）),
a clause that is switched off (第六条…（本条不适用）) or marked as one to choose (（可选：…）) stay, and settle nothing. A heading with nothing under
it settles no matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.outline import shape
from awardrules.agreement.extraction.script.script import Passage, Script, replaced
from awardrules.agreement.programs import regex

VOID, SPARE = "void", "spare"  # contexts of a clause that is switched off, and of one that is only offered
_OPENS, _CLOSES = "〔［【（(", "〕］】）)"
_WRITING = "起草|填写|填表|填报|填空|使用|编写|拟稿|审核|法务|律师|模板|范本|签署"
_NOTE = f"(?:(?:{_WRITING})(?:说明|提示|指引|须知|要点|按语|批注|备注|注意)|(?:编者|起草者)按|(?:说明|提示|示例|例如|例)[：:])"
# 〔起草说明：…〕, also over several paragraphs; round brackets are written for much else
_NOTES = regex(
    f"(?:[〔［【]\\s*(?:{_NOTE}|此处|本[条款处栏](?:应|须|需|由|供|为|可|系)|请(?!求|示)|(?:选填|必填|填写|填入|据实|按实际|根据实际|视情|如无|若无|如不))[^〔〕［］【】]{{0,400}}[〕］】]"
    f"|[（(]\\s*(?:起草|填写|填表|填报|使用|编写)(?:说明|提示|指引|须知|备注)[：:][^（）()]{{0,400}}[）)])"
)
# 经____〔校长办公会/领导小组〕决策: choices printed behind what is to be filled in
_CHOICES = regex("〔[^〔〕/／0-9，。；]{1,20}(?:[/／][^〔〕/／0-9，。；]{1,20}){1,8}〕")
# 团队份额（按份共有的填写）：
_LABEL_HINT = regex(
    f"[（(][^（）()。；\\n{wording.VALUES}]{{1,24}}(?:的|时|者|方|才|须|需|应|再)(?:请|须|应|需|必须)?(?:填|填写|填报|选填|勾选|填列)(?:本[栏项])?[）)](?=\\s*[：:｜\\n])"
)
_SPARE = regex(f"[{_OPENS}]\\s*(?:可选|选用|备选|任选|选填|选择性)(?:条款|内容|约定|项)?(?P<sign>[：:]|[{_CLOSES}])")
_OFF = (
    "(?:(?:本|此|该)(?:条|款|项|栏|处|节)?(?:不予?适用|不采用|未?不?使用|不约定|不涉及|删除|已删除|空白|留空|空缺|略|省略|作废|无内容|暂无内容)"
    "|不适用|空白|空|留空|无内容|删除|已删除|略|保留条款|（?此处空白）?|以下空白|无正文)"
)
_EMPTY = regex(f"[\\s{_OPENS}—\\-–／/_]*(?:{_OFF})?[\\s{_CLOSES}。—\\-–／/_]*")
_OFF_CLAUSE = regex(f".{{2,400}}?[{_OPENS}]\\s*(?:{_OFF})\\s*[{_CLOSES}]。?\\s*")
_SPARE_CLAUSE = regex("\\s*(?:可选|选用|备选|任选)(?:条款|条文|内容|约定)：")  # 【可选条款】…
_ARTICLE = regex("第[#]+条")


def unguided(script: Script) -> Script:
    """The script without the notes and choices that are printed for whoever fills the paper in."""
    if not any(sign in script.text for sign in "〔［【（("):
        return script
    found = [one.span() for pattern in (_NOTES, _CHOICES) for one in pattern.finditer(script.text)]
    gone: list[tuple[int, int, str]] = []
    for start, end in found:
        for passage in script.passages[script.passage_at(start).index : script.passage_at(end - 1).index + 1]:
            low, high = max(start, passage.start), min(end, passage.end)
            gone += [(low, high, "")] if low < high else []
    for start, end, _ in gone:
        for place in range(start, end):
            script.values.pop(place, None)
    return replaced(script, gone) if gone else script


def left_out(script: Script) -> Iterator[tuple[str, int, int]]:
    """The stretches that a paper prints and does not agree, each with the name of its context."""
    yield from ((VOID, *found.span()) for found in _LABEL_HINT.finditer(script.text))
    for found in _SPARE.finditer(script.text):
        passage = script.passage_at(found.start())
        close = script.text.find(_CLOSES[_OPENS.index(found[0][0])], found.end(), passage.end)
        if found["sign"] in "：:":
            yield SPARE, found.start(), close + 1 if close >= 0 else passage.end
        elif not script.text[passage.start : found.start()].strip():
            yield SPARE, passage.start, passage.end
    under: dict[int, list[Passage]] = {}
    for passage in script.passages:
        for index in passage.heading[:1]:
            under.setdefault(index, []).append(passage)
        if passage.block.number and _OFF_CLAUSE.fullmatch(script.text_of(passage)):
            yield VOID, passage.start, passage.end
        if _SPARE_CLAUSE.match(script.text, passage.start, passage.end):
            yield SPARE, passage.start, passage.end
    for index, inner in under.items():
        head = script.passages[index]
        if head.block.number and all(_EMPTY.fullmatch(script.text_of(one)) for one in inner):
            yield VOID, head.start, inner[-1].end


def is_bare(script: Script, passage: Passage) -> bool:
    """Whether a passage is a numbered heading that nothing stands under, where others have their text."""
    block, text = passage.block, script.text_of(passage)
    if not block.number or block.part != "body" or any(sign in text for sign in "。；：｜，" + wording.VALUES):
        return False
    own = shape(block.number)
    after = next((one for one in script.passages[passage.index + 1 :] if script.text_of(one).strip()), None)
    if after is not None and (passage.index in after.heading or not after.block.number or shape(after.block.number) != own):
        return False
    said = any(one.heading and shape(script.passages[one.heading[0]].block.number) == own for one in script.passages)
    return said or _ARTICLE.fullmatch(own) is not None
