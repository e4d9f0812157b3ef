"""Titles of sentences that say little by themselves: what stands over or before them names the thing."""

from datetime import UTC, date

import pytest

from watchtracker.reading import read
from watchtracker.reading.titling import title_words

DAY = date(2030, 5, 13)


def titles(text: str) -> list[str]:
    return [find.title for find in read(text, DAY, UTC).finds]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Announcing Knot Server 12\n\nGeneral availability is set for 6 June.",
            "Knot Server 12: General availability",
        ),
        ("Step 4: cut-over of Pier B - 6 July 2030", "cut-over of Pier B"),
        ("Dividend: $0.22 a share, payable on 14 June 2030", "Dividend"),
        ("Fishers must return old nets by 6 June.", "Fishers must return old nets"),
        ("The boats on the slip before 1 September 2029 have to be tarred by 6 June.", None),
        ("Reef Weekly, 13 May 2030\n\n- Jobs, apply by 25 June 2030", None),
        ("座谈会将于7月5日14时在北京召开。", "座谈会召开"),
        ("旧網「v1」の提供は6月30日をもって終了します。", "旧網「v1」の提供終了"),
        ("説明会は6月28日にオンラインで行います。", "説明会"),
        ("No release date has been set for Knot 8.", "Knot 8"),
        ("The date of the regatta has yet to be fixed.", "regatta"),
        ("The Guild has withdrawn the draft rule on nets.", "draft rule on nets"),
        ("The Guild has cancelled the Reef Fair, which had been planned for spring 2031.", "Reef Fair"),
        ("Halcyon Lens 2: price and colours\n\nPre-orders begin on 6 June.", "Halcyon Lens 2: Pre-orders begin"),
        ("I keep hearing May 20 for the new Lumen model.", "new Lumen model"),
        ("Knot tokens stop working on 6 June.", "Knot tokens stop working"),
        ("Visitors may lodge an objection by 6 June.", "Visitors may lodge an objection"),
        ("Seed money for nets: round 7 is open!\n\nYou have until 6 June to apply.", "Seed money for nets: apply"),
        ("Sift — a browser — opens its doors.\n\n- Moth Run — stealth-released, out on 6 June", "Moth Run"),
        ("Importers have until 6 June to register.", "Importers to register"),
        ("You can send us comments until 6 June.", "comments"),
        ("If the harbour signs, the pilot in Porto starts on 6 June.", "pilot in Porto starts"),
        ("Two people with knowledge of the plans said that Knot 9 ships on 6 June.", "Knot 9"),
        ("LISBON, May 12 (Wire) - The Board extended the comment period on its net rule to 6 June.", None),
        ("Harbour Post: Knot 9 is to ship on 6 June.", "Knot 9"),
        ("Coral Camp, Graz, 15-17 June.", "Coral Camp"),
        ("The new model, Knot 9, is in the shops from 6 June.", "Knot 9"),
        ("Holders who prefer shares must tell the agent by 6 June.", "Holders who prefer shares must tell the agent"),
        ("The 12th Meeting on Nets and Knots, Porto, 6-10 June 2030", "12th Meeting on Nets and Knots"),
        ("The swim test moved up a week, to 6 June.", "swim test moved up a week"),
    ],
)
def test_a_title_names_the_thing(text: str, title: str | None) -> None:
    (given,) = titles(text)

    assert given == title if title else not title_words.VAGUE.fullmatch(given)


def test_a_weekly_names_nothing_that_it_tells_of() -> None:
    assert title_words.PERIODICAL.search("Open Reef Weekly, 13 May")
    assert not title_words.PERIODICAL.search("Knot Server 12")
