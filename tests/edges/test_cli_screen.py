"""A terminal of 40 columns, the narrowest that is reckoned with: no command writes a wider line."""

from __future__ import annotations

import pytest

from tests.edges.command_line import WATCHLIST, CommandLine
from watchtracker.cli.screen import width

MOMENT = """
[[item]]
id = "moment"
title = "The call for papers of a conference with a long name closes"
kind = "deadline"
zone = "America/Argentina/Buenos_Aires"
owner = "the-group-that-writes-papers"
tags = ["papers"]
when = "2027-03-01T12:00:00Z"
said_on = 2026-04-03
source = "The committee of that conference and all of its chairs"
"""

# In the order in which they are run, each on what those before it left.
COMMANDS = (
    ("init",),
    ("check",),
    ("apply",),
    ("list", "--all"),
    ("list", "--as-of", "2026-04-12"),
    ("show", "deepseek-v4"),
    ("show", "moment", "--all"),
    ("explain", "moment"),
    ("when", "late April"),
    ("when", "by 6 May 2027"),
    ("plan", "--within", "24mo"),
    ("replay", "--since", "2026-01-20", "--until", "2026-08-01"),
    ("add", "grants", "--title", "Grants", "--kind", "deadline", "--when", "by 30 June 2027", "--source", "The agency"),
    ("claim", "deepseek-v4", "--when", "Q3 2027", "--source", "A paper with a long name of its own"),
    ("confirm", "weights"),
    ("resolve", "weights", "--as", "happened", "--source", "A paper with a long name of its own"),
    ("reopen", "weights"),
    ("edit", "grants", "--title", "Grants of the agency with a long name"),
    ("remove", "grants"),
    ("feeds",),
    ("token", "add", "the-telephone-of-mei", "--tag", "policy", "--kind", "deadline", "--alarms", "1d,4h"),
    ("token", "list"),
    ("token", "revoke", "the-telephone-of-mei"),
    ("token", "revoke", "the-telephone-of-mei"),
    ("doctor",),
    ("backup", "copy.db"),
    ("export", "--into", "new"),
)


@pytest.mark.parametrize("columns", [40, 52])
def test_no_command_writes_a_line_that_is_wider_than_the_terminal(bare: CommandLine, columns: int) -> None:
    terminal = {"COLUMNS": str(columns), "FORCE_COLOR": "1", "NO_COLOR": "1"}
    wide: dict[tuple[str, ...], list[str]] = {}
    for words in COMMANDS:
        shown = bare(*words, **terminal)
        assert shown.status == 0 or words == ("doctor",), (words, shown.err)
        # A link is not broken, so that it can be clicked.
        lines = [line for line in shown.out.splitlines() if width(line) > columns and "://" not in line]
        wide |= {words: lines} if lines else {}
        if words == ("init",):
            bare.write(WATCHLIST + MOMENT)

    assert wide == {}
