"""`awardrules mutate`: how many single changes of the packs their cases notice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import Language, Output, PacksDir, Sink, choice, language
from awardrules.diagnostics import Exit
from awardrules.language import Text

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="mutate")
def mutate(
    path: Annotated[Path | None, typer.Argument(help="规则包文件夹，默认全部。 Folder of a pack; default: all.", show_default=False)] = None,
    sample: Annotated[int | None, typer.Option("--sample", help="每个版本只试若干处改动。 Changes per edition.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="抽样种子。 Seed of the sample.")] = 1,
    least: Annotated[float, typer.Option("--at-least", help="发现率下限（百分比）。 Percentage that must be noticed.")] = 95.0,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    packs_dir: PacksDir = None,
) -> int:
    """逐处改动规则包，看案例能否发现。 Change the packs one thing at a time and see whether the cases notice."""
    from awardrules.authoring.mutation import Runner, sampled
    from awardrules.cli.targets import editions_under

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    outcomes = []
    for found, library in editions_under(path, packs_dir):
        edition = library.load(found)
        outcomes.append(Runner(edition).run(sampled(edition, sample, seed)))
    noticed, total = sum(o.noticed for o in outcomes), sum(o.total for o in outcomes)
    score = 100 * noticed / total if total else 100.0
    with Sink(output) as sink:
        if format == "json":
            data = [
                {
                    "pack": o.edition.reference,
                    "changes": o.total,
                    "noticed": o.noticed,
                    "survivors": [{"kind": m.kind, "rule": m.rule, "change": m.change} for m in o.survivors],
                }
                for o in outcomes
            ]
            sink.write(json.dumps({"score": round(score, 2), "editions": data}, ensure_ascii=False, indent=2) + "\n")
        else:
            for o in outcomes:
                head = Text(
                    f"{o.edition.reference}：{o.total} 处改动，发现 {o.noticed} 处", f"{o.edition.reference}: {o.total} changes, {o.noticed} noticed"
                )
                sink.write(head.of(chosen) + "\n")
                kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(m.kind for m in o.survivors).items()))
                if kinds:
                    sink.write(f"  {Text('未发现', 'survived').of(chosen)}: {kinds}\n")
                for mutant in o.survivors:
                    rule = o.edition.rule(mutant.rule)
                    sink.write(f"    {rule.span if rule else ''} {mutant.rule}: {mutant.change} ({mutant.kind})\n")
            summary = Text(f"合计：{noticed}/{total}（{score:.1f}%）", f"in all: {noticed}/{total} ({score:.1f}%)")
            sink.write(summary.of(chosen) + "\n")
    return Exit.OK if score >= least else Exit.NON_COMPLIANT
