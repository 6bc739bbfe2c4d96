"""python-jsonlogic: operator trees built once; the operators it lacks are registered as its documentation describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jsonlogic.core import JSONLogicExpression, Operator
from jsonlogic.evaluation import EvaluationContext, get_value
from jsonlogic.operators import operator_registry
from jsonlogic.resolving import DotReferenceParser

from benchmarks.contestants import Contestant, Verdicts
from benchmarks.deals import Data, for_peers
from benchmarks.rules import measured_rules
from benchmarks.translate import json_logic


@dataclass
class _Listed(Operator):
    arguments: list[Any]

    @classmethod
    def from_expression(cls, operator: str, arguments: list[Any]) -> _Listed:
        return cls(operator=operator, arguments=arguments)

    def evaluate(self, context: EvaluationContext) -> Any:
        raise NotImplementedError


class And(_Listed):
    """All hold."""

    def evaluate(self, context: EvaluationContext) -> Any:
        """Two-valued, from left to right."""
        return all(get_value(item, context) for item in self.arguments)


class Or(_Listed):
    """At least one holds."""

    def evaluate(self, context: EvaluationContext) -> Any:
        """Two-valued, from left to right."""
        return any(get_value(item, context) for item in self.arguments)


class Not(_Listed):
    """Does not hold."""

    def evaluate(self, context: EvaluationContext) -> Any:
        """Two-valued."""
        return not get_value(self.arguments[0], context)


class In(_Listed):
    """Whether the first is in the second."""

    def evaluate(self, context: EvaluationContext) -> Any:
        """Membership of a list."""
        item, among = self.arguments
        return get_value(item, context) in get_value(among, context)


class Some(_Listed):
    """Whether the condition holds for one entry of a list."""

    def evaluate(self, context: EvaluationContext) -> Any:
        """Each entry in turn becomes the current data."""
        records, body = self.arguments
        for record in get_value(records, context):
            with context.data_stack.push((record, None)):
                if get_value(body, context):
                    return True
        return False


def _value(tree: Operator, data: Data) -> bool | None:
    try:
        return bool(tree.evaluate(EvaluationContext(data, None, {"reference_parser": DotReferenceParser()})))
    except Exception:  # a fact that cannot be resolved, or an operator given nothing
        return None


def contestants() -> list[Contestant]:
    """Verdicts on parsed dicts; a rule that raises an error gives none."""
    registry = operator_registry.copy(extend={"and": And, "or": Or, "!": Not, "in": In, "some": Some})
    trees = [JSONLogicExpression.from_json(json_logic(rule.require, ranges=False)).as_operator_tree(registry) for rule in measured_rules()]

    def verdicts(data: Data) -> Verdicts:
        return [_value(tree, data) for tree in trees]

    return [Contestant("python-jsonlogic", for_peers, verdicts, list, note="with the five operators it lacks registered")]
