"""`awardrules lint`: check packs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awardrules.asked import milliseconds
from awardrules.cli.options import Language, Output, PacksDir, Seconds, Sink, choice, language
from awardrules.diagnostics import AwardrulesError, Exit
from awardrules.language import Text, counted

if TYPE_CHECKING:
    from awardrules.diagnostics import Diagnostic
    from awardrules.pack.edition import Edition

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="lint")
def lint(
    path: Annotated[
        Path | None, typer.Argument(readable=False, help="规则包文件夹，默认全部。 Folder of a pack; default: all.", show_default=False)
    ] = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    fix: Annotated[bool, typer.Option("--fix", help="改掉可安全修改的。 Fix what can be fixed safely.")] = False,
    deep: Annotated[bool, typer.Option("--deep", help="用求解器深入检查（附加组件 prove）。 Check by proof too (extra `prove`).")] = False,
    timeout: Seconds = 2.0,
    watch: Annotated[bool, typer.Option("--watch", help="文件变动后重新检查。 Check again on every change.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查规则包。 Check packs."""
    if watch:
        from awardrules.cli.watching import watched

        again = partial(lint, path, lang, format, output, fix, deep, timeout, watch=False, packs_dir=packs_dir)
        return watched(again, [path] if path else [], None, packs_dir, language(lang), written=[output])
    from awardrules.authoring.lint import apply_fixes, lint_edition, lint_shared
    from awardrules.cli.targets import editions_under
    from awardrules.pack.files import data_root

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    limit = milliseconds("--timeout", timeout)
    proofs = _proofs(limit) if deep else None
    findings, faults, editions = [], [], []
    notes: list[Diagnostic] = []
    for found, library in editions_under(path, packs_dir):
        try:
            edition = library.load(found)
            findings += lint_edition(edition)
            notes += proofs(edition) if proofs else []
            editions.append(edition)
        except AwardrulesError as fault:
            faults += [d for d in fault.diagnostics if d not in faults]
    if path is None and not faults:
        findings += lint_shared(data_root(), editions)
    fixed = apply_fixes(findings) if fix else 0
    if fix:
        findings = [f for f in findings if f.fix is None]
    diagnostics = [*faults, *(f.diagnostic for f in findings), *notes]
    with Sink(output) as sink:
        if format == "json":
            sink.write(json.dumps([d.data(chosen) for d in diagnostics], ensure_ascii=False, indent=2) + "\n")
        else:
            for diagnostic in diagnostics:
                sink.write(diagnostic.render(chosen) + "\n")
            if fixed:
                sink.write(Text(f"已修改 {fixed} 处\n", f"{fixed} fixed\n").of(chosen))
            told = f"{counted(len(editions), 'edition')}, {counted(len(diagnostics), 'finding')}"
            summary = Text(f"{len(editions)} 个版本，{len(diagnostics)} 个问题", told)
            sink.write(summary.of(chosen) + "\n")
    return Exit.CANNOT_DECIDE if faults else Exit.NON_COMPLIANT if any(d.severity != "note" for d in diagnostics) else Exit.OK


def _proofs(timeout_ms: int) -> Callable[[Edition], list[Diagnostic]]:
    """What proofs find in an edition today. Raises AwardrulesError where the solver is not installed."""
    from awardrules.prove.deep import lint_deep

    day = date.today().toordinal()
    return lambda edition: lint_deep(edition, day, timeout_ms=timeout_ms)
