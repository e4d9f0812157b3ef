"""The command line: text or JSON out, one exit status for each way to end."""

from watchtracker.cli.program import main, program

__all__ = ["main", "program"]
