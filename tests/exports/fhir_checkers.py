"""FHIR resources in the hands of programs that are not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

Json = dict[str, Any]


def faults(resources: Sequence[Json]) -> list[list[str]]:
    """Return, for each resource, what `fhir.resources` (R4B) and the packages in `fhir_checks.mjs` object to."""
    by_node = _in_node("fhir_checks.mjs", list(resources))
    assert len(by_node) == len(resources)
    return [[*_by_model(resource), *found] for resource, found in zip(resources, by_node, strict=True)]


def scores(questionnaire: Json, responses: Sequence[Json]) -> list[dict[str, Any]]:
    """Return what the expressions of a Questionnaire make of each response: its value, or None where it is empty.

    Of a risk group it is the code.
    """
    found = _in_node("fhir_scores.mjs", {"questionnaire": questionnaire, "responses": list(responses)})
    assert len(found) == len(responses)
    return [{name: _only(values) for name, values in each.items()} for each in found]


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


def _in_node(script: str, given: Any) -> list[Any]:
    node = shutil.which("node")
    if node is None:
        pytest.fail("node is missing: `make test` puts it on the PATH")
    run = subprocess.run(
        [node, Path(__file__).with_name(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    found: list[Any] = json.loads(run.stdout)
    return found
