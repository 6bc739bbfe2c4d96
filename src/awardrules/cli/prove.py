"""`awardrules prove`: six properties of editions and rules, each proved or answered with a counterexample; the deals at every figure."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from awardrules.asked import milliseconds
from awardrules.cli.options import Language, OnDay, Output, PacksDir, Seconds, Sink, choice, day_of, language
from awardrules.diagnostics import Exit

app = typer.Typer(add_completion=False, rich_markup_mode=None)

BOUNDARIES = "boundaries"
NAMES = ("never_errors", "always_allows", "always_denies", "implies", "equivalent", "disjoint", BOUNDARIES)
FORMATS = ("text", "plain", "json", "markdown", "yaml")


@app.command(name="prove")
def show_proof(
    name: Annotated[str, typer.Argument(metavar="PROPERTY", help=" ".join(NAMES), show_default=False)],
    target: Annotated[
        str,
        typer.Argument(metavar="A", help="规则包，可带 :规则或条款。 Pack reference, with `:rule` or `:clause` for some of it.", show_default=False),
    ],
    other: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="第二个，用于 implies equivalent disjoint。 The second, where two are compared.", show_default=False),
    ] = None,
    as_of: OnDay = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json markdown；boundaries 另有 yaml。")] = "text",
    output: Output = None,
    timeout: Seconds = 2.0,
    partial: Annotated[bool, typer.Option("--partial", help="事实未齐备的事项也算。 Ask of deals that leave facts open too.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """求证规则包的性质，不成立则给出反例。 Prove a property, or show a counterexample.

    成立退出码 0，不成立 1，出错 2，时限内未能回答 3。 Exits 0 where it holds, 1 where not, 2 on an error, 3 where it is not settled in time.
    """
    from awardrules.cli.advising import write
    from awardrules.pack.references import Library

    chosen = language(lang)
    choice("PROPERTY", name, NAMES)
    choice("--format", format, FORMATS if name == BOUNDARIES else FORMATS[:-1])
    limit = milliseconds("--timeout", timeout)
    from awardrules.prove.properties import PROPERTIES, prove
    from awardrules.prove.targets import targets
    from awardrules.report.proof import boundaries_blocks, boundaries_document, boundary_cases, proof_blocks, proof_document

    day = day_of(as_of)
    day = day if day is not None else date.today().toordinal()
    asked = targets(name, (target, other), Library(packs_dir or ()), day)
    if name == BOUNDARIES:
        from awardrules.prove.boundary import boundaries

        found = boundaries(asked[0].edition, day, timeout_ms=limit)
        if format == "yaml":
            with Sink(output) as sink:
                sink.write(boundary_cases(found))
            return Exit.OK
        return write(lambda: [boundaries_document(found)], lambda: list(boundaries_blocks(found)), format, chosen, output)
    known = next(one for one in PROPERTIES if one == name)
    proof = prove(known, asked, day, timeout_ms=limit, partial=partial)
    write(lambda: [proof_document(proof)], lambda: list(proof_blocks(proof)), format, chosen, output)
    return Exit.OK if proof.holds else Exit.UNDETERMINED if proof.holds is None else Exit.NON_COMPLIANT
