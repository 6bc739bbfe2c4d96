"""Templates as they are printed (Markdown and Word): what their blanks, boxes and limits leave open, in both languages."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from awardrules.agreement.template.examination import Examination, Fault
from awardrules.api import template
from awardrules.language import Lang
from awardrules.report.layout import as_plain
from awardrules.report.outline import as_lines
from awardrules.report.template import template_blocks, template_document

GRANT = "# 职务科技成果赋权协议（范本）\n\n甲方：____大学\n\n乙方：____（成果完成人团队）\n\n第一条 甲方将本成果部分所有权赋予乙方。\n\n"
USE = GRANT.replace("赋权协议", "长期使用权赋予协议").replace("部分所有权", "长期使用权")
BOX = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


@pytest.fixture
def examined(tmp_path: Path):  # type: ignore[no-untyped-def]
    def of(text: str, head: str = GRANT, pack: str = "shenzhen") -> Examination:
        (tmp_path / "范本.md").write_text(head + text, encoding="utf-8")
        return template(tmp_path / "范本.md", pack, "2025-03-20")

    return of


def shown(made: Examination, lang: Lang = "zh") -> str:
    return as_plain(as_lines(template_blocks(made, made.faults), lang))


def of_kind(made: Examination, *kinds: str) -> list[Fault]:
    return [fault for fault in made.faults if fault.kind in kinds]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("第二条 赋权方式：□按份共有 □共同共有。", "共有形式  按份共有、共同共有", "form of co-ownership  ownership by shares / joint ownership"),
        ("第二条 赋权方式：□一次性 □分阶段", "赋权模式  □一次性 □分阶段", "□一次性 □分阶段"),
        ("第二条 支付频次：□按季 □按年", "支付频次  □按季 □按年", "Choices that no fact is read from (1)"),
        ("第二条 支付频次：\n\n□ 按季\n\n□ 按年", "支付频次  □按季 □按年", "Choices that no fact is read from (1)"),
        ("第二条 转化方式：□自行实施 ☑许可 □转让", "□自行实施 □许可 □转让  许可", "□自行实施 □许可 □转让"),
    ],
)
def test_choices_are_shown_as_values_or_as_printed(examined, text, zh, en):
    made = examined(text)
    assert zh in shown(made)
    assert " ".join(en.split()) in " ".join(shown(made, "en").split())
    assert "未印" not in shown(made)


@pytest.mark.parametrize(
    ("text", "struck", "floor"),
    [
        ("使用权期限：□8年 □10年 □15年", "8 年", False),
        ("使用权期限：\n\n□ 8年\n\n□ 9年\n\n□ 10年", "8 年、9 年", False),
        ("使用权期限：□8年 □10年 □其他____年", "8 年", True),
        ("使用权期限：□8年 □10年 □其他____年（不少于10年）", "8 年", False),
        ("使用权期限：□8年 ☑10年 □15年", "8 年", False),
        ("使用权期限：□10年 □15年", "", False),
        ("使用权期限：□10年 □15年 □其他____年", "", True),
    ],
)
def test_each_choice_that_breaks_a_rule_is_shown_and_the_free_blank_beside_it(examined, text, struck, floor):
    made = examined(f"第二条 {text}", USE)
    assert [fault.remedy.zh for fault in of_kind(made, "option")] == ([f"删去或限定选项：{struck}"] if struck else [])
    assert [fault.remedy.en for fault in of_kind(made, "floor")] == (["print “not less than 10 years” at the blank"] if floor else [])


def test_a_tick_beforehand_that_breaks_a_rule_is_printed_text(examined):
    (fault,) = of_kind(examined("第二条 使用权期限：☑8年 □10年", USE), "printed", "option", "floor")
    assert (fault.kind, fault.clauses[0][1]) == ("printed", "use-right.term-min")


def test_choices_of_a_figure_are_tried_with_the_tick_that_makes_the_rule_apply(examined):
    made = examined("第二条 赋权方式：□按份共有 □共同共有。\n\n第三条 乙方份额：□60% □70% □其他____%。")
    (option,) = of_kind(made, "option")
    assert (option.remedy.zh, [item.shown.zh for item in option.filling]) == ("删去或限定选项：60%", ["60%", "按份共有"])
    (floor,) = of_kind(made, "floor")
    assert floor.remedy.en == "print “not less than 70%” at the blank"


def test_choices_that_break_a_rule_if_it_applies_are_told_with_what_that_waits_for(examined):
    reward = GRANT.replace("赋权协议", "转化收益奖励协议").replace("将本成果部分所有权赋予乙方", "以本成果转化收入奖励乙方")
    made = examined("第二条 甲方从转化净收入中提取：□50% □60% □70% □其他____% 用于奖励乙方。", reward)
    assert [(fault.title.zh, fault.remedy.zh) for fault in of_kind(made, "depends")] == [
        ("选项可能不符合：奖励总额比例", "删去或限定选项：50%、60%"),
        ("空白处可能须印明界限：奖励总额比例", "在空白处印明“不低于 70%”"),
    ]


@pytest.mark.parametrize("text", ["乙方占□60% □70%，甲方占□40% □30%。", "乙方享有所有权份额的□60% □70%，甲方享有□40% □30%。"])
def test_the_choices_of_each_holder_are_a_row(examined, text):
    made = examined(f"第二条 双方按份共有，{text}")
    assert [fault.remedy.en for fault in of_kind(made, "option")] == ["strike out or limit the option: 60%", "strike out or limit the option: 40%"]


def test_a_choice_against_the_limit_beside_it_is_shown(examined):
    table = "| 项目 | 选项 | 备注 |\n|---|---|---|\n| 共有形式 | □按份共有 □共同共有 | 二选一 |\n| 团队份额 | □60% □70% | 不得低于70% |\n"
    assert [fault.remedy.zh for fault in of_kind(examined(table), "option")] == ["删去或限定选项：60%"]


@pytest.mark.parametrize(
    ("note", "pack", "enough"),
    [
        ("不得低于70%", "shenzhen", True),
        ("不得低于60%", "shenzhen", False),
        ("大于50%", "guangzhou", True),
        ("不低于50%，不得超过90%", "guangzhou", False),
    ],
)
def test_a_limit_in_another_cell_counts_for_the_blank_of_its_row(examined, note, pack, enough):
    table = f"第二条 双方按份共有。\n\n| 项目 | 约定 | 备注 |\n|---|---|---|\n| 团队份额 | ____% | {note} |\n"
    assert (of_kind(examined(table, pack=pack), "floor") == []) is enough


@pytest.mark.parametrize(
    ("pack", "head", "text", "zh", "en"),
    [
        ("shenzhen", GRANT, "第二条 双方按份共有。", "增列一条，写明团队份额（不低于 70%）", "(not less than 70%)"),
        ("shenzhen", USE, "第二条 双方另行协商。", "许可期限为____年（不低于 10 年），自", "____ years (not less than 10 years) from"),
        ("guangzhou", USE, "第二条 双方另行协商。", "许可期限为____年（不低于 10 年），自", "____ years (not less than 10 years) from"),
        ("guangzhou", GRANT, "", "甲方占____%，乙方占____%（大于 50%）。", "Party B ____% (more than 50%)."),
    ],
)
def test_a_proposed_provision_prints_the_limit_of_the_rule(examined, pack, head, text, zh, en):
    made = examined(text, head, pack)
    remedies = of_kind(made, "term", "provision")
    assert any(zh in fault.remedy.zh and en in fault.remedy.en for fault in remedies), [fault.remedy.zh for fault in remedies]
    assert not any("{" in fault.remedy.zh + fault.remedy.en for fault in made.faults)


def test_json_tells_choices_and_what_may_be_written_beside_them(examined):
    made = examined("第二条 使用权期限：□8年 □10年 □其他____年。\n\n第三条 支付频次：□按季 ☑按年", USE)
    data = template_document(made, made.faults, (), "zh")
    (term,) = [blank for blank in data["blanks"] if blank["fact"] == "use_right.term_years"]
    assert (term["options"], term["free"], term["printed"]) == (["8", "10"], True, ["8年", "10年", "其他____年"])
    (row,) = data["choices"]
    assert (row["label"], row["options"], row["chosen"]) == ("支付频次", ["按季", "按年"], ["按年"])


def test_blanks_of_word(tmp_path: Path) -> None:
    """A control nobody filled in, check boxes line by line, a list to choose from, a text box, a cell."""
    paper = docx.Document()
    for line in ("职务科技成果赋权协议（范本）", "甲方：____大学", "乙方：____（成果完成人团队）", "第一条 甲方将本成果部分所有权赋予乙方。"):
        paper.add_paragraph(line)
    share = paper.add_paragraph("第二条 双方约定乙方所有权份额为")
    share._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入比例</w:t></w:r>"
            "</w:sdtContent></w:sdt>"
        )
    )
    share.add_run("%，其余归甲方。")
    paper.add_paragraph("第三条 共有形式：")
    for choice in ("按份共有", "共同共有"):
        line = paper.add_paragraph()
        line._p.append(
            parse_xml(
                f'<w:sdt {nsdecls("w")} {BOX}><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
                "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )
        line.add_run(choice)
    listed = paper.add_paragraph("第四条 激励方式：")
    items = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in ("先赋权、后转化", "先转化、后奖励"))
    listed._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:dropDownList>{items}</w:dropDownList><w:showingPlcHdr/></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>选择一项。</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    paper.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:100pt"><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>赋权公示天数：____日</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "成果类型", "□发明专利\n□软件著作权"
    paper.save(str(tmp_path / "范本.docx"))
    made = template(tmp_path / "范本.docx", "shenzhen", "2025-03-20")
    blanks = {blank.path: (blank.options, blank.bound) for blank in made.blanks}
    assert blanks["grant.team_share"] == ((), None)
    assert blanks["grant.co_ownership_form"] == (("by_shares", "joint"), None)
    assert set(blanks["grant.incentive_mode"][0]) == {"grant_then_convert", "convert_then_reward"}
    assert blanks["grant.publicity.days"] == ((), None)
    assert {"publicity.grant-days", "ownership.team-share-min"} <= {fault.clauses[0][1] for fault in of_kind(made, "floor")}
