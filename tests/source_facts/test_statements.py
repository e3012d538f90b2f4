"""The source's sentences are the source's wherever a reader or a program gets them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guideline.source_text import Line, statements
from tests.site.html import words
from tests.source_facts.reader import NO_FLAGS, SLUG, Reader
from tests.source_facts.transcribed import sheet_answers

EVERYTHING = {
    **sheet_answers("DDDDAAAAN"),
    "weeks_since_onset": 20,
    "weeks_since_first_session": 13,
    "improving": "no",
}


@pytest.mark.parametrize(("statement", "line"), statements().items())
def test_a_statement_is_published_word_for_word(reader: Reader, statement: str, line: Line) -> None:
    model = {each["id"]: each for each in reader.json(f"data/guidelines/{SLUG}.json")["statements"]}
    assert model[statement]["text"] == line.words
    assert model[statement]["section"] == line.section
    sections = reader.json(f"data/fhir/PlanDefinition-{SLUG}.json")["action"]
    [(section, action)] = [
        (section["title"], action)
        for section in sections
        for action in section["action"]
        if action["id"] == statement
    ]
    assert (section, action["description"]) == (line.section, line.words)
    numbers = [each["label"] for each in action.get("documentation", []) if each["type"] == "citation"]
    assert sorted(numbers) == sorted(map(str, line.citations))


@pytest.mark.parametrize("fields", [{}, EVERYTHING], ids=["nothing-known", "much-known"])
def test_the_clinician_reads_the_sources_sentence_behind_each_action(
    reader: Reader, fields: dict[str, Any]
) -> None:
    screen, lines = reader.screen(fields), statements()
    actions = reader.response(fields)["plan"]["actions"]
    assert actions
    for action in actions:
        [basis] = screen.xpath("//*[@data-basis=$id]", id=action["statement"])
        assert [words(quote) for quote in basis.iter("q")] == [lines[action["statement"]].words]


def test_the_record_names_the_sources_red_flag(reader: Reader) -> None:
    flags = NO_FLAGS | {"cauda-equina": True}
    assert statements()["red-flag-cauda-equina"].words in reader.record({"red_flags": flags})
