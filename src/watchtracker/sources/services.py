"""What to ask for a signal or a source that is a service, and what an answer shows.

The whole way of a signal: `of_signal` says what to fetch. What came is made a sighting by `sighting`; what failed may
be one as well, because services answer "not found" for what is not there yet (`sighting_of_failure`). Then
`intake.evidence.weighed` says what it means for an item.

The whole way of a source: `of_source` says what to fetch, `announcements` makes announcements of each answer, and
`intake.announcements.announced` proposals of all of them together.

Everything that reads an answer raises NotUnderstoodError, with one sentence, for what is of no known form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from urllib.parse import urlsplit

from watchtracker import dates
from watchtracker.intake import service_news
from watchtracker.intake.announcements import Announcement
from watchtracker.intake.sightings import PageShown, Sighting
from watchtracker.intake.signals import Signal, SignalKind
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.masking import masked_address
from watchtracker.sources import endoflife, github, huggingface, pages, pypi, python_releases, register
from watchtracker.sources.fetching import ServiceToken
from watchtracker.sources.json_forms import NotUnderstoodError
from watchtracker.sources.replies import Failed
from watchtracker.sources.service_addresses import BASES

_NOT_FOUND = 404


class ServiceAnswer(StrEnum):
    """What is asked of a service; each is one address and one form of answer."""

    GITHUB_RELEASES = "github-releases"
    GITHUB_MILESTONES = "github-milestones"
    PYPI = "pypi"
    HUGGINGFACE = "huggingface"
    REGISTER = "register"
    ENDOFLIFE = "endoflife"
    PYTHON_CYCLE = "python-cycle"
    PYTHON_STAGES = "python-stages"
    PAGE = "page"

    @property
    def service(self) -> str | None:
        """The name that `[fetch.api]` has for who answers, None for a page."""
        return None if self is ServiceAnswer.PAGE else self.value.partition("-")[0]


@dataclass(frozen=True, slots=True)
class ServiceQuestion:
    """What to fetch: `subject` is the repository, package, model, query or product that is asked about."""

    answer: ServiceAnswer
    subject: str
    address: str
    accept: str = ""


def of_signal(signal: Signal, bases: Mapping[str, str] = BASES) -> ServiceQuestion:
    """What to fetch for a signal; `bases` are the addresses of the services, by the names of `[fetch.api]`."""
    match signal.kind:
        case SignalKind.RELEASE:
            return _question(ServiceAnswer.GITHUB_RELEASES, signal.name, bases)
        case SignalKind.MILESTONE:
            return _question(ServiceAnswer.GITHUB_MILESTONES, signal.name, bases)
        case SignalKind.PACKAGE:
            return _question(ServiceAnswer.PYPI, signal.name, bases)
        case SignalKind.MODEL:
            return _question(ServiceAnswer.HUGGINGFACE, signal.name, bases)
        case SignalKind.PAGE_SAYS | SignalKind.PAGE_LACKS:
            return ServiceQuestion(ServiceAnswer.PAGE, signal.name, signal.name)
        case _:
            assert_never(signal.kind)


def of_source(source: TextSource, bases: Mapping[str, str] = BASES) -> tuple[ServiceQuestion, ...]:
    """What to fetch for a source, the most important first; nothing for a feed, a page or a calendar."""
    return tuple(_question(answer, source.address, bases) for answer in _ASKED.get(source.kind, ()))


def token(service: str, secret: str, bases: Mapping[str, str] = BASES) -> ServiceToken:
    """A secret as it goes to its service, and to no other."""
    return ServiceToken(bases.get(service, BASES[service]), ("Authorization", f"Bearer {secret}"))


def sighting(signal: Signal, body: bytes) -> Sighting:
    """What an answer of a service shows; a page has to be read first, see `page_sighting`."""
    match signal.kind:
        case SignalKind.RELEASE:
            return github.releases(signal.name, body)
        case SignalKind.MILESTONE:
            return github.milestones(signal.name, body)
        case SignalKind.PACKAGE:
            return pypi.releases(signal.name, body)
        case SignalKind.MODEL:
            return huggingface.model(signal.name, body)
        case SignalKind.PAGE_SAYS | SignalKind.PAGE_LACKS:
            raise ValueError(f"{signal} is seen in the text of a page")
        case _:
            assert_never(signal.kind)


def page_sighting(signal: Signal, text: str) -> PageShown:
    """What the text of a page shows of a signal."""
    says = pages.says(text, signal.words or "")
    if says is None:
        raise NotUnderstoodError(urlsplit(signal.name).hostname or signal.name, "the page shows hardly any text")
    return PageShown(masked_address(signal.name), says, len(text))


def sighting_of_failure(signal: Signal, failed: Failed, *, with_token: bool = False) -> Sighting | None:
    """What a failure shows: that there is no such package or model yet; None where it is just a failure."""
    if signal.kind is SignalKind.PACKAGE and failed.status == _NOT_FOUND:
        return pypi.missing(signal.name)
    if signal.kind is SignalKind.MODEL and huggingface.is_missing(failed.status, with_token=with_token):
        return huggingface.missing(signal.name)
    return None


def announcements(question: ServiceQuestion, zone: str, body: bytes) -> tuple[Announcement, ...]:
    """What an answer announces to a source whose days end in `zone`."""
    place = dates.zone(zone)
    match question.answer:
        case ServiceAnswer.GITHUB_RELEASES:
            return service_news.announcements(github.releases(question.subject, body), place)
        case ServiceAnswer.GITHUB_MILESTONES:
            return service_news.announcements(github.milestones(question.subject, body), place)
        case ServiceAnswer.PYPI:
            return service_news.announcements(pypi.releases(question.subject, body), place)
        case ServiceAnswer.HUGGINGFACE:
            return service_news.announcements(huggingface.model(question.subject, body), place)
        case ServiceAnswer.REGISTER:
            return register.announcements(body)
        case ServiceAnswer.ENDOFLIFE:
            return endoflife.announcements(question.subject, body)
        case ServiceAnswer.PYTHON_CYCLE:
            return python_releases.cycle(body)
        case ServiceAnswer.PYTHON_STAGES:
            return python_releases.stages(body)
        case ServiceAnswer.PAGE:
            return ()
        case _:
            assert_never(question.answer)


def _question(answer: ServiceAnswer, subject: str, bases: Mapping[str, str]) -> ServiceQuestion:
    base = bases.get(answer.service or "", BASES.get(answer.service or "", ""))
    address, accept = _ADDRESSES[answer]
    return ServiceQuestion(answer, subject, address(base, subject), accept)


_ADDRESSES = {
    ServiceAnswer.GITHUB_RELEASES: (github.releases_address, github.ACCEPT),
    ServiceAnswer.GITHUB_MILESTONES: (github.milestones_address, github.ACCEPT),
    ServiceAnswer.PYPI: (pypi.address, pypi.ACCEPT),
    ServiceAnswer.HUGGINGFACE: (huggingface.address, huggingface.ACCEPT),
    ServiceAnswer.REGISTER: (register.address, register.ACCEPT),
    ServiceAnswer.ENDOFLIFE: (endoflife.address, endoflife.ACCEPT),
    ServiceAnswer.PYTHON_CYCLE: (lambda base, _: python_releases.cycle_address(base), python_releases.ACCEPT),
    ServiceAnswer.PYTHON_STAGES: (lambda base, _: python_releases.releases_address(base), python_releases.ACCEPT),
}
_ASKED = {
    SourceKind.GITHUB: (ServiceAnswer.GITHUB_RELEASES, ServiceAnswer.GITHUB_MILESTONES),
    SourceKind.PYPI: (ServiceAnswer.PYPI,),
    SourceKind.HUGGINGFACE: (ServiceAnswer.HUGGINGFACE,),
    SourceKind.REGISTER: (ServiceAnswer.REGISTER,),
    SourceKind.ENDOFLIFE: (ServiceAnswer.ENDOFLIFE,),
    SourceKind.PYTHON: (ServiceAnswer.PYTHON_CYCLE, ServiceAnswer.PYTHON_STAGES),
}
