"""`awardrules new-pack CITY/EDITION --clauses FILE`: scaffolds an edition from a clause list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awardrules.cli.options import Language, language
from awardrules.diagnostics import AwardrulesError, Diagnostic, Exit, Span, error
from awardrules.language import Lang, Text, counted

if TYPE_CHECKING:
    from awardrules.pack.scaffold import Scaffold

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="new-pack")
def new_pack(
    name: Annotated[str, typer.Argument(metavar="CITY/EDITION", help="新规则包，如 xian/2025。 The new pack.", show_default=False)],
    clauses: Annotated[Path, typer.Option("--clauses", "-c", help="条款列表（YAML）。 The clause list.", show_default=False)],
    source: Annotated[
        Path | None, typer.Option("--source", "-s", readable=False, help="文件文本，用于计算位置和摘要。 A copy of the document.")
    ] = None,
    into: Annotated[Path, typer.Option("--into", help="规则包文件夹。 Folder of packs.")] = Path("packs"),
    lang: Language = None,
) -> int:
    """由条款列表生成规则包骨架。 Scaffold an edition from a clause list."""
    from awardrules.pack.clauselist import read_list, settled
    from awardrules.pack.files import data_root
    from awardrules.pack.loading import shared_catalogue
    from awardrules.pack.scaffold import scaffold, write_edition
    from awardrules.pack.shared import vocabulary_of_files
    from awardrules.yamlfile import read_text

    chosen = language(lang)
    city, edition = _names(name)
    listed = read_list(clauses)
    entries = settled(listed, read_text(source), str(source)) if source is not None else [entry.clause for entry in listed]
    catalogue: Any = shared_catalogue(data_root())
    computed = {fact.path for fact in vocabulary_of_files(data_root()) if fact.derived}
    result = scaffold(city, edition, entries, catalogue, computed)
    target = into / city / edition
    write_edition(target, result.files)
    _tell(target, result, _still_to_fill(target), source is not None, chosen)
    return Exit.OK


def _names(name: str) -> tuple[str, str]:
    """City and edition of `city/edition`; both name folders."""
    parts = name.split("/")
    if len(parts) != 2 or not all(re.fullmatch(r"[a-z0-9][a-z0-9\-]{0,40}", part) for part in parts) or parts[0] == "all":
        message = Text(f"`{name}` 不是规则包名", f"`{name}` does not name a pack")
        help = Text(
            "写作 城市/版本，用小写字母、数字和连字符，如 xian/2025", "write city/edition in lower case letters, digits and hyphens: xian/2025"
        )
        raise AwardrulesError([error("usage", Span("CITY/EDITION"), message, help)])
    return parts[0], parts[1]


def _still_to_fill(target: Path) -> tuple[Diagnostic, ...]:
    """What keeps the new edition from loading: the parameters of its shapes."""
    from awardrules.pack.loading import load_edition

    try:
        load_edition(target)
    except AwardrulesError as fault:
        return fault.diagnostics
    return ()


def _tell(target: Path, result: Scaffold, open_points: tuple[Diagnostic, ...], hashed: bool, lang: Lang) -> None:
    shaped, templates, reasoned = len(result.shaped), len(result.templates), len(result.reasoned)
    said = [
        Text(f"已生成 {target}（{len(result.files)} 个文件）", f"made {target} ({counted(len(result.files), 'file')})"),
        Text(
            f"{shaped} 条用共享规则，{templates} 条留有模板，{reasoned} 条已说明不编码的理由",
            f"{shaped} clauses by shared shapes, {templates} with a template to write, {reasoned} with a reason not to encode them",
        ),
    ]
    if open_points:
        said.append(Text(f"{len(open_points)} 处待填：", f"{counted(len(open_points), 'place')} to fill in:"))
    print("\n".join(text.of(lang) for text in said))
    for point in open_points:
        print(f"  {point.span}: {point.message.of(lang)}")
    reference = f"{target}/"
    steps = [f"awardrules lint {target}", f"awardrules trace {reference} --source …"]
    if not hashed:
        print(Text("未给出文本，位置和摘要留空；trace 会提出建议", "without --source, spans and hashes are empty; `trace` proposes them").of(lang))
    print(Text("接着：", "next: ").of(lang) + "; ".join(steps))
