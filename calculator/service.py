"""The commands of the page. A command takes what the page gives as JSON and answers with JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from calculator.core.quick_entry import QuickEntryError, read_answers
from calculator.core.texts import text
from calculator.exports.calendar_file import calendar_file
from calculator.exports.record_text import record_text
from calculator.exports.saved_file import SavedFileError, file_name, open_saved, saved_file
from calculator.result.change import ChangeError, DatedSheet, change
from calculator.result.change_view import change_view
from calculator.result.outcome import Outcome
from calculator.result.present import present
from calculator.result.reading import outcome_of
from calculator.result.site import Site

type Given = dict[str, Any]
type Answer = dict[str, Any]

_guideline: dict[str, Any] = {}
"""The published model: it is the same for as long as the page is open."""


def begin(guideline: str) -> None:
    """Take the published model of the page's guideline, a JSON text, before the first command."""
    _guideline.clear()
    _guideline.update(json.loads(guideline))


def serve(command: str, given: str) -> str:
    """Answer a command of `COMMANDS`; `given` and the answer are JSON texts.

    What the reader can put right is an answer with `error` or `errors`. Raises for anything else.
    """
    return json.dumps(COMMANDS[command](json.loads(given)))


def _site(given: Given) -> Site:
    return Site.from_json({"guideline": _guideline, **given["page"]})


def _outcome(given: Given) -> Outcome:
    return outcome_of(given["request"], _site(given))


def _present(given: Given) -> Answer:
    return present(given["request"], _site(given))


def _text(given: Given) -> Answer:
    return {"text": record_text(_outcome(given), ascii_only=given["ascii"])}


def _save(given: Given) -> Answer:
    outcome = _outcome(given)
    return {"name": file_name(outcome), "text": saved_file(outcome), "kind": "application/json"}


def _open(given: Given) -> Answer:
    try:
        saved = open_saved(given["text"])
    except SavedFileError as error:
        return {"error": " ".join(error.faults)}
    return {"request": saved.request, "unsure": saved.unsure, "remark": " ".join(saved.remarks)}


def _calendar(given: Given) -> Answer:
    return {"name": "appointments.ics", "text": calendar_file(_outcome(given)), "kind": "text/calendar"}


def _fhir(given: Given) -> Answer:
    # Needed by few, and not small.
    from calculator.exports.fhir.bundle import bundle

    found = bundle(_outcome(given))
    content = None if found is None else json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return {"name": "fhir-bundle.json", "text": content, "kind": "application/fhir+json"}


def _code(given: Given) -> Answer:
    # The encoder is loaded only now.
    from calculator.exports.qr_code import qr_picture
    from calculator.exports.summary_text import summary_text

    summary = summary_text(_outcome(given))
    return {"html": qr_picture(summary), "text": summary}


def _quick(given: Given) -> Answer:
    try:
        instrument, answers = read_answers(given["text"])
    except QuickEntryError as error:
        # The first says what is allowed: nine of them would say it nine times.
        return {"error": error.faults[0]}
    return {"instrument": instrument, "answers": answers}


def _change(given: Given) -> Answer:
    """Compare the sheets of saved files with the one on the page."""
    outcome, sheets, faults = _outcome(given), [], []
    for file in given["files"]:
        try:
            saved = open_saved(file["text"])
        except SavedFileError as error:
            faults.append(text("open.failed", name=file["name"], reason=" ".join(error.faults)))
            continue
        sheets.append(DatedSheet(saved.day or "", saved.request))
    if faults:
        return {"error": " ".join(faults)}
    if outcome.score is not None:
        sheets.append(DatedSheet(outcome.today or "", outcome.request))
    try:
        return {"html": change_view(change(sheets, outcome.site))}
    except ChangeError as error:
        return {"error": " ".join(error.faults)}


COMMANDS: dict[str, Callable[[Given], Answer]] = {
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
