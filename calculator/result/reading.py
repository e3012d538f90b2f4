"""From a request to its outcome."""

from __future__ import annotations

import json
from typing import Any

from calculator import respond
from calculator.result.outcome import Outcome
from calculator.result.site import Site
from calculator.start_back.red_flags import QUESTIONS, RedFlag


class RefusedError(ValueError):
    """A request with something wrong in it, or without all safety questions answered: there is no plan."""

    def __init__(self, response: dict[str, Any]) -> None:
        super().__init__("there is no plan")
        self.response = response
        """The calculator's response: with errors, or without a plan."""


def outcome_of(request: str, site: Site) -> Outcome:
    """Return what comes of a request by the calculator's contract. Raises RefusedError."""
    response: dict[str, Any] = respond(request)
    if not response["ok"]:
        urgent = _red_flags_alone(request, response)
        if urgent is None:
            raise RefusedError(response)
        return outcome_of(urgent, site)
    if response["plan"] is None:
        raise RefusedError(response)
    return Outcome(json.loads(request), response, site)


def _red_flags_alone(request: str, response: dict[str, Any]) -> str | None:
    """Return the request's red flags alone when nothing else that is wrong with it may hold up their answer.

    That is so when all five were answered and one stands, and for cauda equina always: no other answer could
    make it more urgent.
    """
    wrong = {error["field"] for error in response["errors"]}
    if wrong & {"$", "red_flags"}:
        return None
    given = json.loads(request).get("red_flags") or {}
    flags = {question.flag.value: given.get(question.flag.value) is True for question in QUESTIONS}
    all_answered = not any(field.startswith("red_flags.") for field in wrong)
    if not (flags[RedFlag.CAUDA_EQUINA] or (all_answered and any(flags.values()))):
        return None
    today = None if "today" in wrong else json.loads(request).get("today")
    return json.dumps({"red_flags": flags, "today": today})
