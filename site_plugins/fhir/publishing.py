"""The FHIR resources that a site publishes, as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_plugins.calculators import calculators_of
from site_plugins.fhir.plan_definition import plan_fields
from site_plugins.fhir.questionnaire import questionnaire
from site_plugins.rendering.json_pieces import json_pieces

FOLDER = "data/fhir"


def published_fhir(model: dict[str, Any], publisher: str) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the files of one published guideline: each one's address within the site, and its pieces.

    `publisher` is the name of the site. The questionnaires go with the guideline that their calculator was written
    for.
    """
    yield f"{FOLDER}/PlanDefinition-{model['slug']}.json", json_pieces(plan_fields(model, publisher))
    for calculator in calculators_of(model["slug"]):
        for instrument in calculator.instruments:
            resource = questionnaire(instrument, calculator, publisher)
            yield f"{FOLDER}/Questionnaire-{instrument.id}.json", json_pieces(resource)
