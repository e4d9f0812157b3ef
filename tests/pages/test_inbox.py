"""The inbox in a real browser: everything is decided by plain forms, on a phone too, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser import follow
from tests.conftest import sqlite_in
from tests.proposed import CLOSED, LAUNCH, LONG, TOY, proposed
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site
from watchtracker.intake.proposals import ProposalState
from watchtracker.store.engine import Store

TOKEN = "a long access token"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(sqlite_in(tmp_path))
    proposed(store, LAUNCH, TOY, CLOSED, LONG)
    yield store
    store.close()


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    with serving(a_site(store, local="mei")) as site:
        yield site


@pytest.fixture(params=[(1280, True), (1280, False), (390, True), (390, False)], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripts = request.param
    with browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts) as context:
        yield context.new_page()


def card(page: Page, title: str) -> Locator:
    return page.locator(".proposal").filter(has=page.get_by_role("heading", name=title, exact=True))


def titles(page: Page) -> list[str]:
    return page.locator(".proposal h3").all_inner_texts()


def states(store: Store) -> dict[str, tuple[str, str | None]]:
    with store.reading() as tx:
        found = tx.proposals.get(range(1, 5)).values()
    return {stored.proposal.title: (stored.state.value, stored.decided_by) for stored in found}


def test_proposals_are_accepted_edited_dismissed_and_restored(site: Site, store: Store, page: Page) -> None:
    page.goto(f"{site.url}/")
    follow(page.get_by_role("link", name="Inbox (4)"))
    assert titles(page) == ["Deepseek-V4", "Weights", "Hobby <horse> & weights", "x" * 60]

    follow(page.get_by_role("button", name="Accept: Weights"))
    assert "accepted by mei: recorded. weights" in page.locator("#done").inner_text()
    follow(page.get_by_role("button", name="Undo"))
    assert states(store)["Weights"] == (ProposalState.OPEN, None)
    follow(page.get_by_role("button", name="Accept: Weights"))

    follow(page.get_by_role("button", name="Dismiss: Hobby <horse> & weights"))
    assert titles(page) == ["Deepseek-V4", "x" * 60]
    follow(page.get_by_role("button", name="Undo"))
    assert "Hobby <horse> & weights" in titles(page)
    follow(page.get_by_role("button", name="Hear no more of this: Hobby <horse> & weights"))
    page.get_by_text("Dismissed lately").click()
    follow(page.get_by_role("button", name="Restore: Hobby <horse> & weights"))
    assert states(store)["Hobby <horse> & weights"] == (ProposalState.OPEN, None)

    launch = card(page, "Deepseek-V4")
    launch.locator("summary").click()
    launch.get_by_label("Words of the date").fill("by 6 May 2026")
    follow(launch.get_by_role("button", name="Check"))
    assert "“by 6 May 2026” is read as by 6 May 2026, Shanghai time" in launch.get_by_role("status").inner_text()
    follow(launch.get_by_role("button", name="Accept as edited"))
    assert states(store)["Deepseek-V4"] == (ProposalState.ACCEPTED, "mei")
    with store.reading() as tx:
        item = tx.items.get("deepseek-v4")
    assert item
    assert item.claims[-1].said.when == "by 6 May 2026"


def test_what_is_refused_is_told_where_it_was_typed(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/inbox")
    launch = card(page, "Deepseek-V4")
    launch.locator("summary").click()
    assert not launch.get_by_role("button", name="Accept:").is_visible()
    launch.get_by_label("Item, or").fill("lite")
    launch.get_by_label("Words of the date").fill("on the 45th of Nevember")
    launch.get_by_label("Title").fill("A lighter one")
    launch.get_by_label("Kind").select_option("event")
    follow(launch.get_by_role("button", name="Check"))
    assert "on the 45th of Nevember" in launch.get_by_role("alert").inner_text()
    typed = [launch.get_by_label(name).input_value() for name in ("Item, or", "Words", "Title", "Kind")]
    assert typed == ["lite", "on the 45th of Nevember", "A lighter one", "event"]


def test_everything_is_reached_with_the_keyboard(site: Site, store: Store, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.url}/inbox?tag=chips")
        summary = card(page, "Deepseek-V4").locator("summary")
        reached = []
        for _ in range(20):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText"))
        assert [name for name in reached if ": Deepseek-V4" in name] == [
            "Accept: Deepseek-V4",
            "Dismiss: Deepseek-V4",
            "Edit: Deepseek-V4",
            "Hear no more of this: Deepseek-V4",
        ]
        summary.focus()
        page.keyboard.press("Enter")
        assert card(page, "Deepseek-V4").get_by_label("Words of the date").is_visible()
        card(page, "Deepseek-V4").get_by_role("button", name="Dismiss: ").press("Enter")
        page.wait_for_url("**/inbox?tag=chips&done=*")
    assert states(store)["Deepseek-V4"] == (ProposalState.DISMISSED, "mei")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen_nor_complained_of(site: Site, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark") as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{site.url}/inbox")
        for summary in page.locator(".proposal summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in complaints if "favicon" not in text] == []


def test_on_paper_there_are_no_buttons(site: Site, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.url}/inbox")
        page.emulate_media(media="print")
        assert page.locator("button:visible").count() == 0
        assert page.locator("mark:visible").count() == 4


def test_whoever_logs_in_decides_under_the_name_that_was_typed(store: Store, page: Page) -> None:
    settings = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example/watch")
    with serving(a_site(store, settings, host="0.0.0.0")) as guarded:
        page.goto(f"{guarded.url}/watch/inbox")
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_label("Your name").fill("Mei 梅")
        follow(page.get_by_role("button", name="Read on"))
        assert "You decide as Mei 梅." in page.locator(".lead").inner_text()
        follow(page.get_by_role("button", name="Dismiss: Weights"))
        assert "“Weights” was dismissed by Mei 梅." in page.locator("#done").inner_text()
    assert states(store)["Weights"] == (ProposalState.DISMISSED, "Mei 梅")


def test_a_page_of_another_site_sends_nothing_for_its_reader(site: Site, store: Store, page: Page) -> None:
    page.goto(f"{site.url}/inbox")
    form = page.locator("form", has=page.get_by_role("button", name="Accept: Weights"))
    proof = form.locator('input[name="proof"]').get_attribute("value")
    fields = f'<input name="proof" value="{proof}"><input name="number" value="3"><input name="do" value="accept">'
    evil = f'<form method="post" action="{site.url}/inbox">{fields}<button>Win</button></form>'
    page.route("http://evil.example/", lambda route: route.fulfill(body=evil, content_type="text/html"))
    page.goto("http://evil.example/")
    follow(page.get_by_role("button", name="Win"))
    assert "another site" in page.locator("main").inner_text()
    assert states(store)["Weights"] == (ProposalState.OPEN, None)
