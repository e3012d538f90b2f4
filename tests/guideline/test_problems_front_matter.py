"""What the front matter is refused for: who is behind a guideline must be said, be it "nobody yet"."""

from __future__ import annotations

import re

import pytest

from tests.guideline.tiny import FRONT, Tiny

FIELDS = """title guideline.version guideline.status guideline.source.title guideline.source.author
    guideline.source.date guideline.last_review guideline.next_review guideline.reviewer guideline.funding
    guideline.conflicts guideline.contact""".split()  # noqa: SIM905  (twelve quoted names would be no easier to read)


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
    assert problem.startswith(f"index.md:{parent(field)}: {field} is missing; allowed: ")


WRONG = {
    ("guideline.next_review", "2027-13-45"): "'2027-13-45'; allowed: a date YYYY-MM-DD, or null",
    ("guideline.next_review", "2027-02-29"): "'2027-02-29'; allowed: a date YYYY-MM-DD, or null",
    ("guideline.next_review", "23 May 2027"): "'23 May 2027'; allowed: a date YYYY-MM-DD, or null",
    ("guideline.next_review", "20270523"): "20270523; allowed: a date YYYY-MM-DD, or null",
    ("guideline.last_review", "2027-W20-7"): "'2027-W20-7'; allowed: a date YYYY-MM-DD, or null",
    ("guideline.last_review", "2027-05-23 10:00:00"): "'2027-05-23 10:00:00'; allowed: a date YYYY-MM-DD, or null",
    ("guideline.version", "1.0"): "1.0; allowed: some text",
    ("guideline.status", '""'): "''; allowed: some text",
    ("guideline.source.author", "[a, b]"): "['a', 'b']; allowed: some text",
    ("guideline.source.title", "null"): "None; allowed: some text",
    ("guideline.reviewer", "no"): "False; allowed: a name, or null",
}


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_value_is_named_with_what_is_allowed(tiny: Tiny, field: str, value: str) -> None:
    rows = FRONT.splitlines(keepends=True)
    rows[row(field) - 1] = re.sub(r":.*", f": {value}", rows[row(field) - 1])
    tiny.front("".join(rows))
    assert tiny.problems() == [f"index.md:{row(field)}: {field} is {WRONG[field, value]}."]


def test_no_front_matter_at_all_is_every_field_missing(tiny: Tiny) -> None:
    tiny.front("")
    found = {problem.partition(" is missing")[0] for problem in tiny.problems()}
    assert found == {f"index.md:1: {field}" for field in FIELDS}


def test_broken_yaml_is_named_with_its_line(tiny: Tiny) -> None:
    tiny.front("---\ntitle: Backs\nguideline: {a\n---\n")
    [problem] = tiny.problems()
    assert re.match(r"index\.md:[34]: This is not YAML: ", problem)


def test_a_field_given_twice_is_refused_and_not_overruled(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  status: draft\n", "  status: draft\n  status: reviewed\n"))
    assert tiny.problems() == [f"index.md:{row('guideline.status') + 1}: “status” is given twice; keep one."]


def test_the_days_and_nobody_yet_are_read_as_such(tiny: Tiny) -> None:
    about = tiny.read().about
    assert (about.last_review, str(about.next_review), about.reviewer) == (None, "2027-05-23", None)
