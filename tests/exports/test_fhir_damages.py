"""The validators of the other tests can fail: each kind of damage to a resource, and which of them notice it.

What nobody notices is listed too. It is compared with its source elsewhere, where it can harm.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from calculator.exports.fhir.bundle import make_bundle
from tests.exports.fhir_checkers import VALIDATORS, Json, faults
from tests.exports.results import TODAY, Made, sheet

Damage = Callable[[Json], Any]

MODELS, FHIR, MEDPLUM, INVARIANTS, EXTENSIONS = VALIDATORS


def option(resource: Json) -> Json:
    """The first answer to item 1."""
    return resource["item"][1]["answerOption"][0]


def total(resource: Json) -> Json:
    return next(item for item in resource["item"] if item["linkId"] == "total")


def action(resource: Json) -> Json:
    """The first statement of a PlanDefinition that rests on something."""
    return next(each for part in resource["action"] for each in part["action"] if "documentation" in each)


def response(bundle: Json) -> Json:
    return bundle["entry"][0]["resource"]


def score(bundle: Json) -> Json:
    """The Observation of the total."""
    return bundle["entry"][1]["resource"]


QUESTIONNAIRE: dict[str, Damage] = {
    "a field that there is not": lambda r: r.update(colour="red"),
    "a status that there is not": lambda r: r.update(status="ready"),
    "an item without a link id": lambda r: r["item"][2].pop("linkId"),
    "two items with one link id": lambda r: r["item"][2].update(linkId="1"),
    "a type that there is not": lambda r: r["item"][1].update(type="radio"),
    "a coded display": lambda r: r["item"][0].update(code=r["code"]),
    "a required display": lambda r: r["item"][0].update(required=True),
    "a read-only display": lambda r: r["item"][0].update(readOnly=True),
    "a group of nothing": lambda r: r["item"][1].update(type="group"),
    "an answer given beforehand": lambda r: r["item"][1].update(initial=[{"valueCoding": {"code": "agree"}}]),
    "a list of answers twice": lambda r: r["item"][1].update(answerValueSet="urn:uuid:1"),
    "a name with spaces": lambda r: r.update(name="STarT Back"),
    "an empty list": lambda r: r.update(code=[]),
    "an empty text": lambda r: r.update(title=""),
    "null": lambda r: r.update(title=None),
    "a code with a space before it": lambda r: option(r)["valueCoding"].update(code=" disagree"),
    "true as a word": lambda r: r["item"][1].update(required="true"),
    "a day that there is not": lambda r: r.update(date="2026-13-01"),
    "a day as people write it": lambda r: r.update(date="29 November 2026"),
    "no address": lambda r: r.pop("url"),
    "an address with a space": lambda r: r.update(url="urn:uuid: 1"),
    "a version without its kind": lambda r: r.pop("extension"),
    "an answer's code without a system": lambda r: option(r)["valueCoding"].pop("system"),
    "points as a word": lambda r: option(r)["extension"][1].update(valueDecimal="1"),
    "points of another type": lambda r: option(r)["extension"].insert(
        1, {"url": option(r)["extension"].pop(1)["url"], "valueInteger": 1}
    ),
    "points without a value": lambda r: option(r)["extension"][1].pop("valueDecimal"),
    "an extension without an address": lambda r: option(r)["extension"][1].pop("url"),
    "an extension that nobody defined": lambda r: option(r)["extension"][1].update(url="urn:uuid:1"),
    "an extension where it may not stand": lambda r: r["item"][1]["extension"].append(option(r)["extension"][1]),
    "a formula without a language": lambda r: total(r)["extension"][0]["valueExpression"].pop("language"),
    "a display that becomes an Observation": lambda r: r["item"][0].update(extension=[total(r)["extension"][1]]),
    "a unit as a word": lambda r: total(r)["extension"].append(
        {
            "url": total(r)["extension"].pop()["url"],
            "valueString": "{score}",
        }
    ),
    "a control that there is not": lambda r: r["item"][1]["extension"][0]["valueCodeableConcept"]["coding"][
        0
    ].update(code="radio"),
    "a formula that cannot be read": lambda r: total(r)["extension"][0]["valueExpression"].update(
        expression="iif("
    ),
    "a LOINC code with another check digit": lambda r: total(r)["code"][0].update(code="91351-8"),
    "another wording": lambda r: r["item"][1].update(text="My back hurts"),
}

PLAN: dict[str, Damage] = {
    "no status": lambda r: r.pop("status"),
    "an object where a list belongs": lambda r: r.update(action=r["action"][0]),
    "a word where a list belongs": lambda r: action(r).update(documentation="Lee 2013"),
    "a script for people to read": lambda r: r["text"].update(
        div='<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>'
    ),
    "a text without its namespace": lambda r: r["text"].update(div="<div>Text</div>"),
    "no text for people": lambda r: r.pop("text"),
    "a kind of citation that there is not": lambda r: action(r)["documentation"][0].update(type="see"),
}

BUNDLE: dict[str, Damage] = {
    "a total of a collection": lambda b: b.update(total=4),
    "two resources with one address": lambda b: b["entry"][1].update(fullUrl=b["entry"][0]["fullUrl"]),
    "an entry of nothing": lambda b: b["entry"].append({}),
    "a response without a status": lambda b: response(b).pop("status"),
    "a response without its form": lambda b: response(b).pop("questionnaire"),
    "a response without its day": lambda b: response(b).pop("authored"),
    "an answer and items": lambda b: response(b)["item"][0].update(item=[{"linkId": "x"}]),
    "an item answered twice": lambda b: response(b)["item"].append(response(b)["item"][0]),
    "two values": lambda b: score(b).update(valueString="4"),
    "a value and a reason for its absence": lambda b: score(b).update(
        dataAbsentReason={"coding": [{"code": "unknown"}]}
    ),
    "a status of an Observation that there is not": lambda b: score(b).update(status="done"),
    "an Observation of nothing": lambda b: score(b).pop("code"),
    "a unit's code without a system": lambda b: score(b)["valueQuantity"].pop("system"),
    "a number as a word": lambda b: score(b)["valueQuantity"].update(value="4"),
    "a link that leads nowhere": lambda b: score(b)["derivedFrom"][0].update(reference="urn:uuid:1"),
    "a link to another type": lambda b: score(b)["derivedFrom"][0].update(type="DocumentReference"),
}

NOTICED_BY: dict[tuple[str, ...], tuple[str, ...]] = {
    (MODELS, FHIR, MEDPLUM, EXTENSIONS): ("an extension without an address",),
    (MODELS, FHIR, MEDPLUM): (
        "a field that there is not",
        "an item without a link id",
        "a formula without a language",
        "no status",
        "an object where a list belongs",
        "a response without a status",
        "an Observation of nothing",
    ),
    (FHIR, MEDPLUM, INVARIANTS): ("a type that there is not",),
    (FHIR, MEDPLUM, EXTENSIONS): ("points as a word",),
    (MODELS, MEDPLUM): (
        "a code with a space before it",
        "a day that there is not",
        "a day as people write it",
        "a word where a list belongs",
        "two values",
    ),
    (MODELS, INVARIANTS): ("an empty text",),
    (FHIR, MEDPLUM): (
        "true as a word",
        "a number as a word",
    ),
    (MEDPLUM, INVARIANTS): (
        "a coded display",
        "a required display",
        "a read-only display",
        "a group of nothing",
        "an answer given beforehand",
        "a list of answers twice",
        "null",
        "a total of a collection",
        "two resources with one address",
        "an entry of nothing",
        "an answer and items",
    ),
    (MEDPLUM, EXTENSIONS): ("points without a value",),
    (FHIR,): (
        "a status that there is not",
        "a status of an Observation that there is not",
    ),
    (MEDPLUM,): ("an address with a space",),
    (INVARIANTS,): (
        "two items with one link id",
        "a name with spaces",
        "an empty list",
        "no address",
        "a version without its kind",
        "an answer's code without a system",
        "a display that becomes an Observation",
        "a formula that cannot be read",
        "a script for people to read",
        "a text without its namespace",
        "no text for people",
        "a kind of citation that there is not",
        "a response without its form",
        "a response without its day",
        "an item answered twice",
        "a value and a reason for its absence",
        "a unit's code without a system",
        "a link that leads nowhere",
        "a link to another type",
    ),
    (EXTENSIONS,): (
        "points of another type",
        "an extension that nobody defined",
        "an extension where it may not stand",
        "a unit as a word",
    ),
    (): (
        "a control that there is not",
        "a LOINC code with another check digit",
        "another wording",
    ),
}
"""All damages, by what notices them. The last ones nobody does."""


def read(site: Path, name: str) -> Json:
    found: Json = json.loads((site / "data" / "fhir" / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def whole(site: Path, made: Made) -> dict[str, tuple[Json, dict[str, Damage]]]:
    """A resource of each kind without a fault, with what is done to it."""
    bundle = make_bundle(made(sheet("ADAADDDDE") | {"today": TODAY}))
    assert bundle is not None
    return {
        "Questionnaire": (read(site, "Questionnaire-start-back-9"), QUESTIONNAIRE),
        "PlanDefinition": (read(site, "PlanDefinition-low-back-pain-next-steps"), PLAN),
        "Bundle": (bundle, BUNDLE),
    }


@pytest.mark.usefixtures("slow")
def test_each_damage_is_noticed_by_these_validators(whole: dict[str, tuple[Json, dict[str, Damage]]]) -> None:
    damaged = []
    for resource, damages in whole.values():
        for damage in damages.values():
            damaged.append(deepcopy(resource))
            damage(damaged[-1])
    names = [*QUESTIONNAIRE, *PLAN, *BUNDLE]
    found = {name: tuple(each) for name, each in zip(names, faults(damaged), strict=True)}
    assert found == {name: validators for validators, names in NOTICED_BY.items() for name in names}


def test_each_validator_notices_what_another_does_not_and_few_damages_escape_all() -> None:
    assert {validator for validators in NOTICED_BY for validator in validators} == set(VALIDATORS)
    assert {name for names in NOTICED_BY.values() for name in names} == {*QUESTIONNAIRE, *PLAN, *BUNDLE}
    # A test compares each with its source: of the conventions, of the codes, of the instrument.
    assert NOTICED_BY[()] == (
        "a control that there is not",
        "a LOINC code with another check digit",
        "another wording",
    )
