"""What somebody wants to know from a channel: a list, one item, how words are read, their own page. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watchtracker.inbox import commands
from watchtracker.inbox.commands import NotUnderstood, Word
from watchtracker.inbox.intents import Command, HomeOpened, LinkShared
from watchtracker.items import Kind
from watchtracker.nearest import there_is_no
from watchtracker.notifications import Answerers, Channel
from watchtracker.notifications.holds import holding
from watchtracker.reports import replies
from watchtracker.reports.home import Home, HomeOf, home
from watchtracker.reports.listing import Row, listing
from watchtracker.reports.replies import CommandReply, ReplyLine
from watchtracker.reports.theirs import is_on_it, is_owner
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.wording.feedback import stopped
from watchtracker.wording.links import has_domain, item_of


@dataclass(frozen=True, slots=True)
class Adds:
    """Something new is to be watched; `words` were typed of it already, if any."""

    words: str


@dataclass(frozen=True, slots=True)
class Informer:
    """Answers from `store`, in the `zone` of the settings; `intervals` is how often a re-check is asked for."""

    store: Store
    zone: str
    public_url: str
    intervals: Mapping[Kind, str] = field(default_factory=dict)

    def command(self, asked: Command) -> CommandReply | Adds:
        """What a command answers, or that it opens a form."""
        now, person = asked.coming.moment, asked.coming.who.person
        with self.store.reading() as tx:
            every, held = tx.items.all(), tx.holds.open()
        tags = {tag for item in every for tag in item.facts.tags}
        found = commands.read(asked.text, tags)
        if isinstance(found, NotUnderstood):
            return replies.refused(found.sentence)
        match found.word:
            case Word.HELP:
                return replies.what_there_is(asked.name)
            case Word.WHEN:
                return replies.read_as(found.rest, now, self.zone)
            case Word.ADD:
                return Adds(found.rest)
            case Word.SHOW:
                rows = listing(every, now=now, everything=True, intervals=self.intervals, held=held)
                return self._shown(rows, found.rest)
            case Word.MINE:
                rows = listing(every, now=now, intervals=self.intervals, held=held)
                mine = [
                    row
                    for row in rows
                    if is_owner(person, row.known)
                    or is_on_it(person, holding(held.get(row.known.id, ()), row.known, now))
                ]
                return replies.listed(mine, self.zone, self.public_url, "What you own or have taken")
            case Word.LIST:
                rows = listing(
                    every, now=now, within=found.within, tags=found.tags, intervals=self.intervals, held=held
                )
                return replies.listed(rows, self.zone, self.public_url)

    def home(self, opened: HomeOpened, *, answerable: bool) -> Home:
        """The page of whoever opened it; `answerable` says whether its lines have buttons."""
        with self.store.reading() as tx:
            every, held = tx.items.all(), tx.holds.open()
        of = HomeOf(
            opened.coming.who.person,
            opened.coming.moment,
            self.zone,
            self.public_url,
            answerable,
            self.intervals,
        )
        return home(every, of, held)

    def previews(self, shared: LinkShared, channels: Sequence[Channel]) -> dict[str, ReplyLine]:
        """What stands below links to pages of items, by link; nothing where the channel would not hear of an item.

        Everybody in the channel sees it, partners of a shared one too. So it is said only where the reminders of that
        item go anyway, and no more than they say.
        """
        # While a message is being written it is nowhere yet: it is asked again once it stands in a channel.
        here = next((each for each in channels if each.to == SlackTarget(shared.coming.where.channel or "")), None)
        if here is None or here.answers is Answerers.NOBODY or not has_domain(self.public_url):
            return {}
        asked = {link: found for link in shared.links if (found := item_of(link, self.public_url)) is not None}
        if not asked:
            return {}
        with self.store.reading() as tx:
            items = [item for item in tx.items.some(set(asked.values())) if here.cares_for(item.facts.tags)]
            held = tx.holds.open()
        held_here = {item.id: [each for each in held.get(item.id, ()) if each.channel == here.name] for item in items}
        now = shared.coming.moment
        rows = listing(items, now=now, everything=True, intervals=self.intervals, held=held_here)
        told = {row.known.id: replies.previewed(row, here.zone) for row in rows}
        return {link: told[item_id] for link, item_id in asked.items() if item_id in told}

    def _shown(self, rows: list[Row], item_id: str) -> CommandReply:
        for row in rows:
            if row.known.id == item_id:
                return replies.shown(row, self.zone, self.public_url)
        sentence = there_is_no("item", item_id, [row.known.id for row in rows])
        return replies.refused(stopped(f"{sentence[:1].upper()}{sentence[1:]}"))
