"""A new edition's folder from its clause list: the head to fill in, the clauses, a rule or a template for each, a case to begin with."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Text
from awardrules.pack.binding import Shape
from awardrules.pack.edition import MODALITY_WORDS, Clause

# what the clauses of a mechanism are usually about: the kinds of deal, or the institution
_APPLIES = {
    "ownership-grant": "[ownership_grant]",
    "grant-models": "[ownership_grant]",
    "publicity": "[ownership_grant]",
    "agreement-terms": "[ownership_grant]",
    "use-right": "[use_right_grant]",
    "exclusion": "[ownership_grant, use_right_grant]",
    "negative-list": "[ownership_grant, use_right_grant]",
    "pricing": "[conversion]",
    "asset-appraisal": "[conversion]",
    "tax": "[conversion]",
    "proceeds-distribution": "[conversion, reward]",
    "leadership": "[reward]",
    "award-accounting": "[reward]",
    "asset-disposal": "[abandonment]",
}
_INSTITUTION = frozenset({"operations-org", "personnel", "reporting", "single-list-management", "timetable"})
_DERIVED = frozenset({"definition", "fact"})
_GIVES = {"scope": "scope.coverage", "validity": "edition.in_force"}  # what a definition usually gives, by the first part of its clause


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The files of a new edition by name, and how its clauses were treated."""

    files: Mapping[str, str]
    shaped: tuple[str, ...]
    templates: tuple[str, ...]
    reasoned: tuple[str, ...]


def scaffold(city: str, edition: str, clauses: Sequence[Clause], catalogue: Mapping[str, Shape], computed: Set[str] = frozenset()) -> Scaffold:
    """The files of an edition: it loads as it is wherever the shapes it uses need no parameters.

    A rule that reads one of the `computed` facts brings the shape with it that computes it, where no clause of the list does.
    """
    files = {"pack.yaml": _head(city, edition), "clauses.yaml": "clauses:\n" + "".join(_clause(clause) for clause in clauses)}
    plan = _Plan(clauses, catalogue, computed)
    for mechanism in dict.fromkeys(clause.mechanism for clause in clauses if clause.reason is None):
        files[f"{mechanism}.yaml"] = plan.mechanism(mechanism)
    files["cases/first.yaml"] = _cases(next(iter((*plan.shaped, *plan.templates)), clauses[0].id))
    reasoned = tuple(clause.id for clause in clauses if clause.reason is not None)
    return Scaffold(files, tuple(plan.shaped), tuple(plan.templates), reasoned)


