"""The forms of an item's page and the page that adds one: read first, then recorded; whose forms are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.builders import a_channel
from tests.edges.test_web_api_writing import OPEN, everything, the_item
from tests.edges.test_web_inbox import Browser, words
from tests.serving import Answer, serving
from tests.sites import a_site, save, watched
from watchtracker.items import Declaration, Origin
from watchtracker.store.engine import Store

TOKEN = "a long access token"
ITEM = "/items/deepseek-v4"
CLAIM = {"do": "claim", "when": "on May 12", "source": "DeepSeek", "standing": "official", "quote": "On May 12."}
NEW = {
    "id": "grants-call",
    "title": "Grants call",
    "kind": "deadline",
    "tags": "money, science",
    "when": "by 30 June 2026",
    "source": "Agency",
    "standing": "official",
}


@pytest.fixture
def browser(store: Store) -> Iterator[Browser]:
    save(store, watched())
    with serving(a_site(store, OPEN, local="mei")) as site:
        yield Browser(site)


def hidden(answer: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, answer.text
    return found[1]


def send(browser: Browser, path: str, **fields: str) -> Answer:
    return browser.post({"proof": hidden(browser.get(path), "proof"), **fields}, path)


def test_a_claim_is_read_first_and_recorded_once_that_was_seen(store: Store, browser: Browser) -> None:
    before = everything(store)
    read = send(browser, ITEM, **CLAIM)
    assert (read.status, read.headers["referrer-policy"]) == (200, "same-origin")
    assert "“on May 12” is read as on 12 May 2026, Shanghai time. " in words(read)
    assert "The date is then 12 May 2026, and was late Apr 2026." in words(read)
    assert everything(store) == before
    otherwise = send(browser, ITEM, **{**CLAIM, "when": "on May 13"}, checked=hidden(read, "checked"))
    assert (otherwise.status, "13 May 2026" in words(otherwise), everything(store) == before) == (200, True, True)
    done = send(browser, ITEM, **CLAIM, checked=hidden(read, "checked"))
    assert done.status == 303
    claim = the_item(store).claims[-1]
    assert (claim.said.when, claim.said.quote, claim.by, claim.origin) == (
        "on May 12",
        "On May 12.",
        "mei",
        Origin.PAGE,
    )
    place = urlsplit(done.headers["location"])
    assert (place.path, parse_qs(place.query)) == (ITEM, {"done": ["claim"], "claim": [claim.id]})
    shown = browser.get(done.headers["location"])
    assert "Recorded. 12 May 2026: slipped 12 days: 12 May 2026, was late Apr 2026" in words(shown)
    assert f'name="claim" value="{claim.id}"' in shown.text


def test_what_is_refused_says_why_and_keeps_what_was_typed(store: Store, browser: Browser) -> None:
    before = everything(store)
    refused = send(browser, ITEM, **{**CLAIM, "when": "03/04/2026"})
    assert (refused.status, "Nothing was recorded: Words of the date, as said:" in words(refused)) == (400, True)
    assert 'value="03/04/2026"' in refused.text
    assert send(browser, ITEM, do="outcome", result="happened", source="x", on="2027-01-01").status == 400
    assert everything(store) == before


def test_who_looked_and_how_it_ended_are_recorded_and_the_end_taken_back(store: Store, browser: Browser) -> None:
    assert send(browser, ITEM, do="recheck").headers["location"].startswith(f"{ITEM}?done=recheck")
    assert [(recheck.by, recheck.origin) for recheck in the_item(store).rechecks] == [("mei", Origin.PAGE)]
    ended = send(browser, ITEM, do="outcome", result="happened", source="DeepSeek", on="")
    outcome = the_item(store).outcome
    assert outcome
    assert (outcome.by, str(outcome.on)) == ("mei", "2026-04-12")
    shown = browser.get(ended.headers["location"])
    assert 'value="reopen"' in shown.text
    assert 'value="recheck"' not in shown.text
    assert send(browser, ITEM, do="reopen").status == 303
    assert the_item(store).outcome is None


def test_a_claim_is_taken_back_and_the_undo_is_offered(store: Store, browser: Browser) -> None:
    identity = the_item(store).claims[-1].id
    done = send(browser, ITEM, do="retract", claim=identity)
    shown = browser.get(done.headers["location"])
    assert "The claim was taken back." in words(shown)
    assert 'value="restore">Undo' in shown.text
    assert the_item(store).claims[-1].retracted_by == "mei"
    assert send(browser, ITEM, do="restore", claim=identity).status == 303
    assert not the_item(store).claims[-1].retracted
    assert send(browser, ITEM, do="retract", claim="unknown").status == 400


def test_a_new_item_is_read_first_and_then_added(store: Store, browser: Browser) -> None:
    before = everything(store)
    read = send(browser, "/add", **NEW)
    assert "“by 30 June 2026” is read as" in words(read)
    assert everything(store) == before
    done = send(browser, "/add", **NEW, checked=hidden(read, "checked"))
    assert (done.status, done.headers["location"]) == (303, "/items/grants-call?done=add#done")
    item = the_item(store, "grants-call")
    assert (item.facts.tags, item.claims[0].by, item.claims[0].origin) == (("money", "science"), "mei", Origin.PAGE)
    taken = send(browser, "/add", **NEW)
    assert (taken.status, "there is an item 'grants-call' already" in words(taken)) == (400, True)
    wrong = send(browser, "/add", **{**NEW, "id": "Grants Call!"})
    assert 'write "grants-call"' in words(wrong)


def test_an_id_is_made_of_the_title_and_stays_as_it_was_shown(store: Store, browser: Browser) -> None:
    fields = {**NEW, "title": "Deepseek V4", "id": ""}
    read = send(browser, "/add", **fields)
    assert hidden(read, "id") == "deepseek-v4-2"
    done = send(browser, "/add", **{**fields, "id": "deepseek-v4-2"}, checked=hidden(read, "checked"))
    assert (done.status, the_item(store, "deepseek-v4-2").facts.title) == (303, "Deepseek V4")
    unnamed = send(browser, "/add", **{**fields, "title": "百度开源日"})
    assert (unnamed.status, "nothing of this title can stand in an id" in words(unnamed)) == (400, True)


def test_all_that_is_wrong_is_said_at_once(browser: Browser) -> None:
    wrong = words(send(browser, "/add", **{**NEW, "when": "35 March", "zone": "Shanghai", "url": "foo"}))
    for sentence in ("the month has 31 days", "did you mean 'Asia/Shanghai'?", '"foo" is no web address'):
        assert wrong.count(sentence) == 2  # above the form, and beside the field


def test_names_in_use_are_suggested_to_those_who_write(browser: Browser) -> None:
    shown = browser.get("/add").text
    assert '<datalist id="sources"><option value="CAC">' in shown
    assert '<datalist id="owners"><option value="@mei">' in shown
    assert "In use: policy, models, chips." in words(browser.get("/add"))


def test_what_was_added_here_is_changed_and_taken_off_the_list_here(store: Store, browser: Browser) -> None:
    read = send(browser, "/add", **NEW)
    send(browser, "/add", **NEW, checked=hidden(read, "checked"))
    path = "/items/grants-call"
    assert 'value="money, science"' in browser.get(path).text
    facts = {"title": "The call", "kind": "event", "tags": "money; art", "owner": "ana", "zone": "Asia/Tokyo"}
    done = send(browser, path, do="edit", **facts, url="", notes="One\r\nTwo")
    assert (done.status, "Changed." in words(browser.get(done.headers["location"]))) == (303, True)
    item = the_item(store, "grants-call").facts
    assert (item.title, item.tags, item.owner, item.zone, item.notes, item.url) == (
        "The call",
        ("money", "art"),
        "ana",
        "Asia/Tokyo",
        "One\nTwo",
        None,
    )
    refused = send(browser, path, do="edit", **{**facts, "zone": "Tokyo", "owner": "no <one>"})
    assert (refused.status, "did you mean 'Asia/Tokyo'?" in words(refused)) == (400, True)
    assert 'value="no &lt;one&gt;"' in refused.text
    gone = send(browser, path, do="remove")
    assert gone.headers["location"] == "/add?removed=grants-call#done"
    assert "“The call” is not watched any more." in words(browser.get(gone.headers["location"]))
    assert browser.get(path).status == 404


def test_who_is_on_an_item_is_said_taken_over_and_handed_back_on_its_page(store: Store) -> None:
    save(store, watched())
    settings = replace(OPEN, channels=(a_channel(name="team"), a_channel(name="legal", tags=("policy",))))
    with serving(a_site(store, settings, local="mei")) as site:
        browser = Browser(site)
        assert "I'm on it" in unescape(browser.get(ITEM).text)
        assert browser.get("/items/consultation").text.count('value="take"') == 2
        done = send(browser, ITEM, do="take", channel="team")
        shown = words(browser.get(done.headers["location"]))
        assert "You are on it: reminders of it say so" in shown
        assert "mei is on it in team" in shown
        assert "Hand it back" in shown
        send(browser, ITEM, do="hand-back", channel="team")
        assert "is on it in team" not in words(browser.get(ITEM))
        refused = send(browser, ITEM, do="hand-back", channel="team")
        assert (refused.status, "Nothing was recorded" in words(refused)) == (400, True)
        assert send(browser, ITEM, do="take", channel="nowhere").status == 400
    with serving(a_site(store, settings, local="ana")) as site:
        browser = Browser(site)
        send(browser, ITEM, do="take", channel="team")
    with serving(a_site(store, settings, local="mei")) as site:
        browser = Browser(site)
        assert "Take it over from ana" in words(browser.get(ITEM))
        assert send(browser, ITEM, do="take", channel="team").status == 400
        assert send(browser, ITEM, do="take", channel="team", over="1").status == 303
        assert "mei is on it in team" in words(browser.get(ITEM))


def test_a_date_that_weighs_less_is_let_hold_and_back_again(store: Store, browser: Browser) -> None:
    path, sent = "/items/consultation", {"do": "claim", "when": "May 20", "source": "Weekly", "standing": "reported"}
    assert "let it hold" not in browser.get(path).text
    read = send(browser, path, **sent)
    send(browser, path, **sent, checked=hidden(read, "checked"))
    claim = the_item(store, "consultation").claims[-1].id
    assert "This date is right: let it hold" in words(browser.get(path))
    done = send(browser, path, do="raise", claim=claim)
    shown = browser.get(done.headers["location"])
    assert "Recorded: that date holds now" in words(shown)
    assert "20 May 2026 in 38 days" in words(shown)
    assert 'value="lower">Undo' in shown.text
    assert send(browser, path, do="lower", claim=claim).status == 303
    assert "6 May 2026 in 24 days" in words(browser.get(path))
    assert send(browser, path, do="lower", claim=claim).status == 400


def test_what_the_watch_list_declares_is_changed_there_alone(store: Store, browser: Browser) -> None:
    save(store, [replace(each, declared=Declaration(each.facts)) for each in watched()])
    shown = browser.get(ITEM)
    assert ('value="edit"' in shown.text, "It stands in the watch list" in words(shown)) == (False, True)
    assert send(browser, ITEM, do="edit", title="Other").status == 400
    assert send(browser, ITEM, do="remove").status == 400
    assert the_item(store).facts.title == "Deepseek-V4"


@pytest.mark.parametrize("path", [ITEM, "/add"])
def test_a_form_without_our_proof_or_from_another_site_records_nothing(
    store: Store, browser: Browser, path: str
) -> None:
    fields = {**NEW, "do": "recheck"}
    proof = hidden(browser.get(path), "proof")
    before = everything(store)
    assert browser.post(fields, path).status == 403
    assert browser.post({**fields, "proof": "x"}, path).status == 403
    assert browser.post({**fields, "proof": proof}, path, Origin="https://evil.example").status == 403
    assert browser.post({**fields, "proof": proof}, path, Sec_Fetch_Site="cross-site").status == 403
    assert everything(store) == before


def test_those_who_may_not_write_see_no_form(store: Store) -> None:
    save(store, watched())
    with serving(a_site(store, replace(OPEN, public=True), host="0.0.0.0")) as site:
        page = Browser(site).get(ITEM)
        assert (page.status, "<form" in page.text, 'href="/add"' in page.text) == (200, False, False)
        assert "nobody can log in" in words(Browser(site).get("/add"))
    with serving(a_site(store, OPEN)) as site:
        passed_on = site.get(ITEM, X_Forwarded_For="10.0.0.1")
        assert (passed_on.status, "<form" in passed_on.text, "#write" in passed_on.text) == (200, False, False)
        assert '<a href="#write">Record something</a>' in site.get(ITEM).text


def test_who_logged_in_writes_under_that_name(store: Store) -> None:
    save(store, watched())
    with serving(a_site(store, replace(OPEN, access_token=TOKEN))) as site:
        browser = Browser(site)
        assert browser.ask("GET", "/add").headers["location"] == "/login?next=%2Fadd"
        browser.log_in(by="ana")
        assert send(browser, ITEM, do="recheck").status == 303
        assert [recheck.by for recheck in the_item(store).rechecks] == ["ana"]


def test_nothing_that_was_typed_is_more_than_text(browser: Browser) -> None:
    shown = send(browser, ITEM, **{**CLAIM, "source": '"><script>alert(1)</script>', "when": "gibberish <b>"})
    assert shown.status == 400
    assert "<script" not in shown.text
    assert '<b>"' not in shown.text


def test_an_unknown_item_has_no_forms(browser: Browser) -> None:
    proof = hidden(browser.get(ITEM), "proof")
    assert browser.post({"proof": proof, "do": "recheck"}, "/items/deepsek-v4").status == 404
    assert browser.post({"proof": proof, "do": "explode"}, ITEM).status == 400
