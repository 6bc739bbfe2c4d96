"""`extract` and `check` on agreements."""

from __future__ import annotations

import pytest

from awardrules import yamlfile
from awardrules.facts.reading import read_deal
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary
from cli.calling import call

AGREEMENT = """职务科技成果所有权赋权协议

甲方（单位）：深圳市岭湾理工大学，系利用深圳市财政性资金设立的市属高等院校，位于本市辖区内。
乙方（成果完成人团队）：薄膜课题组

第一条 本成果为职务科技成果，已获授权发明专利，权属清晰，不涉及国家秘密。

第二条 双方对本成果按份共有，乙方持有{share}的份额，甲方持有其余份额。

第三条 甲方自2025年2月17日起至2025年3月5日止在校内公示，期间未收到异议。

第四条 转化净收益由乙方分得75%，甲方分得25%。

甲方（盖章）　　　　乙方（签字）
签订日期：2025年3月20日
"""


@pytest.fixture
def agreement(tmp_path):
    def write(share="70%", name="协议.txt", text=AGREEMENT):
        path = tmp_path / name
        path.write_text(text.replace("{share}", share), encoding="utf-8")
        return path

    return write


def test_the_report_names_state_fact_sentence_and_clause(agreement):
    result = call("extract", agreement(), "--lang", "zh", "--format", "plain")
    assert result.code == 0
    assert "写明" in result.out
    assert "团队份额：70%  [grant.team_share]" in result.out
    assert "第二条  “第二条 双方对本成果按份共有，乙方持有70%的份额，甲方持有其余份额。”" in result.out


def test_english_is_spoken_too(agreement):
    result = call("extract", agreement(), "--lang", "en", "--format", "plain")
    assert "team share: 70%" in result.out
    assert "unit: 甲方" in result.out


def test_the_data_holds_spans_of_the_running_text(agreement):
    path = agreement()
    data = call("extract", path, "--format", "json").data()
    assert data["schema"] == "awardrules/extraction/1"
    assert data["parties"]["乙方"] == "team"
    fact = next(item for item in data["facts"] if item["path"] == "grant.team_share")
    assert (fact["state"], fact["value"], fact["values"]) == ("stated", "0.7", [])
    quote = fact["evidence"][0]
    assert set(quote) == {"text", "part", "clause", "page", "start", "end"}
    assert len(quote["text"]) == quote["end"] - quote["start"]


def test_the_deal_it_writes_is_one_that_check_reads(agreement, tmp_path):
    path, deal = agreement(), tmp_path / "deal.yaml"
    assert call("extract", path, "-o", deal).code == 0
    text = deal.read_text(encoding="utf-8")
    assert "  # 第二条 “第二条 双方对本成果按份共有，乙方持有70%的份额，甲方持有其余份额。”\n  team_share: 70%\n" in text
    read = read_deal(text, str(deal), shared_vocabulary(data_root()))
    assert read.facts["grant.team_share"] == 700_000
    assert (
        call("check", deal, "--pack", "shenzhen", "--format", "json").data()["clauses"]
        == (call("check", path, "--pack", "shenzhen", "--format", "json").data()["clauses"])
    )


def test_hostile_text_stays_in_its_comment(agreement, tmp_path):
    deal = tmp_path / "deal.yaml"
    call(
        "extract", agreement(text=AGREEMENT.replace("{share}", "70%").replace("第三条 ", "第三条 \x85grant: {team_share: 1%}\u2028\x0b")), "-o", deal
    )
    assert read_deal(deal.read_text(encoding="utf-8"), "deal", shared_vocabulary(data_root())).facts["grant.team_share"] == 700_000
    assert yamlfile.load(deal) is not None


def test_check_shows_the_sentence_a_finding_rests_on(agreement):
    path = agreement("60%")
    result = call("check", path, "--pack", "shenzhen", "--lang", "zh", "--format", "plain")
    assert result.code == 1
    assert f"（{path} 第二条：“第二条 双方对本成果按份共有，乙方持有60%的份额，甲方持有其余份额。”）" in result.out
    assert "2025-03-20" in result.out
    markdown = call("check", path, "--pack", "shenzhen", "--lang", "zh", "--format", "markdown").out
    assert "乙方持有60%的份额" in markdown


