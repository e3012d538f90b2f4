"""What a patient reads is easy to read: a lint by textstat's grades, which know syllables but no meaning.

A grade of the Flesch-Kincaid formula plus 5 is about the age of whoever reads it with ease.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest
import textstat
from lxml import html

from calculator.result.screen import answer_page
from calculator.result.site import Site
from calculator.result.texts import text as result_text
from calculator.start_back import START_BACK
from calculator.start_back.red_flags import RED_FLAGS
from site_plugins.calculator_page.texts import text as page_text
from tests.results import LINES

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "plans.json").read_text(encoding="utf-8"))["valid"]
WHOLE_RESULT, OWN_TEXT = 6.5, 9.0
"""The highest grades: of all that a result says, and of one text of the tool's own."""

HARD = {
    # Names of conditions, medicines and signs that the rules demand word for word.
    "safety-net",
    # The signs of the first safety question, one after the other.
    "emergency-signs",
    "source-list-missing",
    "form.nsaid",
}


def grade(words: str) -> float:
    return float(textstat.flesch_kincaid_grade(words))


@pytest.mark.parametrize("risk", ["low", "medium", "high", None])
def test_a_result_is_easy_to_read(site: Path, risk: str | None) -> None:
    model = json.loads((site / "data" / "guidelines" / "low-back-pain-next-steps.json").read_text(encoding="utf-8"))
    page = Site.from_json({"guideline": model, "root": "../", "lines": LINES, "unsure": []})
    plans = [v for v in VECTORS if v["plan"] and v["plan"]["urgency"] == "routine" and v["plan"]["group"] == risk]
    assert plans
    grades = [
        grade(_said(answer_page(json.dumps(vector["request"]), START_BACK, page)["html"])) for vector in plans
    ]
    assert statistics.median(grades) <= WHOLE_RESULT


def _said(result: str) -> str:
    """Return what a patient reads of a result, sentence by sentence, without the links to sources."""
    tree: Any = html.fragment_fromstring(result, create_parent="section")
    for other in (each for name in ("clinician-view", "action__source", "sheet") for each in tree.find_class(name)):
        other.drop_tree()
    for picture in list(tree.iter("svg")):
        picture.drop_tree()
    texts = (" ".join(part.text_content().split()) for part in tree.iter("h2", "h3", "h4", "p", "li"))
    return " ".join(text if text.endswith((".", "?", ":")) else f"{text}." for text in texts if text)


HOLES = {name: f"{{{name}}}" for name in ("emergency", "urgent", "crisis", "flags", "missing", "possible", "count")}
"""Words in braces that stay as they are."""

OWN = (
    {notice.id: START_BACK.notice_text(notice.id, HOLES) for notice in START_BACK.notices}
    | {question.id: ". ".join((question.question, *question.signs)) for question in RED_FLAGS}
    | {
        key: text
        for key, text in (result_text | page_text).items()
        if key.startswith(("form.", "steps.", "storage.", "export.", "result.part", "result.group"))
    }
)


@pytest.mark.parametrize("name", sorted(name for name, text in OWN.items() if len(text.split()) > 9))
def test_a_text_of_the_tools_own_is_easy_to_read_or_named_as_hard(name: str) -> None:
    assert (grade(OWN[name]) > OWN_TEXT) == (name in HARD)
