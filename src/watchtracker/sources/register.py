"""The Federal Register: documents with the day on which comments close and the day on which they take effect (pure).

Both days are left out of its answers unless they are asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from watchtracker.intake.announcements import Announcement
from watchtracker.reading import FindKind
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import under

SERVICE = "The Federal Register"
ACCEPT = "application/json"
_FIELDS = (
    "document_number",
    "title",
    "html_url",
    "publication_date",
    "comments_close_on",
    "effective_on",
    "docket_ids",
)
_DAYS = (
    ("comments_close_on", "comments close on", FindKind.DEADLINE),
    ("effective_on", "effective on", FindKind.EVENT),
)
_A_PAGE = 100


def address(base: str, query: str) -> str:
    """Where the newest documents are listed: `query` are words to look for, or conditions as its own search has them.

    Such conditions begin with "conditions[".
    """
    own = quote(query, safe="[]=&%+-_.,") if query.startswith("conditions[") else f"conditions[term]={quote(query)}"
    fields = "&".join(f"fields[]={name}" for name in _FIELDS)
    query = f"{own}&{fields}&order=newest&per_page={_A_PAGE}"
    return under(base, "api", "v1", "documents.json", query=query)


def announcements(body: bytes) -> tuple[Announcement, ...]:
    """The days of the documents of an answer; raises NotUnderstoodError."""
    answer = JsonForm.of(SERVICE, body)
    results = answer.get("results")
    if results is None:
        if answer["count"].number:
            raise answer.wrong("a list of results")
        return ()
    return tuple(each for document in results for each in _of(document))


def _of(document: JsonForm) -> Iterator[Announcement]:
    title, url = document["title"].text, document["html_url"].web_address
    published, dockets = document.get("publication_date"), document.get("docket_ids")
    heading = " ".join(docket.text for docket in dockets) if dockets else ""
    for name, words, kind in _DAYS:
        day = document.get(name)
        if day is not None:
            yield Announcement(
                title=title,
                quote=f"{_cut(title)}: {words} {day.day}",
                when=day.day.isoformat(),
                kind=kind,
                url=url,
                published=published.day if published else None,
                heading=heading,
            )


def _cut(title: str) -> str:
    """So much of a long title that its day still fits into a quote."""
    most = 250
    return title if len(title) <= most else f"{title[:most].rpartition(' ')[0]}…"
