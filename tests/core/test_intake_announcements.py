from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import an_item, at, said
from tests.core.services import recorded
from watchtracker import dates
from watchtracker.intake import service_news
from watchtracker.intake.announcements import Announcement, announced
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.proposing import WatchedItems
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Item, Kind, Standing
from watchtracker.reading import FindKind, FindResult
from watchtracker.sources import endoflife, github, huggingface, pypi, python_releases, register

NOW = at("2027-04-01 12:00")
SOURCE = TextSource("Northlight", SourceKind.GITHUB, "northlight/aurora")
UTC = dates.zone("UTC")


def an(item_id: str, title: str, kind: Kind = Kind.RELEASE) -> Item:
    item = an_item(said("2027", "2027-01-10"), item_id=item_id, kind=kind)
    return replace(item, facts=replace(item.facts, title=title))


def proposals(
    announcements: tuple[Announcement, ...], *items: Item, source: TextSource = SOURCE, now: str = "2027-04-01 12:00"
) -> list[Proposal]:
    return [found.proposal for found in announced(announcements, source, WatchedItems(items), at(now))]


def of_items(*args: tuple[Announcement, ...] | Item, now: str = "2027-04-01 12:00") -> dict[str, str]:
    found = proposals(*args, now=now)  # type: ignore[arg-type]
    return {proposal.item or f"new {proposal.new_id}": proposal.when for proposal in found}


REGISTER = register.announcements(recorded("register.json"))
PRODUCT = endoflife.announcements("aurora", recorded("endoflife.json"))
CYCLE = python_releases.cycle(recorded("release_cycle.json"))
STAGES = python_releases.stages(recorded("python_releases.json"))
MILESTONES = service_news.announcements(github.milestones("northlight/aurora", recorded("github_milestones.json")), UTC)
RELEASES = service_news.announcements(github.releases("northlight/aurora", recorded("github_releases.json")), UTC)
PACKAGE = service_news.announcements(pypi.releases("aurora", recorded("pypi.json")), UTC)
MODEL = service_news.announcements(huggingface.model("northlight/Aurora-V4", recorded("huggingface.json")), UTC)


def test_the_register_gives_deadlines_of_comments_and_days_of_effect() -> None:
    comments, effect = proposals(REGISTER, an("kettle-rule", "Rule on kettles (EERE-2026-BT-STD-0042)", Kind.DEADLINE))
    assert (comments.item, comments.kind, comments.when) == ("kettle-rule", Kind.DEADLINE, "2027-05-07")
    assert comments.quote == "Energy Conservation Standards for Electric Kettles: comments close on 2027-05-07"
    assert (comments.published, comments.said_by) == (date(2027, 3, 8), "Northlight")
    assert (effect.new_id, effect.kind, effect.when) == ("labels-on-kettles-final-rule", Kind.EVENT, "2027-06-01")


def test_a_product_has_days_only_where_its_answer_has_days() -> None:
    assert [(each.title, each.when) for each in PRODUCT] == [
        ("Aurora 5.0", "2027-09-15"),
        ("Aurora 4.0 (LTS)", "2027-05-06"),
        ("Aurora 4.0 (LTS) start of long-term support", "2027-11-01"),
        ("Aurora 4.0 (LTS) end of active support", "2029-05-06"),
        ("Aurora 4.0 (LTS) end of life", "2031-05-06"),
        ("Aurora 3.9", "2025-11-01"),
    ]


def test_the_end_of_a_version_is_not_its_release_nor_that_of_another() -> None:
    items = (an("a4", "Aurora 4"), an("a4-end", "Aurora 4.0 end of life", Kind.EVENT), an("a41", "Aurora 4.1"))
    found = [(each.item, each.when) for each in proposals(PRODUCT, *items) if each.item]
    assert found == [("a4", "2027-05-06"), ("a4-end", "2031-05-06")]


