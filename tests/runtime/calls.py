"""Every command of the page, on every kind of form: what a reader can ask of Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.service import begin, serve
from tests.results import FLAGS, LINES

DAY = "2026-11-29"
"""The reader's day: that of few of the forms."""
VECTORS = Path(__file__).parents[1] / "vectors"

LETTER = "Referral letter\n\n<Dear> colleague,\t“ä” & \U0001f600\x00\u202e\nMy question to you\n?"
"""As somebody has changed it."""

type Call = tuple[str, dict[str, Any]]

QUICK = ("ADAADDDDE", "a d a a d d d d m", "AADDDM", "10110000 3", "", "ADAADDDD", "ADAADDDD4", "ÄÖÜ", "A" * 99)


def requests() -> list[str]:
    """Return every published vector as a request: all sheets of both forms, all plans, all invalid requests."""
    plans = _vectors("plans.json")
    return [
        *(_sheet("start-back-9", "123456789", s["answers"]) for s in _vectors("start-back-9.json")["sheets"]),
        *(_sheet("start-back-6", "134789", s["answers"]) for s in _vectors("start-back-6.json")["sheets"]),
        *(json.dumps(vector["request"]) for vector in plans["valid"]),
        *(vector["text"] for vector in plans["invalid"]),
    ]


def calls(guideline: str) -> list[Call]:
    """Return the calls. `guideline` is the published model, with which Python answers here too."""
    begin(guideline)
    return [*_of_forms(), *_of_texts()]


def every_call(guideline: str) -> list[Call]:
    """Return these calls, and every published vector as what the page presents."""
    return [*calls(guideline), *(("present", {"request": request, "page": _page()}) for request in requests())]


OWN: dict[str, Any] = {
    "goal": "Walk to the shop",
    "exercises": [{"what": "Bridge", "how_many": "10", "how_often": "daily"}],
}
"""What a reader wrote beside a result."""


def _page(*unsure: str) -> dict[str, Any]:
    return {"root": "../", "lines": LINES, "unsure": list(unsure), "day": DAY, "label": "AB", "own": OWN}


def _forms() -> list[str]:
    """Return the forms with a plan: only of them there is something to take along."""
    vectors = [each["request"] for each in _vectors("plans.json")["valid"] if each["plan"] is not None]
    return [json.dumps(request) for request in vectors]


def _of_forms() -> Iterator[Call]:
    for number, form in enumerate(_forms()):
        page = _page(*FLAGS[: number % 3])
        given = {"request": form, "page": page}
        yield "present", given
        # The guideline is past its review by then.
        yield "present", {"request": form, "page": {**page, "day": "2030-01-01"}}
        yield "text", {**given, "ascii": number % 2 == 0}
        yield "calendar", {**given, "private": number % 2 > 0}
        for command in ("family", "letter", "save", "fhir"):
            yield command, given
        if number % 8 == 1:
            yield "letter-file", {**given, "text": LETTER}
        # Drawing a code is the encoder's work, and slow: what it draws is read back elsewhere.
        if number % 8 == 0:
            yield "code", given
        files = [{"name": "a.json", "text": text} for text in _saved()[: number % 4]]
        yield "change", {**given, "files": files, "same_person": number % 5 > 0}
        yield "renew", {"request": form, "day": DAY}
    for vector in _vectors("plans.json")["invalid"]:
        yield "present", {"request": vector["text"], "page": _page()}


