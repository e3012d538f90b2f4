"""What the page may ask of Python: commands in, JSON out. It runs in the reader's browser.

A command takes what the page sends as JSON and answers with JSON.
"""

from __future__ import annotations

import json
from binascii import b2a_base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from calculator.core.calculator import Calculator
from calculator.core.fields import DateField
from calculator.core.language import (
    SOURCE_LANGUAGE,
    Language,
    drop_marks,
    interface_language,
    language_in_use,
    set_off,
    use_language,
)
from calculator.core.messages import quote
from calculator.core.quick_entry import QuickEntryError, echo_answers, read_answers
from calculator.core.renewal import renew_values
from calculator.core.translation import translate_calculator
from calculator.exports.calendar_file import calendar_file
from calculator.exports.family_text import family_text
from calculator.exports.file_names import export_name
from calculator.exports.record_text import record_text
from calculator.exports.saved_file import SavedFileError, file_name, open_saved, saved_file, write_label
from calculator.exports.saved_own import write_own
from calculator.exports.texts import text
from calculator.result.change import ChangeError, compare
from calculator.result.change_view import render_change
from calculator.result.result import Result, result_of
from calculator.result.screen import answer_page
from calculator.result.site import Site
from calculator.start_back import START_BACK

__all__ = ["CALCULATORS", "COMMANDS", "MixedVersionsError", "begin", "find_calculator", "serve"]

type Payload = dict[str, Any]
type Answer = dict[str, Any]

CALCULATORS = (START_BACK,)
"""Those that run in the reader's browser."""

_guideline: dict[str, Any] = {}
"""The published model: it is the same for as long as the page is open."""


class MixedVersionsError(ValueError):
    """The page, the guideline and the calculator do not belong together."""


def begin(guideline: str, versions: str | None = None, language: str | None = None) -> None:
    """Take the published model of the page's guideline, a JSON text, before the first command.

    `versions` is an object as a JSON text: the versions of the `calculator` and of the `guideline` that the page
    was built with; None where no page says so. `language` is a `core.language.Language` as a JSON text, for a page
    that is not in English. Raises MixedVersionsError for others, and ValueError for a guideline
    that none of the calculators was written for.
    """
    model = json.loads(guideline)
    calculator = find_calculator(model["slug"])
    present = {"calculator": calculator.version, "guideline": model["version"]}
    if versions is not None and json.loads(versions) != present:
        raise MixedVersionsError(f"the page was built with {versions}; here are {present}")
    use_language(None if language is None else Language.from_json(json.loads(language)))
    _calculator_for.cache_clear()
    _guideline.clear()
    _guideline.update(model)


def find_calculator(slug: str) -> Calculator:
    """Return the calculator that was written for a guideline. Raises ValueError where there is none."""
    for calculator in CALCULATORS:
        if calculator.guideline == slug:
            return calculator
    allowed = ", ".join(calculator.guideline for calculator in CALCULATORS)
    raise ValueError(f"no calculator here is for the guideline {slug!r}; allowed: {allowed}")


def serve(command: str, payload: str) -> str:
    """Answer a command of `COMMANDS`; `payload` and the answer are JSON texts.

    What the reader can put right is an answer with `error` or `errors`. Raises for anything else.
    """
    answer = COMMANDS[command](json.loads(payload))
    # Of an English guideline on a page in English nothing is marked.
    if interface_language() != (_guideline.get("language", SOURCE_LANGUAGE), "ltr"):
        answer = _without_marks(answer)
    return json.dumps(answer)


def _without_marks(answer: Any, name: str = "") -> Any:
    """Return an answer in which what is not translated is set off where it is HTML, and is plain text elsewhere."""
    if isinstance(answer, dict):
        return {key: _without_marks(value, key) for key, value in answer.items()}
    if isinstance(answer, list):
        return [_without_marks(each) for each in answer]
    if isinstance(answer, str):
        return set_off(answer) if name == "html" else drop_marks(answer)
    return answer


def _calculator() -> Calculator:
    return _calculator_for(_guideline["slug"], _guideline["version"])


@cache
def _calculator_for(slug: str, guideline_version: str) -> Calculator:
    """Return the calculator of a guideline; it is the same one each time, and keeps what it looks up."""
    # A browser has none of the data beside the guideline: the published one tells the version.
    calculator = replace(find_calculator(slug), guideline_version=guideline_version)
    return translate_calculator(calculator, language_in_use())


def _site(payload: Payload) -> Site:
    return Site.from_json({"guideline": _guideline, **payload["page"]})


def _result(payload: Payload) -> Result:
    return result_of(payload["request"], _calculator(), _site(payload))


def _present(payload: Payload) -> Answer:
    return answer_page(payload["request"], _calculator(), _site(payload))


def _text(payload: Payload) -> Answer:
    return {"text": record_text(_result(payload), ascii_only=payload["ascii"])}


def _family(payload: Payload) -> Answer:
    return {"text": family_text(_result(payload))}


