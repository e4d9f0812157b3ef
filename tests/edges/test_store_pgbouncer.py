"""Through a PgBouncer in transaction mode all is as it is without one: nothing is left on a connection for later."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import make_url

from tests.bouncer import MISSING_BOUNCER, bounced, program
from tests.databases import Server
from tests.edges.command_line import CommandLine
from tests.edges.delivering import due, owe
from tests.serving import serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store


@pytest.fixture
def by_way_of_it(postgresql: Server) -> Iterator[str]:
    """The address, through PgBouncer, of a database without tables."""
    if program() is None:
        pytest.skip(MISSING_BOUNCER)
    with postgresql.new() as url, bounced(url) as address:
        yield address


def test_the_tables_are_made_and_items_kept_read_and_watched(by_way_of_it: str) -> None:
    store = Store.open(by_way_of_it)
    with store.watching() as watch:
        before = watch.mark()
        save(store, watched())
        assert watch.mark() != before
    store.check()
    with store.reading() as tx:
        assert len(tx.items.all()) == 4
    assert store.clock() is not None
    store.close()


def test_claims_and_reminders_of_many_at_once(by_way_of_it: str) -> None:
    """Each statement is repeated often enough that a driver would prepare it, on connections that change hands."""
    store = Store.open(by_way_of_it)
    owe(store, *(due(f"item-{number}", channel="policy") for number in range(30)))

    def round_of(number: int) -> int:
        del number
        with store.writing() as tx:
            tx.take_apply_lock()
            tx.items.save(tx.items.all())
        with store.reading() as tx:
            return len(tx.queue.next_due(["policy"]))

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(round_of, range(60))) == {1}
    store.close()


def test_the_commands_and_what_they_send(cli: CommandLine, by_way_of_it: str) -> None:
    def run(*words: str) -> str:
        said = cli(*words, WATCHTRACKER_DATABASE=by_way_of_it)
        assert said.status == 0, said
        return said.out

    run("apply")
    run("claim", "weights", "--when", "in two weeks", "--source", "Reuters", "--said-on", "2026-04-11")
    for number in range(7):  # psycopg would prepare a statement at its sixth time
        run("claim", "weights", "--when", f"{number + 10} June 2030", "--source", "Reuters")
    # Nothing was sent in between: the channel last heard of no date.
    assert "权重发布 🎉: has a date, 16 Jun 2030" in run("deliver", "--once")
    assert "16 Jun 2030" in run("show", "weights")
    assert "at the newest step" in run("doctor")


def test_the_api_answers(by_way_of_it: str) -> None:
    store = Store.open(by_way_of_it)
    save(store, watched())
    with serving(a_site(store, SETTINGS)) as site:
        for _ in range(12):
            save(store, watched())
            answer = site.get("/api/items")
            assert answer.status == 200, answer
            assert "deepseek-v4" in answer.text
    store.close()


@pytest.mark.parametrize("value", ["0", "none", "5"])
def test_a_threshold_for_prepared_statements_in_the_address_does_no_harm(by_way_of_it: str, value: str) -> None:
    url = make_url(by_way_of_it).update_query_dict({"prepare_threshold": value})
    store = Store.open(url.render_as_string(hide_password=False))
    for _ in range(12):
        store.check()
    store.close()