class _Plan:
    """Rules and templates by mechanism; a derivation and a rule name are used once in an edition."""

    def __init__(self, clauses: Sequence[Clause], catalogue: Mapping[str, Shape], computed: Set[str]) -> None:
        self.clauses, self.catalogue = clauses, catalogue
        self.known = {clause.id for clause in clauses}
        listed = [catalogue[name] for clause in clauses if (name := clause.id.replace(".", "/", 1)) in catalogue and clause.reason is None]
        self.computed = computed - {shape.model.gives for shape in listed}
        self.given: set[str] = set()
        self.names: set[str] = set()
        self.shaped: list[str] = []
        self.templates: list[str] = []

    def mechanism(self, mechanism: str) -> str:
        rules: list[str] = []
        templates: list[str] = []
        for clause in self.clauses:
            if clause.mechanism != mechanism or clause.reason is not None:
                continue
            shape = self.catalogue.get(clause.id.replace(".", "/", 1))
            obstacle = self.obstacle(shape) if shape is not None else None
            if shape is not None and obstacle is None:
                self.shaped.append(clause.id)
                rules.append(self.rule(clause, shape))
                rules += self.computing(clause, shape)
            else:
                self.templates.append(clause.id)
                templates.append(_template(clause, obstacle))
        lines = [f"mechanism: {mechanism}", f"applies_to: {_APPLIES.get(mechanism, '[any]')}"]
        if mechanism in _INSTITUTION:
            lines.append("subject: institution")
        lines.append("rules:" if rules else "rules: []   # 写第一条规则时删去 [] · drop the [] with the first rule")
        return "\n".join(lines) + "\n" + "".join(rules) + "".join(templates)

    def obstacle(self, shape: Shape) -> str | None:
        """Why a shape cannot be used as it is: it gives what another rule gives already, or cites a clause that is not listed."""
        gives = shape.model.gives
        if gives is not None and gives in self.given:
            return f"{shape.name} 也推导 {gives}，须合并 · {shape.name} gives {gives} too: join the two"
        missing = [clause for clause in _cited_by(shape) if clause not in self.known]
        if missing:
            return f"{shape.name} 还引用未列出的条款 · {shape.name} also cites clauses not listed: {', '.join(missing)}"
        if gives is not None:
            self.given.add(gives)
        return None

    def rule(self, clause: Clause, shape: Shape) -> str:
        lines = [f"# {_described(clause)}", f"- use: {shape.name}"]
        slug = clause.id.partition(".")[2] or clause.id
        name = f"{clause.mechanism}/{slug}"
        if name in self.names:
            slug = clause.id.replace(".", "-")
            lines.append(f"  id: {slug}")
        self.names.add(f"{clause.mechanism}/{slug}")
        return "\n".join([*lines, *_parameters(shape)]) + "\n"

    def computing(self, clause: Clause, shape: Shape) -> Iterator[str]:
        """The shapes that compute what a rule reads, on the same clause: without them a deal would have to state it."""
        for path in sorted(_read_by(shape) & self.computed - self.given):
            giver = next((one for one in self.catalogue.values() if one.model.gives == path and not _cited_by(one)), None)
            name = giver.name.partition("/")[2] if giver else ""
            if giver is None or f"{clause.mechanism}/{name}" in self.names:
                continue
            self.given.add(path)
            self.names.add(f"{clause.mechanism}/{name}")
            lines = [
                f"# 计算 {path}，上一条要用 · computes what the rule above reads",
                f"- use: {giver.name}",
                f"  id: {name}",
                f"  cite: {clause.id}",
            ]
            yield "\n".join([*lines, *_parameters(giver)]) + "\n"


def _parameters(shape: Shape) -> list[str]:
    """The parameters of a shape to be filled in."""
    if not shape.model.params:
        return []
    lines = ["  # 填写参数后去掉 # · fill in and uncomment", "  # with:"]
    return lines + [f"  #   {parameter}:   # {kind}" for parameter, kind in shape.model.params.items()]


def _read_by(shape: Shape) -> set[str]:
    """The facts that a shape reads to tell whether it applies and holds."""
    found: set[str] = set()
    pending = [node for node in (shape.model.when, shape.model.require, shape.model.value, shape.model.first) if node is not None]
    while pending:
        node = pending.pop()
        if isinstance(node, yamlfile.Mapping):
            named = node.get("var")
            found |= {named.text} if isinstance(named, yamlfile.Scalar) else set()
            pending += [value for _, _, value in node.pairs()]
        elif isinstance(node, yamlfile.Sequence):
            pending += node.items
    return found


def _cited_by(shape: Shape) -> list[str]:
    """The clauses that a shape's exceptions and rows cite."""
    cited = [item.cite for item in shape.model.unless if item.cite]
    rows = yamlfile.to_data(shape.model.first) if isinstance(shape.model.first, yamlfile.Sequence) else []
    return [*cited, *(row["cite"] for row in rows if isinstance(row, dict) and row.get("cite"))]


def _described(clause: Clause) -> str:
    return _comment(f"{clause.locator} {MODALITY_WORDS[clause.modality].zh} · {clause.modality}: {clause.gist.zh} {clause.gist.en}")


