"""The command group. Each command is a module of this folder that is imported when the command is named."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from awardrules import __version__, inputs
from awardrules.diagnostics import AwardrulesError, Exit, Span, error, refusal
from awardrules.language import Text

COMMANDS = (
    "check", "assess", "explain", "packs", "lint", "test", "schema", "ask", "mutate", "dossier",
    "amounts", "timeline", "trace", "new-pack", "diff", "matrix", "prove", "repair", "extract", "template",
)  # fmt: skip


def _one_pack(command: Any) -> Any:
    """Where a command takes one pack, a second is refused: the framework would let the last win."""
    single = [param for param in command.params if "--pack" in param.opts and not param.multiple]
    if not single:
        return command
    parse = command.parse_args

    def parse_args(ctx: Any, args: list[str]) -> Any:
        values, _, named = command.make_parser(ctx).parse_args(args=list(args))
        if named.count(single[0]) > 1:
            from awardrules.cli.options import language

            language(values.get("lang"))
            message = Text("`--pack` 只能写一次", "`--pack` is given once")
            help = Text("一次一个规则包，或用 all；并列见 matrix", "one pack at a time, or `all`; `matrix` sets several side by side")
            raise AwardrulesError([error("usage", Span("--pack"), message, help)])
        return parse(ctx, args)

    command.parse_args = parse_args
    return command


class LazyGroup(TyperGroup):
    """Builds a command from its module on first use, so that `check` does not pay for the others."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        """The commands in the order they are shown."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the framework's signature
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        return _one_pack(typer.main.get_command(import_module(f"awardrules.cli.{cmd_name.replace('-', '_')}").app))


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="职务科技成果赋权合规检查：逐条对照城市文件。 Check grants of service inventions against city policy documents, clause by clause.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"awardrules {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="版本 Version.")) -> None: ...


def run(arguments: list[str] | None = None) -> int:
    """The exit code of a call of the command line."""
    from awardrules.cli.options import language

    try:
        with inputs.noting():
            code = app(args=arguments, standalone_mode=False, prog_name="awardrules")
        sys.stdout.flush()
        return int(code or 0)
    except AwardrulesError as fault:
        lang = language(None)
        for diagnostic in fault.diagnostics:
            print(diagnostic.render(lang), file=sys.stderr)
        return Exit.CANNOT_DECIDE
    except BrokenPipeError:
        return _pipe_closed()
    except SystemExit as end:  # the framework leaves so when the reader of its output went away
        return _pipe_closed() if isinstance(end.__context__, BrokenPipeError) else int(end.code or 0)
    except OSError as fault:
        return _system(fault)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as fault:
        return _framework(fault)


def _pipe_closed() -> int:
    """The reader went away: say nothing more, and keep Python from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.CANNOT_DECIDE


def _system(fault: OSError) -> int:
    """What the system refuses: a full disk, a file that may not be read."""
    from awardrules.cli.options import language

    named = fault.filename is not None
    why = refusal(fault)
    message = Text(f"系统拒绝：{why.zh}", f"refused by the system: {why.en}")
    print(error("system", Span(str(fault.filename) if named else "<stdout>"), message).render(language(None)), file=sys.stderr)
    return Exit.CANNOT_DECIDE if named else _pipe_closed()


def _framework(fault: Exception) -> int:
    """Usage errors and exits of the command-line framework; anything else is a bug and is raised."""
    name = type(fault).__name__
    if name == "Exit":
        return int(getattr(fault, "exit_code", 0))
    if name == "Abort":
        return Exit.INTERRUPTED
    show = getattr(fault, "show", None)
    if show is None:
        raise fault
    show()
    return Exit.CANNOT_DECIDE
