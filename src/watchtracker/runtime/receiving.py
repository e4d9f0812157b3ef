"""What comes from Slack: the way in for `serve`, and the housekeeping that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from watchtracker.answering.case import Worked
from watchtracker.answering.desk import Desk
from watchtracker.answering.groups import Groups
from watchtracker.answering.reception import TEAM, Reception
from watchtracker.answering.worker import Worker
from watchtracker.channels.slack import Workspace
from watchtracker.channels.slack.feedback import Feedback
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.modals import Modals
from watchtracker.channels.slack.teller import Teller
from watchtracker.inbox.consequences import Audience
from watchtracker.runtime import bootstrap
from watchtracker.runtime.answerer import Answerer
from watchtracker.runtime.housekeeping import Job
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.web.slack import Interactions

_KEPT = timedelta(days=30)
_EVERY_DAY, _EVERY_HOUR = timedelta(days=1), timedelta(hours=1)


@contextmanager
def receiving(
    settings: Settings,
    store: Store,
    *,
    applied: Callable[[], object],
    observe: Callable[[Worked], object] = lambda _: None,
) -> Iterator[Interactions | None]:
    """The way in for what Slack sends over HTTP, and who works it off; None without a signing secret.

    `applied` is called when something may have become due by an answer, `observe` with what came of each.
    """
    if not settings.slack.signing_secret:
        yield None
        return
    teller = Teller(token=settings.slack.bot_token, api_url=settings.slack.api_url)
    groups = Groups(settings.channels, teller.members)
    tracker = bootstrap.tracker(settings, store)
    worker = Worker(store, tracker, settings.channels, read, is_guest=teller.is_guest, groups=groups)
    answerer = Answerer(worker, teller, bootstrap.now, applied=applied, observe=observe)
    with answerer.working():
        yield from _receiving(settings, store, answerer.wake.set, groups)


def _receiving(settings: Settings, store: Store, wake: Callable[[], None], groups: Groups) -> Iterator[Interactions]:
    tell = Feedback(settings.slack.api_url).tell
    reception = Reception(
        store, read=read, now=bootstrap.now, wake=wake, tell=tell, answer=_desk(settings, store, groups).answer
    )
    try:
        yield Interactions(settings.slack.signing_secret, reception, bootstrap.now)
    finally:
        reception.close()


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
    """What is to be done now and then: old payloads are forgotten, and Slack is asked which team is ours."""

    def forget(now: datetime) -> None:
        with store.writing() as tx:
            tx.inbox.forget_payloads(now - _KEPT)

    def ask(now: datetime) -> None:
        del now
        slack = settings.slack
        if (team := Workspace(token=slack.bot_token, api_url=slack.api_url).team()) is not None:
            with store.writing() as tx:
                tx.meta.set(TEAM, team)

    yield Job("forget old answers", _EVERY_DAY, forget)
    if settings.slack.bot_token and (settings.slack.signing_secret or settings.slack.app_token):
        yield Job("ask Slack which team is ours", _EVERY_HOUR, ask)
