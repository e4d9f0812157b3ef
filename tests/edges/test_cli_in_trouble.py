"""Every command meets every trouble with the place it works in, and says so: a status of ours, and no traceback.

The commands come from the program itself, so that one that is added tomorrow is tried as well.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import click
import pytest

from tests.edges.command_line import CommandLine
from tests.starting import ran_without_output
from watchtracker.cli import program

# What these would not end by themselves: they are asked to listen where nobody can.
_STAYS = {"serve": ["serve", "--host", "203.0.113.1", "--port", "0"], "deliver": ["deliver", "--once"]}


def _every_command() -> Iterator[list[str]]:
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ([name, inner, *_filled_in(each)] for inner, each in command.commands.items())
        else:
            yield _STAYS.get(name, [name, *_filled_in(command)])


def _filled_in(command: click.Command) -> list[str]:
    """Something for each argument and option that has to be there."""
    words: list[str] = []
    for param in command.params:
        if param.required:
            words += [*param.opts[:1]] if isinstance(param, click.Option) else []
            words.append(_value(param))
    return words


def _value(param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        return str(param.type.choices[0])
    if param.human_readable_name in {"since", "until", "on", "said_on"}:
        return "2026-04-10"
    return {"when": "6 May 2030", "path": "made", "item_id": "weights"}.get(param.human_readable_name, "x")


EVERY = list(_every_command())
ADDRESSES = {
    "no folder can be made": "sqlite:////proc/nowhere/watchtracker.db",
    "a folder in its place": "sqlite:///{folder}",
    "an empty file": "sqlite:///{folder}/empty.db",
    "not a database": "sqlite:///{folder}/diary.db",
    "of another program": "sqlite:///{folder}/bookmarks.db",
    "no address": "watchtracker.db",
    "another kind of server": "mysql://me:hunter2@127.0.0.1/watch",
    "a server that is not there": "postgresql+psycopg://me:hunter2@127.0.0.1:1/watch",
    "an odd parameter": "postgresql+psycopg://me:hunter2@127.0.0.1:1/watch?ssl=true",
}


def hold_to_the_rules(status: int | str | None, out: str, err: str) -> None:
    assert status in {0, 1, 2}, (out, err)
    for text in (out, err):
        assert "Traceback" not in text
        assert "nobody foresaw" not in text
        assert "hunter2" not in text
    assert status == 0 or err or out


@pytest.fixture
def place(cli: CommandLine) -> CommandLine:
    (cli.folder / "empty.db").touch()
    (cli.folder / "diary.db").write_text("Dear diary, " * 100)
    with closing(sqlite3.connect(cli.folder / "bookmarks.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (name)")
    return cli


@pytest.mark.parametrize("trouble", ADDRESSES)
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_database_that_cannot_be_used(place: CommandLine, words: list[str], trouble: str) -> None:
    url = ADDRESSES[trouble].format(folder=place.folder)
    said = place(*words, WATCHTRACKER_DATABASE=url)
    hold_to_the_rules(said.status, said.out, said.err)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_word_that_is_no_text(place: CommandLine, words: list[str]) -> None:
    odd = b"\xff".decode(errors="surrogateescape")
    said = place(*("x" + odd if word in {"weights", "x"} else word for word in words))
    hold_to_the_rules(said.status, said.out, said.err)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_no_standard_output_and_no_home(cli: CommandLine, words: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"HOME", "XDG_CONFIG_HOME"}}
    ran = ran_without_output(cli.folder, "watchtracker", words, environment)
    hold_to_the_rules(ran.returncode, ran.stdout, ran.stderr)


def test_a_listing_that_starts_from_nothing_without_standard_output(cli: CommandLine) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "0"}  # what Python reads itself cannot be given to a fork
    ran = ran_without_output(cli.folder, "watchtracker", ["list"], environment)
    hold_to_the_rules(ran.returncode, ran.stdout, ran.stderr)


def test_an_id_larger_than_any_is_no_notification(cli: CommandLine) -> None:
    said = cli("deliver", "--retry", "99999999999999999999")
    assert said.status == 2
    assert "no dead notification has the id 99999999999999999999: `watchtracker doctor` lists them" in said.err


def test_a_replay_of_a_lifetime_is_refused_at_once(cli: CommandLine) -> None:
    said = cli("replay", "--since", "1970-01-01", "--until", "2026-01-01")
    assert said.status == 2
    assert "1970-01-01 to 2026-01-01 is too long to replay: name at most 7320 days, 20 years" in said.err
