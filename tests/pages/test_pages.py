"""The pages in a real browser: they fit a phone, work without JavaScript, and nothing is blocked or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import follow
from tests.builders import an_item, said
from tests.conftest import sqlite_in
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store

TOKEN = "a long access token"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What is written here does not depend on the database, and nothing is changed."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    save(store, watched())
    yield store
    store.close()


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[Site]:
    with serving(a_site(store)) as site:
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_the_list_reads_in_order_and_leads_to_an_items_history(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    titles = page.locator(".item h2").all_inner_texts()
    assert titles == ["Deepseek-V4", "Consultation", "Measures", "Weights"]
    follow(page.get_by_role("link", name="Deepseek-V4", exact=True))
    assert page.url == f"{site.url}/items/deepseek-v4"
    assert page.locator(".claims .effect").nth(2).inner_text() == "slipped 69 days: Apr 2026, was mid-Feb 2026"


def test_the_form_chooses_without_javascript(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    page.get_by_label("Kind").select_option("deadline")
    follow(page.get_by_role("button", name="Show"))
    assert page.locator(".item h2").all_inner_texts() == ["Consultation"]
    assert page.get_by_label("Kind").input_value() == "deadline"


def test_several_tags_are_chosen_by_ticking_them_and_stay_ticked(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    for tag in ("chips", "policy"):
        page.get_by_label(tag, exact=True).check()
    follow(page.get_by_role("button", name="Show"))
    assert page.locator(".item h2").all_inner_texts() == ["Deepseek-V4", "Consultation", "Measures"]
    assert page.locator(".ticks input:checked").count() == 2


def test_several_kinds_that_an_address_names_are_kept_by_the_form(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/?kind=deadline&kind=event&without=chips&without=models")
    assert page.locator(".item h2").all_inner_texts() == ["Consultation", "Measures"]
    follow(page.get_by_role("button", name="Show"))
    assert "kind=deadline&kind=event" in page.url
    assert "without=chips&without=models" in page.url
    page.get_by_label("deadline", exact=True).uncheck()
    follow(page.get_by_role("button", name="Show"))
    assert page.locator(".item h2").all_inner_texts() == ["Measures"]


def test_a_search_finds_by_words_of_the_title_and_of_the_source(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    page.get_by_label("Search").fill("weights WEEKLY")
    follow(page.get_by_role("button", name="Show"))
    assert page.locator(".item h2").all_inner_texts() == ["Weights"]


def test_an_id_is_marked_whole_to_be_copied(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    assert page.locator(".item code").first.evaluate("found => getComputedStyle(found).userSelect") == "all"
    assert page.locator(".item code").first.inner_text() == "deepseek-v4"


def test_what_is_printed_has_the_addresses_and_no_controls(site: Site, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(f"{site.url}/items/consultation")
    for link in page.locator(".said a").all():
        assert "attr(href)" in link.evaluate("found => getComputedStyle(found, '::after').content") or (
            "https://gazette.example/1" in link.evaluate("found => getComputedStyle(found, '::after').content")
        )
    for path in ("/", "/timeline", "/items/consultation", "/record"):
        page.goto(f"{site.url}{path}")
        assert page.locator("nav:visible, button:visible, input:visible, select:visible").count() == 0
    page.goto(f"{site.url}/timeline")
    assert page.locator(".timeline .part").first.evaluate("found => getComputedStyle(found).breakInside") == "avoid"


def test_the_keyboard_skips_to_the_items_and_the_picture_says_their_words(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/")
    reached = "(found => [found.getAttribute('aria-label') || found.textContent, found.getBoundingClientRect().left])"

    def tabbed() -> tuple[str, float]:
        page.keyboard.press("Tab")
        text, left = page.evaluate(f"{reached}(document.activeElement)")
        return text, left

    assert tabbed() == ("To the items", 0)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "items"
    assert tabbed()[0] == "Deepseek-V4"

    page.goto(f"{site.url}/")
    page.get_by_role("link", name="Overdue").focus()
    told = tabbed()[0]
    assert told.startswith("Deepseek-V4 (release, upcoming): late Apr 2026, opens in 9 days; 2 moves, 69 days later")
    stroke = "getComputedStyle(document.activeElement.querySelector('.hit')).stroke"
    assert page.evaluate(stroke) == "rgb(58, 90, 140)"


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Many items, one of which has nothing but words without a place to break them."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("long")))
    first, *_ = watched()
    words = said("late April 2026", "2026-04-10", "S" * 150, url=f"https://x.example/{'u' * 200}", quote="q" * 300)
    long = an_item(words, item_id="item-0", owner=f"@{'o' * 120}", tags=("t" * 60,), notes="n" * 300)
    titled = [replace(first, facts=replace(first.facts, id=f"item-{n}", title=f"Item {n}")) for n in range(1, 15)]
    save(store, [replace(long, facts=replace(long.facts, title="x" * 300)), *titled])
    with serving(a_site(store)) as site:
        yield site
    store.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_is_too_long_for_a_page(long_words: Site, browser: Browser, width: int) -> None:
    owners = f"owner=%40mei&owner=%40{'o' * 120}"
    paths = ("/", f"/?{owners}", "/timeline", "/items/item-0", "/record", "/record?by=owner", f"/nothing/{'n' * 300}")
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in paths:
            page.goto(f"{long_words.url}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_keyboard_goes_to_a_month_of_a_long_list(tmp_path: Path, page: Page) -> None:
    store = Store.open(sqlite_in(tmp_path))
    days = [f"{month} {day}, 2026" for month in ("May", "June", "July", "August") for day in range(2, 6)]
    save(store, (an_item(said(day, "2026-04-10"), item_id=f"item-{n}") for n, day in enumerate(days)))
    with serving(a_site(store)) as site:
        page.goto(f"{site.url}/")
        page.get_by_text("Go to a month").press("Enter")
        page.get_by_role("navigation", name="Months").get_by_role("link", name="Jul 2026").press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Item-8"
    store.close()


def test_a_long_list_has_months_as_headings_and_few_elements_an_item(long_words: Site, page: Page) -> None:
    page.goto(f"{long_words.url}/")
    assert page.locator("h2.month").all_inner_texts() == ["Apr 2026"]
    assert page.locator(".item h3").count() == 15
    assert page.locator(".item *").count() <= 15 * 10


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/", "/items/deepseek-v4", "/items/unknown", "/record", "/nothing"])
def test_nothing_is_wider_than_the_screen(site: Site, browser: Browser, width: int, path: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_style_is_let_through_and_nothing_is_complained_of(site: Site, browser: Browser) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{site.url}/")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.emulate_media(color_scheme="light")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark, light) == ("rgb(21, 23, 26)", "rgb(251, 250, 247)")
    assert [text for text in complaints if "favicon" not in text] == []


def test_the_token_is_sent_once_and_reads_on(store: Store, page: Page) -> None:
    settings = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example")
    with serving(a_site(store, settings, host="0.0.0.0")) as guarded:
        page.goto(f"{guarded.url}/items/weights")
        page.get_by_label("Token").fill(TOKEN)
        follow(page.get_by_role("button", name="Read on"))
        assert page.url == f"{guarded.url}/items/weights"
        page.goto(f"{guarded.url}/")
        assert page.locator(".item").count() == 4
        follow(page.get_by_role("button", name="Log out"))
        assert page.url == f"{guarded.url}/login"
        page.goto(f"{guarded.url}/items/weights")
        assert page.get_by_label("Token").is_visible()


def test_under_a_path_the_token_the_links_and_the_form_lead_on(store: Store, page: Page) -> None:
    settings = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example/watch")
    with serving(a_site(store, settings)) as under:
        page.goto(f"{under.url}/watch")
        page.get_by_label("Token").fill(TOKEN)
        follow(page.get_by_role("button", name="Read on"))
        follow(page.get_by_role("link", name="Deepseek-V4", exact=True))
        assert page.url == f"{under.url}/watch/items/deepseek-v4"
        follow(page.get_by_role("link", name="watchtracker"))
        page.get_by_label("Kind").select_option("deadline")
        follow(page.get_by_role("button", name="Show"))
        assert page.url.startswith(f"{under.url}/watch/?")
        assert "kind=deadline" in page.url
        assert page.locator(".item").count() == 1
