"""`awardrules schema`: JSON Schema of a deal, a pack file, a decision, exported cases, the configuration of a repository."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from awardrules.cli.options import Language, Output, PacksDir, Sink, choice, language
from awardrules.diagnostics import Exit

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="schema")
def schema(
    what: Annotated[str, typer.Argument(help="deal、pack、decision、case 或 config。", show_default=False)],
    pack: Annotated[str | None, typer.Option("--pack", "-p", help="包括该规则包自有的事实。 With the facts of a pack.")] = None,
    lang: Language = None,
    output: Output = None,
    packs_dir: PacksDir = None,
) -> int:
    """输出 JSON Schema，供编辑器使用。 Print a JSON Schema for editors and clients."""
    from datetime import date

    from awardrules.pack.files import data_root
    from awardrules.pack.references import Library
    from awardrules.pack.shared import shared_vocabulary
    from awardrules.report.schema import deal_schema, decision_schema, pack_schema

    chosen = language(lang)
    choice("what", what, ("deal", "pack", "decision", "case", "config"))
    if what == "deal":
        vocabulary = shared_vocabulary(data_root())
        if pack is not None:
            library = Library(packs_dir or ())
            vocabulary = library.load(library.resolve(pack, date.today().toordinal())[-1]).vocabulary
        data = deal_schema(vocabulary, chosen)
    elif what == "case":
        from awardrules.authoring.export import case_schema

        data = case_schema()
    elif what == "config":
        from awardrules.waiving.configuration import configuration_schema

        data = configuration_schema()
    else:
        data = pack_schema() if what == "pack" else decision_schema()
    with Sink(output) as sink:
        sink.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return Exit.OK
