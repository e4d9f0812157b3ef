"""The program and its commands; what a command needs is imported when it runs.

Help, version and completion are asked for all day and must be fast. They need nothing but click: the descriptions of
all commands are in a table here, and no command's module is imported for them. How a command ends is decided here as
well: every error is one sentence on standard error, with the exit status of its class.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from watchtracker import __version__
from watchtracker.errors import ProblemsError, WatchtrackerError

INTERRUPTED = 130  # 128 + SIGINT, as shells count

# The sections of the help; each command with its module in this package and its description.
_SECTIONS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Look",
        (
            ("list", "listing", "What is ahead, by date; undated items last."),
            ("show", "show", "One item: its claims, moves, outcome, notifications."),
            ("explain", "show", "Which claim is in force and why; what was sent, or not."),
            ("record", "record", "How well each source keeps the dates that it names."),
            ("when", "when", "How a phrase is read as a date, or why it is refused."),
            ("plan", "plan", "What will be sent, to whom, when and why."),
            ("replay", "plan", "What would have been said over a past stretch."),
        ),
    ),
    (
        "Say what was heard",
        (
            ("add", "claim", "A new item with its first claim."),
            ("claim", "claim", "A new claim: somebody named a date."),
            ("confirm", "claim", "One of us looked: the date still stands."),
            ("resolve", "resolve", "The outcome: happened, done, cancelled or superseded."),
            ("reopen", "resolve", "Take an outcome back."),
            ("retract", "resolve", "Take a claim back that was a mistake."),
            ("edit", "edit", "Title, tags and the like of an item that no list declares."),
            ("remove", "edit", "Take such an item out; its history stays."),
        ),
    ),
    (
        "Let in what others wrote",
        (
            ("read", "read", "What a text says that is to come."),
            ("inbox", "inbox", "What sources say that nobody decided on yet."),
            ("accept", "inbox", "Record what a proposal says."),
            ("dismiss", "inbox", "Never propose it again."),
            ("sources", "sources", "Where texts and signals come from, and how they answer."),
        ),
    ),
    (
        "Say who is on it",
        (
            ("take", "take", "You are on it: its reminders say so from then on."),
            ("hand-back", "take", "You are not on it any more."),
            ("snooze", "take", "Not to be reminded of it in a channel for a while."),
            ("wake", "take", "To be reminded of it again before a snooze ends."),
        ),
    ),
    (
        "Keep the watch list",
        (
            ("init", "init", "Write a small commented watch list and settings."),
            ("check", "apply", "Is the watch list sound, and what would it change?"),
            ("apply", "apply", "Bring the watch list into the database."),
            ("export", "apply", "The watch list with all that was added since."),
        ),
    ),
    (
        "Run",
        (
            ("feeds", "feeds", "The calendar feeds with their links."),
            ("feed", "feeds", "A calendar, to standard output."),
            ("token", "tokens", "Private feeds: give out links, list them, end them."),
            ("serve", "serve", "Feeds, pages and reminders in one process."),
            ("deliver", "serve", "Send what is due, without a server."),
            ("backup", "backup", "A copy of the database, while `serve` runs."),
            ("doctor", "doctor", "What is set up and what is not."),
            ("completion", "completion", "The completion script for a shell."),
        ),
    ),
)
_COMMANDS = {name: (module, about) for _, commands in _SECTIONS for name, module, about in commands}

_EXAMPLES = """\b
Examples:
  watchtracker list --within 30d
  watchtracker claim deepseek-v4 --when "Q3 2026" --source Reuters
  watchtracker explain deepseek-v4
"""


class Program(click.Group):
    """All commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(
            import_module(f"watchtracker.cli.{_COMMANDS[cmd_name][0]}"), f"{cmd_name.replace('-', '_')}_command"
        )
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; raises UsageError if `--json` stands before one that writes no JSON."""
        if args[0] not in _COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=_COMMANDS, ctx=ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if command and ctx.params.get("as_json") and all(param.name != "as_json" for param in command.params):
            raise click.UsageError(f"{name} writes no JSON: leave --json out", ctx)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands of the help, section by section."""
        del ctx
        for title, commands in _SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(name, about) for name, _, about in commands])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names of commands that begin with `incomplete`, then the options of the program."""
        names = [
            CompletionItem(name, help=about) for name, (_, about) in _COMMANDS.items() if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def main(self, *args: Any, **more: Any) -> Any:
        """Run, and exit with 0 (done), 1 (it could not be done) or 2 (the input is wrong)."""
        more["standalone_mode"] = False
        sys.exit(_status(lambda: super(Program, self).main(*args, **more)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; with --debug, an error leaves its traceback on standard error."""
        try:
            result = super().invoke(ctx)
            # Flush here: at the exit of the interpreter, an error of the last write could not be reported as ours.
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            raise click.exceptions.Exit(0) from None
        except Exception:
            if ctx.params["debug"]:
                import traceback

                traceback.print_exc()
            raise
        return result


@click.command(
    cls=Program,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--config", metavar="PATH", help="The settings file; also after the command's name.")
@click.option("--json", "as_json", is_flag=True, help="JSON in place of text; also after the command's name.")
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.version_option(__version__, message="watchtracker %(version)s")
def program(config: str | None, *, as_json: bool, debug: bool) -> None:
    """Keep announced dates as claims, see the date that holds now, and be told when it moves."""
    del config, as_json, debug


def main() -> NoReturn:
    """The console script."""
    _heed_sigterm_as_first_process()
    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A character that the encoding of a terminal lacks must not end the program.
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    program.main(prog_name="watchtracker")
    raise AssertionError  # it leaves by SystemExit


def _heed_sigterm_as_first_process() -> None:
    """In a container we may be the first process, which no signal ends unless it is handled, at once or later on."""
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, _terminated)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    raise SystemExit(128 + number)


def _stand_in_for_closed_streams() -> None:
    """A standard stream that was closed (`>&-`) is as good as /dev/null."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def _status(run: Callable[[], Any]) -> int:
    """Call `run` and return the exit status; an error becomes a sentence on standard error."""
    try:
        result = run()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        return _said(_usage(error), error.exit_code)
    except click.ClickException as error:
        return _said(error.format_message(), error.exit_code)
    except ProblemsError as error:
        # Each line begins with its file and line number, which editors and other programs know how to read.
        click.echo("\n".join(error.problems), err=True)
        return error.exit_code
    except WatchtrackerError as error:
        return _said(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        _let_go_of_stdout()
        return _said(_system(error), 1)
    except Exception as error:  # noqa: BLE001 - nobody should meet a traceback
        return _said(f"something went wrong that nobody foresaw: {_named(error)} (--debug shows where)", 1)
    return result if isinstance(result, int) else 0


def _said(sentence: str, status: int) -> int:
    click.echo(f"watchtracker: {sentence}", err=True)
    return status


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "watchtracker"
    message = error.format_message().strip()
    return f"{message[:1].lower()}{message[1:]} (`{path} --help` says more)"


def _system(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _named(error: Exception) -> str:
    # The first line only: messages of some libraries fill pages. --debug shows them whole.
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _let_go_of_stdout() -> None:
    """Point standard output at nothing, so that the flush at the very end does not fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
