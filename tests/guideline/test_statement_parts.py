"""What a source says about its statements beside them: a block of its own words, tied to its statements."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json
from site_plugins.guideline.drift import describe_changes, sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.guideline.statement_parts import PART_KINDS
from site_plugins.guideline.texts import text
from site_plugins.search.entries import part_entries
from tests.guideline.render import render_own_page
from tests.guideline.tiny import BODY, Tiny, line
from tests.pointing import check
from tests.site.html import with_class, words

STATEMENTS = "Keep moving. {: #move .do }\n\nNo rest. {: #bed .dont }\n\n"


def block(
    name: str, title: str = "", about: str = "move", inside: str = "Both trials. [@smith2020; @jones2021]"
) -> str:
    opening = f"/// {name} | {title}" if title else f"/// {name}"
    return f"{opening}\n    about: [{about}]\n\n{inside}\n///\n"


@pytest.mark.parametrize("name", PART_KINDS)
def test_every_kind_is_a_block_of_the_sources_own_words(tiny: Tiny, name: str) -> None:
    """It may cite, it is no editors' part, and its statements' layers lead to it."""
    tiny.body(STATEMENTS + block(name, "On paper", "move, bed"))
    assert tiny.problems() == []
    [part] = tiny.read().parts
    assert (part.kind, part.title, part.about) == (name, "On paper", ("move", "bed"))
    assert (part.text, part.citations) == ("Both trials.", ("smith2020", "jones2021"))
    assert part.heading == f"{text(f'part.{name}')}: On paper"
    assert [each.told_by for each in tiny.read().references] == [(part.id,), (part.id,)]


def test_a_part_stands_once_on_its_page_and_layers_lead_to_it(tiny: Tiny) -> None:
    """The words are where their author wrote them; a quotation has those that change what the sentence means."""
    body = BODY.replace(
        "/// reference-list",
        block("remarks", "", "move, bed", "Only in dry weather.")
        + "\n"
        + block("rationale", "Why", "move", "It keeps them warm.")
        + "\n/// reference-list",
    )
    page = render_own_page(tiny, body)
    remarks, rationale = with_class(page, "part")
    assert (remarks.tag, rationale.tag) == ("section", "details")
    assert "editors" not in remarks.get("class").split()
    assert words(remarks).startswith("Remarks Only in dry weather.")
    assert words(page).count("It keeps them warm.") == 1
    links = [[(words(a), a.get("href")) for a in each.iter("a")] for each in with_class(page, "layer__parts")]
    assert links == [
        [("Remarks", "#remarks-move"), ("Rationale: Why", "#rationale-why")],
        [("Remarks", "#remarks-move")],
    ]
    quotes = [words(each) for each in with_class(page, "layer__quote")]
    assert all("Remarks: “Only in dry weather.”" in each for each in quotes)
    assert not any("It keeps them warm." in each for each in quotes)


REFUSED = {
    "nothing that it belongs to": (
        "/// remarks\n\nBoth. [@smith2020; @jones2021]\n///\n",
        "/// remarks",
        "“/// remarks” does not say which statements it belongs to: add about: [id].",
    ),
    "a statement that is none": (
        block("rationale", "Why", "mvoe"),
        "/// rationale | Why",
        "“/// rationale | Why” is about “mvoe”, which is not a statement id. Did you mean “move”?",
    ),
    "the same without a title twice": (
        block("remarks") + "\n" + block("remarks"),
        "/// remarks",
        "“/// remarks” gets the id “remarks-move”, which is in use; give it another title.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_part_that_belongs_nowhere_is_refused(tiny: Tiny, case: str) -> None:
    blocks, at, message = REFUSED[case]
    tiny.body(STATEMENTS + blocks)
    number = 5 if "twice" not in case else 11
    check(tiny.problems(), [(line(number), at, message)])


def test_a_mistyped_block_is_not_taken_for_the_sources_text(tiny: Tiny) -> None:
    tiny.body(STATEMENTS + block("remark"))
    assert any("“/// remark” is not a block" in each.text and "remarks" in each.text for each in tiny.problems())


def test_a_statement_in_a_part_that_was_never_closed_is_refused(tiny: Tiny) -> None:
    tiny.body("/// remarks\n    about: [bed]\n\nDry. [@smith2020; @jones2021]\n\n" + STATEMENTS)
    assert any("is a statement within a block: close that block" in each.text for each in tiny.problems())


def test_parts_are_published_and_bound_to_their_version(tiny: Tiny) -> None:
    """JSON by its schema, FHIR as documentation or justification, search, and the fingerprints of a version."""
    tiny.body(STATEMENTS + block("remarks") + "\n" + block("rationale", "Why"))
    guideline = tiny.read()
    data = json.loads(json.dumps(guideline_json(guideline)))
    assert [*Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(data)] == []
    assert [(each["kind"], each["title"], each["text"]) for each in data["parts"]] == [
        ("remarks", None, "Both trials."),
        ("rationale", "Why", "Both trials."),
    ]
    [action, _bed] = plan_definition(data, "Site")["action"][0]["action"]
    assert action["documentation"] == [
        {"type": "documentation", "display": "Remarks: Both trials."},
        {"type": "justification", "display": "Rationale: Why. Both trials."},
    ]
    assert [entry.title for entry in part_entries(guideline)] == ["Remarks", "Rationale: Why"]
    tiny.body(
        STATEMENTS
        + block("remarks")
        + "\n"
        + block("rationale", "Why", inside="No trial. [@smith2020; @jones2021]")
    )
    assert describe_changes(sentences_of(guideline), sentences_of(tiny.read())) == {
        "rationale-why": "its wording changed"
    }


def test_a_title_that_ends_in_a_colon_is_all_that_stands_above_a_part(tiny: Tiny) -> None:
    """The source's own “Remarks:” must not be said twice, nor be taken for the site's word."""
    tiny.wording(None)
    page = render_own_page(
        tiny,
        "Move. [@smith2020; @jones2021] {: #move .do }\n\n"
        "/// remarks | Comments of the panel:\n    about: [move]\n\nSlowly.\n///\n",
    )
    [title] = with_class(page, "part__title")
    assert words(title) == "Comments of the panel:"
    assert not list(with_class(title, "editors"))
    [part] = tiny.read().parts
    assert (part.title, part.heading) == ("Comments of the panel:", "Comments of the panel")


def test_one_heading_may_stand_above_the_remarks_on_several_statements(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(
        "Move. [@smith2020] {: #move .do }\n\n/// remarks | Remarks:\n    about: [move]\n\nSlowly.\n///\n\n"
        "Rest. [@jones2021] {: #rest .do }\n\n/// remarks | Remarks:\n    about: [rest]\n\nNot long.\n///\n"
    )
    assert [(part.id, part.about) for part in tiny.read().parts] == [
        ("remarks-move", ("move",)),
        ("remarks-rest", ("rest",)),
    ]
