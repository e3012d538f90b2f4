"""What a guideline's page is refused for: always with the file, the line, the value and what to do."""

from __future__ import annotations

import pytest

from tests.guideline.tiny import Tiny, line

KINDS = "do, consider, caution, dont, fact, red-flag"
TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"
"""The two statements that have a wording, on lines 1 and 3; what is wrong follows on line 5."""

REFUSED = {
    "an unknown key": (
        "Cited. [@smith2O20] {: #move .do }\n\nNo rest. {: #bed .dont }\n",
        [f"{line(1)}: There is no reference “smith2O20”: add a record of that id. Did you mean “smith2020”?"],
    ),
    "an unknown key that a known one begins with": (
        "A. [@smith2020] {: #move .do }\n\nB. [@jones2021; @smith] {: #bed .do }\n",
        [f"{line(3)}: There is no reference “smith”: add a record of that id. Did you mean “smith2020”?"],
    ),
    "an unknown key that is near none": (
        TWO + "/// editors-note | Heat\n    about: [bed]\n\nText. [@nice]\n///\n",
        [f"{line(8)}: There is no reference “nice”: add a record of that id."],
    ),
    "an id used twice": (
        TWO + "- No rest. {: #bed .dont }\n",
        [f"{line(5)}: The id “bed” is used twice; every statement needs its own."],
    ),
    "no id": (
        TWO + "Move *slowly* if you\nmust. {: .do }\n",
        [f"{line(5)}: “Move slowly if you must.” has no id; give it one: {{: #id .kind }}."],
    ),
    "no kind": (
        "Keep moving. {: #move }\n\nNo rest. {: #bed .dont }\n",
        [f"{line(1)}: “move” has no kind; exactly one of these is allowed: {KINDS}."],
    ),
    "an unknown kind": (
        "Keep moving. {: #move .do }\n\nNo rest. {: #bed .don't }\n",
        [f"{line(3)}: “bed” has .don't; exactly one of these is allowed: {KINDS}. Did you mean “dont”?"],
    ),
    "two kinds": (
        "Keep moving. {: #move .do .fact }\n\nNo rest. {: #bed .dont }\n",
        [f"{line(1)}: “move” has .do .fact; exactly one of these is allowed: {KINDS}. Did you mean “do”?"],
    ),
    "no words": (
        "Keep moving. {: #move .do }\n\n[@smith2020] {: #bed .dont }\n",
        [f"{line(3)}: “bed” has no words; write them before its citations."],
    ),
    "a paragraph that cites and is no statement": (
        TWO + "Heat is fine. [@jones2021]\n",
        [
            f"{line(5)}: “Heat is fine.” cites a reference and is no statement: make it a paragraph or list item "
            f"that ends in {{: #id .kind }}; kinds: {KINDS}."
        ],
    ),
    "a heading that cites": (
        TWO + "## Heat [@jones2021]\n",
        [
            f"{line(5)}: “Heat” cites a reference and is no statement: make it a paragraph or list item "
            f"that ends in {{: #id .kind }}; kinds: {KINDS}."
        ],
    ),
    "a citation with a page number": (
        TWO + "Heat is fine [@jones2021, p. 3].\n",
        [
            f"{line(5)}: [@jones2021, p. 3] cannot be read as citations; write [@key] or [@key; @key], "
            "or \\[ for a bracket."
        ],
    ),
    "a note about an unknown statement": (
        "About heat.\n\n" + TWO + "/// editors-note | Heat\n    about: [bad]\n\nText.\n///\n",
        [f"{line(7)}: The note is about “bad”, which is no statement; name one. Did you mean “bed”?"],
    ),
    "a note about nothing": (
        TWO + "/// editors-note | Heat\n\nText.\n///\n",
        [f"{line(5)}: The note “Heat” does not say what it is about: add about: [id]."],
    ),
    "two notes of one title": (
        TWO + 2 * "/// editors-note | Heat\n    about: [bed]\n\nText.\n///\n\n",
        [f"{line(11)}: The note “Heat” gets the id “note-heat”, which is taken; give it another title."],
    ),
    "a note whose options cannot be read": (
        TWO + "/// editors-note | Heat\n    about: bed\n\nText.\n///\n",
        [
            f"{line(5)}: “/// editors-note | Heat” opens no block: check its name, what stands after the |, "
            "and the options in the indented lines below it."
        ],
    ),
    "a note whose name is mistyped": (
        TWO + "/// editor-note | Heat\n    about: [bed]\n\nText.\n///\n",
        [
            f"{line(5)}: “/// editor-note | Heat” opens no block: check its name, what stands after the |, and the "
            "options in the indented lines below it."
        ],
    ),
    "a note that is never closed": (
        "Keep moving. {: #move .do }\n\n/// editors-note | Heat\n    about: [move]\n\nText.\n\n"
        "No rest. [@smith2020] {: #bed .dont }\n",
        [
            f"{line(8)}: “No rest.” is a statement within an editors’ part: close that part by /// before it.",
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused_for(tiny: Tiny, name: str) -> None:
    body, expected = REFUSED[name]
    tiny.body(body)
    assert tiny.problems() == expected


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
    assert {problem.partition(": ")[0] for problem in found} == {
        "index.md:1",
        "index.md:11",
        "references.json:2",
        "plain-language.yml:1",
        f"{other}/index.md:1",
        f"{other}/references.json",
    }
    # The record with a problem is known; the one that is not there is not.
    assert [problem for problem in found if "There is no reference" in problem] == [
        "index.md:11: There is no reference “jones2021”: add a record of that id."
    ]


def test_a_guideline_without_its_references_or_its_page_is_refused(tiny: Tiny) -> None:
    (tiny.folder / "references.json").unlink()
    assert tiny.problems() == ["references.json: This file is missing; add it."]
    tiny.records([])
    (tiny.folder / "index.md").unlink()
    assert tiny.problems() == ["index.md: This file is missing; add it."]


def test_a_file_that_is_not_utf_8_is_refused(tiny: Tiny) -> None:
    (tiny.folder / "index.md").write_bytes("---\n---\nDösen\n".encode("latin-1"))
    assert tiny.problems() == ["index.md:3: This is not UTF-8; save the file as UTF-8."]


def test_an_empty_page_is_refused_for_what_it_lacks(tiny: Tiny) -> None:
    (tiny.folder / "index.md").write_text("", encoding="utf-8")
    assert {problem.partition(": ")[0] for problem in tiny.problems()} == {
        "index.md:1",
        "plain-language.yml:1",
        "plain-language.yml:2",
    }
