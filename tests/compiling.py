"""One expression as generated Python, the way an edition is compiled (pack/compiler.py), for the tests of expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from awardrules.expression import core
from awardrules.expression.evaluate import Scope
from awardrules.expression.generate import Namespace, Source, plain_safe
from awardrules.expression.lower import lower
from awardrules.expression.runtime import RUNTIME
from awardrules.expression.term import Part


def compiled(part: Part, parameters: Mapping[str, Any] | None = None) -> Callable[[Scope], dict[str, Any]]:
    """What an expression comes to: its value, whether it is certainly true, certainly false, and, where all is stated, the two-valued tier."""
    node = lower(part, parameters or {})
    names = Namespace()
    text = Source(names)
    asked = {"value": text.value(node), "true": text.true(node), "false": text.false(node)}
    if plain_safe(node):
        known = " and ".join(f"{name} is not None" for name in sorted(text.settled(node))) or "True"
        asked["plain"] = f"{text.plain(node)} if {known} else {asked['value']}"
    passes = list(text.pass_lines())
    head = [f"{variable} = facts.get({names.constant(path)})" for path, variable in names.columns.items()]
    head += [f"{variable} = outputs.get({names.constant(path)})" for path, variable in names.outputs.items()]
    lines = "".join(f"    {line}\n" for line in [*head, *passes])
    functions = "".join(f"def {name}(facts, outputs):\n{lines}    return {source}\n" for name, source in asked.items())
    namespace: dict[str, Any] = {**RUNTIME, **names.constants}
    exec(functions, namespace)  # noqa: S102 - what is under test
    reads = core.columns(node)

    def run(scope: Scope) -> dict[str, Any]:
        wanted = [name for name in asked if name != "plain" or all(path in scope.facts for path in reads)]
        return {name: namespace[name](scope.facts, scope.outputs) for name in wanted}

    return run
