"""watchtracker: a watch-item and deadline tracker that keeps announced dates as claims."""

__version__ = "0.1.0"
