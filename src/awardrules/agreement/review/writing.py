"""The reviewed copy as a file: beside the agreement, never over it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from awardrules.agreement.extraction.found import Extraction
from awardrules.agreement.review.comments import with_comments
from awardrules.agreement.review.wording import Remark
from awardrules.diagnostics import AwardrulesError, Span, error, refusal
from awardrules.inputs import same_file
from awardrules.language import Text

_OTHER_WAYS = Text("改用 --format html，查看原文与审查意见对照的网页", "use --format html for a page with the text beside the findings")


def check_target(source: Path, target: Path, format: str | None = None) -> None:
    """Raises AwardrulesError where a reviewed copy of `source` cannot be written to `target`: no .docx, or the agreement itself.

    `format` is that of the reading; where it is None the name tells.
    """
    word = format == "docx" if format is not None else source.suffix.lower() == ".docx"
    if not word:
        message = Text("只有 .docx 协议能写审阅稿（Word 批注）", "only a .docx agreement has a reviewed copy (Word comments)")
        raise AwardrulesError([error("review", Span(str(source)), message, _OTHER_WAYS)])
    if target.suffix.lower() != ".docx":
        message = Text("审阅稿的文件名应以 .docx 结尾", "the name of a reviewed copy ends in .docx")
        raise AwardrulesError([error("review", Span(str(target)), message)])
    if same_file(source, target):
        help = Text("给出另一个文件名，原文件不会改动", "give another name; the original stays as it is")
        message = Text("审阅稿不能写到原文件上", "the reviewed copy cannot take the place of the agreement")
        raise AwardrulesError([error("review", Span(str(target)), message, help)])


def write_review(source: Path, target: Path, extraction: Extraction, remarks: Sequence[Remark], written_on: str | None = None) -> None:
    """Writes the reviewed copy of a .docx agreement; `extraction` is of the same file.

    Raises AwardrulesError where `check_target` does, where the file is no longer what was read, and where it cannot be written.
    """
    check_target(source, target, extraction.document.format)
    try:
        data = source.read_bytes()
    except OSError as fault:
        raise _failed(source, fault, Text("无法读取", "cannot be read")) from None
    if sha256(data).hexdigest() != extraction.document.sha256:
        message = Text("文件在检查期间被改动，未写审阅稿", "the file changed while it was checked; no reviewed copy was written")
        raise AwardrulesError([error("review", Span(str(source)), message, Text("请重新检查", "check it again"))])
    _written(target, with_comments(data, extraction.document, remarks, written_on))


def _written(target: Path, data: bytes) -> None:
    place = Path(os.path.realpath(target))
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, place)
    except OSError as fault:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise _failed(target, fault, Text("无法写入", "cannot be written")) from None


def _failed(path: Path, fault: OSError, what: Text) -> AwardrulesError:
    why = refusal(fault)
    return AwardrulesError([error("review", Span(str(path)), Text(f"{what.zh}：{why.zh}", f"{what.en}: {why.en}"))])


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
