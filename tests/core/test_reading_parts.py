"""The parts of the reader: pieces of a text, sentences, kinds, titles, and the words to type."""

import time
from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading import merging, reader
from watchtracker.reading.days import bare_days, claims, moving
from watchtracker.reading.languages.chinese import WORDS as CHINESE
from watchtracker.reading.languages.english import WORDS as ENGLISH
from watchtracker.reading.languages.japanese import WORDS as JAPANESE
from watchtracker.reading.languages.words import Words, pattern
from watchtracker.reading.layout import tables
from watchtracker.reading.layout.blocks import Block, BlockKind, blocks
from watchtracker.reading.layout.markup import plain
from watchtracker.reading.layout.sentences import sentences
from watchtracker.reading.promises import undated
from watchtracker.reading.records import Find, FindKind, FindResult, Why
from watchtracker.reading.rules import kinds, leaving, outcomes, tense
from watchtracker.reading.statements import Dated, Passage, cues
from watchtracker.reading.titling import han_titles, speakers, titles

SAID = date(2026, 4, 10)
MAY_6 = DateWindow(date(2026, 5, 6), date(2026, 5, 6))


def sentence(
    text: str,
    words: Words = ENGLISH,
    kind: BlockKind = BlockKind.PROSE,
    *,
    heading: str = "",
    subject: str = "",
    column: str = "",
) -> Passage:
    said = plain(text, 0, len(text))
    return Passage(said, Block(kind, said, heading, subject, column), words)


def dated(text: str, words: str, window: DateWindow = MAY_6) -> Dated:
    start = text.index(words)
    return Dated(start, start + len(words), words, window)


def pieces(text: str) -> list[tuple[str, str]]:
    return [(block.kind.name, block.said.text) for block in blocks(text)]


def test_lines_that_only_the_width_broke_are_one_paragraph() -> None:
    text = "The harbour will be closed for works that are planned for\nMay 6 and the days after it.\n\nNext: nothing.\n"
    assert pieces(text)[0] == (
        "PROSE",
        "The harbour will be closed for works that are planned for May 6 and the days after it.",
    )


def test_front_matter_code_footers_and_signatures_are_passed_over() -> None:
    text = "---\ndate: 2026-05-06\n---\n\nHello there.\n\n```\n6 May\n```\n\n(c) 2026 Acme. Unsubscribe\n\n-- \n6 May\n"
    assert pieces(text) == [("PROSE", "Hello there.")]


def test_items_stand_under_their_heading() -> None:
    found = list(blocks("Deadlines:\n- Papers: 6 May\n- Demos: 7 May\n"))
    assert [(block.kind, block.heading, block.subject) for block in found[1:]] == [
        (BlockKind.ITEM, "Deadlines", "Papers"),
        (BlockKind.ITEM, "Deadlines", "Demos"),
    ]


def test_a_cell_knows_its_row_and_its_column() -> None:
    *_, cell = blocks("| Model | Shutdown |\n| --- | --- |\n| Otter 2 | 6 May 2026 |\n")
    assert (cell.said.text, cell.subject, cell.column) == ("6 May 2026", "Otter 2", "Shutdown")


def test_columns_may_be_set_apart_by_spaces_alone() -> None:
    lines = ["Model    Date", "Otter    6 May", "Seal     7 May"]

    class Line:
        def __init__(self, words: str) -> None:
            self.start, self.words = 0, words

    found = tables.rows([Line(words) for words in lines], 0)
    assert found
    assert (found.heads, len(found.rows), found.lines) == (("Model", "Date"), 2, 3)


def test_signs_of_markdown_are_left_away_and_places_kept() -> None:
    text = "The **6 May** [fair](https://a.example/2026-09-09) at https://b.example/x"
    said = plain(text, 0, len(text))
    assert said.text == "The 6 May fair at"
    start = said.text.index("fair")
    assert text[slice(*said.span(start, start + 4))] == "fair"


def test_a_dot_of_an_abbreviation_ends_no_sentence() -> None:
    text = "It opens Jan. 5 at 5 p.m. Eastern. The U.S. fair follows. 第一句。第二句。"
    found = [said.text for said in sentences(plain(text, 0, len(text)))]
    assert found == ["It opens Jan. 5 at 5 p.m. Eastern.", "The U.S. fair follows.", "第一句。", "第二句。"]


