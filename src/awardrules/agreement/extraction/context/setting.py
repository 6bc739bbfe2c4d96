"""What surrounds a stretch of the script: quoted law, conditions, examples, denial, plans. A value within one of them is no fact."""

from __future__ import annotations

import re
from collections.abc import Iterable

from awardrules.agreement.extraction.context.belonging import of_others
from awardrules.agreement.extraction.context.matters import of_another
from awardrules.agreement.extraction.context.neighbours import of_other_groups
from awardrules.agreement.extraction.context.reaching import FIELD, is_meeting, of_the_old, of_the_same_item, reaching, title_end, torn, under
from awardrules.agreement.extraction.context.supposing import SO_MADE, supposed
from awardrules.agreement.extraction.context.unsettled import other_business, unsettled
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, says
from awardrules.agreement.extraction.patterns.patterns import Context, Patterns
from awardrules.agreement.extraction.script.guidance import left_out
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.record import State

_DENIALS = (
    "不涉及|不存在|不属于|没有|并非|尚未|从未|不再|毋需|无需|不予|不得|禁止|未经|不会|均不|均未|并不|并未|也不|也未|亦不|"
    "亦未|暂不|不应|无须|不须|未被|不属|未予|未曾|毋须|毋庸|无庸|概不|遗漏|忘了|忘记|不|未|无|非|免|漏"
)
_DENIED = regex(
    rf"(?:{_DENIALS})"
    r"(?:[向对将在由就以其该本予以再进行另行]{0,4}|[^，。；：、｜（\n]{0,6}?)$"
    r"|(?:不再|不另|从未|未曾|没有|未|不)(?:就|向|对|因|为|与|同)[^，。；：｜（\n]{0,14}$"  # 不再就同一成果向其成员…
)
_NONE_OF = regex("(?:不属于|不隶属于|均非|都不是)[^，。；：｜\n]{1,20}、[^，。；：｜\n]{0,16}$")  # 不属于高校、科研机构或企业: none of them
_COMPARING = regex(
    f"[未不没](?:[作予]|有|用于|纳入|计入|列入|发放|分配|奖励|提取|用完|支出)[^，。；：\n]{{0,6}}?的(?=[{wording.VALUES}]|部分|余|净|收[入益]|款|资金|金额)|"
    "不(?:低于|少于|超过|高于|多于|足|限于|可撤销|可分割|可抗力|仅|论|同|断|动产)|无形|无偿|无异议|非专利|非职务|未来|未授权成果|非独占|无(?:创|线|损|机|菌|源|尘|毒|铅|醛|氟|卤|水|缝|核|土|刷|极|花果|溶剂|接触|人(?=机|船|艇|车|驾驶|值守|化|潜|平台|农场|系统|叉车|仓))|非(?:晶|接触|线性|织造|均|对称|编码|侵入|金属|牛顿|遗|洲|标|甾体|酒精|离子)|不(?:锈|饱和|对称|粘|燃|透|沾|停机|间断|敏|确定性)|未知|非排他|无论|并非仅|未尽|不同(?!意)|非领导|非科研|[防渗泄检补查]漏|漏(?=[电水气油斗洞磁检风])"
)
_LACKING = regex("[无非](?=(?P<what>[^，。；：｜（）\n]{2}))")
_TITLED = regex("《[^》]*》")
_QUOTED = regex("“[^”]*”|「[^」]*」|《[^》]*》")  # “柔性无创血糖贴片”: a name denies nothing
_AHEAD = regex(
    "应当?|(?<![需主重只想必纪提概摘首])要(?=在|于|把|先|给|向|报|补|公示|及时|尽快|尽早)|须|必须|需要?|拟|将(?=于|在|会|由|对|向|进行|另行|依法)|计划|预计|承诺|负责|保证在|(?<!所)(?<!持)有权(?![属利威]|机构|机关|部门|单位)|可以|可(?=以|在|向|自|由)|届时|待|争取|力争|准备|打算|义务|不得|方可|方能|^方(?=予(?:以|办|批|同|签)|[办行签进启组实报])|后再|尚待|尚需|另行|之前完成|(?<![目此以先提])前完成|视情况"
    f"|(?<![决商议确])定于(?=[{wording.DATE}{wording.DATES}])"
)

