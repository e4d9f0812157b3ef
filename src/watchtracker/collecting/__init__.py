"""Collecting: sources and signals are asked when it is their turn, and what they say is proposed or let in.

One turn: `subjects` says what is asked and where, `schedule` who has a turn now, `collector` takes the leases of all
that stand at one address and fetches it once by `asking`, `texts` makes something to read of what came, `statements`
and `signs` say what it proposes, held against what `remembering` has of the last time, and `recording` writes that and
how far the source has got (`rows`) in one transaction. Whoever is killed in between leaves everything as it was, and
the next turn does it again. `checking` is for `doctor`, and `tidying` forgets.

Nothing here runs in the way of a reminder: `runtime.polling` has threads for it. `in_hand` keeps two from asking
the same, `few_at_a_time` lets a few of them at the record, and `side_by_side` asks for somebody who waits for it.
"""
