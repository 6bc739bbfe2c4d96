"""`awardrules ask`: an interview that asks only what can still change the status, and saves the deal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from awardrules.cli.options import AsOf, Language, Pack, PacksDir, Sink, day_of, exit_code, language
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Lang, Text

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="ask")
def ask(
    pack: Pack,
    deal: Annotated[Path | None, typer.Argument(readable=False, help="已有的交易文件。 Deal to go on from.", show_default=False)] = None,
    as_of: AsOf = None,
    lang: Language = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="保存到，默认 deal.yaml。 Where to save.")] = None,
    packs_dir: PacksDir = None,
) -> int:
    """逐项询问能改变结论的事实，并保存交易文件。 Ask for what can still change the verdict; saves the deal."""
    from awardrules import yamlfile
    from awardrules.decision.decide import EXIT_CODES
    from awardrules.facts.documents import nodes_of
    from awardrules.interview.session import Session, dumped
    from awardrules.pack.dating import day_in
    from awardrules.pack.references import Library
    from awardrules.report.layout import as_plain
    from awardrules.report.text import decision_lines

    chosen = language(lang)
    target = output or Path("deal.yaml")
    if output is None and target.exists():
        help = Text("用 -o 指定保存的文件", "name the file to save with -o")
        raise AwardrulesError([error("file-exists", Span(str(target)), Text("文件已存在，不覆盖", "the file exists and is not overwritten"), help)])
    if str(deal) == "-":
        help = Text("请写明交易文件", "name a file")
        raise AwardrulesError([error("usage", Span("DEAL"), Text("标准输入用于回答", "standard input is for the answers"), help)])
    name, root = nodes_of(deal) if deal is not None else ("", None)
    library = Library(packs_dir or ())
    asked_day = day_of(as_of)
    day = asked_day if asked_day is not None else day_in(root)
    editions = [library.load(found) for found in library.resolve(pack, day)]
    if deal is not None and root is not None:
        from awardrules.facts.reading import deal_of

        deal_of(root, name, editions[0].vocabulary, known=library.names)  # faults carry the places of the file
    data = yamlfile.to_data(root) if isinstance(root, yamlfile.Mapping) else {}
    session = Session(data, editions, day)
    _interview(session, chosen)
    with Sink(target, anew=deal) as sink:
        sink.write(text := dumped(session.data))
    print(Text(f"已保存 {target}", f"saved {target}").of(chosen), file=sys.stderr)
    session.saved(text, str(target))
    for decision in session.decisions:
        sys.stdout.write(as_plain(decision_lines(decision, chosen)))
    return exit_code(EXIT_CODES[decision.status] for decision in session.decisions)


def _interview(session: Any, lang: Lang) -> None:
    """Put questions on standard error and read answers from standard input until none is left, or the person stops."""
    from awardrules.interview.session import STOP_WORDS, prompt_lines

    number = 0
    while (question := session.next()) is not None:
        number += 1
        print(f"\n{number}. " + "\n".join(prompt_lines(question, lang)), file=sys.stderr)
        while True:
            print("> ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line or line.strip().lower() in STOP_WORDS:
                return
            try:
                session.answer(question, line)
                break
            except AwardrulesError as fault:
                for diagnostic in fault.diagnostics:
                    print(f"{diagnostic.message.of(lang)}  {diagnostic.help.of(lang)}", file=sys.stderr)
