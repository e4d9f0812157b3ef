"""The outbox: what a message is, what goes together, what a response means, and when to try again. Pure.

Theory of operation. A notification that is owed must be told once: not lost where a process dies, and not told twice
where nobody knows whether it arrived. Few channels know an idempotency key, so what was tried must be known after any
crash. Hence each message is a row before it is bytes:

1. What is due for a channel becomes a message (`batching`, `composing`). It is committed as a delivery with its
   payload, a key and a lease before any byte leaves; the notifications in it are under way from then on.
2. The channel is asked once, and never a second time by itself. Its response is one of seven classes
   (`messages.SendStatus`).
3. `outcomes.effects` says what a response means for the delivery, its notifications and the gates, and all of it is
   written in one transaction by whoever still holds the lease. The notifications end with it, or are due again.
4. Where the response is missing, or the lease ran out, nobody knows whether the message arrived: the delivery is
   `unknown`, and its notifications stay under way. It is looked for by its key (`reconciliation`), and sent again only
   when it is proven not to be there and not to come any more. Where nobody can look, it is sent again with its key,
   marked as perhaps a repetition; or it is held, where people asked for that.
5. `backoff` says when the next message may go. Each channel has a gate, which only one sender holds at a time; channels
   of one account share two more.

The states of a delivery are `records.DeliveryState`, and `records.TRANSITIONS` has every way from one to another; the
store changes a state only along that table. A notification that a moved date overtook while it was under way is marked
so: if its message arrived, what it said is corrected, and else it is superseded.
"""