def test_evidence_in_the_data_gains_the_sentence_and_keeps_its_keys(agreement):
    path = agreement("60%")
    data = call("check", path, "--pack", "shenzhen", "--format", "json").data()
    result = next(item for item in data["results"] if "ownership.team-share-min" in item["clauses"])
    evidence = next(fact["evidence"] for fact in result["facts"] if fact["path"] == "grant.team_share")
    assert evidence["file"] == str(path)
    assert evidence["line"] > 1
    assert evidence["quote"].startswith("第二条 双方对本成果按份共有")
    assert (evidence["clause"], evidence["page"]) == ("第二条", None)
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])


def test_a_contradiction_is_named_and_fails_only_where_every_reading_fails(agreement):
    twice = AGREEMENT.replace("甲方持有其余份额。", "变更登记时乙方的份额为{other}。")
    bad = call("check", agreement("60%", text=twice.replace("{other}", "65%")), "--pack", "shenzhen", "--format", "json").data()
    assert bad["clauses"]["ownership.team-share-min"] == "fail"
    mixed = call("check", agreement("60%", text=twice.replace("{other}", "75%")), "--pack", "shenzhen", "--format", "json").data()
    assert mixed["clauses"]["ownership.team-share-min"] == "unknown"
    conflict = next(item for item in mixed["conflicts"] if item["fact"] == "grant.team_share")
    assert [reading["value"] for reading in conflict["readings"]] == ["0.6", "0.75"]


def test_facts_beside_the_agreement_are_merged(agreement, tmp_path):
    extra = tmp_path / "extra.yaml"
    extra.write_text("result: {recipient_identified: true, prospect_clear: true}\n", encoding="utf-8")
    data = call("check", agreement(), "--pack", "shenzhen", "--facts", extra, "--format", "json").data()
    used = {fact["path"]: fact["evidence"]["file"] for result in data["results"] for fact in result["facts"] if fact["evidence"]}
    assert used["result.prospect_clear"] == str(extra)


def test_a_fact_that_both_state_differently_is_a_conflict_with_both_places(agreement, tmp_path):
    extra, path = tmp_path / "extra.yaml", agreement()
    extra.write_text("grant: {team_share: 60%}\n", encoding="utf-8")
    data = call("check", path, "--pack", "shenzhen", "--facts", extra, "--format", "json").data()
    conflict = next(item for item in data["conflicts"] if item["fact"] == "grant.team_share")
    assert [(r["value"], r["evidence"]["file"]) for r in conflict["readings"]] == [("0.7", str(path)), ("0.6", str(extra))]
    told = call("check", path, "--pack", "shenzhen", "--facts", extra, "--lang", "en", "--format", "plain").out
    assert "team share is stated in different ways: 70%" in told


SALE_AND_GRANT = (
    "三方合同\n甲方（单位）：南岭研究所\n乙方（成果完成人团队）：磁体项目组\n丙方（受让方）：南岭磁材有限公司\n\n"
    "第一条 根据甲、乙双方此前签订的赋权协议，标的专利由双方按份共有，乙方占70%，甲方占30%。\n"
    "第二条 甲方、乙方将标的专利一并转让给丙方，转让价款300万元。\n\n本合同于2025年1月15日签订。\n"
)


def test_it_is_said_as_what_an_agreement_is_judged_and_what_it_only_tells_of(tmp_path):
    path = tmp_path / "合同.txt"
    path.write_text(SALE_AND_GRANT, encoding="utf-8")
    told = call("check", path, "--pack", "guangzhou", "--lang", "zh").out
    assert "按“成果转化”审查，依据第二条“" in told
    assert "文件写有团队份额，但读作对“所有权赋权”的叙述" in told
    english = call("check", path, "--pack", "guangzhou", "--format", "json", "--lang", "en").data()["notices"]
    assert [notice[:34] for notice in english[:2]] == ["Read as conversion of the result, ", "The paper states team share, which"]


