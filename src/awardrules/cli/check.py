"""`awardrules check`: decide deals."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awardrules.cli.options import (
    AllowUnknown,
    AsOf,
    FailLevel,
    Hypothetical,
    Known,
    Language,
    Output,
    PacksDir,
    Remember,
    Strict,
    Verbose,
    choice,
    day_of,
    language,
)
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Text

if TYPE_CHECKING:
    from awardrules.cli.watching import Wanted

app = typer.Typer(add_completion=False, rich_markup_mode=None)

Deals = Annotated[
    list[Path] | None,
    typer.Argument(readable=False, help="交易文件（YAML、JSON、JSON Lines），- 为标准输入。 Deal files.", show_default=False),
]
SomePack = Annotated[str | None, typer.Option("--pack", "-p", help="规则包：shenzhen、shenzhen@draft、文件夹、all。 Pack reference.")]
Format = Annotated[str, typer.Option("--format", "-f", help="text plain json markdown html sarif junit github")]
Config = Annotated[Path | None, typer.Option("--config", readable=False, help="配置文件，默认仓库的 awardrules.yaml。 Configuration.")]
NoConfig = Annotated[bool, typer.Option("--no-config", help="不用配置文件。 Without configuration.")]
Kept = Annotated[bool, typer.Option("--keep-waived", help="SARIF 中保留已豁免的。 Keep waived results in SARIF, as suppressed.")]
Review = Annotated[
    Path | None,
    typer.Option("--review", metavar="OUT.docx", help="另存带批注的 .docx 协议，原文件不动。 A copy of a .docx agreement with comments."),
]
Facts = Annotated[
    Path | None,
    typer.Option("--facts", readable=False, metavar="EXTRA.yaml", help="协议之外的事实。 Facts that the agreement does not state."),
]
Watch = Annotated[bool, typer.Option("--watch", help="文件变动后重新检查。 Check again on every change.")]


@app.command(name="check")
def check(
    deals: Deals = None,
    pack: SomePack = None,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    strict: Strict = False,
    allow_unknown: AllowUnknown = False,
    hypothetical: Hypothetical = False,
    verbose: Verbose = False,
    fail_level: FailLevel = None,
    config: Config = None,
    no_config: NoConfig = False,
    baseline: Known = None,
    write_baseline: Remember = None,
    keep_waived: Kept = False,
    review: Review = None,
    facts: Facts = None,
    watch: Watch = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查交易或协议（.docx .pdf .md .txt）是否符合规则包。 Decide deals and agreements against a pack."""
    from awardrules.cli.deciding import FOR_CI, FORMATS, Options, decide_files
    from awardrules.pack.references import Library

    language(lang)
    choice("--format", format, FORMATS)
    day = day_of(as_of)
    found = None if no_config else config or _configuration()
    gated = found or baseline or write_baseline or fail_level or keep_waived or format in FOR_CI

    def once() -> int:
        if not gated:
            options = Options(_named(pack), day, language(lang), format, strict, allow_unknown, hypothetical, verbose, review=review, facts=facts)
            return decide_files(_given(deals), options, Library(packs_dir or ()), output)
        from awardrules.cli.gating import Call, gated_run, refused_run

        call = Call(found, fail_level, strict, allow_unknown, baseline, write_baseline, keep_waived)
        try:
            paths, named, chosen, gate = gated_run(call, deals, pack, lang)
            pack_asked = _named(named)
        except AwardrulesError as fault:
            if format not in FOR_CI:
                raise
            return refused_run(fault, format, lang, pack, output, (*(deals or ()), found, facts, baseline, write_baseline))
        options = Options(
            pack_asked,
            day,
            chosen,
            format,
            strict,
            gate.holding.allow_unknown,
            hypothetical,
            verbose,
            "deal",
            gate,
            review,
            facts or gate.holding.facts,
        )
        return decide_files(paths, options, Library(packs_dir or ()), output)

    if not watch or not (deals or found):
        return once()
    from awardrules.cli.watching import watched

    named = [*(deals or ()), *(file for file in (facts, baseline) if file)]
    wanted = partial(_wanted, found, whole=not deals) if found else None
    return watched(once, named, pack, packs_dir, language(lang), wanted=wanted, written=(output, write_baseline, review))


def _wanted(path: Path, *, whole: bool) -> Wanted:
    """What a configuration names: its own files, and those to check where the call names none. A faulty one names but itself."""
    from awardrules.cli.watching import Wanted
    from awardrules.waiving.configuration import read_configuration

    try:
        found = read_configuration(path)
    except AwardrulesError:
        return Wanted((path,))
    own = [file for file in (path, found.facts, found.baseline) if file]
    return Wanted(tuple(own), found.pack, found.folder, found.files if whole else ())


def _configuration() -> Path | None:
    from awardrules.waiving.locating import configuration_file

    return configuration_file(Path.cwd())


def _named(pack: str | None) -> str:
    if pack is None:
        message = Text("没有写明规则包", "no pack is named")
        help = Text("用 --pack 指定，或在 awardrules.yaml 中写 `pack`", "name one with --pack, or with `pack` in awardrules.yaml")
        raise AwardrulesError([error("usage", Span("--pack"), message, help)])
    return pack


def _given(deals: list[Path] | None) -> list[Path]:
    if not deals:
        help = Text("给出交易文件，或在 awardrules.yaml 中写明 `files`", "name deal files, or write `files` in awardrules.yaml")
        raise AwardrulesError([error("no-files", Span("DEAL"), Text("没有要检查的文件", "no files to check"), help)])
    return deals
