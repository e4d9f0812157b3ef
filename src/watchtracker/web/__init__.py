"""What is served over HTTP: feeds, pages, the items as JSON, health and metrics."""

from watchtracker.web.access import Access, is_loopback
from watchtracker.web.application import application

__all__ = ["Access", "application", "is_loopback"]