_ANSWERED_NO = regex(
    "[^，,。；;：｜\n]{0,24}[？?]?[：｜][ 　]*(?:否|无(?=$|[。；，\n｜ ])|没有|未|"
    "不(?:存在|影响|涉及|属于|(?:作为|计入|受|纳入|列入|占|滚入|上缴|缴)(?=$|[。；，\n｜ ])))"
)
# 是否受总量限制｜不受限制
_ASKED_NOT = regex("[^，,。；;：｜\n]{0,24}[？?]?[：｜][ 　]*不(?!少于|低于|超过|高于|多于|足|限于|仅|论|同)")
_UNDISPUTED = regex(
    "[^，。；：｜\n]{0,4}?(?:均|都|皆|亦|也)?(?:没有|无|不存在|并无|毫无)(?:任何)?(?:分歧|争议|争执|异议|疑义|疑问|不同(?:意见|看法))"
)
_WHO_DECIDES = regex(
    f"是否[^，。；：｜\n]{{1,8}}(?P<who>由(?:[{wording.UNIT}]|[^，。；：｜\n]{{1,10}}(?:会议?|班子|小组|学校|医院|单位))[^，。；：｜\n]{{0,6}}[决议]定)"
    "(?=[^。；\n]*(?:形成|已|业经|会议决定|决定[不对本]))"
)
_ANSWERED = regex("[^，,。；;：｜\n]{0,24}[？?]?[：｜][ 　]*(?:是|否|不|已|无|有|没有|未)")
# 是否评估，业经…决定: what was open is settled
_SETTLED = regex(
    "是否[^。；\n]{0,16}(?:业经|已经|业由|已由|[作做]出了?决[定议]|形成了?决[定议])"
    "|是否[^。；，\n]{0,12}由[^。；，\n]{1,12}决定[^。；\n]{0,24}(?:留痕|记录|在卷|在案|纪要|决议)"
)
_MAY = regex(
    "(?<!许)可以|(?<![许认])可(?=视(?!化|频|觉)|根据|依|采取|采用|选择|自(?!动)|单独|按|将|由|与|向|通过|约定|申请|协商|在|于|把|对|从|经|就|凭|另|随时|先|以|提[出取前请]|授予|优先|购买|受让|获得|享受|免|延长|续|终止|解除|减|适当|不|再|要求|决定|书面|直接|继续|同时)|也可|均可|有权选择|有权决定|不得|可能"
)
# …可以自生效满一年后，应对方请求，以转让方式…: a power reaches over when and how it may be used
_MAY_WHEN = regex("(?:(?<!许)可以|(?<![所持])有权)(?:自|在|于|待|随时)?[^，。；]{0,24}(?:后|前|时|内|期间)，(?:[^，。；]{0,16}，)?$")
_EITHER = regex("后?[，]?(?:[方才也均][可]?|可)以?(?:改|变更|调整|延长|缩短|解除|另|修改|终止|补充|续|提前)")
_ASKING = regex("\\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]\\s*)?[现特拟]?请(?!示|求|假|教|专|款)")  # 请资产处在月底前报送审批
_LISTED = regex(
    "是否[^，。；：｜\n]{1,12}，[都均]?(?:由|归|听|以|须经?|应经)[^，。；]{0,16}(?:主意|[决商]定|决策|拍板|主导|[作做]主|说了算|定夺|牵头|同意|为准)"
    f"|是否[^，。；：｜\n]{{1,12}}，[都均]?[{wording.UNIT}{wording.TEAM}](?:一家|自己|负责人)?(?:说了算|拍板|[作做]主|拿主意|定夺)"
)
_GOVERNS = regex(
    "应当?|可(?=[于在以向][^，。；]{0,14}(?:申请|提出|提交))|须|拟|有义务|负责|(?<![申邀聘])请(?=于|你|贵|在|尽快|抓紧|及时|各|课题|团队|将|按|会同)"
)
# 会议决定，由科技处自4月14日起公示: what a meeting charges somebody with
_CHARGED = regex(
    "(?:会议?|会上)[^，。；]{0,6}(?:决定|议定|明确|同意|要求)[，：]由[^，。；]{2,12}(?:处|科|部|中心|办公室|办|室)(?![^。；]{0,40}(?:已|业经))"
)
# minutes: …同意赋权。由科研处于4月14日至4月30日公示: what is to be done once the meeting is over
_ORDERED = regex(
    f"(?<![^。；\n])由[^，。；{wording.VALUES}]{{2,12}}(?:处|科|部|中心|办公室|办|室|院|会)[^，。；{wording.VALUES}]{{0,4}}(?:于|自|从|在)[{wording.DATES}{wording.DATE}]"
    "(?![^。；\n]*(?:已|业经|完成|收到|异议|期满|届满|结束|了(?!解)|[完办]毕))"
)
_PURPOSE = regex("[^，。；：｜\n]{0,6}(?:所必?需|需要的|所要求的)")  # 出具备案所需的文件
# 变更完成后由团队报学校备案: who is to do what comes next
_THEN_BY = regex("(?:完成|办[完结妥毕]|结束|通过|到位|签[订署]|生效|核准)(?:之|以)?后[，]?(?:再|即)?由")
# 内部分配的书面约定，团队要在公示结束以前补交
_TO_COME = regex(
    "[^，。；：｜\n]{0,30}，[^，。；：｜\n]{0,6}(?:应当?|要|须|需要?|必须|由[^，。；：｜\n]{1,6})(?:在|于)[^，。；]{0,14}(?:前|内|后)[^，。；]{0,4}(?:补|提交|递交|报送|签|交)"
)
# 著录项目变更办完之后，…: a step that something waits for; a day that stands beside it says that it has come
_ONCE_DONE = regex("[^，。；：｜\n]{0,3}?(?:以后|之后|后|之日起)(?:[，,](?!(?:现|均|并|即|业)?已)|由|再|方|才|即|起|[^，。；]{0,4}内)")
# 本协议签订后十个工作日内，科技处办理校内备案: a stretch of time that begins with what is still to come
_WITHIN = regex(
    f"(?:签[订署字约]|生效|批准|同意|通过|[届期]满|到[账位]|设立|成立|验收|办结|变更|交割|登记|付清|立项|公示|收到[^，。；]{{0,10}})(?:之?后|之?日起)[^，。；已]{{0,4}}[{wording.DURATION}](?:之|以)?内"
)
# 变更登记办结后，甲方将成果移出成果库: in a contract what follows on a step is still to come
_FOLLOWS = regex(
    f"(?:办[完结妥好]|办理完[毕成]|完成|结束|签[订署]|生效|付清|到[账位]|核准|交割|期满|届满)(?:手续|登记)?(?:之|以)?后，(?:即|再|及时)?由?[{wording.PARTIES}](?:即|再|及时|立即)?[将把][^，。；]{{0,24}}$"
)
_CONTRACT = regex("协议|合同|契约")
_DUTIES = regex("(?:义务|职责|责任|应|应当|须|必须)(?:如下|包括|有|是|为)?[：]?\\s*$")
_DONE = regex(f"已|业经|业由|[{wording.DATE}{wording.DATES}]|[完办]毕|了[^解]|过[^程户期]")
_ASSIGNED = regex(f"由(?:[{wording.PARTIES}]|[^，。；]{{0,10}}机构)[^，。；｜]{{0,4}}(?:办理|负责|填写|申请|缴纳|协助|配合|组织)")  # who is to do it
_NAMED_AHEAD = regex(
    f"{FIELD}|(?<=[{wording.DATE}])将(?=对[^，。；]{{1,14}}予以)|拟办(?:意见|单位)|应(?=若)|计划(?:财务|处|科|部|经济|生育)|应(?=[{wording.PARTIES}][的之]?(?:申请|请求|要求|书面))|答应|"
    "拟(?=(?:赋权|授权|授予|赋予|奖励|分配|许可|转让|让与|处置|出让|分享|使用|给予|确权|放弃|登记)[^，。；于自在至将应]{0,6}(?:事项|方案|结果|名单|情况|内容|份额|比例))|"
    "拟(?=定价|定(?=价|的?许可|的?转让|作价|的?交易)|议的?价|售|卖|出让|作价|交易|转让|成交|赋权|转化|许可|出资(?:作价)?(?:金额|价格|额)|入股(?:作价)?(?:金额|价格|额))|将(?=其|本|该|上述|成果|标的|所)|另行(?=[^，。；\n不未]{1,5}了)|(?:已|业已|已经)另行|(?:提出|表示|迫切|急|亟)需要?|需求|必需|应用|应当事人|相应|对应|适应|响应|供应|效应|反应|应收|应付|应缴|应得|应发(?=现金|奖|金额|数|总额|$)|应税|应纳|应到|计划书|科技计划|项目计划|研发计划|计划项目|应用|权利要求|应有|应付|负责人|待遇"
)
# what is told as done behind a duty; 应…，经科技处审核通过后登记 is not
_RELEASED = regex("已|业经|经(?!营|费|济|办|[^，。；]{1,12}后)|于" + wording.DATE + "(?![之以]?前)")