@pytest.mark.parametrize(
    ("words", "text", "kind"),
    [
        (ENGLISH, "the deadline", FindKind.DEADLINE),
        (CHINESE, "报名截止", FindKind.DEADLINE),
        (JAPANESE, "発売", FindKind.RELEASE),
    ],
)
def test_each_language_has_its_cues(words: Words, text: str, kind: FindKind) -> None:
    assert cues(words, text)[0].kind is kind


def test_the_heading_says_the_kind_where_the_item_does_not() -> None:
    item = sentence("Reef: 6 May", kind=BlockKind.ITEM, heading="Release schedule")
    assert kinds.kind(item, dated(item.text, "6 May"), []) is FindKind.RELEASE


def test_a_past_verb_near_the_date_looks_back() -> None:
    back = sentence("The nets were mended this week.")
    assert tense.looks_back(back, dated(back.text, "this week"))
    ahead = sentence("The nets will be mended this week.")
    assert not tense.looks_back(ahead, dated(ahead.text, "this week"))


def test_a_figure_of_a_year_is_left_out() -> None:
    said = sentence("The market will reach $3 billion in 2031.")
    year = dated(said.text, "2031", DateWindow(date(2031, 1, 1), date(2031, 12, 31)))
    assert leaving.left_out(said, year, tense.When.AHEAD, soon=False) is Why.FIGURE


def test_news_without_a_date_says_how_something_ended() -> None:
    found = outcomes.without_date(sentence("The fair has been cancelled."))
    assert found
    assert found[0] is FindResult.CANCELLED


def test_who_is_quoted_is_named() -> None:
    assert speakers.said_by(sentence("The Reef Herald reported that it ships in May.")) == "The Reef Herald"
    assert speakers.said_by(sentence("据礁石晚报报道新版将发布。", CHINESE)) == "礁石晚报"


def test_words_of_time_without_a_thing_to_come_promise_nothing() -> None:
    assert undated.promise(sentence("Coming soon: Otter 5"))
    assert undated.promise(sentence("He was soon asleep.")) is None


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        ("Acme will release Otter 5 on May 6.", "May 6", "Otter 5"),
        ("Acme said that Otter 3 will be retired on May 6.", "May 6", "Otter 3 retired"),
        ("Comments on the third net, published April 2, close on May 6.", "May 6", "Comments on the third net"),
        ("On May 6, the Reef Council will vote on nets.", "May 6", "Reef Council votes on nets"),
        ("The new toll rules take effect on May 6.", "May 6", "new toll rules take effect"),
        ("Otter's boat, much praised, will sail on May 6 towing only wooden barges.", "May 6", "Otter's boat"),
        ("The Net Fair, held in the old port, opens on May 6.", "May 6", "Net Fair"),
        ("Otter 4, the engine that hums, ships on May 6.", "May 6", "Otter 4"),
        ("Reef charts come on May 6", "May 6", "Reef charts"),
        ("The Shell Market, May 6 in Rivermouth", "May 6", "Shell Market"),
        ("By common consent the entry fee goes up on May 6.", "May 6", "entry fee goes up"),
        ("The bureau plans to issue a lamp guide on May 6.", "May 6", "lamp guide"),
        ("Otter 4.1 is due soon, and 4.2 on May 6.", "May 6", "Otter 4.2"),
        ("Club talks (boats) are on May 6.", "May 6", "Club talks"),
        ("You will hear from us by May 6.", "May 6", "answer"),
        ("We aim to decide by May 6.", "May 6", "decision"),
        ("An oral hearing, provisionally fixed for May 6, will be held.", "May 6", "oral hearing"),
        ("A pilots' report will follow on May 6.", "May 6", "pilots' report"),
        ("The mayor expects delivery on May 6.", "May 6", "delivery"),
        ("The Reef Race has been delayed again, to May 6.", "May 6", "Reef Race"),
        ("Come and join us at the Net Fair on May 6.", "May 6", "Net Fair"),
        ("Marlin 2, which was shown in spring, is slated for sale on May 6.", "May 6", "Marlin 2"),
        ("Effective May 6, all boats must carry a lamp.", "May 6", "all boats must carry a lamp"),
        ("The club has pencilled in May 6 for the start of the Reef Race.", "May 6", "start of the Reef Race"),
        ("They had to postpone the Reef Race by two weeks, to May 6.", "May 6", "Reef Race"),
        ("Rumor has it the Kite phone lands on May 6.", "May 6", "Kite phone"),
        ("People close to the yard say Condor is to be shown on May 6.", "May 6", "Condor"),
        ("The price of the yard plan will rise on May 6.", "May 6", "price of the yard plan"),
    ],
)
def test_the_title_is_a_noun_phrase_of_the_sentence(text: str, words: str, title: str) -> None:
    said = sentence(text)
    start = text.index(words)
    assert titles.title(said, start, start + len(words)) == title


