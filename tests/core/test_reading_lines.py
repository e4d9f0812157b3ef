"""The lines of a text as the reader groups them."""

from watchtracker.reading.layout.lines import groups


def lines(text: str) -> list[list[str]]:
    return [[line.words for line in group] for group in groups(text)]


def test_a_row_of_html_is_one_line_and_what_stands_around_rows_is_none() -> None:
    text = "Before\n<table>\n<tbody>\n<tr>\n<td>A</td>\n</tr>\n<tr><td>B</td></tr></tbody></table>\nbehind"

    assert [line for group in lines(text) for line in group if "<td>" in line] == [
        "<tr>\n<td>A</td>\n</tr>",
        "<tr><td>B</td></tr>",
    ]


def test_every_line_knows_its_place() -> None:
    text = "One\n\n<table><tr><td>A</td></tr>\n<tr><td>B</td></tr></table>\nbehind"

    assert all(text[line.start : line.end] == line.words for group in groups(text) for line in group)


def test_code_and_what_follows_a_signature_are_passed_over() -> None:
    assert lines("One\n```\ncode\n```\nTwo\n\n-- \nSigned") == [["One"], ["Two"]]
