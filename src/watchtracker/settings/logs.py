"""`[log]`: how much the program logs, and in which form."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel

from watchtracker.settings.fields import STRICT, one_of
from watchtracker.settings.records import LeastLevel, LogFormat, LogSettings


class LogForm(BaseModel):
    """`[log]`; without a format it is text on a terminal, else JSON."""

    model_config = STRICT

    level: Annotated[LeastLevel, one_of(LeastLevel, guess=False)] = LeastLevel.INFO
    format: Annotated[LogFormat, one_of(LogFormat, guess=False)] | None = None

    def settings(self) -> LogSettings:
        """As the rest of the program has it."""
        return LogSettings(self.level, self.format)
