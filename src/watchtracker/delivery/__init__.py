"""Delivery: lease what is due, send it, write down what came of it. The theory is in `outbox`."""

from watchtracker.delivery.attempts import Pulse
from watchtracker.delivery.dispatcher import Dispatcher, Report

__all__ = ["Dispatcher", "Pulse", "Report"]
