"""How the command line behaves whatever it is asked: what it imports, what it offers, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest

from tests import programs
from tests.edges.command_line import WATCHLIST, CommandLine
from watchtracker.cli.program import program

COMMANDS = program.list_commands(click.Context(program))


def test_help_names_every_command(bare: CommandLine) -> None:
    shown = bare("--help")

    assert shown.status == 0
    assert [name for name in COMMANDS if f"  {name} " not in shown.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_an_example(bare: CommandLine, name: str) -> None:
    shown = bare(name, "-h")

    assert shown.status == 0
    assert f"watchtracker {name}" in shown.out.partition("Example:")[2]
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--help"], {}),
        (["--version"], {}),
        ([], {"_WATCHTRACKER_COMPLETE": "bash_complete", "COMP_WORDS": "watchtracker l", "COMP_CWORD": "1"}),
    ],
)
def test_help_version_and_completion_need_nothing_but_click(words: list[str], environment: dict[str, str]) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
        "from watchtracker.cli import main\n"
        "main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    ours = {name for name in ran.stderr.split() if name.startswith("watchtracker.")}
    assert ours == {"watchtracker.cli", "watchtracker.cli.program", "watchtracker.errors"}
    assert ran.stdout


def test_a_phrase_is_read_without_settings_and_without_a_database() -> None:
    code = "import sys\nfrom watchtracker.cli import program\nprogram.main(['when', 'tomorrow'])"
    ran = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=False)

    assert ran.returncode == 0
    assert [name for name in ("pydantic", "sqlalchemy", "watchtracker.settings") if f" {name}\n" in ran.stderr] == []


def offered(cli: CommandLine, *words: str) -> list[str]:
    """What completion offers for the last of `words`."""
    asked = {
        "_WATCHTRACKER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": f"{len(words) - 1}",
    }
    return [line.partition(",")[2] for line in cli(**asked).out.splitlines() if line]


def test_completion_offers_commands_options_and_item_ids(cli: CommandLine) -> None:
    cli("apply")

    assert offered(cli, "watchtracker", "re") == ["record", "replay", "resolve", "reopen", "retract", "remove", "read"]
    assert offered(cli, "watchtracker", "list", "--withi") == ["--within"]
    assert offered(cli, "watchtracker", "show", "d") == ["deepseek-v4"]


def test_completion_offers_every_name_that_there_is_to_choose_by(cli: CommandLine) -> None:
    cli.write(WATCHLIST.replace('tags = ["policy"]', 'tags = ["policy"]\nowner = "mei"'))
    settings = '[[channel]]\nname = "team"\n\n[[feed]]\nname = "laws"\ntitle = "Laws"\ntags = ["policy"]\n'
    (cli.folder / "config/watchtracker.toml").write_text(settings)
    assert cli("apply").status == 0
    assert cli("token", "add", "mei-phone").status == 0
    newest, *_ = [claim["id"] for claim in reversed(cli("show", "deepseek-v4", "--json").json["claims"])]

    for command in ("list", "feed"):
        assert offered(cli, "watchtracker", command, "--tag", "") == ["models", "policy"]
        assert offered(cli, "watchtracker", command, "--without", "p") == ["policy"]
        assert offered(cli, "watchtracker", command, "--owner", "") == ["mei"]
        assert offered(cli, "watchtracker", command, "--kind", "dead") == ["deadline"]
    assert offered(cli, "watchtracker", "token", "add", "--kind", "dead") == ["deadline"]
    assert offered(cli, "watchtracker", "token", "add", "--feed", "") == ["all", "laws"]
    assert offered(cli, "watchtracker", "token", "revoke", "") == ["mei-phone"]
    assert offered(cli, "watchtracker", "feed", "l") == ["laws"]
    assert offered(cli, "watchtracker", "plan", "--channel", "") == ["team"]
    assert offered(cli, "watchtracker", "replay", "--channel", "t") == ["team"]
    assert offered(cli, "watchtracker", "retract", "deepseek-v4", newest[:4]) == [newest]
    assert len(offered(cli, "watchtracker", "claim", "deepseek-v4", "--corrects", "")) == 3
    assert offered(cli, "watchtracker", "retract", "no-such-item", "") == []


def test_completing_an_id_makes_no_database(cli: CommandLine) -> None:
    cli(_WATCHTRACKER_COMPLETE="bash_complete", COMP_WORDS="watchtracker show d", COMP_CWORD="2")

    assert not (cli.folder / "var").exists()


def test_completion_scripts_are_printed(bare: CommandLine) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_WATCHTRACKER_COMPLETE" in bare("completion", shell).out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["lst"], "'list'"),
        (["list", "--witin", "3d"], "'--within'"),
        (["list", "--kind", "realease"], "'release'"),
        (["list", "--tag", "polcy"], "'policy'"),
        (["show", "deepsek"], "deepseek-v4"),
        (["plan", "--channel", "consle"], "'console'"),
        (["feed", "al"], "all"),
        (["token", "add", "mei", "--kind", "realease"], "'release'"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_is_nearest(cli: CommandLine, words: list[str], hint: str) -> None:
    cli("apply")
    shown = cli(*words)

    assert shown.status == 2
    assert hint in shown.err
    assert (shown.out, len(shown.err.splitlines())) == ("", 1)


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--as-of", "2026-02-30"],
        ["list", "--as-of", "20260412"],
        ["list", "--within", "soon"],
        ["when"],
        ["when", "May 6", "--jsonl"],
        ["when", "05/06/2026"],
        ["when", "May 6", "--zone", "Asia/Shangai"],
        ["when", "--jsonl", "--zone", "UTC"],
        ["replay", "--since", "2026-02-01", "--until", "2026-01-01"],
        ["claim", "deepseek-v4", "--when", "Q5 2027", "--source", "me"],
        ["resolve", "deepseek-v4", "--as", "happened", "--source", "me", "--on", "2999-01-01"],
        ["retract", "deepseek-v4", "nothing"],
        ["reopen", "deepseek-v4"],
        ["serve", "--json"],
        ["--json", "serve"],
    ],
)
def test_wrong_input_is_status_2_and_one_sentence(cli: CommandLine, words: list[str]) -> None:
    cli("apply")
    shown = cli(*words)

    assert (shown.status, shown.out) == (2, "")
    assert shown.err.startswith("watchtracker: ")
    assert len(shown.err.splitlines()) == 1


def test_options_for_all_commands_may_stand_before_the_command(cli: CommandLine) -> None:
    (cli.folder / "other.toml").write_text('watchlist = "config/watchlist.toml"\ndatabase = "sqlite:///other.db"\n')

    before = cli("--config", "other.toml", "--json", "list", "--as-of", "2026-04-12")
    after = cli("list", "--as-of", "2026-04-12", "--json", "--config", "other.toml")

    assert before.json == after.json
    assert (cli.folder / "other.db").exists()


def test_mistakes_in_the_settings_are_told_line_by_line(cli: CommandLine) -> None:
    (cli.folder / "config/watchtracker.toml").write_text('zoen = "UTC"\nlease_seconds = 3\n')

    shown = cli("list")

    assert (shown.status, shown.out) == (2, "")
    assert [line.split(": ")[0] for line in shown.err.splitlines()] == [
        "config/watchtracker.toml:1",
        "config/watchtracker.toml:2",
    ]


def test_a_folder_that_is_no_database_is_a_sentence(cli: CommandLine) -> None:
    shown = cli("list", WATCHTRACKER_DATABASE=f"sqlite:///{cli.folder}")

    assert (shown.status, shown.out) == (1, "")
    assert "Traceback" not in shown.err


def test_what_nobody_foresaw_is_a_sentence_and_with_debug_a_traceback(cli: CommandLine) -> None:
    cli("apply")
    database = cli.folder / "var/watchtracker.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE claims SET standing = 'shouted'")

    plain, debugged = cli("list"), cli("--debug", "list")

    assert (plain.status, len(plain.err.splitlines())) == (1, 1)
    assert debugged.status == 1
    assert "Traceback" in debugged.err


def test_without_a_watch_list_a_reading_command_says_so_and_goes_on(bare: CommandLine) -> None:
    shown = bare("list", "--json")

    assert (shown.status, shown.json["items"]) == (0, [])
    assert len(shown.err.splitlines()) == 1


def test_an_edited_watch_list_is_said_in_one_line(cli: CommandLine) -> None:
    cli("apply")
    path = cli.folder / "config/watchlist.toml"
    path.write_text(path.read_text() + "\n# a comment\n")
    assert cli("list", "--json").err == ""
    path.write_text(path.read_text().replace("until May 6", "until May 7"))

    shown = cli("list", "--json")

    assert "items" in shown.json
    assert [line for line in shown.err.splitlines() if "differs from what was applied" in line] == [shown.err.strip()]


def test_a_list_that_cannot_be_read_since_is_said_with_its_first_mistake(cli: CommandLine) -> None:
    cli("apply")
    path = cli.folder / "config/watchlist.toml"
    path.write_text(path.read_text().replace("until May 6", "until May 7").replace("April 2026", "Q7 2026"))

    shown = cli("list", "--json")

    assert (shown.status, len(shown.json["items"]), len(shown.err.splitlines())) == (0, 2, 1)
    assert shown.err.strip().endswith("(what was applied before holds)")


def test_an_edited_watch_list_is_held_against_what_is_kept_without_sqlalchemy(cli: CommandLine) -> None:
    cli("apply")
    path = cli.folder / "config/watchlist.toml"
    path.write_text(path.read_text().replace("until May 6", "until May 7"))
    script = """
