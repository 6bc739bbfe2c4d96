"""Lint: what loads but is not as it should be. Every finding has a code, a place and a way out; some can be fixed safely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from awardrules import yamlfile
from awardrules.authoring.accord import at_odds
from awardrules.authoring.cases import possible_outcomes, run_cases
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, warning
from awardrules.expression import core
from awardrules.expression.term import Literal, Part
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text
from awardrules.pack.compiler import lowered
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.files import pack_files
from awardrules.pack.models import ShapesModel, validated
from awardrules.pack.program import KINDS_PATH
from awardrules.record import Record


class Fix(Record):
    """A line of a file that can go without changing what the pack means."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic, and the safe fix where there is one."""

    diagnostic: Diagnostic
    fix: Fix | None = None


def lint_edition(edition: Edition) -> list[Finding]:
    """The findings of one edition that has loaded."""
    findings = [
        *_clauses(edition),
        *(found for rule in edition.rules for found in _rule(edition, rule)),
        *_own_facts(edition),
        *_redundant(edition),
        *(Finding(fault) for fault in at_odds(edition)),
        *_cases(edition),
    ]
    return sorted(findings, key=lambda f: (f.diagnostic.span.file, f.diagnostic.span.line, f.diagnostic.code))


def _clauses(edition: Edition) -> Iterator[Finding]:
    cited = {clause for rule in edition.rules for clause in (*rule.clauses, *rule.exceptions)}
    cited |= {row.clause for rule in edition.rules for row in rule.body.table if row.clause}
    path = Path(edition.folder) / "clauses.yaml"
    root = yamlfile.load(path)
    for index, clause in enumerate(edition.clauses.values()):
        span = yamlfile.span_of(yamlfile.locate(root, ("clauses", index)), str(path))
        if clause.id not in cited and clause.reason is None:
            message = Text(f"条款 `{clause.id}` 没有规则引用，也未说明理由", f"clause `{clause.id}` is cited by no rule and has no reason")
            yield _warn("clause-uncited", span, message, Text("写一条规则，或写 `reason`", "write a rule, or a `reason`"))
        elif clause.id in cited and clause.reason is not None:
            message = Text(
                f"条款 `{clause.id}` 有规则引用，却注明不编码", f"clause `{clause.id}` is cited by a rule, yet has a reason for not being encoded"
            )
            yield _warn("reason-and-rule", span, message, Text("删去 `reason`", "remove `reason`"))
        for words in (clause.gist, *([clause.reason] if clause.reason else [])):
            if not _has_chinese(words.zh):
                yield _warn("missing-translation", span, Text("`zh` 中没有中文", "`zh` holds no Chinese"))


def _rule(edition: Edition, rule: Rule) -> Iterator[Finding]:
    if rule.kind == "check" and rule.remedy == EMPTY:
        yield _warn("no-remedy", rule.span, Text(f"规则 `{rule.id}` 没有补救办法", f"rule `{rule.id}` has no `remedy`"))
    for words in (rule.title, rule.remedy):
        if words != EMPTY and not _has_chinese(words.zh):
            yield _warn("missing-translation", rule.span, Text("`zh` 中没有中文", "`zh` holds no Chinese"))
    for day in _days(rule):
        form = lowered(rule, day)
        if contradictory(form.when) or _kinds_apart(rule, form.when):
            help = Text("检查 `when` 与 `applies_to`", "check `when` and `applies_to`")
            yield _warn("never-applies", rule.span, Text(f"规则 `{rule.id}` 永远不适用", f"rule `{rule.id}` can never apply"), help)
            break
        if rule.kind == "check" and rule.modality in ("shall", "shall_not", "should") and "fail" not in possible_outcomes(rule, edition.vocabulary):
            message = Text(f"义务性规则 `{rule.id}` 永远不会不符合", f"rule `{rule.id}` states a duty but can never fail")
            yield _warn("never-fails", rule.span, message, Text("`require` 不应只重复 `when`", "`require` should not only repeat `when`"))
            break


def _days(rule: Rule) -> list[int]:
    starts = {start for parameter in rule.parameters.values() for start, _ in parameter.dated if start is not None}
    return sorted(starts) or [1]


