"""Change between dated sheets: what fell is marked, what is not known is a gap, and forms are not mixed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from calculator.core.dates import day_text
from calculator.core.request import Request
from calculator.result.change import ChangeError, Reading, compare
from calculator.result.change_picture import change_picture
from calculator.result.change_view import render_change
from calculator.result.site import Site
from calculator.start_back import START_BACK
from tests.pictures.svg import read, said
from tests.results import NO_FLAGS, published, request_of, sheet, site_of

PREDICTION = "A change of 2.5 points or more in the total predicted improved disability at 6 months (AUC 0.80)."

letters = st.tuples(st.text("AD", min_size=8, max_size=8), st.sampled_from("NSMVE")).map("".join)
days = st.lists(st.dates(), min_size=2, max_size=12, unique=True).map(sorted)


@pytest.fixture(scope="module")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    return published(site)


def dated(day: str | None, answers: str, **fields: Any) -> Request:
    """A filled form as a saved file holds it."""
    return request_of({"red_flags": NO_FLAGS, "today": day, **sheet(answers), **fields})


def change(requests: Sequence[Request], site: Site) -> tuple[Reading, ...]:
    """What comes of comparing the forms."""
    return compare(requests, START_BACK, site)


def shown(readings: tuple[Reading, ...]) -> Any:
    """What is shown of a comparison, as elements."""
    return html.fragment_fromstring(render_change(readings, {}), create_parent="div")


def cells(readings: tuple[Reading, ...]) -> list[list[str]]:
    """The table, row by row."""
    rows = shown(readings).xpath(".//tbody/tr")
    return [[" / ".join(cell.xpath(".//text()")) for cell in row] for row in rows]


def test_three_sheets_in_any_order_become_one_course(guideline: dict[str, Any]) -> None:
    sheets = [
        dated("2026-11-20", "AADDDDDDV"),
        dated("2026-09-01", "AAAAAAAAE"),
        dated("2026-10-01", "AAAAAAADS"),
    ]
    assert cells(change(sheets, site_of(guideline))) == [
        ["1. 1 September 2026", "9 of 9", "–", "5 of 5", "high"],
        ["2. 1 October 2026", "7 of 9", "fell by 2 since 1 September 2026", "3 of 5", "medium"],
        [
            "3. 20 November 2026",
            "3 of 9",
            "▼ fell by 4 since 1 October 2026 / ▼ fell by 6 since 1 September 2026",
            "1 of 5",
            "low",
        ],
    ]


@pytest.mark.parametrize(
    ("before", "after", "said_of_it", "predicts"),
    [
        ("AAAAAAAAE", "AAAAAADDS", "▼ fell by 3", True),
        ("AAAAAAAAE", "AAAAAAADS", "fell by 2", False),
        ("AAAAAADDS", "AAAAAAAAE", "rose by 3", False),
        ("ADDDDDDDS", "DADDDDDDN", "no change", False),
    ],
)
def test_only_a_fall_of_three_or_more_predicts_something(
    guideline: dict[str, Any], before: str, after: str, said_of_it: str, predicts: bool
) -> None:
    readings = change([dated("2026-01-01", before), dated("2026-03-01", after)], site_of(guideline))
    assert cells(readings)[1][2] == f"{said_of_it} since 1 January 2026"
    words = shown(readings).text_content()
    assert (f"{PREDICTION} (Wideman 2012)" in words) is predicts
    assert ("▼ fall of 3 or more" in said(read(change_picture(readings)))) is predicts


def test_slow_falls_add_up_to_a_marked_one(guideline: dict[str, Any]) -> None:
    sheets = [
        dated("2026-01-01", "AAAAAAAAE"),
        dated("2026-02-01", "AAAAAAADS"),
        dated("2026-03-01", "AAAAADDDS"),
    ]
    assert cells(change(sheets, site_of(guideline)))[2][2] == (
        "fell by 2 since 1 February 2026 / ▼ fell by 4 since 1 January 2026"
    )


def test_a_missing_answer_is_a_gap_and_never_a_guess(guideline: dict[str, Any]) -> None:
    sheets = [
        dated("2026-01-01", "AAAAAAAAE"),
        dated("2026-02-01", "AA?AAA?AE"),
        dated("2026-03-01", "AAADDDDDN"),
    ]
    readings = change(sheets, site_of(guideline))
    assert cells(readings)[1] == ["2. 1 February 2026", "no total: item 3, item 7 missing", "–", "–", "–"]
    assert cells(readings)[2][2] == "▼ fell by 6 since 1 January 2026"
    root = read(change_picture(readings))
    # Two dots, nothing between them, and a question mark for the sheet without a total.
    assert len(list(root.iter("circle"))) == 2
    assert not root.xpath("//polyline[@class='picture__total']")
    assert "?" in said(root)


COUNTS = "An answer counts if you agreed. Question 9 counts if you said “Very much” or “Extremely”."
RISE = "More answers count than before. Answer the safety questions again, and tell your clinician."


def in_words(guideline: dict[str, Any], *sheets: tuple[str, str], today: str = "") -> list[str]:
    """What a patient reads of dated sheets, beside the picture, before what is due."""
    site = replace(site_of(guideline), day=date.fromisoformat(today) if today else None)
    found = shown(change([dated(day, answers) for day, answers in sheets], site))
    [clinician] = found.find_class("clinician-view")
    clinician.drop_tree()
    # Scores, subscales and what a study found are the clinician's.
    assert not re.search("score|total|distress|risk|predict", found.text_content(), re.IGNORECASE)
    [words] = found.find_class("change__words")
    assert words.getparent().xpath("p[.=$counts]", counts=COUNTS)
    assert words.getparent().xpath("ol/li/text()") == [day_text(date.fromisoformat(day)) for day, _ in sheets]
    rises = found.find_class("notice--rise")
    assert [rise.xpath("a/@href") for rise in rises] in ([], [["#red_flags.cauda-equina"]])
    return [words.text_content(), *(rise.text_content() for rise in rises)]


def test_a_patient_reads_how_many_answers_count_then_and_now(guideline: dict[str, Any]) -> None:
    assert in_words(guideline, ("2026-09-07", "AAAADDDDE"), ("2026-11-20", "AADDDDDDV"), today="2026-11-20") == [
        "In September, 5 of your 9 answers counted. Now 3 of 9 count."
    ]
    # Of many, the first and the last before it; and whoever reads on another day is not told of now.
    many = [("2025-11-01", "AAAAAAAAE"), ("2026-01-01", "AAAAAAAAV"), ("2026-03-01", "AADDDDDDS")]
    assert in_words(guideline, *many, ("2026-04-01", "AADDDDDDN"), today="2026-04-02") == [
        "In November 2025, 9 of your 9 answers counted. In March, 2 of your 9 answers counted. "
        "In April, 2 of your 9 answers counted."
    ]


def test_two_sheets_of_one_month_are_told_apart_by_their_days(guideline: dict[str, Any]) -> None:
    assert in_words(guideline, ("2026-11-02", "AADDDDDDS"), ("2026-11-20", "AADDDDDDN")) == [
        "On 2 November 2026, 2 of your 9 answers counted. On 20 November 2026, 2 of your 9 answers counted."
    ]


def test_a_rise_leads_to_the_safety_questions_and_to_the_clinician(guideline: dict[str, Any]) -> None:
    before, after = ("2026-01-01", "ADDDDDDDN"), ("2026-02-01", "AAADDDDDN")
    assert in_words(guideline, before, after)[1:] == [RISE]
    # A fall since the last sheet, and yet more than at first.
    assert in_words(guideline, before, after, ("2026-03-01", "AADDDDDDN"))[1:] == [RISE]
    assert in_words(guideline, after, ("2026-03-01", "AADDDDDDN"))[1:] == []


def test_what_cannot_be_compared_is_said_and_not_guessed(guideline: dict[str, Any]) -> None:
    whole, short, gap = ("2026-01-01", "AAAAAAAAE"), ("2026-02-01", "AAAAAE"), ("2026-03-01", "AA?AAA?AE")
    alone = "There are no earlier answers to the same questions with none missing, so nothing can be compared."
    assert in_words(guideline, whole, short) == [alone]
    assert in_words(guideline, gap, ("2026-04-01", "AAAAAAAAE")) == [alone]
    assert in_words(guideline, whole, gap) == [
        "The latest answers cannot be compared yet. Still missing: question 3, question 7."
    ]
    assert in_words(guideline, short, ("2026-02-02", "DDAAAM"), today="2026-02-02") == [
        "On 1 February 2026, 6 of your 6 answers counted. Now 3 of 6 count."
    ]


def test_the_two_forms_are_never_compared(guideline: dict[str, Any]) -> None:
    sheets = [
        dated("2026-01-01", "AAAAAAAAE"),
        dated("2026-02-01", "AAAAAE"),
        dated("2026-03-01", "DDDDDN"),
        dated("2026-04-01", "AAAAAAAAV"),
    ]
    readings = change(sheets, site_of(guideline))
    assert [row[1:3] for row in cells(readings)] == [
        ["9 of 9", "–"],
        ["6 of 6", "–"],
        # A fall by 6; but what a fall predicted was found with nine items.
        ["0 of 6", "fell by 6 since 1 February 2026"],
        ["9 of 9", "no change since 1 January 2026"],
    ]
    assert "cannot be compared" in shown(readings).text_content()
    assert PREDICTION not in shown(readings).text_content()


def test_what_is_due_now_is_the_latest_sheets(guideline: dict[str, Any]) -> None:
    late = {"first_session": "2026-01-01", "improving": "no"}
    sheets = [dated("2026-01-05", "AAAAAAAAE", **late), dated("2026-04-20", "AAAAAAAAE", **late)]
    due = shown(change(sheets, site_of(guideline)))
    assert due.xpath("//@data-statement") == ["review-4-6-weeks", "escalate-12-weeks", "outcome-multidisciplinary"]
    assert "source-list-missing" in due.xpath("//@data-notice")
    sheets = [dated("2025-12-24", "AAAAAAAAE"), sheets[0]]
    early = shown(change(sheets, site_of(guideline)))
    assert not early.xpath("//@data-statement")
    assert "Nothing is due now." in early.text_content()


def test_under_a_red_flag_no_score_is_shown(guideline: dict[str, Any]) -> None:
    flagged = {"red_flags": NO_FLAGS | {"infection": True}}
    calm, urgent = dated("2026-01-01", "AAAAAAAAE"), dated("2026-02-01", "DDDDDDDDN", **flagged)
    latest = shown(change([calm, urgent], site_of(guideline)))
    assert "Contact a clinician today" in latest.text_content()
    assert not latest.xpath("//table | //svg")
    later = dated("2026-03-01", "AAAADDDDN")
    assert cells(change([calm, urgent, later], site_of(guideline)))[1] == [
        "2. 1 February 2026",
        "a red flag stood: no score",
        "–",
        "–",
        "–",
    ]


def test_every_fault_is_told_at_once(guideline: dict[str, Any]) -> None:
    sheets = [
        dated(None, "AAAAAAAAE"),
        dated("2026-05-02", "AAAAAAAAE"),
        dated("2026-05-02", "AAAAAAAAV"),
        request_of({"red_flags": NO_FLAGS, "risk_group": "low", "today": "2026-05-03"}),
        request_of({**sheet("AAAAAAAAE"), "today": "2026-05-04"}),
    ]
    with pytest.raises(ChangeError) as caught:
        change(sheets, site_of(guideline))
    assert caught.value.faults == (
        "Sheet 1 does not say its day, so it cannot be compared with others.",
        "The sheet of 3 May 2026 has no answers to compare.",
        "The sheet of 4 May 2026 does not answer the five safety questions.",
        "There are different sheets of 2 May 2026; which came last cannot be told. Give only one.",
    )


def test_one_sheet_opened_twice_is_one_sheet(guideline: dict[str, Any]) -> None:
    once, other = dated("2026-05-02", "AAAAAAAAE"), dated("2026-05-03", "AAAAAAAAE")
    again = request_of({"nsaid": None} | once.to_json())
    assert len(change([once, other, again], site_of(guideline))) == 2
    with pytest.raises(ChangeError, match="There is 1 sheet to compare"):
        change([once, once], site_of(guideline))


@settings(deadline=None)
@given(when=days, data=st.data())
def test_picture_and_table_hold_the_same_totals(site: Path, when: list[Any], data: st.DataObject) -> None:
    sheets = [dated(day.isoformat(), data.draw(letters)) for day in when if 1900 <= day.year <= 2199]
    if len(sheets) < 2:
        return
    readings = change(random.Random(1).sample(sheets, len(sheets)), site_of(published(site)))
    assert [reading.day for reading in readings] == [item.today for item in sheets]
    root = read(change_picture(readings))
    dots = [(float(dot.get("cx", "0")), float(dot.get("cy", "0"))) for dot in root.iter("circle")]
    # Later is further right, and a height is a total: 24 is a total of 9, 204 of 0.
    assert dots == sorted(dots, key=lambda dot: dot[0])
    assert [round((204 - y) / 20) for _, y in dots] == [reading.total for reading in readings]
    for reading, row in zip(readings, cells(readings), strict=True):
        assert day_text(reading.day) in row[0]
        assert row[1] == f"{reading.total} of 9"
