"""What is served over HTTP: feeds, pages, the items as JSON, health and metrics.

`doors` says who is let in and who writes; `pages`, `api` and `feeds` are what people, programs and calendars ask for.
`application` puts them together; beside it stands what all of them share, such as the list as it is now (`snapshots`),
how a query chooses (`query`) and how a request is refused (`refusals`).
"""

from watchtracker.web.application import application
from watchtracker.web.doors.access import Access, is_loopback

__all__ = ["Access", "application", "is_loopback"]
