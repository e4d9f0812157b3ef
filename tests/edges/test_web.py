"""Pages, the items as JSON, health and metrics over real HTTP, and who may read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import sqlite_in
from tests.serving import Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.items import State, item_as_of
from watchtracker.reports import listing
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


@pytest.fixture(scope="module")
def guarded(store: Store) -> Iterator[Site]:
    with serving(a_site(store, replace(SETTINGS, access_token=TOKEN), host="0.0.0.0")) as site:
        yield site


def titles(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/items/([^"]+)">', page)


def test_the_page_shows_what_list_shows(site: Site) -> None:
    page = site.get("/").text
    assert titles(page) == [row.known.id for row in listing.listing(watched(), now=NOW)]
    for words in ("late Apr 2026", "in 9 days", "“late April 2026”", "2 moves, 69 days later than first said"):
        assert words in page
    assert "closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai" in page


def test_the_page_takes_the_choices_of_list(site: Site) -> None:
    assert titles(site.get("/?kind=deadline&tag=&as_of=").text) == ["consultation"]
    assert titles(site.get("/?tag=models&as_of=2026-04-11").text) == ["deepseek-v4", "weights"]
    assert "As it stood on 1 Feb 2026" in site.get("/?as_of=2026-02-01").text
    assert titles(site.get("/?as_of=2026-02-01").text) == ["deepseek-v4"]


def test_the_page_sets_off_what_comes_within_a_week(site: Site) -> None:
    assert '<span class="near">' not in site.get("/?as_of=2026-04-28").text
    assert '<span class="near">in 7 days</span>' in site.get("/?as_of=2026-04-29").text


def test_the_page_tells_how_to_subscribe(site: Site) -> None:
    page = site.get("/").text
    assert 'value="https://watch.example/feeds/policy.ics"' in page
    assert 'href="webcal://watch.example/feeds/all.ics"' in page
    assert '<link rel="alternate" type="application/atom+xml" title="AI policy dates"' in page
    assert 'href="https://watch.example/feeds/policy.atom"' in page
    for program in ("Google Calendar", "Outlook", "Apple Calendar", "Thunderbird"):
        assert f"<dt>{program}</dt>" in page


def test_what_the_page_shows_can_be_subscribed_to(site: Site) -> None:
    page = site.get("/?tag=policy&kind=deadline&state=").text
    assert "<b>Watched dates (policy, deadlines)</b>" in page
    assert 'value="https://watch.example/feeds/all.ics?tag=policy&amp;kind=deadline"' in page
    assert 'href="webcal://watch.example/feeds/all.ics?tag=policy&amp;kind=deadline"' in page


def test_where_readers_log_in_the_page_says_how_calendars_get_in(store: Store) -> None:
    save(store, watched())
    with serving(a_site(store, replace(SETTINGS, access_token="a long secret"), host="0.0.0.0")) as site:
        page = site.get("/", Authorization="Bearer a long secret").text
    assert "Calendar programs cannot log in" in page
    assert "watchtracker token add NAME" in page


def test_an_item_has_a_page_with_its_history(site: Site) -> None:
    page = site.get("/items/deepseek-v4").text
    claims = page.partition('<ol class="claims">')[2]
    assert 0 < claims.index("“late April”") < claims.index("“mid-February 2026”")
    assert "The first one on &lt;domestic&gt; chips." in page


def test_nothing_is_run_or_framed_and_nothing_comes_from_elsewhere(site: Site) -> None:
    answer = site.get("/")
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert site.get("/style.css").headers["content-type"] == "text/css; charset=utf-8"


def test_the_api_gives_what_the_command_line_prints(site: Site, store: Store) -> None:
    answered = json.loads(site.get("/api/items").body)
    assert answered == listing.listing_json(listing.listing(watched(), now=NOW), as_of=NOW)
    with store.reading() as tx:
        stored = tx.items.get("deepseek-v4")
    assert stored is not None
    assert item_as_of(stored) == item_as_of(watched()[0])
    assert json.loads(site.get("/api/items/deepseek-v4").body) == listing.item_json(stored, [], now=NOW)


def test_the_api_looks_from_a_past_day(site: Site) -> None:
    answered = json.loads(site.get("/api/items?as_of=2026-03-23").body)
    assert answered["as_of"] == "2026-03-23T00:00:00Z"
    assert [(item["id"], item["window"]["text"]) for item in answered["items"]] == [("deepseek-v4", "Apr 2026")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2026-05-06", ["consultation", "measures"]),
        ("to=2026-05-06", ["deepseek-v4", "consultation"]),
        ("from=2026-05-06&to=2026-05-06", ["consultation"]),
        ("q=cac+policy", ["consultation", "measures"]),
        ("q=CAC&q=measures", ["measures"]),
        ("q=nobody", []),
    ],
)
def test_the_api_and_the_page_choose_by_days_and_words(site: Site, query: str, found: list[str]) -> None:
    answered = json.loads(site.get(f"/api/items?{query}").body)
    assert [item["id"] for item in answered["items"]] == found
    assert titles(site.get(f"/?{query}").text) == found


def test_what_moved_of_late_is_said_with_the_move(site: Site) -> None:
    shown = site.get("/?moved=19d&as_of=2026-04-12")
    assert titles(shown.text) == ["deepseek-v4"]
    assert "1 item: moved within the last 19 days." in shown.text
    assert "known more precisely" not in shown.text
    assert '<p class="moved otherwise">sharpened: late Apr 2026, was Apr 2026</p>' in shown.text
    assert titles(site.get("/?moved=1d&as_of=2026-04-12").text) == []


def test_shortcuts_keep_what_was_chosen_of_tags_and_words(site: Site) -> None:
    page = unescape(site.get("/?tag=policy&q=cac&within=14d&as_of=2026-04-11").text)
    assert (
        '<a href="/?tag=policy&q=cac&as_of=2026-04-11&within=14d" aria-current="true">Due within two weeks</a>' in page
    )
    assert '<a href="/?tag=policy&q=cac&as_of=2026-04-11&moved=7d">Moved this week</a>' in page
    assert '<a href="/?tag=policy&q=cac&as_of=2026-04-11&state=overdue">Overdue</a>' in page


def test_a_choice_without_anything_ahead_leads_to_what_is_over(site: Site) -> None:
    assert "that passed or ended" not in site.get("/?tag=policy").text
    shown = site.get("/timeline?q=consultation&as_of=2026-06-01").text
    assert "Nothing of what is watched fits this choice." in shown
    found = re.search(r'<a href="([^"]+)">Show 1 item that passed or ended</a>', shown)
    assert found
    assert "Consultation" in site.get(unescape(found[1])).text


def test_a_length_that_an_address_names_is_kept_by_the_form(site: Site) -> None:
    page = site.get("/?within=10d&moved=2w").text
    assert '<option value="10d" selected>within 10 days</option>' in page
    assert '<option value="2w" selected>in the last 2 weeks</option>' in page
    assert "'moved' is a number and m, h, d, w or mo" in unescape(site.get("/?moved=soon").text)


def test_an_item_leads_to_what_else_its_owner_and_its_tags_have(site: Site) -> None:
    page = site.get("/items/deepseek-v4").text
    assert 'of <a href="/?owner=%40mei">@mei</a>; <a href="/?tag=models">models</a>, <a href="/?tag=chips">' in page
    assert titles(site.get("/?owner=%40mei").text) == ["deepseek-v4"]


def test_an_unknown_page_sends_nobody_to_a_terminal(site: Site) -> None:
    assert "there is no item &#x27;zzz&#x27;: the list names those that there are" in site.get("/items/zzz").text


def test_the_api_refuses_in_a_sentence(site: Site) -> None:
    for path, status, sentence in (
        ("/api/items/deepsek-v4", 404, "there is no item 'deepsek-v4': did you mean deepseek-v4?"),
        ("/api/items?kind=launch", 400, "there is no kind 'launch': there are deadline, event, release"),
        ("/api/items?tags=policy", 400, "there is nothing to choose by 'tags': did you mean 'tag'?"),
        (
            "/api/items?from=2026-05-07&to=2026-05-06",
            400,
            "'from' is 2026-05-07 and 'to' is 2026-05-06, which is before it: nothing lies between them",
        ),
        (
            "/api/items?until=2026-05-06",
            400,
            (
                "there is nothing to choose by 'until': there are within, moved, from, to, tag, kind, owner, without, "
                "state, all, as_of, q"
            ),
        ),
        ("/api/items?as_of=May", 400, "'May' is no day: write it as 2026-05-06"),
        ("/api/items?within=14", 400, "'within' is a number and m, h, d, w or mo, such as \"14d\", not '14'"),
        ("/api/nothing", 404, "There is nothing at this address."),
    ):
        answer = site.get(path)
        assert (answer.status, json.loads(answer.body)) == (status, {"error": sentence})


def test_an_unknown_item_is_a_small_page(site: Site) -> None:
    answer = site.get("/items/deepsek-v4")
    assert (answer.status, "did you mean deepseek-v4?" in answer.text) == (404, True)


def test_an_unknown_address_is_a_small_page_where_people_look_and_a_line_where_programs_do(site: Site) -> None:
    answer = site.get("/nothing/at-all")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    for part in (
        '<html lang="en">',
        "<title>Nothing here &ndash; watchtracker</title>",
        "There is nothing at this address.",
    ):
        assert part in answer.text
    assert site.get("/nothing.ics").text == "There is nothing at this address.\n"


def test_a_very_long_id_is_not_said_again_whole(site: Site) -> None:
    for path in ("/items/", "/api/items/"):
        answer = site.get(path + "a" * 50_000)
        assert (answer.status, len(answer.body) < 1000) == (404, True)


def test_another_sites_name_for_this_machine_is_not_answered(site: Site) -> None:
    assert site.get("/", Host="evil.example").status == 421
    assert site.get("/api/items", Host="evil.example:80").status == 421
    assert site.get("/healthz", Host="evil.example").status == 200
    assert site.get("/", Host="watch.example").status == 200


def test_elsewhere_programs_send_the_token(guarded: Site) -> None:
    for path in ("/feeds/all.ics", "/api/items", "/metrics"):
        refused = guarded.get(path)
        assert (refused.status, refused.headers["www-authenticate"]) == (401, 'Bearer realm="watchtracker"')
        assert guarded.get(path, Authorization=f"Bearer {TOKEN}").status == 200


def test_elsewhere_people_send_it_once_and_come_back_to_where_they_were(guarded: Site) -> None:
    refused = guarded.get("/items/weights")
    assert (refused.status, refused.headers["location"]) == (303, "/login?next=%2Fitems%2Fweights")
    form = guarded.get(refused.headers["location"])
    assert (form.status, 'value="/items/weights"' in form.text) == (200, True)
    wrong = guarded.ask("POST", "/login", body=urlencode({"token": "guess", "next": "/"}).encode())
    assert (wrong.status, "That is neither the access token nor one that may write." in wrong.text) == (401, True)
    right = guarded.ask("POST", "/login", body=urlencode({"token": TOKEN, "next": "/items/weights"}).encode())
    assert (right.status, right.headers["location"]) == (303, "/items/weights")
    cookie = right.headers["set-cookie"]
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert guarded.get("/items/weights", Cookie=cookie.partition(";")[0]).status == 200


def test_the_login_leads_nowhere_else(guarded: Site) -> None:
    for then in ("https://evil.example", "//evil.example", "/\\evil.example", ""):
        body = urlencode({"token": TOKEN, "next": then}).encode()
        assert guarded.ask("POST", "/login", body=body).headers["location"] == "/"


def test_health_says_whether_the_heartbeat_ticks(store: Store) -> None:
    with serving(a_site(store, beating=lambda: False)) as stopped:
        assert stopped.get("/healthz").status == 503
        assert stopped.get("/readyz").status == 200


def test_a_database_that_cannot_be_used_is_not_ready(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path))
    store.close()
    for left in tmp_path.iterdir():
        left.write_bytes(b"no database at all " * 400)
    with serving(a_site(store)) as broken:
        assert broken.get("/readyz").status == 503
        answer = broken.get("/api/items")
        assert (answer.status, json.loads(answer.body)) == (503, {"error": "The database cannot be reached now."})
        assert broken.get("/healthz").status == 200
    store.close()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("UPDATE watchtracker_version SET version_num = '0000'", 503),
        ("DROP TABLE watchtracker_version", 503),
        ("UPDATE watchtracker_version SET version_num = '9999'", 200),
    ],
)
def test_a_database_whose_tables_lack_a_step_is_not_ready_and_one_that_is_ahead_is(
    tmp_path: Path, change: str, status: int
) -> None:
    store = Store.open(sqlite_in(tmp_path))
    with store.writing() as tx:
        tx.connection.exec_driver_sql(change)
    with serving(a_site(store)) as site:
        assert (site.get("/readyz").status, site.get("/healthz").status) == (status, 200)
    store.close()


def test_metrics_count_items_and_what_is_owed(site: Site) -> None:
    text = site.get("/metrics").text
    for line in (
        'watchtracker_items{state="upcoming"} 3.0',
        'watchtracker_items{state="undated"} 1.0',
        'watchtracker_notifications{state="planned"} 0.0',
        'watchtracker_received{state="waiting"} 0.0',
        "watchtracker_lag_seconds 0.0",
        "watchtracker_database_up 1.0",
    ):
        assert f"\n{line}\n" in text


def test_only_reading_is_allowed(site: Site) -> None:
    answer = site.ask("POST", "/metrics", body=b"{}")
    assert (answer.status, answer.text.strip()) == (405, "This address can only be read.")


def test_what_an_address_of_the_api_takes_is_said(site: Site) -> None:
    answer = site.ask("PUT", "/api/items", body=b"{}")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert json.loads(answer.body) == {"error": "This address takes GET, HEAD, POST alone."}


def test_a_doubted_clock_is_not_ready_and_alive_all_the_same(store: Store) -> None:
    with serving(a_site(store, doubted=lambda: True)) as site:
        assert [site.get(path).status for path in ("/readyz", "/healthz")] == [503, 200]


def test_many_who_ask_whether_a_stuck_database_is_ready_keep_nobody_from_the_pages(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    with closing(Store.open(url)) as store, closing(Store.open(url)) as other:
        save(store, watched())
        with serving(a_site(store)) as site, ThreadPoolExecutor(60) as many:
            with other.writing():
                asked = [many.submit(site.get, "/readyz") for _ in range(60)]
                # They answer while all of those wait: a writer is waited for longer than anything here takes.
                answered = [site.get(path).status for path in ("/", "/items/weights", "/healthz")]
                waiting = not any(one.done() for one in asked)
            assert (answered, waiting) == ([200] * 3, True)
            assert {one.result().status for one in asked} == {200}


@pytest.mark.parametrize(
    "address", ["/?tag={}", "/?within={}", "/?{}=1", "/feeds/all.ics?tag={}", "/feeds/{}.ics", "/api/items?as_of={}"]
)
def test_what_is_asked_at_great_length_is_not_said_again_whole(site: Site, address: str) -> None:
    answer = site.get(address.format("a" * 30_000))
    assert answer.status in {400, 404}
    assert len(answer.body) < 1500
    assert answer.text.count("aaa ... ") == 1


def test_no_part_of_a_page_is_called_as_a_state_is() -> None:
    """An item has its state for a class: what was laid out or hidden so would take the item along."""
    for template in files("watchtracker.web").joinpath("templates").iterdir():
        named = set(re.findall(r'class="([a-z-]+)"', template.read_text()))
        assert not named & set(State), template.name