def _letter(payload: Payload) -> Answer:
    # Needed by few.
    from calculator.exports.letter import HEADINGS, letter_text

    return {"text": letter_text(_result(payload)), "headings": list(HEADINGS)}


def _letter_file(payload: Payload) -> Answer:
    """Make a document of a letter as its writer left it: `text`. The result tells the name alone."""
    from calculator.exports.letter import letter_document, letter_name
    from calculator.exports.word_file import KIND

    content = b2a_base64(letter_document(payload["text"]), newline=False).decode()
    return {"name": letter_name(_result(payload)), "base64": content, "kind": KIND}


def _save(payload: Payload) -> Answer:
    result = _result(payload)
    return {"name": file_name(result), "text": saved_file(result), "kind": "application/json"}


def _open(payload: Payload) -> Answer:
    try:
        saved = open_saved(payload["text"], _calculator())
    except SavedFileError as error:
        return {"error": " ".join(error.faults)}
    day = saved.request.today
    return {
        "request": saved.request.to_json(),
        "unsure": saved.unsure,
        "unanswered": saved.unanswered,
        "day": day.isoformat() if day else None,
        "label": saved.label,
        "own": write_own(saved.own),
        "remark": " ".join(saved.remarks),
    }


def _renew(payload: Payload) -> Answer:
    """Make answers of an earlier day the beginning of a sheet of `day`: what of them is to be confirmed."""
    today = date.fromisoformat(payload["day"])
    return {"values": renew_values(json.loads(payload["request"]), _calculator().fields, today)}


def _calendar(payload: Payload) -> Answer:
    """Make a calendar; where the page has no date to count from, `missing` names the field that asks for it."""
    result, private = _result(payload), payload["private"]
    days = (field.name for field in result.calculator.fields if isinstance(field, DateField))
    name = "file.calendar-private" if private else "file.calendar"
    return {
        "name": export_name(name, "ics", None if private else result),
        "text": calendar_file(result, private=private),
        "kind": "text/calendar",
        "missing": next(days, None) if result.plan.timeline.first_session is None else None,
    }


def _fhir(payload: Payload) -> Answer:
    # Needed by few, and not small.
    from calculator.exports.fhir.bundle import make_bundle

    result = _result(payload)
    resource = make_bundle(result)
    content = None if resource is None else json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
    return {"name": export_name("file.fhir", "json", result), "text": content, "kind": "application/fhir+json"}


def _qr_code(payload: Payload) -> Answer:
    # The encoder is loaded only now.
    from calculator.exports.qr_code import qr_picture, summary_text

    summary = summary_text(_result(payload))
    return {"html": qr_picture(summary), "text": summary}


def _quick(payload: Payload) -> Answer:
    try:
        instrument = _calculator().instrument_by_id[payload["instrument"]]
        answers = read_answers(payload["text"], instrument)
    except QuickEntryError as error:
        # The first says what is allowed: nine of them would say it nine times.
        return {"error": error.faults[0]}
    return {"answers": answers, "words": echo_answers(answers, instrument)}


def _change(payload: Payload) -> Answer:
    """Compare the sheets of saved files with the one on the page.

    Unless all of them carry the same label it asks first whether they are one person's: `same_person` says so.
    """
    result, requests, faults, labels = _result(payload), [], [], []
    for file in payload["files"]:
        try:
            saved = open_saved(file["text"], _calculator())
            requests.append(saved.request)
            labels.append((file["name"], saved.label))
        except SavedFileError as error:
            faults.append(text("open.failed", name=file["name"], reason=" ".join(error.faults)))
    if faults:
        return {"error": " ".join(faults)}
    if result.score is not None:
        requests.append(result.request)
        labels.append((text("change.on-page"), write_label(result.site.label)))
    is_one_sheet = all(request == requests[0] for request in requests)
    is_one_label = bool(labels) and labels[0][1] != "" and len({label for _name, label in labels}) == 1
    if not (payload["same_person"] or is_one_label or is_one_sheet):
        return {"ask": text("change.same-person", sheets=_name_labels(labels))}
    try:
        readings = compare(requests, _calculator(), result.site)
    except ChangeError as error:
        return {"error": " ".join(error.faults)}
    label_of = {request.today: label for request, (_name, label) in zip(requests, labels, strict=True)}
    return {"html": render_change(readings, label_of)}


def _name_labels(labels: Sequence[tuple[str, str]]) -> str:
    return "; ".join(
        text("change.labelled", name=quote(name), label=quote(label))
        if label
        else text("change.unlabelled", name=quote(name))
        for name, label in labels
    )


COMMANDS: dict[str, Callable[[Payload], Answer]] = {
    "present": _present,
    "text": _text,
    "family": _family,
    "letter": _letter,
    "letter-file": _letter_file,
    "save": _save,
    "open": _open,
    "renew": _renew,
    "calendar": _calendar,
    "fhir": _fhir,
    "code": _qr_code,
    "quick": _quick,
    "change": _change,
}
