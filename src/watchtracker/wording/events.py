"""What a calendar event says: its title and its description, and the texts of the calendar around it.

A subscriber's program keeps an event for months and shows it whenever it likes, so nothing here ages: no "in 3
days", no "overdue". `items.py` has the phrases that are shared with every other reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.items import HistoryEntry, ItemAsOf, Kind, Outcome, Result, Standing, Verdict, first_close
from watchtracker.wording import moves
from watchtracker.wording.items import beginning, count, day, moment, quoted, who_rechecked
from watchtracker.wording.links import link

_MOST_CLAIMS = 12
_MOST_TITLES = 20


def summary(known: ItemAsOf) -> str:
    """The title: "V4 launch (late Apr 2026)", "Comments close (Shanghai)", "Happened: V4 launch"."""
    title = known.facts.title
    if known.outcome is None:
        return f"{title}{_in_brackets(known)}"
    match known.outcome.result:
        case Result.HAPPENED:
            return f"Happened: {title}"
        case Result.DONE:
            return f"Done: {title}{_words(known.window)}"
        case Result.CANCELLED:
            return f"Cancelled: {title}{_words(known.window)}"
        case Result.SUPERSEDED:
            return f"Superseded: {title}{_words(known.window)}"
        case _:
            assert_never(known.outcome.result)


def description(known: ItemAsOf) -> str:
    """Plain text: who said what and when, when exactly it closes, what moved and by how much, and the sources."""
    parts = (_now(known), _history(known), known.facts.notes or "", _sources(known))
    return "\n\n".join(part for part in parts if part)


def alarm(known: ItemAsOf, moment_at: datetime) -> str:
    """What an alarm says: "Comments close (Shanghai): closes 6 May 2026, 24:00 Asia/Shanghai (2026-05-06 16:00Z)".

    `moment_at` is what it was counted back from. How long ahead that is stays out: alarms are shown late as well.
    """
    return f"{summary(known)}: {_alarming(known, moment_at)}"


def undated(titles: Sequence[str]) -> str:
    """What a calendar says of the items that it cannot show; empty if it shows them all."""
    if not titles:
        return ""
    more = len(titles) - _MOST_TITLES
    return f"No date yet: {', '.join(titles[:_MOST_TITLES])}{f' and {more} more' if more > 0 else ''}"


def effect(step: HistoryEntry) -> str:
    """What a claim did to the date in force: "slipped 20 days: ..., was ..."; empty for the first one."""
    if step.move:
        return moves.in_history(step.move, step.before, step.claim.window)
    # Of the date that was in force then; another one may be by now.
    before = dates.display(step.before)
    match step.verdict:
        case Verdict.CONTRADICTS:
            return f"which contradicted the date in force ({before}) and did not replace it"
        case Verdict.COMPATIBLE:
            return f"which left the date in force ({before}) as it was"
        case Verdict.RETRACTED:
            return "retracted"
        case _:
            return ""


def calendar_title(
    title: str,
    *,
    tags: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    owners: Sequence[str] = (),
    without: Sequence[str] = (),
    words: Sequence[str] = (),
) -> str:
    """The name of a calendar with what its reader chose: "AI policy dates (eu or china, deadlines)"."""
    narrowed = chosen(tags=tags, kinds=kinds, owners=owners, without=without, words=words)
    return f"{title} ({narrowed})" if narrowed else title


def chosen(
    *,
    tags: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    owners: Sequence[str] = (),
    without: Sequence[str] = (),
    words: Sequence[str] = (),
) -> str:
    """What a reader chose: "eu or china, deadlines"; empty without any choice."""
    parts = [
        " or ".join(tags),
        " or ".join(f"{kind.value}s" for kind in kinds),
        f"of {' or '.join(owners)}" if owners else "",
        f"without {' and '.join(without)}" if without else "",
        f"with “{' '.join(words)}”" if words else "",
    ]
    return ", ".join(part for part in parts if part)


def _in_brackets(known: ItemAsOf) -> str:
    # A deadline's day ends where the deadline is: May 6 in Shanghai is over at noon in New York.
    if known.window.kind is WindowKind.EXACT and known.facts.kind is Kind.DEADLINE:
        return f" ({_place(known.facts.zone)})"
    return _words(known.window)


def _words(window: DateWindow) -> str:
    return "" if window.exact or not window.dated else f" ({dates.display(window)})"


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _now(known: ItemAsOf) -> str:
    lines: list[str] = []
    if known.outcome is not None:
        lines.append(_ended(known.outcome))
    if known.claim is not None:
        lines.append(quoted(known.claim))
        if again := who_rechecked(known):
            lines.append(f"{again[0].upper()}{again[1:]}.")
    if change := moves.moved(known):
        lines.append(f"{change[0].upper()}{change[1:]}.")
    lines.extend(_ends(known))
    return "\n".join(lines)


def _alarming(known: ItemAsOf, moment_at: datetime) -> str:
    zone = known.facts.zone
    if known.facts.kind is Kind.DEADLINE:
        sure = first_close(known) == known.window.closes_at(dates.zone(zone))
        return f"{'closes' if sure else 'may close as early as'} {moment(moment_at, zone)}"
    if known.window.kind is WindowKind.INSTANT:
        return f"at {beginning(moment_at, zone)}"
    # A first day begins at a midnight, which `moment` would call the end of the day before.
    return f"{_opening_words(known)} {day(moment_at.astimezone(dates.zone(zone)).date())} in {zone}"


def _opening_words(known: ItemAsOf) -> str:
    match known.window.kind:
        case WindowKind.EXACT:
            return "on"
        case WindowKind.OPEN_START:
            return "by"
        case _:
            return "from"


def _ended(outcome: Outcome) -> str:
    return f"{outcome.result.value.capitalize()} on {day(outcome.on)} ({outcome.source})."


def _ends(known: ItemAsOf) -> Iterator[str]:
    """The closing instant, in the item's zone and in UTC; nothing once it is over, or where it has no end."""
    if known.outcome is not None:
        return
    zone = known.facts.zone
    closes = known.window.closes_at(dates.zone(zone))
    if known.facts.kind is Kind.DEADLINE:
        yield from _closing(first_close(known), closes, zone)
    elif known.window.instant is not None:
        yield f"At {beginning(known.window.instant, zone)}."
    elif closes is not None:
        yield f"{'The day' if known.window.exact else 'Its last day'} ends {moment(closes, zone)}."


