"""Intake: what was read in texts and seen at services, as proposals that somebody lets in or not. Pure.

The way of a statement. `reading` finds it in a document of a source (`text_sources`), with the exact quote.
`plausibility` says which documents of a fetch count, and `matching` which item of ours a statement concerns, or that it
would be a new one (`title_words` has titles as they are compared, `beside` what makes a name that of something else).
`proposing` makes a `Proposal` of it (`proposals`), whose identity is the source, the matter and the date: so it is
stored once, however often its source repeats it. What of it may come in by itself is for `trust` to say, and `hedges`
knows what is said only perhaps; everything else waits until somebody accepts or dismisses it. An accepted proposal
becomes a claim or an outcome through `tracker`, like everything that is recorded.

The way of a sighting. An item waits for `signals`; `sightings` are what services show, `proofs` what of it proves a
signal, and `evidence` says what that means for the item, held against the last look (`looks`). A service that is a
source of its own has no item: `service_news` makes announcements of what it shows, and `announcements` makes proposals
of those, and of dates that services give in fields of their own. `versions` knows which release is one of which series.

What was accepted or dismissed is not proposed again. There is one exception: what was accepted is, when that is no
longer so and it is said anew (`proposals.is_said_anew`).
"""
