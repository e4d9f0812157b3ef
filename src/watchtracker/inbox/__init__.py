"""The inbox: what people ask of us or tell us from a channel, and what may come of it. Pure.

Theory of operation. A button can be pressed long after it was drawn, twice, by two people at once, and by anybody who
sees it; and whoever pressed it hears within seconds, or believes that it failed. Hence what arrives, what is decided
and what is said are three steps, and only the middle one changes anything:

1. A channel makes an intent of whatever comes (`intents`), or `Unknown`; nothing that comes is an error. An intent says
   who did what where, and which row it is about. Whether it `writes` is known from it alone.
2. What only shows something is answered from one read. `forms` is what somebody is asked or shown, before a vendor
   draws it; `readings`, `watching` and `item_forms` make forms and read what was filled in, `consequences` says what an
   answer would do, by the functions that do it, and `keeping` is what a form carries to its submission. `commands` is
   what can be typed. What is typed as a date is shown as it was read before it can be recorded.
3. What writes is a row before its sender hears that it arrived (`at_once` has all that they can hear then). The row has
   a key that two deliveries of the same press share, so that it is one row however often it comes. It is put there
   first and confirmed after: if that took too long, the sender was told that nothing is recorded, and it is taken away.
4. Whoever works the row off locks the item, reads how things stand, and asks `decisions` whether the answer still makes
   sense and whether this person may give it. The button is never believed. An answer is applied, or refused with a
   sentence, or asked about first, or is the second press of a quick finger; each ends the row in the same transaction
   as all that follows from it, so that it happens once or not at all, whoever is killed when.
5. Then people are told (`tellings`), once and without a promise: what is recorded does not depend on who heard of it.
   What the message shows is not told but drawn, from what is so at that moment (`outbox.faces`).

The outbox is the twin of this room; there what nobody knows is whether a message arrived, here whether an answer still
holds.
"""
