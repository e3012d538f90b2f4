"""Since when a statement stands and what became of it: what is refused, and that nobody follows a withdrawn one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import Library, guideline_json
from site_plugins.guideline.drift import describe_changes, sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.guideline.statement_history import read_date, words_of
from site_plugins.guideline.usage import check_usage
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render_own_page
from tests.guideline.source_text import CONTENT, SLUG
from tests.guideline.tiny import Tiny, line
from tests.pointing import check, pointed_at
from tests.site.html import with_class, words

WITHDRAWN = 'status="withdrawn" replaced-by="bed"'


def body(attributes: str) -> str:
    return f"Keep moving. [@smith2020] {{: #move .do {attributes} }}\n\nNo rest. [@jones2021] {{: #bed .dont }}\n"


@pytest.mark.parametrize(
    ("value", "words"), [("2019", "2019"), ("2019-03", "March 2019"), ("2024-02-29", "29 February 2024")]
)
def test_a_source_gives_the_year_the_month_or_the_day(value: str, words: str) -> None:
    assert words_of(read_date(value)) == words


@pytest.mark.parametrize(
    "value", ["19", "2019-13", "2019-3", "2023-02-29", "March 2019", "2019/03", "20190301", ""]
)
def test_what_is_no_date_is_not_read(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever its words: the attribute says what is allowed)
        read_date(value)


REFUSED = {
    'since="last year"': 'has since="last year"; allowed: a date as YYYY, YYYY-MM or YYYY-MM-DD.',
    'next-review="2027"': 'has next-review="2027"; allowed: a date YYYY-MM-DD.',
    'since="2024-05" changed="2019"': "has changed 2019, which is before since 2024-05.",
    'reviewed="2027-05-02" next-review="2027-05-02"': "has next-review 2027-05-02, which is not after reviewed "
    "2027-05-02.",
    'status="withdrwan"': 'has status="withdrwan"; allowed: amended, withdrawn. Did you mean “withdrawn”?',
    'replaced-by="bed"': 'has replaced-by and is not withdrawn: add status="withdrawn", or take replaced-by out.',
    'status="withdrawn" replaced-by="bad"': "is replaced by “bad”, which is not a statement id. "
    "Did you mean “bed”?",
    'status="withdrawn" replaced-by="move"': "is replaced by itself: name the statement that stands in its place.",
}


@pytest.mark.parametrize("attributes", REFUSED)
def test_a_history_that_cannot_be_meant_is_refused(tiny: Tiny, attributes: str) -> None:
    tiny.body(body(attributes))
    check(tiny.problems(), [(line(1), "#move .do", f"“move” {REFUSED[attributes]}")])


def test_what_stands_in_place_of_a_withdrawn_statement_is_not_withdrawn(tiny: Tiny) -> None:
    tiny.body(body(WITHDRAWN).replace(".dont }", '.dont status="withdrawn" }'))
    message = "“move” is replaced by “bed”, which is withdrawn too: name the statement that stands in its place."
    check(tiny.problems(), [(line(1), "#move .do", message)])


def test_a_withdrawn_statement_says_so_wherever_it_is_taken_along(tiny: Tiny) -> None:
    """Search, the published data and FHIR: none of them shows it as valid, and no patient needs a line for it."""
    tiny.body(body(WITHDRAWN))
    tiny.wording('bed: "Bed rest does not help."\n')
    guideline = tiny.read()
    assert guideline.statements[0].first_words == "Withdrawn by its source. Keep moving."
    entry = next(statement_entries(guideline, Synonyms({})))
    assert entry.warning == "Withdrawn by its source."
    data = json.loads(json.dumps(guideline_json(guideline)))
    assert data["statements"][0]["history"]["status"] == "withdrawn"
    assert data["statements"][0]["history"]["replaced_by"] == "bed"
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker())
    assert [*schema.iter_errors(data)] == []
    plan = plan_definition(data, "Site")
    assert plan["action"][0]["action"][0]["description"] == "Withdrawn by its source. Keep moving."
    assert "Withdrawn by its source. Keep moving." in plan["text"]["div"]


def test_a_page_marks_what_became_of_a_statement(tiny: Tiny) -> None:
    """Before the sentence in words, and the sentence struck through; the day of a review waits for the reader's."""
    page = render_own_page(tiny, body(f'{WITHDRAWN} since="2019" next-review="2027-05-02"'))
    [statement] = [each for each in with_class(page, "statement") if each.get("id") == "move"]
    assert words(statement).startswith("Advice. Withdrawn by its source. In its place: No rest. Keep moving.")
    [struck] = with_class(statement, "statement__withdrawn")
    assert (struck.tag, words(struck)) == ("s", "Keep moving. 1")
    [overdue] = with_class(statement, "statement__overdue")
    assert (overdue.get("hidden"), overdue.get("data-next-review")) == ("hidden", "2027-05-02")
    [history] = with_class(page, "layer__history")
    assert words(history) == "Withdrawn by its source. Since: 2019. Next review: 2 May 2027."
    assert words(next(with_class(page, "layer__quote"))).startswith("Withdrawn by its source. “Keep moving.”")
    assert [*with_class(render_own_page(tiny, body("")), "statement__withdrawn")] == []


def test_a_changed_history_is_another_sentence_to_its_version(tiny: Tiny) -> None:
    tiny.body(body('since="2019"'))
    before = sentences_of(tiny.read())
    for attributes in (
        'since="2020"',
        "",
        'since="2019" next-review="2030-01-01"',
        'since="2019" status="amended"',
    ):
        tiny.body(body(attributes))
        changes = describe_changes(before, sentences_of(tiny.read()))
        assert changes == {"move": "its attributes (its rating, dates or status) changed"}


def test_a_rule_that_uses_a_withdrawn_statement_stops_a_build(tmp_path: Path) -> None:
    """No plan may tell anybody what its source has taken back, strict or not."""
    shutil.copytree(CONTENT, tmp_path / "content")
    page = tmp_path / "content" / "guidelines" / SLUG / "index.md"
    text, withdrawn = page.read_text(encoding="utf-8"), '#dont-abandon-pt .dont status="withdrawn" }'
    page.write_text(text.replace("#dont-abandon-pt .dont }", withdrawn), encoding="utf-8")
    for strict in (True, False):
        stopping, _warnings = check_usage(Library(tmp_path / "content"), (), strict=strict)
        [problem] = [each for each in stopping if "withdrawn" in each.text]
        assert (
            problem.text == "“dont-abandon-pt” is withdrawn and start-back rule 3 uses it: change the rule first."
        )
        assert pointed_at(problem).startswith("#dont-abandon-pt")
