"""From the form's request to what the page shows: the calculator's response and its HTML, or the errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator import respond
from calculator.red_flags import QUESTIONS, RedFlag
from site_plugins.outcome import Outcome, Site, flag_name
from site_plugins.result_view.markup import el, join
from site_plugins.result_view.plan_view import plan_view
from site_plugins.result_view.red_flag_view import red_flag_view
from site_plugins.result_view.score_view import score_view
from site_plugins.texts import TEXTS, day_text, text


@dataclass(frozen=True)
class _FieldError:
    field: str
    message: str


def present(request: str, page: str) -> str:
    """Answer what the page asks, as JSON text.

    `request` is a request by the calculator's contract. `page` is JSON with `guideline` (the published
    model), `root` (the address of the site's root as seen from the page), `lines` (telephone lines) and
    `unsure` (the red flags answered "not sure"). The answer holds `response` (the contract's response),
    `errors` (a list of `field` and `message`) and `html` (empty when there are errors).
    """
    response: dict[str, Any] = respond(request)
    if not response["ok"]:
        urgent = _red_flags_alone(request, response)
        if urgent is not None:
            return present(urgent, page)
        return _answer(response, errors=[_error(**error) for error in response["errors"]])
    if response["plan"] is None:
        return _answer(response, errors=[_FieldError("red_flags", text("error.red-flags"))])
    outcome = Outcome(json.loads(request), response, Site.from_json(json.loads(page)))
    return _answer(response, html=_html(outcome))


def _answer(response: dict[str, Any], *, errors: Sequence[_FieldError] = (), html: str = "") -> str:
    return json.dumps({"response": response, "errors": [vars(error) for error in errors], "html": html})


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


def _html(outcome: Outcome) -> str:
    today, site = outcome.today, outcome.site
    version = text("result.version", **outcome.version, today=day_text(today) if today else "")
    if outcome.urgent:
        body = red_flag_view(outcome.plan, outcome.request["red_flags"], site)
    else:
        body = join(
            score_view(outcome.score, outcome.plan, site), plan_view(outcome.plan, outcome.score, today, site)
        )
    return join(body, el("p", version, class_="result__version"))


def _error(field: str, value: object, allowed: str) -> _FieldError:
    if field == "$":
        return _FieldError(field, text("error.whole", allowed=allowed))
    name = field_name(field)
    if value is None or field.startswith("answers."):
        return _FieldError(field, text("error.choice", name=name))
    return _FieldError(field, text("error.value", name=name, value=_as_read(field, value), allowed=allowed))


def _as_read(field: str, value: object) -> str:
    """Return a value as the form shows it: a browser's form writes dates in the reader's way."""
    if field not in {"first_session", "today"}:
        return str(value)
    try:
        return day_text(date.fromisoformat(str(value)).isoformat())
    except ValueError:
        return str(value)


def field_name(field: str) -> str:
    """Return how the form calls a field of a request."""
    group, _, part = field.partition(".")
    if group == "red_flags" and part:
        return flag_name(RedFlag(part)) if part in list(RedFlag) else field
    if group == "answers" and part:
        return text("form.item-name", number=part)
    # A field that the form does not have is called what the request calls it.
    return TEXTS.get(f"form.{group}", field)