def denied_within(match: re.Match[str]) -> bool:
    """Whether a denial fills a gap of the wording (转化未取得积极进展); one that the wording itself holds is none. 无 and 非 deny what follows them
    at once (事前无约定, 非国有全资), not what else is told (无分歧，签了书面约定)."""
    said, written = _COMPARING.sub("", _QUOTED.sub("", match[0])), match.re.pattern
    if any(sign in said and sign not in written for sign in "未不没"):
        return True
    return any(lacks[0] not in written and lacks["what"] in written for lacks in _LACKING.finditer(said))


def _masked(match: re.Match[str]) -> str:
    return "〇" * len(match[0])


_HERE, _FROM_OUTSIDE = b"\1", b"\2"
# 下一步计划：…, 草案曾写：“…”, 除非…: words that govern whatever stands behind them
_GOVERNING = regex("[：:“]$|^[，；\\n]?(?:如果|若是|若|倘|假如|除非|一旦|要是|万一)")
_LEADS = regex("[：:“]")
_STRUCK = {"passage": regex("^（.+）$"), "match": regex("^[^《]*“.+”")}  # （本条已删除）, 不存在“…”的情况: all there is
_ONWARD = ("wish", "onward", "turned", "led", "period")  # reaches of words that take out what stands behind them


class Setting(State):
    """Every context of a script as one mark per character.

    0 stands outside of it, 1 where its words may be part of a statement, 2 where they govern it from outside (a lead, a quotation, an if).
    """

    script: Script
    names: tuple[str, ...]
    marks: dict[str, bytearray]

    def at(self, start: int, end: int, despite: frozenset[str] = frozenset(), ignoring: frozenset[str] = frozenset()) -> str:
        """The name of a context that a stretch lies in; empty where it lies in none.

        `ignoring` are contexts that do not count, `despite` those that do only where they govern from outside.
        """
        for name, marks in self.marks.items():
            marked = marks[start:end]
            here, around = 1 in marked, 2 in marked
            if name in ignoring or not (here or around) or (name == "law" and self._spans_a_title(marks, start, end)):
                continue
            if (name in despite or (name == "earlier" and "former" in despite)) and here:
                continue
            if name == "former" and not marks[start] and not marks[end - 1]:  # 期限由十年改为十二年，到…止: only spoken over
                continue
            return "former" if name == "earlier" else name
        return ""

    def _spans_a_title(self, marks: bytearray, start: int, end: int) -> bool:
        """Whether the words only go around the title of a document (经领导小组依照《赋权办法》审议)."""
        inner = list(_TITLED.finditer(self.script.text, start + 1, end - 1))
        return bool(inner) and end - start - marks.count(0, start, end) == sum(found.end() - found.start() for found in inner)

    def denied(self, start: int, end: int) -> bool:
        """Whether the words at `start` are denied (不涉及, 尚未): by what stands before them in their segment, or by an answer behind (：否)."""
        low, _ = self.script.segment(start)
        if low < start and "：" in self.script.text[low:start]:
            low = self.script.text.rindex("：", low, start) + 1
        before = _COMPARING.sub(_masked, _QUOTED.sub(_masked, self.script.text[low:start])[-18:])
        if _DENIED.search(before) or _NONE_OF.search(self.script.text, low, start):
            return True
        if _UNDISPUTED.match(self.script.text, end):
            return False
        if _ANSWERED_NO.match(self.script.text, end) or ("是否" in self.script.text[low:end] and _ASKED_NOT.match(self.script.text, end)):
            return True
        behind = self.script.text[end : end + 6].lstrip("？?：:）) ｜")  # 权属清晰、不存在负担 denies nothing
        if behind.startswith(("否", "不涉及", "无，", "无；", "无。", "无\n", "没有", "不存在", "暂无", "尚无")):
            return True
        return self._answered_in_its_words(start, end)

    def _answered_in_its_words(self, start: int, end: int) -> bool:
        """Whether the words are a label, and the cell behind it denies them (对外许可｜截至本次更新，团队未对外许可)."""
        text = self.script.text
        if text[end : end + 1] != "｜":
            return False
        stop = min((at for sign in "｜\n" if (at := text.find(sign, end + 1)) >= 0), default=len(text))
        again = text.find(text[start:end], end + 1, stop)
        return again >= 0 and _DENIED.search(_COMPARING.sub(_masked, text[end + 1 : again])) is not None

    def open_question(self, start: int, end: int) -> bool:
        """Whether the words only ask (是否…), and no answer stands behind them."""
        if self.script.text[start - 1 : start + 1] == "有无":  # 有无权属争议 asks; 无权属争议 are no words of it
            return True
        low, _ = self.script.sentence(start)
        at = self.script.text.rfind("是否", max(low, start - 10), end)
        if at >= 0 and (told := _WHO_DECIDES.match(self.script.text, at)) is not None and start < told.end("who") <= end:
            return False  # 是否评估由校务会议自主决定
        asked = at >= 0 and not any(sign in self.script.text[at:end] for sign in "｜：")  # behind a cell or colon stands the answer
        if asked and (_ANSWERED.match(self.script.text, end) or _SETTLED.search(self.script.text, low, end)):
            return False
        if asked and at < self.script.segment(start)[0] and _LISTED.match(self.script.text, at):
            return False  # 卖给谁、是否入股，由负责人拿主意: what is decided on
        behind = self.script.text[end : end + 8].lstrip("？?：:）)、 ｜")
        return asked and not behind.startswith(("是", "否", "不", "已", "无", "没有"))

    def permitted(self, start: int, end: int, within: bool = False) -> bool:
        """Whether the words only say what a party may do, or which ways there are; with `within` words of theirs may say so too."""
        low, high = self.script.segment(start)
        if self.script.text[low : low + 1] in "并且也亦":  # 价格可以协议定价，并在院内公示
            low = self.script.segment(low - 1)[0] if low else low
        stop = end if within else start
        if _MAY_WHEN.search(self.script.text[self.script.sentence(start)[0] : low]):
            return True
        spoken = _QUOTED.sub(_masked, self.script.text[low:stop])  # a quotation permits nothing
        return bool(_MAY.search(spoken) or _EITHER.match(self.script.text, end, min(high, end + 10)))

    def ahead(self, start: int, end: int) -> bool:
        """Whether the words speak of what is still to be done."""
        low, _ = self.script.segment(start)
        before = _NAMED_AHEAD.sub("", _QUOTED.sub("", self.script.text[low:end]))  # “拟穴青蟹育苗法” is a name
        if _ASSIGNED.search(before) and not _DONE.search(self.script.text, *self.script.sentence(start)):
            return True
        if _THEN_BY.search(before) and not _DONE.search(self.script.text, *self.script.sentence(start)):
            return True
        if _ONCE_DONE.match(self.script.text, end) and not _DONE.search(self.script.text, low, end):
            return True
        if _TO_COME.match(self.script.text, end) and not _DONE.search(self.script.text, low, end):
            return True
        if _AHEAD.search(before) or _ASKING.match(before) or _PURPOSE.match(self.script.text, end) or self._owed(start, end):
            return True
        lows, _ = self.script.sentence(start)
        if (within := _WITHIN.search(self.script.text, lows, start)) and not _DONE.search(self.script.text, within.end(), end):
            return True
        if (then := _FOLLOWS.search(self.script.text, lows, end)) and not _DONE.search(self.script.text, lows, end) and self._is_contract():
            return then.end() >= start
        whole = _NAMED_AHEAD.sub(lambda m: "〇" * len(m[0]), self.script.text[lows : end + 14])
        opening = _QUOTED.sub(_masked, whole[: start - lows])
        if _CHARGED.search(self.script.text, lows, end) or (is_meeting(self.script) and _ORDERED.match(self.script.text, lows)):
            return True
        governing = max((m.end() for m in _GOVERNS.finditer(opening)), default=-1)
        return governing >= 0 and not any(found.start() < len(opening) for found in _RELEASED.finditer(whole, governing))

    def _is_contract(self) -> bool:
        """Whether the paper is called a contract, and tells of no steps that were taken."""
        return _CONTRACT.search(self.script.text, 0, title_end(self.script)) is not None

    def _owed(self, start: int, end: int) -> bool:
        """Whether the words are an item of a list of duties (乙方的义务：…), and do not say themselves that it is done."""
        low, high = self.script.segment(start)
        if _DONE.search(self.script.text, low, max(high, end)):
            return False
        return any(_DUTIES.search(self.script.text, first, last) for first, last in self.script.above(self.script.passage_at(start)))


