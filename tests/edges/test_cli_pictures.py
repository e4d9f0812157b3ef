"""Pictures on a terminal: `list --timeline`, and in `show` how a date moved."""

from __future__ import annotations

from tests.edges.command_line import CommandLine


def test_the_timeline_has_a_row_an_item_and_says_its_marks(cli: CommandLine) -> None:
    lines = cli("list", "--timeline", "--as-of", "2026-04-12", COLUMNS="80").out.splitlines()
    rows = [line for line in lines if line.startswith(("DeepSeek", "Digital", "权重"))]

    assert [row.split("  ")[-1].strip() for row in rows] == ["late Apr 2026", "6 May 2026", "no date"]
    assert lines[-1].startswith("● release, ▶ deadline, │ today")


def test_the_timeline_takes_the_choices_of_the_list(cli: CommandLine) -> None:
    out = cli("list", "--timeline", "--as-of", "2026-04-12", "--kind", "deadline", "digital").out
    assert "Digital human" in out
    assert "DeepSeek" not in out


def test_show_draws_how_a_date_moved_where_a_terminal_is_wide_enough(cli: CommandLine) -> None:
    wide = cli("show", "deepseek-v4", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80").out
    assert "How its date moved" in wide
    for asked in ({"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "60"}, {"COLUMNS": "80"}):
        assert "How its date moved" not in cli("show", "deepseek-v4", **asked).out


def test_a_picture_is_neither_json_nor_long(cli: CommandLine) -> None:
    for other in ("--json", "--long"):
        said = cli("list", "--timeline", other)
        assert (said.status, said.out) == (2, "")
        assert said.err == f"watchtracker: --timeline is a picture of its own: leave out {other}\n"
