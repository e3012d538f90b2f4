"""Page ranges, numbers and title case by the CSL specification's own examples."""

from __future__ import annotations

import pytest

from site_plugins.references.processor.names import make_initials
from site_plugins.references.processor.numbers import (
    NUMERIC,
    format_number_range,
    format_page_ranges,
    get_first_page,
    is_several,
)
from site_plugins.references.processor.text_case import apply_text_case

# Appendix V of the CSL 1.0.2 specification.
RANGES = {
    "chicago-15": (
        "3–10 71–72 100–104 600–613 1100–1123 107–8 505–17 1002–6 321–25 415–532 11564–68 13792–803 "
        "1496–1504 2787–2816"
    ),
    "chicago-16": (
        "3–10 71–72 92–113 100–104 600–613 1100–1123 107–8 505–17 1002–6 321–25 415–532 1087–89 1496–500 11564–68 "
        "13792–803 12991–3001"
    ),
    "expanded": "42–45 321–328 2787–2816",
    "minimal": "42–5 321–8 2787–816",
    "minimal-two": "42–45 321–28 2787–816",
}


@pytest.mark.parametrize(
    ("form", "expected"), [(form, pages) for form, examples in RANGES.items() for pages in examples.split()]
)
def test_a_range_of_pages_is_cut_as_the_form_asks(form: str, expected: str) -> None:
    first, last = expected.split("–")
    whole = first[: max(len(first) - len(last), 0)] + last
    assert format_page_ranges(f"{first}-{whole}", form, "–") == expected
    # However the record has it: cut, or with a dash.
    assert format_page_ranges(expected, form, "–") == expected


@pytest.mark.parametrize("pages", ["345-345.e3", "S12-9", "A-12", "12.1-12.9", "e034567", "1:1-1:20", "", "n.pag."])
def test_what_is_no_plain_range_stays_as_it_is(pages: str) -> None:
    assert format_page_ranges(pages, "minimal", "–") == pages


def test_a_style_without_a_form_changes_only_the_dash() -> None:
    assert format_page_ranges("1195-205, iii-xi & S1-S9", None, "–") == "1195–205, iii–xi & S1–S9"


def test_the_first_page() -> None:
    assert [get_first_page(pages) for pages in ("12-19", "S1–S9", "7", "3, 5", "")] == ["12", "S1", "7", "3", ""]


@pytest.mark.parametrize(("number", "expected"), [("2-3", "2–3"), ("2 -- 3", "2–3"), ("Suppl 1-2", "Suppl 1-2")])
def test_a_range_of_two_numbers_has_the_dash(number: str, expected: str) -> None:
    assert format_number_range(number, "–") == expected


def test_what_counts_as_a_number() -> None:
    for number in ("2", "2b", "L2d", "1-3", "1 & 2", "2, 4", "1/2", "NG59"):
        assert NUMERIC.fullmatch(number), number
    for text in ("Rev. ed.", "second", "Suppl 1", ""):
        assert not NUMERIC.fullmatch(text), text
    assert [number for number in ("12-19", "S1-S9", "iii–xi", "2.0", "1/2", "12") if is_several(number)] == [
        "12-19",
        "S1-S9",
        "iii–xi",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("what pain is for", "What Pain Is For"),
        ("the back and the mind: a guide to the spine", "The Back and the Mind: A Guide to the Spine"),
        ("self-management with mRNA and an iPhone", "Self-Management with mRNA and an iPhone"),
        ("WHO guideline on β-blockers", "WHO Guideline on β-Blockers"),
        ("does it help? a review", "Does It Help? A Review"),
        ("", ""),
    ],
)
def test_title_case_keeps_small_words_and_capitals_of_the_works_own(title: str, expected: str) -> None:
    assert apply_text_case(title, "title") == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("lowercase", "nice guideline"),
        ("uppercase", "NICE GUIDELINE"),
        ("capitalize-first", "NICE guideline"),
        ("capitalize-all", "NICE Guideline"),
        ("sentence", "NICE guideline"),
        ("no such case", "NICE guideline"),
    ],
)
def test_the_other_cases(case: str, expected: str) -> None:
    assert apply_text_case("NICE guideline", case) == expected


@pytest.mark.parametrize(
    ("given", "mark", "hyphen", "expected"),
    [
        ("Jean-Luc P.", "", "", "JLP"),
        ("Jean-Luc P.", ". ", "-", "J.-L. P."),
        ("J.-H.", ".", "-", "J.-H."),
        ("Ludwig van", ". ", "-", "L. van"),
        ("Élodie", "", "", "É"),
        (".", "", "", ""),
    ],
)
def test_initials(given: str, mark: str, hyphen: str, expected: str) -> None:
    assert make_initials(given, mark, hyphen=hyphen) == expected
