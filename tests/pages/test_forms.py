"""The forms in a real browser without JavaScript: one way from the log-in to an item with an outcome, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import follow
from tests.conftest import sqlite_in
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store

TOKEN = "a long access token"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that asks for its token."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    save(store, watched())
    settings = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example")
    with serving(a_site(store, settings, host="0.0.0.0")) as site:
        yield site
    store.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(5_000)
        yield context.new_page()


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def fill(page: Page, **fields: str) -> None:
    for name, typed in fields.items():
        page.locator(f"form.edit:visible [name={name}]").fill(typed)


def beside(page: Page, name: str) -> str:
    """What is read out with a field."""
    described = page.locator(f"form.edit:visible [name={name}]").get_attribute("aria-describedby")
    return page.locator(f"#{described}").inner_text()


def effects(page: Page) -> list[str]:
    return page.locator(".claims .effect").all_inner_texts()


def test_from_the_log_in_to_an_outcome_and_back_again(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/add")
    page.get_by_label("Token").fill("another long token")
    page.get_by_label("Your name").fill("Mei")
    press(page, "Read on")
    assert page.get_by_role("alert").inner_text() == "That is neither the access token nor one that may write."
    assert page.get_by_label("Your name").input_value() == "Mei"
    page.get_by_label("Token").fill(TOKEN)
    press(page, "Read on")
    assert "You write as Mei." in page.locator(".lead").inner_text()

    # What is refused stands beside its field, and what was typed stays.
    fill(page, title="Grants call", id="Grants Call!", tags="money, science", when="03/04/2026", source="Gazette")
    press(page, "Check")
    assert 'write "grants-call"' in beside(page, "id")
    assert page.locator("form.edit [name=tags]").input_value() == "money, science"
    fill(page, id="grants-call")
    press(page, "Check")
    assert "03/04/2026 could be two days" in beside(page, "when")
    fill(page, when="by 30 June 2026")
    press(page, "Check")
    assert "“by 30 June 2026” is read as by 30 June 2026" in page.locator(".reading").inner_text()
    press(page, "Add it")
    assert page.url.endswith("/items/grants-call?done=add#done")

    page.get_by_text("A new claim").click()
    fill(page, when="on the 45th of Nevember", source="Gazette")
    press(page, "Check")
    assert "on the 45th of Nevember" in beside(page, "when")
    fill(page, when="July 15, 2026")
    press(page, "Check")
    assert "The date is then 15 Jul 2026, and was by 30 Jun 2026." in page.locator(".reading").inner_text()
    press(page, "Record it")
    assert page.locator("#done p").all_inner_texts()[0] == "Recorded."
    assert len(effects(page)) == 2

    follow(page.locator("#done").get_by_role("button", name="Undo"))
    assert effects(page)[0].startswith("taken back")
    follow(page.locator("#done").get_by_role("button", name="Undo"))
    assert "taken back" not in effects(page)[0]

    press(page, "I looked: the date still stands")
    assert "you looked" in page.locator("#done").inner_text()

    page.get_by_text("How it ended").click()
    fill(page, source="Gazette", on="2027-01-01")
    press(page, "Record it")
    assert "2027-01-01" in beside(page, "on")
    fill(page, on="")
    press(page, "Record it")
    assert "happened" in page.locator(".outcome").inner_text().casefold()
    follow(page.locator("#done").get_by_role("button", name="Undo"))
    assert page.locator(".outcome").count() == 0


def test_a_form_that_lost_its_proof_records_nothing_and_says_so_on_a_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/items/weights")
    page.get_by_label("Token").fill(TOKEN)
    press(page, "Read on")
    form = '<form method="post" action="{}/items/weights"><input name="do" value="recheck"><button>Win</button></form>'
    page.route("**/elsewhere", lambda route: route.fulfill(body=form.format(site.url), content_type="text/html"))
    page.goto(f"{site.url}/elsewhere")
    press(page, "Win")
    assert page.get_by_role("heading", level=1).inner_text() == "Refused"
    assert page.get_by_role("link", name="To the list").is_visible()
    page.goto(f"{site.url}/items/weights")
    assert "checked again" not in page.locator("main").inner_text()