# 双方曾于…签订《使用权协议》，把“…”交团队使用: where a paper speaks of one result alone, that is the result
EARLIER = frozenset({"earlier"})
OF_THE_RESULT = frozenset(
    f"result.{one}" for one in ("ip_type", "ip_status", "is_service_result", "title_holder", "made_in_unit_task", "funding_source")
)
_ASKED = regex("？")
_DEALT = regex("协议|合同|约定")
_NAME = regex("“[^”，。；]{4,40}”")


def settings(script: Script, patterns: Patterns) -> Setting:
    """The contexts of a script."""
    marks: dict[str, bytearray] = {}
    text = script.text
    # 我校 and 本院 speak themselves; 学校 may be a word of the quoted text
    nouns = frozenset(noun for listed in patterns.soft.values() for noun in listed if noun[0] not in "我本贵你")
    head = text[: title_end(script)]
    named = {role for role, sign in (("unit", wording.UNIT), ("team", wording.TEAM), ("other", wording.OTHER)) if sign in text}
    names = {found[0] for found in _NAME.finditer(text)}
    lone = names.pop() if len(names) == 1 else ""
    for context in patterns.contexts:
        if context.not_title and says(head, context.not_title, 0, len(head)):
            continue
        if (context.title and not says(head, context.title, 0, len(head))) or not context.parties <= named:
            continue
        own = marks.setdefault(context.name, bytearray(len(text)))
        for found in matches(text, context.say):
            if torn(text, found.start(), found.end()):
                continue
            start, end = reaching(script, context.reach, found.start(), found.end(), nouns)
            if context.name == "former":
                start = max(start, of_the_old(script, found.start()))
            if context.name == "condition" and SO_MADE.fullmatch(text, start, found.end()):
                continue
            told = (
                marks.setdefault("earlier", bytearray(len(text)))
                if lone and context.name == "former" and _DEALT.search(found[0]) and lone in text[start:end]
                else own
            )
            beside = _beside(script, context, found, start, end)
            _mark(told, start, end, *beside)
            if context.reach in ("led", "section"):
                for passage in (under if context.reach == "led" else of_the_same_item)(script, found.end()):
                    _mark(own, passage.start, passage.end, *((passage.start, passage.end) if beside == (start, end) else (0, 0)))
    for found in _ASKED.finditer(text):  # what is asked is not said
        _mark(marks.setdefault("plan", bytearray(len(text))), *script.sentence(found.start()))
    for name, start, end in (
        *supposed(script),
        *unsettled(script),
        *other_business(script),
        *left_out(script),
        *of_another(script, patterns),
        *of_other_groups(script),
        *of_others(script, patterns),
    ):
        _mark(marks.setdefault(name, bytearray(len(text))), start, end, start, end)
    _over_all_parts(script, marks.values())
    return Setting(script, tuple(marks), marks)


