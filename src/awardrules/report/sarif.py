"""SARIF 2.1.0 as GitHub code scanning takes it: one rule for a clause, results at the place in the file, stable fingerprints.

Results are written first and the rules they refer to last, so that a run of any length is written as it goes. Code scanning takes at most
25,000 results of a run: violations are written at once, all else waits for the end and fills what is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from awardrules import __version__
from awardrules.decision.explain import requirement_in_words, writer
from awardrules.diagnostics import Diagnostic
from awardrules.language import EMPTY, Lang, Text
from awardrules.pack.edition import SEVERITY, Edition, Rule
from awardrules.report.catalogue import UNWAIVABLE
from awardrules.report.ci import Fingerprints, Manner, shortened
from awardrules.report.layout import clean
from awardrules.report.waived import approval_words, refused_words
from awardrules.waiving.issues import WHOLE, Issue, Kind
from awardrules.waiving.waivers import Excuse, Verdict, Waiver

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_RESULTS = 25_000
MAX_NOTIFICATIONS = 1_000
MAX_DESCRIPTION = 1_024
MAX_NAME = 255
MAX_MESSAGE = 4_000

LEVELS: dict[Kind, str] = {
    "violation": "error",
    "deviation": "warning",
    "suggestion": "note",
    "open": "warning",
    "conflict": "warning",
    "outside": "note",
    "idle": "error",
}
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}


class SarifStream:
    """One SARIF log with one run."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.fingerprints = Fingerprints(manner)
        self.rules: dict[str, dict[str, Any]] = {}
        self.indices: dict[str, int] = {}
        self.held: list[str] = []
        self.written = self.left_out = 0
        self.notifications: list[dict[str, Any]] = []
        self.faults = 0

    def add(self, verdict: Verdict) -> str:
        """The violations of a verdict; the rest waits."""
        issues: list[tuple[Issue, Excuse | None]] = [(issue, None) for issue in verdict.issues]
        if self.manner.keep_waived:
            issues += [(excuse.issue, excuse) for excuse in verdict.excused]
        out = ""
        for issue, excuse in issues:
            text = json.dumps(self._result(verdict, issue, excuse), ensure_ascii=False)
            if issue.kind != "violation":
                if self.written + len(self.held) < MAX_RESULTS:
                    self.held.append(text)
                else:
                    self.left_out += 1
            elif self.written < MAX_RESULTS:
                out += self._next(text)
            else:
                self.left_out += 1
        return out

    def refuse(self, faults: Iterable[Diagnostic]) -> str:
        """Nothing yet: faults of the input are notifications at the end."""
        for fault in faults:
            self.faults += 1
            self._notify(fault, "error")
        return ""

    def close(self, warnings: Iterable[Diagnostic]) -> str:
        """The results that waited, the rules, the invocation."""
        for item in warnings:
            self._notify(item, "warning")
        room = MAX_RESULTS - self.written
        self.left_out += len(self.held[room:])
        out = "".join(self._next(text) for text in self.held[:room])
        if not self.written:
            out += self._head()
        if self.left_out:
            text = Text(f"另有 {self.left_out} 个结果未写入（上限 {MAX_RESULTS}）", f"{self.left_out} more results left out (limit {MAX_RESULTS})")
            self.notifications.append({"level": "warning", "message": {"text": text.of(self.manner.lang)}})
        invocation: dict[str, Any] = {"executionSuccessful": self.faults == 0}
        if self.notifications:
            invocation["toolExecutionNotifications"] = self.notifications
        driver = {"name": "awardrules", "version": __version__, "semanticVersion": __version__, "rules": list(self.rules.values())}
        tail = {"tool": {"driver": driver}, "invocations": [invocation]}
        return f"{out}\n],{json.dumps(tail, ensure_ascii=False)[1:-1]}}}]}}\n"

    def _head(self) -> str:
        run = {
            "columnKind": "unicodeCodePoints",
            "automationDetails": {"id": "/".join(filter(None, ("awardrules", self.manner.pack.strip("/").replace("/", "-")))) + "/"},
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": Text("仓库根目录", "root of the repository").of(self.manner.lang)}}},
        }
        return f'{{"$schema":{json.dumps(SCHEMA)},"version":"2.1.0","runs":[{{{json.dumps(run, ensure_ascii=False)[1:-1]},"results":['

    def _next(self, text: str) -> str:
        self.written += 1
        return (self._head() + "\n" if self.written == 1 else ",\n") + text

    def _notify(self, item: Diagnostic, level: str) -> None:
        if len(self.notifications) >= MAX_NOTIFICATIONS:
            return
        text = item.message.of(self.manner.lang) + (f" ({item.help.of(self.manner.lang)})" if item.help != EMPTY else "")
        found: dict[str, Any] = {"level": level, "descriptor": {"id": item.code}, "message": {"text": _message(text)}}
        if not item.span.file.startswith("-"):
            found["locations"] = [_location(self.manner.name(item.span.file), item.span.line, item.span.column)]
        self.notifications.append(found)

    def _result(self, verdict: Verdict, issue: Issue, excuse: Excuse | None) -> dict[str, Any]:
        lang = self.manner.lang
        if issue.code not in self.rules:
            self.indices[issue.code] = len(self.rules)
            self.rules[issue.code] = sarif_rule(issue, verdict.decision.as_of, lang)
        hashed, number = self.fingerprints.of(issue)
        found: dict[str, Any] = {
            "ruleId": issue.code,
            "ruleIndex": self.indices[issue.code],
            "level": LEVELS[issue.kind],
            "message": {"text": _message(said_of(verdict, issue).of(lang))},
            "locations": [_located(_location(self.manner.name(issue.span.file), issue.span.line, issue.span.column), issue)],
            "partialFingerprints": {"primaryLocationLineHash": f"{hashed}:{number}", "awardrulesFinding/v1": f"{hashed}:{number}"},
            "properties": {"deal": clean(verdict.decision.deal.name), "rule": issue.rule.id if issue.rule else None, "facts": list(issue.facts)},
        }
        if excuse is not None:
            found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": _justification(excuse.waiver).of(lang)}]
        return found


