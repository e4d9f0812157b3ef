"""Channels: the ways out, each in a file or folder of its own, which says what it can bear and what an answer means.

A new way out takes four places, and no other has to know it:

1. `targets`: where it leads, as a class and a part of `Target`.
2. A module here (`console` is the smallest), or a folder: a `Sender` (`protocols`), its `Limits` (`outbox.messages`
   says what each of them changes), and `declared`, which is how `doctor` names a channel of the kind. What it can look
   at without sending anything are `checks`. If its channels share an account, it is a `Service` besides.
3. `senders`: mypy names each function in which the new target is missing.
4. `settings.ways`: its key, what people call it, and the target that is made of it. Tests say if one of these is
   missing, also in the README and in `config/watchtracker.toml`. What is relative or secret in it is for
   `settings.loading` and `settings.environment`.
"""

from watchtracker.channels.outlets import Outlet, Outlets
from watchtracker.channels.protocols import Finder, Sender, Service

__all__ = ["Finder", "Outlet", "Outlets", "Sender", "Service"]
