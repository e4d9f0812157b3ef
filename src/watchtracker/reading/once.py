"""What is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Once(Generic[Value]):
    """A property that is kept; unlike that of functools it takes no lock, which costs more than most searches."""

    def __init__(self, work: Callable[[Any], Value]) -> None:
        """Keep what `work` finds under its name."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, instance: Any, owner: Any = None) -> Value:
        """Work it out: from then on the instance has it, and this is not asked again."""
        value = instance.__dict__[self._name] = self._work(instance)
        return value
