"""What a statement's attribute list may say beside its id and kind: data, and nothing is dropped without a word."""

from __future__ import annotations

import pytest

from site_plugins.guideline.statement_attributes import ATTRIBUTES, StatementAttribute, read_attributes
from tests.guideline.tiny import Tiny, line
from tests.pointing import check


def _read_size(value: str) -> int:
    if value.isdecimal():
        return int(value)
    raise ValueError


KNOWN = (
    StatementAttribute("size", "a whole number", _read_size),
    StatementAttribute("colour", "some text", str),
)


def test_typographic_marks_within_a_value_stay() -> None:
    """Only quotes around it must be straight."""
    assert read_attributes('colour="the Society’s “sea green”"', KNOWN).values == {
        "colour": "the Society’s “sea green”"
    }


@pytest.mark.parametrize("written", ['size="7"', "size='7'", "size=7", 'colour="sea green" size="7"'])
def test_a_value_is_read_with_double_single_or_no_quotes(written: str) -> None:
    """An editor may write a value in each way that Python-Markdown knows."""
    read = read_attributes(f" #boat .do {written} ", KNOWN)
    assert read.faults == ()
    assert read.values["size"] == 7
    assert read.values.get("colour", "sea green") == "sea green"


@pytest.mark.parametrize(
    ("written", "fault"),
    {
        'siz="7"': "has “siz”, which is no known attribute of a statement; allowed: colour, size. "
        "Did you mean “size”?",
        "lead": "has “lead”, which is no known attribute of a statement; allowed: colour, size.",
        'size="seven"': 'has size="seven"; allowed: a whole number.',
        "size": 'has size without a value: write size="..."; allowed: a whole number.',
        'size=""': 'has size=""; allowed: a whole number.',
        'size="7" size="8"': "has size twice: keep one.",
        "#ship": "has #id twice: keep one.",
        "size=“7”": 'has size=“7”: write name="value" with straight quotes.',
        'size = "7"': 'has “#boat .do size = "7"” as its attributes: '
        'write name="value" without blanks around the =.',
    }.items(),
)
def test_what_cannot_be_read_is_said(written: str, fault: str) -> None:
    """An unknown name, a bad value, a name that is given twice: each is one fault, with what to write."""
    assert read_attributes(f" #boat .do {written} ", KNOWN).faults == (fault,)


def test_a_build_refuses_an_unknown_attribute_at_its_statement(tiny: Tiny) -> None:
    """What the list says beside id and kind is not taken off in silence."""
    tiny.body('Keep moving. {: #move .do colour="red" }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n')
    known = ", ".join(sorted(each.name for each in ATTRIBUTES))
    message = f"“move” has “colour”, which is no known attribute of a statement; allowed: {known}."
    check(tiny.problems(), [(line(1), "#move .do colour", message)])
