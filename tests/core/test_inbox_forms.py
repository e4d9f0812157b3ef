"""What forms hold: how words are read, what recording them would do, and what is wrong by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_channel, an_item, as_known, at, deepseek, happened, said
from watchtracker import items
from watchtracker.inbox import item_forms, readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import Anchor, FieldName, Mistakes, RecordForm
from watchtracker.inbox.intents import OfItem, OfNotification, Where
from watchtracker.inbox.keeping import kept, kept_reading, kept_words, reviewed, where
from watchtracker.inbox.watching import of_nothing, watched
from watchtracker.items import Kind, Result
from watchtracker.notifications import Want
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import SHORTEST_SNOOZE, Hold, HoldKind, Person, SnoozeBounds
from watchtracker.revisions import Revision, revised

NOW = at("2026-04-16 09:00")
ANCHOR = Anchor(OfNotification(17, 4), Where("C1", "1.2", None))
TOLD = Audience((a_channel("team"), a_channel("policy"), a_channel("quiet", wants=frozenset({Want.DIGEST}))))
FIELDS = {"when": "mid-May 2026", "said_on": "2026-04-16", "source": "Linos", "standing": "reported"}


def read(fields: dict[str, str], item: object = None) -> RecordForm | Mistakes:
    return readings.submitted(ANCHOR, item or deepseek(), fields, NOW, TOLD)  # type: ignore[arg-type]


def test_a_new_date_is_shown_with_what_it_moves_and_whom_it_tells() -> None:
    form = read(FIELDS)
    assert isinstance(form, RecordForm)
    assert form.reading.short == "mid-May 2026"
    assert form.consequence.lines == (
        "It slips by 20 days: mid-May 2026, was late Apr 2026.",
        "Tells team and policy that it moved.",
    )
    assert form.consequence.changes_date


def test_a_new_date_is_shown_with_the_holds_that_end_with_it() -> None:
    known = as_known(deepseek())
    held = [
        Hold(known.id, "team", HoldKind.TAKEN, Person("mei"), NOW - timedelta(days=1), known.window),
        Hold(known.id, "policy", HoldKind.SNOOZED, Person("ola"), NOW, known.window, NOW + timedelta(days=3)),
    ]
    audience = replace(TOLD, held=held)
    moves = readings.submitted(ANCHOR, deepseek(), FIELDS, NOW, audience)
    assert isinstance(moves, RecordForm)
    assert moves.consequence.lines == (
        "It slips by 20 days: mid-May 2026, was late Apr 2026.",
        "mei is not on it any more then.",
        "It is not snoozed any more then.",
        "Tells team and policy that it moved.",
    )
    weaker = readings.submitted(ANCHOR, deepseek(), {**FIELDS, "standing": "rumour", "source": "X"}, NOW, audience)
    assert isinstance(weaker, RecordForm)
    assert "any more then" not in " ".join(weaker.consequence.lines)


def test_a_weaker_claim_says_that_it_does_not_take_over() -> None:
    form = read({**FIELDS, "standing": "rumour", "source": "Somebody"})
    assert isinstance(form, RecordForm)
    assert form.consequence.lines[0].startswith('"mid-May 2026" does not take over: its standing is weaker')
    assert form.consequence.lines[1:] == (
        "The date stays late Apr 2026.",
        "Tells team and policy that its date is contradicted.",
    )


def test_what_was_said_already_changes_nothing() -> None:
    form = read({**FIELDS, "when": "late April 2026", "said_on": "2026-04-15"})
    assert isinstance(form, RecordForm)
    assert form.consequence.lines == (
        'Linos is on record as saying "late April 2026" on 2026-04-15 already: nothing changes.',
    )


@pytest.mark.parametrize(
    ("wrong", "name", "sentence"),
    [
        ({"when": "05/06/2026"}, FieldName.WHEN, "05/06/2026 could be two days"),
        ({"when": "soonish, says Bob"}, FieldName.WHEN, 'there is no date in "soonish, says Bob"'),
        ({"source": ""}, FieldName.SOURCE, "write who said it"),
        ({"said_on": "2026-05-01"}, FieldName.SAID_ON, "2026-05-01 lies in the future"),
        ({"link": "javascript:alert(1)"}, FieldName.LINK, "write a whole address"),
    ],
)
def test_each_mistake_stands_at_its_field(wrong: dict[str, str], name: FieldName, sentence: str) -> None:
    found = read({**FIELDS, **wrong})
    assert isinstance(found, Mistakes)
    assert list(found.by_field) == [name]
    assert found.by_field[name].startswith(sentence)


def test_an_item_with_an_outcome_has_no_new_date() -> None:
    item = an_item(said("May 2026", "2026-01-01"), outcome=happened("2026-04-01"))
    assert isinstance(read(FIELDS, item), Mistakes)


def test_enter_echoes_how_words_are_read() -> None:
    form = readings.new_date(ANCHOR, as_known(deepseek()), NOW)
    echoed = readings.echoed(form, "Asia/Shanghai", {"when": "late April"}, NOW)
    assert echoed.reading is not None
    assert echoed.reading.whole == "between 21 and 30 April 2026, Shanghai time"
    refused = readings.echoed(form, "Asia/Shanghai", {"when": "05/06/2026"}, NOW)
    assert refused.reading is None
    assert (refused.refusal or "").startswith("05/06/2026 could be two days")


def test_a_new_item_is_read_with_all_that_is_missing() -> None:
    found = readings.submitted_new(Anchor(), {"when": "May 2026", "zone": "Nowhere"}, NOW, TOLD)
    assert isinstance(found, Mistakes)
    assert set(found.by_field) == {FieldName.SOURCE, FieldName.TITLE, FieldName.ZONE}


def test_a_new_item_tells_those_who_hear_of_new_ones() -> None:
    fields = {**FIELDS, "title": "V5", "kind": "release", "zone": "UTC"}
    form = readings.submitted_new(Anchor(), fields, NOW, TOLD)
    assert isinstance(form, RecordForm)
    assert form.consequence.lines == (
        "New on the list, mid-May 2026.",
        "Tells team and policy that it is new on the list.",
    )


def test_what_was_looked_at_comes_back_as_it_was() -> None:
    form = read({**FIELDS, "link": "https://example.org/a", "quote": "It is mid-May."})
    assert isinstance(form, RecordForm)
    keeps = kept_reading(form, "2026-05-11/2026-05-20")
    back = reviewed(keeps, {"link": "https://example.org/a", "quote": "It is mid-May."})
    assert back is not None
    assert (back.claimed, back.new, back.edtf) == (form.claimed, None, "2026-05-11/2026-05-20")
    assert where(keeps) == ANCHOR.where


@pytest.mark.parametrize("odd", [{}, {"read": 1}, {"read": {"when": "May"}}, {"read": {"when": 1}}])
def test_what_we_did_not_keep_is_no_reading(odd: dict[str, object]) -> None:
    assert reviewed(odd, {}) is None


def test_a_form_keeps_what_it_is_about() -> None:
    assert kept(Anchor(OfItem("call", 2))) == {"v": 1, "i": "call", "r": 2}


def test_an_outcome_cannot_lie_in_the_future() -> None:
    form = readings.an_outcome(ANCHOR, as_known(deepseek()), Result.HAPPENED, "mei", NOW)
    found = readings.outcome(form, {"on": "2026-05-01", "source": "mei"}, NOW)
    assert isinstance(found, Mistakes)
    assert list(found.by_field) == [FieldName.ON]
    right = readings.outcome(form, {"on": "2026-04-15", "source": "mei"}, NOW)
    assert not isinstance(right, Mistakes)
    assert (right.on, right.result, right.source) == (date(2026, 4, 15), Result.HAPPENED, "mei")


def test_taking_back_says_which_date_is_in_force_then() -> None:
    item = deepseek()
    form = item_forms.not_right(ANCHOR, item, item.claims[-1].id, NOW, TOLD)
    assert form.quoted == "“late April 2026”, said by Linos on 15 Apr 2026 (reported)."
    assert form.consequence.lines == ("The date stays late Apr 2026.", "No channel is told.")
    both = an_item(said("May 2026", "2026-01-01"), said("June 2026", "2026-02-01"))
    back = item_forms.not_right(ANCHOR, both, both.claims[-1].id, NOW, TOLD)
    assert back.consequence.lines == (
        "The date goes back to May 2026; it was Jun 2026.",
        "Tells team and policy that a claim was taken back.",
    )


def test_opening_again_says_what_is_in_force_then() -> None:
    item = an_item(said("May 2026", "2026-01-01"), outcome=happened("2026-04-01"))
    form = item_forms.reopen(ANCHOR, item, NOW, TOLD)
    assert (form.ended, form.consequence.lines[0]) == ("happened on 1 Apr 2026 (Gazette)", "Open again, May 2026.")


def test_history_is_newest_first_and_has_an_end() -> None:
    item = an_item(*(said(f"{day} May 2027", f"2026-01-{day:02}") for day in range(1, 29)))
    given = [
        GivenAnswer(NOW + timedelta(hours=hour), Person("mei"), Action.TAKE, AnswerResult.APPLIED, channel="team")
        for hour in range(20)
    ]
    form = item_forms.history(ANCHOR, item, as_known(item), given, "https://watch.example.org/items/launch")
    assert (len(form.past), form.more) == (40, 8)
    assert form.past[0].what == "mei: I'm on it in team"
    assert form.past[20].what == "“28 May 2027” = 28 May 2027: Gazette (reported, in force)".replace(
        "” = 28 May 2027", "”"
    )


def test_history_says_until_when_each_snooze_was() -> None:
    item = an_item(said("28 May 2027", "2026-01-05"))
    snoozes = [(Action.SNOOZE, "until 2026-05-13T07:00Z"), (Action.SNOOZE_UNTIL, "until 2026-05-20T07:00Z")]
    given = [
        GivenAnswer(NOW, Person("mei"), what, AnswerResult.APPLIED, channel="team", detail=until)
        for what, until in snoozes
    ]
    form = item_forms.history(ANCHOR, item, as_known(item), given)
    assert [past.what for past in form.past[:2]] == [f"mei: Snooze {until} in team" for _, until in snoozes]


def test_history_says_by_the_clocks_of_the_item_on_which_day_an_outcome_was_taken_back() -> None:
    item = an_item(said("6 May 2026", "2026-01-05"), zone="Asia/Shanghai")
    over = revised(Revision(item, items.resolved(item, happened("2026-04-15"), now=NOW)), NOW).after
    withdrawn = revised(Revision(over, items.reopened(over)), at("2026-05-07 20:00")).after
    details = [past.detail for past in item_forms.history(ANCHOR, withdrawn, as_known(withdrawn)).past]
    assert "Taken back on 8 May 2026." in details


def test_a_snooze_is_bounded_on_both_sides() -> None:
    known, latest = as_known(deepseek(kind=Kind.DEADLINE)), datetime(2026, 4, 20, 9, tzinfo=UTC)
    bounds = SnoozeBounds(NOW + SHORTEST_SNOOZE, latest)
    form = item_forms.snooze(ANCHOR, known, NOW, bounds=bounds, zone="Europe/Berlin")
    assert (form.chosen, form.latest_words) == (latest, "20 Apr 2026, 11:00 Europe/Berlin (17:00 Asia/Shanghai)")
    for wrong in (None, NOW + timedelta(minutes=1), latest + timedelta(minutes=1)):
        assert isinstance(item_forms.snoozed_until(wrong, known, bounds, "Europe/Berlin"), Mistakes)
    assert item_forms.snoozed_until(NOW + timedelta(hours=1), known, bounds, "UTC") == NOW + timedelta(hours=1)


def test_other_words_beside_a_chosen_date_are_not_lost_in_silence() -> None:
    fields = {**FIELDS, "reading": "w:late April", "when": "mid-May", "title": "V5", "zone": "UTC"}
    found = readings.submitted_new(Anchor(), fields, NOW, TOLD)
    assert isinstance(found, Mistakes)
    assert list(found.by_field) == [FieldName.WHEN]
    chosen = readings.submitted_new(Anchor(), {**fields, "reading": "other"}, NOW, TOLD)
    assert isinstance(chosen, RecordForm)
    assert chosen.reading.short == "mid-May 2026"


def test_the_form_of_a_message_is_drawn_anew_from_what_it_kept() -> None:
    form = watched(ANCHOR, "V4 is due late April. The API ships on 2 May.", NOW, source="Mei", zone="UTC")
    fields = {"reading": "other", "when": "mid-May", "zone": "UTC", "said_on": "2026-04-16", "title": "V4"}
    again = readings.echoed_watch(ANCHOR, kept_words(form), fields, NOW)
    assert again.readings == form.readings
    assert again.reading is not None
    assert (again.reading.short, again.new.title) == ("mid-May 2026", "V4")
    refused = readings.echoed_watch(ANCHOR, {}, {**fields, "when": "05/06/2026", "zone": "Nowhere"}, NOW)
    assert (refused.readings, refused.reading) == ((), None)
    assert (refused.refusal or "").startswith("05/06/2026 could be two days")


def test_something_new_of_no_message_asks_for_its_words() -> None:
    form = of_nothing(Anchor(), NOW, source="mei", zone="Europe/Berlin")
    assert (form.readings, form.hint, form.claimed.source) == ((), "The words, as they were said.", "mei")
