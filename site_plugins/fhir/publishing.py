"""The FHIR resources that a site publishes, as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from calculator.exports.fhir.coding import Json
from site_plugins.calculators import calculators_of
from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.fhir.questionnaire import questionnaire

FOLDER = "data/fhir"


def published_fhir(model: dict[str, Any], publisher: str) -> Iterator[tuple[str, str]]:
    """Yield the files of one published guideline, each with its address within the site.

    `publisher` is the name of the site. The questionnaires go with the guideline that their calculator was written
    for.
    """
    yield f"{FOLDER}/PlanDefinition-{model['slug']}.json", resource_text(plan_definition(model, publisher))
    for calculator in calculators_of(model["slug"]):
        for instrument in calculator.instruments:
            resource = questionnaire(instrument, calculator, publisher)
            yield f"{FOLDER}/Questionnaire-{instrument.id}.json", resource_text(resource)


def resource_text(resource: Json) -> str:
    """Return a resource as the text of a file."""
    return json.dumps(resource, ensure_ascii=False, separators=(",", ":")) + "\n"
