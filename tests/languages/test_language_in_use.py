"""Texts in the language in use: what is translated, what is not, and how the latter is set off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from calculator.core.catalogue import Catalogue
from calculator.core.dates import day_text
from calculator.core.language import (
    BEGINS,
    ENDS,
    GOES_ON,
    Language,
    Plurals,
    drop_marks,
    mark,
    set_off,
    use_language,
)
from calculator.core.messages import begin_sentence, first_letter
from calculator.core.translation import EXACT_WORDS, ROW_KINDS, translate_calculator, words_of
from calculator.result.drawing import WIDTH, box, dot, line, picture, words
from calculator.start_back import START_BACK

text = Catalogue(
    {
        "boat.name": "{colour} boat",
        "boat.sinks": "It sinks.",
        "boat.days": "{number} days",
        "boat.days:one": "{number} day",
    }
)
POLISH = Language(
    "pl", "ltr", {"boat.days": ("{number} dzień", "{number} dni", "{number} dnia")}, Plurals("20", "1")
)


@pytest.fixture(autouse=True)
def in_english_afterwards() -> Iterator[None]:
    yield
    use_language(None)


def test_in_english_texts_are_the_catalogues() -> None:
    assert (text["boat.sinks"], text("boat.name", colour="red")) == ("It sinks.", "red boat")
    assert [text.counted("boat.days", number) for number in (0, 1, 2, 1.5)] == [
        "0 days",
        "1 day",
        "2 days",
        "1.5 days",
    ]


def test_what_is_translated_is_read_and_what_is_not_is_set_off_as_english() -> None:
    use_language(Language("de", "ltr", {"boat.name": "Boot, {colour}"}))
    assert text("boat.name", colour="rot") == "Boot, rot"
    html = f"<p title='{text['boat.sinks']}'>{text['boat.sinks']}</p><title>{text['boat.sinks']}</title>"
    english = '<span lang="en" dir="ltr">It sinks.</span>'
    assert set_off(html) == f"<p title='It sinks.'>{english}</p><title>It sinks.</title>"
    assert drop_marks(html) == "<p title='It sinks.'>It sinks.</p><title>It sinks.</title>"


def test_words_within_words_say_their_language_once() -> None:
    inner = mark("low", "en", "ltr")
    assert set_off(mark(f"a {inner} risk", "en", "ltr")) == '<span lang="en" dir="ltr">a low risk</span>'
    assert set_off(mark(f"a {mark('נמוך', 'he', 'rtl')} risk", "en", "ltr")) == (
        '<span lang="en" dir="ltr">a <span lang="he" dir="rtl">נמוך</span> risk</span>'
    )


def test_in_a_picture_words_are_set_off_as_svg_allows() -> None:
    svg = f"<svg><title>{mark('Weeks', 'en', 'ltr')}</title><text>{mark('now', 'en', 'ltr')}</text></svg>"
    assert set_off(svg) == '<svg><title>Weeks</title><text><tspan lang="en" dir="ltr">now</tspan></text></svg>'


def test_a_number_takes_the_languages_own_form() -> None:
    use_language(POLISH)
    assert [text.counted("boat.days", number) for number in (1, 2, 2.5)] == ["1 dzień", "2 dni", "2.5 dnia"]


def test_what_is_filled_in_keeps_its_own_direction() -> None:
    use_language(Language("he", "rtl", {"boat.name": "סירה {colour}"}))
    assert text("boat.name", colour="5-10") == "סירה \u20685-10\u2069"


def test_a_day_is_written_as_the_language_writes_it() -> None:
    use_language(Language("de", "ltr", {"date.day": "{day}. {month} {year}", "date.month.12": "Dezember"}))
    assert day_text(date(2026, 12, 14)) == "14. Dezember 2026"


@pytest.mark.parametrize("words", ["two answers", mark("two answers", "en", "ltr"), "“two” answers"])
def test_a_sentence_begins_with_a_capital_whatever_stands_before_it(words: str) -> None:
    assert drop_marks(begin_sentence(words)).startswith(("Two", "“Two"))
    assert first_letter(words) == "T"


def test_a_calculator_in_another_language_is_the_same_rows_with_other_words() -> None:
    words = words_of(START_BACK)
    german = Language("de", "ltr", {key: f"de:{english}" for key, english in words.items()})
    translated = translate_calculator(START_BACK, german)
    assert words_of(translated) == {key: f"de:{english}" for key, english in words.items()}
    assert translated.source is START_BACK
    item, before = translated.instrument.items[0], START_BACK.instrument.items[0]
    assert item.text != before.text
    assert drop_marks(item.text) == before.text, "the exact wording is never translated"
    assert [choice.points for choice in item.choices] == [choice.points for choice in before.choices]
    assert translated.make_plan is START_BACK.make_plan
    flags = [(flag.id, flag.urgency, flag.statement) for flag in translated.red_flags]
    assert flags == [(flag.id, flag.urgency, flag.statement) for flag in START_BACK.red_flags]


def test_there_is_a_key_for_every_word_that_a_reader_sees_of_a_calculator() -> None:
    words = words_of(START_BACK)
    for flag in START_BACK.red_flags:
        assert words[f"start-back.red-flag.{flag.id}.question"] == flag.question
        assert [words[f"start-back.red-flag.{flag.id}.signs.{n}"] for n, _ in enumerate(flag.signs, 1)] == [
            *flag.signs
        ]
    for notice in START_BACK.notices:
        assert words[f"start-back.notice.{notice.id}.text"] == notice.text


NO_WORDS = {
    *("Calculator.id", "Calculator.version", "Calculator.guideline", "Calculator.guideline_version"),
    *("Calculator.score_names", "Calculator.groups", "MilestoneRow.statement", "RedFlag.statement"),
    *("Finding.references", "Question.statements", "NumberField.instead_of", "OptionField.instead_of"),
    # A terminology's licence is quoted.
    *("DateField.instead_of", "Calculator.codes_notice"),
}
"""What no reader reads as words: ids, versions and names of other rows."""


def test_no_words_of_a_calculators_rows_are_left_out_of_translation() -> None:
    left = {
        f"{row.__name__}.{field.name}"
        for row, (_kind, id_field, words) in ROW_KINDS.items()
        for field in fields(row)
        if str(field.type) in ("str", "str | None", "tuple[str, ...]")
        and field.name not in {*words, id_field, *EXACT_WORDS.get(row, ())}
    }
    assert left == NO_WORDS


def test_a_picture_runs_as_the_language_does() -> None:
    """Whoever reads from right to left sees the first week on the right, as far from that side."""

    def places(svg: str) -> list[float]:
        across = re.findall(r'(?: x| cx)="([-\d.]+)"', svg)
        points = [pair.split(",")[0] for each in re.findall(r'points="([^"]+)"', svg) for pair in each.split()]
        return [float(each) for each in (*across, *points)]

    shapes = (words(22, 10, "1"), line([(22, 5), (276, 5)], "a"), dot(100, 5, 3, "b"))
    before = places("".join(shapes)), box(22, 0, 100, 5, "c")
    use_language(Language("ar", "rtl"))
    shapes = (words(22, 10, "1"), line([(22, 5), (276, 5)], "a"), dot(100, 5, 3, "b"))
    assert [WIDTH - each for each in places("".join(shapes))] == before[0]
    assert 'x="178"' in box(22, 0, 100, 5, "c")
    assert 'direction="rtl"' in picture("weeks", "Weeks", bottom=10)


@pytest.mark.parametrize(
    ("tag", "direction"), [('en" onclick="run()', "ltr"), ("en", 'ltr" onclick="run()'), ("", "ltr"), ("en", "ttb")]
)
def test_a_language_that_is_none_becomes_no_attribute(tag: str, direction: str) -> None:
    assert mark("words", tag, direction) == "words"
    typed = f"{BEGINS}{tag} {direction}{GOES_ON}words{ENDS}{ENDS}"
    assert "<" not in set_off(typed)
    assert "<" not in set_off(mark("", "en", "ltr") + typed)
