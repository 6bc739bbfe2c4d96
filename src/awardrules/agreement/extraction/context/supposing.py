"""What the form of a sentence takes out: a case with all that follows from it, what is listed as forbidden, what is hoped for or scheduled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

# 涉及国家秘密的，…; 属于…的成果，…: cases that are supposed, not stated. 系执行任务完成的 and 本成果…的 state what is
_CASE = regex("(?<![^。；，：\n])(?P<case>[^。；，：｜\n]{2,40}(?<!标)(?<!目)的)，")
_KIND = regex(
    "(?<![^。；，：\n])(?P<case>(?:凡|对于?)?(?:属于|涉及|可能影响|存在|权属不|不属于|不涉及)[^。；，：｜\n]{1,24}的(?:成果|专利|技术|项目|情形|事项|(?:职务)?科技成果(?=[，、可应不须由均]))(?![。；\n]))"
)
# 约定按份共有的，乙方持有65%: a case that the paper has chosen, by a tick or in words, is no supposition
_CHOICE = regex(
    "(?:[0-9.]+ ?|（[一二三四五六七八九十]+）)?(?:双方|甲乙双方)?(?:约定|选择|采用|采取|实行|勾选|选用|属于|为|系)?[“”]?"
    "(?P<choice>按份共有|共同共有|独占许可|排他许可|普通许可|所有权赋权|长期使用权)[“”]?的"
)
_OTHERS = {"按份共有": ("共同共有",), "共同共有": ("按份共有",)}
_OFFERED = regex("(?:[如若]|可以?|或者?|选择|是否)[^，。；]{0,6}$|^[^，。；]{0,4}(?:或|还是|的，)")
_FOLLOWS = regex("致使?|导致|造成|以致|经(?:书面)?催告|且(?!已)")  # 甲方未配合办理登记，致使注册受阻的，…: the case began before
_AFTER = regex("(?<![^。；，：\n])(?P<case>[^。；，：｜\n]{0,20}(?:终止|解除|届满|到期|失效|撤销|清算|注销)(?:后|时|的|之后|之日)?)，")
# 汤若水24万元: a name
_IF = regex(
    f"(?<!假)(?:(?<![{wording.SURNAMES}])"
    "(?<!欧阳)(?<!上官)(?<!皇甫)(?<!慕容)(?<!司徒)(?<!东方)(?<!公孙)(?<!端木)(?<!宇文)(?<!令狐)"
    "(?<![与和由向对给是为系请让经、，。；：\n（][应任程金石方高钱史于易安成常齐文明何白江严莫孔武万龙雷段章管包池闻满古司温竺])"
    f"若(?![干尔]|[{wording.VALUES}、：｜（(]|拿|分得|领[{wording.VALUES}]|同志|教授|老师|本人|的(?:奖|贡献|收益|受奖|职务))|倘)"
)
_LIKE = regex(
    f"(?:^|(?<=[。；，：\n（])|(?<=[一二三四五六七八九十][、）]))如(?![下上期实数约同此何是前图表其示：，；。、）]|果然|愿以偿|火如|[\u4e00-\u9fff]?[{wording.VALUES}、：｜])"
    f"(?=[^，。；｜\n]{{2,30}}[，；])"
)
# 是完成人为实施该技术而创办的，创办已经我院同意: says how it came about, and supposes nothing
SO_MADE = regex(f"(?:也|亦|即|均|都)?(?:并?不)?[是系](?:由)?[{wording.TEAM}{wording.PERSON}{wording.UNIT}][^，。；若如]{{0,30}}的，")
_STATED = regex(
    "[写做签办]成了[^，]{0,6}的$|也[签写立订]了[^，]{0,6}的$|^(?:照|按|依|如)[^，]*(?:说|讲|谈|商量)[定好过]?的$|^(?:都|就|得|全)?听|(?:剩下|余下|剩余|其余)的$|^(?!.*(?:今后|将来|以后|日后|后续|可能|再)).*[\u4e00-\u9fff]出来的$"
    "|(?:任务|课题|项目)[里中时上]?(?:[做干搞弄]|完成|形成|研制|开发|选育|育成)成?的$"
    "|(?:财政|政府|国家|市里|省里|区里|县里)(?:出钱|出资|拨款|拿钱|投资)?(?:举?办|设立?|建)的$"
    "|(?:都|全|也|均|主要)(?:用|靠|归|借|拿|花)[^，]{1,10}的$"
    f"|[{wording.DATE}][^，]{{0,6}}(?:签|办|做|交|提|报|批|立|填|写|拿|发|定|谈|披露|登记|公示)[出好下成]?的$"
    "|系|(?:使用权|方式|性质|类型)为|(?<!如)(?<!若)是"
    "|本(?:成果|专利|技术|项目)|该(?:成果|专利|技术)|上述|所称|我们|咱们|均|以?下(?:称|简称)|如下|公示(?![^，]{0,12}(?:异议|期满|届满|结束|通过)的$)|目的|为目的|已|需要?表决的$|须表决的$|表决时$"
)
_ALLOWS = regex("[^，。；]{0,8}?(?:可以?(?:申请|向|要求|提出|再|续|延长|重新|由|进一步)|有权|再行|方可)")
# 甲方收到申请后，应在30日内决定: what a duty waits for has not happened
_UPON = regex(
    f"(?<![^。；，：\n])(?P<case>[^。；，：｜\n{wording.DATE}{wording.DATES}]{{2,30}}(?:后|之日起))，"
    f"(?=[^。；{wording.DATE}已]{{0,24}}(?:应当?(?!用)|须|将(?=在|于|由|会|按|对|向)|可以|(?<!所)有权|负责))"
)
_STEP = "(?:通过|同意|批准|核准|审定|审议|审批|审核|表决|决议|决定|讨论|公示|无异议|异议|期满|届满|备案)"
# 审议同意并公示15日、无异议之后，本协议生效; 院务会审议本协议后生效; 表决通过后实施: what is agreed for when a step has been taken
_AWAITED = regex(
    f"(?:{_STEP}[^，。；：｜\n]{{0,10}}?(?:之?后|之日起?|时)[，]?(?:[^，。；：｜\n{wording.VALUES}]{{0,10}}?(?:生效|成立)|(?:方|即|再|才|始)?(?:实施|执行|履行|组织实施))"
    f"|{_STEP}[^，。；：｜\n]{{0,4}}(?:之?后|之日)，(?:[{wording.PARTIES}]|双方|各方)?(?:方|即|再|才|始)?(?:取得|享有|办理[^，。；了]{{0,6}}(?:变更|登记|转移)|可以?(?!能))"
    f"|{_STEP}[^，。；：｜\n]{{0,4}}(?:后|之日起?)?，?(?:[{wording.PARTIES}]|双方|各方|本协议|本合同)?(?:方可|方能|方得|始得|才能|才可)"
    f"|经[^，。；：｜\n]{{0,16}}(?:同意|批准|核准|通过)，(?:[{wording.PARTIES}]|双方|各方|任一方)(?:方?可以?(?!能)|方能|才能|有权))(?![^，。；]{{0,6}}了)"
)
_TAKEN = regex(f"已|业经|业由|[{wording.DATE}{wording.DATES}{wording.NO_DATE}{wording.BLANK}]|了(?!解)|[完办]毕|曾|此前|现(?!金|有)")
_AS_SAID_BY = regex("以[^，。；：｜\n]{2,24}(?:载明|记载|确定|写明)的[^，。；：｜\n]{1,8}为准")  # 以院务会决议载明的日期为准
_SCHEDULE = regex("工作计划|进度计划|进度安排|时间安排|工作安排|日程|预计|拟办")  # what heads rows of days to come
_SCHEDULED = regex("^(?!.*(?:实际|已|情况|结果)).*(?:待办|(?:计划|预计|拟定|拟|预定)(?:完成|办理)?(?:时间|日期))")  # the heads of its columns
_STEPS = regex("第[一二三四五六七八九十1-9]步|(?:流程|程序|步骤|环节)(?:为|是|如下)?：")  # how a grant goes, where no day is told
_SETTLES = regex("即将|同意|决定|批准|准予|下月|本月|年底|明年|今年")  # 同意在原期限届满后再延长五年, 因期限即将届满: no case that is supposed
_ENDED = regex(f"[至到于]{wording.DATE}(?:届满|到期|终止|期满)$")  # 公示至…届满，: a day that has come
# 不得：（一）…；（二）向境外许可, 下列事项须经…同意：: what the items name has not been done
_FORBIDDEN = regex("(?:不得|严禁|禁止)(?:有|从事|实施|擅自)?(?:下列|以下|如下)?[^，。；：\n]{0,10}：(?!\n)")
_RESERVED = regex(
    "(?:(?:不得|严禁|禁止)[^，。；]{0,16}|(?:下列|以下|如下)[^，。；]{0,16}(?:须|应当?|需|方可)[^。；]{0,24}|(?:须经|需经|应经|应当经)[^。；]{0,24}"
    "|(?:有|发生|出现|存在|属于|遇)(?:下列|以下)[^。；]{0,12}(?:情形|情况|行为|事由|事件|之一)[^。；]{0,12})：\\s*$"
)
# 下列事项须经全体股东同意：… what is listed is what may come up
_TO_PASS = regex(
    "(?:下列|以下|如下)[^。；：]{0,16}(?:事项|事宜|行为|决定|决议|重大)[^。；：]{0,24}(?:须|应|需)[^。；：]{0,24}(?:同意|通过|批准|表决)"
    "|(?:下列|以下)(?:情形|情况)之一"
)
# 有下列情形之一的，甲方得撤销：…；期满六个月仍未转化。 and 下列事项须经双方书面同意：…；向境外转让。, in one paragraph
_CASES = regex(
    "(?:(?:有|发生|出现|存在|属于?|遇)(?:下列|以下|如下)[^。；：\n]{0,12}(?:情形|情况|行为|事由|事件|之一)[^。；：\n]{0,30}"
    "|(?:下列|以下|如下)[^。；：\n]{0,12}(?:事项|事宜|行为|情形)[^。；：\n]{0,8}(?:须|应当?|需|方可)[^。；：\n]{0,20}(?:同意|批准|许可|表决|通过))：(?!\n)"
)
_PLAN = regex("有意(?![识思见])|意欲|预计|预期|预估|估算|有望|力争|争取|鼓励|倡导|设想|展望|推动(?=各?(?:单位|高校|院所|机构))")


# 附件三 以前签过的（仅供对照，已失效）: what stands beneath is no more
_PAST = regex(
    "旧(?:文件|协议|合同|约定)|以前签|以往签|往期|历史协议|历次协议|历史文件|已失效|已废止|已作废|已终止|仅供(?:对照|参考|参阅)|供对照|前期协议"
)
_CAPTION = 40  # signs of a line above a table


def _caption(script: Script, passage: Passage) -> str:
    """The short line above the table that a row is of, or the heading of a passage."""
    if passage.block.part == "table":
        index = script.first_rows[passage.block.table].index
        if index and (above := script.passages[index - 1]).end - above.start <= _CAPTION:
            return script.text_of(above)
    return script.text_of(script.passages[passage.heading[0]]) if passage.heading else ""


def _chosen(script: Script, case: re.Match[str]) -> bool:
    """Whether a case is what the paper has chosen before: said without a condition and without its alternative."""
    named = _CHOICE.match(case["case"])
    if named is None or named.end() < len(case["case"]):
        return False
    choice = named["choice"]
    before = script.text[: case.start()]
    place = before.rfind(choice)
    if place < 0 or any(other in before for other in _OTHERS.get(choice, ())):
        return False
    behind = before[place + len(choice) :]
    return not _OFFERED.search(before[max(place - 12, 0) : place]) and not _OFFERED.search(behind[:8])


def supposed(script: Script) -> Iterator[tuple[str, int, int]]:
    """What the form of a sentence takes out: a case with all that follows from it, and what is hoped for."""
    text = script.text
    for passage in script.passages:
        if passage.lead is not None and _TO_PASS.search(script.text_of(script.passages[passage.lead])):
            yield "condition", passage.start, passage.end
    for pattern in (_CASE, _KIND, _AFTER):
        for found in pattern.finditer(text):
            if pattern is _AFTER and _SETTLES.search(found["case"]):
                continue
            if pattern is _CASE and _ALLOWS.match(text, found.end()):  # 转化已有进展的，可以申请延长: no fact, though it says 已
                stated = _STATED.search(found["case"].replace("已", ""))
            else:
                stated = _STATED.search(found["case"])
            if not stated and not _ENDED.search(found["case"]) and not (pattern is _CASE and _chosen(script, found)):
                low, high = script.sentence(found.start("case"))
                yield "condition", low if _FOLLOWS.match(found["case"]) else found.start("case"), high
    for found in _UPON.finditer(text):
        if "已" not in found["case"]:
            yield "condition", found.start("case"), found.end("case")
    for found in _AWAITED.finditer(text):
        low, _ = script.sentence(found.start())
        if not _TAKEN.search(text, low, found.end()):
            yield "condition", low, found.end()
    for found in _AS_SAID_BY.finditer(text):
        yield "condition", found.start(), found.end()
    for passage in script.passages:
        if passage.block.part != "table":
            continue
        head = script.first_rows[passage.block.table]
        if any(_SCHEDULE.search(text, low, high) for low, high in script.above(passage)) or _SCHEDULED.search(script.text_of(head)):
            yield "plan", passage.start, passage.end
    for found in _STEPS.finditer(text):
        low, high = script.sentence(found.start())
        if not re.search(f"已|[完办]毕|[{wording.DATE}{wording.DATES}]", text[low:high]):
            yield "plan", low, high
    for found in _LIKE.finditer(text):  # 如向境外转移，…
        yield "condition", found.start(), script.sentence(found.start())[1]
    for found in _IF.finditer(text):
        low, _ = script.segment(found.start())
        if found.start() - low <= 8:
            yield "condition", found.start(), script.sentence(found.start())[1]
    for passage in script.passages:
        if passage.lead is not None and _RESERVED.search(script.text_of(script.passages[passage.lead])):
            yield "condition", passage.start, passage.end
        if _PAST.search(_caption(script, passage)):
            yield "former", passage.start, passage.end
    for pattern in (_FORBIDDEN, _CASES):
        for found in pattern.finditer(text):
            stop, last = text.find("。", found.end()), script.passage_at(found.start()).end
            yield "condition", found.end(), stop if 0 <= stop < last else last
    for found in _PLAN.finditer(text):
        yield "plan", found.start(), script.segment(found.start())[1]
