"""A mail's HTML in a real browser: it fits a phone, follows the reader's light or dark, and fetches nothing."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from watchtracker.channels.email import html_text
from watchtracker.channels.email.fitting import fitted
from watchtracker.outbox.messages import Entry, Message

LONG = "Ausführungsbestimmungsveröffentlichungstermin" * 4
NOTICE = Entry(
    "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026 (Whale Lab, 23 Mar 2026).",
    title="V4 launch",
    kind="moved",
    owner=LONG,
    page="https://watch.example/items/v4",
    url="https://news.example/v4",
)
WIDE = Entry(f"{LONG}: due in 7 days, 6 May 2026.", title=LONG, kind="upcoming")
HEADING = Entry("The next four weeks:", heading=True)
MESSAGES = {
    "a notice": Message((NOTICE,)),
    "several": Message((NOTICE, WIDE), title="2 notifications at once", more=3, more_url="https://watch.example"),
    "a digest": Message((HEADING, NOTICE, WIDE), title=f"Weekly digest, {LONG}"),
}


def shown(page: Page, message: Message) -> None:
    page.set_content(html_text.written(fitted(message), "a subject", "legal"))


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("width", [320, 700])
def test_a_mail_fits_and_fetches_nothing(browser: Browser, message: Message, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 600}) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        shown(page, message)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert asked == []


@pytest.mark.parametrize(("scheme", "ink"), [("light", "rgb(0, 0, 0)"), ("dark", "rgb(255, 255, 255)")])
def test_a_mail_is_as_light_or_dark_as_its_reader_likes(
    browser: Browser, scheme: Literal["light", "dark"], ink: str
) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        shown(page, MESSAGES["several"])
        colours = page.evaluate(
            "[...document.querySelectorAll('p, a, h1')].map(found => getComputedStyle(found).color)"
        )
        assert set(colours) == {ink}
