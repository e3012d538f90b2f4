"""What the front matter is refused for: who is behind a guideline must be said, be it "nobody yet"."""

from __future__ import annotations

import re

import pytest

from site_plugins.guideline.front_matter import ROWS
from tests.guideline.tiny import FRONT, Tiny
from tests.pointing import check, pointed_at

FIELDS = """title guideline.version guideline.status guideline.source.title guideline.source.author
    guideline.source.date guideline.source.licence guideline.last_review guideline.next_review guideline.reviewer
    guideline.funding guideline.conflicts guideline.contact""".split()  # noqa: SIM905  (thirteen quoted names would be no easier to read)


def row(field: str) -> int:
    """The line of a field in the front matter of the example."""
    name = field.rpartition(".")[2]
    rows = [n for n, text in enumerate(FRONT.splitlines(), start=1) if text.strip().startswith(f"{name}:")]
    return rows[-1] if field == "guideline.source.title" else rows[0]


def parent(field: str) -> int:
    return row(field.rpartition(".")[0]) if "." in field else 1


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_named_where_it_belongs(tiny: Tiny, field: str) -> None:
    rows = FRONT.splitlines(keepends=True)
    del rows[row(field) - 1]
    tiny.front("".join(rows))
    [problem] = tiny.problems()
    assert (problem.file, problem.line) == ("index.md", parent(field))
    [row_of_field] = [each for each in ROWS if each.path == field]
    assert problem.text.startswith(f"{field} is missing. It says {row_of_field.purpose}. Allowed: ")
    assert not row_of_field.unknown or problem.text.endswith(
        f"If that is not known, write “{row_of_field.unknown}”."
    )
    assert pointed_at(problem).partition(":")[0] == field.rpartition(".")[0].rpartition(".")[2]


DAY = "allowed: a date YYYY-MM-DD, or null."
WRONG = {
    ("guideline.next_review", "2027-13-45"): f"“2027-13-45”; {DAY}",
    ("guideline.next_review", "2027-02-29"): f"“2027-02-29”; {DAY}",
    ("guideline.next_review", "23 May 2027"): f"“23 May 2027”; {DAY}",
    ("guideline.next_review", "20270523"): f"20270523; {DAY}",
    ("guideline.last_review", "2027-W20-7"): f"“2027-W20-7”; {DAY}",
    ("guideline.last_review", "2027-05-23 10:00:00"): f"“2027-05-23 10:00:00”; {DAY}",
    ("guideline.version", "1.0"): "1.0; allowed: numbers with two dots between them, such as 1.0.1.",
    ("guideline.status", '""'): "empty; allowed: some text of at most 100 characters.",
    ("guideline.source.author", "[a, b]"): "a list; allowed: some text.",
    ("guideline.source.author", "{a: b}"): "a group of fields; allowed: some text.",
    ("guideline.source.title", "null"): "empty; allowed: some text.",
    (
        "guideline.source.date",
        "2020",
    ): "2020; allowed: some text. Put it in quotes if this is the text.",
    (
        "guideline.reviewer",
        "no",
    ): "false to YAML; allowed: a name, or null. Put it in quotes if this is the text.",
}


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_value_is_named_with_what_is_allowed(tiny: Tiny, field: str, value: str) -> None:
    rows = FRONT.splitlines(keepends=True)
    rows[row(field) - 1] = re.sub(r":.*", f": {value}", rows[row(field) - 1])
    tiny.front("".join(rows))
    name = field.rpartition(".")[2]
    check(tiny.problems(), [(f"index.md:{row(field)}", f"{name}: {value}", f"{field} is {WRONG[field, value]}")])


def test_no_front_matter_at_all_is_every_field_missing(tiny: Tiny) -> None:
    tiny.front("")
    found = {(problem.line, problem.text.partition(" is missing")[0]) for problem in tiny.problems()}
    assert found == {(1, field) for field in FIELDS}


def test_an_alias_within_itself_is_no_endless_loop(tiny: Tiny) -> None:
    tiny.front("---\ntitle: Backs\nguideline: &a\n  source: *a\n---\n")
    check(tiny.problems(), [("index.md", "", "An alias refers to something that contains it.")])


@pytest.mark.parametrize(
    ("line_of", "name", "given", "said"),
    [
        (
            "guideline.funding",
            "fundign",
            "guideline.fundign",
            "authors, conflicts, contact, direction, funding, language, last_review, next_review, numbers, pages, "
            "panel, questions, rating, reviewer, source, status, version.",
        ),
        (
            "guideline.source.author",
            "autor",
            "guideline.source.autor",
            "author, date, licence, licence_url, title.",
        ),
    ],
)
def test_a_mistyped_field_is_named_with_what_was_meant(
    tiny: Tiny, line_of: str, name: str, given: str, said: str
) -> None:
    meant = line_of.rpartition(".")[2]
    tiny.front(FRONT.replace(f"  {meant}:", f"  {name}:"))
    missing, unknown = tiny.problems()
    assert missing.text.startswith(f"{line_of} is missing. It says ")
    said = f"{given} is not a known field; allowed: {said} Did you mean “{meant}”?"
    check([unknown], [(f"index.md:{row(line_of)}", f"{name}:", said)])


@pytest.mark.parametrize("field", ["guideline", "guideline.source"])
def test_text_where_fields_are_expected_is_said_once(tiny: Tiny, field: str) -> None:
    name = field.rpartition(".")[2]
    front = f"---\ntitle: Backs\n{name}: A book\n---\n"
    if field == "guideline.source":
        front = re.sub(r"source:\n(    .*\n)+", "source: A book\n", FRONT)
    tiny.front(front)
    [problem] = tiny.problems()
    assert pointed_at(problem) == f"{name}: A book"
    assert problem.text.startswith(f"{field} is “A book”; on the lines below it, allowed: ")


def test_fields_beside_the_guidelines_are_for_others(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("title: Backs\n", "title: Backs\nhide: [toc]\n", 1))
    assert tiny.problems() == []


def test_a_field_given_twice_is_refused_and_not_overruled(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  status: draft\n", "  status: draft\n  status: reviewed\n"))
    said = "“status” is given twice; keep one."
    check(tiny.problems(), [(f"index.md:{row('guideline.status') + 1}", "status: reviewed", said)])


def test_the_days_and_nobody_yet_are_read_as_such(tiny: Tiny) -> None:
    about = tiny.read().about
    assert (about.last_review, str(about.next_review), about.reviewer) == (None, "2027-05-23", None)
