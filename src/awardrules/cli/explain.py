"""`awardrules explain`: the whole reasoning of a decision, as a tree."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from awardrules.cli.advising import DealFile
from awardrules.cli.options import AsOf, Hypothetical, Language, Output, Pack, PacksDir, Sink, choice, day_of, language, on_terminal
from awardrules.diagnostics import AwardrulesError, Exit, Span, did_you_mean, error
from awardrules.language import Text

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="explain")
def explain(
    deal: DealFile,
    pack: Pack,
    rule: Annotated[str | None, typer.Option("--rule", help="只解释一条规则（规则或条款名）。 One rule, by rule or clause id.")] = None,
    as_of: AsOf = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    hypothetical: Hypothetical = False,
    subject: Annotated[str, typer.Option("--subject", help="deal 或 institution。")] = "deal",
    packs_dir: PacksDir = None,
) -> int:
    """逐条解释推理过程。 Explain the reasoning, rule by rule."""
    from awardrules.decision.decide import decide
    from awardrules.facts.documents import nodes_of
    from awardrules.facts.reading import deal_of
    from awardrules.pack.dating import day_in
    from awardrules.pack.references import Library
    from awardrules.report.layout import BLANK, as_plain, print_rich
    from awardrules.report.reasoning import reasoning_data, reasoning_lines
    from awardrules.report.text import head

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    choice("--subject", subject, ("deal", "institution"))
    library = Library(packs_dir or ())
    name, root = nodes_of(deal)
    day = day_of(as_of)
    day = day if day is not None else day_in(root)
    editions = [library.load(found) for found in library.resolve(pack, day)]
    documents, lines = [], []
    for edition in editions:
        decision = decide(
            deal_of(root, name, edition.vocabulary, known=library.names),
            edition,
            day,
            subject="institution" if subject == "institution" else "deal",
            hypothetical=hypothetical,
        )
        rules = [
            r
            for r, outcome in zip(edition.rules, decision.outcomes, strict=True)
            if outcome is not None and (rule is None or r.id == rule or rule in r.clauses)
        ]
        if rule is not None and not rules:
            known = [*(r.id for r in edition.rules), *edition.clauses]
            message = Text(f"{edition.reference} 没有规则或条款 `{rule}`", f"{edition.reference} has no rule or clause `{rule}`")
            raise AwardrulesError([error("unknown-rule", Span("--rule"), message, did_you_mean(rule, known))])
        if format == "json":
            documents.append(
                {
                    "pack": {"id": edition.pack, "edition": edition.edition},
                    "status": decision.status,
                    "rules": [reasoning_data(decision, r, chosen) for r in rules],
                }
            )
        else:
            lines += head(decision, chosen)
            for one in rules:
                lines += [BLANK, *reasoning_lines(decision, one, chosen)]
    with Sink(output, deal) as sink:
        if format == "json":
            sink.write(json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False, indent=2) + "\n")
        elif format == "text" and output is None and on_terminal():
            print_rich(lines)
        else:
            sink.write(as_plain(lines))
    return Exit.OK
