"""`extract`: from a document to facts in states, each with the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from awardrules.agreement import programs
from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.belonging import without_others
from awardrules.agreement.extraction.context.setting import settings
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.agreement.extraction.parties import parties
from awardrules.agreement.extraction.patterns.loading import patterns_for
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people import recipients
from awardrules.agreement.extraction.script.alike import respelled
from awardrules.agreement.extraction.script.guidance import unguided
from awardrules.agreement.extraction.script.selecting import selected
from awardrules.agreement.extraction.script.writing import write
from awardrules.agreement.extraction.settling import noneof
from awardrules.agreement.extraction.settling.deriving import copied, derived, rewarded
from awardrules.agreement.extraction.settling.locality import located
from awardrules.agreement.extraction.settling.restating import restated
from awardrules.agreement.extraction.settling.rewardparts import told_parts
from awardrules.agreement.extraction.settling.settling import SEVERAL, settled
from awardrules.agreement.extraction.settling.several import without_listed
from awardrules.agreement.extraction.settling.sharing import balanced
from awardrules.agreement.extraction.values import labels, phrases, quantities
from awardrules.agreement.extraction.values.kinds import by_shares, kinds_of
from awardrules.agreement.extraction.values.unsettled import without_unsettled
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Document
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error, warning
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text, joined
from awardrules.pack.files import data_root

_HAN = regex("[\u4e00-\u9fff]")
_LATIN = regex("[A-Za-z]{4,}")
_AGREEMENT = regex(
    "协议|合同|契约|立约|缔约|转让|受让|让与|授予|分配|约定|甲方|乙方|意向书|备忘录|承诺书|决定书|双方|决议|纪要|会议决定|决定|方案|净收入|同意"
)
_ELSE = regex("房屋|土地|宗地|租赁|租金|劳动合同|借款|买受|物业|车辆|货物")
_MATTER = regex("赋权|赋 权|成果|配方|按份共有|所有权|净收益|专利|转化|技术|知识产权|使用权|著作权|许可|奖励|收益")

# what such papers are about; a lease speaks of a right to use and of title too
_RESULT = regex(
    "成果|赋权|专利|软件|知识产权|著作权|技术|配方|工艺|新品种|品种权|布图|版图|发明|科研|研发|课题|转化|按份共有|净收益|(?<!土地)(?<!房屋)使用权(?!面积)|提成|奖励"
)


def extract(document: Document, vocabulary: Vocabulary, *, root: Path | None = None) -> Extraction:
    """The facts of an agreement. Raises AwardrulesError where the document is no agreement in Chinese, or a pattern file is broken."""
    _require_agreement(document)
    extraction = extract_with(document, vocabulary, patterns_for(root or data_root()))
    programs.keep()
    return extraction


def extract_with(document: Document, vocabulary: Vocabulary, patterns: Patterns) -> Extraction:
    """The facts of an agreement by given patterns."""
    script, roles, _ = parties.bind(selected(unguided(respelled(write(document), patterns.alike))), patterns)
    setting = settings(script, patterns)
    where = recipients.places(script, setting, patterns.people)
    said = phrases.claims(script, setting, patterns, roles, rewarding=where.begin)
    kinds = kinds_of(script, patterns, said)
    claims: list[Claim] = [
        *quantities.claims(script, setting, patterns, kinds, where),
        *said,
        *phrases.unticked(script, patterns),
        *noneof.claims(script),
        *labels.claims(script, setting, patterns, vocabulary, kinds),
    ]
    claims = without_others(script, [*without_unsettled(script, claims, vocabulary)], patterns)
    claims += by_shares(script, claims, {*roles.values()}) if not kinds else ()
    claims = without_listed(script, recipients.without_shares(script, where, claims))
    facts = derived(script, settled(script, claims, vocabulary), claims, roles)
    listing = recipients.read(script, setting, vocabulary, patterns.people)
    if listing is not None:
        facts["recipients"] = recipients.stated(listing)
        rewarded(facts, listing)
        copied(script, facts, claims)  # 明细各项已全数发放: what the list comes to
    told_parts(facts, script, setting, patterns.people)
    facts = restated(script, setting, patterns, vocabulary, facts, claims, where)
    balanced(facts, roles)
    order = {path: index for index, path in enumerate(vocabulary.facts)}
    facts = located(facts, patterns)
    listed = tuple(sorted(facts.values(), key=lambda fact: order.get(fact.path, len(order))))
    return Extraction(document, roles, listed, (*document.findings, *_findings(document, roles), *_of_several(document, listed, vocabulary)))


def _findings(document: Document, roles: Mapping[str, str]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if not roles:
        help = Text(
            "在协议开头写明“甲方（单位）：…”“乙方（成果完成人团队）：…”",
            "name the parties at the top with their roles: 甲方（单位）：…, 乙方（成果完成人团队）：…",
        )
        found.append(
            warning(
                "parties-unbound",
                Span(document.name),
                Text("没有找到当事人的角色，按角色的份额不予读取", "no party could be told by role; shares by party are not read"),
                help,
            )
        )
    return found


def _of_several(document: Document, facts: Iterable[Found], vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A warning where a paper settles a matter differently for several results: what is checked is one result."""
    told = [vocabulary.label(fact.path) for fact in facts if fact.doubt == SEVERAL and fact.state == "not_stated"]
    if told:
        which = joined(told, "、", ", ")
        message = Text(
            f"协议对几项成果分别作了约定（{which.zh}），一次只能检查一项",
            f"several results are settled differently ({which.en}); one is checked at a time",
        )
        help = Text("按成果逐项检查：每项各用一份 --facts，写明该项成果的这些事实", "check once per result, each with --facts that state these of it")
        yield warning("several-results", Span(document.name), message, help)


def _require_agreement(document: Document) -> None:
    raw = document.text[:20000]
    text = "".join(raw.split())  # scans set characters apart
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(raw))
    span = Span(document.name)
    if han < 30 and latin > han:
        message = Text("这是外文文本，只能读取中文协议", "this text is not in Chinese; only agreements in Chinese are read")
        help = Text("请提供中文文本，或把事实写成 YAML 交 `check`", "give the Chinese text, or state the facts in YAML for `check`")
        raise AwardrulesError([error("not-chinese", span, message, help)])
    told = _MATTER.findall(text)
    about = set(_RESULT.findall(text))
    if (
        not told
        or not about
        or (about <= {"使用权", "技术", "奖励", "提成"} and _ELSE.search(text))
        or (len(_AGREEMENT.findall(text)) + min(len(told), 2) < 3 and len(told) < 4)
    ):
        message = Text("这份文件不像一份关于科技成果的协议", "this file does not look like an agreement about a result")
        raise AwardrulesError([error("no-agreement", span, message, Text("请给出协议、合同的全文", "give the whole text of the agreement"))])
