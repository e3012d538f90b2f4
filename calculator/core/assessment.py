"""The assessment of one filled form: made once, and read by everything that shows it or takes it along."""

from __future__ import annotations

import json
from dataclasses import dataclass

from calculator.core.calculator import Calculator
from calculator.core.plan import Plan, Timeline
from calculator.core.reading import read_request
from calculator.core.red_flags import RedFlag
from calculator.core.request import Fault, InvalidRequestError, Request
from calculator.core.scoring import Score, score
from calculator.core.strict_json import Json
from calculator.core.translation import translate_plan


@dataclass(frozen=True)
class Assessment:
    """A request, the score of its sheet and the plan that follows from it."""

    calculator: Calculator
    request: Request
    score: Score | None
    """None without a sheet."""
    plan: Plan | None
    """None where the red flags were not asked."""

    @property
    def standing(self) -> tuple[RedFlag, ...]:
        """The red flags that stand, in their order."""
        flags = self.request.red_flags or {}
        return tuple(flag for flag in self.calculator.red_flags if flags.get(flag.id))

    @property
    def score_used(self) -> bool:
        """Whether the plan's group came from this score."""
        usable = self.score is not None and self.score.group is not None
        return usable and self.plan is not None and not self.plan.urgent

    def to_json(self) -> dict[str, Json]:
        """Return the response to the request, as the contract has it."""
        return {
            "ok": True,
            "version": {"calculator": self.calculator.version, "guideline": self.calculator.guideline_version},
            "score": None if self.score is None else self.score_json(self.score),
            "plan": None if self.plan is None else _plan_json(self.plan),
        }

    def score_json(self, sheet: Score) -> dict[str, Json]:
        """Return the response's part on the score."""
        # A response is the same in every language.
        in_english = (
            (self.calculator.source or self.calculator).instrument_by_id[sheet.instrument.id].item_by_number
        )
        return {
            "instrument": sheet.instrument.id,
            "complete": sheet.complete,
            **{name: sheet.points(name) for name in self.calculator.score_names},
            "risk": sheet.band.id if sheet.band else None,
            "possible": [band.id for band in sheet.possible],
            "missing": list(sheet.missing),
            "used": self.score_used,
            "items": [
                {
                    "item": line.item.number,
                    "domain": in_english[line.item.number].domain,
                    "answer": line.answer,
                    "point": line.points,
                }
                for line in sheet.items
            ],
        }


def assess_request(request: Request, calculator: Calculator) -> Assessment:
    """Score a valid request and make its plan."""
    sheet = None if request.answers is None else score(request.instrument, request.answers)
    plan = None if request.red_flags is None else translate_plan(calculator.make_plan(request, sheet), calculator)
    return Assessment(calculator, request, sheet, plan)


def respond(request: str | bytes, calculator: Calculator) -> dict[str, Json]:
    """Answer a request, a JSON text of at most 64 KiB: `{"ok": true, ...}`, or `{"ok": false, "errors": [...]}`.

    Raises nothing for any text.
    """
    try:
        return assess_request(read_request(request, calculator), calculator).to_json()
    except InvalidRequestError as error:
        return errors_json(error.faults)


def respond_in_text(request: str | bytes, calculator: Calculator) -> str:
    """Answer a request as `respond` does, as a JSON text in ASCII."""
    return json.dumps(respond(request, calculator), allow_nan=False)


def errors_json(faults: tuple[Fault, ...]) -> dict[str, Json]:
    """Return the response to an invalid request: one entry for each fault."""
    return {
        "ok": False,
        "errors": [{"field": fault.field, "value": fault.value, "allowed": fault.allowed} for fault in faults],
    }


def _plan_json(plan: Plan) -> dict[str, Json]:
    return {
        "urgency": plan.urgency,
        "group": plan.group.id if plan.group else None,
        "course": plan.course,
        "actions": [
            {"statement": action.statement, "when": action.when, "rule": action.rule} for action in plan.actions
        ],
        "notices": [notice.id for notice in plan.notices],
        "milestones": list(_milestones_json(plan.timeline)),
    }


def _milestones_json(timeline: Timeline) -> list[Json]:
    return [
        {"id": step.row.id, "from": step.first_day.isoformat(), "to": step.last_day.isoformat()}
        for step in timeline.steps
        if step.first_day is not None and step.last_day is not None
    ]
