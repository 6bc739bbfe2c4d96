"""What tells of a name whose it is: the words that names of units, teams and companies end with, and what is no name of a party."""

from __future__ import annotations

from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.programs import regex
from awardrules.record import Record

SO_CALLED = "(?:(?:以下|下面|下文|下)(?:[简合统自又均]?称|叫)|[简合统自]称)"
QUOTED = regex(r"[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』]")
PERSONS = regex(r"[\u4e00-\u9fff·]{2,4}(?:[、，,和及][\u4e00-\u9fff·]{2,4})*(?:等[\u4e00-\u9fff\d]{0,4}人?)?")
NOT_PARTY = ("成果", "协议", "合同", "专利", "软件", "技术", "项目", "方案", "办法", "指引", "条例", "意见", "公司法", "份额", "收入", "收益")
_SOMEBODY = ("组", "队", "方", "人", "人员", "公司", "中心", "单位")
FIRST = 16
# lines of a form that name somebody's office, or another's right
NO_LABEL = regex(
    "收件|发件|登记|经手|填报|报送|主题|法定|代表|负责|联系|经办|代理|主持|记录|出席|列席|参会|到会|见证|鉴证|专利权|著作权|权利人|品种权|归属|权属|审批|审核|抄|签|证明|申报|填|制表|保证|担保|承办|责任|当事|收件|收文"
    "|完成人|发明人|设计人|参与|参加|合伙|投资|控股|持股|股东|牵头|带头|监督|复核|报告|听取|异议|主导|决策|决定|保管|介绍|推荐|评估|评审|公示|双方|各方|三方|多方|对方|地方|官方|官|关系|相关|第三|他人|任何|法人|自然人|[一二三四五六七八九十两几0-9]人"
)
COUNTED = regex("等?(?:全体)?(?:[一二两三四五六七八九十0-9]+|全体)?[人名位](?:同志|老师|成员|同事)?$")
ITEMS = regex("[①-⑳][ \u3000]*")


class Party(Record):
    """One party: the role, the names it goes by in this document, and where it is declared in the script."""

    role: str
    names: tuple[str, ...]
    start: int
    end: int


def is_thing(alias: str) -> bool:
    """Whether an alias names a thing the paper speaks of (本成果, 标的专利) and nobody: 项目组 and 技术方 are somebody."""
    return any(word in alias for word in NOT_PARTY) and not alias.endswith(_SOMEBODY)


def ends_as(name: str, role: str, patterns: Patterns) -> bool:
    """Whether a name is that of a bearer, and not a sentence that speaks of one."""
    return any(name.endswith(word) for word in patterns.roles[role].get("names", ()))


def role_by_name(name: str, patterns: Patterns) -> str:
    """The role that what a bearer is called tells: the last word of its name counts (大学科技园有限公司 is a company)."""
    best, role = (-1, 0), ""
    for candidate, groups in patterns.roles.items():
        for word in groups.get("names", ()):
            place = name.rfind(word)
            if place >= 0 and (place + len(word), len(word)) > best:
                best, role = (place + len(word), len(word)), candidate
    if role == "unit" and is_name(name[best[0] :].strip(), patterns.people):  # 机电学院郑伯钧: somebody of the unit
        return "team"
    return role
