"""`awardrules lint`: check packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Optional

import typer

from awardrules.cli.options import Language, Output, PacksDir, Sink, choice, language
from awardrules.diagnostics import AwardrulesError, Exit
from awardrules.language import Text

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="lint")
def lint(
    path: Annotated[Optional[Path], typer.Argument(help="规则包文件夹，默认全部。 Folder of a pack; default: all.", show_default=False)] = None,  # noqa: UP045
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    fix: Annotated[bool, typer.Option("--fix", help="改掉可安全修改的。 Fix what can be fixed safely.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查规则包。 Check packs."""
    from awardrules.authoring.lint import apply_fixes, lint_edition, lint_shared
    from awardrules.cli.targets import editions_under
    from awardrules.pack.files import data_root

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    findings, faults, editions = [], [], []
    for found, library in editions_under(path, packs_dir):
        try:
            edition = library.load(found)
            findings += lint_edition(edition)
            editions.append(edition)
        except AwardrulesError as fault:
            faults += [d for d in fault.diagnostics if d not in faults]
    if path is None and not faults:
        findings += lint_shared(data_root(), editions)
    fixed = apply_fixes(findings) if fix else 0
    if fix:
        findings = [f for f in findings if f.fix is None]
    diagnostics = [*faults, *(f.diagnostic for f in findings)]
    with Sink(output) as sink:
        if format == "json":
            sink.write(json.dumps([d.data(chosen) for d in diagnostics], ensure_ascii=False, indent=2) + "\n")
        else:
            for diagnostic in diagnostics:
                sink.write(diagnostic.render(chosen) + "\n")
            if fixed:
                sink.write(Text(f"已修改 {fixed} 处\n", f"{fixed} fixed\n").of(chosen))
            summary = Text(f"{len(editions)} 个版本，{len(diagnostics)} 个问题", f"{len(editions)} editions, {len(diagnostics)} findings")
            sink.write(summary.of(chosen) + "\n")
    return Exit.CANNOT_DECIDE if faults else Exit.NON_COMPLIANT if diagnostics else Exit.OK
