"""What an agreement calls its parties, however it says so: a short word beside the name of a bearer that acts as a party further on.

`Grantor 赋权方：某研究所`, `某研究所 (SIBE)`, `（甲方）某大学`, `某大学作为甲方`, `“前大”：某大学`, `某组｜LZ`: no list of labels is asked.
The name of the bearer (大学, 课题组, 公司) tells the role, and a word counts only where the paper lets it hold, get, owe or do something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from awardrules.agreement.extraction.patterns.patterns import Patterns, People
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.script import Passage
from awardrules.agreement.programs import regex

LONGEST, SHORTEST, FULL = 12, 3, 20  # signs of a name that a party goes by; of its full name
_TWO = regex("[\u4e00-\u9fff]*(?:学院|学校|医院|研究所|研究院|大学|单位|中心|公司|[所院校站]里?)[与和同跟](?=[\u4e00-\u9fff]{3})")
# 除非学校和课题组…: words that open a sentence are of no name
_OPENS = regex("除非|如果|若是|倘若|假如|一旦|要是|万一|鉴于|因为|由于|关于|对于|至于|即使|虽然|尽管|只要|凡是|据悉|此外|另外|同时|目前|随后|最终")
_SECTION = regex("转移|转化|运营|交易|评估")  # 技术转移中心 is a part of the unit, or nobody's
_SEALED = regex("[（(](?:公章|盖章|签章|章)[）)]")  # who signs says nothing of what others are called
_SENTENCE = regex(
    "[将按与由以在对经为和及把从向给所得依照奖励同意就本我该其各使是有谁推选归提成净、如若倘凡写]"
    "|同意|批准|授予|赋予|准予|根据|领导|工作小|评审|专家|完成人|主要|一方$"
)
COLUMN = "｜"
BESIDE = 120  # signs before and behind a name, more than any word for it takes
_NAME = "[\u4e00-\u9fff]{1,10}|[A-Za-z][A-Za-z.&-]*(?: [A-Za-z.&-]+){0,2}"
_ONE = regex(_NAME)
_LATIN = regex("[A-Za-z]")
_FOREIGN = regex(
    "[A-Z][a-z]+(?:[ ·][A-Z][a-z]+)+(?<!Group)(?<!Team)(?<!Institute)(?<!University)(?<!Hospital)(?<!School)(?<!Lab)(?<!Party)"
)  # Martin Liu
# certain ends of a name: 上海某院作为甲方, not 学院路
_NAME_ENDS = ")(?=[^\u4e00-\u9fff]|$|作为|为[甲乙丙\u4e00-\u9fff]{1,5}[方人]|即|是[甲乙丙]|与|和|等|全体|双方|关于)"
_PEOPLE = regex(
    "(?<![\u4e00-\u9fff、])(?P<people>[\u4e00-\u9fff]{2,3}(?:[、和][\u4e00-\u9fff]{2,3}){1,9})(?:等?[一二三四五六七八九0-9]{0,2}[人位])?(?![\u4e00-\u9fff、])"
)
_IN_TURN = regex("[（(](?:以下|下文|下)?(?:分别|依次|各)(?:[简合]?称|叫)(?:为|作)?(?P<names>[^（()）]{2,24})[）)]")
_MARKED = regex('[“"「『‘【\\[]([^”"」』’】\\]]{1,12})[”"」』’】\\]]')
_OF_A_TEAM = regex('[“"「『‘][^”"」』’]{1,20}[”"」』’](?=团队|课题组|项目组|研究组|研发组)')  # “磁控上料机”团队: the name of the result
_BRACKET = regex(r"\s*(?:全体)?(?:成员)?(?:[一二两三四五六七八九十0-9]{1,3}[人名位])?\s*[（(【\[](?P<inside>[^（()）【】\[\]]{1,40})[）)】\]]")
_INTO = regex(r"\s*，?\s*(?:即|作为|为|是|系)\s*(?P<one>[甲乙丙]方|[\u4e00-\u9fff]{1,5}(?:方|人))(?![\u4e00-\u9fff])")
_CELL = regex(rf"\s*｜\s*(?:[代简]?称[谓呼]?[：:]\s*)?(?P<one>{_NAME})\s*(?=｜|\n|$)")
_LABEL = regex(
    r"(?:^|(?<=[；。，、\n]))"
    r"(?P<label>[\u4e00-\u9fffA-Za-z0-9（()）【】\[\]“”\"「」/ .·-]{1,36}?)\s*(?:[：:=｜]|—{1,2}|-{1,2}|、|\s|[为是系即指])\s*[“\"]?$"
)
_NUMBERED = regex(r"^\s*(?:第?[0-9一二三四五六]{1,2}(?:\.[0-9]{1,2})*(?:条|[、.）)])?|[（(][0-9一二三四五六]{1,2}[）)])\s*(?=[^0-9.])")
_HUG = regex(rf"(?P<one>{_NAME})\s*[（(]$")
_AHEAD = regex(r"(?P<label>(?:[^\s；。，：:、｜\n]{1,12})?[（(【\[][^（()）【】\[\]]{1,12}[）)】\]])\s*$")
_LEADING = regex("^(?:由|以|与|和|及|以及|代表|本[所院校]|(?:就|向|兹|今)?[与对])")
_SAID = regex(
    "(?:为?本(?:协议|合同|文|函)(?:之目的)?[，,]?|以下|下面|下文|后文|文中|文内|后面|下|均|一律|统一|[简合统]?称|叫|记|用|即|的|为|作|全称|名称|单位名称|团队名称|代替|表示|[：:])"
)
_SPLIT = regex(
    '[（()）【】\\[\\]“”"「」『』/／|｜,，、;；]|\\s{2,}|或者?|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fffA-Za-z])|(?<=[A-Za-z.]{3}) ?(?=[\u4e00-\u9fff])'
)
_NOBODY = regex(
    "法定|代表|负责|联系|股东|股权|股份|出资(?!方|人)|分红|定价|经办|代理|主持|记录|出席|列席|见证|鉴证|专利权|著作权|权利人|品种权|审批|审核|抄送|签字|签署|盖章|证明|申报|填表|制表|保证|担保|当事|完成人|发明人|设计人"
    "|参与|合伙|控股|持股|监督|复核|报告|听取|异议|主导|决策|决定|保管|介绍|推荐|评估|评审|公示|双方|各方|三方|多方|对方|地方|官方|关系|第三|他人|任何|地址|电话|邮箱|住所|日期|时间"
    "|合作|协作|共建|协办|上级|托管|监管|成果|协议|合同|专利|软件|项目名|方案|办法|收益|份额|比例|附件|说明|性质|类型|备注|序号|姓名|职称|主体|定义|转移|运营|交易|领导|专家|谁|目录|条款|名单|归属$|权属$|权利归|身份|职务|职称|岗位|收件|发件|抄报|主题|主管|开户|账户|银行|系统|平台|编号|页|第.{0,2}[条章节]|[一二三四五六七八九十0-9]{1,3}$"
    "|^(?:国有|民营|私营|外资|合资|集体|中小|小微|高新技术|科技型|上市)[^，。；]{0,6}(?:企业|公司)$|^(?:事业|企业)(?:单位|法人)$"
)
_BEFORE = regex("^|(?<=[，。；：、（\n｜由向给归与和对经为以按让把将及于从该若益入得/“ \u3000])")
_AFTER = regex("[占享持拿得获分取应须将可负承同愿已的与和、及一方有所提在按为收拥保留付支放交认自经于给让把：/（\ue000-\ue00b]| ?[\ue000-\ue00b]|”")
_TO, _DONE = "由给归与和向", "，。；、作"  # 由X作…, 归X。
_SOMEBODY = ("方", "人", "者", "组", "队", "校", "院", "所", "们", "公司", "企业", "大学", "学院", "医院", "中心")
_GROUP = ("团队", "组", "完成人")
_SURE = 2  # times a word that does not end as those of parties do must act as one


def called(passages: list[Passage], text: str, patterns: Patterns, told: Set[str]) -> Iterator[tuple[str, str]]:
    """Each word that some passages of an opening set beside the name of a bearer, with the role of that bearer; only words that act as a party.

    A name that stands there without any such word is a party where nothing else tells who has its role (`told`).
    """
    names = {word: role for role, groups in patterns.roles.items() for word in groups.get("names", ())}
    ends = regex("(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + _NAME_ENDS) if names else None
    for above, passage in zip([None, *passages], passages, strict=False):
        if _SEALED.search(text, passage.start, passage.end):
            continue
        bearers = list(_bearers(passage, text, names, ends, patterns.people))
        for begin, end, role in bearers:
            for word in (
                *_beside(text, passage, begin, end, patterns.people),
                *(() if role in told or role == "other" else _shorter(text[begin:end])),
            ):
                if acts(word, text) and _fits(word, role, names, patterns.soft):
                    yield word, "team" if role == "unit" and word.endswith(_GROUP) else role  # 申请团队：某实验室
        if above is not None and passage.block.part == above.block.part == "table":  # 甲方｜乙方 above 某院｜某组
            yield from ((word, role) for word, role in _by_column(text, above, passage, bearers, patterns.people) if acts(word, text))
        for found in _IN_TURN.finditer(text, passage.start, passage.end):
            before = [role for _, end, role in bearers if end <= found.start()][-2:]
            for word, role in zip(_words(found["names"], patterns.people), before, strict=False):
                yield word, role


def _fits(word: str, role: str, names: Mapping[str, str], nouns: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a word is no full name of somebody else, nor a common noun for him: 某大学 before 、该校某团队 is not what the team is called."""
    if any(word in listed for other, listed in nouns.items() if other != role) and role == "team":
        return False
    other = next((told for name, told in names.items() if word.endswith(name) and len(word) > len(name) + 1), role)
    return other == role or word.endswith(_GROUP)


