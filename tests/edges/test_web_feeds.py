"""Feeds over real HTTP: what calendar programs fetch, and how little it costs to ask again."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from tests.builders import at
from tests.databases import Server
from tests.edges.trouble import a_wire
from tests.serving import Answer, Site, serving
from tests.sites import a_site, save, watched
from watchtracker import feed, items
from watchtracker.cli.program import program
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.items import Item, Origin, Vocabulary
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken
from watchtracker.web.feeds.cache import FeedCache, FeedFormat, FeedRequest
from watchtracker.web.snapshots import Snapshots

URL = "https://watch.example"
LATER = at("2026-04-12 09:00")


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store)) as site:
        yield site


def slipped(consultation: Item) -> Item:
    """The item after the source of its date named another one."""
    said = replace(consultation.claims[0].said, when="until May 20", said_on=date(2026, 4, 12))
    moved = items.recorded(consultation, said, origin=Origin.CLI, now=LATER)
    return replace(moved, revision=consultation.revision + 1, revised_at=LATER)


def changed(answer: Answer) -> bool:
    return answer.status == 200


def test_a_feed_is_a_calendar_with_validators(site: Site) -> None:
    answer = site.get("/feeds/all.ics")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["last-modified"] == "Sat, 11 Apr 2026 10:00:00 GMT"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"].startswith('"')
    assert answer.body == feed.compose(ALL, Choice(), watched(), events=Rendered(URL))


def test_a_copy_that_is_still_good_is_not_sent_again(site: Site) -> None:
    first = site.get("/feeds/all.ics")
    tag = first.headers["etag"]
    for tags in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = site.get("/feeds/all.ics", If_None_Match=tags)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
    assert site.get("/feeds/all.ics", If_Modified_Since=first.headers["last-modified"]).status == 304
    assert site.get("/feeds/all.ics", If_Modified_Since="Fri, 10 Apr 2026 10:00:00 GMT").status == 200
    assert site.get("/feeds/all.ics", If_Modified_Since="yesterday").status == 200
    other = {"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]}
    assert site.ask("GET", "/feeds/all.ics", other).status == 200


def test_head_tells_what_get_would(site: Site) -> None:
    full, head = site.get("/feeds/all.ics"), site.ask("HEAD", "/feeds/all.ics")
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "content-length")} == {
        "etag": full.headers["etag"],
        "content-length": str(len(full.body)),
    }
    assert site.ask("HEAD", "/feeds/all.ics", {"If-None-Match": full.headers["etag"]}).status == 304


def test_odd_validators_are_no_mistake_of_ours(site: Site) -> None:
    tag = site.get("/feeds/all.ics").headers["etag"]
    for since in ("Fri, 31 Dec 99999999999999999999 23:59:59 GMT", "Fri, 31 Dec 2027 23:59:59", "", "0"):
        assert site.get("/feeds/all.ics", If_Modified_Since=since).status == 200
    for since in ("Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -2300"):
        assert site.get("/feeds/all.ics", If_Modified_Since=since).status == 304
    # The tag of one coding names no other's bytes.
    assert site.get("/feeds/all.ics", Accept_Encoding="gzip", If_None_Match=tag).status == 200
    assert "content-encoding" not in site.get("/feeds/all.ics", Accept_Encoding="gzip;x=1;q=0").headers
    assert site.get("/feeds/polcy.ics").headers["cache-control"] == "no-store"


def test_compressed_it_is_the_same_under_a_tag_of_its_own(site: Site) -> None:
    full = site.get("/feeds/all.ics")
    zipped = site.get("/feeds/all.ics", Accept_Encoding="br;q=1.0, gzip;q=0.5")
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == full.body
    assert zipped.headers["etag"] != full.headers["etag"]
    assert "Accept-Encoding" in zipped.headers["vary"]
    again = site.get("/feeds/all.ics", Accept_Encoding="gzip", If_None_Match=zipped.headers["etag"])
    assert again.status == 304
    assert "content-encoding" not in site.get("/feeds/all.ics", Accept_Encoding="gzip;q=0, *").headers


def test_a_slip_is_there_soon_and_changes_one_event(site: Site, store: Store) -> None:
    before = site.get("/feeds/all.ics")
    consultation = watched()[2]
    save(store, [slipped(consultation)])
    after = site.soon("/feeds/all.ics", changed, If_None_Match=before.headers["etag"])
    assert after.headers["last-modified"] == "Sun, 12 Apr 2026 09:00:00 GMT"
    parts = zip(before.body.split(b"BEGIN:VEVENT"), after.body.split(b"BEGIN:VEVENT"), strict=True)
    (event,) = [new for old, new in parts if old != new]
    assert b"UID:consultation@watchtracker\r\nSEQUENCE:2\r\n" in event
    assert b"DTSTART;VALUE=DATE:20260520\r\n" in event


def test_an_item_that_leaves_is_a_change_as_well(site: Site, store: Store) -> None:
    gone = replace(watched()[3], listed=False, revision=2, revised_at=LATER)
    save(store, [gone])
    since = {"If_Modified_Since": "Sat, 11 Apr 2026 10:00:00 GMT"}
    answer = site.soon("/feeds/policy.ics", changed, **since)
    assert b"measures" not in answer.body


def test_every_replica_shows_a_change_soon(store_url: str) -> None:
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(Store.open(store_url))) for _ in range(3)]
        save(stores[0], watched())
        sites = [stack.enter_context(serving(a_site(one))) for one in stores[1:]]
        tags = [site.get("/feeds/all.ics").headers["etag"] for site in sites]
        save(stores[0], [slipped(watched()[2])])
        bodies = [
            site.soon("/feeds/all.ics", changed, If_None_Match=tag).body for site, tag in zip(sites, tags, strict=True)
        ]
    assert bodies[0] == bodies[1]


def test_every_replica_and_every_start_gives_the_same_bytes(site: Site, store: Store) -> None:
    with serving(a_site(store)) as other:
        one, two = (where.get("/feeds/policy.ics", Accept_Encoding="gzip") for where in (site, other))
    assert (one.body, one.headers["etag"], one.headers["last-modified"]) == (
        two.body,
        two.headers["etag"],
        two.headers["last-modified"],
    )


def test_a_reader_composes_a_feed_in_the_query(site: Site) -> None:
    body = site.get("/feeds/all.ics?tag=policy&kind=deadline").text
    assert "NAME:Watched dates (policy\\, deadlines)\r\n" in body
    assert [line for line in body.split("\r\n") if line.startswith("UID:")] == ["UID:consultation@watchtracker"]


def test_news_are_served_like_calendars(site: Site, store: Store) -> None:
    first = site.get("/feeds/policy.atom")
    assert (first.status, first.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert first.headers["last-modified"] == "Sat, 11 Apr 2026 10:00:00 GMT"
    again = site.get("/feeds/policy.atom", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    zipped = site.get("/feeds/policy.atom", Accept_Encoding="gzip")
    assert gzip.decompress(zipped.body) == first.body
    assert site.ask("HEAD", "/feeds/policy.atom").headers["content-length"] == str(len(first.body))
    save(store, [slipped(watched()[2])])
    answer = site.soon("/feeds/policy.atom", changed, If_None_Match=first.headers["etag"])
    assert answer.text.count("<entry>") == first.text.count("<entry>") + 1


def test_news_take_the_same_choices(site: Site) -> None:
    assert "/items/consultation" in site.get("/feeds/all.atom?kind=deadline").text
    assert "/items/measures" not in site.get("/feeds/all.atom?kind=deadline").text
    refused = site.get("/feeds/all.atom?kind=deadlines")
    assert (refused.status, refused.text) == (400, "there is no kind 'deadlines': did you mean 'deadline'?\n")
    assert site.get("/feeds/polcy.atom").status == 404


@pytest.mark.parametrize(
    ("args", "path"),
    [
        ((), "/feeds/all.ics"),
        (("policy", "--kind", "deadline"), "/feeds/policy.ics?kind=deadline"),
        (("--tag", "policy", "--tag", "models"), "/feeds/all.ics?tag=models&tag=policy"),
        (("--owner", "@mei", "--without", "policy"), "/feeds/all.ics?owner=@mei&without=policy"),
        (("--atom", "--tag", "policy"), "/feeds/all.atom?tag=policy"),
    ],
)
def test_the_command_writes_the_bytes_of_the_server(
    site: Site, store_url: str, tmp_path: Path, args: tuple[str, ...], path: str
) -> None:
    config = tmp_path / "watchtracker.toml"
    config.write_text(
        f'watchlist = "none.toml"\ndatabase = "{store_url}"\npublic_url = "{URL}"\n'
        '[[feed]]\nname = "policy"\ntitle = "AI policy dates"\ntags = ["policy"]\n',
        encoding="utf-8",
    )
    said = CliRunner().invoke(program, ["--config", str(config), "feed", *args])
    assert said.stdout_bytes == site.get(path).body


def test_what_does_not_exist_is_said_in_a_sentence(site: Site) -> None:
    for path, status, sentence in (
        ("/feeds/polcy.ics", 404, "there is no feed 'polcy': the feeds are all, policy"),
        ("/feeds/all.ics?kind=deadlines", 400, "there is no kind 'deadlines': did you mean 'deadline'?"),
        ("/feeds/all.ics?tag=polcy", 400, "there is no tag 'polcy': did you mean 'policy'?"),
        ("/feeds/all", 404, "There is nothing at this address."),
    ):
        answer = site.get(path)
        assert (answer.status, answer.text) == (status, f"{sentence}\n")


def test_a_feed_is_made_once_and_again_only_after_a_change(store: Store) -> None:
    save(store, watched())
    latest, cache = Snapshots(store, Vocabulary()), FeedCache(public_url=URL)
    wanted = FeedRequest(FeedFormat.CALENDAR, ALL, Choice())
    snapshot = latest.current()
    assert cache.ready(snapshot, wanted) is None
    first = cache.render(snapshot, wanted)
    assert cache.ready(snapshot, wanted) is cache.render(latest.current(), wanted) is first
    save(store, [slipped(watched()[2])])
    assert cache.ready(latest.current(), wanted) is None
    assert cache.render(latest.current(), wanted).tag != first.tag
    assert (
        cache.render(latest.current(), FeedRequest(FeedFormat.CALENDAR, ALL, Choice(tags=("models",)))).tag != first.tag
    )


def test_what_did_not_change_is_not_read_again(store: Store) -> None:
    save(store, watched())
    latest = Snapshots(store, Vocabulary(frozenset({"chips"})))
    before = latest.current()
    assert latest.current() is before
    save(store, [slipped(watched()[2])])
    after = latest.current()
    same = {item.id for item, other in zip(before.items, after.items, strict=True) if item is other}
    assert same == {"deepseek-v4", "measures", "weights"}
    with store.reading() as tx:
        assert list(after.items) == tx.items.all()
    assert after.names == Vocabulary(frozenset({"chips", "models", "policy"}), frozenset({"@mei"}))


def test_a_backup_that_is_brought_back_is_seen_as_it_is(store: Store) -> None:
    """It may bring back a revision number with other content, and has no items that came later."""
    latest, cache = Snapshots(store, Vocabulary()), FeedCache(public_url=URL)
    wanted = FeedRequest(FeedFormat.CALENDAR, ALL, Choice())
    consultation = watched()[2]
    save(store, watched())
    before = cache.render(latest.current(), wanted)
    with store.writing() as tx:
        for table in ("names", "claims", "items"):
            tx.connection.execute(text(f"DELETE FROM {table}"))
    assert b"VEVENT" not in cache.render(latest.current(), wanted).body
    other = replace(slipped(consultation), revision=consultation.revision)
    save(store, [other])
    restored = cache.render(latest.current(), wanted)
    assert restored.body == feed.compose(ALL, Choice(), [other], events=Rendered(URL))
    assert restored.body != before.body


def test_a_feed_that_leaves_the_shelf_leaves_nothing(store: Store) -> None:
    save(store, watched())
    latest, cache = Snapshots(store, Vocabulary()), FeedCache(public_url=URL, most_bytes=60_000)
    wanted = [FeedRequest(FeedFormat.CALENDAR, ALL, Choice(tags=(f"tag-{number}",))) for number in range(20)]
    for one in wanted:
        cache.render(latest.current(), one)
    kept = [cache.ready(latest.current(), one) is not None for one in wanted]
    assert kept[0] is False
    assert kept[-1] is True
    assert sum(kept) < 10


class Overtaken(Store):
    """A store of which something happens once, just after somebody has read."""

    then: Callable[[], object] | None = None

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with super().reading() as tx:
            yield tx
        if self.then is not None:
            then, self.then = self.then, None
            then()


def test_a_look_that_is_overtaken_by_another_undoes_nothing(store_url: str) -> None:
    with closing(Overtaken.open(store_url)) as store:
        assert isinstance(store, Overtaken)
        save(store, watched())
        latest = Snapshots(store, Vocabulary())
        latest.current()

        def another() -> None:
            save(store, [slipped(watched()[2])])
            latest.current()

        store.then = another
        assert [item.revision for item in latest.current().items] == [2, 1, 1, 1]
        assert latest.recent() is latest.current()
        assert [item.revision for item in latest.recent().items] == [2, 1, 1, 1]


def test_feeds_are_served_while_the_database_is_away(postgresql: Server, caplog: pytest.LogCaptureFixture) -> None:
    """From memory, those that nobody wanted for before as well; and they are up to date once it is back."""
    url = postgresql.emptied()
    with a_wire(url) as wire, closing(Store.open(wire.url)) as store, closing(Store.open(url)) as beside:
        save(beside, watched())
        secret = new_secret()
        with beside.writing() as tx:
            tx.tokens.add(FeedToken("mei", "all", LATER), hash_of(secret))
        with serving(a_site(store)) as site:
            tag = site.get("/feeds/all.ics").headers["etag"]
            caplog.set_level("INFO", "watchtracker.web.snapshots")

            def is_said(words: str) -> None:
                site.soon("/healthz", lambda answer: answer.status == 200 and words in caplog.text)

            wire.begin(lambda number, question: True, before=True)  # noqa: ARG005 - named as it is called
            save(beside, [slipped(watched()[2])])
            is_said("feeds stay as they were seen last: the database postgresql+psycopg://")
            assert site.get("/feeds/all.ics", If_None_Match=tag).status == 304
            assert site.get("/feeds/policy.ics?kind=deadline").status == 200
            assert site.get("/api/items").status == 503
            # Private ones too, and whoever guesses learns nothing of the trouble.
            assert site.get(f"/f/{secret}/all.ics").status == 200
            assert site.get("/f/guessed/all.ics").status == 404
            wire.begin(lambda number, question: False)  # noqa: ARG005
            site.soon("/feeds/all.ics", changed, If_None_Match=tag)
            is_said("the database can be read again: feeds are up to date")
    assert caplog.text.count("feeds stay as they were") == 1


def test_a_change_elsewhere_leaves_the_bytes_of_a_feed_alone(site: Site, store: Store) -> None:
    tag = site.get("/feeds/policy.ics").headers["etag"]
    weights = watched()[1]
    save(store, [replace(weights, facts=replace(weights.facts, title="Weights!"), revision=2)])
    site.soon("/feeds/all.ics?tag=models", lambda answer: "Weights!" in answer.text)
    assert site.get("/feeds/policy.ics", If_None_Match=tag).status == 304


def test_a_tag_that_no_item_has_any_more_is_still_one(site: Site, store: Store) -> None:
    gone = watched()[3]
    save(
        store, [replace(item, facts=replace(item.facts, tags=("rules",)), revision=2) for item in (watched()[2], gone)]
    )
    site.soon("/feeds/all.ics", lambda answer: "CATEGORIES:event,rules" in answer.text)
    for query in ("tag=policy", "without=policy", "owner=@mei", "tag=rules"):
        assert site.get(f"/feeds/all.ics?{query}").status == 200


@pytest.mark.parametrize("behind", [0, 1])
def test_two_changes_within_a_second_are_told_apart_by_date_too(store: Store, behind: int) -> None:
    """What is sent just after a change has an older date, so that no later question with it is told 304.

    The clock of whoever sends it may be a little behind that of whoever made the change.
    """
    moment = [at("2026-04-11 10:00") - timedelta(seconds=behind)]
    save(store, watched())
    with serving(a_site(store, now=lambda: moment[0])) as site:
        before = site.get("/feeds/all.ics").headers
        first = before["last-modified"]
        save(store, [replace(slipped(watched()[2]), revised_at=at("2026-04-11 10:00"))])
        site.soon("/feeds/all.ics", changed, If_None_Match=before["etag"])
        moment[0] = at("2026-04-11 10:01")
        second = site.get("/feeds/all.ics", If_Modified_Since=first)
        assert (first, second.status) == ("Sat, 11 Apr 2026 09:59:59 GMT", 200)
        settled = second.headers["last-modified"]
        assert settled == "Sat, 11 Apr 2026 10:00:00 GMT"
        assert site.get("/feeds/all.ics", If_Modified_Since=settled).status == 304
