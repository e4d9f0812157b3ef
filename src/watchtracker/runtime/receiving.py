"""What comes from Slack: the two ways in for `serve`, and the housekeeping that belongs to them.

Slack sends over HTTP, or over a socket that we open (Socket Mode); an app does either. One reception stands behind
both.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchtracker import senders
from watchtracker.answering.case import Worked
from watchtracker.answering.desk import Desk
from watchtracker.answering.groups import Groups
from watchtracker.answering.reception import APP, TEAM, Reception
from watchtracker.answering.worker import Worker
from watchtracker.channels.slack import Workspace, socket_mode
from watchtracker.channels.slack.client import WORKSPACE
from watchtracker.channels.slack.feedback import Feedback
from watchtracker.channels.slack.inbound import read, without_secrets
from watchtracker.channels.slack.modals import Modals
from watchtracker.channels.slack.socket_standing import SocketStanding, SocketState
from watchtracker.channels.slack.teller import Teller
from watchtracker.channels.slack.workspace import Ours
from watchtracker.doctor import NOT_HEARD
from watchtracker.errors import StoreError
from watchtracker.inbox.at_once import AtOnce
from watchtracker.inbox.consequences import Audience
from watchtracker.runtime import bootstrap
from watchtracker.runtime.answerer import Answerer
from watchtracker.runtime.housekeeping import Job
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.web.slack import Interactions

_KEPT = timedelta(days=30)
_EVERY_DAY, _EVERY_HOUR, _EVERY_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


_log = logging.getLogger("watchtracker.runtime.receiving")


@dataclass(slots=True)
class WaysIn:
    """The ways in for what people do in Slack: one of the two, or none."""

    store: Store
    over_http: Interactions | None = None
    over_socket: socket_mode.Listener | None = None
    _noted: str | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen at the socket, if it is that one, until the block ends; acks under way go out then."""
        if self.over_socket is None:
            yield
            return
        self.over_socket.start()
        try:
            yield
        finally:
            self.over_socket.stop()
            self.note()

    def note(self) -> None:
        """Write to the database why nobody is heard over the socket, and until when, for `doctor`."""
        if self.over_socket is None:
            return
        said = _not_heard(self.over_socket.standing)
        if said == self._noted:
            return
        try:
            with self.store.writing() as tx:
                tx.meta.set(NOT_HEARD, said)
        except StoreError:
            return  # the next call tries again
        self._noted = said


def _not_heard(standing: SocketStanding) -> str:
    if standing.state is not SocketState.WAITING or standing.again_at is None:
        return ""
    return f"{standing.again_at.isoformat()} {standing.why}"


@contextmanager
def receiving(
    settings: Settings,
    store: Store,
    *,
    applied: Callable[[], object],
    observe: Callable[[Worked], object] = lambda _: None,
    count: Callable[[AtOnce], object] = lambda _: None,
    dropped: Callable[[], object] = lambda: None,
) -> Iterator[WaysIn]:
    """The ways in for what Slack sends, and who works it off.

    `applied` is called when something may have become due by an answer, `observe` with what came of each, `count` with
    what was said at once to each payload, `dropped` for each sentence to somebody that is not said as too many wait.
    """
    slack = settings.slack
    if not senders.hears(slack):
        if slack.app_token:
            _log.error("%s: %s", socket_mode.NOT_INSTALLED, socket_mode.INSTALL)
        yield WaysIn(store)
        return
    _learn_before_anything_comes(settings, store)
    teller = Teller(token=slack.bot_token, api_url=slack.api_url)
    groups = Groups(settings.channels, teller.members)
    desk = _desk(settings, store, groups)
    answerer = Answerer(
        _worker(settings, store, teller, groups),
        teller,
        bootstrap.now,
        applied=applied,
        observe=observe,
        shown=desk.show_home_again,
        dropped=dropped,
    )
    with answerer.working():
        reception = Reception(
            store,
            read=read,
            now=bootstrap.now,
            answer=desk.answer,
            wake=answerer.wake.set,
            tell=Feedback(slack.api_url).tell,
            count=count,
            dropped=dropped,
        )
        try:
            yield _way_in(settings, store, reception)
        finally:
            reception.close()


def _worker(settings: Settings, store: Store, teller: Teller, groups: Groups) -> Worker:
    return Worker(
        store,
        bootstrap.tracker(settings, store),
        settings.channels,
        read,
        is_guest=teller.is_guest,
        groups=groups,
        account=WORKSPACE,
        kept=without_secrets,
    )


def _way_in(settings: Settings, store: Store, reception: Reception) -> WaysIn:
    slack = settings.slack
    if slack.app_token:
        listener = socket_mode.listener(slack.app_token, slack.api_url, reception.receive, bootstrap.now)
        return WaysIn(store, over_socket=listener)
    return WaysIn(store, Interactions(slack.signing_secret, reception, bootstrap.now))


def _desk(settings: Settings, store: Store, groups: Groups) -> Desk:
    """Who answers what only shows something."""
    slack, audience = settings.slack, Audience(settings.channels, settings.remind, settings.recheck)
    modals = Modals(token=slack.bot_token, api_url=slack.api_url)
    return Desk(
        store,
        modals,
        audience,
        public_url=settings.public_url,
        channels=settings.channels,
        zone=settings.zone,
        groups=groups,
    )


def jobs(settings: Settings, store: Store) -> Iterator[Job]:
    """What is to be done now and then: what is old is forgotten, and Slack is asked which team is ours."""

    def forget(now: datetime) -> None:
        with store.writing() as tx:
            tx.inbox.forget_payloads(now - _KEPT)
            tx.faces.forget(now)
            tx.given_answers.forget(now)

    learnt_at: datetime | None = None

    def ask(now: datetime) -> None:
        nonlocal learnt_at
        if (learnt_at is None or now - learnt_at >= _EVERY_HOUR) and _learn_whose(settings, store):
            learnt_at = now

    yield Job("forget old answers", _EVERY_DAY, forget)
    if settings.slack.bot_token and senders.hears(settings.slack):
        yield Job("ask Slack which team is ours", _EVERY_MINUTE, ask)


def _learn_whose(settings: Settings, store: Store) -> bool:
    """Learn from Slack which team and app are ours, and remember it; False if it cannot be asked now."""
    slack = settings.slack
    # Without a token there is nobody to ask, and nothing of ours that a stranger could press.
    ours = Workspace(token=slack.bot_token, api_url=slack.api_url).ours() if slack.bot_token else Ours("", "")
    if ours is None:
        return False
    with store.writing() as tx:
        tx.meta.set(TEAM, ours.team)
        tx.meta.set(APP, ours.app)
    return True


def _learn_before_anything_comes(settings: Settings, store: Store) -> None:
    """Ask Slack which team and app are ours, unless an earlier run learnt it: that holds until it is asked again."""
    try:
        with store.reading() as tx:
            known = tx.meta.get(TEAM) is not None
        known = known or _learn_whose(settings, store)
    except StoreError as error:
        _log.error("which workspace is ours cannot be read or written: %s", error)
        return
    if not known:
        _log.warning("Slack does not say which workspace is ours: what people press is refused until it does")
