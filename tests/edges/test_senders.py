"""The senders of the settings: whose messages people can answer."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import a_channel, at
from watchtracker import settings as configuration
from watchtracker.channels import Outlet
from watchtracker.notifications import Answerers, Channel
from watchtracker.senders import senders
from watchtracker.targets import SlackTarget

SLACK = a_channel("policy", to=SlackTarget("C0POLICY"))


def answerable(tmp_path: Path, channel: Channel, **secrets: str) -> bool:
    settings = configuration.load(None, {}, tmp_path)
    settings = replace(settings, channels=(channel,), slack=replace(settings.slack, **secrets))
    found = senders(settings, io.StringIO(), lambda: at("2026-04-29"))
    return Outlet.of(channel, found[channel.name]).answerable


@pytest.mark.parametrize("secret", ["signing_secret", "app_token"])
def test_what_slack_hears_can_be_answered_where_its_answers_reach_us(tmp_path: Path, secret: str) -> None:
    assert answerable(tmp_path, SLACK, bot_token="xoxb-1", **{secret: "s"})


def test_no_button_is_drawn_that_nobody_would_hear(tmp_path: Path) -> None:
    assert not answerable(tmp_path, SLACK, bot_token="xoxb-1")
    assert not answerable(tmp_path, SLACK, signing_secret="s")
    assert not answerable(tmp_path, replace(SLACK, answers=Answerers.NOBODY), bot_token="xoxb-1", signing_secret="s")
    assert not answerable(tmp_path, a_channel("team"), bot_token="xoxb-1", signing_secret="s")
