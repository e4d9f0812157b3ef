"""The figures of the year; false if a date was moved wrongly by itself."""

from __future__ import annotations

from benchmarks.year.gone_through import CameTo, go_through, lines
from benchmarks.year.records import year


def main(*, everything: bool = False) -> bool:
    wrong = 0
    for with_person in (True, False):
        score = go_through(year(), with_person=with_person)
        print("with a person" if with_person else "with nobody")
        print(*(f"  {line}" for line in lines(score)), sep="\n")
        for each in score.came_in:
            if each.came_to is CameTo.WRONG:
                print(f"  WRONG {each.day} {each.item}: {each.said}, true is {each.truth}: {each.quote!r}")
        wrong += score.number(CameTo.WRONG)
        if everything:
            print(*score.log, sep="\n")
    return wrong == 0
