"""Services asked over HTTP at their own paths, from the signal to the proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.builders import an_item, said
from tests.core.services import recorded
from tests.web_stand_in import WebStandIn, response, serving
from watchtracker.intake.announcements import announced
from watchtracker.intake.evidence import weighed
from watchtracker.intake.proofs import LastLook
from watchtracker.intake.proposing import WatchedItems
from watchtracker.intake.sightings import Sighting
from watchtracker.intake.signals import Signal
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.sources import services
from watchtracker.sources.addresses import Allowed
from watchtracker.sources.fetching import Fetcher, Wanted
from watchtracker.sources.replies import Failed, Fetched
from watchtracker.sources.service_addresses import BASES

NOW = datetime(2027, 5, 6, 17, 0, tzinfo=UTC)
BEFORE = LastLook(NOW.replace(hour=13), NOW.replace(hour=13))
ITEM = an_item(said("May 2027", "2027-01-10"), item_id="aurora-v4", zone="UTC")
ANSWERS = {
    "/repos/northlight/aurora/releases": "github_releases.json",
    "/repos/northlight/aurora/milestones": "github_milestones.json",
    "/pypi/aurora/json": "pypi.json",
    "/api/models/northlight/Aurora-V4": "huggingface.json",
    "/api/v1/documents.json": "register.json",
    "/api/v1/products/aurora": "endoflife.json",
    "/api/release-cycle.json": "release_cycle.json",
    "/api/python-releases.json": "python_releases.json",
}


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with serving() as server:
        yield server


def bases(web: WebStandIn) -> dict[str, str]:
    return dict.fromkeys(BASES, web.at("").rstrip("/"))


def fetched(web: WebStandIn, question: services.ServiceQuestion, *, token: str | None = None) -> Fetched | Failed:
    path = question.address.removeprefix(web.at("").rstrip("/"))
    bare = path.partition("?")[0]
    if bare in ANSWERS:
        web.gives(path, response(200, recorded(ANSWERS[bare]), "Content-Type: application/json"))
    fetcher = Fetcher(allowed=Allowed.read([web.place]), public_url="https://watch.example", clock=lambda: NOW)
    name = question.answer.service
    secret = services.token(name, token, bases(web)) if token and name else None
    result = fetcher.fetch(Wanted(question.address, accept=question.accept, token=secret))
    assert isinstance(result, Fetched | Failed)
    return result


def seen(web: WebStandIn, text: str) -> Sighting:
    signal = Signal.read(text)
    result = fetched(web, services.of_signal(signal, bases(web)))
    if isinstance(result, Failed):
        shown = services.sighting_of_failure(signal, result)
        assert shown is not None, result.sentence
        return shown
    return services.sighting(signal, result.body)


@pytest.mark.parametrize(
    ("signal", "quote"),
    [
        ("github:northlight/aurora>=4", "aurora v4.0.0 was published on GitHub on 6 May 2027 at 14:02 UTC."),
        ("pypi:aurora>=4", "aurora 4.0.1 was published on PyPI on 6 May 2027 at 14:02 UTC."),
        ("huggingface:northlight/Aurora-V4",
         "The weights of northlight/Aurora-V4 were on Hugging Face on 6 May 2027 at 14:02 UTC."),
        ("github:northlight/aurora#4.0",
         "The milestone 4.0 of northlight/aurora was closed on GitHub on 6 May 2027 at 15:00 UTC."),
        ("github:northlight/aurora#4.1", "The milestone 4.1 on GitHub is due on 15 September 2027."),
    ],
)  # fmt: skip
def test_a_signal_is_asked_for_at_its_service_and_becomes_a_proposal(web: WebStandIn, signal: str, quote: str) -> None:
    evidence = weighed(ITEM, Signal.read(signal), seen(web, signal), BEFORE, NOW)
    assert [found.proposal.quote for found in evidence.proposals] == [quote]


@pytest.mark.parametrize(
    ("signal", "status"),
    [("pypi:borealis>=1", 404), ("huggingface:northlight/Borealis", 401), ("huggingface:northlight/Borealis", 404)],
)
def test_what_is_not_there_yet_is_no_failure(web: WebStandIn, signal: str, status: int) -> None:
    question = services.of_signal(Signal.read(signal), bases(web))
    web.gives(question.address.removeprefix(web.at("").rstrip("/")), response(status))
    assert weighed(ITEM, Signal.read(signal), seen(web, signal), None, NOW).proposals == ()


def test_a_repository_that_is_not_found_is_a_failure(web: WebStandIn) -> None:
    signal = Signal.read("github:northlight/gone>=1")
    result = fetched(web, services.of_signal(signal, bases(web)))
    assert isinstance(result, Failed)
    assert services.sighting_of_failure(signal, result) is None


def test_a_token_goes_to_its_service_which_is_told_what_is_liked(web: WebStandIn) -> None:
    fetched(web, services.of_signal(Signal.read("github:northlight/aurora>=4"), bases(web)), token="secret")
    (asked,) = web.asked
    assert asked.path == "/repos/northlight/aurora/releases?per_page=100"
    assert asked.headers["authorization"] == "Bearer secret"
    assert asked.headers["accept"].startswith("application/vnd.github+json")


@pytest.mark.parametrize(
    ("kind", "address", "proposed"),
    [
        (SourceKind.GITHUB, "northlight/aurora", {"2027-09-15", "2027-05-06"}),
        (SourceKind.PYPI, "aurora", {"2027-05-06"}),
        (SourceKind.HUGGINGFACE, "northlight/Aurora-V4", {"2027-05-01"}),
        (SourceKind.REGISTER, "electric kettles", {"2027-05-07", "2027-06-01"}),
        (SourceKind.ENDOFLIFE, "aurora", {"2027-05-06", "2027-09-15", "2027-11-01", "2029-05-06", "2031-05-06"}),
        (SourceKind.PYTHON, "", {"2027-06-02", "2027-10-01", "2031-10", "2032-10"}),
    ],
)
def test_a_source_that_is_a_service_becomes_proposals(
    web: WebStandIn, kind: SourceKind, address: str, proposed: set[str]
) -> None:
    source = TextSource("Northlight", kind, address)
    found = [
        announcement
        for question in services.of_source(source, bases(web))
        if isinstance(result := fetched(web, question), Fetched)
        for announcement in services.announcements(question, source.zone, result.body)
    ]
    proposals = announced(found, source, WatchedItems([ITEM]), NOW)
    assert {matched.proposal.when for matched in proposals} == proposed


def test_a_query_of_the_register_is_sent_as_it_is_meant(web: WebStandIn) -> None:
    words = services.of_source(TextSource("R", SourceKind.REGISTER, "kettles & pots"), bases(web))[0].address
    assert "?conditions[term]=kettles%20%26%20pots&fields[]=document_number&" in words
    assert "&fields[]=comments_close_on&fields[]=effective_on&" in words
    own = "conditions[agencies][]=energy-department"
    assert f"?{own}&fields[]=" in services.of_source(TextSource("R", SourceKind.REGISTER, own), bases(web))[0].address
