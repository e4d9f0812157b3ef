"""Why `read` proposes what it does: of which item each is, which dates were left out, and which words name none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from watchtracker.cli.screen import say, write
from watchtracker.reading import TextReading
from watchtracker.wording.safe_text import clean

if TYPE_CHECKING:
    from watchtracker.intake.proposing import MatchedProposal

_MOST = 200


def tell_why(text: str, reading: TextReading, proposed: Sequence[MatchedProposal], *, comment: bool = False) -> None:
    """Say it, what stands in the text with its line; as a `comment` in TOML."""
    from watchtracker.wording.proposals import why_matched

    told = [f'"{clean(each.proposal.title)}" is {clean(why_matched(each.match))}' for each in proposed]
    passed_over = list(_passed_over(text, reading))
    told += [f"line {line}: {said}" for line, said in passed_over[:_MOST]]
    if len(passed_over) > _MOST:
        told.append(f"and {len(passed_over) - _MOST} more")
    if comment:
        write(f"# {line}" for line in told)
    else:
        say(told)


def _passed_over(text: str, reading: TextReading) -> Iterator[tuple[int, str]]:
    """What nothing is proposed on, in the order of the text, with its line."""
    from watchtracker.reading.promises.unnamed import words_of_time
    from watchtracker.wording.left_out import NO_DATE, why

    found = [(left.start, f'"{clean(left.words)}" left out: {why(left.why)}') for left in reading.left_out]
    taken = [(left.start, left.end) for left in reading.left_out]
    for find in reading.finds:
        at = text.find(find.when, find.start, find.end)
        taken += [(at, at + len(find.when))] if at >= 0 else []
    found += [(start, f'"{clean(text[start:end])}" {NO_DATE}') for start, end in words_of_time(text, taken)]
    line = last = 0
    for start, said in sorted(found):
        line, last = line + text.count("\n", last, start), start
        yield line + 1, said
