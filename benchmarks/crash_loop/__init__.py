"""Senders that are killed, frozen and cut off while they send: is anything lost, doubled or early?

Real processes and real signals. Slack, the receivers of webhooks and the mail server live in this process, so that they
can aim: they strike a sender at the worst moment, when a message is accepted and the answer is not yet on its way. What
counts is what was accepted: a double in Slack that was deleted again is a double all the same. A webhook or a mail
cannot be looked for, so there what may have arrived comes again; but only that, and so that its receiver can tell.

All parts, two at a time, or those named: `python -m benchmarks.crash_loop killed others`.
"""

from benchmarks.crash_loop.parts import main

__all__ = ["main"]
