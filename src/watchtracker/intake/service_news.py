"""What sources that are services announce: due milestones, and the releases and weights that came. Pure.

A source of this kind is declared for all that comes from a repository or a package, and finds its items by their
titles. Who waits for one thing declares a signal of its item instead, which remembers what it saw.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from watchtracker.intake.announcements import Announcement
from watchtracker.intake.sightings import Milestones, ModelShown, PageShown, Releases, Sighting
from watchtracker.intake.versions import is_at_least, is_plainly_of, version
from watchtracker.reading import FindKind, FindResult


def announcements(shown: Sighting, zone: tzinfo) -> tuple[Announcement, ...]:
    """What a service shows, as announcements with the days that they have in `zone`."""
    match shown:
        case Releases():
            return tuple(_releases(shown, zone))
        case Milestones():
            return tuple(_milestones(shown))
        case ModelShown():
            return tuple(_model(shown, zone))
        case PageShown():
            return ()


def _releases(shown: Releases, zone: tzinfo) -> Iterator[Announcement]:
    name = shown.name.rpartition("/")[2]
    for release in shown.listed:
        early = not is_at_least(release.version, None, preliminary=release.preliminary)
        if early or release.taken_back or not is_plainly_of(release.version, shown.name):
            continue
        at = release.published_at
        day = at.astimezone(zone).date()
        yield Announcement(
            title=f"{name} {_number(release.version)}",
            quote=f"{name} {release.version} was published on {shown.service} {_moment(at)}.",
            when=day.isoformat(),
            kind=FindKind.OUTCOME,
            result=FindResult.HAPPENED,
            url=release.url,
            published=day,
            version=release.version,
            heading=f"{shown.name} {_spellings(release.version)}",
        )


def _milestones(shown: Milestones) -> Iterator[Announcement]:
    name = shown.name.rpartition("/")[2]
    for milestone in shown.listed:
        if milestone.closed_at is None and milestone.due is not None:
            yield Announcement(
                title=f"{name} {milestone.title}",
                quote=f"The milestone {milestone.title} of {shown.name} is due on {_day(milestone.due)}.",
                when=milestone.due.isoformat(),
                kind=FindKind.RELEASE,
                url=milestone.url,
                published=milestone.changed_on,
                version=milestone.title,
                heading=f"{shown.name} {_spellings(milestone.title)}",
            )


def _model(shown: ModelShown, zone: tzinfo) -> Iterator[Announcement]:
    """A model counts from the day on which its repository was made, the only one that stays the same."""
    if not shown.has_weights or shown.created_at is None:
        return
    made = shown.created_at.astimezone(zone).date()
    yield Announcement(
        title=shown.name.rpartition("/")[2],
        quote=f"{shown.name} has weights on {shown.service}; it was begun there {_moment(shown.created_at)}.",
        when=made.isoformat(),
        kind=FindKind.OUTCOME,
        result=FindResult.HAPPENED,
        url=shown.url,
        published=made,
        news_on=(shown.changed_at or shown.created_at).astimezone(zone).date(),
        heading=shown.name,
    )


def _number(written: str) -> str:
    return str(version(written) or written)


def _spellings(written: str) -> str:
    """A version, and each series that it is one of, in the ways in which a title may have them: "4", "4.0", "V4"."""
    number = version(written)
    if number is None:
        return ""
    series = (".".join(map(str, number.release[:length])) for length in range(1, len(number.release) + 1))
    return " ".join(f"{each} v{each}" for each in (*series, str(number)))


def _moment(at: datetime) -> str:
    return f"on {_day(at.date())} at {at:%H:%M} UTC"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
