"""What no field can keep stops the build, with file, line and what to do; a harmless mark of direction does not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.guideline.tiny import FRONT, RECORDS, Tiny
from tests.guideline.tiny_site import CONFIG, build

BELL, BREAK, OVERRIDE = "a\u0007b", "a\nb", "a\u202eb"
WHY = {
    BELL: "holds the character U+0007, which no page can show; take it out.",
    BREAK: "holds the line break U+000A; write it on one line.",
    OVERRIDE: "holds the mark of direction U+202E without its counterpart on the line; add that, or take it out.",
}
FIELDS = (
    ("title: Backs", "title", 2),
    ("  status: draft", "guideline.status", 5),
    ("    title: On backs", "guideline.source.title", 7),
    ("    author: A. Smith", "guideline.source.author", 8),
    ('    date: "2020"', "guideline.source.date", 9),
    ("    licence: CC BY 4.0", "guideline.source.licence", 10),
    ("  reviewer: null", "guideline.reviewer", 13),
    ("  funding: none", "guideline.funding", 14),
    ("  conflicts: none", "guideline.conflicts", 15),
    ("  contact: the editors", "guideline.contact", 16),
)


@pytest.mark.parametrize("value", WHY)
@pytest.mark.parametrize(("line", "path", "number"), FIELDS)
def test_a_field_of_the_front_matter(tiny: Tiny, line: str, path: str, number: int, value: str) -> None:
    tiny.front(FRONT.replace(f"{line}\n", f"{line.partition(':')[0]}: {json.dumps(value)}\n"))
    [problem] = tiny.problems()
    assert (problem.file, problem.line, problem.text) == ("index.md", number, f"{path} {WHY[value]}")


@pytest.mark.parametrize(
    ("line", "value", "problem"),
    [
        ("title: Backs", "a" * 251, "; allowed: some text of at most 250 characters."),
        ("  status: draft", "a" * 101, "; allowed: some text of at most 100 characters."),
        (
            "  version: 1.0.0",
            "1.0.0 <b>",
            "; allowed: numbers with two dots between them, such as 1.0.1.",
        ),
        (
            "  version: 1.0.0",
            "1" * 41,
            "; allowed: numbers with two dots between them, such as 1.0.1.",
        ),
        (
            "  version: 1.0.0",
            "1.0.0\u200f",
            "; allowed: numbers with two dots between them, such as 1.0.1.",
        ),
    ],
)
def test_a_field_that_a_record_or_a_saved_file_has_no_room_for(
    tiny: Tiny, line: str, value: str, problem: str
) -> None:
    tiny.front(FRONT.replace(line, f"{line.partition(':')[0]}: {json.dumps(value)}"))
    [only] = tiny.problems()
    assert only.text.endswith(problem)
    assert len(only.text) < 300


@pytest.mark.parametrize("value", WHY)
def test_the_wording_for_patients(tiny: Tiny, value: str) -> None:
    tiny.wording(f"move: Keep moving.\nbed: {json.dumps(value)}\n")
    [problem] = tiny.problems()
    assert (problem.file, problem.line) == ("plain-language.yml", 2)
    assert problem.text == f"The wording of “bed” {WHY[value]}"


def test_a_folded_text_is_one_line(tiny: Tiny) -> None:
    tiny.wording("move: >\n  Keep\n  moving.\nbed: Bed rest does not help.\n")
    assert tiny.read().plain["move"] == "Keep moving."


@pytest.mark.parametrize("value", WHY)
@pytest.mark.parametrize(
    "field",
    [
        {"title": "@"},
        {"publisher": "@"},
        {"author": [{"family": "@", "given": "A."}]},
        {"author": [{"literal": "@"}]},
        {"issued": {"literal": "@"}},
        {"custom": {"study": "@"}},
        {"custom": {"confirmed": {"by": "@", "on": "2026-01-02"}}},
        {"custom": {"status": "unlisted", "suggested": {"id": "m", "type": "book", "title": "@"}}},
    ],
)
def test_a_field_of_a_reference(tiny: Tiny, field: dict[str, Any], value: str) -> None:
    tiny.records([RECORDS[0], RECORDS[1] | json.loads(json.dumps(field).replace('"@"', json.dumps(value)))])
    [problem] = tiny.problems()
    assert (problem.file, problem.line) == ("references.json", 3)
    assert problem.text.endswith(WHY[value])


@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\u2067", "\u0007", "\n", "\u200b"])
@pytest.mark.parametrize("field", ["id", "DOI", "PMID", "PMCID", "URL"])
def test_an_id_or_an_identifier_takes_no_mark_that_nobody_sees(tiny: Tiny, field: str, mark: str) -> None:
    values = {"id": "jones2021", "DOI": "10.5555/a", "PMID": "1", "PMCID": "PMC1", "URL": "https://example.org/a"}
    tiny.records([RECORDS[0], RECORDS[1] | {field: values[field] + mark + "1"}])
    [problem, *_others] = [each for each in tiny.problems() if each.file == "references.json"]
    assert problem.line == 3
    assert problem.text.startswith(f"{field} of “")


@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\u200b"])
def test_a_statements_id_takes_no_mark_that_nobody_sees(tiny: Tiny, mark: str) -> None:
    tiny.body(f"Keep moving. [@smith2020; @jones2021] {{: #mo{mark}ve .do }}\n")
    assert [each for each in tiny.problems() if each.file == "index.md" and each.line]


@pytest.mark.parametrize("value", WHY)
def test_the_front_matter_of_another_page(tiny: Tiny, value: str) -> None:
    tiny.page("about.md", f"---\ntitle: {json.dumps(value)}\n---\n\nText.\n")
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    assert f"{tiny.content}/about.md:2:1: title {WHY[value]}" in built.said


@pytest.mark.parametrize("value", WHY)
@pytest.mark.parametrize("name", ["site_name", "site_description", "site_author", "copyright"])
def test_a_setting(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    rest = CONFIG.replace("site_name: Backs\n", "" if name == "site_name" else "site_name: Backs\n")
    monkeypatch.setattr("tests.guideline.tiny_site.CONFIG", f"{rest}{name}: {json.dumps(value)}\n")
    built = build(tiny)
    line = rest.count("\n") + 1
    assert (built.exit_code, built.files) == (1, set())
    assert f"{tiny.content.parent}/mkdocs.yml:{line}:1: {name} {WHY[value]}" in built.said


def test_a_telephone_line_is_short(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines = CONFIG.replace("lumbar_calculator]", f"lumbar_calculator: {{lines: {{urgent: {'1' * 201}x}}}}]")
    monkeypatch.setattr("tests.guideline.tiny_site.CONFIG", with_lines)
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    assert "…; allowed: 200 characters at most: " in built.said


def test_a_telephone_line(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines = CONFIG.replace("lumbar_calculator]", 'lumbar_calculator: {lines: {urgent: "1\\n2"}}]')
    monkeypatch.setattr("tests.guideline.tiny_site.CONFIG", with_lines)
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    assert f"urgent {WHY[BREAK]}" in built.said