def contradictory(node: core.Core) -> bool:
    """Whether a conjunction contradicts itself as written: a fact equal to two values, or a part together with its negation."""
    if node == core.FALSE:
        return True
    items = node.items if isinstance(node, core.And) else (node,)
    allowed: dict[core.Core, set[object]] = {}
    for item in items:
        values: set[object] | None = None
        if isinstance(item, core.Compare) and item.operator == "==" and isinstance(item.right, core.Lit):
            subject, values = item.left, {item.right.value}
        elif isinstance(item, core.Member) and isinstance(item.among, core.Lit) and isinstance(item.among.value, frozenset):
            subject, values = item.item, set(item.among.value)
        if values is not None:
            allowed[subject] = allowed.get(subject, values) & values
            if not allowed[subject]:
                return True
    plain = set(items)
    return any(isinstance(item, core.Not) and item.item in plain for item in items)


def _kinds_apart(rule: Rule, when: core.Core) -> bool:
    """Whether `when` denies every kind of deal the rule is for."""
    items = when.items if isinstance(when, core.And) else (when,)
    denied = {
        i.item.item.value
        for i in items
        if isinstance(i, core.Not)
        and isinstance(i.item, core.Member)
        and i.item.among == core.Column(KINDS_PATH)
        and isinstance(i.item.item, core.Lit)
    }
    return bool(rule.applies_to) and set(rule.applies_to) <= denied


def _own_facts(edition: Edition) -> Iterator[Finding]:
    read = facts_read(edition)
    for fact in edition.vocabulary:
        if Path(fact.span.file).parent == Path(edition.folder) and fact.path not in read and not fact.record_only:
            message = Text(f"事实 `{fact.path}` 没有规则使用", f"fact `{fact.path}` is used by no rule")
            yield _warn("unused-fact", fact.span, message, Text("删去，或写一条用到它的规则", "remove it, or write a rule that reads it"))


def facts_read(edition: Edition) -> set[str]:
    """The vocabulary paths that the rules of an edition read or give."""
    found: set[str] = set()
    for rule in edition.rules:
        body = rule.body
        parts: list[Part] = [*body.when, *(p.when for p in body.unless), *(c.when for c in body.cautions), *(row.value for row in body.table)]
        parts += [row.when for row in body.table if row.when is not None] + ([body.require] if body.require is not None else [])
        found |= {path for part in parts for path in _paths(part, rule.for_each)}
        found |= {rule.gives} if rule.gives else set()
    return found


def _paths(part: Part, record: str | None) -> Iterator[str]:
    pending: list[tuple[Part, str | None]] = [(part, record)]
    while pending:
        node, inside = pending.pop()
        if isinstance(node, Literal):
            continue
        if node.operator in ("some", "all", "none"):
            listed = node.arguments[0]
            inside = listed.name if not isinstance(listed, Literal) else inside
        if node.name:
            yield f"{inside}[].{node.name[5:]}" if node.name.startswith("item.") else node.name
        pending.extend((child, inside) for child in node.arguments)


def _redundant(edition: Edition) -> Iterator[Finding]:
    for path in pack_files(Path(edition.folder)):
        root = yamlfile.load(path)
        rules = root.get("rules") if isinstance(root, yamlfile.Mapping) else None
        for node in rules.items if isinstance(rules, yamlfile.Sequence) else []:
            if not isinstance(node, yamlfile.Mapping):
                continue
            use, cite, modality = node.get("use"), node.get("cite"), node.get("modality")
            if isinstance(use, yamlfile.Scalar) and isinstance(cite, yamlfile.Scalar) and cite.text == use.text.replace("/", ".", 1):
                yield _line(node, "cite", path, Text("`cite` 与共享规则的缺省相同", "`cite` says what the shape's name already says"))
            clause = _first_clause(edition, use, cite)
            if isinstance(modality, yamlfile.Scalar) and clause is not None and edition.clauses[clause].modality == modality.text:
                yield _line(node, "modality", path, Text("`modality` 与条款相同", "`modality` is the clause's own"))


def _first_clause(edition: Edition, use: yamlfile.Node | None, cite: yamlfile.Node | None) -> str | None:
    first = cite.items[0] if isinstance(cite, yamlfile.Sequence) and cite.items else cite
    name = first.text if isinstance(first, yamlfile.Scalar) else use.text.replace("/", ".", 1) if isinstance(use, yamlfile.Scalar) else None
    return name if name in edition.clauses else None


def _line(node: yamlfile.Mapping, key: str, path: Path, message: Text) -> Finding:
    key_node = node.entries[key][0]
    fix = Fix(str(path), key_node.line, f"{key}:") if key_node.line != node.line else None
    help = Text("可用 --fix 删去" if fix else "请删去", "--fix removes it" if fix else "remove it")
    return Finding(warning(f"redundant-{key}", Span(str(path), key_node.line, key_node.column), message, help), fix)


