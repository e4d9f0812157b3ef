"""`doctor`: what is set up and what is not, and how to fix it.

People run it before they rely on a reminder, so it asks the parts that will do the work: the settings, the watch list,
the database, the services behind the channels. It changes nothing, and sends nothing but the one
message that `send_test` is asked for. `cli` prints what it finds.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TextIO, assert_never

from watchtracker import dates, senders, watchlist, zone_law
from watchtracker.channels.slack import socket_mode
from watchtracker.checks import Check, Finding
from watchtracker.collecting import checking
from watchtracker.collecting.checking import Collected
from watchtracker.collecting.subjects import Services
from watchtracker.errors import InputError, ProblemsError, WatchtrackerError
from watchtracker.items import Item
from watchtracker.nearest import there_is_no
from watchtracker.notifications import Notification
from watchtracker.outbox.messages import Entry, Message, SendResult, SendStatus
from watchtracker.outbox.records import Delivery, Gate, is_of_edits
from watchtracker.settings import Settings
from watchtracker.store.addresses import Address
from watchtracker.store.engine import Store
from watchtracker.store.files import wider
from watchtracker.store.inbox import ReceivedState
from watchtracker.store.migration_state import Tables
from watchtracker.tracker import Tracker
from watchtracker.watchlist.leaving_out import too_many_out
from watchtracker.wording.holding import whither
from watchtracker.wording.items import count, declared
from watchtracker.wording.reasons import sentence
from watchtracker.wording.utc import utc

# The key of `meta` under which a running `serve` stores since when it doubts the clock.
CLOCK_DOUBTED = "clock.doubted"
# Likewise why it hears nobody in Slack: until when it waits with its next try, a space, and a sentence.
NOT_HEARD = "slack.not_heard"
_LATE = timedelta(minutes=15)
_MOST_DEAD = 20
_TRIES_FOR = timedelta(minutes=1)
_TEST = "test"


def examine(settings: Settings, *, now: datetime) -> Iterator[Check]:
    """Check everything that `settings` names, one thing after the other."""
    yield _settings(settings)
    yield from _watch_list(settings, now)
    yield from _database(settings, now)
    yield _zone_data()
    yield from _channels(settings, now)
    yield _links(settings)
    yield _readers(settings)


def send_test(settings: Settings, name: str, stream: TextIO, clock: Callable[[], datetime]) -> tuple[Check, bool]:
    """Send a test message to the channel `name`: returns how it went, and whether it was accepted.

    `stream` is the console. Raises InputError if there is no such channel.
    """
    found = senders.senders(settings, stream, clock)
    if name not in found:
        raise InputError(there_is_no("channel", name, [channel.name for channel in settings.channels]))
    text = f"This is a test of watchtracker: what is for the channel {name} arrives here."
    sender = found[name]
    message = Message(entries=(Entry(text, notification=_TEST),), kind=_TEST)
    result = sender.send(message, secrets.token_hex(16))
    finding, seen, fix = _tested(result, sender.limits.called, sender.limits.if_refused)
    seen = f"{seen}: {result.detail}" if result.detail else seen
    return Check(f"channel {name}", finding, seen, fix), result.status is SendStatus.SENT


def _tested(result: SendResult, called: str, if_refused: str) -> tuple[Finding, str, str]:
    match result.status:
        case SendStatus.SENT:
            return Finding.OK, f"{called} took the test message", ""
        case SendStatus.NOT_SENT:
            return Finding.BAD, f"{called} cannot be reached, and the test message was not sent", ""
        case SendStatus.TRY_LATER:
            wait = f" in {result.retry_after.total_seconds():g} seconds" if result.retry_after else ""
            return Finding.WARN, f"{called} takes nothing now", f"try again{wait}"
        case SendStatus.TARGET_REFUSED:
            return Finding.BAD, f"{called} takes nothing for this channel", "look at where the settings say it leads"
        case SendStatus.PAYLOAD_REFUSED:
            fix = "look at what kind of channel the settings name, and for a webhook at its `format`"
            return Finding.BAD, f"{called} refuses the test message", fix
        case SendStatus.CREDENTIALS_REFUSED:
            return Finding.BAD, f"{called} refuses our credentials", if_refused
        case SendStatus.UNCLEAR:
            return Finding.WARN, f"{called} may or may not have taken the test message", "look whether it is there"
        case _:
            assert_never(result.status)


def _settings(settings: Settings) -> Check:
    if settings.path is None:
        return Check("settings", Finding.OK, "no file: everything is by default", "`watchtracker init` writes one")
    return Check("settings", Finding.OK, str(settings.path))


def _watch_list(settings: Settings, now: datetime) -> Iterator[Check]:
    try:
        there = settings.watchlist.exists()
    except OSError:
        there = True  # in a folder that cannot be read: reading the list below says so
    if not there:
        yield Check(
            "watch list", Finding.WARN, f"there is none at {settings.watchlist}", "`watchtracker init` writes one"
        )
        return
    try:
        found = watchlist.read(settings.watchlist, default_zone=settings.zone, now=now)
    except ProblemsError as error:
        for problem in error.problems:
            yield Check("watch list", Finding.BAD, problem, "fix the file; `watchtracker check` says when it is sound")
        return
    what = declared(len(found.declarations), len(found.sources))
    yield Check("watch list", Finding.OK, f"{settings.watchlist}: {what}, all sound")


def _database(settings: Settings, now: datetime) -> Iterator[Check]:
    try:
        address = Address.read(settings.database)
        if address.path is not None and not address.path.exists():
            yield Check("database", Finding.WARN, f"{address} is not there yet", "`watchtracker apply` makes it")
            return
        store = Store.as_it_is(settings.database)
    except WatchtrackerError as error:
        yield Check("database", Finding.BAD, str(error), "look at `database` in the settings, and whether it runs")
        return
    try:
        match store.tables():
            case Tables.NONE:
                yield Check("database", Finding.WARN, f"{address} has no tables yet", "`watchtracker apply` makes them")
            case Tables.OLDER:
                seen = f"{address} was last used by an older watchtracker"
                yield Check("database", Finding.WARN, seen, "`watchtracker backup` first, then start this one")
            case Tables.NEWEST:
                yield from _store(store, address, settings, now)
        yield from _permissions(address)
    except WatchtrackerError as error:
        yield Check("database", Finding.BAD, str(error), "see that the file or server can be written to")
    finally:
        store.close()


def _store(store: Store, address: Address, settings: Settings, now: datetime) -> Iterator[Check]:
    store.check()
    with store.reading() as tx:
        items = [item for item in tx.items.all() if item.listed]
        last_applied = tx.items.last_applied()
        dead = tx.notifications.dead()
        unknown = tx.deliveries.counts()["unknown"]
        held = tx.unknown.held()
        next_due = tx.notifications.next_due()
        gates = tx.gates.all()
        doubted, not_heard = tx.meta.get(CLOCK_DOUBTED), tx.meta.get(NOT_HEARD)
        last_received, received = tx.inbox.last_received(), tx.inbox.counts()
        planned_with = zone_law.older_than_kept(tx)
        collected = Collected(tuple(tx.sources.declared()), tuple(tx.items.with_signals()), tx.sources.all())
        digest = _digest(settings)
        before = digest is not None and tx.items.applied_before(digest)
    yield Check(
        "database", Finding.OK, f"{address}: {count(len(items), 'item')}, at the newest step, can be written to"
    )
    if digest is not None:
        changed = digest != last_applied and _would_change(store, settings, now)
        cut = _cut(settings, items, now) if changed else None
        yield cut or _applied(changed=changed, before=before)
    if doubted:
        seen = f"`serve` doubts the clock since {doubted[:16].replace('T', ' ')}Z, and sends nothing"
        yield Check("clock", Finding.BAD, seen, "set the clock right; if it is right, start watchtracker again")
    if planned_with:
        fix = "`pip install --upgrade tzdata` where watchtracker is installed; until then no changed law is looked for"
        yield Check("zones", Finding.WARN, zone_law.older(planned_with), fix)
    yield from _tags(settings, items)
    yield from _dead(dead)
    yield from _unclear(unknown, held, senders.if_unreadable(settings))
    reasons = [gate.scope for gate in gates.values() if gate.reason and not is_of_edits(gate.scope)]
    yield from _under_way(next_due, now, waiting=senders.called(reasons, settings))
    yield from _waiting(gates.values(), settings, now)
    yield from _received(settings, last_received, received[ReceivedState.WAITING])
    yield from _not_heard(not_heard or "", now)
    yield from checking.checks(collected, Services(settings.fetch.api, settings.fetch.tokens), now)


def _permissions(address: Address) -> Iterator[Check]:
    for path, mode in wider(address.path) if address.path else ():
        fix = f"chmod {'700' if path.is_dir() else '600'} {path}, unless they are meant to"
        yield Check("database", Finding.WARN, f"others on this machine may use {path} (mode {mode:o})", fix)


def _digest(settings: Settings) -> str | None:
    try:
        return watchlist.digest(settings.watchlist) if settings.watchlist.exists() else None
    except (OSError, ProblemsError):
        return None  # `_watch_list` reports it


def _cut(settings: Settings, items: list[Item], now: datetime) -> Check | None:
    """A watch list that takes out so many items that `serve` does not apply it by itself; None for any other."""
    try:
        found = watchlist.read(settings.watchlist, default_zone=settings.zone, now=now)
    except ProblemsError:
        return None  # `_watch_list` reports it
    refused = too_many_out(found, items)
    fix = "`watchtracker apply --take-out`, if it is meant"
    return Check("applied", Finding.BAD, refused.what, fix) if refused else None


def _would_change(store: Store, settings: Settings, now: datetime) -> bool:
    """Whether applying the list as it is now would change anything; a list with mistakes would, once it is fixed."""
    try:
        found = watchlist.read(settings.watchlist, default_zone=settings.zone, now=now)
        return Tracker(store, settings.channels, settings.remind, settings.recheck).would_change(found, now)
    except ProblemsError:
        return True


def _applied(*, changed: bool, before: bool) -> Check:
    if not changed:
        return Check("applied", Finding.OK, "the database has the watch list as it is now")
    if before:
        seen = "the watch list was applied before, and another one since: it is older than what holds"
        return Check("applied", Finding.WARN, seen, "`watchtracker apply` would bring it back")
    seen = "the watch list differs from what was applied"
    return Check("applied", Finding.WARN, seen, "`watchtracker check` says how, `watchtracker apply` brings it in")


def _tags(settings: Settings, items: list[Item]) -> Iterator[Check]:
    used = {tag for item in items for tag in item.facts.tags}
    parts = [(f"channel {channel.name}", channel.tags) for channel in settings.channels]
    parts += [(f"feed {feed.name}", feed.tags) for feed in settings.feeds]
    for name, tags in parts:
        unused = [tag for tag in tags if tag not in used]
        if unused:
            yield Check(name, Finding.WARN, f"no item has the tag {', '.join(unused)}", "fix the tag, or tag an item")


def _dead(dead: Sequence[Notification]) -> Iterator[Check]:
    for each in dead[:_MOST_DEAD]:
        why = sentence(each.reason) if each.reason else "nobody said why"
        what = f"{each.item or 'digest'}, {each.kind.value}"
        seen = f"notification {each.id} to {whither(each.channel, ())} is dead: {what} ({why})"
        yield Check("delivery", Finding.BAD, seen, f"`watchtracker deliver --retry {each.id}` sends it once more")
    if len(dead) > _MOST_DEAD:
        seen = f"{len(dead) - _MOST_DEAD} more are dead"
        yield Check("delivery", Finding.BAD, seen, "`watchtracker deliver --retry-all` sends all once more")
    if not dead:
        yield Check("delivery", Finding.OK, "no notification is dead")


def _unclear(unknown: int, held: Sequence[Delivery], readable: Mapping[str, str]) -> Iterator[Check]:
    if unknown > len(held):
        seen = f"{count(unknown - len(held), 'message')} may or may not have arrived"
        fix = "nothing: it is looked for in Slack, and what cannot be looked for is sent again"
        yield Check("delivery", Finding.WARN, seen, fix)
    for delivery in held:
        seen = (
            f"a message to {delivery.channel} of {utc(delivery.started_at)} may or may not have arrived, and is held:"
            f" {delivery.detail}"
        )
        help_there, resend = readable.get(delivery.channel, ""), 'set unclear = "resend" for the channel'
        fix = f"{help_there} (or {resend}), and" if help_there else f"{resend}, and"
        fix = f"{fix} start watchtracker again"
        yield Check("delivery", Finding.BAD, seen, fix)


def _waiting(gates: Iterable[Gate], settings: Settings, now: datetime) -> Iterator[Check]:
    for gate in gates:
        if gate.reason is None or gate.is_open(now):
            continue
        name = gate.scope.partition(":")[2]
        behind = senders.behind(gate.scope, settings)
        what = behind.called if behind else f"channel {name}"
        opens = utc(gate.open_at, to="seconds")
        seen = f"{what} waits until {opens}: {gate.reason}"
        if is_of_edits(gate.scope):
            seen = f"messages in {what} are edited again from {opens} on; new ones go out: {gate.reason}"
        again = "it is tried again then, by itself"
        refused = behind is not None and gate.scope == behind.shared_gate
        fix = f"{behind.if_refused}; {again}" if behind and refused else f"nothing: {again}"
        yield Check("delivery", Finding.WARN, seen, fix)


def _received(settings: Settings, last: datetime | None, waiting: int) -> Iterator[Check]:
    """Whether what people answer in Slack reaches us; nothing where nobody can answer."""
    slack = settings.slack
    if not (slack.signing_secret or slack.app_token):
        return
    if slack.signing_secret and slack.app_token:
        seen = "there are an app token and a signing secret: Slack is heard over a socket (Socket Mode), not over HTTP"
        yield Check("answers", Finding.OK, seen, "take out the one that is not meant")
    if last is None:
        there = f"have the app send interactivity to {settings.public_url}/slack/interactions, and "
        fix = f"{'' if slack.app_token else there}press a button below a message"
        yield Check("answers", Finding.WARN, "nothing that anybody answered in Slack has come yet", fix)
    else:
        yield Check("answers", Finding.OK, f"what was answered in Slack last came {utc(last)}")
    if waiting:
        seen = f"{count(waiting, 'answer')} from Slack {'waits' if waiting == 1 else 'wait'} to be worked off"
        yield Check("answers", Finding.WARN, seen, "run `watchtracker serve`")


def _not_heard(said: str, now: datetime) -> Iterator[Check]:
    """What a running `serve` wrote down of a socket that does not open; what it no longer waits for is past."""
    again_at, _, why = said.partition(" ")
    if again_at and now <= datetime.fromisoformat(again_at) + _TRIES_FOR:
        seen = f"`serve` hears nobody in Slack: {why}"
        yield Check(
            "answers", Finding.BAD, seen, f"put that right; it is tried again {utc(datetime.fromisoformat(again_at))}"
        )


def _under_way(next_due: datetime | None, now: datetime, *, waiting: Sequence[str]) -> Iterator[Check]:
    if next_due is None:
        yield Check("delivery", Finding.OK, "nothing is planned")
    elif now - next_due > _LATE:
        minutes = int((now - next_due).total_seconds() / 60)
        take = "does not take it" if len(waiting) == 1 else "do not take it"
        why = f"{' and '.join(waiting)} {take}" if waiting else "nobody delivers"
        seen = f"a notification has been due for {count(minutes, 'minute')}: {why}"
        fix = "run `watchtracker serve`, or `watchtracker deliver --once` from cron"
        fix = "the lines beside this say what it waits for" if waiting else fix
        yield Check("delivery", Finding.WARN, seen, fix)
    elif next_due <= now:
        yield Check("delivery", Finding.OK, f"a notification is due since {utc(next_due)}")
    else:
        yield Check("delivery", Finding.OK, f"the next notification is due {utc(next_due)}")


def _zone_data() -> Check:
    return Check("zones", Finding.OK, f"by tzdata {dates.ZONE_DATA}, the installed package's, not the machine's")


def _channels(settings: Settings, now: datetime) -> Iterator[Check]:
    for channel in settings.channels:
        wants = ", ".join(sorted(want.value for want in channel.wants))
        yield senders.declared(channel, settings, f"{wants}, at {channel.hour:%H:%M} {channel.zone}")
    for service in senders.services(settings):
        yield from service.checks(settings.channels, now)
    if settings.slack.app_token:
        yield from socket_mode.checks(settings.slack.app_token, settings.slack.api_url)
    yield from senders.checks_alone(settings)


def _links(settings: Settings) -> Check:
    if "127.0.0.1" in settings.public_url or "localhost" in settings.public_url:
        seen = f"links say {settings.public_url}, which only this machine can reach"
        verb = "set" if settings.public_url_is_ours else "change"
        return Check("links", Finding.OK, seen, f"{verb} public_url once others subscribe")
    return Check("links", Finding.OK, settings.public_url)


def _readers(settings: Settings) -> Check:
    if settings.public:
        return Check("readers", Finding.OK, "anybody who reaches it may read everything: public = true")
    if settings.access_token:
        return Check("readers", Finding.OK, "the access token is asked for, on this machine too")
    seen = "this machine alone may read, without a token; a proxy in front would let everybody in"
    return Check("readers", Finding.OK, seen, "set access_token where a proxy stands before it")
