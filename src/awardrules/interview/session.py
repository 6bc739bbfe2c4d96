"""The state of an interview: the answers so far, the next question, what an answer means.

A question is put only while its fact can still change the status; what the person does not know is not asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardrules import yamlfile
from awardrules.decision.decide import Decision, decide
from awardrules.decision.missing import Missing, missing
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.deal import UNITS
from awardrules.facts.reading import deal_of
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.pack.edition import Edition
from awardrules.record import Record

UNKNOWN_WORDS = frozenset({"", "?", "？", "不知道", "不清楚", "未知", "don't know", "dont know", "unknown", "skip"})
STOP_WORDS = frozenset({"q", "quit", "exit", "退出", "结束"})
FILE = "<answer>"


class Question(Record):
    """What is asked next: the fact, its words, the choices, and why it matters; `in_part`: of a set some members are known already."""

    path: str
    fact: Fact | None
    text: Text
    reason: Text
    in_part: bool = False

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """The names that can be answered, with their labels; empty for numbers, dates and free text."""
        if self.fact is None:
            return []
        if self.fact.type == "bool":
            return [("true", Text("是", "yes")), ("false", Text("否", "no"))]
        return list((self.fact.values or {}).items())

    @property
    def hint(self) -> Text:
        """How to answer."""
        if self.fact is None:
            return Text("请填人数", "a number of people")
        several = self.fact.type == "set"
        if self.in_part:
            return Text("可多选，用逗号分隔，已知的不必重复；此外没有请填 无", "what else, separated by commas; `none` for nothing else")
        if self.choices:
            return (
                Text("可多选，用逗号分隔；没有请填 无", "several, separated by commas; `none` for none")
                if several
                else Text("填编号或名称", "number or name")
            )
        unit = UNITS.get(self.fact.unit or "", EMPTY)
        return {
            "date": Text("日期，如 2025-03-01", "a date such as 2025-03-01"),
            "share": Text("比例，如 70%", "a share such as 70%"),
            "money": Text("金额（元）", "yuan"),
            "int": Text(f"整数{f'（{unit.zh}）' if unit.zh else ''}", f"a whole number{f' ({unit.en}s)' if unit.en else ''}"),
            "decimal": Text(f"数字{f'（{unit.zh}）' if unit.zh else ''}", f"a number{f' ({unit.en}s)' if unit.en else ''}"),
        }.get(self.fact.type, Text("文字", "text"))


class Session:
    """An interview about one deal against one or more editions on one day."""

    def __init__(self, data: dict[str, Any], editions: Sequence[Edition], as_of: int) -> None:
        self.data, self.editions, self.as_of = data, editions, as_of
        self.unknown: set[str] = set()
        self.decisions: list[Decision] = []
        self._decide()

    def _decide(self) -> None:
        root = yamlfile.from_data(self.data or {"deal": {"kinds": None}})
        self.decisions = [decide(deal_of(root, FILE, edition.vocabulary), edition, self.as_of) for edition in self.editions]

    def saved(self, text: str, file: str) -> None:
        """The deal was written to a file: the decisions quote their facts from there."""
        if self.data:
            root = yamlfile.parse(text, file)
            self.decisions = [decide(deal_of(root, file, edition.vocabulary), edition, self.as_of) for edition in self.editions]

    def next(self) -> Question | None:
        """The most decisive open question; None where no further fact can change a status."""
        open_: dict[str, tuple[int, Missing, Decision]] = {}
        for decision in self.decisions:
            for rank, item in enumerate(missing(decision, decisive_only=True)):
                if item.path not in self.unknown and (item.path not in open_ or rank < open_[item.path][0]):
                    open_[item.path] = (rank, item, decision)
        if not open_:
            return None
        _, item, decision = min(open_.values(), key=lambda entry: entry[0])
        fact = decision.edition.vocabulary.get(item.path)
        return Question(item.path, fact, item.question, _why(decision, item), bool(_known_members(self.data, item.path, fact)))

    def answer(self, question: Question, text: str) -> None:
        """Take an answer. Raises AwardrulesError where it is no value of the fact; nothing is changed then."""
        said = text.strip()
        if said.lower() in UNKNOWN_WORDS:
            self.unknown.add(question.path)
            return
        value = _value(question, said)
        if question.in_part:  # else an answer would take back what is known
            value = [*_known_members(self.data, question.path, question.fact), *value]
        before = _copy(self.data)
        _put(self.data, question.path, value)
        try:
            self._decide()
        except AwardrulesError:
            self.data = before
            raise


def _why(decision: Decision, item: Missing) -> Text:
    rules = [rule for rule_id in item.blocks if (rule := decision.edition.rule(rule_id)) is not None]
    named = []
    for rule in rules[:2]:
        place = decision.edition.clauses[rule.clauses[0]].locator
        named.append(Text(f"{rule.title.zh.rstrip('。')}（{place}）", f"{rule.title.en.rstrip('.')} ({place})"))
    words = joined(named, "；", "; ")
    more = len(item.blocks) - len(named)
    tail = Text(f"等 {len(item.blocks)} 条规则", f" and {more} more") if more else EMPTY
    return Text(f"关系到：{words.zh}{tail.zh}", f"it bears on: {words.en}{tail.en}")


def _value(question: Question, said: str) -> Any:
    choices = question.choices
    if question.fact is None:
        return [{} for _ in range(int(said))] if said.isdigit() and int(said) <= 1000 else said
    if question.fact.type == "set":
        if said.lower() in ("none", "无", "没有"):
            return []
        parts = [part.strip() for part in said.replace("，", ",").replace("、", ",").split(",") if part.strip()]
        return [_named(part, choices) for part in parts]
    return _named(said, choices) if choices else said


def _named(said: str, choices: list[tuple[str, Text]]) -> str:
    if said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1][0]
    short = {"y": "true", "n": "false"} if choices and choices[0][0] == "true" else {}
    return short.get(said.lower(), said)


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(item) for item in data] if isinstance(data, list) else data


def _known_members(data: dict[str, Any], path: str, fact: Fact | None) -> list[Any]:
    """The members of a set that the deal states in part."""
    head, bracket, tail = path.partition("[")
    index, _, name = tail.partition("].")
    found: Any = data.get(path)
    if bracket:
        found = data[head][int(index)].get(name)
    elif found is None:
        found = data
        for step in path.split("."):
            found = found.get(step) if isinstance(found, dict) else None
    known = found.get("min") if isinstance(found, dict) else None
    return known if fact is not None and fact.type == "set" and isinstance(known, list) else []


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    head, bracket, tail = path.partition("[")
    if path in data:
        data[path] = value
        return
    if bracket:
        index, _, name = tail.partition("].")
        data[head][int(index)][name] = value
        return
    *parents, leaf = path.split(".")
    for name in parents:
        if not isinstance(data.get(name), dict):
            data[name] = {}
        data = data[name]
    data[leaf] = value


def dumped(data: dict[str, Any]) -> str:
    """The deal as YAML, every scalar as it was answered."""
    import yaml

    class Plain(yaml.BaseDumper):
        """Writes texts without type guesses, for the deal reader types them, and without aliases, which it refuses."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the framework's signature
            return True

    tag = "tag:yaml.org,2002:"
    Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar(f"{tag}str", text))
    Plain.add_representer(dict, lambda dumper, mapping: dumper.represent_mapping(f"{tag}map", mapping, flow_style=False))
    Plain.add_representer(
        list, lambda dumper, items: dumper.represent_sequence(f"{tag}seq", items, flow_style=not any(isinstance(i, dict) for i in items))
    )
    return yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False, width=150)


def prompt_lines(question: Question, lang: Lang) -> list[str]:
    """The question as it is put: words, reason, choices, hint."""
    lines = [question.text.of(lang), f"  ({question.reason.of(lang)})"]
    lines += [f"  {number}. {words.of(lang)}" for number, (_, words) in enumerate(question.choices, 1)]
    dont = Text("不知道可直接回车", "enter if you don't know").of(lang)
    lines.append(f"  [{question.hint.of(lang)}{'；' if lang == 'zh' else '; '}{dont}]")
    return lines
