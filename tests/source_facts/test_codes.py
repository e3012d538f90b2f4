"""The codes that are exported are LOINC's own, digit for digit, and no others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.source_facts.reader import Reader
from tests.source_facts.transcribed import LOINC, sheet_answers

SYSTEM = LOINC["system"]


def codes(resource: Any) -> set[str]:
    """Every LOINC code in a resource."""
    if isinstance(resource, list):
        return set().union(*map(codes, resource))
    if not isinstance(resource, dict):
        return set()
    inner = codes(list(resource.values()))
    return inner | ({resource["code"]} if resource.get("system") == SYSTEM else set())


def loinc(code: str) -> dict[str, str]:
    return {"system": SYSTEM, "code": code}


@pytest.mark.parametrize(("number", "code"), LOINC["items"].items())
def test_an_item_has_its_code_in_both_questionnaires(reader: Reader, number: int, code: str) -> None:
    for form in ("start-back-9", "start-back-6"):
        items = {item["linkId"]: item for item in reader.questionnaire(form)["item"]}
        if str(number) in items:
            assert items[str(number)]["code"] == [loinc(code)]
        else:
            assert form == "start-back-6"


@pytest.mark.parametrize("name", ["total", "distress", "risk"])
def test_a_score_has_its_code_in_the_questionnaire_and_in_its_observation(reader: Reader, name: str) -> None:
    items = {item["linkId"]: item for item in reader.questionnaire("start-back-9")["item"]}
    assert items[name]["code"] == [loinc(LOINC[name])]
    _response, *observations = reader.make_bundle(sheet_answers("AAAAAAAAE"))
    place = ("total", "distress", "risk").index(name)
    assert observations[place]["code"]["coding"] == [loinc(LOINC[name])]


def test_the_panel_is_the_nine_item_questionnaires(reader: Reader) -> None:
    display = LOINC["panel_display"]
    assert reader.questionnaire("start-back-9")["code"] == [{**loinc(LOINC["panel"]), "display": display}]
    assert "code" not in reader.questionnaire("start-back-6")


@pytest.mark.parametrize(("row", "risk"), [("DDDDDDDDN", "low"), ("AAAADDDDN", "medium"), ("DDDDAAAAN", "high")])
def test_a_risk_group_has_its_answer_code(reader: Reader, row: str, risk: str) -> None:
    code, display = LOINC["risk_answers"][risk]
    coding = {**loinc(code), "display": display}
    [item] = [item for item in reader.questionnaire("start-back-9")["item"] if item["linkId"] == "risk"]
    assert coding in [option["valueCoding"] for option in item["answerOption"]]
    [*_points, observation] = [each for each in reader.make_bundle(sheet_answers(row)) if "derivedFrom" in each]
    assert observation["valueCodeableConcept"]["coding"] == [coding]


def test_no_code_is_exported_that_nobody_transcribed(reader: Reader) -> None:
    known = {LOINC[name] for name in ("panel", "total", "distress", "risk")}
    known |= {*LOINC["items"].values(), *(code for code, _display in LOINC["risk_answers"].values())}
    plan = reader.json("data/fhir/PlanDefinition-low-back-pain-next-steps.json")
    resources = [
        *(reader.questionnaire(form) for form in ("start-back-9", "start-back-6")),
        *reader.make_bundle(sheet_answers("AAAAAAAAE")),
        *reader.make_bundle(sheet_answers("AAADDM")),
        plan,
    ]
    assert codes(resources) == known
    assert not codes(plan)
    everything = json.dumps(resources).lower()
    assert not [name for name in LOINC["never_in_an_export"] if name in everything]


def test_loincs_notice_goes_with_its_codes(reader: Reader) -> None:
    notice = "LOINC is copyright © Regenstrief Institute, Inc."
    assert notice in reader.questionnaire("start-back-9")["copyright"]
    assert notice in reader.make_bundle(sheet_answers("AAAAAAAAE"))[0]["text"]["div"]
