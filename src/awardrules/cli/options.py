"""What the commands share: common options, language, output, exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from awardrules import asked, inputs
from awardrules.diagnostics import AwardrulesError, Exit, Span, error, refusal
from awardrules.language import Lang, Text

Pack = Annotated[str, typer.Option("--pack", "-p", help="规则包：shenzhen、shenzhen@draft、文件夹、all。 Pack reference.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="判断日，默认取协议日、事项日，转化合同的签订日，今天。 Day of decision.")]
OnDay = Annotated[str | None, typer.Option("--as-of", help="判断日，默认今天。 Day of decision; default: today.")]
Language = Annotated[str | None, typer.Option("--lang", help="zh 或 en，默认按系统语言。 Language.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写入文件。 Write to a file.")]
PacksDir = Annotated[list[Path] | None, typer.Option("--packs-dir", help="另加的规则包文件夹。 Further folder of packs.")]
Strict = Annotated[bool, typer.Option("--strict", help="偏离也算不通过。 Deviations fail.")]
AllowUnknown = Annotated[bool, typer.Option("--allow-unknown", help="尚不能判断时退出码为 0。 Undetermined exits 0.")]
Hypothetical = Annotated[bool, typer.Option("--hypothetical", help="按在适用范围和有效期内判断。 Decide as if in scope and in force.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="列出全部规则。 Show every rule.")]
FailLevel = Annotated[str | None, typer.Option("--fail-level", help="violation deviation suggestion")]
Known = Annotated[Path | None, typer.Option("--baseline", readable=False, help="基线：其中的问题不算。 Known findings do not count.")]
Remember = Annotated[Path | None, typer.Option("--write-baseline", help="把现有问题写成基线。 Write the findings as baseline.")]
Seconds = Annotated[float, typer.Option("--timeout", help="求解每个问题的时限，0.01–600 秒。 Seconds for each question to the solver, 0.01 to 600.")]

_LANG: list[Lang] = []


def language(wanted: str | None) -> Lang:
    """The language of a call: as asked, else the locale's, else Chinese. Raises AwardrulesError for another."""
    if wanted is not None:
        if wanted not in ("zh", "en"):
            message = Text(f"`--lang` 只能是 zh 或 en，不是 `{wanted}`", f"`--lang` is zh or en, not `{wanted}`")
            raise AwardrulesError([error("usage", Span("--lang"), message)])
        lang: Lang = "en" if wanted == "en" else "zh"
        _LANG[:] = [lang]
        return lang
    if _LANG:
        return _LANG[0]
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """A checked option value. Raises AwardrulesError with the nearest."""
    return asked.one_of(name, value, allowed)


def day_of(as_of: str | None) -> int | None:
    """`--as-of` as a day number. Raises AwardrulesError where it is no date."""
    return asked.day("--as-of", as_of)


def report_faults(fault: AwardrulesError, lang: Lang) -> None:
    """Every fault on standard error."""
    for diagnostic in fault.diagnostics:
        print(diagnostic.render(lang), file=sys.stderr)


def on_terminal() -> bool:
    """Whether output goes to a person who can see colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Sink:
    """Where results go: standard output, or a file that appears whole or not at all; not at all where nothing was written."""

    def __init__(self, path: Path | None, *read: Path | None, option: str = "--output", anew: Path | None = None) -> None:
        """Raises AwardrulesError where the output would take the place of a file the call reads: of `read`, or of any noted as read, now or
        when all is written; but not of `anew`, which the call reads to write it anew.
        """
        keep_apart({option: path}, read)
        self.option, self.anew = option, anew
        self._keep(path)
        self.path = path
        self._temporary: str | None = None
        self._written = False
        self._stream = sys.stdout
        if path is not None:
            self.path = path = Path(os.path.realpath(path))  # a link stays a link
            try:
                if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced; a folder refuses
                    self._stream = path.open("w", encoding="utf-8", errors="replace")
                else:
                    handle, self._temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
                    self._stream = os.fdopen(handle, "w", encoding="utf-8", errors="replace")
            except OSError as fault:
                raise _unwritable(path, fault) from None
        elif hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")

    def _keep(self, path: Path | None) -> None:
        if path is not None and path.is_file() and inputs.was_read(path, [self.anew]):
            raise _taken(self.option, path)

    def write(self, text: str) -> None:
        """Write text as it is; a file name in another encoding as far as it is UTF-8."""
        try:
            self._stream.write(legible(text))
        except OSError as fault:
            if self.path is None:
                raise
            raise _unwritable(self.path, fault) from None
        self._written = True

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.path is None:
            if kind is None:
                self._stream.flush()
            return
        try:
            self._stream.close()
            if kind is None and self._written and self._temporary is not None:
                self._keep(self.path)
                os.chmod(self._temporary, 0o666 & ~_umask())
                os.replace(self._temporary, self.path)
                self._temporary = None
        except OSError as fault:
            raise _unwritable(self.path, fault) from None
        finally:
            if self._temporary is not None:
                with contextlib.suppress(OSError):
                    os.unlink(self._temporary)


def legible(text: str) -> str:
    """Text that UTF-8 can hold: bytes that a file name was given in are read as UTF-8, and what is none becomes a sign for that."""
    if text.isascii():
        return text
    try:
        return text.encode(errors="surrogateescape").decode(errors="replace")
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()


def keep_apart(outputs: Mapping[str, Path | None], read: Iterable[Path | None]) -> None:
    """Raises AwardrulesError for an output (by option) that is a file the call reads, or another output. Devices take anything."""
    taken = [path for path in read if path is not None and str(path) != "-"]
    for option, path in outputs.items():
        if path is None or (path.exists() and not path.is_file()):
            continue
        if any(inputs.same_file(path, other) for other in taken):
            raise _taken(option, path)
        taken.append(path)


def _taken(option: str, path: Path) -> AwardrulesError:
    message = Text(f"`{option}` 会覆盖要读取或写入的另一文件", f"`{option}` would take the place of another file that is read or written")
    return AwardrulesError([error("output", Span(str(path)), message, Text("请给出另一个文件名", "give another name"))])


def _unwritable(path: Path, fault: OSError) -> AwardrulesError:
    why = refusal(fault)
    help = Text("请给出一个已有文件夹中的文件名", "name a file in a folder that exists")
    return AwardrulesError([error("output", Span(str(path)), Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}"), help)])


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def exit_code(codes: Iterable[int]) -> int:
    """The weightiest of several exit codes: 2, 1, 3, 4, 0."""
    found = set(codes)
    return next((code for code in (Exit.CANNOT_DECIDE, Exit.NON_COMPLIANT, Exit.UNDETERMINED, Exit.OUT_OF_SCOPE) if code in found), Exit.OK)
