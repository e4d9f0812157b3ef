"""`/inbox`: what sources say that nobody decided on yet, and the buttons that decide.

Every form is sent to the address of the page and carries a proof (`writers.py`). What was done is told by the page to
which a form leads, read from the record; what was refused, beside the proposal, with all that was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchtracker import dates, lengths
from watchtracker.errors import InputError
from watchtracker.intake.proposals import Proposal, statement
from watchtracker.items import ItemAsOf, Kind, Origin
from watchtracker.settings.fields import at_most, line
from watchtracker.store.engine import Store
from watchtracker.tracker.intake import AS_IT_IS, Instead, Intake
from watchtracker.tracker.waiting import Undecided, waiting
from watchtracker.watchlist.form import item_id
from watchtracker.web.doors.writers import FORM_HEADERS, NoWriter, Writer, Writers, for_forms
from watchtracker.web.pages import inbox_models as models
from watchtracker.web.pages.forms import in_one_text, sent_in
from watchtracker.web.pages.framing import Frame
from watchtracker.web.pages.inbox_models import Typed
from watchtracker.web.pages.pasting import Pasted, read_pasted, told
from watchtracker.web.pages.turns import TooManyWaitError, Turns
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import root_of
from watchtracker.web.snapshots import Snapshots
from watchtracker.wording import proposals as wording

PATH, PASTED = "/inbox", "/inbox/text"
_LAST_DISMISSED = 20
_MOST = 100  # proposals on one page
# Of a pasted text: its letters take up to nine bytes each in a form.
_LARGEST_TEXT = 512 * 1024
_MOST_WAITING = 4  # pasted texts, while another is read
_BUSY = "Nothing was read: other texts are being read just now. Send it again in a minute."
_LARGEST_NUMBER = 2**31
_PRIVATE = "Anyone may read what was let in here; what nobody decided on yet is for those who log in"


class InboxPress(StrEnum):
    """What a button of the page asks for."""

    ACCEPT = "accept"
    EDIT = "edit"
    DISMISS = "dismiss"
    SILENCE = "silence"
    RESTORE = "restore"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page shows beside what waits: the proposal that was decided on, or fields and why they were refused."""

    done: int | None = None
    number: int | None = None
    typed: Typed | None = None
    problem: str = ""
    pasted: Pasted | None = None
    told: str = ""


