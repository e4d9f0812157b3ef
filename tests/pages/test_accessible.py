"""No page breaks a rule of axe-core, which sees what a screen reader, a keyboard or weak eyes make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser import MISSING, NO_AXE, a_browser, axe, follow
from tests.conftest import sqlite_in
from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS
from tests.edges.test_web_holds import take
from tests.proposed import CLOSED, LAUNCH, LONG, TOY, proposed
from tests.serving import Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.notifications.holds import HoldKind
from watchtracker.store.engine import Store

TOKEN = "a long access token"
_JUDGED = """async chosen => (await axe.run({...chosen, resultTypes: ['violations']})).violations.flatMap(
  rule => rule.nodes.slice(0, 3).map(node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""
_EVERY_RULE: dict[str, list[str]] = {}
# Colours are all that changes by night, and sizes all that changes on a phone.
_OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
_OF_SIZE = {"runOnly": ["color-contrast", "target-size"]}
_LOOKS: tuple[tuple[int, Literal["light", "dark"], dict[str, list[str]]], ...] = (
    (1280, "light", _EVERY_RULE),
    (1280, "dark", _OF_COLOUR),
    (390, "dark", _OF_SIZE),
)
_PATHS = {
    "/?all=1": 200,
    "/?q=nothing+like+it": 200,
    "/timeline?all=1": 200,
    "/items/deepseek-v4": 200,
    "/items/release-that-happened": 200,
    "/items/retracted-altogether": 200,
    "/items/weights?done=recheck": 200,
    "/add": 200,
    "/inbox": 200,
    "/record": 200,
    "/record?by=tag": 200,
    "/nothing": 404,
    "/items/nothing": 404,
    "/?colour=red": 400,
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """A full site, an empty one, one that asks for a token and one that anyone may read."""
    with ExitStack() as stack:

        def opened(name: str) -> Store:
            store = Store.open(sqlite_in(tmp_path_factory.mktemp(name)))
            stack.callback(store.close)
            return store

        def served(store: Store, *, host: str = "127.0.0.1", **settings: object) -> Site:
            changed = replace(SETTINGS, **settings)  # type: ignore[arg-type]
            return stack.enter_context(serving(a_site(store, changed, host=host, local="mei")))

        full = opened("full")
        proposed(full, LAUNCH, TOY, CLOSED, LONG)
        take(full, watched()[2])
        take(full, watched()[0], kind=HoldKind.SNOOZED, until=NOW + timedelta(days=3))
        save(full, (*WINDOWS[-2:], *OUTCOMES[::4], *MOVES[-3:]))
        yield {
            "full": served(full),
            "empty": served(opened("empty")),
            "guarded": served(full, host="0.0.0.0", access_token=TOKEN),
            "public": served(full, host="0.0.0.0", access_token=TOKEN, public=True),
        }


def at(url: str, page: Page, status: int = 200) -> None:
    answer = page.goto(url)
    assert answer
    assert (answer.url, answer.status) == (url, status)


def a_claim_is_echoed(when: str, url: str, page: Page) -> None:
    page.goto(f"{url}/items/weights")
    page.get_by_text("A new claim").click()
    page.get_by_label("Words of the date").fill(when)
    page.get_by_label("Who said it").fill("Whale Lab")
    follow(page.get_by_role("button", name="Check"))


def an_item_is_echoed(item_id: str, url: str, page: Page) -> None:
    page.goto(f"{url}/add")
    for label, typed in (
        ("Title", "A call, open to anyone"),
        ("Id, for", item_id),
        ("Words of", "May 6, 2026"),
        ("Who said", "Gazette"),
    ):
        page.get_by_label(label).fill(typed)
    follow(page.get_by_role("button", name="Check"))


def a_claim_is_taken_back(url: str, page: Page) -> None:
    page.goto(f"{url}/items/measures")
    follow(page.get_by_role("button", name="Take it back"))


def a_proposal_is_dismissed(url: str, page: Page) -> None:
    page.goto(f"{url}/inbox")
    follow(page.get_by_role("button", name="Dismiss: Weights"))
    page.get_by_text("Dismissed lately").click()


def a_proposal_is_edited(url: str, page: Page) -> None:
    page.goto(f"{url}/inbox")
    page.get_by_label("Edit: Deepseek-V4").click()
    page.get_by_label("Words of the date").first.fill("on the 45th of Nevember")
    follow(page.get_by_role("button", name="Check: Deepseek-V4"))


def a_form_of_another_page_is_refused(url: str, page: Page) -> None:
    page.goto(f"{url}/items/weights")
    page.evaluate("document.querySelectorAll('[name=proof]').forEach(field => field.value = 'another')")
    follow(page.get_by_role("button", name="I looked"))


def a_wrong_token_is_refused(url: str, page: Page) -> None:
    page.goto(f"{url}/")
    page.get_by_label("Token").fill("another long token")
    follow(page.get_by_role("button", name="Read on"))


def steps_of(sites: dict[str, Site]) -> dict[str, Callable[[Page], None]]:
    """How each page is come to, in turn."""
    full = sites["full"].url
    return {
        **{path: partial(at, f"{full}{path}", status=status) for path, status in _PATHS.items()},
        "echo of a claim": partial(a_claim_is_echoed, "on May 12, 2026", full),
        "refusal of a claim": partial(a_claim_is_echoed, "03/04/2026", full),
        "echo of an item": partial(an_item_is_echoed, "a-call", full),
        "refusal of an item": partial(an_item_is_echoed, "A Call!", full),
        "taken back": partial(a_claim_is_taken_back, full),
        "dismissed": partial(a_proposal_is_dismissed, full),
        "edited": partial(a_proposal_is_edited, full),
        "form of another page": partial(a_form_of_another_page_is_refused, full),
        **{
            f"empty {path}": partial(at, f"{sites['empty'].url}{path}")
            for path in ("/", "/timeline", "/inbox", "/record")
        },
        "a wrong token": partial(a_wrong_token_is_refused, sites["guarded"].url),
        "public": partial(at, f"{sites['public'].url}/"),
        "public log-in": partial(at, f"{sites['public'].url}/login"),
        "public item": partial(at, f"{sites['public'].url}/items/weights"),
    }


def test_no_page_breaks_a_rule_by_day_or_by_night_on_a_desk_or_on_a_phone(sites: dict[str, Site]) -> None:
    program = axe() or pytest.skip(NO_AXE)
    broken: list[str] = []
    with a_browser() as browser:
        page = (browser or pytest.skip(MISSING)).new_page()
        for name, step in steps_of(sites).items():
            step(page)
            page.evaluate(f"document.querySelectorAll('details').forEach(found => found.open = true);{program}")
            for width, scheme, rules in _LOOKS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                broken += [f"{name}, {width} {scheme}: {each}" for each in page.evaluate(_JUDGED, rules)]
    assert broken == []
