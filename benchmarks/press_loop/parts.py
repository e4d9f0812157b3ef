"""The parts: which database, how many replicas, and what goes wrong meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool
from tests.databases import MISSING, a_server
from tests.slack_hands import Hands, Member, elements

from benchmarks.press_loop.laws import ACKED, REFUSED, Pressed, figures, wrong
from benchmarks.press_loop.replicas import Office, an_office, keep_alive
from watchtracker.inbox.at_once import NOT_RECORDED
from watchtracker.runtime.clock import now
from watchtracker.schema import inbox

_PRESSES, _AT_ONCE, _APART = 300, 4, 0.9
_ACTIONS = ("take", "same", "snooze", "done", "hand_back", "wake")
_HELD_FOR, _EVERY = 5.0, 0.1
# A replica answers within 1.2 s of hearing; the machine may be busy besides.
_HONEST_WITHIN = 2.5
_SETTLES_WITHIN = 60.0

_OF_OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def main(chosen: Sequence[str] = ()) -> bool:
    """Run the parts named, or all of them."""
    if unknown := [name for name in chosen if name not in PARTS]:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return False
    held = [part() for name, part in PARTS.items() if name in chosen or not chosen]
    return all(held)


def _killed() -> bool:
    """Three replicas that are killed, or kill themselves on the way, while 300 presses come one to three times each."""
    with _on_postgresql(3, 100) as office:
        if office is None:
            return False
        chance, pressed, going = random.Random(300), [], threading.Event()
        for replica in office.replicas:
            replica.start()
        minder = threading.Thread(target=keep_alive, args=(office, chance, lambda: not going.is_set(), _APART))
        minder.start()
        hands = [_hands(office, f"U{number}") for number in range(20)]
        for _ in range(_PRESSES):
            who = chance.choice(hands)
            pressed.append((who, Pressed(who.press(chance.choice(office.messages), chance.choice(_ACTIONS)))))
        deliveries = [each for each in pressed for _ in range(random.Random(each[1].key).randint(1, 3))]
        random.Random(3).shuffle(deliveries)
        _deliver(office, deliveries)
        going.set()
        minder.join()
        deaths = sum(replica.deaths for replica in office.replicas)
        for replica in office.replicas:
            replica.bury()
            replica.start()
        title = f"PostgreSQL, three replicas, killed {deaths} times"
        return _judged(title, office, [each for _, each in pressed])


def _deliver(office: Office, deliveries: Sequence[tuple[Hands, Pressed]]) -> None:
    chance = random.Random(7)

    def send(delivery: tuple[Hands, Pressed]) -> None:
        who, pressed = delivery
        alive = [replica.site for replica in office.replicas if replica.site is not None]
        pressed.deliver(who, chance.choice(alive) if alive else None)
        time.sleep(0.2)

    with ThreadPoolExecutor(_AT_ONCE) as together:
        list(together.map(send, deliveries))


def _held_sqlite() -> bool:
    """SQLite, whose one writer another process is for five seconds."""
    with tempfile.TemporaryDirectory() as name:
        database = f"sqlite:///{name}/watch.db"

        @contextmanager
        def hold(office: Office) -> Iterator[None]:
            with office.store.writing():
                yield

        with an_office(Path(name), database, 1, 20) as office:
            return _while_held("SQLite, held", office, hold)


def _held_postgresql() -> bool:
    """PostgreSQL, with the inbox locked by somebody else for five seconds."""

    @contextmanager
    def hold(office: Office) -> Iterator[None]:
        with office.store.writing() as tx:
            tx.connection.exec_driver_sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            yield

    with _on_postgresql(2, 20) as found:
        return found is not None and _while_held("PostgreSQL, the inbox locked", found, hold)


def _frozen_postgresql() -> bool:
    """PostgreSQL, frozen for five seconds: who serves a connection, and who accepts new ones."""

    @contextmanager
    def hold(office: Office) -> Iterator[None]:
        engine = create_engine(office.database, poolclass=NullPool)
        with engine.connect() as connection:
            of_others = (
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            frozen = [row[0] for row in connection.execute(text(of_others))]
            frozen.append(_parent(connection.execute(text("SELECT pg_backend_pid()")).scalar_one()))
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)

    with _on_postgresql(2, 20) as found:
        return found is not None and _while_held("PostgreSQL, frozen", found, hold)


def _parent(pid: int) -> int:
    """Who started a process: of one that serves a connection it is the one that accepts new ones."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _while_held(title: str, office: Office, hold: Callable[[Office], object]) -> bool:
    """Presses and forms before, while and after the database is held: recorded or honestly refused, each in time."""
    chance, pressed = random.Random(5), []
    for replica in office.replicas:
        replica.start()
    hands = [_hands(office, f"U{number}") for number in range(8)]
    stop = threading.Event()

    def press() -> None:
        with ThreadPoolExecutor(40) as together:
            while not stop.is_set():
                who = chance.choice(hands)
                each = _some(who, office, chance)
                pressed.append(each)
                together.submit(each.deliver, who, chance.choice(office.replicas).site)
                time.sleep(_EVERY)

    presser = threading.Thread(target=press)
    presser.start()
    time.sleep(1)
    before = len(pressed)
    with hold(office):  # type: ignore[attr-defined]
        time.sleep(_HELD_FOR)
    after = len(pressed)
    time.sleep(4)
    stop.set()
    presser.join()
    late = [each for each in pressed if each.seconds and max(each.seconds) > _HONEST_WITHIN]
    lines = [f"answered only after {max(each.seconds):.1f} s: {each.heard}" for each in late]
    held, calm = pressed[before:after], [*pressed[:before], *pressed[after:]]
    lines += [f"not acked with nothing held: {each.heard}" for each in calm if ACKED not in each.heard]
    _wait_until_worked_off(office)
    refused = [each for each in held if REFUSED in each.heard]
    buttons = [each for each in refused if each.payload["type"] == "block_actions"]
    lines += [f"{each.key} was refused, and nobody was told" for each in buttons if not _was_told(office, each)]
    title = f"{title} for {_HELD_FOR:.0f} s: {len(refused)} of {len(held)} refused, {len(buttons)} of them buttons"
    return _judged(title, office, pressed, lines)


