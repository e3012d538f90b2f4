"""The calculator's page as it stands without any script: a form that works on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.start_back.instrument import COPYRIGHT, ITEMS, STEM
from calculator.core.instrument import Item
from calculator.start_back import START_BACK
from calculator.start_back.red_flags import ALREADY_CHECKED, RED_FLAGS
from tests.site.html import Element, article_of, with_class, words


@pytest.fixture
def page(site: Path) -> Element:
    """The page without what only a script shows."""
    article = article_of(site / "calculator" / "index.html")
    for waiting in list(article.xpath("//*[@hidden]")):
        waiting.drop_tree()
    return article


def own_words(element: Element) -> list[str]:
    """The texts that are not to be translated, below an element."""
    return [words(each) for each in element.xpath(".//*[@translate='no']")]


def field(page: Element, name: str) -> Element:
    [found] = page.xpath("//fieldset[@id=$name]", name=name)
    return found


def choices(group: Element) -> list[tuple[str, str, bool]]:
    """Value, label and whether the answer is shaded."""
    return [
        (label.find("input").get("value"), words(label), "choice--scores" in label.get("class").split())
        for label in with_class(group, "choice")
    ]


def test_the_nine_items_are_keeles_word_for_word(page: Element) -> None:
    items = list(with_class(page, "item"))
    assert [item.get("id") for item in items] == [f"answers.{item.number}" for item in ITEMS]
    assert [words(item.find("legend")) for item in items] == [f"{item.number}. {item.text}" for item in ITEMS]
    assert len(items) == 9


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.number))
def test_an_items_answers_are_keeles_and_those_that_score_are_shaded(page: Element, item: Item) -> None:
    found = choices(field(page, f"answers.{item.number}"))
    assert found == [(choice.value, choice.label, choice.points == 1) for choice in item.choices]


def test_ten_answers_score_agree_eight_times_and_the_two_worst_of_the_last(page: Element) -> None:
    shaded = [label for item in with_class(page, "item") for _value, label, scores in choices(item) if scores]
    assert shaded == ["Agree"] * 8 + ["Very much", "Extremely"]


def test_no_program_may_translate_the_instrument(page: Element) -> None:
    for item in ITEMS:
        group = field(page, f"answers.{item.number}")
        assert own_words(group) == [item.text, *(choice.label for choice in item.choices)]
    assert STEM in own_words(page)


def test_keeles_copyright_line_stands_below_the_items(page: Element) -> None:
    assert COPYRIGHT == "Copyright 2021 Keele University; funded by Arthritis Research UK (now Versus Arthritis)."
    [line] = [text for text in own_words(page) if COPYRIGHT in text]
    assert words(page).index(ITEMS[-1].text) < words(page).index(line)


def test_the_five_safety_questions_come_before_the_items_with_all_their_signs(page: Element) -> None:
    assert len(RED_FLAGS) == 5
    text = words(page)
    assert ALREADY_CHECKED in text
    for number, question in enumerate(RED_FLAGS, start=1):
        group = field(page, f"red_flags.{question.id}")
        assert words(group.find("legend")) == f"Safety question {number}: {question.question}"
        assert [words(sign) for sign in group.iter("li")] == list(question.signs)
        assert [label for _value, label, _scores in choices(group)] == ["Yes", "No", "Not sure"]
        assert text.index(question.question) < text.index(ITEMS[0].text)


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
    assert "Adults (18 and over) with low back pain" in before
    for group in ("under 18", "pregnancy", "surgery", "injury"):
        assert group in before


def test_no_answer_is_given_in_advance_and_none_is_remembered_by_the_browser(page: Element) -> None:
    assert page.xpath("//form[@id='calculator-form']//input[@checked or @value and @type='text']") == []
    assert page.xpath("//form[@id='calculator-form']/@autocomplete") == ["off"]


def test_every_entry_has_its_label(page: Element) -> None:
    entries = page.xpath("//form[@id='calculator-form']//input")
    assert len(entries) == 5 * 3 + 8 * 2 + 5 + 4 + 3 + 3
    labels = set(page.xpath("//label/@for"))
    for entry in entries:
        assert entry.get("id") in labels or entry.getparent().tag == "label"
