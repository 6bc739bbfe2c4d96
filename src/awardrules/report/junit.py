"""JUnit XML: a suite for a deal and an edition, a case for each rule that came to bear; written suite by suite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from awardrules import __version__
from awardrules.diagnostics import Diagnostic
from awardrules.facts.quantity import show_date
from awardrules.language import Text
from awardrules.pack.edition import Rule
from awardrules.report.ci import Manner
from awardrules.report.sarif import said_of
from awardrules.report.waived import KIND_WORDS, approval_words
from awardrules.waiving.issues import Issue
from awardrules.waiving.waivers import Excuse, Verdict

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no character for


class JunitStream:
    """A report of test suites."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.open = False

    def add(self, verdict: Verdict) -> str:
        """The suite of a verdict."""
        return self._begun() + _written(self._suite(verdict))

    def refuse(self, faults: Iterable[Diagnostic]) -> str:
        """A suite of the faults of one input."""
        suite = ElementTree.Element("testsuite", name="awardrules")
        for fault in faults:
            where = self.manner.name(fault.span.file)
            case = _case(suite, f"{where}:{fault.span.line}" if fault.span.line else where, fault.code, where, fault.span.line)
            _child(case, "error", fault.message.of(self.manner.lang), fault.code, fault.render(self.manner.lang))
        return self._begun() + _written(_counted(suite))

    def close(self, warnings: Iterable[Diagnostic]) -> str:
        """What the run says of its waivers and baseline, as output of a suite, and the end."""
        said = [item.render(self.manner.lang) for item in warnings]
        out = self._begun()
        if said:
            suite = _counted(ElementTree.Element("testsuite", name="awardrules"))
            ElementTree.SubElement(suite, "system-err").text = _legal("\n".join(said))
            out += _written(suite)
        return out + "</testsuites>\n"

    def _begun(self) -> str:
        if self.open:
            return ""
        self.open = True
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="awardrules">\n'

    def _suite(self, verdict: Verdict) -> ElementTree.Element:
        decision, lang = verdict.decision, self.manner.lang
        edition = decision.edition
        suite = ElementTree.Element("testsuite", name=_legal(f"{decision.deal.name} · {edition.reference}"))
        properties = ElementTree.SubElement(suite, "properties")
        told = {
            "awardrules": __version__,
            "pack": edition.reference,
            "digest": edition.digest,
            "as_of": show_date(decision.as_of),
            "status": verdict.status,
            "status_before_waivers": verdict.before,
        }
        for name, value in told.items():
            ElementTree.SubElement(properties, "property", name=name, value=value)
        excused: dict[str, list[Excuse]] = {}
        for excuse in verdict.excused:
            excused.setdefault(excuse.issue.rule.id if excuse.issue.rule else "", []).append(excuse)
        standing: dict[str, list[Issue]] = {}
        for issue in verdict.issues:
            standing.setdefault(issue.rule.id if issue.rule else issue.clause, []).append(issue)
        file, line = self.manner.name(verdict.place.file), verdict.place.line
        for rule, outcome in zip(edition.rules, decision.outcomes, strict=True):
            if rule.id in standing or (not rule.gives and outcome in ("pass", "fail", "unknown")):
                case = _case(suite, _class(rule), f"{rule.id} {rule.title.of(lang)}", file, line)
                self._outcome(case, verdict, outcome, standing.get(rule.id, []), excused.get(rule.id, []))
        for clause, issues in standing.items():
            if issues[0].rule is None:
                case = _case(suite, f"{edition.reference}.deal", f"{clause} {issues[0].title.of(lang)}", file, line)
                self._outcome(case, verdict, "unknown", issues, [])
        return _counted(suite)

    def _outcome(self, case: ElementTree.Element, verdict: Verdict, outcome: str | None, issues: list[Issue], excuses: list[Excuse]) -> None:
        lang = self.manner.lang
        failing = [issue for issue in issues if self.manner.fails(verdict, issue)]
        if failing:
            text = "\n".join(f"{self.manner.name(i.span.file)}:{i.span.line}:{i.span.column}: {said_of(verdict, i).of(lang)}" for i in failing)
            wrong = failing[0].kind in ("violation", "deviation", "suggestion")
            _child(case, "failure" if wrong else "error", failing[0].public.of(lang), KIND_WORDS[failing[0].kind].of(lang), text)
        elif issues:
            _child(case, "skipped", f"{KIND_WORDS[issues[0].kind].of(lang)}: {issues[0].public.of(lang)}")
        elif excuses:
            _child(case, "skipped", "; ".join(_excuse(excuse).of(lang) for excuse in excuses))
        elif outcome == "unknown":
            _child(case, "skipped", Text("事实未说明", "facts not stated").of(lang))


def _class(rule: Rule) -> str:
    return rule.mechanism


def _excuse(excuse: Excuse) -> Text:
    if excuse.waiver is None:
        return Text(f"基线中已知：{excuse.issue.public.zh}", f"known from the baseline: {excuse.issue.public.en}")
    words = approval_words(excuse.waiver)
    return Text(
        f"已豁免（{excuse.waiver.reason.zh}；批准：{words.zh}）：{excuse.issue.public.zh}",
        f"waived ({excuse.waiver.reason.en}; approved by {words.en}): {excuse.issue.public.en}",
    )


def _case(suite: ElementTree.Element, group: str, name: str, file: str, line: int) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_legal(group), name=_legal(name), file=_legal(file), line=str(max(line, 1)), time="0")


def _child(case: ElementTree.Element, kind: str, message: str, type: str | None = None, text: str | None = None) -> None:
    child = ElementTree.SubElement(case, kind, message=_legal(message))
    if type is not None:
        child.set("type", _legal(type))
    child.text = _legal(text) if text is not None else None


def _counted(suite: ElementTree.Element) -> ElementTree.Element:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(sum(1 for case in cases if case.find(kind) is not None)))
    suite.set("time", "0")
    return suite


def _legal(text: str) -> str:
    return _ILLEGAL.sub("�", text)


def _written(suite: ElementTree.Element) -> str:
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode") + "\n"
