"""The Questionnaires score themselves by Keele's rule: their own FHIRPath, by five engines that are not ours.

What is expected is computed here, from the transcribed facts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from calculator.exports.fhir.bundle import make_bundle
from tests.exports.fhir_checkers import ENGINES, Json, scores
from tests.exports.results import Made, every_line, sheet
from tests.source_facts.transcribed import ITEMS, LOINC, START_BACK

FORMS = {"start-back-9": [item["number"] for item in ITEMS], "start-back-6": START_BACK["short_form_items"]}
PLACE = {"D": 0, "A": 1} | {letter: place for place, letter in enumerate("NSMVE")}


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


def expected(form: str, line: str) -> dict[str, Any]:
    """The scores of a sheet by Keele's rule, in codes."""
    names = ["total", "distress", "risk"] if form == "start-back-9" else ["total", "risk"]
    if "?" in line:
        return dict.fromkeys(names)
    points = {
        number: list(ITEMS[number - 1]["answers"].values())[PLACE[letter]]
        for number, letter in zip(FORMS[form], line, strict=True)
    }
    total = sum(points.values())
    if form == "start-back-6":
        return {"total": total, "risk": "low" if total <= 2 else "not-low"}
    distress = sum(points[number] for number in START_BACK["distress_items"])
    risk = "low" if total <= 3 else "medium" if distress <= 3 else "high"
    return {"total": total, "distress": distress, "risk": LOINC["risk_answers"][risk][0]}


def compare(site: Path, form: str, lines: list[str]) -> None:
    """Fail for each engine and sheet that has another score than Keele's rule gives."""
    published = questionnaire(site, form)
    found = scores(published, [response(published, line) for line in lines])
    differing = [
        (engine, line, each, expected(form, line))
        for engine in ENGINES
        for line, each in zip(lines, found[engine], strict=True)
        if each != expected(form, line)
    ]
    assert differing == []


@pytest.mark.parametrize("case", START_BACK["scored"] + START_BACK["scored_short"], ids=lambda case: case["sheet"])
def test_the_rule_that_is_expected_here_is_keeles(case: dict[str, Any]) -> None:
    form = "start-back-9" if "distress" in case else "start-back-6"
    risk = LOINC["risk_answers"][case["risk"]][0] if "distress" in case else case["risk"]
    scored = {name: value for name, value in case.items() if name != "sheet"}
    assert expected(form, case["sheet"]) == scored | {"risk": risk}


@pytest.mark.usefixtures("slow")
def test_all_1280_sheets_of_the_9_item_form(site: Path) -> None:
    lines = list(every_line())
    assert len(lines) == 1280
    compare(site, "start-back-9", lines)


@pytest.mark.usefixtures("slow")
def test_all_160_sheets_of_the_6_item_form(site: Path) -> None:
    compare(site, "start-back-6", list(map("".join, product(*["AD"] * 5, "NSMVE"))))


@pytest.mark.parametrize("form", FORMS)
def test_while_an_answer_is_missing_there_is_no_score_neither_0_nor_low(site: Path, form: str) -> None:
    length = len(FORMS[form])
    missing = [set(places) for number in (1, 2, length) for places in combinations(range(length), number)]
    partial = [
        "".join("?" if place in places else letter for place, letter in enumerate(whole))
        for whole in ("A" * (length - 1) + "E", "D" * (length - 1) + "N")
        for places in missing
    ]
    compare(site, form, partial)


def _repeat(items: list[Json]) -> None:
    items[1] = deepcopy(items[0])


