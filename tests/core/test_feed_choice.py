"""What a reader may choose of a feed, and how what does not exist is refused."""

from __future__ import annotations

import pytest

from tests.builders import an_item, said
from watchtracker import feed
from watchtracker.errors import InputError
from watchtracker.feed import ALL, Choice, Feed, Offer, Rendered, UnknownFeedError
from watchtracker.items import Kind, Vocabulary

POLICY = Feed("policy", "AI policy dates", ("policy",))
ITEMS = (
    an_item(said("2026-05-06", "2026-04-10"), item_id="rules", kind=Kind.DEADLINE, tags=("policy", "eu"), owner="@mei"),
    an_item(said("2026-05-07", "2026-04-10"), item_id="measures", kind=Kind.EVENT, tags=("policy",)),
    an_item(said("2026-05-08", "2026-04-10"), item_id="weights", tags=("models",)),
)
NAMES = Vocabulary.of(ITEMS)


def uids(query: list[tuple[str, str]], which: Feed = ALL) -> list[str]:
    body = feed.compose(which, feed.read_choice(query, NAMES), ITEMS, events=Rendered("https://watch.example"))
    return [line[4:].partition(b"@")[0].decode() for line in body.split(b"\r\n") if line.startswith(b"UID:")]


def test_a_feed_has_the_items_with_any_of_its_tags() -> None:
    assert uids([], POLICY) == ["measures", "rules"]
    assert uids([]) == ["measures", "rules", "weights"]


def test_values_of_one_field_widen_and_fields_narrow() -> None:
    assert uids([("tag", "eu"), ("tag", "models")]) == ["rules", "weights"]
    assert uids([("tag", "policy"), ("kind", "event")]) == ["measures"]
    assert uids([("owner", "@mei")]) == ["rules"]
    assert uids([("without", "eu")]) == ["measures", "weights"]
    assert uids([("tag", "models")], POLICY) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (("kind", "deadlines"), "there is no kind 'deadlines': did you mean 'deadline'?"),
        (("tag", "polcy"), "there is no tag 'polcy': did you mean 'policy'?"),
        (("without", "zzz"), "there is no tag 'zzz': there are eu, models, policy"),
        (("owner", "@mai"), "there is no owner '@mai': did you mean '@mei'?"),
        (("tags", "eu"), "a feed has no 'tags': did you mean 'tag'?"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(query: tuple[str, str], sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        feed.read_choice([query], NAMES)
    assert str(refused.value) == sentence


def test_what_people_add_to_get_around_a_cache_is_passed_over() -> None:
    assert feed.read_choice([("nocache", "7")], NAMES) == Choice()


def test_an_empty_value_chooses_nothing() -> None:
    assert feed.read_choice([("tag", ""), ("kind", ""), ("owner", ""), ("without", "")], NAMES) == Choice()


def test_what_no_item_has_any_more_can_still_be_chosen() -> None:
    names = NAMES | Vocabulary(frozenset({"chips"}), frozenset({"@ana"}))
    assert feed.read_choice([("tag", "chips"), ("owner", "@ana")], names) == Choice(("chips",), (), ("@ana",))


def test_names_that_differ_in_case_alone_are_two_names() -> None:
    names = Vocabulary(frozenset({"EU", "eu"}), frozenset({"@Mei", "@mei"}))
    for tag, owner in (("EU", "@Mei"), ("eu", "@mei")):
        assert feed.read_choice([("tag", tag), ("owner", owner)], names) == Choice((tag,), (), (owner,))


def test_the_nearest_is_found_whatever_the_case_and_of_many_names_twenty_are_told() -> None:
    with pytest.raises(InputError, match="there is no tag 'eu': did you mean 'EU'"):
        feed.read_choice([("tag", "eu")], Vocabulary(frozenset({"EU", "china"})))
    many = Vocabulary(frozenset(f"tag-{number}" for number in range(50)) | {"zebra"})
    with pytest.raises(InputError, match=r"there are .*zebra") as refused:
        feed.read_choice([("tag", "zzzzzzzzz")], many)
    assert str(refused.value).count(",") == 19
    with pytest.raises(InputError, match="there is no owner '@mei': no item has one"):
        feed.read_choice([("owner", "@mei")], Vocabulary())


def test_equal_choices_have_one_address() -> None:
    one = feed.read_choice([("tag", "eu"), ("kind", "event"), ("tag", "eu"), ("tag", "models")], NAMES)
    other = feed.read_choice([("tag", "models"), ("tag", "eu"), ("kind", "event")], NAMES)
    assert one == other
    assert (
        feed.address("https://watch.example/", POLICY, one)
        == "https://watch.example/feeds/policy.ics?tag=eu&tag=models&kind=event"
    )


def test_the_name_of_the_calendar_says_what_it_shows() -> None:
    choice = feed.read_choice([("tag", "eu"), ("kind", "deadline"), ("owner", "@mei"), ("without", "models")], NAMES)
    body = feed.compose(POLICY, choice, ITEMS, events=Rendered("https://watch.example")).replace(b"\r\n ", b"")
    name = b"AI policy dates (eu\\, deadlines\\, of @mei\\, without models)"
    assert b"\r\nNAME:" + name + b"\r\n" in body
    assert b"\r\nX-WR-CALNAME:" + name + b"\r\n" in body


def test_all_is_always_offered() -> None:
    assert [one.name for one in Offer.of([POLICY]).feeds] == ["all", "policy"]
    own = Feed("all", "Everything we wait for")
    assert Offer.of([own]).find("all") == own


def test_an_unknown_feed_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownFeedError, match="there is no feed 'polcy': the feeds are all, policy"):
        Offer.of([POLICY]).find("polcy")
