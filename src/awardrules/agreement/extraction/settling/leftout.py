"""Matters that an agreement says it leaves unsettled (年费本协议不作约定, 转化期限暂不约定): they are not among its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex

TERMS, LEFT_OUT, DEFERRED = "agreement.terms", "left-out", "open"
LATER = frozenset({"plan", "optional-choice", "open", "denied"})  # 由双方视情况再议: what is to come does not settle it
_UNSETTLED = regex(
    "(?:不作|不做|不予|未予|暂不作?|暂不做|概不|均不作?|没有作出?|未作出?|未作任何)(?:出|任何|具体|明确|书面|专门|另行)*(?:约定|规定|安排)(?![的，]?(?:事项|部分|内容|情形)|的，|的[，,]|时|之前)"
    "|不(?:约定|在本(?:协议|合同)[^，。；]{0,4}(?:约定|规定))(?!的)"
    "|本(?:协议|合同)(?:书)?(?:对此|就此)?(?:中|里)?(?:均|都|也|亦|暂|并)?(?:没有|未|不)(?:作|做|有)?(?:约定|规定)(?!的|事项|部分|内容|情形|之)"
)
_ELSEWHERE = regex(
    "原(?:协议|合同|条款)|旧(?:协议|合同)|此前|以前|先前|过去|当时|曾|上一版|初稿|草案|范本|格式|(?:如果|如|若|凡|倘|假如)[^，。；]{0,12}(?:不|未|没)|另有约定|其(?:他|余|它)(?:[^，。；及和、]{0,4})(?:不|均|概|暂|未)|除[^，。；]{2,20}外"
)
_DEFERRED = regex("另行?(?:签|订|立)[^，。；]{0,4}(?:补充|协议|合同|约定)")  # 不作约定，另行签订补充协议: nothing is known of it
_SETTLES = regex("[由归按照](?!谁|哪|何)|(?<!谁)(?<!一方)(?<!何)(?<!样)(?:承担|负担)|另签|已(?!有)|(?<!相)应|享有")
_MATTERS = (
    ("ip_maintenance_cost", regex("年费|维持费|维护费|维持[^，。；、]{0,4}费用|维护费用|续展费|专利维持")),
    (
        "cost_sharing",
        regex(
            "(?<!维持)(?<!维护)(?<!的维持)(?:费用|成本|开支)(?:的|如何|由谁)?(?:分担|承担|负担|分摊)|转化(?:过程中)?(?:的|所需)?(?:费用|成本|开支)"
        ),
    ),
    ("proceeds_split", regex("(?:收益|净?收入|所得)(?:的|如何|怎样|怎么)?(?:分配|分割|分成|分享|比例|归属)")),
    ("decision_mechanism", regex("决策(?:机制|程序|方式|办法|权)?|(?:谁|如何|怎样)(?:决定|拍板)")),
    ("conversion_period", regex("(?:转化|实施)(?:的|完成)?(?:期限|时限|年限|周期)")),
    ("use_right_holder_change", regex("使用权?人[^，。；]{0,6}(?:变动|变更|变化|更换|离职|调离)")),
    ("conversion_duty", regex("转化的?(?:义务|责任)")),
    ("licence_mode", regex("许可(?:的)?(?:方式|类型|性质)")),
    ("licence_term", regex("(?:许可|使用权?)(?:的)?(?:期限|年限)")),
    ("fee_payment", regex("(?:许可|使用)费(?:用)?(?:的)?(?:支付|缴纳|给付|标准|数额)?(?:方式)?")),
    ("rights_and_obligations", regex("权利(?:和|与|及|、)?义务")),
    ("title_shares", regex("(?:权属|所有权|共有|各自)(?:的)?(?:份额|比例)|份额(?:的)?比例")),
)


def left_out(script: Script, setting: Setting, claims: Iterable[Claim]) -> list[Claim]:
    """Claims without those that the matters left unsettled made, and with these matters as claims of their own doubt."""
    found = list(_said(script, setting))
    if not found:
        return list(claims)
    return [claim for claim in claims if not any(_is_of(claim, one) for one in found)] + found


def _is_of(claim: Claim, left: Claim) -> bool:
    return claim.path == TERMS and claim.value == left.value and claim.start < left.end and left.start < claim.end


def _said(script: Script, setting: Setting) -> Iterator[Claim]:
    for found in _UNSETTLED.finditer(script.text):
        low, high = script.sentence(found.start())
        if _ELSEWHERE.search(script.text, low, high) or setting.at(*found.span(), LATER):
            continue
        doubt = DEFERRED if _DEFERRED.search(script.text, found.end(), high) else LEFT_OUT
        for start, terms in _about(script, low, found):
            yield from (Claim(TERMS, frozenset({term}), start, found.end(), doubt=doubt) for term in terms)


def _about(script: Script, low: int, found: re.Match[str]) -> Iterator[tuple[int, list[str]]]:
    """What is left unsettled: what its own segment names, else the words before the comma where they settle nothing themselves."""
    start = script.segment(found.start())[0]
    if terms := _named(script, start, found.start()):
        yield start, terms
    elif start > low:
        before = script.segment(start - 1)[0]
        terms = _named(script, before, start)
        if terms and not _SETTLES.search(script.text, before, start):
            yield before, terms


def _named(script: Script, low: int, high: int) -> list[str]:
    """The matters that a stretch names, none within the words of another (维持费用的承担 is no sharing of the costs of conversion)."""
    spans = [(found.span(), term) for term, pattern in _MATTERS for found in pattern.finditer(script.text, low, high)]
    return list(dict.fromkeys(term for span, term in spans if not any(other[0] <= span[0] < other[1] and other != span for other, _ in spans)))