def _was_told(office: Office, pressed: Pressed) -> bool:
    way = office.slack.forms.ways[int(pressed.payload["response_url"].rpartition("/")[2])]
    return [said["text"] for said in way.said] == [NOT_RECORDED]


def _some(who: Hands, office: Office, chance: random.Random) -> Pressed:
    message = chance.choice(office.messages)
    if chance.random() < 0.7:
        return Pressed(who.press(message, chance.choice(_ACTIONS)))
    kept = next(element["value"] for _, element in elements(message) if "value" in element)
    form = {
        "id": "V1",
        "hash": "h",
        "callback_id": "wt.happened",
        "private_metadata": kept,
        "blocks": [{"type": "input", "block_id": "on"}, {"type": "input", "block_id": "source"}],
    }
    typed = {
        "on": {"type": "datepicker", "selected_date": now().date().isoformat()},
        "source": {"type": "plain_text_input", "value": "Gazette"},
    }
    return Pressed(who.submit(form, typed))


def _judged(title: str, office: Office, pressed: Sequence[Pressed], more: Sequence[str] = ()) -> bool:
    _wait_until_worked_off(office)
    ends = [replica.stop() for replica in office.replicas]
    broken = [*more, *wrong(office, pressed), *(f"a replica stopped with {end}" for end in ends if end)]
    broken += [line for replica in office.replicas for line in replica.errors if "Traceback" in line]
    print("\n".join([f"\n{title}", *(f"  {line}" for line in [*figures(office, pressed), *broken])]))
    return not broken


def _wait_until_worked_off(office: Office) -> None:
    until = time.monotonic() + _SETTLES_WITHIN
    while office.rows(select(inbox.c.id).where(inbox.c.state.in_(["coming", "waiting"]))):
        if time.monotonic() > until:
            return
        time.sleep(0.2)


def _hands(office: Office, user: str) -> Hands:
    site = next(replica.site for replica in office.replicas if replica.site is not None)
    office.slack.forms.people[user] = {"id": user, "is_restricted": False, "is_ultra_restricted": False}
    return Hands(site, now, office.slack, Member(user, user.lower()))


@contextmanager
def _on_postgresql(replicas: int, many: int) -> Iterator[Office | None]:
    with tempfile.TemporaryDirectory() as name, a_server() as server:
        if server is None:
            print(f"\n{MISSING}", file=sys.stderr)
            yield None
            return
        with server.new() as database, an_office(Path(name), database, replicas, many) as office:
            yield office


PARTS: dict[str, Callable[[], bool]] = {
    "killed": _killed,
    "held_sqlite": _held_sqlite,
    "held_postgresql": _held_postgresql,
    "frozen_postgresql": _frozen_postgresql,
}
