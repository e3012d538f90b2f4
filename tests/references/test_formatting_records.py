"""What records hold: the untidy is tidied, what cannot be formatted is named, and nothing is done twice."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from site_plugins.references.formatting import STYLES, format_csl
from site_plugins.references.processor.style import Style
from tests.references.formatting_works import WORKS

WORK: dict[str, Any] = {"id": "a", "type": "article-journal", "title": "On backs", "container-title": "Backs"}


def test_a_reference_has_no_number() -> None:
    for style in STYLES:
        assert format_csl(WORK, style).text == "On backs. Backs."


def test_each_reference_is_formatted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    formatted: list[object] = []
    marked = Style.render_entry

    def count(style: Style, csl: Mapping[str, Any]) -> str:
        formatted.append(csl["title"])
        return marked(style, csl)

    monkeypatch.setattr(Style, "render_entry", count)
    works = [{**work, "title": f"{work['title']} (once)"} for work in WORKS]
    for _page in range(3):
        for work in works:
            format_csl(copy.deepcopy(work))
    assert len(formatted) == len(works)


def test_a_record_stays_as_it_is() -> None:
    before = copy.deepcopy(WORKS)
    for work in WORKS:
        format_csl({**work, "language": "en"})
    assert before == WORKS


def test_white_space_and_control_characters_are_tidied() -> None:
    untidy: dict[str, Any] = {
        "id": "a",
        "type": "article-journal",
        "title": "On\n  low\x00 back\tpain ",
        "author": [{"family": " Blank ", "given": " Bea  M. "}],
        "container-title": "Backs ",
        "page": " 24 - 25 ",
    }
    assert format_csl(untidy).text == "Blank BM. On low back pain. Backs. 24–5."


def test_names_without_a_name_are_left_out() -> None:
    authors = [{"family": ""}, {"given": "Plato"}, {"literal": " "}, {"family": "Lind", "given": ""}]
    assert format_csl({**WORK, "author": authors}).text == "Plato, Lind. On backs. Backs."
    assert format_csl({**WORK, "author": [{"family": ""}]}).text == "On backs. Backs."


def test_quotation_marks_in_a_name_make_no_initial() -> None:
    authors = [{"family": "'t Hooft", "given": 'Anna "Bob" M'}, {"family": "Lind", "given": '"P'}]
    assert format_csl({**WORK, "author": authors}).text == "’t Hooft ABM, Lind P. On backs. Backs."


def test_what_reference_managers_write_is_understood() -> None:
    zotero = {
        **WORK,
        "journalAbbreviation": "B.",
        "issued": {"date-parts": [["2019", "7"]]},
        "categories": ["x"],
        "custom": {"status": "confirmed"},
        "note": "PMID: 1",
        "volume": 3,
    }
    assert format_csl(zotero).text == "On backs. B. 2019 Jul;3."


def test_the_newer_name_of_an_event_is_understood_by_styles_with_the_older_one() -> None:
    talk: dict[str, Any] = {
        "id": "t",
        "type": "speech",
        "title": "Up",
        "genre": "keynote",
        "event-title": "Congress of Backs",
    }
    said = format_csl({**talk, "event-title": "Congress of Backs"}).text
    assert said == "Up [keynote]. Keynote presented at: Congress of Backs."


def test_a_range_without_an_end_is_open() -> None:
    series: dict[str, Any] = {"id": "s", "type": "book", "title": "Backs", "issued": {"date-parts": [[2008], [0]]}}
    assert format_csl(series, STYLES[1]).text == "Backs. 2008–."


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("author", [{"family": "Lind", "given": 5}], "given in author is 5; allowed: some text."),
        ("author", ["Lind"], "author is ['Lind']; allowed: a list of names."),
        ("author", 5, "author is 5; allowed: a list of names."),
        ("issued", {"date-parts": [["spring"]]}, "issued is {'date-parts': [['spring']]}"),
        ("issued", "2019", "issued is '2019'; allowed: a date such as [[2013, 7, 1]]."),
        ("issued", {"date-parts": [2019]}, "issued is"),
    ],
)
def test_what_cannot_be_formatted_names_its_record(field: str, value: object, said: str) -> None:
    with pytest.raises(ValueError, match="The record “a” cannot be formatted: ") as refused:
        format_csl({**WORK, field: value})
    assert said in str(refused.value)