def _of_texts() -> Iterator[Call]:
    for instrument in ("start-back-9", "start-back-6"):
        yield from (("quick", {"text": text, "instrument": instrument}) for text in QUICK)
    whole = _saved()[0]
    damaged = [
        whole[:-9],
        "",
        "[]",
        "ä",
        whole.replace("agree", "agreed"),
        whole.replace('"version": 3', '"version": 9'),
    ]
    other_score = json.loads(whole)
    other_score["score"]["total"] -= 1
    yield "open", {"text": json.dumps(other_score)}
    first_version = json.loads(whole) | {"version": 1}
    del first_version["label"], first_version["unanswered"]
    first_version["request"]["red_flags"]["fracture"] = True
    yield "open", {"text": json.dumps(first_version)}
    # An emergency, before the other safety questions were answered.
    yield "present", {"request": json.dumps({"red_flags": {"cauda-equina": True}, "today": DAY}), "page": _page()}
    yield from (("open", {"text": text}) for text in (*_saved(), *damaged))
    form = {"request": _forms()[0], "page": _page()}
    damaged_files = [{"name": "b.json", "text": text} for text in damaged]
    yield "change", {**form, "files": damaged_files, "same_person": True}
    yield from (("open", {"text": text}) for text in _wrong_files(json.loads(whole)))
    row = OWN["exercises"][0]
    without = {key: value for key, value in json.loads(whole).items() if key != "own"}
    wrong_own: tuple[object, ...] = (
        "x",
        {"more": 1},
        {"goal": "a\nb", "exercises": [1, {"what": 2}, {**row, "é": 1}]},
    )
    yield from (("open", {"text": json.dumps({**without, "own": own})}) for own in wrong_own)
    yield "open", {"text": json.dumps(without)}
    # Nothing of the reader's own, or nothing that is one.
    for page in ({**_page(), "own": None}, {**_page(), "own": {"goal": 1, "exercises": 1}}):
        yield "save", {"request": _forms()[0], "page": page}
    yield "present", {"request": "[" * 40, "page": _page()}
    # What is taken along of an emergency, and of a guideline that is past its review.
    emergency = json.dumps({"red_flags": {"cauda-equina": True}, "today": DAY})
    # What looks like markup, and is text.
    markup = "<boat & 'sail' \"1\">"
    page = {**_page(), "root": markup, "lines": dict.fromkeys(LINES, markup)}
    yield "present", {"request": emergency, "page": page}
    yield "fhir", {"request": emergency, "page": {**_page(), "day": "2030-01-01"}}
    # Sheets that cannot be compared.
    no_score = json.loads(whole) | {"score": None}
    no_answers = {"risk_group": "low", "red_flags": dict.fromkeys(FLAGS, False), "today": no_score["day"]}
    bare = [{**no_score, "request": each} for each in (no_answers, {**no_score["request"], "red_flags": None})]
    bare_files = [{"name": "d.json", "text": json.dumps(each)} for each in bare]
    yield "change", {**form, "files": bare_files, "same_person": True}
    # Sheets of two days, one of them with another label than the page's.
    labelled = json.dumps(json.loads(_saved()[1]) | {"label": None})
    form["request"] = json.dumps(json.loads(whole)["request"])
    yield "change", {**form, "files": [{"name": "c.json", "text": labelled}], "same_person": False}


def _wrong_files(whole: dict[str, Any]) -> Iterator[str]:
    """Yield saved files with everything that can be wrong with one."""
    head = {key: whole[key] for key in ("format", "version")}
    numbers = dict.fromkeys(whole, 1)
    inside = {
        "request": {"boat": 1},
        "made_with": {"calculator": "paper", "boat": "\u202e"},
        "score": {"total": True, "risk": "paper"},
        "unsure": ["boat"],
        "label": " \u202e",
    }
    for content in (head, {**numbers, **head, "boat": 1}, {**whole, **inside}, {**whole, "score": None}):
        yield json.dumps(content)
    yield from (json.dumps({**whole, "version": version}) for version in (None, "2", 0, 2.5, True, 9))
    text = json.dumps(whole)
    yield text.replace('"label"', '"label": "boat", "label"')
    yield text.replace('"format"', '"boat": ' + "[" * 40 + "]" * 40 + ', "format"')
    yield from (text + " " * 70_000, "{1}", text[:-1] + ",}", text.replace("1", "NaN"))


def _saved() -> list[str]:
    """Return saved files, as Python here writes them."""
    days = ("2026-10-05", "2026-11-02", "2026-11-20")
    forms = [
        json.loads(_sheet("start-back-9", "123456789", letters))
        for letters in ("AAAAAAAAE", "ADAADDDDE", "DDDDDDDDN")
    ]
    saved = []
    for day, form in zip(days, forms, strict=True):
        request = {**form, "red_flags": dict.fromkeys(FLAGS, False), "today": day}
        saved.append(
            json.loads(serve("save", json.dumps({"request": json.dumps(request), "page": _page()})))["text"]
        )
    return saved


def _sheet(instrument: str, items: str, letters: str) -> str:
    words = ["not-at-all", "slightly", "moderately", "very-much", "extremely"]
    answers = [{"A": "agree", "D": "disagree"}.get(letter) or words["NSMVE".index(letter)] for letter in letters]
    return json.dumps({"instrument": instrument, "answers": dict(zip(items, answers, strict=True))})


def _vectors(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return found
