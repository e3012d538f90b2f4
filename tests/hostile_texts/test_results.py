"""What comes of a form whose guideline, telephone lines, label and saved files hold words that look like markup."""

from __future__ import annotations

import json
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from icalendar import Calendar
from lxml import etree

from calculator import service
from site_plugins.diagnostics.days import is_day
from tests.hostile_texts.site import HARMLESS, HOSTILE, LINE, LONG, STATUS, TITLE
from tests.results import LINES, NO_FLAGS, sheet

KEPT = ("id", "kind", "url", "slug", "version", "citations", "cited_by", "about", "number", "next_review")
DAY = {"first_session": "2026-11-16", "today": "2026-11-23"}
REQUESTS: dict[str, dict[str, Any]] = {
    "a whole sheet": {
        **sheet("AADDADDDE"),
        **DAY,
        "weeks_since_onset": 3,
        "improving": "no",
        "nsaid": "tried",
        "sessions_attended": 3,
    },
    "half a sheet": {**sheet("AA??????E"), **DAY},
    "no sheet": {**DAY, "nsaid": "not-tried"},
    "a red flag": {"red_flags": NO_FLAGS | {"cauda-equina": True}, **DAY},
}


def with_words(value: Any, words: str, key: str = "") -> Any:
    """A published guideline with the words in each of its texts."""
    if isinstance(value, dict):
        return {name: with_words(each, words, name) if name not in KEPT else each for name, each in value.items()}
    if isinstance(value, list):
        return [with_words(each, words, key) for each in value]
    # What a program reads as a choice or a day is no words.
    return words if isinstance(value, str) and value != "unlisted" and not is_day(value) else value


@pytest.fixture(scope="module")
def published(harmless: Path) -> dict[str, Any]:
    model: dict[str, Any] = json.loads(
        (harmless / "data/guidelines/low-back-pain-next-steps.json").read_text(encoding="utf-8")
    )
    return model


def ask(
    published: dict[str, Any], words: str, command: str, request: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """What the page gets for a command."""
    model = with_words(published, words) | {"title": words[:TITLE], "status": words[:STATUS]}
    service.begin(json.dumps(model))
    page = {
        "root": "../",
        "lines": dict.fromkeys(LINES, words[:LINE]),
        "unsure": ["cauda-equina"] if "red_flags" in request else [],
        "day": "2026-11-23",
        "label": words,
        "own": {"goal": words, "exercises": [dict.fromkeys(("what", "how_many", "how_often"), words)]},
    }
    payload = {"request": json.dumps({"red_flags": NO_FLAGS} | request), "page": page, **more}
    answer: dict[str, Any] = json.loads(service.serve(command, json.dumps(payload)))
    return answer


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.tag), tuple(sorted(map(str, each.attrib)))) for each in etree.HTML(html).iter()]


@pytest.mark.parametrize("name", REQUESTS)
def test_a_result_has_the_elements_of_one_with_harmless_words(published: dict[str, Any], name: str) -> None:
    expected = ask(published, HARMLESS, "present", REQUESTS[name])["html"]
    got = ask(published, LONG, "present", REQUESTS[name])["html"]
    assert skeleton(got) == skeleton(expected)
    shown = " ".join("".join(etree.HTML(got).itertext()).split())
    assert " ".join(LONG.split()) in shown


@pytest.mark.parametrize("name", REQUESTS)
def test_a_record_is_text_of_its_length(published: dict[str, Any], name: str) -> None:
    answer = ask(published, HOSTILE, "text", REQUESTS[name], ascii=False)["text"]
    assert HOSTILE[:STATUS] in answer
    for words in (HOSTILE, LONG):
        answer = ask(published, words, "text", REQUESTS[name], ascii=True)["text"]
        assert answer.isascii()
        # Of where to go nothing is left out, however long its sentences are.
        assert len(answer) < 1200 or name == "a red flag"