@pytest.mark.parametrize(
    ("title", "when"),
    [
        ("Aurora 4.0 end of active support", "2029-05-06"),
        ("Aurora 4 end of support", "2031-05-06"),
        ("Aurora 4 EOL", "2031-05-06"),
        ("Aurora 4 becomes LTS", "2027-11-01"),
        ("Aurora 4.0", "2027-05-06"),
    ],
)
def test_each_day_of_a_version_is_that_of_the_item_that_means_it(title: str, when: str) -> None:
    found = proposals(PRODUCT, an("a4", title, Kind.EVENT))
    assert [each.when for each in found if each.item == "a4"] == [when]


def test_only_what_is_ahead_is_proposed() -> None:
    assert {each.when for each in proposals(CYCLE)} == {"2027-10-01", "2031-10", "2032-10"}
    assert "2027-10-01" not in {each.when for each in proposals(CYCLE, now="2027-11-01 12:00")}


def test_a_month_is_a_month() -> None:
    (end,) = [each for each in proposals(CYCLE) if each.when == "2031-10"]
    assert dates.display(end.window) == "Oct 2031"
    assert (end.title, end.kind) == ("Python 4.2 end of life", Kind.EVENT)


def test_a_stage_on_the_way_is_not_the_version_and_is_proposed_only_to_who_waits_for_it() -> None:
    final, beta = an("python", "Python 4.3"), an("python-beta", "Python 4.3 beta 1")
    assert of_items(STAGES, final, beta) == {
        "python-beta": "2027-05-05",
        "python": "2027-10-01",
        "new python-4-2-4": "2027-06-02",
    }


def test_a_due_milestone_is_a_date_of_its_own_version() -> None:
    assert of_items(MILESTONES, an("a4", "Aurora 4"), an("a41", "Aurora 4.1")) == {"a41": "2027-09-15"}
    (new,) = proposals(MILESTONES)
    assert (new.title, new.new_id) == ("aurora 4.1", "aurora-4-1")
    assert new.quote == "The milestone 4.1 of northlight/aurora is due on 15 September 2027."


@pytest.mark.parametrize(
    ("news", "when"), [(RELEASES, "2027-05-06"), (PACKAGE, "2027-05-06")], ids=["releases", "package"]
)
def test_the_first_release_of_a_series_ends_the_item_that_waits_for_it(
    news: tuple[Announcement, ...], when: str
) -> None:
    items = (an("a4", "Aurora V4"), an("a41", "Aurora 4.1"), an("site", "Aurora website"))
    (ended,) = proposals(news, *items, now="2027-05-10 12:00")
    assert (ended.item, ended.result, ended.when) == ("a4", FindResult.HAPPENED, when)
    assert ended.quote.endswith("UTC.")
    assert proposals(news, *items, now="2027-06-10 12:00") == []


def test_weights_end_the_item_of_their_model() -> None:
    (ended,) = proposals(MODEL, an("v4", "Aurora V4 weights"), now="2027-05-10 12:00")
    assert (ended.item, ended.result) == ("v4", FindResult.HAPPENED)
    assert proposals(MODEL, an("v4", "Aurora V4 weights"), now="2027-07-10 12:00") == []


def test_news_of_what_is_not_ours_is_no_proposal() -> None:
    assert proposals(RELEASES, now="2027-05-10 12:00") == []


def test_a_source_of_many_dates_is_not_taken_for_the_one_item_that_it_is_bound_to() -> None:
    bound = replace(SOURCE, items=("a5",), standing=Standing.OFFICIAL)
    found = proposals(PRODUCT, an("a5", "Aurora 5.0"), source=bound)
    assert [(each.when, each.standing) for each in found if each.item == "a5"] == [("2027-09-15", Standing.OFFICIAL)]


def test_a_long_title_is_cut_at_a_word_and_its_quote_keeps_the_day() -> None:
    long = Announcement("Rules on " + "kettles " * 60, "x " * 400, "2027-05-07", FindKind.DEADLINE, "https://a.example")
    (found,) = proposals((long,))
    assert len(found.title) <= 61
    assert len(found.quote) <= 301
    assert proposals((replace(long, when="2027-02-31"),)) == []
