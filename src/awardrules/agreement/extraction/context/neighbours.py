"""Groups of the house that a paper names besides its own: 遥感课题组, 李老师那个组. What is told of them is not told of the team.

A group is another one where the words that name it stand neither in what the team is called nor where the paper says what it is about, and the
paper does not speak of it throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from awardrules.agreement.extraction.context.matters import ANOTHER
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex

OFTEN = 3  # times that a paper names a group it speaks of throughout
LONG = 14  # signs before the noun in which a name is looked for
FIRST = 8  # passages in which a paper says what it is about
_NOUN = regex(
    "课题组|项目组|研究组|研发组|攻关组|创新组|团队|(?<=[师授任士工])组(?![成织建合长员内])|(?<=那)个?组|组(?=20[0-9]{2}年|去年|前年|上年|今年|那|的[^织成]|[^，。；组]{2,12}一案)"
)
_NO_NAME = regex("[^\u4e00-\u9fff]|[的由与和向给归经对把将为是在等及或让请按以从被跟同了到该本此各每第任我你您咱他她其]")
_SINCE = regex(
    "^(?:去年|前年|上年|今年|早年|此前|当时|其中|另有|还有|包括|例如|比如|隔壁|今后|目前|现有|学院|学校|医院|研究院|研究所|单位|院里|所里|校里|院内|校内|所内)+"
)
# words that say what sort of group it is, not which
_SORT = regex(
    "(?:科研|研发|研究|创新|核心|技术|项目|课题|发明|完成人?|成果|全体|整个|主要|原有?|新|所在|有关|相关|任何|全部|所有|上述|前述|两个|三个|几个|多个|这个|那个|一个|各个|"
    "专家|评审|律师|顾问|管理|工作|领导|审计|调查|核查|检查|验收|评估|谈判|法务|财务|编写|起草|执行|服务|运营|销售|市场|生产|工程|临床|医疗|护理|教学|学生|志愿|创业|"
    "企业|公司|受让|合作|外部|联合|共同|对方|赋权|转化|转移|持股|获奖|受奖|申请人?|授权|被|受|方|甲|乙|丙|丁|人|小|大|本科|青年|骨干|学科|学术|高层次|人才|"
    "负责|牵头|参与|内部|其他|其它|另|别|兄弟|同|跨|医工|产学研|试点|首批|一线|现|拟|已|经|均|都|也|就|可|应|须|不|未|没|有|要|会|能|作|并|且|但|而|则|即|如|若|凡|因|于|至|后|前|时|中|上|下|内|外|间)+"
)
# 部分所有权赋予团队, 附件一团队成员份额表: no name, though it stands before the noun
_NO_PART = regex(
    "(?:赋予|授予|给予|交予|转予|要求|收益|所得|合称|统称|简称|下称|以下称|问过|附件[一二三四五六]?|附表[一二三四五六]?|这一点|通知|请示|允许|同意|告知|规定|促使|督促"
    "|协助|配合|指导|支持|帮助|代表|属于|归属|奖励|奖给|发给|分给|留给|拨给|交给|转给|付给|授权|提醒|答复|答应|承诺|联系|召集|约谈|听取)$"
)
# 遥感课题组2024年取得…, 药学系吴团队的缓释微球技术: it has a history and results of its own
_HISTORY = regex(
    "(?:在|于|也|已|就|曾)?(?:20[0-9]{2}年|去年|前年|今年|上年|早年|当年|那次|那回|那[件项个]|前几年|几年前|上个月|上回|上次)"
    "|的(?!职务|科技成果)[^，。；、的]{2,12}(?:专利|软件|成果|品种|技术|著作权|疫苗|装置|方法)|[^，。；]{0,14}(?:一案|一事|另案)"
)
_MADE = regex("[^，。；]{0,12}?(?:完成|做|研|开发|选育|执行|承担|育成|发明)")
_OWN_WORK = regex("[^，。；]{0,8}(?:完成|形成|做出|研制|取得)的?(?:职务|本成果|科技成果|“)")
_LEAD = regex("(?:老师|教授|主任|博士|工程师|院长|所长|书记|研究员)(?:那个?)?$")
_ANY_TEAM = regex("(?:该|其|那个)?(?:科研|研发|研究)?(?:团队|课题组|项目组|研究组|小组|组里?|老师|完成人|成员)(?:成员)?")  # 李老师那个组…，团队占八成
# 李老师那个组的协议里写明：…
_THEIR_PAPER = regex(
    "[^，。；：]{0,4}的?(?:[^，。；：]{0,6}(?:协议|合同|方案|文件|材料|报告|申请)书?)[^，。；：]{0,4}"
    "(?:写明|写着|写的是|写道|载明|约定|规定|说)[了]?(?:：|，|“)"
)
_OURS = regex(f"[{wording.TEAM}{wording.PERSON}]|我们|本(?:成果|次|项|协议|合同|团队|组|专利|表|件)|该(?:成果|专利|项)|标的")


def other_groups(script: Script, roles: Mapping[str, str], people: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a script names a group that is not its team, each from the first sign of the name to the end of the noun."""
    if "team" not in roles.values():
        return
    text = script.text
    team = [name for name, role in roles.items() if role == "team"]
    ours = {*team, *people, *re.findall("“([^“”\n]{2,40})”", text)}
    for found in _NOUN.finditer(text):
        low = max(found.start() - LONG, 0)
        before = text[low : found.start()]
        stops = [stop.end() for stop in _NO_NAME.finditer(before)]
        name = before[stops[-1] if stops else 0 :]
        core = _SINCE.sub("", name)
        start = found.start() - len(core)
        if (
            len(core) < len("两字")
            or _SORT.fullmatch(core)
            or _NO_PART.search(core)
            or any(core + found[0] in one or one.endswith(core + found[0]) for one in team)
        ):
            continue
        if (
            core.endswith("小")
            or _OWN_WORK.match(text, found.end())
            or (text[start - 1 : start] in ("是", "系", "由") and _MADE.match(text, found.end()))
        ):
            continue  # 是某某老师课题组完成的
        titled = _LEAD.search(core)
        if titled is None and _HISTORY.match(text, found.end()) is None:
            continue
        if titled is not None:
            surname = core[titled.start() - 1 : titled.start()]
            if any(one.startswith(surname) for one in ours if len(one) <= len("复姓四字")) or _opens_with(script, f"{surname}[\u4e00-\u9fff]", start):
                continue
        elif text.count(core) >= OFTEN or any(_shared(core, one) for one in ours) or _said_before(script, core, start):
            continue
        yield start, found.end()


