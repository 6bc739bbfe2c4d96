"""A long grant agreement: the clauses that settle the grant, and around them the general and technical clauses that make agreements long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

PAGE = 880  # characters of a page of body text
GRANT = (
    "职务科技成果赋权协议",
    "甲方（单位）：东江大学",
    "乙方（成果完成人团队）：柔性传感课题组",
    "一、成果情况：本协议所称成果为“柔性压力传感阵列及其制备方法”，系执行甲方任务并主要利用甲方物质技术条件完成的职务科技成果，已获发明专利授权。",
    "该成果权属清晰，不涉及国家秘密，未设质押，也未许可他人使用。",
    "二、赋权方式：甲方将该成果所有权的百分之七十赋予乙方，甲方保留百分之三十，双方按份共有。",
    "三、决策与公示：本次赋权经甲方校长办公会2025年3月12日集体审议通过，自2025年3月13日至2025年3月31日在甲方校内公示，公示期内未收到异议。",
    "四、转化期限：乙方应自本协议签订之日起三年内实施转化；逾期未转化的，甲方可以收回赋予的权利。",
    "五、收益分配：转化所得扣除直接成本后的净收入，百分之八十归乙方，百分之二十归甲方。",
    "六、乙方内部收益由其书面约定：周以宁占百分之五十，何书远占百分之三十，梁可占百分之二十。",
    "七、乙方按季度向甲方报告成果转化的进展。",
    "八、甲方对赋权成果实行单列管理，不纳入国有资产清产核资范围。",
    "九、变更登记：双方自签订之日起三十日内办理专利权人的变更登记，费用由甲方承担。",
    "十、本协议自双方签字盖章之日起生效，签订日期为2025年4月8日。",
)
GENERAL = (
    "{n}.1 本条所称“{thing}”，指附件清单中列明、由{who}负责{do}并交存备查的{thing}及其后续版本，不含第三方单独提供的部分。",
    "{n}.2 {who}应当指定{count}名联系人负责{thing}的{do}工作，联系人变更的，应当提前{days}日书面通知对方，未通知的，原联系方式仍然有效。",
    "{n}.3 {thing}的{do}应当符合本行业通行的技术规范；规范有更新的，双方协商确定适用的版本，协商不成的，适用签订时的版本。",
    "{n}.4 在{do}{thing}过程中形成的记录由{who}保管，保管期限不少于{years}年；对方需要查阅的，应当在{days}日内提供，并可以收取必要的复制费用。",
    "{n}.5 任何一方对在履行中知悉的有关{thing}的未公开信息负有保密义务，未经书面同意，不得向他人披露，法律另有规定的除外。",
    "{n}.6 {thing}在{do}中出现缺陷的，{who}应当在收到通知后{days}日内查明原因并提出处理意见；处理所需的配合工作由对方负责。",
    "{n}.7 因不可抗力不能{do}{thing}的，受影响一方应当及时通知，并在{days}日内提供证明，双方根据影响程度商定是否延期。",
    "{n}.8 一方迟延{do}{thing}的，经催告后仍不改正，应当按日承担违约责任，但累计不超过该部分价款的百分之{count}。",
    "{n}.9 {thing}的验收由双方共同组织，参加验收的人员不少于{count}人，验收意见书面签署后生效；验收不合格的，应当在{days}日内整改。",
    "{n}.10 技术参数：工作温度{count}至{days}摄氏度，采样频率不低于{years}0赫兹，线性误差不大于千分之{count}，连续运行不少于{days}0小时。",
    "{n}.11 培训：{who}应当就{thing}的{do}向对方提供不少于{count}次培训，每次不少于{years}学时，培训资料归接受培训一方使用。",
    "{n}.12 通知应当以书面形式送达首部所列地址；以电子邮件送达的，以进入对方系统的时间为送达时间，遇节假日顺延。",
)
THINGS = (
    "样机",
    "工艺文件",
    "试验数据",
    "源程序",
    "测试报告",
    "图纸",
    "用户手册",
    "标准样品",
    "检测装置",
    "接口文件",
    "封装模具",
    "校准记录",
    "备件清单",
)
DEEDS = ("移交", "维护", "测试", "标定", "归档", "修订", "检验", "安装", "调试", "复核", "备份")
TITLES = ("术语", "资料", "试验", "培训", "保密", "验收", "维护", "通知", "违约", "不可抗力", "争议", "记录", "技术参数")


def paragraphs(pages: int) -> list[str]:
    """The paragraphs of an agreement of about so many pages."""
    out, length = list(GRANT), sum(map(len, GRANT))
    general = _general()
    while length < pages * PAGE:
        out.append(next(general))
        length += len(out[-1])
    return out


def _general() -> Iterator[str]:
    things, deeds, titles = cycle(THINGS), cycle(DEEDS), cycle(TITLES)
    for number in count(11):
        yield f"第{number}部分　{next(titles)}（附件{number - 10}）"
        for place, clause in enumerate(islice(cycle(GENERAL), number % len(GENERAL), number % len(GENERAL) + 9)):
            yield clause.format(
                n=number,
                thing=next(things),
                do=next(deeds),
                who="甲方" if (number + place) % 2 else "乙方",
                count=2 + (number + place) % 7,
                days=5 + (3 * number + place) % 26,
                years=2 + number % 5,
            )


def as_word(path: Path, pages: int) -> None:
    """Writes it as a Word document."""
    from docx import Document

    document = Document()
    for text in paragraphs(pages):
        document.add_paragraph(text)
    document.save(str(path))


def as_pdf(path: Path, pages: int) -> None:
    """Writes it as a PDF in a font that is not in the file."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph(text, style) for text in paragraphs(pages)])
