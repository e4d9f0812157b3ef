"""What a service shows, seen with a signal's eyes: what proves it, and what of that was taken back. Pure.

Releases and closed milestones have a moment of their own. Weights and the words of a page have none: they came after
the last look at which they were not there, so their moment lies between two, and the later one is what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from watchtracker.intake.proposals import folded
from watchtracker.intake.sightings import Milestone, Milestones, ModelShown, PageShown, Releases, Sighting
from watchtracker.intake.signals import Signal, SignalKind
from watchtracker.intake.versions import is_at_least, is_plainly_of

# A clock that is ahead of ours is forgiven so much; what is dated later has not happened.
_AHEAD = timedelta(days=1)
_LONGEST_WORDS = 100
# A page that lost more than half of its text was perhaps not the page.
_SHRUNK = 0.5


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a signal; `key` tells it from others.

    `at` is when it came, at the latest, and `since` at the earliest, None where nothing is known of that. `surely` is
    False for what is a sign rather than a proof. `words` are a sentence without its moment, `service` is who shows it,
    `url` where it stands.
    """

    key: str
    at: datetime
    since: datetime | None
    words: str
    service: str
    url: str
    surely: bool = True

    @property
    def quote(self) -> str:
        """What is shown to people."""
        return f"{self.words} {_moment(self.at)}."


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at a signal brought: the first of what proves it, and the keys of all that does.

    `gone` says what became of proofs that the service itself takes back, by their keys; what is neither there nor among
    them was deleted, if it is younger than `back_to` (None: whatever its age). `milestone` is the one that is waited
    for, if it is open. `length` is that of a page; `doubtful` if it may not have been the page.
    """

    first: Proof | None = None
    keys: frozenset[str] = frozenset()
    gone: tuple[tuple[str, str], ...] = ()
    back_to: datetime | None = None
    milestone: Milestone | None = None
    length: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class LastLook:
    """What is remembered of the last look at a signal that was understood; `first_at` is when the first one was.

    `proof` is what proved it, `due` the day on which its milestone was due, `length` that of its page. `doubted` if the
    page may not have been the page.
    """

    first_at: datetime
    last_at: datetime
    proof: Proof | None = None
    due: date | None = None
    length: int | None = None
    doubted: bool = False

    def again(self, now: datetime) -> LastLook:
        """The look at something that did not change since; one that was doubted is better fetched anew."""
        return replace(self, last_at=now)


def looked_at(signal: Signal, shown: Sighting, before: LastLook | None, now: datetime) -> Looked:
    """What `shown` proves of a signal; raises ValueError for what is no sight of such a signal."""
    match shown:
        case Releases():
            return _releases(signal, shown, now)
        case Milestones():
            return _milestones(signal, shown, now)
        case ModelShown():
            return _model(shown, before, now)
        case PageShown():
            return _page(signal, shown, before, now)


def _releases(signal: Signal, shown: Releases, now: datetime) -> Looked:
    counting = [
        release
        for release in shown.listed
        if is_at_least(release.version, signal.at_least, preliminary=release.preliminary)
    ]
    name = shown.name.rpartition("/")[2]
    proofs = (
        Proof(
            key=release.version,
            at=release.published_at,
            since=release.published_at,
            words=f"{_short(name)} {_short(release.version)} was published on {shown.service}",
            service=shown.service,
            url=release.url,
            surely=is_plainly_of(release.version, shown.name),
        )
        for release in counting
        if not release.taken_back
    )
    gone = tuple((release.version, f"was yanked from {shown.service}") for release in counting if release.taken_back)
    return _looked(proofs, now, gone=gone, back_to=shown.back_to)


def _milestones(signal: Signal, shown: Milestones, now: datetime) -> Looked:
    found = _named(shown, signal.words or "")
    if found is None:
        # Where it is no longer listed nothing is known of it: milestones are deleted and renamed to tidy up.
        return Looked(back_to=now)
    key = f"milestone {found.number}"
    if found.closed_at is None:
        return Looked(gone=((key, f"is open again on {shown.service}"),), milestone=found)
    words = f"The milestone {_short(found.title)} of {_short(shown.name)} was closed on {shown.service}"
    proof = Proof(key, found.closed_at, found.closed_at, words, shown.service, found.url, surely=False)
    return _looked([proof], now)


def _named(shown: Milestones, words: str) -> Milestone | None:
    """The milestone of that title, or else of that number."""
    by_title = [each for each in shown.listed if folded(each.title) == folded(words)]
    by_number = [each for each in shown.listed if str(each.number) == words]
    return next(iter([each for each in by_title if each.title == words] or by_title or by_number), None)


def _model(shown: ModelShown, before: LastLook | None, now: datetime) -> Looked:
    if not shown.has_weights:
        return Looked()
    since = max(filter(None, (_absent_at(before), shown.created_at)), default=None)
    changed = shown.changed_at
    at = changed if changed is not None and changed <= now and (since is None or since <= changed) else now
    words = f"The weights of {_short(shown.name)} were on {shown.service}"
    if shown.gated:
        words += ", for those who ask for access,"
    return _looked([Proof("weights", at, since, words, shown.service, shown.url, surely=not shown.gated)], now)


def _page(signal: Signal, shown: PageShown, before: LastLook | None, now: datetime) -> Looked:
    shrunk = before is not None and before.length is not None and shown.length < before.length * _SHRUNK
    if shrunk and not shown.says and before is not None and not before.doubted:
        return Looked(back_to=now, length=before.length, doubtful=True)
    if shown.says is (signal.kind is SignalKind.PAGE_LACKS):
        return Looked(length=shown.length)
    says = "says" if shown.says else "does not say" if before is None else "no longer says"
    words = f'The page {says} "{_short(signal.words or "")}", which was first seen'
    host = urlsplit(shown.address).hostname or shown.address
    proof = Proof(
        signal.kind.value, now, _absent_at(before), words, host, shown.address, surely=shown.says or not shrunk
    )
    return _looked([proof], now, length=shown.length)


def _absent_at(before: LastLook | None) -> datetime | None:
    return before.last_at if before is not None and before.proof is None else None


def _looked(
    proofs: Iterable[Proof],
    now: datetime,
    *,
    gone: tuple[tuple[str, str], ...] = (),
    back_to: datetime | None = None,
    length: int | None = None,
) -> Looked:
    happened = sorted(_happened(proofs, now), key=lambda proof: proof.at)
    return Looked(
        first=happened[0] if happened else None,
        keys=frozenset(proof.key for proof in happened),
        gone=gone,
        back_to=back_to,
        length=length,
    )


def _happened(proofs: Iterable[Proof], now: datetime) -> Iterator[Proof]:
    """Those that have come, now at the latest."""
    return (replace(proof, at=min(proof.at, now)) for proof in proofs if proof.at <= now + _AHEAD)


def _moment(at: datetime) -> str:
    return f"on {at.day} {at:%B %Y} at {at:%H:%M} UTC"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WORDS else f"{text[: _LONGEST_WORDS - 1]}…"
