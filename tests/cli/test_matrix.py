"""`matrix` on the command line: formats, width, bad input, and what a hostile pack cannot do to a spreadsheet or a page."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from awardrules.report.layout import width
from cli.calling import EXAMPLE, ROOT, call, process
from pack.cities import HEAD, write_city

AS_OF = ("--as-of", "2025-03-20")
FEW = ("matrix", "-m", "publicity", *AS_OF)
DRAFTS = {"zh": "草案，不是现行规定", "en": "a draft, not law in force"}
SILENT = {"zh": "未作规定", "en": "not printed"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["plain", "markdown", "html", "csv"])
def test_drafts_and_silence_are_named_in_every_format(lang: str, format: str) -> None:
    done = call(*FEW, "--format", format, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert SILENT[lang] in done.out
    assert DRAFTS[lang] in done.out or (format == "csv" and ("草案" if lang == "zh" else "draft") in done.out)
    assert "≥15" in done.out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_no_line_of_text_is_wider_than_asked(lang: str, columns: int) -> None:
    lines = call("matrix", "--all", "--deal", EXAMPLE, *AS_OF, "--width", columns, "--lang", lang).out.splitlines()
    assert max(width(line) for line in lines) <= columns
    assert len(lines) > 500


def test_a_narrow_page_has_editions_one_below_the_other() -> None:
    wide, narrow = (call(*FEW, "--width", columns, "--lang", "zh").out for columns in (120, 80))
    assert "深圳（2024）：应当 ≥15 日" not in wide
    assert "深圳（2024）：应当 ≥15 日" in narrow


def test_what_one_edition_prints_alone_is_listed_apart() -> None:
    out = call("matrix", "-m", "negative-list", *AS_OF, "--lang", "zh").out
    assert "只有上海（草案）规定（" in out
    assert "附件1-1/第七条/（二）" in out


def test_a_single_edition_has_a_single_column() -> None:
    out = call(*FEW, "-p", "shenzhen", "--lang", "zh").out
    assert out.startswith("1 份文件对照（2025-03-20）")
    assert "只有" not in out


def test_the_day_is_the_deals_where_none_is_named() -> None:
    assert call("matrix", "--deal", EXAMPLE, "-m", "tax", "--lang", "zh").out.startswith("5 份文件对照（2025-03-20）")


def test_a_deal_comes_from_standard_input_too() -> None:
    done = call("matrix", "--deal", "-", "-p", "shenzhen", "-f", "json", stdin=EXAMPLE.read_bytes())
    assert done.data()["deal"]["verdicts"]["shenzhen@2024"]["status"] == "non_compliant"


def test_json_says_what_the_text_says() -> None:
    data = call("matrix", "--deal", EXAMPLE, "-f", "json", "--lang", "zh").data()
    assert (data["schema"], data["as_of"], len(data["editions"])) == ("awardrules/matrix/1", "2025-03-20", 5)
    (pool,) = [row for row in data["rows"] if "proceeds.award-pool-min" in row["clauses"]]
    assert pool["cells"]["shanghai@draft"] is None
    (entry,) = pool["cells"]["ganzhou@2023"]["entries"]
    (figure,) = entry["figures"]
    assert figure == {
        "fact": "proceeds.award_pool_ratio",
        "sign": "between",
        "values": ["0.6", "0.95"],
        "base": "proceeds.net_income",
        "text": "奖励总额比例 60%–95%（占转化净收入）",
    }
    assert (entry["modality"], entry["locator"], entry["encoded"]) == ("may", "三/（三）", True)
    changes = data["deal"]["verdicts"]["shenzhen@2024"]["changes"]
    assert [change["rule"] for change in changes] == ["ownership-grant/team-share-min", "agreement-terms/rights-obligations"]
    assert all(change["remedy"] and change["message"] for change in changes)


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "matrix.csv"
    assert call("matrix", "--deal", EXAMPLE, "-f", "csv", "-o", file, "--lang", "zh").code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    head, verdict, *rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert head == ["机制", "事项", "条款", "赣州（2023）", "广州（工作指引）", "上海（草案）", "深圳（草案）", "深圳（2024）"]
    assert verdict[0] == "结论"
    assert {len(row) for row in rows} == {8}
    (shares,) = [row for row in rows if row[2] == "ownership.team-share-min"]
    assert shares[3] == "未作规定"
    assert shares[7].startswith("[不符合] 应当 ≥70%。")


HOSTILE = """- cite: c.one
  title: {zh: '=HYPERLINK("x")', en: '@SUM(A1)'}
  remedy: {zh: '<script>alert(1)</script>', en: '<b>mend</b>'}
  require: {var: trial.holds}
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    head = HEAD.replace("试城工作方案", "<img src=x>").replace("zh: 试城,", "zh: '+试城',")
    return write_city(tmp_path, HOSTILE, {"c.one": "fact"}, head=head)


