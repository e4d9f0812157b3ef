"""The timeline in a real browser: what it measures there, by day and by night, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import sqlite_in
from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS
from tests.serving import Site, serving
from tests.sites import a_site, save
from watchtracker.store.engine import Store

_EVERY_TEXT = """() => [...document.querySelectorAll('svg text')].map(text => {
  const box = text.getBoundingClientRect()
  return [box.left, box.top, box.right, box.bottom, text.textContent]
}).filter(box => box[2] > box[0])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What is written here does not depend on the database, and nothing is changed."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    save(store, {item.id: item for item in (*WINDOWS, *OUTCOMES, *MOVES)}.values())
    with serving(a_site(store)) as site:
        yield site
    store.close()


def a_page(browser: Browser, width: int, scheme: Literal["light", "dark"] = "light") -> Page:
    return browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=True
    ).new_page()


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
@pytest.mark.parametrize("path", ["/timeline?all=1", "/?all=1", "/items/moved-again-and-again", "/items/deepseek-v4"])
def test_no_two_words_of_a_picture_lie_on_each_other(site: Site, browser: Browser, width: int, path: str) -> None:
    page = a_page(browser, width)
    page.goto(f"{site.url}{path}")
    boxes = page.evaluate(_EVERY_TEXT)
    page.context.close()

    assert boxes
    for first, other in combinations(boxes, 2):
        beside = first[2] <= other[0] + 0.5 or other[2] <= first[0] + 0.5
        # A line of text is a little higher than what stands on it.
        below = first[3] <= other[1] + 3 or other[3] <= first[1] + 3
        assert beside or below, (first, other)
    assert all(box[0] >= 0 and box[2] <= width for box in boxes)


@pytest.mark.parametrize(("width", "shown"), [(1280, 0), (768, 0), (390, 1), (320, 1)])
def test_a_narrow_screen_gets_the_list_with_small_bars(site: Site, browser: Browser, width: int, shown: int) -> None:
    page = a_page(browser, width)
    page.goto(f"{site.url}/timeline")
    pictures = page.locator(".timeline :is(.wide, .narrow)")
    visible = [pictures.nth(place).is_visible() for place in range(2)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()

    assert visible == [shown == 0, shown == 1]
    assert wide <= width


def test_the_keyboard_reaches_every_item_and_leads_to_its_page(site: Site, browser: Browser) -> None:
    page = a_page(browser, 1280)
    page.goto(f"{site.url}/timeline")
    first = page.locator(".timeline svg a").first
    first.focus()
    stroke = first.locator(".hit").evaluate("rect => getComputedStyle(rect).stroke")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/*")
    page.context.close()
    assert stroke != "none"


@pytest.mark.parametrize("path", ["/timeline.svg?all=1", "/items/deepseek-v4/slip.svg"])
def test_a_picture_alone_follows_the_night_and_nothing_is_complained_of(
    site: Site, browser: Browser, path: str
) -> None:
    papers, complaints = [], list[str]()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = a_page(browser, 900, scheme)
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{site.url}{path}")
        papers.append(page.evaluate("getComputedStyle(document.querySelector('.paper')).fill"))
        page.context.close()
    assert [text for text in complaints if "favicon" not in text] == []
    assert papers == ["rgb(255, 255, 255)", "rgb(29, 32, 36)"]
