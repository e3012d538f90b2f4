"""One filled form and what the calculator says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from calculator.core.protocol import situation
from calculator.core.request import read_request
from calculator.core.scoring import score
from calculator.result.site import Site
from calculator.start_back.red_flags import Urgency
from calculator.start_back.situation import Situation


@dataclass(frozen=True)
class Outcome:
    """A valid request with its response by the calculator's contract, on a site."""

    request: dict[str, Any]
    """As the form sent it."""
    response: dict[str, Any]
    """The calculator's response: `ok` is true and there is a plan."""
    site: Site

    @property
    def today(self) -> str | None:
        """The day of the form, YYYY-MM-DD, by the reader's own clock; None when the request does not say."""
        day: str | None = self.request.get("today")
        return day

    @property
    def score(self) -> dict[str, Any] | None:
        """The response's score; None without answers."""
        found: dict[str, Any] | None = self.response["score"]
        return found

    @property
    def plan(self) -> dict[str, Any]:
        """The response's plan."""
        plan: dict[str, Any] = self.response["plan"]
        return plan

    @property
    def version(self) -> dict[str, str]:
        """The versions of the `calculator` and of the `guideline`."""
        version: dict[str, str] = self.response["version"]
        return version

    @property
    def urgent(self) -> bool:
        """Whether a red flag stands: then only where to go is said, and neither score nor treatment."""
        return bool(self.plan["urgency"] != "routine")

    @property
    def situation(self) -> Situation:
        """What the calculator's rules looked at."""
        valid = read_request(json.dumps(self.request))
        return situation(valid, None if valid.answers is None else score(valid.instrument, valid.answers))

    @property
    def where_to_go(self) -> str:
        """The id of the notice that says where to go under a red flag.

        Where two flags call for two places, it is the more urgent one's alone: nobody must have to choose.
        """
        return "emergency-now" if self.plan["urgency"] == Urgency.EMERGENCY else "contact-today"
