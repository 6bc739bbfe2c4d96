"""`awardrules mutate`: how many single changes of the packs their cases notice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awardrules.asked import within
from awardrules.cli.options import Language, Output, PacksDir, Sink, choice, language
from awardrules.diagnostics import Exit, Span, warning
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from awardrules.authoring.mutation import Outcome

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="mutate")
def mutate(
    path: Annotated[
        Path | None, typer.Argument(readable=False, help="规则包文件夹，默认全部。 Folder of a pack; default: all.", show_default=False)
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="每个版本只试若干处改动。 Changes per edition.")] = None,
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
    within("--at-least", least, 0, 100)
    outcomes = []
    for found, library in editions_under(path, packs_dir):
        edition = library.load(found)
        outcomes.append(Runner(edition).run(sampled(edition, sample, seed)))
    noticed, total = sum(o.noticed for o in outcomes), sum(o.total for o in outcomes)
    score = 100 * noticed / total if total else 100.0
    with Sink(output) as sink:
        if format == "json":
            data = {"score": round(score, 2), "editions": [_data(outcome, chosen) for outcome in outcomes]}
            sink.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            for outcome in outcomes:
                sink.write("".join(f"{line}\n" for line in _lines(outcome, chosen)))
            summary = Text(f"合计：{noticed}/{total}（{score:.1f}%）", f"in all: {noticed}/{total} ({score:.1f}%)")
            sink.write(summary.of(chosen) + "\n")
    return Exit.OK if score >= least and not any(o.failing for o in outcomes) else Exit.NON_COMPLIANT


def _data(outcome: Outcome, lang: Lang) -> dict[str, Any]:
    return {
        "pack": outcome.edition.reference,
        "changes": outcome.total,
        "noticed": outcome.noticed,
        "failing": outcome.failing,
        "survivors": [{"kind": m.kind, "rule": m.rule, "change": m.change.of(lang)} for m in outcome.survivors],
    }


def _lines(outcome: Outcome, lang: Lang) -> Iterator[str]:
    from awardrules.authoring.mutation import KIND_WORDS

    edition, noticed, total = outcome.edition, outcome.noticed, outcome.total
    yield Text(f"{edition.reference}：{total} 处改动，发现 {noticed} 处", f"{edition.reference}: {total} changes, {noticed} noticed").of(lang)
    if outcome.failing:
        help = Text("先用 test 改正", "mend them first, with `test`")
        count = outcome.failing
        said = Text(f"{count} 个案例未经改动即不符，未计入", f"cases that fail with nothing changed, left out: {count}")
        yield warning("case-failed", Span(edition.folder), said, help).render(lang)
    kinds = [f"{KIND_WORDS[kind].of(lang)} {count}" for kind, count in sorted(Counter(m.kind for m in outcome.survivors).items())]
    if kinds:
        yield Text(f"  未发现：{'、'.join(kinds)}", f"  survived: {', '.join(kinds)}").of(lang)
    for mutant in outcome.survivors:
        rule, kind = edition.rule(mutant.rule), KIND_WORDS[mutant.kind]
        said = Text(f"{mutant.rule}：{mutant.change.zh}（{kind.zh}）", f"{mutant.rule}: {mutant.change.en} ({kind.en})")
        yield f"    {rule.span if rule else ''} {said.of(lang)}"
