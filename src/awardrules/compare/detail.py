"""One difference between two editions, and how it is said."""

from __future__ import annotations

from typing import Literal

from awardrules.language import EMPTY, Text, joined
from awardrules.record import Record

Kind = Literal[
    "figure", "period", "base", "modality", "condition", "requirement", "exception", "addressee", "place", "members", "definition", "citation",
    "encoding", "vocabulary",
]  # fmt: skip

KIND_WORDS: dict[str, Text] = {
    "figure": Text("数值", "figure"),
    "period": Text("期限", "period"),
    "base": Text("基数", "base"),
    "modality": Text("语气", "modality"),
    "condition": Text("前提", "condition"),
    "requirement": Text("要求", "requirement"),
    "exception": Text("例外", "exception"),
    "addressee": Text("对象", "addressee"),
    "place": Text("地点", "place"),
    "members": Text("列举项", "list"),
    "definition": Text("认定办法", "determination"),
    "citation": Text("位置", "place in the text"),
    "encoding": Text("编码", "encoding"),
    "vocabulary": Text("事实类型", "type of fact"),
}
SILENT: dict[str, Text] = {
    "requirement": Text("无此要求", "does not require it"),
    "condition": Text("无此前提", "has no such condition"),
    "exception": Text("无此例外", "has no such exception"),
    "definition": Text("未规定", "does not determine it"),
    "members": Text("未列举", "does not list it"),
}
UNENCODED = Text("印有此条，但规则包未编码", "prints it, but its pack has no rule for it")  # a gap of the pack, not of the document
NOTHING_FURTHER = Text("无其他情形", "names nothing further")


class Detail(Record):
    """One difference: its kind, what it is about (EMPTY where the kind says enough), and what A and B say."""

    kind: Kind
    a: Text
    b: Text
    about: Text = EMPTY


def detail_words(detail: Detail, names: tuple[Text, Text]) -> Text:
    """One difference in a sentence: what it is about, and what each edition says."""
    about = detail.about if detail.about != EMPTY else KIND_WORDS[detail.kind]
    said = sides_words(detail, names)
    return Text(f"{about.zh}：{said.zh}", f"{about.en}: {said.en}")


def sides_words(detail: Detail, names: tuple[Text, Text]) -> Text:
    """What each edition says, by name."""
    pieces = [_quoted(name, said) for name, said in zip(names, (detail.a, detail.b), strict=True)]
    return joined(pieces, "；", "; ")


def _quoted(name: Text, said: Text) -> Text:
    if said in (*SILENT.values(), NOTHING_FURTHER, UNENCODED):
        return Text(f"{name.zh}{said.zh}", f"{name.en} {said.en}")
    words = f": {said.en}" if "“" in said.en else f" “{said.en}”"
    return Text(f"{name.zh}「{said.zh}」", f"{name.en}{words}")