def _template(clause: Clause, obstacle: str | None) -> str:
    lines = [_described(clause)]
    if obstacle:
        lines.append(obstacle)
    lines.append(f"- cite: {clause.id}")
    if clause.modality in _DERIVED:
        lines += [
            f"  gives: {_GIVES.get(clause.id.partition('.')[0], 'record.fact')}          # 所推导的事实 · the fact it gives",
            "  first:",
            '  - {when: {"==": [{var: record.fact}, value]}, value: value}',
        ]
    else:
        when = "所许可的行为 · the permitted act" if clause.modality == "may" else "适用的前提 · where it applies"
        lines += [
            f'  when: {{"==": [{{var: record.fact}}, value]}}      # {when}',
            '  require: {">=": [{var: record.fact}, 1]}        # 须满足的条件 · what must hold',
            "  remedy: {zh: 如何改正, en: what would mend it}",
        ]
    return "".join(f"# {line}\n" for line in lines)


def _head(city: str, edition: str) -> str:
    name = " ".join(word.capitalize() for word in city.split("-"))
    return f"""# 请逐项填写；现值可用，但只是占位 · fill in; the values below load, but only hold the place
city: {{zh: {_quoted(name)}, en: {_quoted(name)}}}
title:
  zh: {_quoted(f"{name} {edition}（文件名称待填）")}
  en: {_quoted(f"{name} {edition} (title to be filled in)")}
status: draft                   # draft 草案 · in_force 正式文件 final
# document: 文号 · number of the document
# published: 2025-01-01         # 印发日 · day of issue
# term: {{from: 2025-01-01, years: 3}}   # 印明的有效期；起点未印明时写事实 · printed term; a fact where the start is not printed: edition.issue_date
# notices:                      # 每次判断都显示的提示 · shown with every decision
# - {{zh: 提示, en: notice}}
"""


def _clause(clause: Clause) -> str:
    lines = [
        f"- id: {clause.id}",
        f"  locator: {_quoted(clause.locator)}",
        f"  mechanism: {clause.mechanism}",
        f"  modality: {clause.modality}",
        f"  anchor: {_quoted(clause.anchor)}",
        f'  hash: "{clause.hash}"',
        f"  span: {json.dumps(clause.span)}",
        "  gist:",
        f"    zh: {_quoted(clause.gist.zh)}",
        f"    en: {_quoted(clause.gist.en)}",
    ]
    if clause.reason is not None:
        lines += ["  reason:", f"    zh: {_quoted(clause.reason.zh)}", f"    en: {_quoted(clause.reason.en)}"]
    return "\n".join(lines) + "\n"


def _cases(clause: str) -> str:
    return f"""cases: []   # 写第一个案例时删去 [] · drop the [] with the first case
# bases:
#   grant: {{deal: {{kinds: [ownership_grant], date: 2025-03-20}}}}
# cases:
# - name: {{zh: 一份合规的赋权, en: a grant that complies}}
#   base: grant
#   with: {{record.fact: value}}
#   expect: {{clauses: {{{clause}: pass}}}}
"""


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar; what cannot be printed is escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in quoted)


def _comment(text: str) -> str:
    """A text on one line, without what could end a comment."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def write_edition(target: Path, files: Mapping[str, str]) -> None:
    """Write a new edition's folder: whole, or not at all. Raises AwardrulesError where it exists already or cannot be written."""
    if target.exists() or target.is_symlink():
        message = Text("文件夹已存在，不会覆盖", "the folder exists; nothing is overwritten")
        raise AwardrulesError(
            [error("exists", Span(str(target)), message, Text("换一个版本名，或先移走它", "choose another edition, or move it away"))]
        )
    made: list[Path] = []
    try:
        for folder in reversed([folder for folder in target.parents if not folder.exists()]):
            folder.mkdir()
            made.append(folder)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-pack-") as workshop:
            draft = Path(workshop) / target.name
            for name, text in files.items():
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_text(text, encoding="utf-8", newline="\n")
            os.rename(draft, target)
    except OSError as fault:
        _undo(made)
        reason = fault.strerror or str(fault)
        raise AwardrulesError([error("output", Span(str(target)), Text(f"无法写入：{reason}", f"cannot be written: {reason}"))]) from None
    except BaseException:
        _undo(made)
        raise


def _undo(made: Sequence[Path]) -> None:
    """Take away the folders made on the way, as far as they are empty."""
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()
