"""`replay --texts`: what the inbox would have held, and what would have been told, without anything being recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edges.command_line import CommandLine

FIRST = "Whale Lab said that DeepSeek V4 will be released in early May 2026.\n\nComments close on May 20, 2026.\n"
LATER = "DeepSeek V4 will now be released in June 2026.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "2026-04-12-weekly.txt").write_text(FIRST)
    (texts / "2026-04-14-weekly.txt").write_text(LATER)
    (texts / "notes.txt").write_text("It will be released in 2031.")
    return texts


def test_each_day_has_what_the_inbox_would_have_held(cli: CommandLine, folder: Path) -> None:
    inbox = cli("replay", "--texts", str(folder), "--json").json["inbox"]
    assert [(each["day"], len(each["proposals"])) for each in inbox] == [("2026-04-12", 2), ("2026-04-14", 3)]
    last = inbox[-1]["proposals"][-1]
    assert (last["item"], last["relation"], last["id"], last["source"]) == ("deepseek-v4", "slipped", None, "weekly")


def test_it_says_on_a_screen_what_came_on_which_day(cli: CommandLine, folder: Path) -> None:
    lines = cli("replay", "--texts", str(folder)).out.splitlines()
    assert lines[0] == "12 Apr 2026: 2 proposals in the inbox, 2 of that day"
    assert any(line.startswith("14 Apr 2026: 3 proposals in the inbox, 1 of that day") for line in lines)


def test_what_is_on_record_already_is_not_counted_among_what_came(cli: CommandLine, folder: Path) -> None:
    (folder / "2026-04-14-daily.txt").write_text("DeepSeek V4 will be released in late April 2026.")
    out = cli("replay", "--texts", str(folder)).out
    (head,) = (line for line in out.splitlines() if line.startswith("14 Apr 2026: "))
    shown = out.partition(head)[2].partition("\n\n")[0].strip().splitlines()
    assert f" {len(shown)} of that day" in head


def test_nothing_of_it_is_recorded(cli: CommandLine, folder: Path) -> None:
    cli("replay", "--texts", str(folder))
    assert cli("inbox", "--json").json["proposals"] == []


def test_a_folder_without_a_dated_text_is_refused(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = cli("replay", "--texts", str(tmp_path / "empty"))
    assert (said.status, "2026-04-10-weekly.txt" in said.err) == (2, True)


def test_files_without_a_day_in_their_name_are_named_in_one_line(cli: CommandLine, folder: Path) -> None:
    (folder / ".hidden").write_text("")
    said = cli("replay", "--texts", str(folder), "--json")
    assert said.err.splitlines()[0] == "passed over, since no day begins the name: notes.txt"
    for number in range(7):
        (folder / f"more-{number}.md").write_text("")
    assert cli("replay", "--texts", str(folder)).err.endswith("more-4.md and 3 more\n")