def test_no_cell_is_a_formula(hostile: Path) -> None:
    done = call("matrix", "-p", f"{hostile}/", "-f", "csv", "--lang", "zh")
    cells = [cell for row in csv.reader(io.StringIO(done.out.removeprefix("\ufeff"))) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert "'+试城（2025）" in cells
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


class Tags(HTMLParser):
    """The tags of a page and whether they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.crossed: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_whole_and_runs_nothing(hostile: Path, tmp_path: Path, lang: str) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text("deal: {kinds: [ownership_grant]}\ntrial: {holds: false}\n", encoding="utf-8")
    page = call("matrix", "-p", f"{hostile}/", "-p", "shenzhen@draft", "-f", "html", "--lang", lang).out
    tags = Tags()
    tags.feed(page)
    assert (tags.open, tags.crossed) == ([], [])
    assert not tags.seen & {"script", "img", "b"}
    assert "&lt;img src=x&gt;" in page or lang == "en"
    assert 'lang="zh-CN"' in page if lang == "zh" else 'lang="en"' in page


BAD = [
    (("-m", "publicty"), "unknown-mechanism", "publicity"),
    (("-p", "shenzen"), "unknown-pack", "shenzhen"),
    (("-p", "shenzhen@2023"), "unknown-edition", "2024"),
    (("-p", "./nowhere/"), "no-pack", "pack.yaml"),
    (("--deal", "nowhere.yaml"), "file-missing", ""),
    (("-f", "xml"), "usage", "html"),
    (("--as-of", "yesterday"), "usage", "2025-03-01"),
    (("--packs-dir", "nowhere"), "no-folder", "--packs-dir"),
    (("-o", "nowhere/matrix.txt"), "output", ""),
]


@pytest.mark.parametrize(("options", "code", "help"), BAD, ids=[" ".join(options) for options, *_ in BAD])
def test_bad_input_is_told_with_its_way_out(options: tuple[str, ...], code: str, help: str) -> None:
    done = call("matrix", *options, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert f"error[{code}]" in done.err
    assert help in done.err


def test_a_deal_with_faults_is_told_at_its_places(tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text("deal: {kinds: [ownership_grant]}\ngrant: {teamshare: 60%, unit_share: 140%}\n", encoding="utf-8")
    done = call("matrix", "--deal", deal, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert f"{deal}:2:9: error[unknown-fact]" in done.err
    assert f"{deal}:2:" in done.err.partition("unknown-fact")[2]


def test_too_narrow_a_page_is_refused() -> None:
    assert call("matrix", "--width", 39).code == 2


def test_editions_that_are_silent_say_so() -> None:
    done = call("matrix", "-p", "shanghai", "-m", "tax", "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert "所选文件在所选机制下均未作规定" in done.out


def test_as_a_process_it_needs_no_solver_and_no_office_library() -> None:
    done = process(*FEW, "-f", "csv", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("\ufeff")
    assert (ROOT / "docs").is_dir()


def test_figures_are_data_of_the_api_too() -> None:
    from awardrules.api import matrix
    from awardrules.report.matrixdata import matrix_data

    assert matrix_data(matrix(as_of="2025-03-20", mechanisms=["publicity"]), "zh") == json.loads(call(*FEW, "-f", "json", "--lang", "zh").out)
