"""What was read from an agreement: facts in their states with the sentences behind them, as text, Markdown, JSON, and as a deal in YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.agreement.extraction.patterns.doubts import doubt_words
from awardrules.facts.deal import plain, show
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.report.layout import BLANK, Line, line
from awardrules.report.outline import escaped

SCHEMA = "awardrules/extraction/1"
STATES = ("stated", "derived", "conflict", "placeholder", "not_stated")
STATE_WORDS = {
    "stated": Text("写明", "stated"),
    "derived": Text("推知", "derived"),
    "conflict": Text("前后矛盾", "in conflict"),
    "placeholder": Text("留空待填", "left blank"),
    "not_stated": Text("提到而未能认定", "mentioned, not settled"),
}
STYLES = {"stated": "good", "derived": "good", "conflict": "bad", "placeholder": "open", "not_stated": "dim"}
ROLE_WORDS = {"unit": Text("单位", "unit"), "team": Text("成果完成人（团队）", "team"), "other": Text("其他当事人", "other party")}
BASE_WORDS = {
    "net": Text("净收入（净收益）", "net income"),
    "gross": Text("总收入", "gross income"),
    "proceeds": Text("转化收益", "conversion proceeds"),
    "pool": Text("奖励总额", "the award pool"),
    "title": Text("权属份额", "the title"),
}


def extraction_document(extraction: Extraction, vocabulary: Vocabulary, lang: Lang) -> dict[str, Any]:
    """The extraction as data (contract: `extract --format json`); exact numbers are strings, spans count characters of the running text."""
    document = extraction.document
    return {
        "schema": SCHEMA,
        "document": {"name": document.name, "sha256": document.sha256, "format": document.format, "pages": document.pages},
        "parties": dict(extraction.parties),
        "facts": [_fact(found, vocabulary) for found in extraction.facts],
        "findings": [finding.data(lang) for finding in extraction.findings],
    }


def _fact(found: Found, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "path": found.path,
        "state": found.state,
        "value": _plain(found.value, found.path, vocabulary),
        "values": [_plain(value, found.path, vocabulary) for value in found.values],
        "base": found.base or None,
        "doubt": found.doubt or None,
        "evidence": [_quote(quote) for quote in found.evidence],
        "places": [_quote(quote) for quote in found.places],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "part": quote.part, "clause": quote.clause, "page": quote.page, "start": quote.start, "end": quote.end}


def _plain(value: Any, path: str, vocabulary: Vocabulary) -> Any:
    if isinstance(value, tuple):
        return [{name: plain(inner, vocabulary.get(f"{path}[].{name}")) for name, inner in record.items()} for record in value]
    return plain(value, vocabulary.get(path))


def extraction_lines(extraction: Extraction, vocabulary: Vocabulary, lang: Lang) -> list[Line]:
    """Parties, then the facts by state, each with its sentence and place."""
    document = extraction.document
    lines = [line((Text("协议：", "agreement: ").of(lang), "strong"), document.name, (f"  {document.format}", "dim"))]
    for role, words in ROLE_WORDS.items():
        names = [name for name, bound in extraction.parties.items() if bound == role]
        if names:
            lines.append(line((f"{words.of(lang)}{'：' if lang == 'zh' else ': '}", "dim"), "、".join(names), indent=2))
    for state in STATES:
        listed = [found for found in extraction.facts if found.state == state]
        if not listed:
            continue
        count = f"（{len(listed)}）" if lang == "zh" else f" ({len(listed)})"
        lines += [BLANK, line((STATE_WORDS[state].of(lang) + count, STYLES[state]))]
        for found in listed:
            lines += _found_lines(found, vocabulary, lang)
    if extraction.findings:
        lines += [BLANK, line((Text("文件提示", "Remarks on the file").of(lang), "warn"))]
        lines += [line(finding.message.of(lang), indent=2) for finding in extraction.findings]
    return lines


def _found_lines(found: Found, vocabulary: Vocabulary, lang: Lang) -> Iterator[Line]:
    label = vocabulary.label(found.path).of(lang)
    listed = people(found, vocabulary)
    said = show(found.value, None).of(lang) if listed else shown(found, vocabulary).of(lang)
    yield line((label, "strong"), f"{'：' if lang == 'zh' else ': '}{said}" if said else "", (f"  [{found.path}]", "dim"), indent=2)
    yield from (line(person.of(lang), indent=4) for person in listed)
    for quote in found.evidence[: len(found.names) or 3]:
        where = place_words(quote).of(lang)
        text = " ".join(quote.text.split())
        yield line((f"{where}  " if where else "", "dim"), f"“{text}”", indent=4)


def shown(found: Found, vocabulary: Vocabulary) -> Text:
    """The value of a fact in words; all readings of a conflict, the base of a ratio, the reason where nothing was settled."""
    fact = vocabulary.get(found.path)
    if found.state == "not_stated":
        return doubt_words(found.doubt)
    values = found.values if found.value is None else (found.value,)
    if not values:
        return EMPTY
    if isinstance(values[0], tuple):
        return joined(people(found, vocabulary), "；", "; ")
    words = joined([show(value, fact) for value in values], " ／ ", " / ")
    base = BASE_WORDS.get(found.base)
    share = fact is not None and fact.type == "share" and found.path.startswith("proceeds.")
    return Text(f"{words.zh}（基数：{base.zh}）", f"{words.en} (of {base.en})") if base and share else words


def people(found: Found, vocabulary: Vocabulary) -> list[Text]:
    """The people of a list, each with the name and what is told of them."""
    said = []
    for index, record in enumerate(found.value if isinstance(found.value, tuple) else ()):
        fields = [(f"{found.path}[].{name}", value) for name, value in record.items()]
        shown = [(vocabulary.label(path), show(value, vocabulary.get(path))) for path, value in fields]
        told = joined([Text(f"{label.zh} {value.zh}", f"{label.en} {value.en}") for label, value in shown], "，", ", ")
        name = found.names[index] if index < len(found.names) else ""
        who = Text(f"{name}：", f"{name}: ") if name else EMPTY
        said.append(Text(f"{index + 1}. {who.zh}{told.zh}", f"{index + 1}. {who.en}{told.en}"))
    return said


def place_words(quote: Quote) -> Text:
    """Clause and page of a quote."""
    part = {"table": Text("表格", "table"), "footnote": Text("脚注", "footnote"), "textbox": Text("文本框", "text box")}.get(quote.part, EMPTY)
    page = Text(f"第{quote.page}页", f"p. {quote.page}") if quote.page else EMPTY
    clause = Text(quote.clause, quote.clause)
    return joined([text for text in (clause, part, page) if text != EMPTY and text.zh] or [EMPTY], "，", ", ")


def extraction_markdown(extraction: Extraction, vocabulary: Vocabulary, lang: Lang) -> str:
    """The same content as a file note."""
    out = [f"## {escaped(extraction.document.name)}", ""]
    for role, words in ROLE_WORDS.items():
        names = [name for name, bound in extraction.parties.items() if bound == role]
        if names:
            out.append(f"- {words.of(lang)}{'：' if lang == 'zh' else ': '}{escaped('、'.join(names))}")
    for state in STATES:
        listed = [found for found in extraction.facts if found.state == state]
        if not listed:
            continue
        out += ["", f"### {STATE_WORDS[state].of(lang)} ({len(listed)})", ""]
        for found in listed:
            said = shown(found, vocabulary).of(lang)
            out.append(f"- **{escaped(vocabulary.label(found.path).of(lang))}** {escaped(said)} `{found.path}`")
            out += [f"  - {escaped(place_words(q).of(lang))} “{escaped(' '.join(q.text.split()))}”" for q in found.evidence[:3]]
    if extraction.findings:
        out += ["", f"### {Text('文件提示', 'Remarks on the file').of(lang)}", ""]
        out += [f"- {escaped(finding.message.of(lang))}" for finding in extraction.findings]
    return "\n".join(out) + "\n"


def extraction_yaml(extraction: Extraction, vocabulary: Vocabulary, lang: Lang) -> str:
    """A deal that `check` reads, every fact under the sentence it comes from; what is open or contradictory stands as a comment to settle."""
    document = extraction.document
    head = Text(f"由 {document.name} 读取，未经核对不得作为结论", f"read from {document.name}; check before relying on it")
    out = [f"# {_comment(head.of(lang))}"]
    groups: dict[str, list[Found]] = {}
    for found in extraction.facts:
        groups.setdefault(found.path.partition(".")[0], []).append(found)
    for group, listed in groups.items():
        body = [text for found in listed for text in _yaml_fact(found, vocabulary, lang)]
        if group == "recipients":
            out += ["", *body]
            continue
        real = any(not text.lstrip().startswith("#") for text in body)
        out += ["", f"{group}:" if real else f"# {group}:", *body]
    return "\n".join(out) + "\n"


def _yaml_fact(found: Found, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    fact = vocabulary.get(found.path)
    group, _, name = found.path.partition(".")
    pad = "" if found.path == "recipients" else "  "
    for quote in found.evidence[:2]:
        where = place_words(quote).of(lang)
        yield f"{pad}# {_comment(where)}{' ' if where else ''}“{_comment(quote.text)}”"
    if found.state in ("stated", "derived") and found.value is not None:
        if isinstance(found.value, tuple):
            yield f"{group}:"
            for index, record in enumerate(found.value):
                if index < len(found.names):
                    yield f"# {_comment(found.names[index])}"
                fields = ", ".join(f"{key}: {_literal(value, vocabulary.get(f'{group}[].{key}'))}" for key, value in record.items())
                yield f"- {{{fields}}}"
            return
        key = name or group
        note = "" if found.state == "stated" else "  # " + STATE_WORDS["derived"].of(lang)
        yield f"{pad}{key}: {_literal(found.value, fact)}{note}"
        return
    said = shown(found, vocabulary).of(lang)
    yield f"{pad}# {name}: {STATE_WORDS[found.state].of(lang)} {_comment(said)}".rstrip()


def _literal(value: Any, fact: Fact | None) -> str:
    if isinstance(value, Bound):
        sides = [(side, one) for side, one in (("min", value.low), ("max", value.high)) if one is not None]
        return "{" + ", ".join(f"{side}: {_literal(one, fact)}" for side, one in sides) + "}"
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(_literal(item, None) for item in value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if fact is not None and fact.type == "share" and isinstance(value, int):
        from awardrules.facts.quantity import show_percent

        return show_percent(value)
    data = plain(value, fact)
    text = str(data)
    return text if text and all(c.isalnum() or c in "_-." for c in text) and text.isascii() else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """Text that stays within a comment: one line, no control characters."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