import sys
from watchtracker.cli import main
sys.argv = ["watchtracker", "list", "--all"]
try:
    main()
finally:
    print("sqlalchemy" in sys.modules, file=sys.stderr)
"""

    ran = subprocess.run([sys.executable, "-c", script], cwd=cli.folder, capture_output=True, text=True, check=False)

    hint, loaded = ran.stderr.splitlines()
    assert (hint.endswith("differs from what was applied: `watchtracker check` says how"), loaded) == (True, "False")


def test_a_closed_pipe_ends_quietly(cli: CommandLine) -> None:
    cli("apply")
    with subprocess.Popen(
        [sys.executable, "-m", "watchtracker", "list", "--all"],
        cwd=cli.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == ("", 0)


def test_a_phrase_needs_no_quotes(cli: CommandLine) -> None:
    assert cli("when", "June", "5,", "2026").out == cli("when", "June 5, 2026").out


def test_lines_of_another_system_are_answered_as_well(cli: CommandLine) -> None:
    line = json.dumps({"id": 1, "text": "TBD", "reference": "2026-04-10"}).encode()
    ran = subprocess.run(
        [sys.executable, "-m", "watchtracker", "when", "--jsonl"],
        cwd=cli.folder,
        input=b"\xef\xbb\xbf" + line + b"\r\n" + line,
        capture_output=True,
        check=True,
    )
    assert [json.loads(answer)["kind"] for answer in ran.stdout.splitlines()] == ["undated", "undated"]


def test_an_interrupt_ends_quietly_with_the_status_of_shells(bare: CommandLine) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "watchtracker", "when", "--jsonl"],
        cwd=bare.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"x\n" * 200)
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdout.read()

        assert (process.stderr.read().strip(), process.wait(60)) == (b"", 130)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_sentence(cli: CommandLine) -> None:
    cli("apply")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "watchtracker", "list", "--all"],
            cwd=cli.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (ran.returncode, ran.stderr) == (1, "watchtracker: No space left on device\n")


def test_a_terminal_of_another_encoding_loses_no_line(cli: CommandLine) -> None:
    ran = programs.run(cli.folder, "list", "--all", PYTHONIOENCODING="ascii")

    assert ran.returncode == 0
    assert "weights" in ran.stdout
    assert json.loads(programs.run(cli.folder, "list", "--all", "--json", PYTHONIOENCODING="ascii").stdout)