@pytest.mark.parametrize("name", REQUESTS)
def test_a_letter_has_the_paragraphs_of_one_with_harmless_words(published: dict[str, Any], name: str) -> None:
    styles = []
    for words in (HARMLESS, HOSTILE):
        letter = ask(published, words, "letter", REQUESTS[name])["text"]
        assert words[:STATUS] in letter
        file = ask(published, words, "letter-file", REQUESTS[name], text=letter)
        paragraphs = Document(BytesIO(b64decode(file["base64"]))).paragraphs
        # Marks without a shape of their own may be missing: test_letter.py says which.
        assert list(map(_visible, (each.text for each in paragraphs))) == list(map(_visible, letter.splitlines()))
        styles.append([str(each.style and each.style.name) for each in paragraphs])
    assert styles[0] == styles[1]


def _visible(text: str) -> str:
    return "".join(filter(str.isprintable, text))


@pytest.mark.parametrize("name", ["a whole sheet", "no sheet"])
def test_a_calendar_has_the_events_of_one_with_harmless_words(published: dict[str, Any], name: str) -> None:
    events = [
        [
            sorted(event)
            for event in Calendar.from_ical(
                ask(published, words, "calendar", REQUESTS[name], private=False)["text"]
            ).walk("VEVENT")
        ]
        for words in (HARMLESS, LONG)
    ]
    assert events[0] == events[1] != []


def test_a_bundle_for_fhir_has_narratives_without_other_elements(published: dict[str, Any]) -> None:
    narratives = [
        [
            sorted({each.tag for each in ElementTree.fromstring(text).iter()})
            for text in _narratives(json.loads(answer))
        ]
        for words in (HARMLESS, LONG)
        for answer in [ask(published, words, "fhir", REQUESTS["a whole sheet"])["text"]]
    ]
    assert narratives[0] == narratives[1] != []


def _narratives(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["div"]] if isinstance(value.get("div"), str) else []
        return own + [each for inner in value.values() for each in _narratives(inner)]
    return [each for inner in value for each in _narratives(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("words", [HOSTILE, LONG])
def test_a_label_is_saved_on_one_line_and_opens_again(published: dict[str, Any], words: str) -> None:
    saved = ask(published, words, "save", REQUESTS["a whole sheet"])
    label = json.loads(saved["text"])["label"]
    assert 0 < len(label) <= 40
    opened = ask(published, words, "open", {}, text=saved["text"])
    assert opened["label"] == label
    assert label in words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", HOSTILE),
        ("label", "a\u0007"),
        ("label", "a\u202eb"),
        ("label", "a\nb"),
        ("format", HOSTILE),
        ("version", LONG),
        ("day", HOSTILE),
        ("made_with", {"calculator": HOSTILE, "guideline": LONG}),
        ("request", {HOSTILE: LONG}),
        ("unsure", [HOSTILE]),
        ("score", {"total": HOSTILE, "distress": LONG, "risk": HOSTILE}),
        (LONG, LONG),
    ],
)
def test_a_saved_file_with_such_words_is_refused_in_a_sentence(
    published: dict[str, Any], field: str, value: object
) -> None:
    saved = json.loads(ask(published, HARMLESS, "save", REQUESTS["a whole sheet"])["text"])
    opened = ask(published, HARMLESS, "open", {}, text=json.dumps(saved | {field: value}))
    assert opened.keys() == {"error"}
    assert all(each.isprintable() for each in opened["error"])
    assert len(opened["error"]) < 2000


def test_a_comparison_shows_labels_as_text(published: dict[str, Any]) -> None:
    label = "<img src=x onerror=run()>"
    request = REQUESTS["a whole sheet"]
    saved = json.loads(ask(published, HARMLESS, "save", request | {"today": "2026-11-20"})["text"])
    files = [{"name": "</b><script>run()</script>", "text": json.dumps(saved | {"label": label})}]
    asked = ask(published, LONG, "change", request, files=files, same_person=False)
    assert asked.keys() == {"ask"}
    html = ask(published, LONG, "change", request, files=files, same_person=True)["html"]
    assert not list(etree.HTML(html).iter("img", "script"))
    assert label in "".join(etree.HTML(html).itertext())


def test_a_code_is_a_picture_of_text(published: dict[str, Any]) -> None:
    pytest.importorskip("segno")
    codes = [ask(published, words, "code", REQUESTS["a whole sheet"])["html"] for words in (HARMLESS, LONG)]
    assert skeleton(codes[1]) == skeleton(codes[0])