def told(text: str) -> list[tuple[str, str]]:
    return [(find.kind.value, find.title) for find in reader.read(text, SAID, UTC).finds]


def test_a_key_that_only_says_when_is_no_title_and_a_value_with_a_subject_has_its_own() -> None:
    letter = "Rope Days in Harwick\n\nWhere: the old mill\nWhen: May 6, 2026\n"

    assert told(letter) == [("event", "Rope Days in Harwick")]
    assert told("海网开发者大会\n\n地点: 会议中心\n时间: 2026年5月6日\n") == [("event", "海网开发者大会")]
    assert told("- Also: Mill Street closes for works on May 6\n")[0][1] == "Mill Street closes for works"


def test_what_stands_under_a_numbered_name_is_about_it() -> None:
    assert told("1. Tidegauge\nReads the harbour.\n\n2. Otter Maps\nMaps for rivers. Launching May 6.\n") == [
        ("release", "Otter Maps")
    ]


def test_a_row_is_about_its_first_cell_that_says_what_and_not_when() -> None:
    rows = "Wed 6 May 2026   9:30 AM   26-cv-0187   Reef v. Otter   Hearing\n"
    rows += "Thu 7 May 2026   1:30 PM   24-cr-0391   Reef v. Dorn   Hearing\n"

    assert [title for _, title in told(rows)] == ["Reef v. Otter", "Reef v. Dorn"]


def test_a_row_that_leaves_a_column_out_keeps_the_heads_of_the_others() -> None:
    rows = "Ropeway release status\n\nLine   Name    Begin        End\n7      Heron   2026-05-01   2027-05-06\n"
    rows += "8              2026-06-01   2028-05-06\n"

    assert [title for _, title in told(rows)] == [
        "Ropeway 7 Begin",
        "Ropeway 7 End",
        "Ropeway 8 Begin",
        "Ropeway 8 End",
    ]


def test_lines_that_begin_with_their_date_are_items_of_a_list() -> None:
    lines = "May 6, 07:40 UTC - the long ferry with the new mast, from Harwick\nMay 9 - Tern cargo boat to the island\n"

    assert [title for _, title in told(lines)][1] == "Tern cargo boat to the island"


def test_a_time_of_day_without_a_zone_gets_that_of_the_source() -> None:
    zone = dates.zone("America/New_York")
    window = dates.read("May 6, 5pm", said_on=SAID, zone=zone)
    assert claims.when("May 6, 5pm", window, SAID, zone) == "May 6, 5pm, America/New_York"
    assert claims.when("on May 6", MAY_6, SAID, zone) == "on May 6"


def test_a_title_that_only_says_it_takes_the_subject_of_the_sentence_before() -> None:
    first = sentence("Reef Island opens a museum.")
    second = Passage(plain("It opens on May 6.", 0, 18), first.block, ENGLISH, first)
    assert titles.title(second, 12, 17) == "Reef Island opens a museum"


def test_what_somebody_opened_is_the_subject_of_the_next_sentence() -> None:
    assert told("The regulator opened a consultation on nets. It closes on 6 May.") == [
        ("deadline", "consultation on nets")
    ]


def test_a_han_title_has_the_verb_that_stands_behind_the_date() -> None:
    text = "大会将于5月6日举行"
    assert han_titles.of(text, 0, 4, 8, len(text)) == "大会举行"


def test_two_finds_of_one_thing_are_one() -> None:
    wide = DateWindow(date(2026, 5, 1), date(2026, 5, 31))
    first = Find("May", 0, 3, "May", wide, FindKind.RELEASE, "Otter 5")
    second = Find("6 May", 10, 15, "6 May", MAY_6, FindKind.RELEASE, "new Otter 5")
    other = Find("6 May", 20, 25, "6 May", MAY_6, FindKind.RELEASE, "Otter 6")
    assert merging.merged([first, second, other], UTC) == ((second, other), (first,))


def test_a_pattern_over_several_lines_has_no_breaks() -> None:
    assert pattern("\n  a b|\n  c\n").fullmatch("A b")


def test_a_text_without_anything_gives_nothing() -> None:
    reading = reader.read("", SAID, UTC)
    assert not reading.finds
    assert not reading.left_out


