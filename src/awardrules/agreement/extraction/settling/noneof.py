"""Lists of cases to tick of which none holds (□涉及国家秘密 □不符合科技伦理 ☑以上情形均无): each case that is offered is denied."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

_NONE = regex(
    "(?:经(?:核查|审查)，?)?(?:(?:以上|上述|前述|上列|前列)(?:各|三|四|五|六|诸)?[项种]?(?:不可赋权|情形|情况|问题)?|各项|全部)(?:均|都|皆|全)?"
    "(?:无|没有|不存在|不涉及|不属于|不具有|未发现|否)|(?:均|都|皆)(?:无|没有|不存在|不涉及|不属于)(?:(?:以上|上述|前述)?(?:情形|情况)?)"
    "|(?:无|没有|不存在|不属于|未发现|不涉及)(?:以上|上述|前述|上列)(?:任何|任一|各)?[项种]?(?:情形|情况|问题)?"
)
_CASES = (  # what is offered, the fact, and what its denial says
    (regex("(?:涉及|涉|属于?|含有?|关乎)[^，；]{0,6}(?:国家秘密|国家机密)|涉密(?:成果)?"), "result.state_secret", False),
    (
        regex("(?:影响|危害|损害|危及|有损|涉及)[^，；]{0,8}(?:国家利益|公共利益|国家安全|公共安全)[^，；]{0,14}"),
        "result.national_interest_risk",
        False,
    ),
    (regex("(?:不符合|违反|违背|不合|未通过)[^，；]{0,8}伦理[^，；]{0,6}|(?:存在|有)[^，；]{0,4}伦理(?:问题|风险)"), "result.ethics_compliant", True),
    (regex("权属[^，；]{0,4}(?:有|存在|不清|不明)[^，；]{0,6}|(?:有|存在)[^，；]{0,2}权属(?:争议|纠纷)"), "result.title_clear", True),
)
_EDGE = " 　。；，\n"
_DENIED = regex("不涉|不属|不影响|未影响|不存在|没有|无[^，；]{0,4}(?:影响|风险)|不违反")


def claims(script: Script) -> Iterator[Claim]:
    """What the lists deny of which it is ticked that none of their cases holds."""
    for block in script.blocks:
        passage = _passage(script, block) if block.checked and _NONE.search(block.text) else None
        if passage is None:
            continue
        boxes = [mention for mention in grammar.read(normalise(block.text)).mentions if mention.kind == "tick"]
        ticked = [option.strip(_EDGE) for mention in boxes for option in mention.chosen]
        if len(ticked) != 1 or not _NONE.fullmatch(ticked[0]):
            continue
        offered = [option for mention in boxes for option in mention.options if option not in mention.chosen]
        for pattern, path, value in _CASES:
            if any(pattern.search(option) and not _DENIED.search(option) for option in offered):
                yield Claim(path, value, passage.start, passage.end)


def _passage(script: Script, block: Block) -> Passage | None:
    """The passage a block is read in: that of its row where it is a cell."""
    own = next((one for one in script.passages if one.block.start <= block.start < max(one.block.end, one.block.start + 1)), None)
    return own or next(
        (one for one in script.passages if block.table is not None and (one.block.table, one.block.row) == (block.table, block.row)), None
    )
