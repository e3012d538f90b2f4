"""One request in, one response out, both JSON: the command line and the browser's worker both speak it."""

from __future__ import annotations

import json

from calculator.core.plan import Plan, make_plan
from calculator.core.request import InvalidRequestError, Request, read_request
from calculator.core.scoring import Score, score
from calculator.core.strict_json import Json
from calculator.start_back.instrument import LOW_MOOD_ITEM
from calculator.start_back.rules import GUIDELINE_VERSION
from calculator.start_back.situation import Situation

VERSION = "1.0.0"
"""The calculator's own version."""


def assess(request: str | bytes) -> str:
    """Answer a request: the score of the sheet and the plan that follows from it.

    `request` is a JSON text of at most 64 KiB. Returns a JSON text in ASCII: `{"ok": true, ...}`, or
    `{"ok": false, "errors": [...]}` that names every fault. Raises nothing for any text.
    """
    return json.dumps(respond(request), allow_nan=False)


def respond(request: str | bytes) -> dict[str, Json]:
    """Answer a request as `assess` does, as a plain object."""
    try:
        valid = read_request(request)
    except InvalidRequestError as error:
        return {
            "ok": False,
            "errors": [{"field": f.field, "value": f.value, "allowed": f.allowed} for f in error.faults],
        }
    sheet = None if valid.answers is None else score(valid.instrument, valid.answers)
    plan = None if valid.red_flags is None else make_plan(situation(valid, sheet))
    return {
        "ok": True,
        "version": {"calculator": VERSION, "guideline": GUIDELINE_VERSION},
        "score": None if sheet is None else _score(sheet, plan),
        "plan": None if plan is None else _plan(plan),
    }


def situation(request: Request, sheet: Score | None) -> Situation:
    """Put together what the rules look at from a valid request and its scored sheet."""
    flags = request.red_flags or {}
    lines = sheet.items if sheet else ()
    return Situation(
        standing=frozenset(flag for flag, stands in flags.items() if stands),
        group=sheet.group if sheet else request.risk_group,
        weeks_since_onset=request.weeks_since_onset,
        weeks_since_first_session=request.weeks_treated,
        sessions_attended=request.sessions_attended,
        improving=request.improving,
        nsaid=request.nsaid,
        first_session=request.first_session,
        sheet_incomplete=sheet is not None and not sheet.complete,
        six_items_not_low=sheet is not None and sheet.complete and sheet.group is None,
        low_mood=any(line.item.number == LOW_MOOD_ITEM and line.point == 1 for line in lines),
    )


def _score(sheet: Score, plan: Plan | None) -> dict[str, Json]:
    return {
        "instrument": sheet.instrument.id,
        "complete": sheet.complete,
        "total": sheet.total,
        "distress": sheet.distress,
        "risk": sheet.risk,
        "possible": list(sheet.possible),
        "missing": list(sheet.missing),
        "used": plan is not None and sheet.group is not None and plan.urgency == "routine",
        "items": [
            {
                "item": line.item.number,
                "domain": line.item.domain,
                "answer": line.answer,
                "point": line.point,
            }
            for line in sheet.items
        ],
    }


def _plan(plan: Plan) -> dict[str, Json]:
    return {
        "urgency": plan.urgency,
        "group": plan.group,
        "course": plan.course,
        "actions": [
            {"statement": action.statement, "when": action.when, "rule": action.rule} for action in plan.actions
        ],
        "notices": [notice.id for notice in plan.notices],
        "milestones": [
            {"id": stone.id, "from": stone.first_day.isoformat(), "to": stone.last_day.isoformat()}
            for stone in plan.milestones
        ],
    }
