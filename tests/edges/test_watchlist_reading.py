"""Watch lists as people write them: read, or refused with every mistake at its line."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from watchtracker import watchlist
from watchtracker.errors import ProblemsError
from watchtracker.items import Declaration, Facts, Kind, Outcome, Result, ShortForm, Standing, Statement
from watchtracker.watchlist import WatchList

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ITEM = '[[item]]\nid = "a"\ntitle = "A"\nkind = "event"\n'
NOTHING_ELSE = "nothing but [defaults], [[item]] and [[source]] may stand here"
CLAIM = '[[item.claim]]\nwhen = "late April 2026"\nsaid_on = 2026-04-10\nsource = "S"\n'


def read(folder: Path, text: str | bytes, zone: str = "UTC", now: datetime = NOW) -> WatchList:
    path = folder / "list.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return watchlist.read(path, default_zone=zone, now=now)


def the_item(folder: Path, text: str, zone: str = "UTC") -> Declaration:
    (declaration,) = read(folder, text, zone).declarations
    return declaration


def problems(folder: Path, text: str | bytes, zone: str = "UTC") -> list[str]:
    with pytest.raises(ProblemsError) as error:
        read(folder, text, zone)
    return [problem.removeprefix(f"{folder}/list.toml:") for problem in error.value.problems]


def test_the_long_form_is_the_history(tmp_path: Path) -> None:
    found = the_item(
        tmp_path,
        """
        [[item]]
        id = "deepseek-v4"
        title = " DeepSeek V4 launch "
        kind = "release"
        zone = "Asia/Shanghai"
        tags = ["models", "chips"]
        owner = "@mei"
        url = "https://example.org/item"
        notes = '''
        Two
        lines.'''
        remind = ["14d", "1mo"]
        [[item.claim]]
        when = "April 2026"
        said_on = 2026-03-23
        source = "Blog"
        standing = "rumour"
        [[item.claim]]
        when = "late April"
        said_on = "2026-04-10"
        source = "Weekly"
        url = "https://example.org/weekly"
        quote = "in late April"
        [item.outcome]
        result = "happened"
        on = 2026-04-24
        source = "DeepSeek"
        url = "https://example.org/done"
        """,
    )
    assert found == Declaration(
        Facts(
            id="deepseek-v4",
            title="DeepSeek V4 launch",
            kind=Kind.RELEASE,
            zone="Asia/Shanghai",
            tags=("models", "chips"),
            owner="@mei",
            url="https://example.org/item",
            notes="Two\n        lines.",
            remind=("14d", "1mo"),
        ),
        claims=(
            Statement("April 2026", date(2026, 3, 23), "Blog", standing=Standing.RUMOUR),
            Statement("late April", date(2026, 4, 10), "Weekly", "https://example.org/weekly", "in late April"),
        ),
        outcome=Outcome(Result.HAPPENED, date(2026, 4, 24), "DeepSeek", "https://example.org/done"),
    )


def test_the_short_form_is_one_claim_and_its_url_is_the_claims(tmp_path: Path) -> None:
    found = the_item(
        tmp_path,
        ITEM + 'when = "July 15"\nsaid_on = 2026-04-10\nsource = "S"\nurl = "https://x.org"\nstanding = "official"',
        zone="Asia/Shanghai",
    )
    assert found.facts == Facts(id="a", title="A", kind=Kind.EVENT, zone="Asia/Shanghai")
    assert found.short == ShortForm("July 15", date(2026, 4, 10), "S", "https://x.org", standing=Standing.OFFICIAL)
    assert found.claims == ()


def test_without_said_on_a_date_with_its_year_is_enough(tmp_path: Path) -> None:
    assert the_item(tmp_path, ITEM + 'when = "coming soon"\nsource = "S"').short == ShortForm("coming soon", None, "S")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2026-05-06", "2026-05-06"),
        ("2026-05-06T18:00:00", "2026-05-06T18:00:00"),
        ("2026-05-06 18:00:00+08:00", "2026-05-06T18:00:00+08:00"),
        ("2026-05-06T16:00:00Z", "2026-05-06T16:00:00Z"),
        ('" May 6, 2026 "', "May 6, 2026"),
    ],
)
def test_a_bare_date_says_itself(tmp_path: Path, written: str, words: str) -> None:
    short = the_item(tmp_path, f'{ITEM}when = {written}\nsource = "S"').short
    assert short == ShortForm(words, None, "S")


def test_the_same_claim_twice_is_one_as_it_stands_last(tmp_path: Path) -> None:
    claims = the_item(tmp_path, ITEM + CLAIM + CLAIM + 'standing = "official"').claims
    assert claims == (Statement("late April 2026", date(2026, 4, 10), "S", standing=Standing.OFFICIAL),)


def test_today_is_a_day_of_the_items_zone(tmp_path: Path) -> None:
    said_tomorrow = ITEM + 'zone = "Pacific/Auckland"\nwhen = "2027"\nsaid_on = 2026-05-02\nsource = "S"'
    assert the_item(tmp_path, said_tomorrow).short
    assert the_item(tmp_path, said_tomorrow.replace("Pacific/Auckland", "AoE")).short
    assert problems(tmp_path, said_tomorrow.replace("Pacific/Auckland", "Europe/Berlin").replace("-02", "-03")) == [
        "7: a: said_on: 2026-05-03 lies in the future: today is 2026-05-01 in Europe/Berlin; write the day it was"
    ]


def test_ten_mistakes_are_ten_lines(tmp_path: Path) -> None:
    text = """\
