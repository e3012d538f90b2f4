"""FHIR resources in the hands of programs that are not ours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fhirpathpy
from fhir.resources.R4B import get_fhir_model_class
from fhirpathpy.models import models

from tests.asking_node import ask_node

HERE = Path(__file__).parent

Json = dict[str, Any]


VALIDATORS = ("fhir.resources", "fhir", "Medplum", "invariants", "extensions")
"""What looks for faults: Python's `fhir.resources` (R4B), and what `fhir_checks.mjs` names."""


def faults(resources: Sequence[Json]) -> list[dict[str, list[str]]]:
    """Return, for each resource, its faults by the name of what found them; nothing for a resource without one."""
    by_node = ask_node(list(resources), HERE / "fhir_checks.mjs")
    assert len(by_node) == len(resources)
    found = [
        {"fhir.resources": _by_model(resource), **each} for resource, each in zip(resources, by_node, strict=True)
    ]
    assert all(tuple(each) == VALIDATORS for each in found)
    return [{name: messages for name, messages in each.items() if messages} for each in found]


CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
ENGINES = ("fhirpath.js 2.14", "fhirpath.js 3.18", "fhirpath.js 5", "Medplum", "fhirpathpy")
"""The engines of FHIRPath that compute the scores."""


def scores(questionnaire: Json, responses: Sequence[Json]) -> dict[str, list[dict[str, Any]]]:
    """Return what the expressions of a Questionnaire make of each response, by the engine's name.

    That is, by link id, the value, or None where it is empty; of a risk group it is the code.
    """
    by_engine = ask_node({"questionnaire": questionnaire, "responses": list(responses)}, HERE / "fhir_scores.mjs")
    by_engine["fhirpathpy"] = _scores_in_python(questionnaire, responses)
    assert tuple(by_engine) == ENGINES
    assert {len(found) for found in by_engine.values()} == {len(responses)}
    return {
        engine: [{name: _only(values) for name, values in each.items()} for each in found]
        for engine, found in by_engine.items()
    }


def _scores_in_python(questionnaire: Json, responses: Sequence[Json]) -> list[dict[str, list[Any]]]:
    calculated = {
        item["linkId"]: fhirpathpy.compile(extension["valueExpression"]["expression"], models["r4"])
        for item in questionnaire["item"]
        for extension in item.get("extension", ())
        if extension["url"] == CALCULATED
    }
    return [
        {
            name: evaluate(response, {"resource": response, "questionnaire": questionnaire})
            for name, evaluate in calculated.items()
        }
        for response in responses
    ]


def _only(values: list[Any]) -> Any:
    assert len(values) <= 1, values
    value = values[0] if values else None
    return value["code"] if isinstance(value, dict) else value


def _by_model(resource: Json) -> list[str]:
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except ValueError as error:
        return [str(error)]
    return []
