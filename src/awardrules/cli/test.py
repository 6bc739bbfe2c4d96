"""`awardrules test`: run the cases of packs, with coverage of rules by outcome."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import Language, Output, PacksDir, Sink, choice, language
from awardrules.diagnostics import AwardrulesError, Diagnostic, Exit, Span, error, refusal
from awardrules.language import Lang, Text, counted
from awardrules.report.layout import Line, as_plain, line

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="test")
def run_tests(
    path: Annotated[
        Path | None, typer.Argument(readable=False, help="规则包文件夹，默认全部。 Folder of a pack; default: all.", show_default=False)
    ] = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出未覆盖的结果。 List outcomes no case shows.")] = False,
    export: Annotated[Path | None, typer.Option("--export", help="把案例写成 JSON，供其他引擎使用。 Write the cases as JSON into a folder.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="文件变动后重新运行。 Run again on every change.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """运行规则包的案例。 Run the cases of packs."""
    if watch:
        from awardrules.cli.watching import watched

        again = partial(run_tests, path, lang, format, output, verbose, export, watch=False, packs_dir=packs_dir)
        return watched(again, [path] if path else [], None, packs_dir, language(lang), written=[output])
    from awardrules.authoring.cases import Run, run_cases
    from awardrules.cli.targets import editions_under

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    if export is not None:
        return _export(path, export, packs_dir, chosen)
    runs: list[Run] = []
    faults: list[Diagnostic] = []
    for found, library in editions_under(path, packs_dir):
        try:
            runs.append(run_cases(library.load(found)))
        except AwardrulesError as fault:
            faults.extend(fault.diagnostics)
    failed = [d for run in runs for d in run.faults]
    with Sink(output) as sink:
        if format == "json":
            data = {
                "diagnostics": [d.data(chosen) for d in [*faults, *failed]],
                "cases": [{"pack": run.edition.pack, "edition": run.edition.edition, "count": run.count, "failed": len(run.faults)} for run in runs],
                "coverage": {
                    run.edition.reference: {
                        "seen": run.coverage.share[0],
                        "possible": run.coverage.share[1],
                        "gaps": [{"rule": rule, "outcomes": missed} for rule, missed in run.coverage.gaps()],
                    }
                    for run in runs
                },
            }
            sink.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            lines: list[Line] = [line(d.render(chosen)) for d in [*faults, *failed]]
            for run in runs:
                seen, possible = run.coverage.share
                wrong = len({d.span for d in run.faults})
                lines.append(
                    line(
                        Text(
                            f"{run.edition.reference}：{run.count} 个案例，{wrong} 个不符；规则结果覆盖 {seen}/{possible}",
                            f"{run.edition.reference}: {counted(run.count, 'case')}, {wrong} failed; outcomes covered {seen}/{possible}",
                        ).of(chosen)
                    )
                )
                if verbose:
                    lines += [line(f"{rule}: {'、'.join(missed)}", indent=2) for rule, missed in run.coverage.gaps()]
            sink.write(as_plain(lines))
    return Exit.CANNOT_DECIDE if faults else Exit.NON_COMPLIANT if failed else Exit.OK


def _export(path: Path | None, folder: Path, packs_dir: list[Path] | None, lang: Lang) -> int:
    """Write the cases of each edition as one JSON file, and say what was written."""
    from awardrules.authoring.export import exported
    from awardrules.cli.targets import editions_under

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        why = refusal(fault)
        message = Text(f"无法建立文件夹：{why.zh}", f"the folder cannot be made: {why.en}")
        raise AwardrulesError([error("output", Span(str(folder)), message)]) from None
    for found, library in editions_under(path, packs_dir):
        edition = library.load(found)
        data = exported(edition)
        target = folder / f"{edition.pack}-{edition.edition}.json"
        with Sink(target, option="--export") as sink:
            sink.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        count = len(data["cases"])
        print(Text(f"{target}：{count} 个案例", f"{target}: {counted(count, 'case')}").of(lang))
    return Exit.OK
