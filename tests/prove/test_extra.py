"""Without the solver every way in says which extra is missing, whichever module is asked for first."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import pytest

import awardrules.prove
from awardrules import api
from awardrules.diagnostics import AwardrulesError

PLAIN = {"changing", "leaning", "listing", "stating"}  # these ask the solver nothing
MODULES = sorted({module.name for module in pkgutil.iter_modules(awardrules.prove.__path__)} - PLAIN)
CALLS = {
    "diff": lambda: api.diff("shenzhen@draft", "shenzhen@2024"),
    "prove": lambda: api.prove("never_errors", "shenzhen@2024"),
    "boundaries": lambda: api.boundaries("shenzhen@2024"),
    "repair": lambda: api.repair("deal: {kinds: [ownership_grant]}", "shenzhen@2024"),
}


@pytest.fixture(autouse=True)
def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name == "z3" or name.startswith(("z3.", "awardrules.prove."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "z3", None)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_needs_the_solver_names_the_extra(module: str) -> None:
    with pytest.raises(AwardrulesError) as caught:
        importlib.import_module(f"awardrules.prove.{module}")
    assert [fault.code for fault in caught.value.diagnostics] == ["missing-extra"]
    assert 'pip install "awardrules[prove]"' in caught.value.diagnostics[0].help.en


@pytest.mark.parametrize("name", CALLS)
def test_the_library_names_the_extra(name: str) -> None:
    with pytest.raises(AwardrulesError) as caught:
        CALLS[name]()
    assert [fault.code for fault in caught.value.diagnostics] == ["missing-extra"]