def _over_all_parts(script: Script, every: Iterable[bytearray]) -> None:
    """Of a sentence that is taken part by part: what a context takes out at the edge of a part, it takes out of the next one too."""
    starts, ends = script.sentences
    joined = [at for at in range(1, len(starts)) if ends[at - 1] == starts[at] and script.text[starts[at] - 1] not in wording.STOPS]
    for marks in every if joined else ():
        for at in joined:
            if marks[ends[at - 1] - 1]:
                _mark(marks, starts[at], ends[at])
        for at in reversed(joined):
            if marks[starts[at]]:
                _mark(marks, starts[at - 1], ends[at - 1])


def _beside(script: Script, context: Context, found: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """Where, of the stretch that words take out, they may be part of a statement: all of it, none, or where they stand themselves."""
    if context.reach in _STRUCK and _STRUCK[context.reach].search(found[0]):
        return start, start
    if _GOVERNING.search(found[0]) or (context.reach in _ONWARD and _LEADS.match(script.text, found.end())):
        return script.segment(found.start())[0], found.end()
    return start, end


def _mark(marks: bytearray, start: int, end: int, low: int = 0, high: int = 0) -> None:
    """Marks a stretch: as governed from outside, but for what lies between `low` and `high`."""
    first, last = min(max(low, start), end), min(max(high, start), end)
    marks[start:first] = _FROM_OUTSIDE * (first - start)
    marks[first:last] = marks[first:last].replace(b"\0", _HERE)
    after = max(first, last)
    marks[after:end] = _FROM_OUTSIDE * (end - after)
