"""The published Questionnaires in LHC-Forms, a renderer of the U.S. National Library of Medicine: the same scores.

Nothing of ours is on its page but the Questionnaire.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from calculator.core.instrument import Instrument
from calculator.core.quick_entry import read_answers
from calculator.core.scoring import score
from calculator.start_back import START_BACK
from tests.browser.conftest import PATIENCE
from tests.browser.listening import listen
from tools.serve import Handler

LFORMS = Path(__file__).parents[2] / "node_modules" / "lforms" / "dist" / "lforms"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>LHC-Forms</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="lforms/webcomponent/styles.css">
<script src="lforms/webcomponent/assets/lib/zone.min.js"></script>
<script src="lforms/webcomponent/runtime.js" type="module"></script>
<script src="lforms/webcomponent/polyfills.js" type="module"></script>
<script src="lforms/webcomponent/main.js" type="module"></script>
<script src="lforms/fhir/R4/lformsFHIR.min.js" type="module"></script>
<div id="form"></div></html>"""

NINE = (
    # Nobody bothered, each item alone, and both answers to item 9 that give a point.
    *("DDDDDDDDN", "ADDDDDDDN", "DADDDDDDN", "DDADDDDDN", "DDDADDDDN"),
    *("DDDDADDDN", "DDDDDADDN", "DDDDDDADN", "DDDDDDDAN", "DDDDDDDDS", "DDDDDDDDM", "DDDDDDDDV", "DDDDDDDDE"),
    # Both sides of each cut-off: a total of 3 and 4, a distress score of 3 and 4.
    *("AAADDDDDN", "AAADDDDDV", "AAAADDDDN", "DDDDAAADN", "ADDDAAADN", "DDDDAAAAM", "DDDDAAADE", "AAAAAAADM"),
    *("AAAAAAAAM", "DDDDAAAAE", "AAAAAAAAE"),
)
SIX = ("DDDDDN", "AADDDM", "AADDDV", "AAAAAE")


@pytest.fixture(scope="module")
def origin(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has LHC-Forms and the site's FHIR files, and nothing else."""
    folder = tmp_path_factory.mktemp("lforms")
    (folder / "lforms").symlink_to(LFORMS)
    (folder / "fhir").symlink_to(site / "data" / "fhir")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(Handler, directory=str(folder))
    with listen(handler) as found:
        yield found


@pytest.fixture
def lforms(browser: Browser, origin: str) -> Iterator[Page]:
    """A page on which LHC-Forms has loaded; it fails the test on a request to anywhere else."""
    context = browser.new_context(base_url=origin)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/index.html")
    page.wait_for_function("window.LForms && LForms.Util && LForms.FHIR && LForms.FHIR.R4")
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []
    assert f"{origin}/lforms/webcomponent/main.js" in asked


def show(page: Page, form: str) -> None:
    """Let LHC-Forms show a published Questionnaire."""
    page.evaluate(
        """async (address) => {
             const questionnaire = await (await fetch(address)).json();
             await LForms.Util.addFormToPage(questionnaire, "form");
           }""",
        f"fhir/Questionnaire-{form}.json",
    )


def field(page: Page, link_id: str) -> Locator:
    """The field of an item."""
    return page.locator(f'[id="{link_id}/1"]')


def answer(page: Page, instrument: Instrument, number: int, value: str | None) -> None:
    """Answer an item by keyboard."""
    assert value is not None
    choices = page.locator(f'[id="item-{number}/1"] label.lhc-answer')
    expect(choices).to_have_count(len(instrument.item_by_number[number].choices))
    choice = instrument.item_by_number[number].choice(value)
    label = choices.filter(has_text=f"{choice.label} - {choice.points}")
    label.get_by_role("radio").press("Space")
    # The input itself stays unchecked there, whatever is shown.
    expect(label).to_have_class(re.compile("ant-radio-wrapper-checked"))


@pytest.mark.parametrize(("form", "lines"), [("start-back-9", NINE), ("start-back-6", SIX)])
def test_it_shows_the_calculators_scores(lforms: Page, form: str, lines: tuple[str, ...]) -> None:
    show(lforms, form)
    instrument = START_BACK.instrument_by_id[form]
    names = [*(scale.id for scale in instrument.scales), "risk"]
    for item in instrument.items:
        expect(lforms.get_by_text(item.text)).to_be_visible()
    groups = {"low": "Low", "medium": "Medium", "high": "High", "not-low": "Medium or high"}
    for line in lines:
        # An empty form each time: what shows after the last answer is this sheet's score.
        show(lforms, form)
        answers = read_answers(line, instrument)
        *others, last = answers
        for number in others:
            answer(lforms, instrument, number, answers[number])
        for name in names:
            expect(field(lforms, name)).to_have_value("")
        answer(lforms, instrument, last, answers[last])
        own = score(instrument, answers)
        assert own.band is not None
        expected = {"total": str(own.total), "distress": str(own.points("distress")), "risk": groups[own.band.id]}
        for name in names:
            expect(field(lforms, name)).to_have_value(expected[name])


def test_it_shows_the_letters_and_the_points_of_the_answers(lforms: Page) -> None:
    show(lforms, "start-back-9")
    shown = [lforms.locator(f'[id="item-{number}/1"] label.lhc-answer').all_inner_texts() for number in (1, 9)]
    assert shown == [
        ["D. Disagree - 0", "A. Agree - 1"],
        ["N. Not at all - 0", "S. Slightly - 0", "M. Moderately - 0", "V. Very much - 1", "E. Extremely - 1"],
    ]


def test_what_it_sends_on_has_the_answers_and_the_scores(lforms: Page) -> None:
    show(lforms, "start-back-9")
    answers = read_answers("ADAADDDDE", START_BACK.instrument)
    for number, value in answers.items():
        answer(lforms, START_BACK.instrument_by_id["start-back-9"], number, value)
    expect(field(lforms, "risk")).to_have_value("Medium")
    sent = lforms.evaluate("JSON.stringify(LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'))")
    items = {item["linkId"]: item["answer"][0] for item in json.loads(sent)["item"] if "answer" in item}
    coded = {int(number): value["valueCoding"]["code"] for number, value in items.items() if number.isdigit()}
    assert coded == answers
    assert (items["total"]["valueInteger"], items["distress"]["valueInteger"]) == (4, 1)
    assert items["risk"]["valueCoding"]["code"] == "LA8982-6"