def _bearers(passage: Passage, text: str, names: Mapping[str, str], ends: re.Pattern[str] | None, people: People) -> Iterator[tuple[int, int, str]]:
    """Where a passage names a bearer, from where to where, and the role that this tells; people by name are a team."""
    for found in ends.finditer(text, passage.start, passage.end) if ends is not None else ():
        begin = found.start()
        while begin > passage.start and ("\u4e00" <= text[begin - 1] <= "\u9fff" or text[begin - 1] == "·"):
            begin -= 1
        if (opened := _OPENS.match(text, begin, found.start())) is not None:
            begin = opened.end()
        if (beside := _TWO.match(text, begin, found.end())) is not None:  # 学院与智能装备课题组: the second of two
            begin = beside.end()
        if not _SECTION.search(text, begin, found.end()):
            yield begin, found.end(), names[found[0]]
    for found in _PEOPLE.finditer(text, passage.start, passage.end):
        if all(is_name(one, people) for one in re.split("[、和]", found["people"])):
            yield found.start(), found.end(), "team"


def _beside(text: str, passage: Passage, begin: int, end: int, people: People) -> Iterator[str]:
    """The words beside a name that stands there."""
    behind = text[end : min(end + BESIDE, passage.end)]
    before = text[max(begin - BESIDE, passage.start) : begin]
    if (bracket := _BRACKET.match(behind)) is not None and not re.search("[：:]", bracket["inside"]):
        yield from _words(bracket["inside"], people)
    for pattern in (_INTO, _CELL):
        if (found := pattern.match(behind)) is not None:
            yield from _words(found["one"], people)
    if _LEADING.match(text[begin:end]) is not None:
        return
    for pattern in (_HUG, _AHEAD, _LABEL):
        if (found := pattern.search(before)) is not None:
            yield from _words(_NUMBERED.sub("", found.groupdict().get("label") or _LEADING.sub("", found["one"])), people)


