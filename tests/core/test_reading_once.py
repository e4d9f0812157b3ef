"""What a passage works out of itself, and keeps."""

from watchtracker.reading.once import Once


class _Counted:
    def __init__(self) -> None:
        self.worked = 0

    @Once
    def number(self) -> int:
        """How often it was worked out."""
        self.worked += 1
        return self.worked


def test_it_is_worked_out_when_it_is_first_asked_for_and_then_kept() -> None:
    counted = _Counted()

    assert counted.worked == 0
    assert [counted.number, counted.number] == [1, 1]
    assert _Counted().number == 1