def issue_words(issue: Issue) -> Text:
    """Title, reason and remedy in one text, the first sentence for itself."""
    title = Text(issue.title.zh.rstrip("。"), issue.title.en.rstrip("."))
    reason = Text(f"{title.zh}。{issue.public.zh}", f"{title.en}. {issue.public.en}") if issue.public != issue.title else title
    return Text(f"{reason.zh}。补救：{issue.remedy.zh}", f"{reason.en}. Remedy: {issue.remedy.en}") if issue.remedy != EMPTY else reason


def said_of(verdict: Verdict, issue: Issue) -> Text:
    """The words of an issue, and why a waiver that names it does not count."""
    words, refused = issue_words(issue), refused_words(verdict, issue)
    return Text(f"{words.zh}。{refused.zh}", f"{words.en}. {refused.en}") if refused != EMPTY else words


def sarif_rule(issue: Issue, day: int, lang: Lang) -> dict[str, Any]:
    """The rule of an issue: its clause with place and gist, and what the rules that cite it require on a day."""
    edition, clause = issue.edition, issue.edition.clauses.get(issue.clause)
    document = edition.document or edition.title.of(lang)
    if clause is None:
        short, tags, level = WHOLE[issue.clause].of(lang), ["policy", edition.pack], LEVELS[issue.kind]
        help = Text(f"{short}。", f"{short}.").of(lang)
        return _descriptor(issue, short, f"{edition.name.of(lang)}: {short}", help, help, tags, level)
    rules = [rule for rule in edition.rules if clause.id in rule.clauses and not rule.gives] or ([issue.rule] if issue.rule else [])
    gist = clause.gist.of(lang)
    points = [point for rule in rules for point in _points(edition, rule, day)]
    head = f"{document} {clause.locator}"
    colon = "：" if lang == "zh" else ": "
    plain = "\n".join([f"{head}{colon}{gist}", *(f"- {label.of(lang)}{colon}{text.of(lang)}" for label, text in points)])
    marked = "\n".join([f"**{_escaped(head)}**", "", _escaped(gist), "", *(f"- {a.of(lang)}{colon}{_escaped(b.of(lang))}" for a, b in points)])
    severity = SEVERITY.get(clause.modality, "information")
    level = {"violation": "error", "deviation": "warning"}.get(severity, "note")
    tags = ["policy", edition.pack, clause.mechanism, clause.modality]
    return _descriptor(issue, gist, f"{head}{colon}{gist}", plain, marked, tags, level)


