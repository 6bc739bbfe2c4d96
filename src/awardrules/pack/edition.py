"""An edition in memory: the document's data, its clauses, its rules, and the program compiled from them."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from awardrules.diagnostics import Span
from awardrules.expression.term import Part
from awardrules.expression.types import Type
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Text
from awardrules.record import Record, State

if TYPE_CHECKING:
    from awardrules.pack.program import Program

Modality = Literal["shall", "shall_not", "should", "encouraged", "may", "exemption", "deeming", "definition", "fact"]
Severity = Literal["violation", "deviation", "suggestion", "information"]

SEVERITY: dict[str, Severity] = {
    "shall": "violation",
    "shall_not": "violation",
    "may": "violation",
    "should": "deviation",
    "encouraged": "suggestion",
}
MODALITY_WORDS: dict[str, Text] = {
    "shall": Text("应当", "shall"),
    "shall_not": Text("不得", "shall not"),
    "should": Text("原则上", "in principle"),
    "encouraged": Text("鼓励", "encouraged"),
    "may": Text("可以", "may"),
    "exemption": Text("免除", "exemption"),
    "deeming": Text("视为", "deemed"),
    "definition": Text("定义", "definition"),
    "fact": Text("事实陈述", "statement"),
}
MECHANISM_WORDS: dict[str, Text] = {
    "scope": Text("适用范围", "scope"),
    "validity": Text("效力期限", "validity"),
    "ownership-grant": Text("所有权赋权", "grant of ownership"),
    "grant-models": Text("赋权模式", "grant models"),
    "use-right": Text("长期使用权", "long-term use right"),
    "exclusion": Text("排除范围", "exclusion"),
    "negative-list": Text("负面清单", "negative list"),
    "agreement-terms": Text("协议条款", "terms of the agreement"),
    "publicity": Text("公示", "publicity"),
    "pricing": Text("定价", "pricing"),
    "asset-appraisal": Text("资产评估", "asset appraisal"),
    "proceeds-distribution": Text("收益分配", "distribution of proceeds"),
    "leadership": Text("领导人员", "leaders"),
    "security-ethics": Text("安全与伦理", "security and ethics"),
    "registration": Text("登记管理", "registration"),
    "disclosure": Text("成果披露", "disclosure"),
    "stage-classification": Text("阶段分类", "stage classification"),
    "accounting-recognition": Text("资产确认", "accounting recognition"),
    "asset-disposal": Text("资产处置", "asset disposal"),
    "single-list-management": Text("单列管理", "separate listing"),
    "due-diligence-exemption": Text("尽职免责", "due-diligence exemption"),
    "award-accounting": Text("奖励核算", "award accounting"),
    "tax": Text("税收", "tax"),
    "revocation": Text("赋权撤销", "revocation"),
    "operations-org": Text("运营机构", "operations"),
    "personnel": Text("人才队伍", "personnel"),
    "reporting": Text("报告", "reporting"),
    "timetable": Text("进度安排", "timetable"),
    "government-duty": Text("政府职责", "duties of government"),
    "background": Text("背景", "background"),
}
EDITION_WORDS = {"draft": Text("草案", "draft"), "guideline": Text("工作指引", "guideline")}
KINDS = ("ownership_grant", "use_right_grant", "conversion", "reward", "abandonment")


class Clause(Record):
    """One clause of the document: locator as printed, anchor phrase, hash of its text, gist; a reason where it is not encoded."""

    id: str
    locator: str
    mechanism: str
    modality: Modality
    anchor: str
    hash: str
    span: tuple[tuple[int, int], ...]
    gist: Text
    reason: Text | None = None


class Parameter(Record):
    """A figure of a rule: its type and its values by the day they start to apply (None: from the beginning)."""

    type: Type
    dated: tuple[tuple[int | None, Any], ...]

    def at(self, day: int) -> Any:
        """The value on a day; the first where the day lies before all."""
        starts = [start if start is not None else 0 for start, _ in self.dated]
        return self.dated[max(bisect_right(starts, day) - 1, 0)][1]


class Proviso(Record):
    """A printed exception: its condition and the clause that prints it."""

    when: Part
    clause: str | None


class Caution(Record):
    """A remark shown while its condition is true."""

    when: Part
    text: Text


class TableRow(Record):
    """A row of a first-match table; no condition means otherwise."""

    when: Part | None
    value: Part
    clause: str | None = None


class Body(Record):
    """The expressions of a rule, read only where the rule is traced or written out."""

    when: tuple[Part, ...] = ()
    require: Part | None = None
    unless: tuple[Proviso, ...] = ()
    cautions: tuple[Caution, ...] = ()
    table: tuple[TableRow, ...] = ()


class Rule(State):
    """One rule of an edition.

    `gives` is the path a derive rule gives a value to; `exceptions` the clauses that print its exceptions. `unwaivable` is the reason why
    no repository may waive a failure of it, where there is one; `outlives_term` marks what the text prints for the time after its term. The body
    is unpacked on first use.
    """

    id: str
    clauses: tuple[str, ...]
    mechanism: str
    modality: Modality
    subject: Literal["deal", "institution"]
    applies_to: tuple[str, ...]
    for_each: str | None
    gives: str | None
    title: Text
    remedy: Text
    parameters: Mapping[str, Parameter]
    span: Span
    shape: str | None = None
    modality_reason: Text | None = None
    exceptions: tuple[str, ...] = ()
    unwaivable: Text | None = None
    outlives_term: bool = False
    packed: bytes = b""
    _body: Body | None = None

    @property
    def kind(self) -> Literal["check", "derive"]:
        """`derive` rules give a value, `check` rules require something."""
        return "derive" if self.gives else "check"

    @property
    def waivable(self) -> bool:
        """Whether a repository may waive a failure of the rule."""
        return self.unwaivable is None

    @property
    def severity(self) -> Severity:
        """What a failure of the rule is."""
        return SEVERITY.get(self.modality, "information")

    @property
    def body(self) -> Body:
        """The expressions."""
        if self._body is None:
            self._body = pickle.loads(self.packed)  # noqa: S301 - our own bytes, digest-checked by store.py where they come from disk
        return self._body

    def values(self, day: int) -> dict[str, Any]:
        """The parameters on a day."""
        return {name: parameter.at(day) for name, parameter in self.parameters.items()} if self.parameters else {}

    def __reduce__(self) -> tuple[Any, ...]:
        packed = self.packed or pickle.dumps(self._body, pickle.HIGHEST_PROTOCOL)
        return Rule, tuple(packed if f == "packed" else None if f == "_body" else getattr(self, f) for f in self.__match_args__)


class Validity(Record):
    """The printed term: years from a day, or from the day a fact tells."""

    start: int | str
    years: int


class Edition(State):
    """One document of one city, ready to decide deals.

    `status` is `in_force` or `draft`; `digest` covers every file it was read from.
    """

    pack: str
    edition: str
    city: Text
    title: Text
    document: str | None
    status: Literal["in_force", "draft"]
    published: int | None
    validity: Validity | None
    notices: tuple[Text, ...]
    digest: str
    folder: str
    vocabulary: Vocabulary
    clauses: dict[str, Clause]
    rules: tuple[Rule, ...]
    programs: dict[tuple[int, ...], Program]

    @property
    def reference(self) -> str:
        """`shenzhen@2024`."""
        return f"{self.pack}@{self.edition}"

    @property
    def name(self) -> Text:
        """The short name a person uses: city and edition."""
        word = EDITION_WORDS.get(self.edition, Text(self.edition, self.edition))
        return Text(f"{self.city.zh}（{word.zh}）", f"{self.city.en} ({word.en})")

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def period(self, day: int) -> tuple[int, ...]:
        """Which value of each dated parameter holds on a day: the key of the program for that day."""
        dated = _starts(self)
        return tuple(max(bisect_right(starts, day) - 1, 0) for starts in dated) if dated else ()

    def program(self, day: int) -> Program:
        """The compiled program for a day; compiled on first use for its period."""
        key = self.period(day)
        program = self.programs.get(key)
        if program is None:
            from awardrules.pack.compiler import compile_rules

            program = self.programs[key] = compile_rules(self.rules, self.vocabulary, day)
        return program


@lru_cache(maxsize=8)
def _starts(edition: Edition) -> tuple[tuple[int, ...], ...]:
    """For each parameter with several values, the days from which they hold."""
    dated = [parameter.dated for rule in edition.rules for parameter in rule.parameters.values() if len(parameter.dated) > 1]
    return tuple(tuple(start or 0 for start, _ in values) for values in dated)


__all__ = [
    "EMPTY",
    "KINDS",
    "MECHANISM_WORDS",
    "MODALITY_WORDS",
    "SEVERITY",
    "Body",
    "Caution",
    "Clause",
    "Edition",
    "Modality",
    "Parameter",
    "Proviso",
    "Rule",
    "Severity",
    "TableRow",
    "Validity",
]