def _shared(core: str, other: str) -> bool:
    """Whether two signs of a name that stand together stand together in another."""
    return any(core[at : at + 2] in other for at in range(len(core) - 1) if not _SORT.fullmatch(core[at : at + 2]))


def _said_before(script: Script, core: str, place: int) -> bool:
    """Whether the paper has words of the name where it says what it is about."""
    here = script.passage_at(place).index
    return any(_shared(core, script.text_of(passage)) for passage in script.passages[: min(FIRST, here)])


def _opens_with(script: Script, pattern: str, place: int) -> bool:
    here = script.passage_at(place).index
    return any(re.search(pattern, script.text_of(passage)) for passage in script.passages[: min(FIRST, here)])


def of_other_groups(script: Script) -> Iterator[tuple[str, int, int]]:
    """What is told of other groups: the sentence that names one, up to where it speaks of the team again."""
    for place, sign in enumerate(script.text):
        if sign != wording.NOBODY or not script.raw(place).endswith(("组", "团队")):
            continue
        passage = script.passage_at(place)
        low, _ = script.segment(place)
        if _OURS.search(script.text, low, place):
            continue  # 团队与某某课题组共同完成
        stop = script.text.find("。", place, passage.end)
        stop = passage.end if stop < 0 else stop
        if _THEIR_PAPER.match(script.text, place + 1):
            yield ANOTHER, low, passage.end
            continue
        back = next((found for found in _OURS.finditer(script.text, place + 1, stop) if not _ANY_TEAM.fullmatch(script.raw(found.start()))), None)
        yield ANOTHER, low, script.segment(back.start())[0] if back is not None else stop
