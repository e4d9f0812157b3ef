"""What the tests of the command line ask for: a folder with a small watch list, and commands run in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edges.command_line import WATCHLIST, CommandLine
from tests.slack_stand_in import SlackStandIn, slack_stand_in


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Commands in a folder with nothing in it, and an environment that sets nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for name in os.environ:
        if name.startswith("WATCHTRACKER_"):
            monkeypatch.delenv(name)
    return CommandLine(tmp_path)


@pytest.fixture
def cli(bare: CommandLine) -> CommandLine:
    """The same with a watch list of three items."""
    bare.write(WATCHLIST)
    return bare


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A workspace of Slack on this machine."""
    with slack_stand_in() as workspace:
        yield workspace
