"""What an edition demands of an agreement and a template does not provide for."""

from __future__ import annotations

import re
from collections.abc import Callable

from awardrules.agreement.reading.model import Document
from awardrules.agreement.template.filling import Trial
from awardrules.agreement.template.proposing import with_limits
from awardrules.decision.missing import open_facts
from awardrules.decision.reference import reads
from awardrules.facts.deal import Value
from awardrules.language import Text
from awardrules.pack.edition import Rule
from awardrules.record import Record

TERMS = "agreement.terms"

# what to write for the matters that the shipped vocabulary names, behind a blank the fact whose limit is printed; the rest is written from labels
SENTENCES: dict[str, Text] = {
    "proceeds_split": Text(
        "成果转化净收入由甲方享有____%，由乙方享有____%{proceeds.team_proceeds_share}，于款项到账后____日内结清。",
        "The net income of the conversion belongs to Party A by ____% and to Party B by ____%{proceeds.team_proceeds_share}, "
        "and is settled within ____ days of its receipt.",
    ),
    "decision_mechanism": Text(
        "成果的转让、许可、作价投资等事项，由____提出方案，经____同意后实施；____日内未提出异议的，视为同意。",
        "Transfer, licence and contribution of the result are proposed by ____ and need the consent of ____; silence for ____ days is consent.",
    ),
    "conversion_period": Text(
        "乙方应于本协议生效之日起____年内完成成果转化；期满未转化的，按以下方式处理：____。",
        "Party B converts the result within ____ years of this agreement taking effect; failing that, the parties proceed as follows: ____.",
    ),
    "cost_sharing": Text(
        "成果转化所发生的费用，由甲方承担____%，由乙方承担____%。", "Party A bears ____% and Party B ____% of the costs of the conversion."
    ),
    "ip_maintenance_cost": Text(
        "知识产权的申请、年费等维持费用，由甲方承担____%，由乙方承担____%。",
        "Party A bears ____% and Party B ____% of the fees for filing and maintaining the intellectual property.",
    ),
    "rights_and_obligations": Text(
        "甲方的权利和义务：____。乙方的权利和义务：____。", "Rights and duties of Party A: ____. Rights and duties of Party B: ____."
    ),
    "title_shares": Text(
        "本成果由双方按份共有，甲方占____%，乙方占____%{grant.team_share}。",
        "The result is owned by shares: Party A ____%, Party B ____%{grant.team_share}.",
    ),
    "use_right_holder_change": Text(
        "长期使用权人发生变动的，应提前____日书面通知甲方，并按以下方式处理：____。",
        "A change of the holder of the use right is notified to Party A in writing ____ days ahead, and is handled as follows: ____.",
    ),
    "conversion_duty": Text(
        "乙方应在使用权期限内实施成果转化，并于每年____前报告进展。", "Party B converts the result within the term and reports each year by ____."
    ),
    "licence_mode": Text("许可方式：□普通许可 □排他许可 □独占许可。", "Type of licence: □ non-exclusive □ sole □ exclusive."),
    "licence_term": Text(
        "许可期限为____年{use_right.term_years}，自____年__月__日起算。", "The licence runs for ____ years{use_right.term_years} from ____."
    ),
    "fee_payment": Text("许可费共____元，于____前以____方式支付。", "The licence fee of CNY ____ is paid by ____ before ____."),
}

# what such a provision itself settles
SETTLED: dict[str, dict[str, Value]] = {"title_shares": {"grant.co_ownership_form": "by_shares"}}

_TITLE_BLOCKS, _LONGEST_TITLE = 3, 40
_PAPER = re.compile(
    "(?:公示|公告|通告|通知|申请书|申请表|审批表|审核表|登记表|备案表|报告表|承诺书|声明|告知书|纪要|决定|决议|批复)[书表稿]?(?:[（(][^（）()]{1,12}[）)])*$"
)


def is_agreement(document: Document) -> bool:
    """Whether a paper may settle what its parties agree on: by its title a notice, a form or minutes does not."""
    titles = [text for block in document.blocks[:_TITLE_BLOCKS] if 0 < len(text := "".join(block.text.split())) <= _LONGEST_TITLE]
    return not any(_PAPER.search(title) for title in titles)


class Lack(Record):
    """A matter that rules demand: the value of the set of terms (or the path of a fact), and the rules; `certain` where they surely apply."""

    path: str
    term: str
    rules: tuple[Rule, ...]
    certain: bool


def sentence(term: str, label: Text, limits: Callable[[str], Text]) -> Text:
    """What to add so that a matter is settled, with the limits that are demanded at its blanks."""
    if term in SENTENCES:
        return with_limits(SENTENCES[term], limits)
    return Text(f"关于{label.zh}，双方约定如下：____。", f"As to {label.en}, the parties agree as follows: ____.")


def missing_terms(trial: Trial) -> list[Lack]:
    """The terms that a rule demands and the template lacks: a rule demands a term where it passes with every term and not without this one."""
    fact = trial.edition.vocabulary.get(TERMS)
    if fact is None or not fact.values:
        return []
    every = frozenset(fact.values)
    stated = trial.known.get(TERMS)
    found = stated if isinstance(stated, frozenset) else frozenset[str]()
    full = trial.outcomes({TERMS: every})
    lacks = []
    for term in fact.values:
        if term in found:
            continue
        without = trial.outcomes({TERMS: every - {term}})
        asking = [index for index in trial.watched if full[index] == "pass" and without[index] in ("fail", "unknown")]
        if asking:
            certain = any(without[index] == "fail" for index in asking)
            lacks.append(Lack(TERMS, term, tuple(trial.edition.rules[index] for index in asking), certain))
    return lacks


def silent(trial: Trial, blanks: frozenset[str]) -> list[Lack]:
    """The facts that only the parties settle, that nothing in the template speaks of, and without which a duty cannot be judged."""
    vocabulary = trial.edition.vocabulary
    filled: dict[str, Value] = {}
    terms = vocabulary.get(TERMS)
    if terms is not None and terms.values:
        filled[TERMS] = frozenset(terms.values)
    decision = trial.decide(filled)
    asked: dict[str, list[Rule]] = {}
    for index in trial.watched:
        rule = trial.edition.rules[index]
        if decision.outcomes[index] != "unknown" or rule.severity != "violation" or rule.modality == "may" or rule.body.require is None:
            continue
        paths = set(open_facts(decision, rule))
        # a yes or no that nothing speaks of is no provision that is lacking: it is what did not happen, or was not agreed
        lacking = {path for path in paths if (fact := vocabulary.get(path)) is not None and fact.change == "negotiable" and fact.type != "bool"}
        if lacking < paths or paths & blanks:
            continue
        opening = lacking & set().union(*(reads(part) for part in rule.body.when)) or lacking & reads(rule.body.require)
        for path in sorted(opening):
            asked.setdefault(path, []).append(rule)
    return [Lack(path, "", tuple(rules), True) for path, rules in asked.items()]
