"""Channels: the ways out, each in a file or folder of its own, which says what it can bear and what an answer means.

A new way out takes four places:

1. `targets`: where it leads, as a class and a part of `Target`.
2. A module here (`console` is the smallest), or a folder: a `Sender` (`protocols`), its `Limits` (`outbox.messages`
   says what each of them changes), and `declared`, which is how `doctor` names a channel of the kind. What it can look
   at without sending anything are `checks`. If its channels share an account, it is a `Service` besides.
3. `senders`: mypy names each function in which the new target is missing.
4. `settings.ways`: its key, what people call it, and the target that is made of it. If one of these is missing, the
   tests of that module say so, and other tests if the README or `config/watchtracker.toml` lacks the key. For a path
   that can be relative, `settings.loading` knows where it starts; for an account with a table of its own, add that to
   `settings.form`, `settings.records` and `settings.loading`.
"""

from watchtracker.channels.outlets import Outlet, Outlets
from watchtracker.channels.protocols import Finder, HasThreads, Sender, Service

__all__ = ["Finder", "HasThreads", "Outlet", "Outlets", "Sender", "Service"]
