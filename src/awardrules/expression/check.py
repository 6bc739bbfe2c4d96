"""The type check: every fact known, every operator given what it takes, every literal of the type it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from awardrules.diagnostics import Diagnostic, Span, did_you_mean, error
from awardrules.expression.operators import TABLE
from awardrules.expression.term import Literal, Part, Term
from awardrules.expression.types import WORDS, Type, guess, literal_value, same, type_of
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Text

_NO_TRUTHINESS = Text("条件须为是非，不做真值转换：请与某个值比较", "a condition is a bool, there is no truthiness: compare it with a value")


class Checker:
    """Types the parts of one rule. `parameters` holds the types of the parameters; `record` the list `item` belongs to."""

    def __init__(self, vocabulary: Vocabulary, file: str, parameters: Mapping[str, Type] | None = None, record: str | None = None) -> None:
        self.vocabulary, self.file, self.record = vocabulary, file, record
        self.parameters = dict(parameters or {})
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, part: Part, message: Text, help: Text = EMPTY) -> None:
        """Note a fault at the place of `part`."""
        self.faults.append(error(code, Span(self.file, part.line, part.column), message, help))

    @contextmanager
    def inside(self, records: str) -> Iterator[None]:
        """`item` is a record of the list `records`."""
        outer, self.record = self.record, records
        yield
        self.record = outer

    def type(self, part: Part) -> Type | None:
        """The type of a part; None where it has a fault already noted. A literal that meets nothing gets the type it looks like."""
        if isinstance(part, Literal):
            return self.expect(part, part.type or guess(part))
        if part.type is None:
            part.type = self._named(part) if part.operator not in TABLE else TABLE[part.operator].typed(self, part)
        return part.type

    def _named(self, term: Term) -> Type | None:
        if term.operator == "param":
            found = self.parameters.get(term.name)
            if found is None:
                self.fault(
                    "unknown-parameter",
                    term,
                    Text(f"没有参数 `{term.name}`", f"no parameter `{term.name}`"),
                    did_you_mean(term.name, self.parameters),
                )
            return found
        path = term.name
        if path in self.vocabulary.records and term.operator == "var":
            return Type("records", records=path)
        if self.record is not None and term.operator == "var":
            fields = self.vocabulary.records[self.record]
            name = path.removeprefix("item.")
            if name in fields and (path.startswith("item.") or "." not in path):
                term.name = f"item.{name}"
                return type_of(fields[name])
            if path.startswith("item."):
                self.fault(
                    "unknown-fact",
                    term,
                    Text(f"名单 `{self.record}` 没有字段 `{name}`", f"`{self.record}` has no field `{name}`"),
                    did_you_mean(name, fields),
                )
                return None
        fact = self.vocabulary.facts.get(path)
        if fact is None or fact.record:
            known = [f.path for f in self.vocabulary if not f.record]
            self.fault("unknown-fact", term, Text(f"未知的事实 `{path}`", f"unknown fact `{path}`"), did_you_mean(path, known))
            return None
        return type_of(fact)

    def expect(self, part: Part, wanted: Type) -> Type | None:
        """Check that a part has the wanted type (for a set or enum: over the wanted names)."""
        if isinstance(part, Literal):
            value, message, help = literal_value(part, wanted)
            if value is None:
                self.fault("wrong-type", part, message, _NO_TRUTHINESS if wanted.name == "bool" else help)
                return None
            part.value, part.type = value, wanted
            return wanted
        if part.type is None:
            for literal in _open(part):
                literal.type = wanted
        found = self.type(part)
        if found is None:
            return None
        if part.operator == "param" and found.values is None and wanted.values is not None and same(found, wanted):
            found = self.parameters[part.name] = part.type = wanted
        if not same(found, wanted):
            self.fault(
                "wrong-type",
                part,
                Text(
                    f"应为{WORDS[wanted.name].zh}，这里是{WORDS[found.name].zh}",
                    f"expected {WORDS[wanted.name].en}, found {WORDS[found.name].en}",
                ),
                _NO_TRUTHINESS if wanted.name == "bool" else EMPTY,
            )
            return None
        return found

    def unify(self, term: Term, parts: tuple[Part, ...]) -> Type | None:
        """One type for all `parts`: the first that is no bare literal (or `if` over literals) sets it, literals take it."""
        typed = [self.type(part) for part in parts if not _open(part)]
        if any(t is None for t in typed):
            return None
        wanted = next((t for t in typed if t is not None), None)
        if wanted is None:
            typed = [(part.type or guess(part)) if isinstance(part, Literal) else self.type(part) for part in parts]
            guesses = [t for t in typed if t is not None]
            if len(guesses) < len(parts):
                return None
            wanted = next((g for g in guesses if g.name != "int"), guesses[0])
            typed = [None if found.numeric and wanted.numeric else found for found in guesses]
        for found in typed:
            if found is not None and not same(found, wanted):
                self.fault(
                    "wrong-type",
                    term,
                    Text(
                        f"不能比较{WORDS[wanted.name].zh}与{WORDS[found.name].zh}",
                        f"{WORDS[wanted.name].en} and {WORDS[found.name].en} do not mix",
                    ),
                )
                return None
        if wanted.name == "int" and any(t is not None and t.name == "decimal" for t in typed):
            wanted = Type("decimal", unit=wanted.unit)
        for part in parts:
            if (_open(part) or getattr(part, "operator", "") == "param") and self.expect(part, wanted) is None:
                return None
        return wanted

    def type_numeric(self, part: Part) -> Type | None:
        """The type of a part that must be a number."""
        found = self.type(part)
        if found is not None and not found.numeric:
            self.fault("wrong-type", part, Text("应为数字", "expected a number"))
            return None
        return found

    def is_literal_list(self, part: Part) -> bool:
        """Whether the part is a written list, or a parameter that holds one."""
        if isinstance(part, Literal):
            return isinstance(part.raw, tuple)
        return part.operator == "param" and (t := self.parameters.get(part.name)) is not None and t.name == "set"


def _open(part: Part) -> list[Literal]:
    """The literals whose type is that of what the part meets: itself, or the values of an `if` or `union` that has only literals for values."""
    if isinstance(part, Literal):
        return [part]
    if part.operator == "union":
        values = [*part.arguments]
    elif part.operator == "if" and len(part.arguments) % 2:
        values = [*part.arguments[1::2], part.arguments[-1]]
    else:
        return []
    found = [_open(value) for value in values]
    return [literal for literals in found for literal in literals] if all(found) else []
