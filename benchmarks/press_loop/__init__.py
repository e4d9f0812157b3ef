"""Presses in Slack while whoever receives them is killed, or the database is held: is each counted once?

Real `serve` processes, real HTTP with real signatures, SIGKILL. A press is delivered one to three times, each time to
any replica. What was acked has exactly one effect; what was refused by every replica that answered, and never reached
one that died, has none; whatever else happened has one at most.

All parts, or those named: `python -m benchmarks.press_loop killed held_sqlite held_postgresql frozen_postgresql`.
"""

from benchmarks.press_loop.parts import main

__all__ = ["main"]
