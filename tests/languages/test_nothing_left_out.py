"""In a made-up language, whatever is still English was left out: on pages, in results, in what is taken along."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from calculator import service
from calculator.core.language import BEGINS, ENDS, GOES_ON, Language, use_language
from site_plugins.calculators.questions import make_questions
from site_plugins.languages import Languages
from tests.languages.made_up import ACCENTED, LONG, lengthen, write_translations
from tests.results import GUIDELINE, LINES
from tests.second_guideline.build import REAL
from tests.vectors.on_the_page import TYPED

WORD = re.compile(r"[A-Za-z]{2,}")
ACCENTS = set("".join(ACCENTED.values()))
INNERMOST = re.compile("⟦[^⟦⟧]*⟧")
SHOWN = ("aria-label", "title", "alt", "placeholder", "aria-description")
NAMES = {
    *("STarT Back", "Lumbar", "CSL-JSON", "RIS", "BibTeX", "FHIR", "LOINC", "PMID", "DOI", "PDF", "ZIP", "Keele"),
    *("Chrome", "Edge", "Safari (Mac", "Safari (iPhone, iPad", "Samsung Internet", "Firefox", "DADADADAV"),
    # Material's own, in the language that the made-up one borrows.
    *("Aller au contenu", "En-tête", "Onglets", "Table des matières", "anglais", "logo"),
}


@cache
def content_of(site: Path) -> str:
    """What editors wrote, and what is made of their records: no part of the interface."""
    files = [
        file for file in sorted((site.parent / "content").rglob("*")) if file.suffix in {".md", ".json", ".yml"}
    ]
    files += [REAL, *sorted((site / "data" / "guidelines").glob("*.json"))]
    return plain(" ".join(file.read_text(encoding="utf-8") for file in files))


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).casefold().strip()


def is_english(words: str, content: str) -> bool:
    """Whether words are English of the interface."""
    rest = re.sub(r"^\d+\. | - Lumbar$", "", words)
    while INNERMOST.search(rest):
        rest = INNERMOST.sub(" ", rest)
    # A part of a text whose brackets are in other elements.
    if ACCENTS & set(rest) or not WORD.search(rest) or rest.strip(" .,:;()?") in NAMES:
        return False
    # The size and the checksum of the folder are filled in.
    if re.fullmatch(r"[0-9a-f]{64}|Download the folder \(zip, .* MB\)", rest):
        return False
    return plain(rest) not in content


def own_words(tree: Any) -> Iterator[str]:
    """The texts of a page, and those that are only heard, but for what says that it is in another language."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "template"}:
            continue
        marked = [each for each in (element, *element.iterancestors()) if each.get("lang")]
        is_foreign = bool(marked) and marked[0].get("lang", "").startswith("en")
        hidden = any(each.get("translate") == "no" for each in (element, *element.iterancestors()))
        own = [element.text, *(child.tail for child in element)]
        yield from (text for text in own if text and not is_foreign and not hidden)
        yield from (value for name in SHOWN if (value := element.get(name)))


def english_in(tree: Any, site: Path) -> list[str]:
    """The words of the interface on a page that are English still."""
    found = {" ".join(text.split()) for text in own_words(tree)}
    return sorted(text for text in found if is_english(text, content_of(site)))


def test_no_page_of_a_translated_site_says_anything_in_english(long_site: Path) -> None:
    left: dict[str, list[str]] = {}
    for file in sorted(long_site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        assert not {BEGINS, GOES_ON, ENDS} & set(text), file
        if english := english_in(html.document_fromstring(text), long_site):
            left[str(file.relative_to(long_site))] = english
    assert left == {}


@pytest.fixture
def translated(long_site: Path) -> Iterator[Language]:
    """Python as it runs in a reader's browser, begun with the guideline in the made-up language."""
    content = long_site.parent / "content"
    language = Languages(content).language_of(LONG)
    assert language is not None
    guideline = (long_site / GUIDELINE).read_text(encoding="utf-8")
    service.begin(guideline, None, json.dumps(language.to_json()))
    yield language
    use_language(None)
    service.begin(guideline)


PAGE = {"root": "../", "lines": LINES, "unsure": []}


@pytest.mark.usefixtures("translated")
def test_no_result_says_anything_in_english(long_site: Path) -> None:
    left: set[str] = set()
    for vector in TYPED:
        for day in ("", "2026-12-24"):
            page = {**PAGE, "day": day or vector["request"].get("today") or "2026-11-23"}
            payload = {"request": json.dumps(vector["request"]), "page": page}
            answer = json.loads(service.serve("present", json.dumps(payload)))
            if answer["html"]:
                tree = html.fragment_fromstring(answer["html"], create_parent="section")
                left |= set(english_in(tree, long_site))
            left |= {error["message"] for error in answer["errors"] if "⟦" not in error["message"]}
    assert left == set()


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("command", ["text", "letter", "calendar", "save", "code", "fhir"])
def test_what_is_taken_along_holds_no_marks(command: str) -> None:
    for vector in TYPED[::5]:
        payload = {"request": json.dumps(vector["request"]), "page": PAGE, "ascii": False, "private": False}
        said = service.serve(command, json.dumps(payload))
        assert not re.search(r"\\ufdd[012]", said)
        if command in ("text", "letter"):
            assert "⟦" in json.loads(said)["text"]


def test_every_question_of_a_build_is_answered_in_another_language(tmp_path: Path, guideline_text: str) -> None:
    """Whatever a page may ask: what is answered in English is answered in another language, and refused alike."""
    file = tmp_path / "languages" / f"{LONG}.po"
    write_translations(file, LONG, Languages(tmp_path).texts, lengthen)
    language = Languages(tmp_path).language_of(LONG)
    assert language is not None
    questions = [question for question in make_questions() if question[0] != "begin"][::7]

    def kinds() -> list[str]:
        found = []
        for command, payload in questions:
            try:
                answer = json.loads(service.serve(command, payload))
                found.append("error" if answer.get("error") or answer.get("errors") else "answer")
            except Exception as error:
                found.append(type(error).__name__)
        return found

    try:
        service.begin(guideline_text)
        in_english = kinds()
        service.begin(guideline_text, None, json.dumps(language.to_json()))
        assert kinds() == in_english
    finally:
        service.begin(guideline_text)
