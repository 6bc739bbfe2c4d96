"""A page for an edition: the document, its mechanisms with every rule in prose, its figures, and the clauses not encoded and why."""

from __future__ import annotations

from awardrules.facts.quantity import show_date
from awardrules.language import Lang, Text
from awardrules.pack.edition import MODALITY_WORDS, Edition, Rule
from awardrules.pack.references import Found
from awardrules.report.catalogue import STATUS_WORDS, UNWAIVABLE, encoding, rule_data
from awardrules.report.text import mechanism_name

_KINDS = {
    "ownership_grant": Text("所有权赋权", "grant of ownership"),
    "use_right_grant": Text("长期使用权赋权", "grant of a use right"),
    "conversion": Text("成果转化", "conversion"),
    "reward": Text("转化收益奖励", "reward"),
    "abandonment": Text("权利放弃", "abandonment"),
}


def edition_page(edition: Edition, found: Found, day: int, lang: Lang) -> str:
    """The page in Markdown, with the figures of a day."""
    out = [f"# {edition.title.of(lang)}", ""]
    out += _facts(edition, found, lang)
    mechanisms: dict[str, list[Rule]] = {}
    for rule in edition.rules:
        mechanisms.setdefault(rule.mechanism, []).append(rule)
    for mechanism, rules in mechanisms.items():
        out += ["", f"## {mechanism_name(mechanism, lang)}", ""]
        for rule in rules:
            out += _rule(edition, rule, day, lang)
    out += _silent(edition, lang)
    return "\n".join(out).rstrip() + "\n"


def _facts(edition: Edition, found: Found, lang: Lang) -> list[str]:
    cited = encoding(edition)
    encoded = sum(1 for rules in cited.values() if rules)
    rows = [
        (Text("规则包", "pack"), f"`{edition.reference}`"),
        (Text("文号", "number"), edition.document or Text("未印", "not printed").of(lang)),
        (Text("性质", "status"), STATUS_WORDS[edition.status].of(lang)),
        (Text("条款", "clauses"), Text(f"{len(cited)} 条，其中 {encoded} 条已编码", f"{len(cited)}, of which {encoded} are encoded").of(lang)),
        (Text("规则", "rules"), str(len(edition.rules))),
    ]
    if found.start and found.last:
        rows.append((Text("有效期", "term"), f"{show_date(found.start)} – {show_date(found.last)}"))
    lines = ["| | |", "|---|---|", *(f"| {label.of(lang)} | {value} |" for label, value in rows)]
    lines += ["", *(f"> {text.of(lang)}" for text in edition.notices)] if edition.notices else []
    if edition.status == "draft":
        lines += ["", Text("> 草案不是现行有效的规定。", "> A draft is not law in force.").of(lang)]
    return lines


def _rule(edition: Edition, rule: Rule, day: int, lang: Lang) -> list[str]:
    data = rule_data(edition, rule, day, lang)
    colon = "：" if lang == "zh" else ": "
    kinds = "、".join(_KINDS[k].of(lang) for k in rule.applies_to) if lang == "zh" else ", ".join(_KINDS[k].of(lang) for k in rule.applies_to)
    out = [
        f"### {_escaped(data['title'].rstrip('。.'))}",
        "",
        f"`{rule.id}` · {MODALITY_WORDS[rule.modality].of(lang)}" + (f" · {kinds}" if kinds else ""),
        "",
    ]
    if rule.subject == "institution":
        out[-2] += " · " + Text("单位层面", "institution").of(lang)
    if rule.outlives_term:
        out[-2] += " · " + Text("有效期届满后仍适用", "still applies after the term").of(lang)
    label = Text("要求", "requires") if rule.kind == "check" else Text("得出", "gives")
    gives = f"{edition.vocabulary.label(rule.gives).of(lang)} = " if rule.gives else ""
    parts = [(Text("前提", "when"), data["when"]), (label, gives + data["require"])]
    parts += [(Text("例外", "unless"), text) for text in data["unless"]]
    parts += [(Text("补救", "remedy"), data["remedy"]), (Text("语气说明", "modality"), data["modality_reason"])]
    parts.append((UNWAIVABLE, data["waivable_reason"]))
    parts += [(Text("注意", "caution"), text) for text in data["cautions"]]
    out += [f"- {words.of(lang)}{colon}{_escaped(text)}" for words, text in parts if text]
    for clause_id in dict.fromkeys((*rule.clauses, *rule.exceptions)):
        clause = edition.clauses[clause_id]
        out.append(f"- {Text('条款', 'clause').of(lang)}{colon}{clause.locator} `{clause.id}` — {_escaped(clause.gist.of(lang))}")
    return [*out, ""]


def _silent(edition: Edition, lang: Lang) -> list[str]:
    cited = encoding(edition)
    silent = [clause for clause in edition.clauses.values() if not cited[clause.id]]
    if not silent:
        return []
    out = ["", f"## {Text('未编码的条款', 'Clauses not encoded').of(lang)}", ""]
    head = Text("| 位置 | 条款 | 内容 | 理由 |", "| place | clause | gist | reason |").of(lang)
    out += [head, "|---|---|---|---|"]
    for clause in silent:
        reason = clause.reason.of(lang) if clause.reason else ""
        out.append(f"| {clause.locator} | `{clause.id}` | {_escaped(clause.gist.of(lang))} | {_escaped(reason)} |")
    return out


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_<>|" else c for c in text)
