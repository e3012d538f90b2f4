"""The Questionnaires score themselves as the calculator does: their own FHIRPath, by an engine that is not ours."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from calculator.core.quick_entry import read_answers
from calculator.core.scoring import score
from calculator.exports.fhir.bundle import make_bundle
from calculator.start_back import START_BACK
from tests.exports.fhir_checkers import Json, scores
from tests.exports.results import Made, every_line, sheet

PLACE = {"D": 0, "A": 1} | {letter: place for place, letter in enumerate("NSMVE")}
LOINC_RISK = {"low": "LA9194-7", "medium": "LA8982-6", "high": "LA9193-9"}


def questionnaire(site: Path, form: str) -> Json:
    file = site / "data" / "fhir" / f"Questionnaire-{form}.json"
    found: Json = json.loads(file.read_text(encoding="utf-8"))
    return found


def response(published: Json, line: str) -> Json:
    """A QuestionnaireResponse as any program would make it of the Questionnaire; "?" leaves an item out."""
    numbered = [item for item in published["item"] if item["linkId"].isdigit()]
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": [
            {
                "linkId": item["linkId"],
                "answer": [{"valueCoding": item["answerOption"][PLACE[letter]]["valueCoding"]}],
            }
            for item, letter in zip(numbered, line, strict=True)
            if letter != "?"
        ],
    }


def expected(line: str) -> dict[str, Any]:
    """The calculator's own score."""
    form = START_BACK.instrument_by_id["start-back-9" if len(line) == 9 else "start-back-6"]
    own = score(form, read_answers(line, form))
    risk = own.band.id if own.band else None
    if form.id == "start-back-6":
        return {"total": own.total, "risk": risk}
    return {"total": own.total, "distress": own.points("distress"), "risk": risk and LOINC_RISK[risk]}


def compare(site: Path, form: str, lines: list[str]) -> list[dict[str, Any]]:
    published = questionnaire(site, form)
    found = scores(published, [response(published, line) for line in lines])
    differing = [
        (line, each, expected(line)) for line, each in zip(lines, found, strict=True) if each != expected(line)
    ]
    assert differing == []
    return found


def test_all_1280_sheets_of_the_9_item_form(site: Path) -> None:
    found = compare(site, "start-back-9", list(every_line()))
    assert len(found) == 1280
    assert {each["risk"] for each in found} == set(LOINC_RISK.values())


def test_all_160_sheets_of_the_6_item_form(site: Path) -> None:
    found = compare(site, "start-back-6", list(map("".join, product(*["AD"] * 5, "NSMVE"))))
    assert len(found) == 160
    assert {each["risk"] for each in found} == {"low", "not-low"}


@pytest.mark.parametrize("form", START_BACK.instrument_by_id)
def test_while_an_answer_is_missing_there_is_no_score_neither_0_nor_low(site: Path, form: str) -> None:
    length = len(START_BACK.instrument_by_id[form].items)
    partial = [
        f"{whole[:place]}?{whole[place + 1 :]}"
        for whole in ("A" * (length - 1) + "E", "D" * (length - 1) + "N")
        for place in range(length)
    ]
    found = compare(site, form, [*partial, "?" * length])
    assert {value for each in found for value in each.values()} == {None}


@pytest.mark.parametrize("line", ["AAADDDDDV", "AAAAAAAAE", "DDDDDDDDN", "ADAADE"])
def test_a_bundles_response_scores_to_the_bundles_own_observations(site: Path, made: Made, line: str) -> None:
    filled = make_bundle(made(sheet(line)))
    assert filled is not None
    own, *observations = [entry["resource"] for entry in filled["entry"]]
    (found,) = scores(questionnaire(site, str(sheet(line)["instrument"])), [own])
    values = [o["valueInteger"] for o in observations if "valueInteger" in o]
    assert [*found.values()] == [*values, observations[-1]["valueCodeableConcept"]["coding"][0]["code"]]


def test_a_questionnaire_with_another_point_scores_otherwise(site: Path) -> None:
    published = questionnaire(site, "start-back-9")
    line = "DDDDDDDDM"
    options = next(item for item in published["item"] if item["linkId"] == "9")["answerOption"]
    options[2]["extension"][0]["valueDecimal"] = 1
    (found,) = scores(published, [response(published, line)])
    assert found["total"] != expected(line)["total"]
