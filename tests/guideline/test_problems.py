"""What a guideline's page is refused for: always with the file, the line and column, the value and what to do."""

from __future__ import annotations

import pytest

from site_plugins.guideline.model import StatementKind
from tests.guideline.tiny import Tiny, line
from tests.pointing import check

KINDS = ", ".join(StatementKind)
TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"
"""The two statements that have a wording, on lines 1 and 3; what is wrong follows on line 5."""
BLOCK = "is not a block: check its name, the text after the |, and the options in the indented lines below it."
NO_STATEMENT = (
    f"cites a reference but is not a statement: make it a paragraph or list item that ends in {{: #id .kind }}; "
    f"kinds: {KINDS}."
)

# The body of a page: where it is wrong, what the caret stands below, and what is said.
REFUSED: dict[str, tuple[str, tuple[str, str, str]]] = {
    "an unknown key": (
        "Cited. [@jones2021; @smith2O20] {: #move .do }\n\nNo rest. {: #bed .dont }\n",
        (
            line(1),
            "@smith2O20]",
            "There is no reference “smith2O20”: add a record of that id. Did you mean “smith2020”?",
        ),
    ),
    "an unknown key that a known one begins with": (
        "A. [@smith2020] {: #move .do }\n\nB. [@jones2021; @smith] {: #bed .do }\n",
        (
            line(3),
            "@smith]",
            "There is no reference “smith”: add a record of that id. Did you mean “smith2020”?",
        ),
    ),
    "an unknown key that stands in code before": (
        "A. `[@smth]` [@smith2020] {: #move .do }\n\nB. [@jones2021] [@smth] {: #bed .do }\n",
        (
            line(3),
            "@smth] {: #bed",
            "There is no reference “smth”: add a record of that id. Did you mean “smith2020”?",
        ),
    ),
    "an unknown key that is near none": (
        TWO + "/// editors-note | Heat\n    about: [bed]\n\nText. [@nice]\n///\n",
        (line(8), "@nice]", "There is no reference “nice”: add a record of that id."),
    ),
    "an id used twice": (
        TWO + "- No rest. {: #bed .dont }\n",
        (line(5), "#bed .dont", "The id “bed” is used twice; every statement needs its own."),
    ),
    "no id": (
        TWO + "Move *slowly* if you\nmust. {: .do }\n",
        (line(5), "Move *slowly*", "“Move slowly if you must.” has no id; add one at its end: {: #id .kind }."),
    ),
    "no kind": (
        "Keep moving. {: #move }\n\nNo rest. {: #bed .dont }\n",
        (line(1), "#move }", f"“move” has no kind; exactly one of these is allowed: {KINDS}."),
    ),
    "an unknown kind": (
        "Keep moving. {: #move .do }\n\nNo rest. {: #bed .don't }\n",
        (
            line(3),
            "#bed .don't",
            f"“bed” has .don't; exactly one of these is allowed: {KINDS}. Did you mean “dont”?",
        ),
    ),
    "two kinds": (
        "Keep moving. {: #move .do .fact }\n\nNo rest. {: #bed .dont }\n",
        (
            line(1),
            "#move .do .fact",
            f"“move” has .do .fact; exactly one of these is allowed: {KINDS}.",
        ),
    ),
    "no words": (
        "Keep moving. {: #move .do }\n\n[@smith2020] {: #bed .dont }\n",
        (line(3), "#bed .dont", "“bed” has no text; write it before the citations."),
    ),
    "a paragraph that cites and is no statement": (
        TWO + "  Heat is fine. [@jones2021]\n",
        (line(5), "Heat is", f"“Heat is fine.” {NO_STATEMENT}"),
    ),
    "a citation with a page number": (
        TWO + "Heat is fine [@jones2021, p. 3].\n",
        (
            line(5),
            "[@jones2021, p. 3]",
            "“[@jones2021, p. 3]” cannot be read as a citation: write [@key] or [@key; @key], or \\[ for a "
            "bracket.",
        ),
    ),
    "a note about an unknown statement": (
        "About heat.\n\n" + TWO + "/// editors-note | Heat\n    about: [bad]\n\nText.\n///\n",
        (
            line(7),
            "/// editors-note | Heat",
            "The note is about “bad”, which is not a statement id. Did you mean “bed”?",
        ),
    ),
    "a note about nothing": (
        TWO + "/// editors-note | Heat\n\nText.\n///\n",
        (line(5), "/// editors", "The note “Heat” does not say which statements it is about: add about: [id]."),
    ),
    "two notes of one title": (
        TWO + 2 * "/// editors-note | Heat\n    about: [bed]\n\nText.\n///\n\n",
        (
            line(11),
            "/// editors",
            "The note “Heat” gets the id “note-heat”, which is in use; give it another title.",
        ),
    ),
    "a note whose options cannot be read": (
        TWO + "/// editors-note | Heat\n    about: bed\n\nText.\n///\n",
        (
            line(6),
            "about: bed",
            "about: of /// editors-note is “bed”; a list in square brackets is expected: about: [bed].",
        ),
    ),
    "a note whose name is mistyped": (
        TWO + "/// editor-note | Heat\n    about: [bed]\n\nText.\n///\n",
        (line(5), "/// editor-note", f"“/// editor-note | Heat” {BLOCK} Did you mean “editors-note”?"),
    ),
    "a statement within a note": (
        "Keep moving. {: #move .do }\n\n/// editors-note | Heat\n    about: [move]\n\nText.\n\n"
        "- No rest. [@smith2020] {: #bed .dont }\n///\n",
        (
            line(8),
            "No rest.",
            "“No rest.” is a statement within a block: close that block with /// before it.",
        ),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused_for(tiny: Tiny, name: str) -> None:
    body, expected = REFUSED[name]
    tiny.body(body)
    check(tiny.problems(), [expected])


def test_the_example_itself_is_not_refused(tiny: Tiny) -> None:
    assert tiny.problems() == []
    tiny.body(TWO)
    assert tiny.problems() == []


def test_everything_that_is_wrong_is_said_at_once(tiny: Tiny) -> None:
    tiny.front("---\ntitle: Backs\n---\n")
    tiny.records([{"id": "smith2020", "type": "book"}])
    tiny.wording("move: ''\n")
    other = tiny.content / "guidelines" / "other"
    other.mkdir()
    (other / "index.md").write_text("Text.\n", encoding="utf-8")
    found = tiny.problems()
    assert {(problem.file, problem.line) for problem in found} == {
        ("index.md", 1),
        ("index.md", 11),
        ("references.json", 2),
        ("plain-language.yml", 1),
        (f"{other}/index.md", 1),
        (f"{other}/index.md", None),
        (f"{other}/references.json", None),
    }
    # The record with a problem is known; the one that is not there is not.
    assert [problem.text for problem in found if "There is no reference" in problem.text] == [
        "There is no reference “jones2021”: add a record of that id."
    ]


def test_a_guideline_without_its_references_or_its_page_is_refused(tiny: Tiny) -> None:
    (tiny.folder / "references.json").unlink()
    check(tiny.problems(), [("references.json", "", "This file is missing; add it.")])
    tiny.records([])
    (tiny.folder / "index.md").unlink()
    check(tiny.problems(), [("index.md", "", "This file is missing; add it.")])


def test_a_file_that_is_not_utf_8_is_refused(tiny: Tiny) -> None:
    (tiny.folder / "index.md").write_bytes("---\n---\nDösen\n".encode("latin-1"))
    check(tiny.problems(), [("index.md:3", "\ufffdsen", "This is not UTF-8: save it as UTF-8.")])


def test_an_empty_page_is_refused_for_what_it_lacks(tiny: Tiny) -> None:
    (tiny.folder / "index.md").write_text("", encoding="utf-8")
    assert {(problem.file, problem.line) for problem in tiny.problems()} == {
        ("index.md", 1),
        ("index.md", None),
        ("plain-language.yml", 1),
        ("plain-language.yml", 2),
    }
