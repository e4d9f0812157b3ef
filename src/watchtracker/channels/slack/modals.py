"""Showing forms in Slack: opened with the ticket of a press, drawn anew, or put in the place of one that was sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from watchtracker.channels.slack.impatience import Impatience
from watchtracker.channels.slack.views import dates, home, options, outcomes, proposals, said, showing
from watchtracker.channels.slack.web_client import WebClient
from watchtracker.inbox.forms import (
    AnswerForm,
    EndingForm,
    HistoryForm,
    Mistakes,
    NewDateForm,
    NotRightForm,
    OpenedForm,
    ProposalForm,
    RecordForm,
    RefusalShown,
    ReopenForm,
    SnoozeForm,
    TakeOverForm,
    WatchForm,
)
from watchtracker.inbox.intents import Coming, LinkShared, OpenView
from watchtracker.outbox.offers import Offers
from watchtracker.reports.home import Home
from watchtracker.reports.listing import Row
from watchtracker.reports.replies import CommandReply, ReplyLine
from watchtracker.wording.safe_text import clean

# What a form can do without is waited for less.
_HURRY = 1
_NAMES = ("display_name", "real_name")
_PATIENCE = 2  # seconds: the ticket of a press holds for three
# Seconds in all for a call, so that one that hangs does not keep a thread from the next person's form.
_AT_MOST = 2.2
# Somebody typed on while the form was drawn, or has closed it.
_OVERTAKEN = frozenset({"hash_conflict", "not_found"})

_log = logging.getLogger("watchtracker.channels.slack.modals")
_QUIET = logging.getLogger("watchtracker.slack_sdk.modals")
_QUIET.setLevel(logging.CRITICAL)


class Modals:
    """Shows forms with a bot's token."""

    def __init__(self, *, token: str, api_url: str) -> None:
        self._client = WebClient(token=token, base_url=api_url, timeout=_PATIENCE, retry_handlers=[], logger=_QUIET)
        # As with what is sent: the proxies of the environment hold as everywhere.
        self._client.proxy = None
        self._asks = WebClient(token=token, base_url=api_url, timeout=_HURRY, retry_handlers=[], logger=_QUIET)
        self._asks.proxy = None
        self._impatience = Impatience(_AT_MOST)

    def open(self, coming: Coming, form: OpenedForm, *, on_top: bool = False) -> bool:
        """Open a form for whoever pressed, or on top of the one in which they did; returns whether it was."""
        ticket, call = coming.opens, self._client.views_push if on_top else self._client.views_open
        return ticket is not None and self._call(lambda: call(trigger_id=ticket, view=drawn(form)))

    def redraw(self, within: OpenView, form: OpenedForm, offers: Offers | None = None) -> None:
        """Draw an open form anew, unless it has changed meanwhile."""
        self._call(lambda: self._client.views_update(view_id=within.id, hash=within.hash, view=drawn(form, offers)))

    def next(self, form: OpenedForm, offers: Offers | None = None) -> Mapping[str, object]:
        """Another form in the place of the one that was sent."""
        return {"response_action": "update", "view": drawn(form, offers)}

    def wrong(self, mistakes: Mistakes) -> Mapping[str, object]:
        """A sentence at each field that is filled in wrongly."""
        errors = {name.value: f"{text[:1].upper()}{text[1:]}" for name, text in mistakes.by_field.items()}
        return {"response_action": "errors", "errors": errors}

    def said(self, reply: CommandReply) -> Mapping[str, object]:
        """What a command answers, to whoever typed it alone."""
        return said.said(reply)

    def show_home(self, account: str, page: Home) -> None:
        """Draw the page of an account anew."""
        self._call(lambda: self._client.views_publish(user_id=account, view=home.home(page)))

    def show_below(self, shared: LinkShared, previews: Mapping[str, ReplyLine]) -> None:
        """Show something below links in a message."""
        where, unfurls = shared.coming.where, {link: said.preview(line) for link, line in previews.items()}
        channel, ts = where.channel, where.message
        if unfurls and channel and ts:
            self._call(lambda: self._client.chat_unfurl(channel=channel, ts=ts, unfurls=unfurls))

    def offered(self, rows: Iterable[Row]) -> Mapping[str, object]:
        """The items that a field offers."""
        return options.options(rows)

    def name_of(self, account: str) -> str:
        """What somebody is called; empty where Slack does not say it quickly, or not to us."""
        try:
            user = self._impatience.ask(lambda: self._asks.users_info(user=account)).get("user")
        except Exception:  # noqa: BLE001 - without their name a form opens all the same
            return ""
        profile = user.get("profile") if isinstance(user, dict) else None
        found = [*(profile.get(name) for name in _NAMES)] if isinstance(profile, dict) else []
        found += [user.get(name) for name in ("real_name", "name")] if isinstance(user, dict) else []
        return next((clean(name) for name in found if isinstance(name, str) and name), "")

    def _call(self, ask: Callable[[], Any]) -> bool:
        """Whether Slack did it; that it did not is logged."""
        try:
            self._impatience.ask(ask)
        except SlackApiError as error:
            code = error.response.get("error")
            if code not in _OVERTAKEN:
                _log.warning("a form could not be shown: Slack refuses: %s", code)
        except Exception as error:  # noqa: BLE001 - the library lets through whatever goes wrong on the way
            _log.warning("a form could not be shown: %s", type(error).__name__)
        else:
            return True
        return False


def drawn(form: OpenedForm, offers: Offers | None = None) -> dict[str, Any]:
    """A form as Slack shows it; `offers` are the buttons of an item that was chosen in it."""
    if isinstance(form, AnswerForm):
        # Another id for each item, or a client may keep what was chosen for the last.
        return showing.answer(form, offers, f"answers-{form.chosen or ''}")
    return _DRAWN_BY[type(form)](form)


_DRAWN_BY: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    HistoryForm: showing.history,
    RefusalShown: showing.refusal,
    NewDateForm: dates.new_date,
    RecordForm: dates.record,
    ProposalForm: proposals.edit,
    NotRightForm: outcomes.not_right,
    ReopenForm: outcomes.reopen,
    EndingForm: outcomes.outcome,
    SnoozeForm: outcomes.snooze,
    WatchForm: dates.watch,
    TakeOverForm: outcomes.take_over,
}
