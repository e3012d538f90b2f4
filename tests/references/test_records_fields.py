"""What a record is refused for: the caret stands below the very field, and the sentence says what is allowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_plugins.diagnostics.problems import ContentError
from tests.references.record_file import SOUND, THIRD, check, read, read_text

PMID = "a PMID: a number of up to 8 digits, as text"
NAMES = 'a list of names such as {"family": "Lee", "given": "J."} or {"literal": "NICE"}'
DATE = 'a date that exists such as {"date-parts": [[2013, 7, 1]]}, or {"literal": "undated"}'
PARTS = "family, given, dropping-particle, non-dropping-particle, suffix, literal"


def of(field: str, value: object, allowed: str) -> str:
    return f"{field} of “third” is {value!r}; allowed: {allowed}."


# What is wrong, beside a sound record: where the caret stands, and what is said.
REFUSED: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "no title": (
        {"id": "third", "type": "book"},
        [('{"id"', "title of “third” is missing; allowed: some text.")],
    ),
    "no id": (
        {"type": "book", "title": "Third"},
        [('{"type"', "id of record 2 is missing; allowed: some text.")],
    ),
    "a title of white space": (THIRD | {"title": " "}, [('" "', of("title", " ", "some text"))]),
    "an id that cannot be cited": (
        THIRD | {"id": "third one"},
        [
            (
                '"third one"',
                "id of “third one” is 'third one'; allowed: letters, digits, hyphens: what can be cited as [@id].",
            )
        ],
    ),
    "a record that is no object": ("third", [('"third"', "record 2 is 'third'; an object is expected.")]),
    "a type that CSL does not have": (
        THIRD | {"type": "article-jornal"},
        [
            (
                '"article-jornal"',
                of("type", "article-jornal", "a type of CSL such as article-journal, book, report or webpage")
                + " Did you mean “article-journal”?",
            )
        ],
    ),
    "a field in small letters": (
        THIRD | {"doi": "10.1000/x"},
        [('"doi"', "doi of “third” is not a field of CSL-JSON. Did you mean “DOI”?")],
    ),
    "a field that is mistyped": (
        THIRD | {"contaner-title": "J"},
        [
            (
                '"contaner-title"',
                "contaner-title of “third” is not a field of CSL-JSON. Did you mean “container-title”?",
            )
        ],
    ),
    "a field that is near none": (
        THIRD | {"xyzzy": "J"},
        [('"xyzzy"', "xyzzy of “third” is not a field of CSL-JSON.")],
    ),
    "authors that are a text": (
        THIRD | {"author": "Lee J, Gupta S"},
        [('"Lee J', of("author", "Lee J, Gupta S", NAMES))],
    ),
    "a name without a family name, the second": (
        THIRD | {"author": [{"literal": "NICE"}, {"given": "J."}]},
        [('{"given"', of("author", {"given": "J."}, NAMES))],
    ),
    "a given name that is a number": (
        THIRD | {"editor": [{"family": "Lee", "given": 5}]},
        [("5", of("given of editor", 5, "some text"))],
    ),
    "a part of a name that is mistyped": (
        THIRD | {"author": [{"family": "Lee", "givn": "J."}]},
        [
            (
                '"givn"',
                f"givn of author of “third” is not a part of a name; allowed: {PARTS}. Did you mean “given”?",
            )
        ],
    ),
    "a year that is a text": (THIRD | {"issued": "2013"}, [('"2013"', of("issued", "2013", DATE))]),
    "a date without a year": (
        THIRD | {"issued": {"date-parts": [[]]}},
        [("[[]]", of("date-parts of issued", [[]], DATE))],
    ),
    "a day that does not exist": (
        THIRD | {"issued": {"date-parts": [[2013, 2, 29]]}},
        [("[[2013, 2, 29]]", of("date-parts of issued", [[2013, 2, 29]], DATE))],
    ),
    "a thirteenth month": (
        THIRD | {"issued": {"date-parts": [["2013", "13"]]}},
        [("[[", of("date-parts of issued", [["2013", "13"]], DATE))],
    ),
    "a year nought": (
        THIRD | {"issued": {"date-parts": [[0]]}},
        [("[[0]]", of("date-parts of issued", [[0]], DATE))],
    ),
    "true for a month": (
        THIRD | {"issued": {"date-parts": [[2013, True]]}},
        [("[[", of("date-parts of issued", [[2013, True]], DATE))],
    ),
    "a date that the style would leave out": (
        THIRD | {"issued": {"raw": "July 2013"}},
        [('{"raw"', of("issued", {"raw": "July 2013"}, DATE))],
    ),
    "a part of a date that is mistyped": (
        THIRD | {"issued": {"date-part": [[2013]], "literal": "2013"}},
        [
            (
                '"date-part"',
                "date-part of issued of “third” is not a part of a date; allowed: date-parts, season, circa, "
                "literal, raw. Did you mean “date-parts”?",
            )
        ],
    ),
    "a field without a value": (THIRD | {"volume": None}, [("null", of("volume", None, "some text"))]),
    "a volume that is an object": (
        THIRD | {"volume": {"no": 1}},
        [('{"no"', of("volume", {"no": 1}, "some text"))],
    ),
    "a volume that is true": (THIRD | {"volume": True}, [("true", of("volume", True, "some text"))]),
    "a journal that is a number": (THIRD | {"container-title": 7}, [("7", of("container-title", 7, "some text"))]),
    "keywords that are a text": (THIRD | {"categories": "a"}, [('"a"', of("categories", "a", "a list of texts"))]),
    "two faults": (
        THIRD | {"title": "", "PMID": "0"},
        [('""', of("title", "", "some text")), ('"0"', of("PMID", "0", PMID))],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_is_refused_for(tmp_path: Path, name: str) -> None:
    record, expected = REFUSED[name]
    records = read(tmp_path, SOUND, record)
    check(records.problems, 3, expected)
    assert list(records.by_id) == ["first"]


def test_what_json_calls_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, SOUND, THIRD | {"volume": float("nan")})
    check(caught.value.problems, 3, [("NaN", "NaN is no number: write null, or leave the field out.")])


@pytest.mark.parametrize(
    ("field", "escaped", "code"),
    [
        ("title", r"\u0000", "U+0000"),
        ("title", r"\ud800", "U+D800"),
        ("container-title", r"\u001b[31m", "U+001B"),
        ("publisher", r"\uffff", "U+FFFF"),
        ("note", r"\u0092", "U+0092"),
    ],
)
def test_a_character_that_no_page_can_show_is_named(tmp_path: Path, field: str, escaped: str, code: str) -> None:
    fields = {"id": "third", "type": "book", "title": "Third"} | {field: "@"}
    text = json.dumps([fields]).replace("@", f"a{escaped}")
    said = f"{field} of “third” holds the character {code}, which no page can show; take it out."
    check(read_text(tmp_path, text).problems, 1, [(f'"a{escaped}"', said)])


def test_half_a_character_in_a_name_is_named_and_is_no_crash(tmp_path: Path) -> None:
    text = json.dumps([THIRD | {"author": [{"family": "Lee", "given": "\udc00"}]}])
    said = "given of author of “third” holds the character U+DC00, which no page can show; take it out."
    check(read_text(tmp_path, text).problems, 1, [('"\\udc00"', said)])


SOUND_FIELDS: dict[str, Any] = {
    "author": [
        {"family": "Lee", "given": "J.", "suffix": "Jr", "comma-suffix": True},
        {"family": "Berg", "given": "", "non-dropping-particle": "van den"},
        {"literal": "NICE"},
    ],
    "issued": {"date-parts": [["2013", "7"]], "season": "2", "circa": True},
    "event-date": {"date-parts": [[2012, 2, 29], [2012, 3, 1]]},
    "accessed": {"literal": "in spring"},
    "original-date": {"date-parts": [[-400]]},
    "volume": 3,
    "issue": 2.5,
    "section": "A",
    "abstract": "Two\nlines\tand a tab.",
    "title": "Rückenschmerzen – 腰痛 – آلام الظهر 🦴 (a\u200bzero-width space)",
    "DOI": "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "PMID": "1",
    "PMCID": "PMC3208163",
    "URL": "http://example.org/",
    "categories": ["backs"],
    "journalAbbreviation": "J",
    "event-title": "A day",
}


def test_what_the_reference_managers_write_is_taken(tmp_path: Path) -> None:
    records = read(tmp_path, THIRD | SOUND_FIELDS)
    assert records.problems == ()
    assert records.by_id["third"].csl == THIRD | SOUND_FIELDS