def _by_column(text: str, above: Passage, passage: Passage, bearers: list[tuple[int, int, str]], people: People) -> Iterator[tuple[str, str]]:
    """The words that head the columns in which a row names bearers."""
    heads = text[above.start : above.end].split(COLUMN)
    if text.count(COLUMN, passage.start, passage.end) + 1 != len(heads):
        return
    for _, end, role in bearers:
        head = _SEALED.sub("", heads[text.count(COLUMN, passage.start, end)])
        for word in _words(head, people) if "（" not in head else ():
            if word.endswith(_SOMEBODY):
                yield word, role


def _shorter(name: str) -> Iterator[str]:
    """What a name may be shortened to: 农科院 of 某地农科院, 保鲜组 of 鲜花保鲜组."""
    if len(name) <= FULL and not _SENTENCE.search(name):
        yield from (name[-length:] for length in range(len(name), SHORTEST - 1, -1))


def _words(said: str, people: People) -> Iterator[str]:
    """The words of a label or a bracket that may name a party."""
    said = _OF_A_TEAM.sub("", said)
    marked = _MARKED.findall(said)
    for part in marked or _SPLIT.split(said):
        word = _SAID.sub("", part).strip(" \u3000·.-")
        if not _ONE.fullmatch(word) or word in ("人", "方") or len(word) > (LONGEST if not _LATIN.match(word) else 2 * LONGEST):
            continue
        if word[-1] in "甲乙丙" and len(word) > 1:  # 订约方甲
            yield word[-1] + "方"
        if not _NOBODY.search(word) and (word.endswith(_SOMEBODY) or not is_name(word, people)) and not _FOREIGN.fullmatch(word):
            yield word
            if word in "甲乙丙":
                yield word + "方"


def acts(word: str, text: str, *, sure: bool = False) -> bool:
    """Whether a word holds, gets or owes something in a text; twice where nothing else makes it `sure` that the word is a party."""
    wanted = 1 if sure or word.endswith(_SOMEBODY) else _SURE
    place = text.find(word)
    while wanted and place >= 0:
        end = place + len(word)
        acting = _acts_at(text, place, end)
        wanted -= acting
        place = text.find(word, end if acting else place + 1)
    return not wanted


def _acts_at(text: str, place: int, end: int) -> bool:
    if _LATIN.match(text, place):
        return not (_LATIN.match(text, max(place - 1, 0), place) or _LATIN.match(text, end, end + 1))
    acting = _BEFORE.match(text, place) and _AFTER.match(text, end)
    return acting is not None or (place > 0 and text[place - 1] in _TO and end < len(text) and text[end] in _DONE)
