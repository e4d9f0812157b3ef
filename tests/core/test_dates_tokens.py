from watchtracker.dates.chinese.tokens import SHAPES as SHAPES_OF_CHINESE
from watchtracker.dates.chinese.tokens import TABLE as TABLE_OF_CHINESE
from watchtracker.dates.english.shapes import SHAPES, TABLE
from watchtracker.dates.english.tokens import tokens


def test_each_shape_is_what_its_example_is_taken_for() -> None:
    found = {example: SHAPES.match(example.replace("|", ""), max(example.find("|"), 0)) for example, _, _ in TABLE}
    expected = {example: number for number, (example, _, _) in enumerate(TABLE, 1)}
    assert expected == {example: match and match.lastindex for example, match in found.items()}


def test_each_chinese_shape_is_what_its_example_is_taken_for() -> None:
    match = SHAPES_OF_CHINESE.expression.match
    found = {example: match(example.replace("|", ""), max(example.find("|"), 0)) for example, _, _ in TABLE_OF_CHINESE}
    expected = {example: f"shape_{number}" for number, (example, _, _) in enumerate(TABLE_OF_CHINESE)}
    assert expected == {example: match and match.lastgroup for example, match in found.items()}


def test_tokens_stand_where_their_words_stand() -> None:
    text = "Qwen 4.5 ships mid-October to 3 Nov. 2026, 18:00 UTC+8 (tentative)"
    words = [text[token.start : token.end] for token in tokens(text)]
    expected = [
        "Qwen",
        "4.5",
        "ships",
        "mid",
        "October",
        "to",
        "3",
        "Nov",
        "2026",
        ",",
        "18:00",
        "UTC+8",
        "(",
        "tentative",
    ]
    assert [*expected, ")"] == words
