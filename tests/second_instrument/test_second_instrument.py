"""A second instrument is scored, shown as a form and on paper, and exported, without a line of STarT Back's."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest
from lxml import html

from calculator.core.assessment import assess_request
from calculator.core.plan import Notice, When
from calculator.core.quick_entry import QuickEntryError, read_answers, write_answers
from calculator.core.reading import read_request
from calculator.core.request import InvalidRequestError
from calculator.core.scoring import score
from calculator.exports.calendar_file import calendar_file
from calculator.exports.fhir.bundle import make_bundle
from calculator.exports.letter import letter_text
from calculator.exports.qr_code import summary_text
from calculator.exports.record_text import record_text
from calculator.exports.saved_file import open_saved, saved_file
from calculator.result.change import compare
from calculator.result.change_view import render_change
from calculator.result.result import Result
from calculator.result.screen import answer_page, render_result
from calculator.result.site import Site
from site_plugins.calculator_page.form import render_form
from site_plugins.calculator_page.paper import render_paper
from site_plugins.fhir.questionnaire import questionnaire
from site_plugins.guideline import Guideline
from tests.calculator.helpers import wide
from tests.second_instrument.tide import LONG, MODEL, SHORT, TIDE

WORDS = ("never", "sometimes", "often", "always")
LINES = {"emergency": "1", "urgent": "2", "crisis": "3"}
SITE = Site.from_json({"guideline": MODEL, "root": "../", "lines": LINES, "unsure": []})
FOREIGN = ("STarT", "Keele", "LOINC", "loinc", "distress", "NSAID", "back pain", "physical therapy session:")


def request(digits: str, **fields: Any) -> dict[str, Any]:
    """A request with the answers of a line of digits."""
    answers = {str(number): WORDS[int(digit)] for number, digit in enumerate(digits, start=1) if digit != "?"}
    form = "tide-7" if len(digits) == 7 else "tide-4"
    return {"instrument": form, "answers": answers, "red_flags": {"sinking": False}, **fields}


def result(digits: str, **fields: Any) -> Result:
    """What comes of such a request."""
    read = read_request(json.dumps(request(digits, **fields)), TIDE)
    return Result(assess_request(read, TIDE), SITE)


def band(digits: str) -> str:
    """The band, worked out without the calculator."""
    points = [int(digit) for digit in digits]
    total, feelings = sum(points), points[3] + points[4] + points[6]
    if total >= 10 and feelings >= 6:
        return "storm"
    return "choppy" if total >= 7 else "calm"


def test_all_sheets_have_their_points_and_bands() -> None:
    seen = set()
    for digits in map("".join, product("0123", repeat=7)):
        points = [int(digit) for digit in digits]
        scored = score(LONG, {number: WORDS[point] for number, point in enumerate(points, start=1)})
        assert scored.total == sum(points)
        assert scored.points("feelings") == points[3] + points[4] + points[6]
        assert scored.band is not None
        assert scored.band.id == band(digits)
        assert [each.id for each in scored.possible] == [band(digits)]
        seen.add(band(digits))
    assert seen == {"calm", "choppy", "storm"}


@pytest.mark.parametrize("digits", ["00?0000", "3?30?00", "33?3??3", "???????", "0002?2?"])
def test_while_answers_are_missing_every_band_that_they_could_lead_to_is_possible(digits: str) -> None:
    gaps = digits.count("?")
    completed = (digits.replace("?", "{}").format(*more) for more in product("0123", repeat=gaps))
    reachable = {band(each) for each in completed}
    scored = result(digits).score
    assert scored is not None
    assert scored.total is None
    assert {each.id for each in scored.possible} == reachable


def test_its_response_has_its_own_scales() -> None:
    response: dict[str, Any] = result("3330003").assessment.to_json()
    assert (response["score"]["total"], response["score"]["feelings"], response["score"]["risk"]) == (
        12,
        3,
        "choppy",
    )
    short: dict[str, Any] = result("3330").assessment.to_json()
    assert (short["score"]["total"], short["score"]["feelings"]) == (9, None)
    assert response["plan"]["actions"] == [{"statement": "fold", "when": "now", "rule": 2}]
    assert response["version"] == {"calculator": "0.1.0", "guideline": "1.0.0"}


def test_its_requests_have_its_fields_and_no_others() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        read_request(json.dumps({"nsaid": "tried", "weeks_afloat": 10, "red_flags": {}, "risk_group": "low"}), TIDE)
    assert [(fault.field, fault.allowed) for fault in caught.value.faults] == [
        (
            "nsaid",
            "no such field; the fields: instrument, answers, risk_group, red_flags, weeks_afloat, today",
        ),
        ("risk_group", "calm, choppy, storm"),
        ("red_flags.sinking", "true, false"),
        ("weeks_afloat", "a number from 0 to 9"),
    ]


def test_quick_entry_reads_a_letter_for_each_answer_of_the_form_that_is_asked_for() -> None:
    answers = read_answers("N S O A N S ?", LONG)
    assert list(answers.values()) == ["never", "sometimes", "often", "always", "never", "sometimes", None]
    assert write_answers(score(LONG, answers)) == "NSOANS?"
    with pytest.raises(QuickEntryError, match=r"The number of answers is 4; allowed: 7"):
        read_answers("NSOA", LONG)
    assert read_answers(wide("NSOA"), SHORT) == read_answers("NSOA", SHORT)
    assert read_answers("NSOA", SHORT)[4] == "always"


class Page:
    """As much of a guideline as a form reads."""

    slug = "paper-boats"
    about = SimpleNamespace(
        version="1.0.0", title="Paper boats", status="made up", next_review=None, language="en", direction="ltr"
    )
    page = "guidelines/paper-boats/index.html"
    plain = {"fold": "Fold it.", "dont-sink": "Do not sink."}
    edition = "1.0.0 of 1 November 2026"


PAGE = cast(Guideline, Page())


def test_the_form_and_the_paper_have_every_item_with_its_answers_and_points() -> None:
    form = html.fragment_fromstring(
        render_form(TIDE, PAGE, "{}", LINES, "calculator/index.html"),
        create_parent="div",
    )
    paper = html.fragment_fromstring(render_paper(TIDE, PAGE, LINES), create_parent="div")
    for item in LONG.items:
        [field] = form.xpath(f".//*[@id='answers.{item.number}']")
        assert [" ".join(label.text_content().split()) for label in field.findall(".//label")] == [
            "Never",
            "Sometimes",
            "Often",
            "Always",
        ]
        assert f"{item.number}. {item.text}" in paper.text_content()
    boxes = paper.xpath(".//table[@translate='no']//td/span")
    assert [box.text for box in boxes] == ["0", "1", "2", "3"] * 7
    for page in (form, paper):
        assert "Add up the points" in page.text_content()
        assert "Feelings" in page.text_content()
        assert "Total 10 or more and feelings 6 or more: a storm" in page.text_content()
        assert "How often in the last tide?" in page.text_content()
    assert form.xpath(".//input[@name='weeks_afloat']/@inputmode") == ["decimal"]
    assert form.xpath(".//input[@name='instrument']/@value") == ["tide-7", "tide-4"]


def test_the_result_says_the_band_the_scores_and_the_rule() -> None:
    page = html.fragment_fromstring(render_result(result("3333333", today="2026-11-29")), create_parent="div")
    words = " ".join(page.text_content().split())
    for expected in ("Go ashore", "Water: a storm", "Total: 21 of 21.", "Feelings: 9 of 9.", "Rule of the tide."):
        assert expected in words
    assert "Total 21 of 21Feelings 9 of 9Risk a storm" in words
    assert "worry (feelings)" in words
    answer = answer_page(json.dumps(request("3333333", red_flags={"sinking": True})), TIDE, SITE)
    assert "Swim now" in answer["html"]
    assert "a storm" not in answer["html"]


def test_a_notice_whose_part_has_no_action_is_shown_all_the_same() -> None:
    filled = result("3333333")
    stray = Notice("stray", "Ropes", "Look after your ropes.", beside=When.AVOID)
    plan = replace(filled.plan, notices=(*filled.plan.notices, stray))
    calculator = replace(TIDE, notices=(*TIDE.notices, stray))
    shown = Result(replace(filled.assessment, plan=plan, calculator=calculator), SITE)
    assert render_result(shown).count("Look after your ropes.") == 2, "on the screen and on the sheet"


def test_no_place_to_go_stands_over_an_empty_list() -> None:
    assert "Ask a sailor if" not in render_result(result("3333333"))


def test_what_is_taken_along_is_its_own() -> None:
    filled = result("2222222", weeks_afloat=2.5, today="2026-11-29")
    record = record_text(filled)
    assert "Risk group: a storm. Total 14 of 21, feelings 6 of 9." in record
    assert "Given: weeks afloat 2.5." in record
    assert "Water" not in record
    assert "Answers 1-7: OOOOOOO" in summary_text(filled)
    saved = open_saved(saved_file(filled), TIDE)
    assert saved.request == filled.request
    assert saved.remarks == ()
    assert calendar_file(filled) is None, "no date is known"


def test_sheets_of_other_days_are_compared() -> None:
    readings = compare([result("2222222", today=f"2026-11-{day}").request for day in (10, 20)], TIDE, SITE)
    words = html.fragment_fromstring(render_change(readings, {}), create_parent="div").text_content()
    assert "14 of 21" in words
    assert "no change since 10 November 2026" in words
    assert "● total of 7 items" in words


@pytest.mark.parametrize(("form", "scores"), [(LONG, ["total", "feelings", "risk"]), (SHORT, ["total", "risk"])])
def test_its_questionnaire_computes_its_own_scores(form: Any, scores: list[str]) -> None:
    resource = questionnaire(form, TIDE, "A site")
    items = {item["linkId"]: item for item in resource["item"]}
    assert [name for name in items if not name.isdigit()] == ["stem", *scores]
    assert [o["extension"][0]["valueDecimal"] for o in items["1"]["answerOption"]] == [0, 1, 2, 3]
    assert len(items["risk"]["answerOption"]) == len(form.bands)
    # An answer of 3 points is counted three times.
    codes = [choice.value for choice in form.items[0].choices]
    counted = items["total"]["extension"][0]["valueExpression"]["expression"].rpartition("distinct")[2]
    assert [counted.count(code) for code in codes] == [0, 1, 2, 3]
    assert resource["copyright"] == "Nobody’s copyright. Everybody may use it."


def everything() -> dict[str, str]:
    """Everything that is made of the second instrument."""
    filled = result("2222222", weeks_afloat=2.5, today="2026-11-29")
    earlier = result("1111111", today="2026-11-20")
    return {
        "form": render_form(TIDE, PAGE, "{}", LINES, "calculator/index.html"),
        "paper": render_paper(TIDE, PAGE, LINES),
        "record": record_text(filled),
        "letter": letter_text(filled),
        "saved": saved_file(filled),
        "summary": summary_text(filled),
        "bundle": json.dumps(make_bundle(filled)),
        "questionnaire": json.dumps(questionnaire(LONG, TIDE, "A site")),
        "change": render_change(compare([filled.request, earlier.request], TIDE, SITE), {}),
    }


@pytest.mark.parametrize("name", everything())
def test_nothing_of_start_back_is_in_it(name: str) -> None:
    text = everything()[name]
    assert [word for word in FOREIGN if word in text] == []
