"""What people are told of their answers, as sentences and as lines for everybody."""

from __future__ import annotations

from tests.builders import OFFICIAL, an_item, as_known, at, happened, said
from watchtracker import items
from watchtracker.inbox.forms import Anchor, InForce, TakeOverForm
from watchtracker.inbox.intents import Coming, Where, Who
from watchtracker.inbox.tellings import Telling
from watchtracker.items import ItemAsOf, Kind, Origin
from watchtracker.notifications.holds import Person
from watchtracker.wording import feedback
from watchtracker.wording.feedback import Told, plain

ANA, BO = Person("ana", "U0ANA"), Person("bo")
NOW = at("2026-04-29 09:00")
CALL = an_item(said("May 6, 2026", "2026-04-01", standing=OFFICIAL), item_id="call", kind=Kind.DEADLINE, zone="UTC")


def with_claim(when: str, source: str = "Blog", standing: items.Standing = OFFICIAL) -> tuple[ItemAsOf, items.Claim]:
    item = items.recorded(CALL, said(when, "2026-04-20", source, standing), origin=Origin.SLACK, now=NOW)
    return as_known(item), item.claims[-1]


def test_a_line_names_people_whom_a_channel_may_mention() -> None:
    line = feedback.taken(as_known(CALL), ANA, BO).line
    assert line is not None
    assert (line[0], line[2], plain(line)) == (ANA, BO, "ana is on it, in place of bo.")


def test_only_a_deadline_has_a_last_call() -> None:
    assert "only the last call" in feedback.taken(as_known(CALL), ANA, None).said
    release = an_item(said("May 6, 2026", "2026-04-01"))
    assert "last call" not in feedback.taken(as_known(release), ANA, None).said


def test_when_a_message_was_watched_before_is_said_by_the_clocks_of_who_reads_it() -> None:
    late = at("2026-04-10 23:30")
    assert feedback.recorded_before("mei", late, "UTC") == "Already recorded by mei on 10 Apr 2026."
    assert feedback.recorded_before("mei", late, "Asia/Shanghai") == "Already recorded by mei on 11 Apr 2026."


def test_a_date_that_takes_over_is_told_with_the_one_before() -> None:
    known, claim = with_claim("May 20, 2026")
    assert feedback.dated(as_known(CALL), known, claim, ANA).said == (
        "Recorded: Call: now 20 May 2026, before 6 May 2026 (Blog)."
    )


def test_a_date_that_does_not_is_told_with_the_one_that_holds() -> None:
    known, claim = with_claim("June 9, 2026", standing=items.Standing.RUMOUR)
    told = feedback.dated(as_known(CALL), known, claim, ANA)
    assert told.said == "Recorded: Call: Blog says 9 Jun 2026, but 6 May 2026 still holds."
    assert plain(told.line or ()) == "ana: Call: Blog says 9 Jun 2026, but 6 May 2026 still holds."


def test_a_date_that_agrees_is_told_so() -> None:
    known, claim = with_claim("6 May 2026")
    assert feedback.dated(as_known(CALL), known, claim, ANA).said == "Recorded: Call: Blog says 6 May 2026, as it was."


def test_news_have_a_line_and_what_concerns_reminders_alone_has_none() -> None:
    known = as_known(CALL)
    over = as_known(an_item(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-05-06")))
    assert all(told.line for told in (feedback.ended(over, ANA), feedback.reopened(known, ANA)))
    quiet = (feedback.snoozed(known, NOW, "UTC"), feedback.woken(known), feedback.handed_back(known, ANA, ANA))
    assert not any(told.line for told in (*quiet, feedback.rechecked(known), feedback.recheck_taken_back(known)))


def test_titles_and_sources_stay_on_one_line() -> None:
    known, claim = with_claim("May 20, 2026", "Blog\nof \x1b[31mmine")
    assert "\n" not in feedback.taken_back(claim, known, ANA).said
    assert "\x1b" not in feedback.taken_back(claim, known, ANA).said


def test_where_nothing_is_to_be_said_a_telling_is_empty() -> None:
    coming = Coming(Who(ANA, "T0"), Where(), "k", NOW)
    assert Telling(coming, "k").is_empty
    assert not Telling(coming, "k", Told("Recorded.")).is_empty
    assert not Telling(coming, "k", asks=TakeOverForm(Anchor(), InForce("Call"), "bo", None, "1 Apr 2026")).is_empty


def test_whoever_was_on_it_is_named_where_another_hands_it_back() -> None:
    told = feedback.handed_back(as_known(CALL), ANA, BO)
    assert told.line is not None
    assert (told.line[0], told.line[2], told.kept) == (ANA, BO, "bo was on it")
    assert plain(told.line) == "ana has handed back what bo was on: this channel is reminded of it again."


def test_a_moment_is_told_on_the_clock_of_its_item_as_the_messages_about_it_have_it() -> None:
    item = an_item(said("May 6, 2026, 17:00", "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="Europe/Berlin")
    later = items.recorded(item, said("May 9, 2026, 17:00", "2026-04-20", "Blog"), origin=Origin.SLACK, now=NOW)
    claim, known, before = later.claims[-1], as_known(later), as_known(item)
    assert feedback.dated(before, known, claim, ANA).said == (
        "Recorded: Call: now 9 May 2026, 17:00 Europe/Berlin, before 6 May 2026, 17:00 Europe/Berlin (Blog)."
    )
    assert feedback.taken_back(claim, before, ANA).said == (
        "Recorded, taken back: Blog said 9 May 2026, 17:00 Europe/Berlin. Call: now 6 May 2026, 17:00 Europe/Berlin."
    )
    assert feedback.reopened(known, ANA).said == "Recorded: Call is open again: 9 May 2026, 17:00 Europe/Berlin."


def test_a_look_at_what_has_no_date_does_not_say_that_no_date_holds() -> None:
    known = as_known(an_item(said("soon", "2026-04-01"), item_id="launch"))
    assert feedback.rechecked(known).said == "Recorded: you looked at Launch today, and there is still no date."


def test_a_question_at_the_end_of_a_refusal_gets_no_stop() -> None:
    assert feedback.not_recorded("there is no zone 'Berln': did you mean 'Berlin'?").said == (
        "Not recorded: there is no zone 'Berln': did you mean 'Berlin'?"
    )
