"""What a guideline's references are refused for: with file and line, the value and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guideline.tiny import RECORDS, Tiny

OTHER: dict[str, Any] = {"id": "third", "type": "book", "title": "Third"}
UNLISTED = {"status": "unlisted"}

# Each stands on line 4, after the two that are cited.
REFUSED: dict[str, tuple[Any, list[str]]] = {
    "an id used twice": (
        RECORDS[0],
        ["The id “smith2020” is used twice; every record needs its own."],
    ),
    "no title": (
        {"id": "third", "type": "book"},
        ["title of “third” is None; allowed: some text."],
    ),
    "no type": (
        {"id": "third", "title": "Third"},
        ["type of “third” is None; allowed: some text."],
    ),
    "no id": (
        {"type": "book", "title": "Third"},
        ["id of record 3 is None; allowed: some text."],
    ),
    "an id that cannot be cited": (
        OTHER | {"id": "third one"},
        ["id of “third one” is 'third one'; allowed: letters, digits, hyphens: what can be cited as [@id]."],
    ),
    "a record that is no object": (
        "third",
        ["record 3 is 'third'; an object is expected."],
    ),
    "a DOI that is an address": (
        OTHER | {"DOI": "https://doi.org/10.1000/x"},
        [
            "DOI of “third” is 'https://doi.org/10.1000/x'; allowed: a DOI such as 10.1136/bmj.n71, without "
            "https://doi.org/."
        ],
    ),
    "a DOI with a prefix that is none": (
        OTHER | {"DOI": "11.1000/x"},
        ["DOI of “third” is '11.1000/x'; allowed: a DOI such as 10.1136/bmj.n71, without https://doi.org/."],
    ),
    "a PMID with nine digits": (
        OTHER | {"PMID": "123456789"},
        ["PMID of “third” is '123456789'; allowed: a PMID: a number of up to 8 digits, as text."],
    ),
    "a PMID that is a number": (
        OTHER | {"PMID": 123},
        ["PMID of “third” is 123; allowed: a PMID: a number of up to 8 digits, as text."],
    ),
    "a PMCID without its letters": (
        OTHER | {"PMCID": "3208163"},
        ["PMCID of “third” is '3208163'; allowed: a PMCID such as PMC3208163."],
    ),
    "an address that runs a script": (
        OTHER | {"URL": "javascript:alert(1)"},
        ["URL of “third” is 'javascript:alert(1)'; allowed: an address that begins with https:// or http://."],
    ),
    "authors that are a text": (
        OTHER | {"author": "Lee J, Gupta S"},
        [
            "author of “third” is 'Lee J, Gupta S'; allowed: a list of names such as "
            '{"family": "Lee", "given": "J."} or {"literal": "NICE"}.'
        ],
    ),
    "a name without a family name": (
        OTHER | {"author": [{"given": "J."}]},
        [
            "author of “third” is [{'given': 'J.'}]; allowed: a list of names such as "
            '{"family": "Lee", "given": "J."} or {"literal": "NICE"}.'
        ],
    ),
    "a year that is a text": (
        OTHER | {"issued": "2013"},
        [
            "issued of “third” is '2013'; allowed: a date such as "
            '{"date-parts": [[2013, 7, 1]]} or {"literal": "undated"}.'
        ],
    ),
    "a date without a year": (
        OTHER | {"issued": {"date-parts": [[]]}},
        [
            "issued of “third” is {'date-parts': [[]]}; allowed: a date such as "
            '{"date-parts": [[2013, 7, 1]]} or {"literal": "undated"}.'
        ],
    ),
    "a field without a value": (
        OTHER | {"volume": None},
        ["volume of “third” is None; allowed: some text."],
    ),
    "a status that is neither": (
        OTHER | {"custom": {"status": "likely"}},
        ["custom.status of “third” is 'likely'; allowed: confirmed, unlisted."],
    ),
    "a mistyped status, which would pass for confirmed": (
        OTHER | {"custom": {"stauts": "unlisted"}},
        [
            "custom.stauts of “third” is not known; allowed: status, suggested, cited-for. Did you mean “status”?",
        ],
    ),
    "custom that is no object": (
        OTHER | {"custom": "unlisted"},
        ["custom of “third” is 'unlisted'; an object is expected."],
    ),
    "a suggestion beside confirmed": (
        OTHER | {"custom": {"status": "confirmed", "suggested": OTHER | {"id": "x"}}},
        ["custom.suggested of “third” stands beside status 'confirmed'; allowed beside: unlisted."],
    ),
    "a suggestion without a status, which is confirmed": (
        OTHER | {"custom": {"suggested": OTHER | {"id": "x"}}},
        ["custom.suggested of “third” stands beside status 'confirmed'; allowed beside: unlisted."],
    ),
    "a suggestion that is only a text": (
        OTHER | {"custom": UNLISTED | {"suggested": "Casazza 2012"}},
        ["custom.suggested of “third” is 'Casazza 2012'; an object is expected."],
    ),
    "a suggestion that is no valid record": (
        OTHER | {"custom": UNLISTED | {"suggested": {"id": "x", "type": "book", "title": "", "PMID": "0"}}},
        [
            "title of the work suggested for “third” is ''; allowed: some text.",
            "PMID of the work suggested for “third” is '0'; allowed: a PMID: a number of up to 8 digits, as text.",
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_is_refused_for(tiny: Tiny, name: str) -> None:
    record, expected = REFUSED[name]
    tiny.records([*RECORDS, record])
    assert tiny.problems() == [f"references.json:4: {problem}" for problem in expected]


def test_a_fault_of_the_first_of_two_with_one_id_is_said_on_its_own_line(tiny: Tiny) -> None:
    tiny.records([*RECORDS, OTHER | {"title": ""}, OTHER])
    assert [problem.partition(": ")[0] for problem in tiny.problems()] == ["references.json:4", "references.json:5"]


def test_a_record_that_spans_lines_is_named_by_its_first(tiny: Tiny) -> None:
    (tiny.folder / "references.json").write_text(
        '[\n  {\n    "title": "A",\n    "type": "book",\n    "id": "a b"\n  }, 7\n]', encoding="utf-8"
    )
    assert [p.partition(": ")[0] for p in tiny.problems() if p.startswith("references")] == [
        "references.json:2",
        "references.json:6",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[\n{"id": "a",}\n]', "references.json:2: This is not JSON: "),
        ("", "references.json:1: This is not JSON: "),
        ('{"id": "a"}', "references.json:1: A list of CSL-JSON records is expected here."),
    ],
)
def test_a_file_that_is_no_list_of_records_is_refused(tiny: Tiny, text: str, expected: str) -> None:
    (tiny.folder / "references.json").write_text(text, encoding="utf-8")
    # One problem and not one for each key besides, which nobody can check now.
    [problem] = tiny.problems()
    assert problem.startswith(expected)


def test_what_the_record_lists_of_others_hold_is_taken(tiny: Tiny) -> None:
    work = OTHER | {
        "author": [{"family": "Lee", "given": "J."}, {"literal": "NICE"}],
        "issued": {"date-parts": [["2013", "7"]]},
        "volume": 3,
        "DOI": "10.1016/S0140-6736(11)60937-9",
        "PMID": "1",
        "PMCID": "PMC3208163",
        "URL": "http://example.org/",
    }
    tiny.records([*RECORDS, OTHER | {"custom": UNLISTED | {"suggested": work, "cited-for": "heat"}}])
    assert tiny.problems() == []