def _cases(edition: Edition) -> Iterator[Finding]:
    run = run_cases(edition)
    yield from (Finding(fault) for fault in run.faults)
    for rule_id, missed in run.coverage.gaps():
        rule = edition.rule(rule_id)
        span = rule.span if rule else Span(edition.folder)
        message = Text(f"没有案例显示 `{rule_id}` 的结果：{'、'.join(missed)}", f"no case shows `{rule_id}` with outcome: {', '.join(missed)}")
        yield _warn("missing-case", span, message, Text("在 cases/ 中补一个案例", "add a case under cases/"))


def lint_shared(root: Path, editions: Iterable[Edition]) -> list[Finding]:
    """The findings of the shared rules: shapes and facts nobody uses, parameters no expression reads."""
    loaded = list(editions)
    used = {rule.shape for edition in loaded for rule in edition.rules}
    findings: list[Finding] = []
    faults: list[Diagnostic] = []
    for path in sorted((root / "rules" / "catalogue").glob("*.yaml")):
        node = yamlfile.load(path)
        model = validated(ShapesModel, node, str(path), faults)
        for name, shape in (model.shapes if model else {}).items():
            place = yamlfile.span_of(yamlfile.locate(node, ("shapes", name)), str(path))
            if f"{path.stem}/{name}" not in used:
                message = Text(f"共享规则 `{path.stem}/{name}` 没有规则包使用", f"shape `{path.stem}/{name}` is used by no pack")
                findings.append(_warn("unused-shape", place, message, Text("删去", "remove it")))
            text = _text_of(yamlfile.locate(node, ("shapes", name)), {"params"})
            for parameter in shape.params:
                if not any(mark in text for mark in (f"{{{parameter}}}", f"\0param\0{parameter}\0")):
                    message = Text(f"参数 `{parameter}` 没有用到", f"parameter `{parameter}` is never used")
                    findings.append(_warn("unused-parameter", place, message, Text("删去", "remove it")))
    read = {path for edition in loaded for path in facts_read(edition)} | {"edition.evaluation_date", KINDS_PATH}
    shared: Iterable[Fact] = loaded[0].vocabulary if loaded else ()
    folder = root / "rules" / "vocabulary"
    findings += [
        _warn(
            "unused-fact",
            fact.span,
            Text(f"事实 `{fact.path}` 没有规则使用", f"fact `{fact.path}` is used by no rule"),
            Text("删去，或标明 record_only", "remove it, or mark it record_only"),
        )
        for fact in shared
        if Path(fact.span.file).parent == folder and fact.path not in read and not fact.record_only
    ]
    if faults:
        raise AwardrulesError(faults)
    return findings


def _text_of(node: yamlfile.Node | None, skip: set[str]) -> str:
    """All text below a node; `{param: x}` as a mark."""
    if isinstance(node, yamlfile.Scalar):
        return node.text
    if isinstance(node, yamlfile.Sequence):
        return " ".join(_text_of(item, set()) for item in node.items)
    if node is None:
        return ""
    return " ".join(f"\0{key}\0{_text_of(value, set())}\0" for key, _, value in node.pairs() if key not in skip)


def apply_fixes(findings: Iterable[Finding]) -> int:
    """Remove the lines that can go; returns how many. A file is replaced whole."""
    by_file: dict[str, list[Fix]] = {}
    for finding in findings:
        if finding.fix is not None:
            by_file.setdefault(finding.fix.file, []).append(finding.fix)
    count = 0
    for file, fixes in by_file.items():
        lines = Path(file).read_text("utf-8").splitlines(keepends=True)
        gone = {fix.line - 1 for fix in fixes if lines[fix.line - 1].strip().startswith(fix.text)}
        path = Path(file)
        temporary = path.with_suffix(".yaml.tmp")
        temporary.write_text("".join(text for index, text in enumerate(lines) if index not in gone), "utf-8")
        temporary.replace(path)
        count += len(gone)
    return count


def _warn(code: str, span: Span, message: Text, help: Text = EMPTY) -> Finding:
    return Finding(warning(code, span, message, help))


def _has_chinese(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


__all__ = ["Finding", "Fix", "apply_fixes", "contradictory", "facts_read", "lint_edition", "lint_shared"]
