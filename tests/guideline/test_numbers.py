"""References and statements keep the numbers that their source gave them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json
from site_plugins.guideline.drift import sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render
from tests.guideline.tiny import BODY, FRONT, RECORDS, Tiny, line
from tests.site.html import with_class, words

SOURCE = FRONT.replace("guideline:\n", "guideline:\n  numbers: source\n")
NOTE = "\n/// editors-note | Later\n    about: [move]\n\nSee also. [@later2024]\n///\n"
LATER = {"id": "later2024", "type": "book", "title": "Later"}


def numbered(*numbers: int | None) -> list[dict[str, Any]]:
    """The two records with these numbers."""
    return [
        record if number is None else {**record, "custom": {"number": number}}
        for record, number in zip(RECORDS, numbers, strict=True)
    ]


def write(tiny: Tiny, records: list[dict[str, Any]], *, front: str = SOURCE, body: str = BODY) -> None:
    tiny.records(records)
    (tiny.folder / "index.md").write_text(front + body, encoding="utf-8")


def test_a_citation_shows_the_sources_number_and_the_list_is_in_their_order(tiny: Tiny) -> None:
    write(tiny, [*numbered(24, 7), LATER], body=BODY + NOTE)
    guideline = tiny.read()
    assert [(each.id, each.number) for each in guideline.references] == [
        ("jones2021", 7),
        ("smith2020", 24),
        # Not the source's: behind all of its numbers.
        ("later2024", 25),
    ]
    page = html.fragment_fromstring(render(tiny, BODY + NOTE), create_parent="article")
    marks = [words(mark) for mark in with_class(page, "citations") if mark.getparent().get("id")]
    assert marks == ["24", "24, 7"]


def test_without_it_they_are_counted_as_they_appear(tiny: Tiny) -> None:
    assert [each.number for each in tiny.read().references] == [1, 2]


@pytest.mark.parametrize(
    ("numbers", "front", "expected"),
    [
        ((24, None), SOURCE, [(3, "“jones2021” has no number, and guideline.numbers is “source”: add the number")]),
        ((24, 24), SOURCE, [(3, "“jones2021” has the number 24, which “smith2020” has: correct one.")]),
        ((24, None), FRONT, [(2, "“smith2020” has the number 24, which is not used: write numbers: source below")]),
    ],
)
def test_numbers_that_cannot_all_be_the_sources_are_refused(
    tiny: Tiny, numbers: tuple[int | None, ...], front: str, expected: list[tuple[int, str]]
) -> None:
    write(tiny, numbered(*numbers), front=front)
    problems = tiny.problems()
    assert [(each.file, each.line) for each in problems] == [("references.json", at) for at, _text in expected]
    for problem, (_line, text) in zip(problems, expected, strict=True):
        assert problem.text.startswith(text)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "24", 100_000])
def test_a_number_is_a_whole_one_from_1(tiny: Tiny, value: object) -> None:
    first, second = RECORDS
    write(tiny, [{**first, "custom": {"number": value}}, {**second, "custom": {"number": 2}}])
    [problem] = [each for each in tiny.problems() if "custom.number" in each.text]
    assert "allowed: a whole number from 1 to 99999, without quotes" in problem.text


# Statements


NUMBERED = """\
We recommend walking. [@smith2020] {: #walk .do n="A.4" }

- We suggest heat. [@jones2021] {: #heat .consider n="Recommendation 5." }
"""


def test_a_statement_shows_its_own_number_and_can_be_linked_by_it(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(NUMBERED)
    page = html.fragment_fromstring(render(tiny, NUMBERED), create_parent="article")
    shown = list(with_class(page, "statement__number"))
    numbers = [(words(each), each.get("id"), each.getparent().get("id")) for each in shown]
    assert numbers == [("A.4", "A.4", "walk"), ("Recommendation 5.", "Recommendation-5", "heat")]
    # The source's own words: the comparison with it counts them.
    assert not [each for each in shown if "editors" in each.get("class")]
    [quote, *_others] = with_class(page, "layer__quote")
    assert "“A.4 We recommend walking.”" in words(quote)


def test_it_is_taken_along_wherever_the_statement_is(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(NUMBERED)
    guideline = tiny.read()
    model = json.loads(json.dumps(guideline_json(guideline)))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(model)
    assert [(each["number"], each["text"]) for each in model["statements"]] == [
        ("A.4", "We recommend walking."),
        ("Recommendation 5.", "We suggest heat."),
    ]
    actions = plan_definition(model, "Backs")["action"][0]["action"]
    assert [(each["prefix"], each["description"]) for each in actions] == [
        ("A.4", "We recommend walking."),
        ("Recommendation 5.", "We suggest heat."),
    ]
    assert [entry.title for entry in statement_entries(guideline, Synonyms({}))] == [
        "A.4 We recommend walking.",
        "Recommendation 5. We suggest heat.",
    ]


def test_another_number_under_the_same_version_is_a_change(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(NUMBERED)
    before = sentences_of(tiny.read())
    tiny.body(NUMBERED.replace("A.4", "A.5"))
    assert sentences_of(tiny.read())["walk"] != before["walk"]


@pytest.mark.parametrize(
    ("heat", "words_of_problem"),
    [
        ('#heat .consider n="A.4"', "“heat” has the number A.4, as “walk” has: correct one."),
        (
            '#heat .consider n="walk"',
            "has the number walk, and #walk is an id already: give that another one.",
        ),
        ('#heat .consider n="..."', 'has n="..."; allowed: the number that the source gives it, such as A.4'),
        (f'#heat .consider n="{"9" * 41}"', "of at most 40 characters"),
    ],
)
def test_a_number_that_leads_elsewhere_is_refused(tiny: Tiny, heat: str, words_of_problem: str) -> None:
    tiny.wording(None)
    tiny.body(NUMBERED.replace('#heat .consider n="Recommendation 5."', heat))
    [problem] = [each for each in tiny.problems() if words_of_problem in each.text]
    assert f"{problem.file}:{problem.line}" == line(3)
