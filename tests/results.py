"""Filled forms for tests: a result as the page makes it from a request."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from calculator.core.assessment import assess_request
from calculator.core.reading import read_request
from calculator.core.request import Request
from calculator.result.result import Result
from calculator.result.site import Site
from calculator.start_back import START_BACK

GUIDELINE = "data/guidelines/low-back-pain-next-steps.json"
"""Where the built site publishes its guideline."""
LINES = {"emergency": "EMERGENCY-LINE", "urgent": "URGENT-LINE", "crisis": "CRISIS-LINE"}
FLAGS = ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")
NO_FLAGS = dict.fromkeys(FLAGS, False)
BOTHERED = ("not-at-all", "slightly", "moderately", "very-much", "extremely")
ITEMS = {"start-back-9": "123456789", "start-back-6": "134789"}


@cache
def published(site: Path) -> dict[str, Any]:
    """The guideline as the built site publishes it."""
    text = (site / GUIDELINE).read_text(encoding="utf-8")
    model: dict[str, Any] = json.loads(text)
    return model


def site_of(guideline: dict[str, Any], unsure: tuple[str, ...] = ()) -> Site:
    """The site that shows a published guideline."""
    return Site.from_json({"guideline": guideline, "root": "../", "lines": LINES, "unsure": list(unsure)})


def request_of(request: dict[str, Any]) -> Request:
    """A request as the calculator reads it."""
    return read_request(json.dumps(request), START_BACK)


def result_of(guideline: dict[str, Any], request: dict[str, Any], unsure: tuple[str, ...] = ()) -> Result:
    """The result of a request without red flags, unless it names others."""
    assessment = assess_request(request_of({"red_flags": NO_FLAGS} | request), START_BACK)
    return Result(assessment, site_of(guideline, unsure))


def sheet(letters: str) -> dict[str, Any]:
    """The part of a request that a string of answers gives, such as ADAADDDDE or, for the 6-item form, AADDDM.

    A "?" is a missing answer.
    """
    instrument = "start-back-9" if len(letters) == 9 else "start-back-6"
    answers = {
        item: {"A": "agree", "D": "disagree", "?": None}[letter]
        if letter in "AD?"
        else BOTHERED["NSMVE".index(letter)]
        for item, letter in zip(ITEMS[instrument], letters, strict=True)
    }
    return {"instrument": instrument, "answers": answers}
