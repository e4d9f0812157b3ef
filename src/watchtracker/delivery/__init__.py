"""Delivery: claim what is due, send it, record the receipt.

Why each message is a row before it is bytes: few channels know an idempotency key, so what was tried must be known
after any crash. The claim, the payload, the key and the attempt are committed first; then the message is sent; then
the answer is recorded, by whoever still holds the lease. What nobody can know ends as `unknown`, and is never sent
again blindly. What a channel can bear it says itself; nothing here knows which kind it is.
"""

from watchtracker.delivery.sending import Delivery, Report
from watchtracker.delivery.settling import FINDINGS

__all__ = ["FINDINGS", "Delivery", "Report"]
