"""What is asked now and then: the sources of texts of the watch list, and the signals of its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from watchtracker.errors import InputError
from watchtracker.intake.evidence import is_worth_asking
from watchtracker.intake.signals import Signal
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Item
from watchtracker.masking import masked
from watchtracker.sources import services
from watchtracker.sources.fetching import Wanted
from watchtracker.sources.service_addresses import BASES
from watchtracker.sources.services import ServiceAnswer, ServiceQuestion

_ACCEPTS = {
    SourceKind.FEED: "application/atom+xml, application/rss+xml, application/xml",
    SourceKind.PAGE: "text/html",
    SourceKind.CALENDAR: "text/calendar",
}
# What a service with a token is asked; without one its limit is soon reached.
_WITH_TOKEN, _WITHOUT, _PAGES = timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Services:
    """Where services are asked, and our tokens for them, by their names in the settings."""

    api: Mapping[str, str] = field(default_factory=lambda: dict(BASES))
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)

    def wanted(self, question: ServiceQuestion) -> Wanted:
        """The request that a question makes."""
        service = question.answer.service or ""
        secret = self.tokens.get(service)
        token = services.token(service, secret, self.api) if secret else None
        return Wanted(question.address, accept=question.accept, token=token)


@dataclass(frozen=True, slots=True)
class AskedSignal:
    """A signal with the items that wait for it."""

    signal: Signal
    items: tuple[Item, ...]


What: TypeAlias = TextSource | AskedSignal


@dataclass(frozen=True, slots=True)
class Askable:
    """A source or a signal, by the `name` that its row has; `wanted` is the request, without validators.

    `question` is what it asks, where a service answers, and `more` what else is asked for the whole picture.
    """

    name: str
    what: What
    wanted: Wanted
    every: timedelta
    question: ServiceQuestion | None = None
    more: tuple[ServiceQuestion, ...] = ()

    @property
    def shown(self) -> str:
        """Its name as people see it: that of a signal has an address in it."""
        return masked(self.name)

    @property
    def stands_at(self) -> str:
        """What its row remembers as its address: with another one it begins anew."""
        kind = self.what.kind.value if isinstance(self.what, TextSource) else "signal"
        return f"{kind} {self.wanted.address}"

    @property
    def is_polled_page(self) -> bool:
        """Whether a site's rules for programs are asked first."""
        if isinstance(self.what, TextSource):
            return self.what.kind is SourceKind.PAGE
        return self.question is not None and self.question.answer is ServiceAnswer.PAGE


def of_sources(declared: Iterable[TextSource], asked_at: Services) -> list[Askable]:
    """The sources of the watch list, in its order."""
    return [_of_source(source, asked_at) for source in declared]


def _of_source(source: TextSource, asked_at: Services) -> Askable:
    questions = services.of_source(source, asked_at.api)
    if not questions:
        return Askable(source.name, source, Wanted(source.address, accept=_ACCEPTS[source.kind]), source.interval)
    first, *more = questions
    return Askable(source.name, source, asked_at.wanted(first), source.interval, first, tuple(more))


def of_signals(items: Iterable[Item], asked_at: Services, now: datetime) -> list[Askable]:
    """The signals of all items that are worth asking, each once."""
    waiting: dict[str, tuple[Signal, list[Item]]] = {}
    for item in items:
        if is_worth_asking(item, now):
            for signal in signals_of(item):
                waiting.setdefault(str(signal), (signal, []))[1].append(item)
    return [_of_signal(AskedSignal(signal, tuple(who)), asked_at) for signal, who in waiting.values()]


def _of_signal(asked: AskedSignal, asked_at: Services) -> Askable:
    question = services.of_signal(asked.signal, asked_at.api)
    wanted = asked_at.wanted(question)
    if question.answer is ServiceAnswer.PAGE:
        return Askable(str(asked.signal), asked, replace(wanted, accept=_ACCEPTS[SourceKind.PAGE]), _PAGES, question)
    return Askable(str(asked.signal), asked, wanted, _WITH_TOKEN if wanted.token else _WITHOUT, question)


def signals_of(item: Item) -> Iterator[Signal]:
    """The signals that an item waits for."""
    for words in item.facts.signals:
        try:
            yield Signal.read(words)
        except InputError:
            continue  # an older version wrote it; `check` says what is wrong with it
