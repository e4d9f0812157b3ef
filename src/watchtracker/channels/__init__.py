"""Channels: the ways out, each in a file or folder of its own, which says what it can bear and what an answer means."""

from watchtracker.channels.outlets import Outlet, Outlets
from watchtracker.channels.protocols import Finder, Sender, Service

__all__ = ["Finder", "Outlet", "Outlets", "Sender", "Service"]
