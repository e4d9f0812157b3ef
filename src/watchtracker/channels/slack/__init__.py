"""Slack: `blocks` says what a message looks like, `answers` what came back, `client` does the talking."""

from watchtracker.channels.slack.answers import clock_of
from watchtracker.channels.slack.client import LIMITS, WORKSPACE, Slack

__all__ = ["LIMITS", "WORKSPACE", "Slack", "clock_of"]
