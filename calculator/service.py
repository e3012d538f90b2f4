"""What the page may ask of Python: commands in, JSON out. It runs in the reader's browser.

A command takes what the page sends as JSON and answers with JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from calculator.core.calculator import Calculator
from calculator.core.quick_entry import QuickEntryError, read_answers
from calculator.exports.calendar_file import calendar_file
from calculator.exports.record_text import record_text
from calculator.exports.saved_file import SavedFileError, file_name, open_saved, saved_file
from calculator.exports.texts import text
from calculator.result.change import ChangeError, compare
from calculator.result.change_view import render_change
from calculator.result.result import Result, result_of
from calculator.result.screen import answer_page
from calculator.result.site import Site
from calculator.start_back import START_BACK

__all__ = ["COMMANDS", "begin", "serve"]

type Sent = dict[str, Any]
type Answer = dict[str, Any]

_CALCULATOR: Calculator = START_BACK
_guideline: dict[str, Any] = {}
"""The published model: it is the same for as long as the page is open."""


def begin(guideline: str) -> None:
    """Take the published model of the page's guideline, a JSON text, before the first command."""
    _guideline.clear()
    _guideline.update(json.loads(guideline))


def serve(command: str, sent: str) -> str:
    """Answer a command of `COMMANDS`; `sent` and the answer are JSON texts.

    What the reader can put right is an answer with `error` or `errors`. Raises for anything else.
    """
    return json.dumps(COMMANDS[command](json.loads(sent)))


def _site(sent: Sent) -> Site:
    return Site.from_json({"guideline": _guideline, **sent["page"]})


def _result(sent: Sent) -> Result:
    return result_of(sent["request"], _CALCULATOR, _site(sent))


def _present(sent: Sent) -> Answer:
    return answer_page(sent["request"], _CALCULATOR, _site(sent))


def _text(sent: Sent) -> Answer:
    return {"text": record_text(_result(sent), ascii_only=sent["ascii"])}


def _save(sent: Sent) -> Answer:
    result = _result(sent)
    return {"name": file_name(result), "text": saved_file(result), "kind": "application/json"}


def _open(sent: Sent) -> Answer:
    try:
        saved = open_saved(sent["text"], _CALCULATOR)
    except SavedFileError as error:
        return {"error": " ".join(error.faults)}
    return {"request": saved.request.to_json(), "unsure": saved.unsure, "remark": " ".join(saved.remarks)}


def _calendar(sent: Sent) -> Answer:
    return {"name": "appointments.ics", "text": calendar_file(_result(sent)), "kind": "text/calendar"}


def _fhir(sent: Sent) -> Answer:
    # Needed by few, and not small.
    from calculator.exports.fhir.bundle import bundle

    resource = bundle(_result(sent))
    content = None if resource is None else json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
    return {"name": "fhir-bundle.json", "text": content, "kind": "application/fhir+json"}


def _code(sent: Sent) -> Answer:
    # The encoder is loaded only now.
    from calculator.exports.qr_code import qr_picture, summary_text

    summary = summary_text(_result(sent))
    return {"html": qr_picture(summary), "text": summary}


def _quick(sent: Sent) -> Answer:
    try:
        answers = read_answers(sent["text"], _CALCULATOR.instrument_by_id[sent["instrument"]])
    except QuickEntryError as error:
        # The first says what is allowed: nine of them would say it nine times.
        return {"error": error.faults[0]}
    return {"answers": answers}


def _change(sent: Sent) -> Answer:
    """Compare the sheets of saved files with the one on the page."""
    result, requests, faults = _result(sent), [], []
    for file in sent["files"]:
        try:
            requests.append(open_saved(file["text"], _CALCULATOR).request)
        except SavedFileError as error:
            faults.append(text("open.failed", name=file["name"], reason=" ".join(error.faults)))
    if faults:
        return {"error": " ".join(faults)}
    if result.score is not None:
        requests.append(result.request)
    try:
        return {"html": render_change(compare(requests, _CALCULATOR, result.site))}
    except ChangeError as error:
        return {"error": " ".join(error.faults)}


COMMANDS: dict[str, Callable[[Sent], Answer]] = {
    "present": _present,
    "text": _text,
    "save": _save,
    "open": _open,
    "calendar": _calendar,
    "fhir": _fhir,
    "code": _code,
    "quick": _quick,
    "change": _change,
}