def _closing(first: datetime | None, last: datetime | None, zone: str) -> Iterator[str]:
    """Of an imprecise deadline both: by when one must have acted to be safe, and when it is surely over."""
    sure = first == last
    if first is not None and not sure:
        yield f"May close as early as {moment(first, zone)}."
    if last is not None:
        yield f"Closes{'' if sure else ' at the latest'} {moment(last, zone)}."


def _history(known: ItemAsOf) -> str:
    """Each claim with what it did to the date, the newest at the end; a single claim stands above already."""
    told = [_step(step) for step in known.steps if _worth_telling(step, known.window)]
    if len(told) < 2:  # noqa: PLR2004 - one is no history
        return ""
    earlier = len(told) - _MOST_CLAIMS
    lines = ["What was said:"]
    if earlier > 0:
        lines.append(f"({count(earlier, 'earlier claim')})")
    return "\n".join([*lines, *told[-_MOST_CLAIMS:]])


def _worth_telling(step: HistoryEntry, window: DateWindow) -> bool:
    """A retracted claim may have moved the date that a reader saw, unless it named the one that holds anyway."""
    return step.verdict is not Verdict.RETRACTED or step.claim.window != window


def _step(step: HistoryEntry) -> str:
    said = step.claim.said
    weight = "" if said.standing is Standing.REPORTED else f" ({said.standing.value})"
    words = f"{day(said.said_on)}, {said.source}{weight}: “{said.when}”"
    did = effect(step)
    return f"{words}, {did}" if did else words


def _sources(known: ItemAsOf) -> str:
    """Each address once, under the name of who stands behind it."""
    links: dict[str, str] = {}
    for step in known.steps:
        if step.verdict is not Verdict.RETRACTED and step.claim.said.url:
            links.setdefault(step.claim.said.url, step.claim.said.source)
    if known.outcome is not None and known.outcome.url:
        links.setdefault(known.outcome.url, known.outcome.source)
    if known.facts.url:
        links.setdefault(known.facts.url, "More")
    return "\n".join(f"{name}: {link(url)}" for url, name in links.items())
