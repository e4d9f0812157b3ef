"""Options that many commands share, and the types of their values: days, lead times, texts.

`--config` and `--json` may stand before the name of the command as well as after it; `_or_before` reads both places, so
that `program.py` needs nothing from here and its help and completion stay fast.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from watchtracker import lengths

Command = TypeVar("Command", bound=Callable[..., Any])

# Beyond these, the ends of a window could leave the range of years that Python's calendar has.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000


class Day(click.ParamType[date]):
    """A day, written as in the watch list: 2026-04-12."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails for any other form than YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or len(value) != len("2026-04-12") or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.fail(f"{value!r} is no day: write it like 2026-04-12", param, ctx)
        return day


class Length(click.ParamType[Any]):
    """A length of time, written like lead times: 12h, 30d, 4w, 2mo."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The LeadTime; raises InputError."""
        from watchtracker.notifications import LeadTime

        del param, ctx
        return value if isinstance(value, LeadTime) else LeadTime.read(value)


class ListText(click.ParamType[str]):
    """A text that the watch list's own check accepts, because `export` writes it into a watch list."""

    def __init__(self, name: str, room: str, check: str, *, most: int) -> None:
        """`check` is the name of a function of the module `room`, imported only when it is needed."""
        self.name = name
        self._check = room, check
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as the check returns it."""
        from watchtracker.settings.fields import at_most

        room, check = self._check
        try:
            return at_most(self._most)(getattr(import_module(room), check)(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


_FIELDS = "watchtracker.settings.fields"
NEW_ID = ListText("id", "watchtracker.watchlist.form", "item_id", most=lengths.ID)
TITLE = ListText("title", _FIELDS, "line", most=lengths.TITLE)
TAG = ListText("tag", _FIELDS, "line", most=lengths.TAG)
WORDS = ListText("words", _FIELDS, "line", most=lengths.WORDS)
SOURCE = ListText("source", _FIELDS, "line", most=lengths.SOURCE)
OWNER = ListText("owner", _FIELDS, "line", most=lengths.OWNER)
NOTES = ListText("notes", _FIELDS, "paragraph", most=lengths.NOTES)
QUOTE = ListText("quote", _FIELDS, "paragraph", most=lengths.QUOTE)
URL = ListText("url", _FIELDS, "web_address", most=lengths.URL)


def tags_option(help_text: str) -> Callable[[Command], Command]:
    """`--tag TAG` for writing commands, as often as a watch list may name one."""
    return click.option(
        "--tag", "tags", multiple=True, type=TAG, callback=_few, shell_complete=offered("tags"), help=help_text
    )


def _few(ctx: click.Context, param: click.Parameter, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Each tag once; fails if there are more than a watch list may have."""
    from watchtracker.watchlist.form import few_tags

    try:
        return tuple(few_tags(list(dict.fromkeys(tags)))) if tags else ()
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from None


def one_of(values: Iterable[StrEnum]) -> click.Choice[str]:
    """A choice among the values of a StrEnum."""
    return click.Choice([member.value for member in values])


def only_tags_option(tag: click.ParamType[str] | None = None) -> Callable[[Command], Command]:
    """`--tag TAG` for reading commands; `tag` checks each."""
    help_text = "Only items with this tag; again for more."
    return click.option("--tag", "tags", multiple=True, type=tag, shell_complete=offered("tags"), help=help_text)


def without_option(tag: click.ParamType[str] | None = None) -> Callable[[Command], Command]:
    """`--without TAG`; `tag` checks each."""
    help_text = "No items with this tag; again for more."
    return click.option(
        "--without", multiple=True, type=tag, metavar="TAG", shell_complete=offered("tags"), help=help_text
    )


def only_kinds_option(command: Command) -> Command:
    """`--kind KIND`."""
    from watchtracker.items import Kind

    help_text = "Only items of this kind; again for more."
    return click.option("--kind", "kinds", multiple=True, type=one_of(Kind), help=help_text)(command)


def only_owners_option(command: Command) -> Command:
    """`--owner OWNER`."""
    help_text = "Only items of this owner; again for more."
    return click.option("--owner", "owners", multiple=True, shell_complete=offered("owners"), help=help_text)(command)


def config_option(command: Command) -> Command:
    """`--config PATH`."""
    option = click.option("--config", metavar="PATH", callback=_or_before, help="The settings file.")
    return option(command)


def json_option(command: Command) -> Command:
    """`--json`."""
    option = click.option("--json", "as_json", is_flag=True, callback=_or_before, help="Write JSON.")
    return option(command)


def by_option(command: Command) -> Command:
    """`--by NAME`."""
    option = click.option(
        "--by", type=SOURCE, metavar="NAME", default=who_types, help="Who says so here (default: who types it)."
    )
    return option(command)


def by_or_as_option(command: Command) -> Command:
    """`--by NAME`, which may be written `--as NAME` too."""
    help_text = "Who says so (default: who types it)."
    return click.option("--by", "--as", "by", type=SOURCE, metavar="NAME", default=who_types, help=help_text)(command)


def who_types() -> str:
    """The name of the user who is logged in, or "cli": a container may run under a user id that has no name."""
    for name in (os.environ.get("LOGNAME", ""), os.environ.get("USER", ""), _user_of_process()):
        try:
            return str(SOURCE.convert(name, None, None))
        except click.BadParameter:
            continue
    return "cli"


def _user_of_process() -> str:
    """The system's name of the user who runs this process; empty if there is none."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return ""


def as_of_option(command: Command) -> Command:
    """`--as-of DAY`."""
    help_text = "Stand at the start of that day, knowing what was said by its end."
    return click.option("--as-of", type=Day(), metavar="DAY", help=help_text)(command)


def item_argument(command: Command) -> Command:
    """The id of an item, completed from the database."""
    return click.argument("item_id", metavar="ID", shell_complete=offered("ids"))(command)


def offered(what: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """A completion with the names of `what`, which is one of those that `candidates` offers, such as "ids"."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with what was typed; any failure means no names."""
        del param
        from watchtracker.cli.candidates import named

        config = ctx.params.get("config") or ctx.find_root().params.get("config")
        # Where the value of an option is being completed, click leaves the arguments unread, in `ctx.args`.
        found = named(what, config, {**ctx.params, "rest": ctx.args})
        return [CompletionItem(name, help=about or None) for name, about in found if name.startswith(incomplete)]

    return complete


def example(*lines: str) -> str:
    """The epilog of a command, with examples of calling it."""
    return "\b\nExample:\n" + "\n".join(f"  watchtracker {line}" for line in lines)


def _or_before(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """The value after the command's name, or else the one before it."""
    before = ctx.parent or ctx
    return value or before.params.get(param.name or "")