_NOTHING = _Shown()


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Shows what waits, and decides on it by `intake`."""

    store: Store
    intake: Intake
    latest: Snapshots
    writers: Writers
    frame: Frame
    templates: Environment
    now: Callable[[], datetime]
    zone: str
    _turns: Turns = field(default_factory=lambda: Turns(_MOST_WAITING))

    def show(self, request: Request) -> Response:
        """The page; the query may narrow it by source and tag, as `inbox` does."""
        if not self.writers.reads_all(request):
            return self._private(request)
        return self._page(request, self.writers.found(request), _Shown(done=_number(request.query_params.get("done"))))

    async def take(self, request: Request) -> Response:
        """Do what a form asks for, and lead back to the page; 403 for a form that is not from there."""
        sent = await sent_in(request)
        return await run_in_threadpool(self._taken, request, sent)

    async def take_text(self, request: Request) -> Response:
        """Read a text that was pasted, and show what it proposes; 403 for a form that is not from there."""
        sent = await sent_in(request, _LARGEST_TEXT)
        writer = await run_in_threadpool(self.writers.sender, request, sent)
        if isinstance(writer, NoWriter):
            return refusal(request.scope, writer.status, writer.why)
        try:
            return await self._turns.take(self._read, request, writer, sent)
        except TooManyWaitError:
            pasted = replace(Pasted.of(sent), problem=_BUSY)
            return await run_in_threadpool(self._page, request, writer, _Shown(pasted=pasted), 503)

    def _taken(self, request: Request, sent: Mapping[str, str]) -> Response:
        writer = self.writers.sender(request, sent)
        if isinstance(writer, NoWriter):
            return refusal(request.scope, writer.status, writer.why)
        number = _number(sent.get("number"))
        try:
            wanted = InboxPress(sent.get("do", ""))
        except ValueError:
            return refusal(request.scope, 400, "This form asks for nothing that can be done here.")
        if number is None:
            return refusal(request.scope, 400, "This form names no proposal.")
        try:
            unread = self._do(wanted, number, sent, by=writer.by)
        except InputError as error:
            typed = _typed(sent) if wanted is InboxPress.EDIT else None
            return self._page(request, writer, _Shown(number=number, typed=typed, problem=_as_sentence(error)), 400)
        if unread is not None:
            return self._page(request, writer, _Shown(number=number, typed=unread))
        chosen = [(name, value) for name, value in request.query_params.multi_items() if name in {"source", "tag"}]
        query = urlencode([*chosen, ("done", str(number))])
        return RedirectResponse(f"{root_of(request.scope)}{PATH}?{query}#done", 303, FORM_HEADERS)

    def _read(self, request: Request, writer: Writer, sent: Mapping[str, str]) -> Response:
        """Propose what a pasted text says, and show it with what waited before. Sent again, it proposes nothing new."""
        now, pasted = self.now(), Pasted.of(sent)
        try:
            found = read_pasted(pasted, self.latest.current().items, self.zone, now)
        except InputError as error:
            return self._page(request, writer, _Shown(pasted=replace(pasted, problem=str(error))), 400)
        heard = self.intake.hear(found.proposals, now)
        return self._page(request, writer, _Shown(told=told(heard, found)))

    def _do(self, wanted: InboxPress, number: int, sent: Mapping[str, str], *, by: str) -> Typed | None:
        """Do it; fields that nobody saw read yet are returned with what they would record, and nothing is done."""
        now = self.now()
        match wanted:
            case InboxPress.ACCEPT:
                self.intake.accept([number], now, by=by, instead=AS_IT_IS)
            case InboxPress.EDIT:
                typed = _typed(sent)
                every = self.latest.current().items
                with self.store.reading() as tx:
                    stored, waits = tx.proposals.get([number]).get(number), waiting(tx, every, (), (), now)
                if stored is None:
                    raise InputError(f"there is no proposal {number}")
                typed = self._with_id(typed, stored.proposal)
                instead = _instead(typed, stored.proposal, waits)
                seen = in_one_text((typed.item, typed.when, typed.title, typed.kind))
                if typed.checked != seen:
                    read = _reading(stored.proposal, instead, waits, now)
                    return replace(typed, read=read, checked=seen)
                self.intake.accept([number], now, by=by, instead=instead)
            case InboxPress.DISMISS | InboxPress.SILENCE:
                self.intake.dismiss([number], now, by=by, subject=wanted is InboxPress.SILENCE)
            case InboxPress.RESTORE:
                self.intake.restore(number, now)
            case InboxPress.UNDO:
                self.intake.undo(number, now, by=by, origin=Origin.PAGE)
            case _:
                assert_never(wanted)
        return None

    def _with_id(self, typed: Typed, proposal: Proposal) -> Typed:
        """The fields with the id of something new following its title, as long as nobody typed another."""
        of_title = typed.title and typed.title != proposal.title
        if proposal.result is not None or not of_title or typed.item != (proposal.new_id or ""):
            return typed
        return replace(typed, item=self.intake.id_for(replace(proposal, title=typed.title)))

    def _page(
        self, request: Request, writer: Writer | NoWriter, beside: _Shown = _NOTHING, status: int = 200
    ) -> Response:
        query = request.query_params
        sources, tags = (tuple(filter(None, query.getlist(name))) for name in ("source", "tag"))
        latest = self.latest.current()
        with self.store.reading() as tx:
            waits = waiting(tx, latest.items, sources, tags, self.now())
            gone = tx.proposals.dismissed(_LAST_DISMISSED)
            done = None
            if beside.done is not None and (stored := tx.proposals.get([beside.done]).get(beside.done)):
                by = writer.by if isinstance(writer, Writer) else ""
                silenced = tx.proposals.is_silenced(stored.proposal)
                done = models.done(stored, latest.by_id, silenced=silenced, by=by)
            total = tx.proposals.waiting()
        shown = {
            **self._cards(waits, beside),
            **_chosen(waits, sources, tags),
            "done": done,
            "total": total,
            "pasted": beside.pasted or Pasted(said_on=self._today()),
            "pasting": beside.pasted is not None,
            "told": beside.told,
            "gone": models.dismissed(gone, dates.zone(self.zone)),
        }
        return self._answer(request, writer, status, shown)

    def _today(self) -> str:
        return str(self.now().astimezone(dates.zone(self.zone)).date())

    def _cards(self, waits: Undecided, beside: _Shown) -> dict[str, Any]:
        """The cards in two groups, and the sentence for the top of the page if its proposal is none of them."""
        # What was typed is shown, however many wait before it.
        rows = [row for place, row in enumerate(waits.rows) if place < _MOST or row.id == beside.number]
        typed = {row.id: beside.typed for row in rows if row.id == beside.number}
        cards = [models.card(row, self.zone, typed.get(row.id)) for row in rows]
        groups = [
            ("About what is watched", [card for card in cards if card.item]),
            ("Perhaps something new", [card for card in cards if not card.item]),
        ]
        return {
            "groups": [(title, of) for title, of in groups if of],
            "more": len(waits.rows) - len(rows),
            "ids": sorted(waits.ids),
            "kinds": list(Kind),
            "refused": beside.number if typed else None,
            "problem": beside.problem,
        }

    def _answer(self, request: Request, writer: Writer | NoWriter, status: int, shown: dict[str, Any]) -> Response:
        shown |= {**self.frame.around(request), "place": PATH, **for_forms(writer)}
        page = self.templates.get_template("inbox.html").render(shown)
        answer = HTMLResponse(page, status, FORM_HEADERS)
        self.writers.remember(request, answer, writer)
        return answer

    def _private(self, request: Request) -> Response:
        """Where all may read: a log-in first, because proposals are what nobody vouched for yet."""
        found = self.writers.found(request)
        if isinstance(found, NoWriter) and found.status == 401:  # noqa: PLR2004 - there is a log-in
            return RedirectResponse(f"{root_of(request.scope)}/login?next={quote(PATH, safe='')}", 303, FORM_HEADERS)
        return refusal(request.scope, 403, f"{_PRIVATE}: set access_token (WATCHTRACKER_ACCESS_TOKEN).")


def _chosen(waits: Undecided, sources: tuple[str, ...], tags: tuple[str, ...]) -> dict[str, Any]:
    chosen = [*(("source", name) for name in sources), *(("tag", name) for name in tags)]
    return {
        "sources": sorted({*waits.sources, *sources}),
        "tags": sorted({*waits.tags, *tags}),
        "source": sources[0] if sources else "",
        "tag": tags[0] if tags else "",
        "query": f"?{urlencode(chosen)}" if chosen else "",
    }


def _typed(sent: Mapping[str, str]) -> Typed:
    item, when, title, kind = (sent.get(name, "").strip() for name in ("item", "when", "title", "kind"))
    return Typed(item, when, title, kind, checked=sent.get("checked", ""))


def _instead(typed: Typed, proposal: Proposal, waits: Undecided) -> Instead:
    """What was typed where it is otherwise than proposed; raises InputError. A field left empty is as proposed."""
    item = typed.item or proposal.item or proposal.new_id or ""
    if proposal.result is not None and (not item or item in waits.ids):
        return Instead(item=item or None)
    dated = bool(typed.when) and proposal.result is None
    when = _checked("words of the date", typed.when, line, lengths.WORDS) if dated else ""
    words = when if when and when != proposal.when else None
    if item in waits.ids:
        return Instead(item=item, when=words)
    return Instead(
        new_id=_checked("item", item, item_id, lengths.ID),
        when=words,
        title=_checked("title", typed.title, line, lengths.TITLE) if typed.title else None,
        kind=_kind(typed.kind) if typed.kind else None,
    )


def _reading(proposal: Proposal, instead: Instead, waits: Undecided, now: datetime) -> str:
    """What would be recorded, in a sentence, with its date read anew; raises InputError."""
    known = waits.items.get(instead.item or "")
    if proposal.result is not None:
        if known is None and instead.new_id is None:
            raise InputError("this tells how something ended: say of which item, or give it an id of its own")
        if known is None:
            title, kind = instead.title or proposal.title, instead.kind or proposal.kind
            return f"{wording.date(proposal)}; a new item that has ended: {instead.new_id}, {kind}, “{title}”"
        return f"{wording.date(proposal)}, for {known.id}: {wording.change(proposal, known)}"
    zone = known.facts.zone if known else proposal.zone
    place = dates.zone(zone)
    if instead.when is None:
        said = statement(proposal, zone, now)
        words, said_on = said.when, said.said_on
    else:
        today = now.astimezone(place).date()
        words, said_on = instead.when, min(proposal.published or today, today)
    window = dates.read(words, said_on=said_on, zone=place)
    return f"“{words}” is read as {dates.sentence(window, place)}; {_becomes(proposal, instead, known, window)}"


def _becomes(proposal: Proposal, instead: Instead, known: ItemAsOf | None, window: dates.DateWindow) -> str:
    if known is not None:
        return f"for {known.id}: {wording.change(replace(proposal, window=window), known)}"
    return f"a new item: {instead.new_id}, {instead.kind or proposal.kind}, “{instead.title or proposal.title}”"


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise InputError(f"kind: there is no kind {text!r}: there are {', '.join(Kind)}") from None


def _checked(what: str, text: str, check: Callable[[str], str], most: int) -> str:
    try:
        return at_most(most)(check(text))
    except ValueError as error:
        raise InputError(f"{what}: {error}") from None


def _as_sentence(error: InputError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _number(text: str | None) -> int | None:
    """The number of a proposal; None if it cannot be one."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > len(str(_LARGEST_NUMBER)):
        return None
    return int(text) if int(text) < _LARGEST_NUMBER else None
