"""`read`, `inbox`, `accept`, `dismiss`: from a text to claims, by command lines and at a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path
from select import select

import pytest

from tests.edges.command_line import CommandLine
from tests.web_stand_in import response, serving

WEEKLY = """# Model Weekly, issue 15

Aurora V4 will launch in late April 2031. The Kestrel 2 weights will be released on 6 May 2031.

Comments on the Tide rule are due by 12 May 2031.
"""
LIST = """
[[item]]
id = "aurora-v4"
title = "Aurora V4 launch"
kind = "release"
when = "April 2031"
said_on = 2026-04-01
source = "Lab"
"""


@pytest.fixture
def line(bare: CommandLine) -> CommandLine:
    bare.write(LIST)
    (bare.folder / "weekly.txt").write_text(WEEKLY)
    return bare


def read(line: CommandLine, *more: str, where: str = "weekly.txt") -> list[dict[str, object]]:
    found = line("read", where, "--said-on", "2026-04-10", "--source", "Model Weekly", "--json", *more)
    assert found.status == 0, found.err
    proposals: list[dict[str, object]] = found.json["proposals"]
    return proposals


def test_a_text_in_a_pipe_is_printed_and_nothing_is_recorded(line: CommandLine) -> None:
    said = line("read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    assert [text.split("\t")[:5] for text in said.out.splitlines()] == [
        [
            "-",
            "Aurora V4",
            "late Apr 2031",
            "for aurora-v4: known more precisely, late Apr 2031, was Apr 2031",
            "Model Weekly",
        ],
        ["-", "Kestrel 2 weights", "6 May 2031", "new item: kestrel-2-weights, release", "Model Weekly"],
        [
            "-",
            "Comments on the Tide rule",
            "by 12 May 2031",
            "new item: comments-on-the-tide-rule, deadline",
            "Model Weekly",
        ],
    ]
    assert line("inbox", "--json").json["proposals"] == []


def test_as_json_each_proposal_has_its_item_or_its_id_to_be(line: CommandLine) -> None:
    first, second, _ = read(line)
    assert (first["item"], first["new_id"], first["relation"]) == ("aurora-v4", None, "sharpened")
    assert (second["item"], second["new_id"], second["relation"]) == (None, "kestrel-2-weights", None)
    assert {row["id"] for row in (first, second)} == {None}
    assert {row["state"] for row in (first, second)} == {"open"}


def test_all_of_a_text_is_accepted_and_never_proposed_again(line: CommandLine) -> None:
    accepted = read(line, "--accept", "--by", "mei")
    assert [row["state"] for row in accepted] == ["accepted"] * 3
    shown = line("show", "aurora-v4", "--json").json
    assert (shown["claims"][-1]["when"], shown["claims"][-1]["by"], shown["claims"][-1]["origin"]) == (
        "late April 2031",
        "mei",
        "intake",
    )
    assert line("show", "kestrel-2-weights", "--json").json["claims"][0]["quote"].startswith("The Kestrel 2 weights")
    assert [row["state"] for row in read(line)] == ["accepted"] * 3
    again = line("read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly", "--accept")
    assert "accepted before" in again.out
    assert len(line("show", "aurora-v4", "--json").json["claims"]) == 2


def test_what_is_accepted_says_how_it_is_undone(line: CommandLine) -> None:
    said = line("read", "weekly.txt", "--said-on", "2026-04-10", "--accept")
    undo = [text for text in said.out.splitlines() if text.startswith("undo: ")]
    assert undo[0].startswith("undo: watchtracker retract aurora-v4 ")
    assert undo[1:] == [
        "undo: watchtracker remove kestrel-2-weights",
        "undo: watchtracker remove comments-on-the-tide-rule",
    ]
    for text in undo:
        assert line(*text.removeprefix("undo: watchtracker ").split()).status == 0


def test_a_text_for_a_watch_list_is_sound_where_it_is_pasted(line: CommandLine) -> None:
    text = line("read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly", "--toml").out
    assert (
        "\n# of aurora-v4, which is on the list: this goes below its claims, or its words into the short form\n" in text
    )
    assert '# [[item.claim]]\n# when = "late April 2031"\n' in text
    line.write(LIST + text)
    assert line("apply").status == 0
    assert line("show", "kestrel-2-weights", "--json").json["claims"][0]["source"] == "Model Weekly"


def test_a_mail_is_said_by_whoever_sent_it(line: CommandLine) -> None:
    head = "From: Model Weekly <news@weekly.example>\nSubject: Issue 15\nDate: Fri, 10 Apr 2026 09:00:00 +0000\n\n"
    (line.folder / "saved.eml").write_text(head + "Kestrel 2 will be released on 6 May 2031.\n")
    (row,) = line("read", "saved.eml", "--json").json["proposals"]
    assert (row["source"], row["published"]) == ("Model Weekly", "2026-04-10")
    (named,) = line("read", "saved.eml", "--json", "--source", "The Weekly").json["proposals"]
    assert named["source"] == "The Weekly"


def test_all_of_a_text_may_concern_one_item(line: CommandLine) -> None:
    assert {row["item"] for row in read(line, "--item", "aurora-v4")} == {"aurora-v4"}
    assert "did you mean" in line("read", "weekly.txt", "--item", "aurora-v").err


def test_what_was_left_out_is_told_with_its_line(line: CommandLine) -> None:
    text = (
        "Last updated: 3 April 2026\n\nAurora V3 was released on 2 February 2026.\n\nAurora V4 comes on 6 May 2031.\n"
    )
    said = line("read", "-", "--said-on", "2026-04-10", "--source", "W", "--explain", stdin=text)
    assert 'line 3: "2 February 2026" left out: ' in said.out


def test_words_of_time_that_name_no_date_are_told_of_with_their_line(line: CommandLine) -> None:
    (line.folder / "rule.txt").write_text(
        "Comments on the Tide rule are due by 12 May 2031.\n\n"
        "The rule applies 18 months after publication, and the vote of 3 May 2020 was pushed back again.\n"
    )
    said = (
        line("read", "rule.txt", "--said-on", "2026-04-10", "--explain").out
        + line("read", "rule.txt", "--said-on", "2026-04-10", "--explain", "--toml").out
    )
    for lead in ("", "# "):
        assert f'{lead}line 3: "18 months after publication" are words of time that name no date' in said.splitlines()
        assert f'{lead}line 3: "pushed back again" are words of time that name no date' in said.splitlines()


def test_why_each_is_of_its_item_is_explained(line: CommandLine) -> None:
    said = line("read", "weekly.txt", "--said-on", "2026-04-10", "--explain").out
    assert '"Aurora V4" is aurora-v4: its whole title stands there' in said
    assert '"Kestrel 2 weights" is something new' in said
    pasted = line("read", "weekly.txt", "--said-on", "2026-04-10", "--explain", "--toml").out
    assert tomllib.loads(pasted)["item"]
    told = line("read", "weekly.txt", "--said-on", "2026-04-10", "--item", "aurora-v4", "--explain").out
    assert '"Kestrel 2 weights" is aurora-v4: it was said to be about that' in told


def test_a_text_without_a_day_is_read_as_far_as_it_names_years(line: CommandLine) -> None:
    text = "Aurora V5 will be released on 6 May 2031. Kestrel 3 will be released next Tuesday."
    said = line("read", "-", "--source", "W", "--json", stdin=text)
    assert [row["when"] for row in said.json["proposals"]] == ["6 May 2031"]
    assert "may count from the day on which this was published" in said.err
    assert "--said-on" in said.err


def test_relative_words_count_from_the_day_that_stands_alone_at_the_head(line: CommandLine) -> None:
    text = "# Model Weekly\n*9 April 2026*\n\nKestrel 3 will be released next Tuesday."
    (row,) = line("read", "-", "--source", "W", "--json", stdin=text).json["proposals"]
    assert (row["published"], row["window"]["earliest"]) == ("2026-04-09", "2026-04-14")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("read",), "missing argument"),
        (("read", "nowhere.txt"), "there is no file nowhere.txt"),
        (("read", "."), ". is a folder: name one file"),
        (("read", "http://127.0.0.1/x"), "127.0.0.1"),
        (("read", "ftp://a.example/x"), "there is no file ftp://a.example/x"),
        (("read", "weekly.txt", "--said-on", "2999-01-01"), "lies in the future"),
        (("read", "weekly.txt", "--zone", "Mars"), "Mars"),
        (("accept", "1"), "there is no proposal 1: `watchtracker inbox` lists those that are open"),
        (("dismiss", "1"), "there is no proposal 1"),
        (("inbox", "--source", "Model"), "no source said anything yet"),
        (("inbox", "--tag", "x"), "there is no tag 'x'"),
        (("accept", "1", "2", "--as", "x"), "are of one proposal"),
        (("accept", "1", "--as", "x", "--item", "y"), "say one of the two"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(line: CommandLine, words: tuple[str, ...], expected: str) -> None:
    said = line(*words)
    assert said.status in {1, 2}
    assert expected in said.err
    assert len(said.err.strip().splitlines()) <= 2
    assert "Traceback" not in said.err


def test_a_pdf_and_a_text_that_is_too_long_are_refused(line: CommandLine) -> None:
    (line.folder / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    assert "is a PDF, which is not read: save it as text" in line("read", "a.pdf").err
    (line.folder / "long.txt").write_bytes(b"x" * 5_000_001)
    assert "5,000,001 bytes, and 5,000,000 are the most" in line("read", "long.txt").err.replace("has ", "")


def test_texts_in_lines_of_json_are_answered_line_by_line(line: CommandLine) -> None:
    question = {"id": 7, "text": "Aurora V4 will launch on 6 May.", "published": "2031-04-10", "zone": "UTC"}
    stdin = "\ufeff" + json.dumps(question) + "\nno json\n"
    first, second = (json.loads(text) for text in line("read", "--jsonl", stdin=stdin).out.splitlines())
    (proposal,) = first["proposals"]
    assert (first["id"], proposal["kind"], proposal["earliest"]) == (7, "release", "2031-05-06")
    assert question["text"][proposal["start"] : proposal["end"]] == proposal["quote"]  # type: ignore[index]
    assert second["id"] is None


class Terminal:
    """A terminal of 80 columns, with somebody who types when asked."""

    def __init__(self, line: CommandLine, *words: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "watchtracker", *words]
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=line.folder, env=environment, close_fds=True
        )
        os.close(theirs)
        self.seen = ""

    def until(self, text: str) -> None:
        before = self.seen.count(text)
        while self.seen.count(text) == before:
            if not select([self._ours], [], [], 60)[0]:
                raise AssertionError(f"{text!r} did not come: {self.seen}")
            self.seen += os.read(self._ours, 4096).decode()

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def ends(self) -> int:
        while True:
            try:
                read = os.read(self._ours, 4096)
            except OSError:
                break
            if not read:
                break
            self.seen += read.decode()
        os.close(self._ours)
        return self._process.wait(20)


def states(line: CommandLine) -> list[tuple[object, object]]:
    return [(row["title"], row["state"]) for row in read(line)]


def at_a_terminal(line: CommandLine, *words: str) -> Terminal:
    line("list")  # the watch list is brought in
    return Terminal(line, *words, "--by", "mei")


def test_three_keys_decide_on_three_proposals(line: CommandLine) -> None:
    words = ("read", str(Path("weekly.txt")), "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal = at_a_terminal(line, *words)
    for key in ("a", "d", "s"):
        terminal.until("> ")
        terminal.press(key)
    assert terminal.ends() == 0
    assert all(len(text) <= 80 for text in terminal.seen.splitlines())
    assert "sharpened: late Apr 2031, was Apr 2031" in terminal.seen
    assert states(line) == [
        ("Aurora V4", "accepted"),
        ("Kestrel 2 weights", "dismissed"),
        ("Comments on the Tide rule", "open"),
    ]
    (kept,) = line("inbox", "--json").json["proposals"]
    assert kept["title"] == "Comments on the Tide rule"


def test_proposals_that_would_scroll_away_are_shown_one_by_one_above_their_question(line: CommandLine) -> None:
    parts = [f"Model {name} will be released on {day} May 2031." for day, name in enumerate("ABCDEFGHIJ", start=6)]
    (line.folder / "long.txt").write_text("\n\n".join(parts))
    terminal = at_a_terminal(line, "read", "long.txt", "--said-on", "2026-04-10")
    terminal.until("> ")
    assert "10 proposals" in terminal.seen
    assert "Model A" in terminal.seen
    assert "Model B" not in terminal.seen
    terminal.press("s")
    terminal.until("> ")
    assert "Model B" in terminal.seen
    terminal.press("q")
    assert terminal.ends() == 0


def test_a_title_stands_apart_from_its_date_where_not_all_fits_on_one_line(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("q")
    assert terminal.ends() == 0
    assert " 1  Aurora V4                  late Apr 2031\r\n" in terminal.seen


def test_keys_that_are_typed_ahead_are_not_lost(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.press("ads")
    assert terminal.ends() == 0
    assert [state for _, state in states(line)] == ["accepted", "dismissed", "open"]


def test_what_is_not_right_is_edited_before_it_is_accepted(line: CommandLine) -> None:
    line("read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("s")
    terminal.until("> ")
    terminal.press("e")
    for asked, typed in (
        ("title [Kestrel 2 weights]: ", "Kestrel weights"),
        ("when [6 May 2031]: ", "7 Mai"),
        ("when [6 May 2031]: ", "7 May 2031"),
        ("kind (release, deadline, event) [release]: ", "event"),
        ("id, or an item of ours [kestrel-weights]: ", "kestrel"),
    ):
        terminal.until(asked)
        terminal.press(f"{typed}\n")
    terminal.until("> ")
    terminal.press("q")
    assert terminal.ends() == 0
    made = line("show", "kestrel", "--json").json
    assert (made["title"], made["kind"], made["claims"][0]["when"]) == ("Kestrel weights", "event", "7 May 2031")
    assert [state for _, state in states(line)] == ["open", "accepted", "open"]


def test_whoever_edits_keeps_with_enter_what_stands_there_and_the_id_follows_the_title(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("e")
    terminal.until("when [late April 2031]: ")
    terminal.press("\n")
    terminal.until("item, or a new id [aurora-v4]: ")
    terminal.press("\n")
    terminal.until("> ")
    terminal.press("e")
    for typed in ("The weights of Kestrel", "", "", ""):
        terminal.until("]: ")
        terminal.press(f"{typed}\n")
    terminal.until("> ")
    terminal.press("q")
    assert terminal.ends() == 0
    made = line("show", "the-weights-of-kestrel", "--json").json
    assert (made["title"], made["kind"], made["claims"][0]["when"]) == (
        "The weights of Kestrel",
        "release",
        "6 May 2031",
    )


def test_whoever_decides_sees_in_which_zone_a_moment_or_a_day_is(line: CommandLine) -> None:
    (line.folder / "zones.txt").write_text(
        "Kestrel 2 will be released on 6 May 2031 at 5pm.\n\nComments on the Tide rule are due by 12 May 2031.\n"
    )
    words = ("read", "zones.txt", "--said-on", "2026-04-10", "--zone", "America/New_York")
    terminal = at_a_terminal(line, *words)
    terminal.until("> ")
    terminal.press("e")
    terminal.until("title [")
    terminal.press("\n")
    terminal.until("when (17:00 in America/New_York) [")
    terminal.press("\n\n\n")
    terminal.until("2> ")
    terminal.press("q")
    terminal.ends()
    assert "6 May 2031, 21:00 UTC" in terminal.seen
    assert "a day of America/New_York" in terminal.seen
    assert "a day of" not in line("read", "zones.txt", "--said-on", "2026-04-10").out


def test_news_of_what_no_item_is_known_for_is_kept_as_something_that_has_ended(line: CommandLine) -> None:
    (line.folder / "news.txt").write_text("Osprey 5 was released on Tuesday.\n")
    terminal = at_a_terminal(line, "read", "news.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("a")
    terminal.until("> ")
    assert "e says of which item that is" in " ".join(terminal.seen.split())
    terminal.press("e")
    terminal.until("or a new id: ")
    terminal.press("osprey-5\n")
    for _ in range(2):
        terminal.until("]: ")
        terminal.press("\n")
    assert terminal.ends() == 0
    kept = line("show", "osprey-5", "--json").json
    assert (kept["state"], kept["outcome"]["on"], kept["title"]) == ("happened", "2026-04-07", "Osprey 5")
    assert "undo: watchtracker remove osprey-5" in terminal.seen
    assert "Model Weekly" not in line("record", "--json").out
    line("remove", "osprey-5")
    (row,) = line("read", "news.txt", "--said-on", "2026-04-10", "--source", "Model Weekly", "--json").json["proposals"]
    assert row["state"] == "accepted"
    assert line("inbox", "--restore", str(row["id"])).status == 0
    assert "--as NEW-ID" in line("accept", str(row["id"])).err


def test_of_what_was_called_off_under_a_shorter_name_the_items_are_named_and_asked(line: CommandLine) -> None:
    line.write(LIST + LIST.replace('id = "aurora-v4"', 'id = "aurora-v5"').replace("Aurora V4", "Aurora V5"))
    (line.folder / "news.txt").write_text("Aurora is cancelled.\n")
    terminal = at_a_terminal(line, "read", "news.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("ae")
    terminal.until("item (aurora-v4 or aurora-v5), or a new id: ")
    terminal.press("aurora-v5\n")
    terminal.ends()
    said = " ".join(terminal.seen.split())
    assert "which of aurora-v4 and aurora-v5?" in said
    assert "may be the outcome of aurora-v4 or aurora-v5: e says of which" in said
    assert line("show", "aurora-v5", "--json").json["state"] == "cancelled"


def test_what_was_called_off_without_an_item_is_kept_without_a_date(line: CommandLine) -> None:
    (line.folder / "news.txt").write_text("The Osprey Summit is cancelled.\n")
    terminal = at_a_terminal(line, "read", "news.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.press("s")
    terminal.ends()
    (row,) = line("inbox", "--json").json["proposals"]
    refused = line("accept", str(row["id"]), "--as", "aurora-v4")
    assert (refused.status, "--item aurora-v4 records it as said of that" in refused.err) == (2, True)
    done = line("accept", str(row["id"]), "--as", "osprey-summit", "--kind", "event")
    assert done.out.startswith("osprey-summit: new, cancelled on 10 Apr 2026 (Model Weekly)\n")
    kept = line("show", "osprey-summit", "--json").json
    assert (kept["state"], kept["window"]["kind"], kept["kind"]) == ("cancelled", "undated", "event")


def test_a_quote_is_shown_without_signs_of_markdown_and_kept_with_them(line: CommandLine) -> None:
    (line.folder / "news.md").write_text("The **Kestrel 2**[^1] [weights](https://k.example) come on 6 May 2031.\n")
    terminal = at_a_terminal(line, "read", "news.md", "--said-on", "2026-04-10")
    terminal.until("> ")
    terminal.press("a")
    terminal.ends()
    assert '"The Kestrel 2 weights come on 6 May 2031."' in terminal.seen
    assert "**" not in terminal.seen
    (row,) = line("read", "news.md", "--said-on", "2026-04-10", "--json").json["proposals"]
    assert (row["title"], row["quote"]) == (
        "Kestrel 2 weights",
        "The **Kestrel 2**[^1] [weights](https://k.example) come on 6 May 2031.",
    )
    assert "quote: The Kestrel 2 weights come" in line("show", "kestrel-2-weights").out


def test_all_that_is_left_is_accepted_with_one_key(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.until("> ")
    terminal.press("A")
    assert terminal.ends() == 0
    assert [state for _, state in states(line)] == ["accepted"] * 3


def test_the_inbox_asks_for_what_was_kept_and_brings_back_what_was_dismissed(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    for key in ("s", "s", "d"):
        terminal.until("> ")
        terminal.press(key)
    terminal.ends()
    inbox = at_a_terminal(line, "inbox")
    inbox.until("> ")
    inbox.press("?")
    inbox.until("> ")
    assert all(len(text) <= 80 for text in inbox.seen.splitlines())
    inbox.press("a")
    inbox.until("> ")
    inbox.press("q")
    inbox.ends()
    rows = line("inbox", "--json").json["proposals"]
    assert [row["title"] for row in rows] == ["Kestrel 2 weights"]
    dismissed = read(line)[2]["id"]
    restored = line("inbox", "--restore", str(dismissed), "--json").json["proposals"]
    assert [(row["id"], row["state"]) for row in restored] == [(dismissed, "open")]
    assert len(line("inbox", "--json").json["proposals"]) == 2
    assert line("accept", str(dismissed), "--when", "by 13 May 2031", "--as", "tide").status == 0
    assert line("show", "tide", "--json").json["claims"][0]["when"] == "by 13 May 2031"


def test_where_two_items_come_out_alike_both_are_named_and_asked_until_somebody_says_which(line: CommandLine) -> None:
    line.write(LIST + LIST.replace('id = "aurora-v4"', 'id = "aurora-v4-eu"'))
    (line.folder / "weekly.txt").write_text("Aurora V4 will launch on 28 April 2031.\n")
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.press("as")
    terminal.ends()
    refused = '"Aurora V4" may be aurora-v4 or aurora-v4-eu: say which, or give it an id of its own'
    assert refused in " ".join(terminal.seen.split())
    (row,) = line("inbox", "--json").json["proposals"]
    assert (row["item"], row["new_id"]) == (None, "aurora-v4-2")
    assert "which of aurora-v4 and aurora-v4-eu? say it with --item" in line("inbox").out
    assert "may be aurora-v4 or aurora-v4-eu" in line("accept", str(row["id"])).err
    pasted = line("read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Another", "--toml").out
    assert pasted == "# left out: Aurora V4, 28 Apr 2031: which of aurora-v4 and aurora-v4-eu?\n"
    assert line("accept", str(row["id"]), "--item", "aurora-v4-eu").status == 0
    assert line("show", "aurora-v4-eu", "--json").json["window"]["earliest"] == "2031-04-28"


def test_a_title_that_is_not_heard_any_more_is_not_asked_about_in_a_later_text(line: CommandLine) -> None:
    terminal = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-10", "--source", "Model Weekly")
    terminal.press("sss")
    terminal.ends()
    kestrel = next(row for row in line("inbox", "--json").json["proposals"] if "Kestrel" in row["title"])
    line("dismiss", str(kestrel["id"]), "--subject")
    (line.folder / "weekly.txt").write_text("The Kestrel 2 weights will be released on 9 May 2031.\n")
    later = at_a_terminal(line, "read", "weekly.txt", "--said-on", "2026-04-11", "--source", "Model Weekly")
    assert later.ends() == 0
    assert ("dismissed before" in later.seen, "[a]ccept" in later.seen) == (True, False)
    assert states(line) == [("Kestrel 2 weights", "dismissed")]


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_page_that_keeps_programs_out_is_offered_by_a_saved_file_or_a_pipe(line: CommandLine, status: int) -> None:
    with serving() as web:
        (line.folder / "config/watchtracker.toml").write_text(f'[fetch]\nallow = ["{web.place}"]\n')
        web.gives("/call", response(status))
        said = line("read", web.at("/call"))
    assert said.status == 2
    assert f"refused ({status})" in said.err
    assert (
        "if a browser shows it, save the page there and read the file, or pipe its text to `watchtracker rea"
        in said.err
    )


@pytest.mark.parametrize("more", ["", '<script type=\'application/ld+json\'>{"isAccessibleForFree": "False"}</script>'])
def test_a_page_of_which_perhaps_not_all_came_says_so(line: CommandLine, more: str) -> None:
    text = "<p>The Comet 7 launch is planned for 6 May 2094.</p>" * (10 if more else 1)
    with serving() as web:
        (line.folder / "config/watchtracker.toml").write_text(f'[fetch]\nallow = ["{web.place}"]\n')
        web.gives("/call", response(200, f"<html>{more}<main>{text}</main></html>".encode(), "Content-Type: text/html"))
        said = line("read", web.at("/call"))
    assert "Comet 7 launch" in said.out
    assert "characters of text came; if a browser shows more, save the page there" in said.err
