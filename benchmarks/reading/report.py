"""The measurement: our reader and the general parsers over the same texts, and what is said of them."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import median

from benchmarks.reading import general
from benchmarks.reading.scoring import Answer, Proposal, Reader, Tally, answered, likeness, tally
from benchmarks.reading.texts import HERE, KINDS, Text, Window, texts

OURS = "watchtracker"
GRAMMAR = general.GRAMMAR
_RECALL, _PRECISION = 0.85, 0.85
_TIMES = 2.5  # as long as the grammar of dates alone takes: what judging its dates may cost
_ROUNDS = 3
_ROW = "  {:<18}{:>8}{:>8}{:>11}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}{:>9}"
_HEADINGS = ("", "found", "placed", "precision", "undated", "kinds", "titles", "about", "quiet", "wrong", "ms/3000")


def main(folder: Path = HERE, *, beginnings: tuple[str, ...] = (), wrong: bool = False) -> bool:
    chosen = [text for text in texts(folder) if not beginnings or text.id.startswith(beginnings)]
    if not chosen:
        print(f"no text's id begins with {' or '.join(beginnings)}")
        return False
    ours = _our_reader()
    readers = {OURS: ours} if ours else {}
    if wrong:
        return _list_wrong([answered(text, ours) for text in chosen]) if ours else False
    print(f"{len(chosen)} texts, {sum(len(text.text) for text in chosen):,} characters", flush=True)
    readers |= general.readers()
    answers = {name: [answered(text, read) for text in chosen] for name, read in readers.items()}
    speeds = {
        name: _milliseconds(read, chosen, rounds=_ROUNDS if name in (OURS, GRAMMAR) else 1)
        for name, read in readers.items()
    }
    print(_ROW.format(*_HEADINGS))
    for name in readers:
        _print_row(name, answers[name], speeds[name])
    if not ours:
        return False
    for heading, key in _GROUPS:
        print(f"{OURS}, by {heading}")
        for group in sorted({key(text) for text in chosen}):
            _print_row(group, [answer for answer in answers[OURS] if key(answer.text) == group], None)
    _print_kinds(answers[OURS])
    sums = {name: tally(each) for name, each in answers.items()}
    return _marks(sums, speeds[OURS] / speeds[GRAMMAR])


_GROUPS: Sequence[tuple[str, Callable[[Text], str]]] = (
    ("genre", lambda text: text.genre),
    ("language", lambda text: text.language),
)


def _our_reader() -> Reader | None:
    """`read --jsonl` without its process: a line in, a line out."""
    try:
        answer = import_module("watchtracker.reading.jsonl").answer
    except ModuleNotFoundError as error:
        print(f"  {OURS} cannot be measured: {error}")
        return None

    def read(text: str, published: date | None, zone: str) -> Sequence[Proposal]:
        day = published.isoformat() if published else None
        reply = json.loads(answer(json.dumps({"id": 1, "text": text, "published": day, "zone": zone})))
        if "error" in reply:
            sys.exit(f"{OURS} refused a text: {reply['error']}")
        for each in reply["proposals"]:
            if text[each["start"] : each["end"]] != each["quote"]:
                sys.exit(f"{OURS} quotes what does not stand there: {each}")
        return [
            Proposal(
                each["start"],
                each["end"],
                Window(each["earliest"], each["latest"]),
                each["kind"],
                each["title"],
                each.get("result"),
            )
            for each in reply["proposals"]
        ]

    return read


def _milliseconds(read: Reader, chosen: Sequence[Text], *, rounds: int) -> float:
    """For 3,000 characters, over all texts; the median of the rounds."""
    took: list[float] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for text in chosen:
            read(text.text, text.published, text.zone)
        took.append(time.perf_counter() - begun)
    return median(took) * 1_000 * 3_000 / sum(len(text.text) for text in chosen)


def _print_row(name: str, answers: Iterable[Answer], speed: float | None) -> None:
    known = list(answers)
    sums = tally(known)
    knows_more = any(proposal.kind for answer in known for proposal in answer.proposals)
    print(
        _ROW.format(
            name,
            _share(sums.found),
            _share(sums.placed),
            _share(sums.right),
            _share(sums.undated),
            _share(sums.kinds) if knows_more else "-",
            _share(sums.titles) if knows_more else "-",
            _share(sums.about) if knows_more else "-",
            f"{sums.quiet[0]}/{sums.quiet[1]}" if sums.quiet[1] else "-",
            sums.right[1] - sums.right[0],
            "-" if speed is None else f"{speed:.1f}",
        ),
        flush=True,
    )


def _print_kinds(answers: Sequence[Answer]) -> None:
    """How much of each kind was found, by the likeliest kind of what is wanted."""
    found = Counter(wanted.kinds[0] for answer in answers for wanted, _ in answer.pairs if not wanted.optional)
    missed = Counter(wanted.kinds[0] for answer in answers for wanted in answer.missed)
    shares = [f"{kind} {_share((found[kind], found[kind] + missed[kind]))}" for kind in KINDS]
    print(f"{OURS} found, by kind: {', '.join(shares)}")


def _share(counts: tuple[int, int]) -> str:
    return f"{100 * counts[0] / counts[1]:.0f} %" if counts[1] else "-"


def _ratio(counts: tuple[int, int]) -> float:
    return counts[0] / counts[1] if counts[1] else 1.0


def _marks(sums: dict[str, Tally], times: float) -> bool:
    ours = sums[OURS]
    marks = [
        (f"finds {_RECALL:.0%} of what is wanted", _ratio(ours.found) >= _RECALL),
        (f"{_PRECISION:.0%} of what it proposes is wanted", _ratio(ours.right) >= _PRECISION),
        (f"takes at most {_TIMES} times as long as {GRAMMAR} (here {times:.2f})", times <= _TIMES),
    ]
    for name, theirs in sums.items():
        if name != OURS:
            ahead = _ratio(ours.found) > _ratio(theirs.found) and _ratio(ours.right) > _ratio(theirs.right)
            marks.append((f"finds more than {name}, with fewer mistakes", ahead))
    for sentence, held in marks:
        print(f"  {'held  ' if held else 'MISSED'}  {sentence}")
    return all(held for _, held in marks)


def _list_wrong(answers: Sequence[Answer]) -> bool:
    """For whoever builds the reader: each miss, each wrong proposal, and right ones of another kind or title."""
    for answer in answers:
        for wanted in answer.missed:
            windows = " or ".join(map(_written, wanted.windows)) or "any day"
            print(f"{answer.text.id}: MISSED {wanted.kinds[0]}, {windows}: {_one_line(wanted.quotes[0])}")
        for proposal in answer.wrong:
            quote = answer.text.text[proposal.start : proposal.end]
            why = [left.why for left in answer.text.left_out if _one_line(left.words) in _one_line(quote)]
            print(
                f"{answer.text.id}: WRONG {proposal.kind}, {_written(proposal.window)}: {_one_line(quote)}"
                + (f"  [{'; '.join(why)}]" if why else "")
            )
        for wanted, proposal in answer.pairs:
            if proposal.kind not in wanted.kinds:
                print(f"{answer.text.id}: KIND {proposal.kind}, not {wanted.kinds[0]}: {_one_line(wanted.quotes[0])}")
            if likeness(wanted.title, proposal.title or "") < 0.5:
                print(f"{answer.text.id}: TITLE {proposal.title!r}, not {wanted.title!r}")
    return True


def _written(window: Window) -> str:
    if window.undated:
        return "no date"
    if window.earliest == window.latest:
        return str(window.earliest)
    return f"{window.earliest or '..'}/{window.latest or '..'}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
