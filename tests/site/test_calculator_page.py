"""The calculator's page as it stands without any script: a form that works on paper.

What it asks, word for word, is compared with the facts by tests/source_facts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.start_back import START_BACK
from calculator.start_back.instrument import ITEMS
from calculator.start_back.red_flags import RED_FLAGS
from tests.site.html import Element, article_of, with_class, words


@pytest.fixture
def page(site: Path) -> Element:
    """The page without what only a script shows."""
    article = article_of(site / "calculator" / "index.html")
    for waiting in list(article.xpath("//*[@hidden]")):
        waiting.drop_tree()
    return article


def choices(group: Element) -> list[tuple[str, str, bool]]:
    """Value, label and whether the answer is shaded."""
    return [
        (label.find("input").get("value"), words(label), "choice--scores" in label.get("class").split())
        for label in with_class(group, "choice")
    ]


def test_ten_answers_score_agree_eight_times_and_the_two_worst_of_the_last(page: Element) -> None:
    shaded = [label for item in with_class(page, "item") for _value, label, scores in choices(item) if scores]
    assert shaded == ["Agree"] * 8 + ["Very much", "Extremely"]


def test_what_to_do_about_a_yes_stands_between_the_safety_questions_and_the_items(page: Element) -> None:
    said = {stop.get("data-urgency"): words(stop) for stop in with_class(page, "stop")}
    assert list(said) == ["emergency", "urgent"]
    assert said["emergency"].startswith("If you answered yes or not sure to safety question 1:")
    assert "emergency department" in said["emergency"]
    assert said["urgent"].startswith("If you answered yes or not sure to safety question 2, 3, 4 or 5:")
    text = words(page)
    assert text.index(RED_FLAGS[-1].question) < text.index(said["emergency"]) < text.index(ITEMS[0].text)


def test_the_scoring_rule_can_be_worked_out_on_paper(page: Element) -> None:
    [paper] = with_class(page, "paper")
    assert [words(heading) for heading in paper.iter("h3")] == [
        "Total 3 or less: low risk",
        "Total 4 or more, and questions 5 to 9 give 3 or less: medium risk",
        "Questions 5 to 9 give 4 or more: high risk",
    ]
    text = words(paper)
    assert "Give one point for each shaded answer." in text
    assert "If an answer is missing, there is no result. Do not guess it." in text


def test_each_group_on_paper_leads_to_its_own_statements(page: Element) -> None:
    [paper] = with_class(page, "paper")
    found = [[link.get("href").partition("#")[2] for link in group.iter("a")] for group in paper.iter("ul")]
    assert found == [
        ["low-self-management"],
        ["medium-structured-pt", "medium-active-not-passive"],
        ["high-biopsychosocial-pt", "high-add-cbt"],
    ]


def test_no_country_is_assumed(page: Element) -> None:
    text = words(page)
    assert "{" not in text
    assert not [line for line in ("999", "911", "112", "116 117", "988") if line in text]
    assert [notice for notice in START_BACK.notices if "{emergency}" in notice.text]


def test_who_it_is_not_for_stands_before_the_first_question(page: Element) -> None:
    before = words(page).partition(RED_FLAGS[0].question)[0]
    assert "adults (18 and over) with low back pain" in before
    for group in ("18 and over", "pregnant", "operation", "injury of the spine"):
        assert group in before


def test_no_answer_is_given_in_advance_and_none_is_remembered_by_the_browser(page: Element) -> None:
    assert page.xpath("//form[@id='calculator-form']//input[@checked or @value and @type='text']") == []
    assert page.xpath("//form[@id='calculator-form']/@autocomplete") == ["off"]


def test_every_entry_has_its_label(page: Element) -> None:
    entries = page.xpath("//form[@id='calculator-form']//input")
    # Safety questions, items, and of the treatment four entries, two of them with units, and three questions.
    assert len(entries) == 5 * 3 + 8 * 2 + 5 + 4 + 2 * 4 + 3 + 3 + 3
    labels = set(page.xpath("//label/@for"))
    for entry in entries:
        assert entry.get("id") in labels or entry.getparent().tag == "label"
