"""A document invented for the tests of `trace` and `new-pack`: a notice, an ordinance on orchards, an annex; with wraps and page numbers."""

from __future__ import annotations

import json
from typing import Any

from awardrules.language import Text
from awardrules.pack.edition import Clause
from awardrules.pack.matching import hash_of
from awardrules.pack.sourcetext import flattened

COPY = """\
果城市人民政府办公室关于印发《果城市果园
分配办法》的通知

各单位：
　　现将办法印发给你们，请遵照办理。
果城市人民政府办公室
2025年3月1日

- 1 -
果城市果园分配办法
　　为规范果园分配，制定本办法。
一、总体要求
（一）目的
　　让每棵树都有人照料，让果实各有应用。
二、分配
（一）果树的归属
　　1.果园可以把果树交给照料人，照料人持有的份额不低于百分
之六十。果园应在园内公示，公示期不少于9日。
　　2.照料人应提交照料计划。病树不得分配。
（二）支持果实的使用
　　1.果实原则上留归果园。鼓励照料人互相
— 2 —

　　帮助。公示期不少于9日。
　　2.果园除遭灾外，应清点果树，不再另行上报。
三、附则
　　本办法由果园办解释。
附件1
果园照料细则
第一条【目的】为照料果树，制定本细则。
第二条【照料】照料人须每日浇水，每年应修枝两次。
3
第三条【免责】有下列情形之一的，免除责任：
（一）遇到冰雹的；
（二）遇到虫害的。
"""

# id, locator, mechanism, modality, the text (its pieces, where it is printed in several), anchor
ROWS: list[tuple[str, str, str, str, list[str], str]] = [
    ("notice.comply", "印发通知", "background", "fact", ["现将办法印发给你们，请遵照办理。"], "请遵照办理"),
    ("preamble", "前言", "background", "fact", ["为规范果园分配，制定本办法。"], "规范果园分配"),
    ("aim", "一/（一）", "background", "fact", ["让每棵树都有人照料，让果实各有应用。"], "有人照料"),
    ("tree.may-give", "二/（一）/1", "ownership-grant", "may", ["1.果园可以把果树交给照料人，"], "把果树交给照料人"),
    ("tree.share", "二/（一）/1", "ownership-grant", "shall", ["照料人持有的份额不低于百分之六十。"], "照料人持有的份额"),
    ("tree.place", "二/（一）/1", "publicity", "shall", ["果园应在园内公示，"], "在园内公示"),
    ("tree.days", "二/（一）/1", "publicity", "shall", ["公示期不少于9日。"], "公示期不少于9日"),
    ("tree.plan", "二/（一）/2", "ownership-grant", "shall", ["2.照料人应提交照料计划。"], "提交照料计划"),
    ("tree.sick", "二/（一）/2", "exclusion", "shall_not", ["病树不得分配。"], "病树不得分配"),
    ("fruit.stays", "二/（二）/1", "proceeds-distribution", "should", ["1.果实原则上留归果园。"], "留归果园"),
    ("fruit.help", "二/（二）/1", "personnel", "encouraged", ["鼓励照料人互相帮助。"], "互相帮助"),
    ("fruit.days", "二/（二）/1", "publicity", "shall", ["公示期不少于9日。"], "公示期不少于9日"),
    ("fruit.count", "二/（二）/2", "registration", "shall", ["2.果园除遭灾外，", "应清点果树，"], "应清点果树"),
    ("fruit.no-report", "二/（二）/2", "reporting", "exemption", ["2.果园除遭灾外，", "不再另行上报。"], "不再另行上报"),
    ("validity.interpretation", "三", "validity", "fact", ["本办法由果园办解释。"], "由果园办解释"),
    ("care.aim", "附件1/第一条", "background", "fact", ["为照料果树，制定本细则。"], "制定本细则"),
    ("care.water", "附件1/第二条", "operations-org", "shall", ["照料人须每日浇水，"], "每日浇水"),
    ("care.prune", "附件1/第二条", "operations-org", "shall", ["每年应修枝两次。"], "修枝两次"),
    ("care.exempt", "附件1/第三条", "due-diligence-exemption", "exemption", ["有下列情形之一的，免除责任："], "免除责任"),
    ("care.hail", "附件1/第三条/（一）", "due-diligence-exemption", "exemption", ["（一）遇到冰雹的；"], "遇到冰雹"),
    ("care.pests", "附件1/第三条/（二）", "due-diligence-exemption", "exemption", ["（二）遇到虫害的。"], "遇到虫害"),
]
FLAT = flattened(COPY).text


def ordinance() -> list[Clause]:
    """The clauses of the ordinance, in order, all of its text but the headings; those of the background with a reason."""
    at = 0
    made = []
    for identity, locator, mechanism, modality, pieces, anchor in ROWS:
        spans = []
        for piece in pieces:
            start = FLAT.index(piece, 0 if len(pieces) > 1 else at)
            spans.append((start, start + len(piece)))
        at = spans[-1][1]
        reason = Text("不设定义务。", "no duty") if mechanism == "background" else None
        gist = Text(f"{identity} 的要旨。", f"gist of {identity}.")
        made.append(Clause(identity, locator, mechanism, modality, anchor, hash_of("".join(pieces)), tuple(spans), gist, reason))
    return made


def entry(clause: Clause, **other: Any) -> dict[str, Any]:
    """A clause as an entry of `clauses.yaml` or of a clause list; `None` takes a field away."""
    data: dict[str, Any] = {
        "id": clause.id, "locator": clause.locator, "mechanism": clause.mechanism, "modality": clause.modality, "anchor": clause.anchor,
        "hash": clause.hash, "span": clause.span, "gist": {"zh": clause.gist.zh, "en": clause.gist.en},
    }  # fmt: skip
    if clause.reason is not None:
        data["reason"] = {"zh": clause.reason.zh, "en": clause.reason.en}
    return {key: value for key, value in (data | other).items() if value is not None}


def clauses_file(clauses: list[Clause]) -> str:
    """`clauses.yaml` of some clauses."""
    return json.dumps({"clauses": [entry(clause) for clause in clauses]}, ensure_ascii=False, indent=1)
