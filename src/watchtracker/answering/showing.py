"""What the desk asks of a vendor, so that it knows none: to show a form, a page, a reply to what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from watchtracker.inbox.forms import Mistakes, OpenedForm
from watchtracker.inbox.intents import Coming, LinkShared, OpenView
from watchtracker.outbox.offers import Offers
from watchtracker.reports.home import Home
from watchtracker.reports.listing import Row
from watchtracker.reports.replies import CommandReply, ReplyLine


class ShowsForms(Protocol):
    """How a vendor shows forms."""

    def open(self, coming: Coming, form: OpenedForm, *, on_top: bool = False) -> bool:
        """Open a form for whoever did this, or on top of the one in which they did; returns whether it was opened."""

    def redraw(self, within: OpenView, form: OpenedForm, offers: Offers | None = None) -> None:
        """Draw an open form anew, unless it has changed meanwhile; with the buttons of an item that was chosen."""

    def next(self, form: OpenedForm, offers: Offers | None = None) -> Mapping[str, object]:
        """The reply to a form that was sent: another takes its place."""

    def wrong(self, mistakes: Mistakes) -> Mapping[str, object]:
        """The reply to a form that was sent: a sentence at each field, and what was typed stays."""

    def said(self, reply: CommandReply) -> Mapping[str, object]:
        """The reply to a command."""

    def offered(self, rows: Iterable[Row]) -> Mapping[str, object]:
        """The reply to whoever types into a field: the items that it offers."""

    def name_of(self, account: str) -> str:
        """What somebody is called; empty where that cannot be learnt quickly."""

    def show_home(self, account: str, page: Home) -> None:
        """Draw the page of an account anew."""

    def show_below(self, shared: LinkShared, previews: Mapping[str, ReplyLine]) -> None:
        """Show something below links that somebody shared, by link; nothing where there is nothing to show."""