def _points(edition: Edition, rule: Rule, day: int) -> list[tuple[Text, Text]]:
    words = writer(rule, edition.vocabulary, day)
    when = words.all_of(rule.body.when) if rule.body.when else EMPTY
    found = [
        (Text("前提", "when"), when),
        (Text("要求", "requires"), requirement_in_words(rule, words)),
        *((Text("例外", "unless"), words.condition(item.when)) for item in rule.body.unless),
        (Text("补救", "remedy"), rule.remedy),
        (UNWAIVABLE, rule.unwaivable or EMPTY),
    ]
    return [(label, text) for label, text in found if text != EMPTY]


def _descriptor(issue: Issue, short: str, full: str, plain: str, marked: str, tags: list[str], level: str) -> dict[str, Any]:
    name = "".join(part[:1].upper() + part[1:] for part in issue.clause.replace(".", "-").split("-"))
    return {
        "id": issue.code,
        "name": shortened(name, MAX_NAME),
        "shortDescription": {"text": shortened(short, MAX_DESCRIPTION)},
        "fullDescription": {"text": shortened(full, MAX_DESCRIPTION)},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": tags, "precision": "very-high", "problem.severity": _PROBLEMS[level]},
    }


def _location(name: str, line: int, column: int) -> dict[str, Any]:
    outside = name.startswith("/") or name[1:2] == ":"
    artifact = {"uri": "file://" + quote(name if name.startswith("/") else f"/{name}")} if outside else {"uri": quote(name), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": max(line, 1)} | ({"startColumn": column} if line and column else {"startColumn": 1})
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _located(location: dict[str, Any], issue: Issue) -> dict[str, Any]:
    """The location with the article and page of an agreement's sentence.

    A .docx or .pdf has no lines: code scanning requires one, so the region stands at the first, and the sentence is its `rendered` text, which the
    standard has for what cannot be shown as text (SARIF 3.3.4); the article is a logical location (3.33).
    """
    cited = issue.cited
    if cited is None:
        return location
    if cited.quote and not cited.line:
        location["physicalLocation"]["region"]["snippet"] = {"rendered": {"text": _message(" ".join(cited.quote.split()))}}
    path = [f"page {cited.page}"] * bool(cited.page) + [clean(cited.clause)] * bool(cited.clause)
    if path:
        location["logicalLocations"] = [{"name": path[-1], "fullyQualifiedName": "/".join(path), "kind": "clause" if cited.clause else "page"}]
    return location


def _justification(waiver: Waiver | None) -> Text:
    if waiver is None:
        return Text("基线中已知", "known from the baseline")
    words = approval_words(waiver)
    return Text(f"{waiver.reason.zh}；批准：{words.zh}", f"{waiver.reason.en}; approved by {words.en}")


def _message(text: str) -> str:
    """Text of a deal as a message: no control characters, no link, within the length a viewer shows."""
    return shortened(clean(text).replace("](", "] ("), MAX_MESSAGE)


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_<>|[]#" else c for c in clean(text))
