"""The gallery of what we show in Slack draws every block that there is, and what Slack takes."""

from __future__ import annotations

import pytest

from tests.block_kit import faults
from tests.pages import slack_gallery

PAGES = dict(slack_gallery.pages())


@pytest.mark.parametrize("name", PAGES)
def test_every_block_is_drawn(name: str) -> None:
    drawn = "".join(PAGES[name])
    assert "not drawn" not in drawn
    assert len(drawn) > 500


def test_every_modal_of_it_is_one_that_slack_takes() -> None:
    assert [faults(view) for view in slack_gallery.modals() if faults(view)] == []


def test_messages_have_their_buttons() -> None:
    for name, button in (("messages", "Still the same"), ("faces", "Hand back"), ("glance", "I&#x27;m on it")):
        assert button in "".join(PAGES[name])
