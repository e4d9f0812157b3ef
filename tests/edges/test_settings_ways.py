"""The ways out in the settings: each has its key, the console has none, and a channel leads to one of them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.edges.test_settings import load, problems
from watchtracker.settings.ways import WAYS
from watchtracker.targets import ConsoleTarget, EmailTarget, SlackTarget, Target, WebhookTarget

# A channel of each way out, by its key; the console has none.
SERVER = '[email]\nhost = "smtp.example.org"\nsender = "watch@example.org"\n'
LEADING = {
    "slack": (SlackTarget, 'slack = "C0123456789"'),
    "email": (EmailTarget, 'email = ["legal@example.org"]'),
    "webhook": (WebhookTarget, 'webhook = "https://hub.example/in"'),
}


def test_every_way_out_has_its_key() -> None:
    assert {target for target, _ in LEADING.values()} | {ConsoleTarget} == set(get_args(Target))
    assert list(LEADING) == list(WAYS)


@pytest.mark.parametrize("key", WAYS)
def test_a_channel_leads_one_way_and_the_console_none(tmp_path: Path, key: str) -> None:
    target, written = LEADING[key]
    channel = f'{SERVER}[[channel]]\nname = "a"\n{written}\n'
    (found,) = load(tmp_path, channel).channels
    assert type(found.to) is target
    (said,) = problems(tmp_path, channel.replace('"a"', '"console"'))
    assert said.endswith(f'"console" is this terminal: choose another name for {WAYS[key]}')
    other = next(way for way in WAYS if way != key)
    first, second = sorted((key, other), key=list(WAYS).index)
    (said,) = problems(tmp_path, f"{channel}{LEADING[other][1]}\n")
    assert said.endswith(f"the channel leads to {WAYS[first]} already: give {WAYS[second]} a channel of its own")


def test_the_readme_names_the_key_of_every_way_out() -> None:
    said = " ".join(Path("README.md").read_text().split()).split("A channel has one of ")[1].split(";")[0]
    assert said.replace(" and", ",").split(", ") == [f"`{key}`" for key in WAYS]
