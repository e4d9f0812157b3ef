"""Intake: what was read in texts and seen at services, as proposals that somebody lets in or not. Pure.

The way of a statement. `reading` finds it in a document, with the exact quote. `matching` says which item of ours it
concerns, or that it would be a new one. Together with its source it is a `Proposal` (`proposals.py`), whose identity is
the source, the matter and the date: so it is stored once, however often its source repeats it. What of it may come in
by itself is for `trust.py` to say; everything else waits until somebody accepts or dismisses it. An accepted proposal
becomes a claim or an outcome through `tracker`, like everything that is recorded.

What was accepted or dismissed is not proposed again. There is one exception: a date that was accepted, has moved since,
and is said again by a later document.
"""
