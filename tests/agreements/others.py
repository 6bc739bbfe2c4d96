"""Paragraphs that state nothing of the matter at hand, though they use its words: what each of them adds to a paper, or makes of it.

`others/*.txt` holds them line by line: clauses of other contracts, company papers, other items of a meeting, recitals, instructions for forms, what
would hold in cases that have not come. `python tests/agreements/others.py [NAME …]` puts each into four short papers and prints what these then say
besides.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.patterns.loading import patterns_for
from awardrules.agreement.reading.documents import read_bytes
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

FOLDER = Path(__file__).with_name("others")
HERE = "@"  # where a paragraph is put
PAPERS = {
    "grant": """职务科技成果赋权协议
甲方（单位）：东江大学
乙方（成果完成人团队）：柔性传感课题组
一、甲方将“柔性压力传感阵列”发明专利所有权的百分之七十赋予乙方，甲方保留百分之三十。
二、乙方应在三年内实施转化。
@
甲方（盖章）：　　　　　　乙方（签字）：
2025年4月8日""",
    "use right": """职务科技成果长期使用权赋权协议
甲方（单位）：省农业科学院
乙方（成果完成人团队）：旱作水稻育种团队
第一条　甲方赋予乙方“旱优18”品种权十二年的使用权，自2025年5月1日起算。
@
第九条　本协议一式四份。""",
    "conversion": """技术转让合同
转让方（甲方）：东江大学
受让方（丙方）：东江传感科技有限公司
成果完成人（乙方）：周以宁团队
第一条　甲方将“柔性压力传感阵列”专利权转让给丙方，转让价款120万元。
@
第九条　本合同自三方签章之日起生效。""",
    "minutes": """东江大学校长办公会会议纪要
会议听取了科研处关于周以宁团队科技成果转化奖励分配的汇报。
会议同意将转化净收入的75%奖励给周以宁团队。
@
会议还研究了其他事项。""",
}


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a file, in order."""
    return [line.strip() for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.strip()]


def names() -> list[str]:
    """The files there are."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def said(paper: str, paragraph: str | None = None) -> dict[str, tuple[str, str]]:
    """What a paper says with a paragraph, or without: state and value or readings by fact."""
    lines = [line if line != HERE else (paragraph or "") for line in PAPERS[paper].splitlines()]
    text = "\n\n".join(line for line in lines if line)
    extraction = extract_with(read_bytes(text.encode(), "paper.txt"), shared_vocabulary(data_root()), patterns_for(data_root()))
    return {fact.path: (fact.state, repr(fact.value or fact.values)) for fact in extraction.facts if fact.state != "not_stated"}


def changes(paragraph: str, bare: dict[str, dict[str, tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """What a paragraph makes a paper say otherwise: the paper and the fact."""
    for paper, before in bare.items():
        after = said(paper, paragraph)
        yield from ((paper, path) for path in sorted({*before, *after}) if before.get(path) != after.get(path))


def heard(name: str, step: int = 1) -> dict[str, list[tuple[str, str]]]:
    """The paragraphs of a file from which a paper takes something, every `step`-th of them asked."""
    bare = {paper: said(paper) for paper in PAPERS}
    found = {paragraph: list(changes(paragraph, bare)) for paragraph in paragraphs(name)[::step]}
    return {paragraph: taken for paragraph, taken in found.items() if taken}


def main(arguments: list[str]) -> int:
    for name in arguments or names():
        taken = heard(name)
        for paragraph, facts in taken.items():
            print(paragraph)
            for path in sorted({path for _, path in facts}):
                print(f"    {path}: {', '.join(paper for paper, fact in facts if fact == path)}")
        print(f"== {name}: {len(taken)} of {len(paragraphs(name))} paragraphs are taken for a statement")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
