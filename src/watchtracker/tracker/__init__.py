"""The tracker, through which every change of an item goes: each method is one transaction.

A transaction writes the claim or outcome, plans the item's reminders anew and records the change notices that are due,
or does nothing at all; so no date ever moves without its notices. To read items, use `store`.
"""

from watchtracker.tracker.consequences import Answering, Applied
from watchtracker.tracker.door import Tracker

__all__ = ["Answering", "Applied", "Tracker"]