UNREADABLE: dict[str, Callable[[list[Json]], Any]] = {
    "an item without an answer": lambda items: items[4].pop("answer"),
    "an answer without a value": lambda items: items[4].update(answer=[{}]),
    "two answers to an item": lambda items: items[4]["answer"].append(deepcopy(items[5]["answer"][0])),
    "two answers to one item and none to the next": lambda items: items[4]["answer"].extend(items[5].pop("answer")),
    "an item twice": lambda items: items.append(deepcopy(items[0])),
    "an item twice and the next one not": _repeat,
    "a code that the item does not offer": lambda items: items[4]["answer"][0]["valueCoding"].update(
        code="extremely"
    ),
    "a code of another list": lambda items: items[4]["answer"][0]["valueCoding"].update(code="LA33-6"),
    "a code in capitals": lambda items: items[4]["answer"][0]["valueCoding"].update(code="AGREE"),
    "a display without a code": lambda items: items[4]["answer"][0]["valueCoding"].pop("code"),
    "a word": lambda items: items[4].update(answer=[{"valueString": "agree"}]),
    "a point": lambda items: items[4].update(answer=[{"valueInteger": 1}]),
    "true": lambda items: items[4].update(answer=[{"valueBoolean": True}]),
    "link ids of another form": lambda items: [item.update(linkId=f"q{item['linkId']}") for item in items],
}
"""What is wrong with the answers of a response whose items are all there, in one way or another."""


def test_a_response_that_cannot_be_read_has_no_score(site: Path) -> None:
    published = questionnaire(site, "start-back-9")
    damaged = []
    for damage in UNREADABLE.values():
        resource = deepcopy(response(published, "AAAAAAAAE"))
        damage(resource["item"])
        damaged.append(resource)
    found = scores(published, damaged)
    scored = [
        (engine, name)
        for engine in ENGINES
        for name, each in zip(UNREADABLE, found[engine], strict=True)
        if each != {"total": None, "distress": None, "risk": None}
    ]
    assert scored == []


def test_scores_that_stand_in_a_response_already_do_not_count(site: Path) -> None:
    published = questionnaire(site, "start-back-9")
    filled = response(published, "DDDDDDDDN")
    filled["item"] += [{"linkId": name, "answer": [{"valueInteger": 9}]} for name in ("total", "distress")]
    found = scores(published, [filled])
    assert {engine: each[0] for engine, each in found.items()} == dict.fromkeys(
        ENGINES, expected("start-back-9", "DDDDDDDDN")
    )


@pytest.mark.parametrize("line", ["AAADDDDDV", "AAAAAAAAE", "DDDDDDDDN", "ADAADE"])
def test_a_bundles_response_scores_to_the_bundles_own_observations(site: Path, made: Made, line: str) -> None:
    filled = make_bundle(made(sheet(line)))
    assert filled is not None
    own, *observations = [entry["resource"] for entry in filled["entry"]]
    derived = [each for each in observations if "derivedFrom" in each]
    values = [each["valueQuantity"]["value"] for each in derived if "valueQuantity" in each]
    risk = derived[-1]["valueCodeableConcept"]["coding"][0]["code"]
    found = scores(questionnaire(site, str(sheet(line)["instrument"])), [own])
    assert {engine: [*each[0].values()] for engine, each in found.items()} == {
        engine: [*values, risk] for engine in ENGINES
    }


def test_a_formula_that_counts_another_answer_comes_to_another_score(site: Path) -> None:
    published = questionnaire(site, "start-back-9")
    formula = next(item for item in published["item"] if item["linkId"] == "total")["extension"][0][
        "valueExpression"
    ]
    formula["expression"] = formula["expression"].replace("^(very-much|extremely)$", "^(moderately|extremely)$")
    found = scores(published, [response(published, "DDDDDDDDM"), response(published, "DDDDDDDDV")])
    assert {engine: [each["total"] for each in both] for engine, both in found.items()} == {
        engine: [1, 0] for engine in ENGINES
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_weights_beside_the_answers_add_up_to_the_same_scores(site: Path, form: str) -> None:
    """Whoever adds up `itemWeight` or R4's `ordinalValue` comes to what the expressions count."""
    for item in questionnaire(site, form)["item"]:
        if not item["linkId"].isdigit():
            continue
        for option in item["answerOption"]:
            weights = {
                extension["url"]: extension["valueDecimal"]
                for extension in option["extension"]
                if "valueDecimal" in extension
            }
            point = ITEMS[int(item["linkId"]) - 1]["answers"][option["valueCoding"]["display"]]
            assert weights == {
                "http://hl7.org/fhir/StructureDefinition/itemWeight": point,
                "http://hl7.org/fhir/StructureDefinition/ordinalValue": point,
            }
