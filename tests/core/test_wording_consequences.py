"""What a claim does to the date in force, in sentences."""

from __future__ import annotations

from tests.builders import OFFICIAL, RUMOUR, an_item, as_known, said
from watchtracker.wording.consequences import other_standing, verdict


def test_a_claim_takes_over_or_says_why_not() -> None:
    stronger = as_known(an_item(said("May 2026", "2026-01-01"), said("June 2026", "2026-02-01")))
    assert verdict(stronger.steps[-1]) == (
        '"June 2026" takes over: its standing is no weaker than that of the claim before it'
    )
    weaker = as_known(an_item(said("May 2026", "2026-01-01"), said("June 2026", "2026-02-01", "Blog", RUMOUR)))
    assert verdict(weaker.steps[-1]).startswith('"June 2026" does not take over: its standing is weaker')
    again = as_known(an_item(said("May 2026", "2026-01-01"), said("May 2026", "2026-02-01", "Blog")))
    assert verdict(again.steps[-1]) == '"May 2026" confirms the date in force'


def test_a_source_that_was_stronger_before_is_pointed_at() -> None:
    before = as_known(an_item(said("May 2026", "2026-01-01", standing=OFFICIAL)))
    after = as_known(an_item(said("May 2026", "2026-01-01", standing=OFFICIAL), said("June 2026", "2026-02-01")))
    hint = other_standing(after.steps[-1], before)
    assert hint == 'Gazette was official before and is reported here: add the standing "official" if that was forgotten'
    assert other_standing(before.steps[-1], before) is None
