"""The tables of docs/architecture.md hold: each row imports only from rows above it, and third parties stay where their job is."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from cli.calling import EXAMPLE, ROOT

PACKAGE = ROOT / "src" / "awardrules"
PAGE = ROOT / "docs" / "architecture.md"

# third-party package → the modules, or folders, that may import it
HOMES = {
    "yaml": {"yamlparse", "interview.session"},
    "jsonlogic": {"expression.library"},
    "pydantic": {"pack.models", "report.schema", "waiving.configuration"},
    "pydantic_core": {"waiving.configuration"},
    "rich": {"report.layout", "cli.deciding"},
    "chinese_calendar": {"advice.workdays"},
    "jinja2": {"report.html"},
    "markupsafe": {"report.html"},
    "z3": {"prove"},
    "docx": {"agreement"},
    "lxml": {"agreement"},
    "pypdfium2": {"agreement"},
    "markdown_it": {"agreement"},
    "watchfiles": {"cli.watching"},
}
COMMAND_LINE = {"typer"}  # anywhere in cli/, nowhere else


class Import(NamedTuple):
    """One import statement: who, what, where, and whether it is made when the module is loaded."""

    module: str
    target: str
    line: int
    at_load: bool


TABLES = {"": "| module of `src/awardrules` | does |", "agreement.": "| room of `src/awardrules/agreement` | does |"}


@cache
def rows(folder: str) -> tuple[tuple[str, ...], ...]:
    """The names in the first column of the table about a folder, row by row."""
    table = PAGE.read_text(encoding="utf-8").partition(TABLES[folder])[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return tuple(tuple(folder + name.rstrip("/").replace("/", ".") for name in re.findall(r"`([^`]+)`", cell)) for cell in cells)


def row_of(module: str, folder: str) -> int:
    """The row of a module: that of its own name, else of the folder it lies in."""
    places = {name: index for index, names in enumerate(rows(folder)) for name in names}
    while module and module not in places:
        module = module.rpartition(".")[0]
    return places.get(module, -1)


def modules() -> list[str]:
    """Every module of the package but its entrances."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    return sorted(".".join(path.parts) for path in paths if path.name != "__main__")


def imports(module: str) -> Iterator[Import]:
    """The imports of a module, those inside functions too; not those that only a type checker sees."""
    tree = ast.parse((PACKAGE / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8"))
    pending: list[tuple[ast.AST, bool]] = [(tree, True)]
    while pending:
        node, at_load = pending.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno, at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (Import(module, name if is_module(name) else node.module or "", node.lineno, at_load) for name in names)
        inner = at_load and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        pending += [(child, inner) for child in ast.iter_child_nodes(node)]


def is_module(name: str) -> bool:
    path = PACKAGE.parent / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


@pytest.mark.parametrize("folder", TABLES)
def test_every_module_has_a_row(folder):
    assert len(rows(folder)) >= 8
    assert [module for module in modules() if module.startswith(folder) and row_of(module, folder) < 0] == []
    assert [name for names in rows(folder) for name in names if not is_module(f"awardrules.{name}")] == []


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_from_its_own_row_and_rows_above(module):
    upwards = [
        f"{module}:{found.line} imports {found.target}"
        for found in imports(module)
        for folder in TABLES
        if module.startswith(folder) and found.target.startswith(f"awardrules.{folder}")
        if row_of(found.target.removeprefix("awardrules."), folder) > row_of(module, folder)
    ]
    assert upwards == []


@pytest.mark.parametrize("module", modules())
def test_third_parties_stay_where_their_job_is(module):
    outside = {found.target.partition(".")[0] for found in imports(module)} - set(sys.stdlib_module_names) - {"awardrules"}
    allowed = {package for package, homes in HOMES.items() if homes & {module, module.partition(".")[0]}}
    assert outside - allowed <= (COMMAND_LINE if module.startswith("cli.") else set())


def test_what_only_some_calls_need_is_imported_when_it_is_needed():
    needed_late = {"rich", "chinese_calendar", "difflib", "importlib.metadata", "jinja2", "watchfiles"}
    assert [found for module in modules() for found in imports(module) if found.at_load and found.target in needed_late] == []


def loaded_by(*arguments: object, cache: Path) -> set[str]:
    """The modules in memory at the end of a call of the command line."""
    code = (
        "import sys, json\nfrom awardrules.cli.main import run\ncode = run(sys.argv[1:])\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={"PATH": "", "AWARDRULES_CACHE": str(cache), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        timeout=60,
    )
    _, names = json.loads(done.stderr.splitlines()[-1])
    return set(names)


LOADING = {
    "jsonlogic",
    "awardrules.pack.loading",
    "awardrules.pack.models",
    "awardrules.pack.binding",
    "awardrules.pack.compiler",
    "awardrules.expression.generate",
}
REPORTS = {"awardrules.report.markdown", "awardrules.report.document", "awardrules.report.reasoning", "awardrules.report.catalogue"}


def test_a_check_on_a_warm_cache_loads_nothing_that_reads_packs_and_no_report_but_its_own(tmp_path):
    call = ("check", EXAMPLE, "--pack", "shenzhen")
    cold = loaded_by(*call, cache=tmp_path)
    assert cold >= LOADING
    warm = loaded_by(*call, cache=tmp_path)
    assert "awardrules.report.text" in warm
    assert warm & (LOADING | REPORTS | {"rich", "awardrules.advice", "awardrules.interview", "awardrules.authoring.cases"}) == set()
    assert {name for name in warm if name.startswith("awardrules.cli.")} == {
        "awardrules.cli.main", "awardrules.cli.options", "awardrules.cli.check", "awardrules.cli.deciding",
    }  # fmt: skip
    as_json = loaded_by(*call, "--format", "json", cache=tmp_path)
    assert as_json & (REPORTS | LOADING) == {"awardrules.report.document"}
