"""Everything that reaches a reader: built pages, published files, and what the page gets from Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

from calculator.service import begin, serve
from tests.site.html import Element, article_of, with_class, words
from tests.source_facts.transcribed import LINES, QUESTIONS

SLUG = "low-back-pain-next-steps"
FLAGS = [question["flag"] for question in QUESTIONS]
NO_FLAGS = dict.fromkeys(FLAGS, False)


class Reader:
    """Reads a built site, and asks Python what the calculator's page asks it."""

    def __init__(self, site: Path) -> None:
        self.site = site
        begin(self.text(f"data/guidelines/{SLUG}.json"))

    def text(self, address: str) -> str:
        """Return a published file."""
        return (self.site / address).read_text(encoding="utf-8")

    def json(self, address: str) -> dict[str, Any]:
        """Return a published file of JSON."""
        return json.loads(self.text(address))

    def form(self) -> Element:
        """The calculator's page without what only a script shows."""
        article = article_of(self.site / "calculator" / "index.html")
        for waiting in list(article.xpath("//*[@hidden]")):
            waiting.drop_tree()
        return article

    def paper(self) -> Element:
        """The questionnaire to print and fill in by hand."""
        return article_of(self.site / "calculator" / "paper" / "index.html")

    def patient_page(self) -> Element:
        """The guideline in plain words."""
        return article_of(self.site / "guidelines" / SLUG / "patient" / "index.html")

    def _ask(self, command: str, fields: dict[str, Any], unsure: tuple[str, ...], **more: Any) -> dict[str, Any]:
        request = json.dumps({"red_flags": NO_FLAGS} | fields)
        page = {"root": "../", "lines": LINES, "unsure": list(unsure)}
        return json.loads(serve(command, json.dumps({"request": request, "page": page, "ascii": False, **more})))

    def response(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The calculator's response to a request; no red flag stands unless it says so."""
        return self._ask("present", fields, ())["response"]

    def _result(self, fields: dict[str, Any], unsure: tuple[str, ...]) -> Element:
        answer = self._ask("present", fields, unsure)
        assert answer["errors"] == []
        return html.fragment_fromstring(answer["html"], create_parent="section")

    def screen(self, fields: dict[str, Any], unsure: tuple[str, ...] = ()) -> Element:
        """The result on the screen."""
        result = self._result(fields, unsure)
        (sheet,) = with_class(result, "sheet")
        sheet.drop_tree()
        return result

    def sheet(self, fields: dict[str, Any], unsure: tuple[str, ...] = ()) -> Element:
        """The result on the printed sheet."""
        (sheet,) = with_class(self._result(fields, unsure), "sheet")
        return sheet

    def record(self, fields: dict[str, Any], unsure: tuple[str, ...] = ()) -> str:
        """The text for a record."""
        return self._ask("text", fields, unsure)["text"]

    def saved(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The saved file."""
        return json.loads(self._ask("save", fields, ())["text"])

    def summary(self, fields: dict[str, Any]) -> str:
        """The text in the QR code."""
        return self._ask("code", fields, ())["text"]

    def calendar(self, fields: dict[str, Any], *, private: bool) -> str:
        """The calendar file with its folded lines joined."""
        return self._ask("calendar", fields, (), private=private)["text"].replace("\r\n ", "")

    def make_bundle(self, fields: dict[str, Any], unsure: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """The resources of the FHIR Bundle."""
        bundle = json.loads(self._ask("fhir", fields, unsure)["text"])
        return [entry["resource"] for entry in bundle["entry"]]

    def questionnaire(self, form: str) -> dict[str, Any]:
        """A published FHIR Questionnaire."""
        return self.json(f"data/fhir/Questionnaire-{form}.json")


def choices(group: Element) -> dict[str, bool]:
    """The labels of a question's answers, in order, and whether each is shaded."""
    return {words(label): "choice--scores" in label.get("class").split() for label in with_class(group, "choice")}


def cells(row: Element) -> list[str]:
    """The cells of a table's row, heads as well."""
    return [words(cell) for cell in row.iter("th", "td")]