def test_what_is_to_be_checked_is_for_whoever_asks_to_say(tmp_path):
    path, extra = tmp_path / "合同.txt", tmp_path / "extra.yaml"
    path.write_text(SALE_AND_GRANT, encoding="utf-8")
    extra.write_text("deal: {kinds: [ownership_grant, conversion]}\n", encoding="utf-8")
    data = call("check", path, "--pack", "guangzhou", "--facts", extra, "--format", "json").data()
    assert data["conflicts"] == []
    assert data["clauses"]["ownership.team-share-min"] == "pass"
    assert not [notice for notice in data["notices"] if "团队份额" in notice]


TWO_RESULTS = (
    "职务科技成果赋权协议\n甲方（单位）：南岭大学\n乙方（成果完成人团队）：磁体项目组\n\n第一条 甲方将下列成果的部分所有权赋予乙方，双方按份共有：\n"
    "（一）“磁悬浮轴承”发明专利：乙方持有{first}%，甲方持有其余份额；\n（二）“磁体绕制装置”发明专利：乙方持有{second}%，甲方持有其余份额。\n"
    "\n本协议于2025年1月15日签订。\n"
)
EACH = [(60, 65, "fail"), (70, 80, "pass"), (60, 75, "unknown")]  # shares of two results, what the least share comes to


@pytest.mark.parametrize(("first", "second", "outcome"), EACH)
def test_a_rule_is_decided_where_it_comes_out_alike_for_each_of_several_results(tmp_path, first, second, outcome):
    path = tmp_path / "协议.txt"
    path.write_text(TWO_RESULTS.format(first=first, second=second), encoding="utf-8")
    found = call("check", path, "--pack", "shenzhen", "--format", "json")
    assert found.data()["clauses"]["ownership.team-share-min"] == outcome
    assert found.data()["conflicts"] == []
    assert "warning[several-results]" in found.err or "警告[several-results]" in found.err


def test_a_finding_on_several_results_stands_at_the_first_of_them(tmp_path):
    path = tmp_path / "协议.txt"
    path.write_text(TWO_RESULTS.format(first=60, second=65), encoding="utf-8")
    results = call("check", path, "--pack", "shenzhen", "--format", "json").data()["results"]
    failed = next(one for one in results if one["outcome"] == "fail" and one["rule"] == "ownership-grant/team-share-min")
    place = next(fact["evidence"] for fact in failed["facts"] if fact["path"] == "grant.team_share")
    assert "磁悬浮轴承" in place["quote"]


def test_a_ratio_of_another_base_is_set_aside(tmp_path):
    text = (
        "科技成果转化收益奖励协议\n甲方（单位）：南岭研究所\n乙方（成果完成人团队）：磁体项目组\n\n"
        "第一条 甲方从转化净收入中提取80%用于奖励完成人和重要贡献人员。\n\n本协议于2025年1月15日签订。\n"
    )
    path = tmp_path / "奖励.txt"
    path.write_text(text, encoding="utf-8")
    total = call("check", path, "--pack", "shenzhen", "--hypothetical", "--lang", "en", "--format", "json")
    assert "bases are not converted" in total.err
    assert total.data()["derived"]["proceeds.award_pool_ratio"] is None
    net = call("check", path, "--pack", "ganzhou", "--hypothetical", "--format", "json").data()
    assert net["derived"]["proceeds.award_pool_ratio"] == "0.8"