[[item]]
id = "L D"
titel = "A"
title = "A"
kind = "relase"
zone = "Asia/Shangai"
remind = ["14 days"]
[[item.claim]]
when = "Feb 30, 2026"
said_on = 2027-04-10
standing = "oficial"
[item.outcome]
result = "hapened"
on = 2028-01-01
"""
    assert problems(tmp_path, text) == [
        '2: L D: id: an id has lower case, digits and hyphens alone: write "l-d"',
        "3: L D: titel: there is no such key: did you mean title?",
        '5: L D: kind: "relase" is not known here: did you mean "release"?',
        "6: L D: zone: there is no zone 'Asia/Shangai': did you mean 'Asia/Shanghai'?",
        '7: L D: remind: \'14 days\' is no lead time: write a number and m, h, d, w or mo, such as "4h" or "14d"',
        '8: L D: source: it is missing: write source = "..."',
        "9: L D: when: there is no 30 February: the month has 29 days",
        "10: L D: said_on: 2027-04-10 lies in the future: today is 2026-05-01 in UTC; write the day it was",
        '11: L D: standing: "oficial" is not known here: did you mean "official"?',
        '13: L D: result: "hapened" is not known here: did you mean "happened"?',
        '13: L D: source: it is missing: write source = "..."',
        "14: L D: on: 2028-01-01 lies in the future: today is 2026-05-01 in UTC; write the day it was",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: the file is empty: write items, or a comment if it is to stay so"),
        (" \n\n", "1: the file is empty: write items, or a comment if it is to stay so"),
        ("# x\n[[items]]", "2: items: there is no such table in a watch list: did you mean [[item]]?"),
        (
            "weather = 1",
            f"1: weather: there is no such table in a watch list: {NOTHING_ELSE}",
        ),
        ('[item]\nid = "a"', "2: item: write [[item]] with two brackets on each side, once for each"),
        ("item = [1]", "1: item 1: an item is a table: write [[item]] above its lines"),
        (ITEM, '1: a: it has no claim: write what was said, or when = "no date", and source = "..."'),
        (ITEM + "claim = []", '1: a: it has no claim: write what was said, or when = "no date", and source = "..."'),
        (ITEM + 'when = "2027"', '5: a: when: it has no source: write source = "..." beside it, who said it'),
        (
            ITEM + 'source = "S"\nsaid_on = 2026-01-01',
            '6: a: said_on: it belongs to a claim: write when = "..." beside it, the words that were said',
        ),
        (
            ITEM + 'when = "May 6"\nsource = "S"',
            '5: a: when: "May 6" does not say which year: add it, or said_on = 2026-05-01, the day it was said',
        ),
        (
            ITEM + 'when = "2027"\nsource = "S"\n' + CLAIM,
            "5: a: when: it stands beside [[item.claim]]: write when and source into a claim of its own",
        ),
        (ITEM + "claim = 3", "5: a: claim: write [[item.claim]] with two brackets on each side, once for each"),
        (
            ITEM + '[item.claim]\nwhen = "2027"',
            "6: a: claim: write [[item.claim]] with two brackets on each side, once for each",
        ),
        (
            ITEM + CLAIM.replace("2026-04-10", '"10.4.2026"'),
            '7: a: said_on: "10.4.2026" is no day: write it as 2026-04-10',
        ),
        (
            ITEM + CLAIM.replace("2026-04-10", "2026-04-10T09:00:00"),
            "7: a: said_on: a day has no time: write 2026-04-10",
        ),
        (
            ITEM + CLAIM.replace("said_on = 2026-04-10\n", ""),
            "5: a: said_on: it is missing: write said_on = 2026-04-10",
        ),
        (
            ITEM + 'when = 09:00:00\nsource = "S"',
            "5: a: when: a time without a day is no date: write the day as well, such as 2026-05-06T18:00:00",
        ),
        (
            ITEM + 'when = 2027\nsource = "S"',
            '5: a: when: it must be words in quotes, such as "late April 2026", or a bare date',
        ),
        (
            ITEM + 'url = "x.org"\n' + CLAIM,
            '5: a: url: "x.org" is no web address: write it whole, such as "https://example.org/news"',
        ),
        (ITEM + 'tags = "x"\n' + CLAIM, '5: a: tags: it must be a list, such as ["one", "two"]'),
        (ITEM + 'tags = [\n"x",\n" "]\n' + CLAIM, "7: a: tags: it is empty: write a text"),
        (
            ITEM + 'outcome = "done"\n' + CLAIM,
            "5: a: outcome: write it as a table, [item.outcome], with its own lines below",
        ),
        (
            ITEM + 'recheck = ["90d"]\n' + CLAIM,
            "5: a: recheck: write it as a table, [[item.recheck]], with its own lines below",
        ),
        (
            ITEM + CLAIM + '[item.recheck]\nevery = "90d"\n',
            "10: a: recheck: write [[item.recheck]] with two brackets on each side, once for each",
        ),
        (
            ITEM + CLAIM + '[[item.recheck]]\nevery = "90d"\nby = "mei"\n',
            (
                '9: a: recheck: a re-check has a day and a name: write on = 2026-04-10 and by = "...", or every = "90d"'
                " alone"
            ),
        ),
        (
            ITEM + CLAIM + '[[item.recheck]]\nevery = "90d"\n[[item.recheck]]\nevery = "20d"\n',
            "12: a: every: how often to ask stands in a table above already: keep one of them",
        ),
        (
            ITEM + 'recheck = "90d"\n' + CLAIM + '[[item.recheck]]\non = 2026-04-10\nby = "mei"\n',
            (
                "10: this is no TOML (column 1): recheck stands twice: keep one of them; beside tables of who looked,"
                ' how often to ask goes into one more, [[item.recheck]] with every = "90d"'
            ),
        ),
        (
            ITEM + CLAIM + '[item.outcome]\nresult = "done"\non = 2026-04-01\n',
            '10: a: source: it is missing: write source = "..."',
        ),
        (ITEM.replace('"A"', '" "') + CLAIM, "3: a: title: it is empty: write a text"),
        (ITEM.replace('"A"', '"A\\nB"') + CLAIM, "3: a: title: it must be one line: take the line break out"),
        (
            ITEM.replace('"A"', '"A\\u0007"') + CLAIM,
            "3: a: title: it has a character that cannot be seen (U+0007): take it out",
        ),
        (
            ITEM.replace('"A"', '"\\u202Eevil"') + CLAIM,
            "3: a: title: it has a character that cannot be seen (U+202E): take it out",
        ),
        *(
            (
                ITEM.replace('"A"', f'"{blank}"') + CLAIM,
                "3: a: title: it has nothing in it that can be seen: write a text",
            )
            for blank in ("\\u200B\\uFEFF", "\\u3164 \\u3164", "\\u200B\\u2800")
        ),
        (ITEM.replace('id = "a"\n', "") + CLAIM, '1: item 1: id: it is missing: write id = "..."'),
        (ITEM.replace('"a"', "3") + CLAIM, "2: item 1: id: it must be text in quotes"),
        (
            ITEM + f"tags = {[str(number) for number in range(51)]}\n" + CLAIM,
            "5: a: tags: it has 51 tags: 50 are the most",
        ),
        (
            ITEM + f'notes = "{"x" * 20_001}"\n' + CLAIM,
            "5: a: notes: it has 20001 characters: 20000 are the most",
        ),
        ("[[item]]\nid = late", '2: this is no TOML (column 6): put text in quotes, such as "late April"'),
        (b"# \xff", "1: this is not UTF-8: save the file as UTF-8 text"),
    ],
)
def test_each_mistake_has_its_line_and_its_mend(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


def test_a_date_that_is_refused_says_why(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, ITEM + CLAIM.replace("late April 2026", "05/06/2026"))
    assert problem.startswith("6: a: when: ")
    assert "05/06/2026" in problem


def test_every_claim_is_looked_at_beside_one_that_is_unsound(tmp_path: Path) -> None:
    bad = CLAIM.replace('source = "S"\n', "")
    unread = CLAIM.replace("late April 2026", "lorem ipsum")
    assert [problem.split(":")[0] for problem in problems(tmp_path, ITEM + bad + unread)] == ["5", "9"]


def test_an_id_is_one_items_in_all_files(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("b", "a"):
        (folder / f"{name}.toml").write_text(f"# {name}\n" + ITEM + CLAIM)
    with pytest.raises(ProblemsError) as error:
        watchlist.read(folder, default_zone="UTC", now=NOW)
    taken = f"{folder}/a.toml:3 has this id already: choose another; an id is one item's, for life"
    assert error.value.problems == (f"{folder}/b.toml:3: a: id: {taken}",)


def test_a_folder_is_read_in_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b", "a", ".hidden"):
        (tmp_path / f"{name}.toml").write_text(ITEM.replace('"a"', f'"{name}"') + CLAIM)
    (tmp_path / "notes.txt").write_text("no list")
    found = watchlist.read(tmp_path, default_zone="UTC", now=NOW)
    assert [one.facts.id for one in found.declarations] == ["a", "b"]
    assert found.digest == watchlist.digest(tmp_path)


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("id = late")
    (tmp_path / "b.toml").write_text(ITEM)
    with pytest.raises(ProblemsError) as error:
        watchlist.read(tmp_path, default_zone="UTC", now=NOW)
    assert [problem.split(": ")[0] for problem in error.value.problems] == [
        f"{tmp_path}/a.toml:1",
        f"{tmp_path}/b.toml:1",
    ]


def test_a_list_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        watchlist.read(tmp_path / "none.toml", default_zone="UTC", now=NOW)
    sentence = "there is no such file: name another, or write one with `watchtracker init`"
    assert error.value.problems == (f"{tmp_path}/none.toml: {sentence}",)
    with pytest.raises(ProblemsError, match=r"there is no \.toml file in this folder"):
        watchlist.digest(tmp_path)


def test_a_list_of_comments_watches_nothing_and_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "# later\n")
    assert found.declarations == ()
    assert found.notes == (f"{tmp_path}/list.toml: there is no [[item]] in it, so nothing is watched",)


def test_a_byte_order_mark_and_crlf_are_no_mistakes(tmp_path: Path) -> None:
    text = (ITEM + CLAIM).replace("\n", "\r\n")
    assert read(tmp_path, b"\xef\xbb\xbf" + text.encode()).declarations == read(tmp_path, text).declarations


def test_the_digest_changes_with_any_edit(tmp_path: Path) -> None:
    digests = {read(tmp_path, ITEM + CLAIM + comment).digest for comment in ("", "# x", "# y", "# x")}
    assert len(digests) == 3


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(1001):
        (tmp_path / f"{number}.toml").touch()
    with pytest.raises(ProblemsError) as error:
        watchlist.digest(tmp_path)
    assert error.value.problems == (f"{tmp_path}: there are 1001 .toml files in this folder: 1000 are the most",)


def test_a_file_whose_name_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"gr\xfc\xdfe.toml")).write_text(ITEM + CLAIM)
    with pytest.raises(ProblemsError) as error:
        watchlist.digest(tmp_path)
    told = r"the name 'gr\udcfc\udcdfe.toml' of a file in this folder is not UTF-8: give it another"
    assert error.value.problems == (f"{tmp_path}: {told}",)


def test_the_files_of_a_folder_are_no_larger_together_than_one_may_be(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(40 * 2**20)
    with pytest.raises(ProblemsError) as error:
        watchlist.digest(tmp_path)
    assert error.value.problems == (f"{tmp_path}: its files are too large: 64 MB are the most",)


DEFAULTS = """[defaults]
said_on = 2026-04-10
source = "China AI Weekly"
standing = "rumour"
zone = "Asia/Shanghai"
tags = ["models"]
owner = "@mei"
"""


def test_defaults_fill_what_items_and_their_claims_do_not_say(tmp_path: Path) -> None:
    text = DEFAULTS + ITEM + 'when = "late April"\n[item.outcome]\nresult = "happened"\non = 2026-04-24\nsource = "X"\n'
    found = the_item(tmp_path, text)
    said_on = date(2026, 4, 10)
    assert found.facts == Facts("a", "A", Kind.EVENT, "Asia/Shanghai", ("models",), owner="@mei")
    assert found.short == ShortForm("late April", said_on, "China AI Weekly", standing=Standing.RUMOUR)
    assert found.outcome == Outcome(Result.HAPPENED, date(2026, 4, 24), "X")

    own = 'zone = "UTC"\ntags = []\nowner = "@bo"\n[[item.claim]]\nwhen = "May"\n' + CLAIM + 'standing = "official"\n'
    found = the_item(tmp_path, DEFAULTS + ITEM + own)
    assert found.facts == Facts("a", "A", Kind.EVENT, "UTC", (), owner="@bo")
    assert found.claims == (
        Statement("May", said_on, "China AI Weekly", standing=Standing.RUMOUR),
        Statement("late April 2026", said_on, "S", standing=Standing.OFFICIAL),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[defaults]\nsaidon = 2026-04-10\n", ["2: saidon: there is no such key: did you mean said_on?"]),
        (
            '[defaults]\nwhen = "May"\n',
            ["2: when: there is no such key: known are said_on, source, standing, zone, tags, owner"],
        ),
        ('[defaults]\ntags = "x"\n', ['2: tags: it must be a list, such as ["one", "two"]']),
        ("[defaults]\nsource = 3\n", ["2: source: it must be text in quotes"]),
        ("[[defaults]]\n", ["1: defaults: write it as a table, [defaults], with its own lines below"]),
        ("[default]\n", ["1: default: there is no such table in a watch list: did you mean [defaults]?"]),
        (
            "[defaults]\n\nsaid_on = 2027-01-01\n",
            ["3: said_on: 2027-01-01 lies in the future: today is 2026-05-01 in UTC; write the day it was"],
        ),
    ],
)
def test_what_is_wrong_in_defaults_is_told_once_at_its_line(tmp_path: Path, text: str, told: list[str]) -> None:
    items = [ITEM.replace('"a"', f'"{name}"') + 'when = "6 May 2026"\n' for name in "ab"]
    own = 'source = "S"\n' if "source" not in text else ""
    assert problems(tmp_path, text + "".join(item + own for item in items)) == told


def test_an_outcome_takes_no_defaults(tmp_path: Path) -> None:
    ended = '[item.outcome]\nresult = "done"\non = 2026-04-24\n'
    (problem,) = problems(tmp_path, DEFAULTS + ITEM + 'when = "6 May 2026"\n' + ended)
    assert problem.endswith('a: source: it is missing: write source = "..."')
