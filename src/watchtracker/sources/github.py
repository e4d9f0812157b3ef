"""GitHub: releases and milestones of a repository (pure).

A release counts from the moment at which it was published: `created_at` is when its commit was made. A milestone is
due at midnight in California, whatever the zone of its repository, so its day is the day there. That midnight is 07:00
in UTC in summer and 08:00 in winter; whichever of them is given means the day on which it is, in either season.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from watchtracker import dates
from watchtracker.intake.sightings import Milestone, Milestones, Release, Releases
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import under

SERVICE = "GitHub"
_PAGES = "https://github.com"
ACCEPT = "application/vnd.github+json"
# One page has to do: what is older than a hundred releases is no news, and each page counts against the limit.
_A_PAGE = 100
_WHERE_MILESTONES_END = "America/Los_Angeles"
_MIDNIGHTS_THERE = {time(7), time(8)}


def releases_address(base: str, repository: str) -> str:
    """Where the releases of "owner/repository" are listed, newest first."""
    return under(base, "repos", *repository.split("/", 1), "releases", query=f"per_page={_A_PAGE}")


def milestones_address(base: str, repository: str) -> str:
    """Where the milestones of "owner/repository" are listed, closed ones too, the last changed first."""
    query = f"state=all&sort=updated&direction=desc&per_page={_A_PAGE}"
    return under(base, "repos", *repository.split("/", 1), "milestones", query=query)


def releases(repository: str, body: bytes) -> Releases:
    """The releases of an answer, without drafts; raises NotUnderstoodError."""
    members = list(JsonForm.of(SERVICE, body))
    found = [_release(repository, member) for member in members]
    listed = tuple(release for release in found if release is not None)
    full = len(members) >= _A_PAGE
    back_to = min((release.published_at for release in listed), default=None) if full else None
    return Releases(SERVICE, repository, listed, back_to)


def _release(repository: str, member: JsonForm) -> Release | None:
    published, draft, early, page = (member.get(name) for name in ("published_at", "draft", "prerelease", "html_url"))
    tag = member["tag_name"].text
    if published is None or (draft is not None and draft.flag):
        return None
    return Release(
        version=tag,
        published_at=published.moment,
        url=page.web_address if page else under(_PAGES, *repository.split("/", 1), "releases", "tag", tag),
        preliminary=early is not None and early.flag,
    )


def milestones(repository: str, body: bytes) -> Milestones:
    """The milestones of an answer; raises NotUnderstoodError."""
    members = JsonForm.of(SERVICE, body)
    return Milestones(SERVICE, repository, tuple(_milestone(repository, member) for member in members))


def _milestone(repository: str, member: JsonForm) -> Milestone:
    due, closed, changed, page = (member.get(name) for name in ("due_on", "closed_at", "updated_at", "html_url"))
    state = member["state"]
    if state.text not in {"open", "closed"}:
        raise state.wrong('"open" or "closed"')
    return Milestone(
        service=SERVICE,
        number=member["number"].number,
        title=member["title"].text,
        url=page.web_address if page else under(_PAGES, *repository.split("/", 1), "milestones"),
        due=_day_there(due.moment) if due else None,
        closed_at=closed.moment if closed and state.text == "closed" else None,
        changed_on=changed.moment.date() if changed else None,
    )


def _day_there(moment: datetime) -> date:
    moment = moment.astimezone(UTC)
    if moment.time() in _MIDNIGHTS_THERE:
        return moment.date()
    return moment.astimezone(dates.zone(_WHERE_MILESTONES_END)).date()