def test_what_is_said_of_another_city_is_set_aside(tmp_path):
    text = (
        "职务科技成果赋权协议\n甲方（单位）：赣州市钨钼研究所，系赣州市本级财政出资设立的科研事业单位，已列入赣州市试点单位名单。\n住所：赣州市章贡区红旗大道1号\n"
        "乙方（成果完成人团队）：谢丽华、钟启明\n一、本成果由双方按份共有，乙方占60%，甲方占40%。\n签订日期：2025年3月28日\n"
    )
    path = tmp_path / "赣州.txt"
    path.write_text(text, encoding="utf-8")
    elsewhere = call("check", path, "--pack", "shenzhen", "--lang", "zh", "--format", "json")
    assert "协议所述“位于本市”是就赣州而言" in elsewhere.err
    assert elsewhere.data()["derived"]["scope.coverage"] is None
    here = call("check", path, "--pack", "ganzhou", "--format", "json")
    assert "other-city" not in here.err
    assert here.data()["derived"]["scope.coverage"] == "covered"


REFUSED = [
    ("short.txt", "Technology Assignment Agreement\n\n1. Party A holds 25% and Party B holds 75% of the patent.", "not-chinese"),
    ("letter.txt", "Dear Sir or Madam, the parties agree to assign the patent and share the proceeds equally between them. " * 8, "not-chinese"),
    (
        "lease.txt",
        "房屋租赁合同\n甲方：王大明\n乙方：李小红\n一、甲方将房屋交乙方使用三年，所有权归甲方，使用权归乙方。\n二、月租金5000元。\n",
        "no-agreement",
    ),
    (
        "land.txt",
        "国有土地使用权转让合同\n转让方：深圳市宏达地产有限公司\n受让方：深圳市远洋置业有限公司\n转让方将宗地的土地使用权转让给受让方，价款8000万元。\n",
        "no-agreement",
    ),
    ("list.md", "# 购物单\n- 苹果\n- 牛奶和面包，周末之前买好，别忘了带上会员卡和购物袋，一共大约一百块钱。\n", "no-agreement"),
    ("empty.txt", "", "empty-document"),
]


@pytest.mark.parametrize(("name", "text", "code"), REFUSED, ids=[code for _, _, code in REFUSED])
@pytest.mark.parametrize("command", ["extract", "check"])
def test_what_is_no_agreement_gets_a_clear_answer(tmp_path, command, name, text, code):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = call(command, path, *(["--pack", "shenzhen"] if command == "check" else []), "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert f"error[{code}]" in result.err


def test_a_missing_file_is_named():
    assert "error[file-missing]" in call("extract", "nothing.docx", "--lang", "en").err


def test_the_api_reads_an_agreement_too(agreement):
    from awardrules.api import extract

    assert extract(agreement()).get("grant.team_share").value == 700_000


LIST = """关于“烧结工艺”专利转让收益奖励分配的决定

我所发明专利“烧结工艺”已转让给江西虔泰硬质合金有限公司。奖励金额60万元，以现金奖励，分配如下。

| 姓名 | 身份 | 贡献 | 金额 |
|---|---|---|---|
| 谢丽华 | 研究员 | 主要完成人 | 40万元 |
| 钟启明 | 所长 | 完成人 | 20万元 |

2025年8月19日
"""


def test_people_of_a_list_are_told_apart_by_name(agreement):
    path = agreement(name="决定.md", text=LIST)
    lines = [line.strip() for line in call("extract", path, "--lang", "zh", "--format", "plain").out.splitlines()]
    assert "受奖人名单：2 人  [recipients]" in lines
    assert any(line.startswith("1. 谢丽华：科研人员 是，") and "奖励金额 400,000.00 元" in line for line in lines)
    assert "“钟启明”" in "".join(lines)
    assert "2. 钟启明: role of the recipient principal leader, " in call("extract", path, "--lang", "en", "--format", "plain").out
    assert "# 钟启明\n- {" in call("extract", path, "--lang", "zh", "--format", "yaml").out
    checked = call("check", path, "--pack", "ganzhou", "--lang", "zh", "--format", "plain", "-v", "--hypothetical").out
    assert "第 2 位受奖人钟启明（科研人员）" in checked
    asked = call("check", path, "--pack", "shenzhen", "--lang", "en", "--format", "plain", "-v", "--hypothetical").out
    assert "? Recipient 2 钟启明: " in asked
