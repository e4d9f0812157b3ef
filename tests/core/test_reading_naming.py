"""Which titles say enough by themselves, and which name is put before those that do not."""

from datetime import UTC, date

import pytest

from watchtracker.reading import read
from watchtracker.reading.layout import text_titles
from watchtracker.reading.titling import naming

DAY = date(2030, 5, 13)


@pytest.mark.parametrize(
    ("words", "sentence", "named"),
    [
        ("Knot 8", "Knot 8 ships on 6 June.", True),
        ("Comments", "Comments are due on 6 June.", False),
        ("consultation", "The consultation ends on 6 June.", False),
        ("House", "The House has until 6 June.", False),
        ("Otter", "Otter ships on 6 June.", True),
        ("election of the steering group", "The election of the steering group is on 6 June.", True),
        ("End of support", "End of support is on 6 June.", False),
    ],
)
def test_a_title_says_which_thing_is_meant_or_not(words: str, sentence: str, named: bool) -> None:  # noqa: FBT001
    assert naming.is_named(words, sentence, sentence=True) is named


@pytest.mark.parametrize(
    ("heading", "may"), [("CALL FOR PROPOSALS", False), ("Pebble Days 2031", True), ("How to apply", False)]
)
def test_a_heading_may_name_a_thing_or_says_only_what_follows(heading: str, may: bool) -> None:  # noqa: FBT001
    assert naming.may_name(heading) is may


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Subject: Re: [ops] Cluster 7\n\nThe upgrade starts on 6 June.", "Cluster 7: upgrade starts"),
        (
            '---\ntitle: "Knot 4 candidate"\n---\nThe final release is set for 6 June.',
            "Knot 4 candidate: final release",
        ),
        ("The town hosts the Net Forum 2030. The call is open until 6 June.", "Net Forum 2030: call"),
        ("Robots, Mostly\n\nThe lease runs out in June.", "lease runs out"),
        (
            "The guild has opened talks on kite lamps. Comments are accepted through June 6.",
            "talks on kite lamps: Comments",
        ),
        ("Separately, the guild announced a fair on lamps. It will be held on June 6.", "fair on lamps"),
        ("Harbour Fund for Open Boats\n\nA workshop is held on June 6.", "Harbour Fund: workshop"),
        ("关于召开2030年第二次股东大会的通知\n\n登记时间\uff1a2030年6月6日", "2030年第二次股东大会: 登记时间"),
        ("【延期通知】原定于5月17日举行的渔网论坛\uff0c因场馆原因延期至6月7日举行。", "渔网论坛举行"),
        ("港湾科技\uff1a城市领航功能将于6月推送。", "港湾科技: 城市领航功能推送"),
        ("新一代模型“渔网5”将于6月6日正式发布。", "渔网5发布"),
        ("新製品「KX-30」は6月6日に発売します。", "KX-30発売"),
        ("关于《网具管理办法》公开征求意见的通知\n\n意见反馈截止时间为2030年6月6日。", "网具管理办法: 意见反馈"),
    ],
)
def test_what_stands_over_or_before_a_statement_names_its_thing(text: str, title: str) -> None:
    assert [find.title for find in read(text, DAY, UTC).finds] == [title]


def test_a_bare_clause_is_named_after_the_one_before_it() -> None:
    finds = read("渔网大会定于7月3日在合肥举行\uff0c早鸟票5月31日截止。", DAY, UTC).finds
    assert [find.title for find in finds] == ["渔网大会举行", "渔网大会: 早鸟票"]


def test_the_name_of_a_newsletter_is_a_masthead_as_its_text_never_speaks_of_it() -> None:
    assert text_titles.of("Robots, Mostly", "Robots, Mostly\n\nThe ferry sails in June.").masthead
    assert not text_titles.of("Otter Maps", "Otter Maps\n\nThe end of Otter comes in June.").masthead


def test_the_subject_of_a_mail_is_its_title_without_what_a_reply_puts_before_it() -> None:
    assert text_titles.written("", ["From: ops", "Subject: Re: Fwd: [ops] Quota"]) == "Quota"
    assert text_titles.without_reply("Re: Quota") == "Quota"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The comment period on the due-diligence guidance closes on 6 May.",
            "comment period on the due-diligence guidance",
        ),
        ("The end-to-end trial opens on 6 May.", "end-to-end trial opens"),
        ("Northlight plans to ship Large 4 “in the first half of May”, its founder said.", "Large 4"),
        ("Northlight has pushed Gale 6 from the end of March to late May.", "Gale 6"),
    ],
)
def test_a_word_within_a_hyphened_one_or_a_quotation_of_a_date_cuts_no_title(text: str, title: str) -> None:
    (found,) = read(text, date(2027, 3, 1), UTC).finds
    assert found.title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "市网信局就《人工智能拟人化互动办法》公开征求意见，意见反馈截止时间为5月26日。",
            "《人工智能拟人化互动办法》: 意见反馈",
        ),
        ("“自在云”新版将于5月20日上线。", "“自在云”新版上线"),
        ("晨星称K3“年内”开源。", "K3开源"),
    ],
)
def test_a_name_in_marks_stays_whole_and_a_date_in_marks_leaves_none(text: str, title: str) -> None:
    (found,) = read(text, date(2027, 3, 1), UTC).finds
    assert found.title == title


def test_a_hearing_has_the_name_of_its_case() -> None:
    text = "The Council has no form yet. A hearing in the industry's challenge, TechFront v. Bonta, is set for 22 May."
    (found,) = read(text, date(2027, 3, 1), UTC).finds
    assert found.title == "TechFront v. Bonta: hearing in the industry's challenge"