def test_a_date_that_something_was_moved_from_is_no_part_of_a_span() -> None:
    text, former = moving.masked("The board moved the fair from 6 May to 13 May.")
    assert (former, "6 May" in text, len(text)) == ("6 May", False, 46)
    assert moving.masked("The fair runs from 6 May to 13 May.")[1] is None


def test_two_moments_with_a_word_between_them_are_one_span() -> None:
    said = sentence("from 6 May to 8 May")
    begin, end = dated(said.text, "6 May"), dated(said.text, "8 May", DateWindow(date(2026, 5, 8), date(2026, 5, 8)))
    (span,) = moving.joined(said, [begin, end], UTC)
    assert span.window == DateWindow(date(2026, 5, 6), date(2026, 5, 8))


def test_a_number_in_front_of_a_day_is_a_day_of_the_same_month() -> None:
    said = sentence("on 5 and 6 May")
    (span,) = moving.with_day_before(said, [(3, 4)], [dated(said.text, "6 May")])
    assert (span.words, span.window) == ("5 and 6 May", DateWindow(date(2026, 5, 5), date(2026, 5, 6)))
    said = sentence("on 2 and 6 May")
    assert len(moving.with_day_before(said, [(3, 4)], [dated(said.text, "6 May")])) == 2


@pytest.mark.parametrize("piece", ["[", "![", " ", "-- ", "a@", "<a ", "| a ", "moved from May 6 to ", "a: b\n", "**"])
def test_a_long_text_of_one_sign_takes_no_longer_than_its_length(piece: str) -> None:
    assert not reader.read(piece * (20_000 // len(piece)), None, UTC).finds


def test_of_more_dates_than_a_sentence_has_the_rest_is_left_out() -> None:
    read = reader.read("It launches on " + ", ".join(f"May {day}" for day in range(1, 31)) + ".", SAID, UTC)
    assert len([left for left in read.left_out if left.why is Why.TOO_MANY]) == 30 - 24


def test_a_text_of_nothing_but_dates_is_read_up_to_so_many_of_them() -> None:
    *others, rest = reader.read("It launches on May 6.\n\n" * 50, SAID, UTC, most=30).left_out
    assert {left.why for left in others} == {Why.SAID_ELSEWHERE}
    assert (len(others), rest.why) == (29, Why.TOO_MANY)


@pytest.mark.parametrize("piece", ["tomorrow http://a 6 ", "周三0", "周三6 ", "2031-月"])
def test_a_sentence_full_of_what_is_refused_is_not_read_over_and_over(piece: str) -> None:
    """Such a text took half a second for each of its thousands of characters."""
    begun = time.thread_time()
    reader.read((piece * 1000)[:3000], SAID, UTC)
    assert time.thread_time() - begun < 3


def test_a_heading_that_repeats_that_it_is_a_notice_is_read_in_time_that_grows_with_its_length() -> None:
    """The end of such a heading was once looked for from each of its words: a minute for a hundred thousand signs."""
    begun = time.thread_time()
    (find,) = reader.read(f"# 会議{' について' * 20_000}x\n\n2030年6月3日に開催します。", SAID, UTC).finds
    assert len(find.title) < 200
    assert time.thread_time() - begun < 3


def test_a_long_row_of_fractions_is_read_in_time_that_grows_with_its_length() -> None:
    """Each pair once read all that stood before it: twenty thousand signs took five seconds."""
    begun = time.thread_time()
    reader.read("5/6 " * 5000, SAID, UTC)
    assert time.thread_time() - begun < 3


@pytest.mark.parametrize("space", ["\xa0", "\u2003", "\u3000", "\x1f", "\u2028", "> \xa0"])
def test_a_line_of_any_space_is_blank(space: str) -> None:
    (found,) = reader.read(f"Notes: all\n{space}\nIt launches on May 6.\n", SAID, UTC).finds
    assert found.quote == "It launches on May 6."


def test_a_day_within_a_date_is_none_of_its_own() -> None:
    said = sentence("5月6日开幕、8日闭幕", CHINESE)
    known = [dated(said.text, "5月6日")]
    assert [found.words for found in bare_days.bare_days(said, known, SAID)] == ["8日"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Heads up: the grants call closes on 30 June 2027.", "grants call closes"),
        ("The annual webinar takes place on 6 May 2027.", "annual webinar"),
    ],
)
def test_neither_what_calls_for_attention_nor_that_a_thing_takes_place_is_part_of_a_title(
    text: str, title: str
) -> None:
    found = reader.read(text, date(2026, 11, 20), dates.zone("UTC")).finds
    assert [find.title for find in found] == [title]
