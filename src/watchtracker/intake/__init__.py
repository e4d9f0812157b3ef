"""Intake: what was read in texts and seen at services, as proposals that somebody lets in or not. Pure.

The way of a statement. `reading` finds it in a document, with the exact quote. `matching` says which item of ours it
concerns, or that it would be a new one. Together with its source it is a `Proposal` (`proposals.py`), whose identity is
the source, the matter and the date: so it is stored once, however often its source repeats it. What of it may come in
by itself is for `trust.py` to say; everything else waits until somebody accepts or dismisses it. An accepted proposal
becomes a claim or an outcome through `tracker`, like everything that is recorded.

The way of a sighting. `sightings` are what services show, `proofs` what of it proves a signal, and `evidence` says what
that means for an item, held against the last look (`looks`). `announcements` makes proposals of dates that services
give in fields of their own; `versions` knows which release is one of which series.

What was accepted or dismissed is not proposed again. There is one exception: a date that was accepted, has moved since,
and is said again by a later document.
"""
