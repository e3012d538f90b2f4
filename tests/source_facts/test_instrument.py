"""The STarT Back tool reaches every reader in Keele's words, with Keele's points, under Keele's copyright."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.site.html import Element, with_class, words
from tests.source_facts.reader import NO_FLAGS, Reader, cells, choices
from tests.source_facts.transcribed import COPYRIGHT, ITEMS, START_BACK, STEM, answer_value, sheet_answers

SHORT = [item for item in ITEMS if item["number"] in START_BACK["short_form_items"]]
ALL_AGREED = sheet_answers("AAAAAAAAE")

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"item-{item['number']}")


def numbered(item: dict[str, Any]) -> str:
    return f"{item['number']}. {item['text']}"


def untranslated(element: Element) -> list[str]:
    """The texts that no program may translate."""
    return [words(each) for each in element.xpath(".//*[@translate='no']")]


# ---- The form on the page ----------------------------------------------------------------------------------------


def test_the_page_asks_the_nine_items_in_keeles_order(reader: Reader) -> None:
    content = [words(item.find("legend")) for item in with_class(reader.form(), "item")]
    assert content == [numbered(item) for item in ITEMS]
    assert len(content) == 9


@each_item
def test_an_item_on_the_page_is_keeles_word_for_word(reader: Reader, item: dict[str, Any]) -> None:
    [fieldset] = reader.form().xpath("//fieldset[@id=$id]", id=f"answers.{item['number']}")
    assert words(fieldset.find("legend")) == numbered(item)
    assert choices(fieldset) == {label: point == 1 for label, point in item["answers"].items()}
    assert untranslated(fieldset) == [item["text"], *item["answers"]]


@each_item
def test_an_answer_on_the_page_is_sent_as_what_its_label_says(reader: Reader, item: dict[str, Any]) -> None:
    [fieldset] = reader.form().xpath("//fieldset[@id=$id]", id=f"answers.{item['number']}")
    sent = {words(label): label.find("input").get("value") for label in with_class(fieldset, "choice")}
    assert sent == {label: answer_value(label) for label in item["answers"]}


def test_the_page_introduces_the_items_with_keeles_stem(reader: Reader) -> None:
    form = reader.form()
    assert STEM in untranslated(form)
    assert words(form).index(STEM) < words(form).index(ITEMS[0]["text"])


# ---- Paper -------------------------------------------------------------------------------------------------------


@each_item
def test_an_item_on_paper_is_keeles_with_its_points_in_the_boxes(reader: Reader, item: dict[str, Any]) -> None:
    content = {}
    for table in with_class(reader.paper(), "questionnaire__table"):
        heads = cells(table.find("thead").find("tr"))
        for row in table.find("tbody").iter("tr"):
            # The last item stands in a table of its own, below its caption.
            caption = table.find("caption")
            question, boxes = (cells(row)[0], cells(row)[1:]) if caption is None else (words(caption), cells(row))
            scores = [bool(list(with_class(cell, "tick--scores"))) for cell in row.iter("td")]
            content[question] = (dict(zip(heads[-len(boxes) :], boxes, strict=True)), scores)
    points = item["answers"]
    assert content[numbered(item)] == (
        {label: str(point) for label, point in points.items()},
        [point == 1 for point in points.values()],
    )


def test_the_stem_stands_above_the_items_on_paper(reader: Reader) -> None:
    assert [
        table for table in with_class(reader.paper(), "questionnaire__table") if STEM in cells(table.find("thead"))
    ]


# ---- The result on the screen and on the printed sheet -----------------------------------------------------------


@each_item
def test_an_item_in_the_working_of_a_result_is_keeles(reader: Reader, item: dict[str, Any]) -> None:
    screen = reader.screen(ALL_AGREED)
    [working] = screen.xpath("//section[h3[@id='clinician-score']]")
    rows = [cells(row) for row in working.find(".//tbody").iter("tr")]
    worst = list(item["answers"])[-1]
    distress = " (distress)" if item["number"] in START_BACK["distress_items"] else ""
    assert rows[item["number"] - 1] == [numbered(item), item["domain"] + distress, worst, "1"]


@each_item
def test_an_item_on_the_sheet_has_its_domain_and_its_answer(reader: Reader, item: dict[str, Any]) -> None:
    [_exercises, table, *_others] = with_class(reader.sheet(ALL_AGREED), "sheet__table")
    rows = [cells(row) for row in table.find("tbody").iter("tr")]
    distress = " (distress)" if item["number"] in START_BACK["distress_items"] else ""
    assert rows[item["number"] - 1] == [
        str(item["number"]),
        item["domain"] + distress,
        list(item["answers"])[-1],
        "1",
    ]


@each_item
def test_the_record_names_what_an_item_is_about(reader: Reader, item: dict[str, Any]) -> None:
    [positive] = [line for line in reader.record(ALL_AGREED).splitlines() if line.startswith("Positive: ")]
    about = positive.removeprefix("Positive: ").removesuffix(".").split(", ")
    assert about[item["number"] - 1] == f"{item['number']} {item['domain']}"


@pytest.mark.parametrize("place", range(5))
def test_the_record_gives_the_last_answer_in_keeles_words(reader: Reader, place: int) -> None:
    label = list(ITEMS[8]["answers"])[place]
    assert f"Item 9 (bothersomeness): {label}." in reader.record(sheet_answers("DDDDDDDD" + "NSMVE"[place]))


# ---- FHIR --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "items"), [("start-back-9", ITEMS), ("start-back-6", SHORT)])
def test_the_questionnaire_holds_keeles_items(reader: Reader, form: str, items: list[dict[str, Any]]) -> None:
    stem, *rest = reader.questionnaire(form)["item"]
    assert (stem["type"], stem["text"]) == ("display", STEM)
    asked = [item for item in rest if item["type"] == "choice" and item["linkId"] != "risk"]
    assert [(item["linkId"], item["prefix"], item["text"]) for item in asked] == [
        (str(item["number"]), f"{item['number']}.", item["text"]) for item in items
    ]
    for resource, item in zip(asked, items, strict=True):
        options = {
            option["valueCoding"]["display"]: option["extension"][0]["valueDecimal"]
            for option in resource["answerOption"]
        }
        assert options == item["answers"]


@pytest.mark.parametrize(("form", "items"), [("start-back-9", ITEMS), ("start-back-6", SHORT)])
def test_the_questionnaires_text_for_people_holds_them_too(
    reader: Reader, form: str, items: list[dict[str, Any]]
) -> None:
    narrative = html.fragment_fromstring(reader.questionnaire(form)["text"]["div"])
    assert [words(item) for item in narrative.iter("li")] == [numbered(item) for item in items]
    assert STEM in [words(paragraph) for paragraph in narrative.iter("p")]


@each_item
def test_an_answered_item_in_the_bundle_is_keeles(reader: Reader, item: dict[str, Any]) -> None:
    response, *_scores = reader.make_bundle(ALL_AGREED)
    answered = {line["linkId"]: line for line in response["item"]}[str(item["number"])]
    assert answered["text"] == item["text"]
    assert answered["answer"][0]["valueCoding"]["display"] == list(item["answers"])[-1]


# ---- Scoring -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", START_BACK["scored"], ids=lambda case: case["sheet"])
def test_a_sheet_is_scored_by_keeles_rule_wherever_its_score_stands(reader: Reader, case: dict[str, Any]) -> None:
    fields = sheet_answers(case["sheet"])
    total, distress, risk = case["total"], case["distress"], case["risk"]
    score = reader.response(fields)["score"]
    assert (score["total"], score["distress"], score["risk"]) == (total, distress, risk)
    content = words(reader.screen(fields))
    assert f"Total: {total} of 9. Questions 5 to 9 (distress): {distress} of 5." in content
    assert f"STarT Back group: {risk} risk" in content
    [sums] = with_class(reader.sheet(fields), "sheet__sums")
    assert [words(part) for part in sums] == [f"Total {total} of 9", f"Distress {distress} of 5", f"Risk {risk}"]
    assert f"Risk group: {risk}. Total {total} of 9, distress {distress} of 5." in reader.record(fields)
    assert f"Group: {risk} risk. Total {total} of 9, distress {distress} of 5" in reader.summary(fields)
    saved = reader.saved(fields)["score"]
    assert (saved["total"], saved["distress"], saved["risk"]) == (total, distress, risk)
    response, *observations = reader.make_bundle(fields)
    answers = {line["linkId"]: line["answer"][0] for line in response["item"]}
    assert answers["total"] == {"valueInteger": total}
    assert answers["distress"] == {"valueInteger": distress}
    assert answers["risk"]["valueCoding"]["display"] == risk.capitalize()
    scores = [each for each in observations if "derivedFrom" in each]
    assert [each.get("valueQuantity", {}).get("value") for each in scores] == [total, distress, None]


@pytest.mark.parametrize("case", START_BACK["scored_short"], ids=lambda case: case["sheet"])
def test_the_six_item_form_is_low_up_to_two_and_has_no_distress_score(reader: Reader, case: dict[str, Any]) -> None:
    fields = sheet_answers(case["sheet"])
    score = reader.response(fields)["score"]
    assert (score["total"], score["distress"], score["risk"]) == (case["total"], None, case["risk"])
    group = {"low": "low", "not-low": "medium or high"}[case["risk"]]
    assert f"Risk group: {group}. Total {case['total']} of 6." in reader.record(fields)


@pytest.mark.parametrize("place", ["page", "paper"])
def test_the_rule_to_score_by_hand_is_keeles(reader: Reader, place: str) -> None:
    content = words(reader.form() if place == "page" else reader.paper())
    rules = (
        "Total 3 or less: low risk",
        "Total 4 or more, and questions 5 to 9 give 3 or less: medium risk",
        "Questions 5 to 9 give 4 or more: high risk",
    )
    assert [content.count(rule) for rule in rules] == [1, 1, 1]
    assert "If an answer is missing, there is no result. Do not guess it." in content


@pytest.mark.parametrize("place", ["screen", "sheet"])
def test_the_rule_below_a_result_is_keeles(reader: Reader, place: str) -> None:
    def rule(row: str) -> str:
        content = reader.screen(sheet_answers(row)) if place == "screen" else reader.sheet(sheet_answers(row))
        return next(words(line) for line in content.iter("p") if words(line).startswith("Rule: total"))

    assert rule("DDDDDDDDN") == (
        "Rule: total 3 or less is low; 4 or more is medium; but 4 or more points in questions 5 to 9 are high."
    )
    assert rule("DDDDDN") == "Rule: total 2 or less is low; 3 or more is not low."


# ---- Copyright ---------------------------------------------------------------------------------------------------

URGENT = {**ALL_AGREED, "red_flags": NO_FLAGS | {"infection": True}}


def test_the_copyright_line_stands_below_the_items_on_the_page(reader: Reader) -> None:
    form = reader.form()
    assert [line for line in untranslated(form) if line.endswith(COPYRIGHT)]
    assert words(form).index(ITEMS[-1]["text"]) < words(form).index(COPYRIGHT)


def test_the_copyright_line_stands_below_the_items_on_paper(reader: Reader) -> None:
    paper = reader.paper()
    assert [line for line in untranslated(paper) if line.endswith(COPYRIGHT)]
    assert words(paper).index(ITEMS[-1]["text"]) < words(paper).index(COPYRIGHT)


@pytest.mark.parametrize("fields", [ALL_AGREED, URGENT], ids=["routine", "red-flag"])
def test_the_copyright_line_goes_with_every_result_that_is_taken_along(
    reader: Reader, fields: dict[str, Any]
) -> None:
    assert COPYRIGHT in untranslated(reader.sheet(fields))
    assert reader.record(fields).splitlines()[-1] == COPYRIGHT
    assert reader.saved(fields)["about"][-1] == COPYRIGHT
    assert reader.summary(fields).splitlines()[-1] == COPYRIGHT.replace("Copyright", "(c)")
    assert COPYRIGHT in reader.make_bundle(fields)[0]["text"]["div"]


def test_the_copyright_line_stands_below_the_working_on_the_screen(reader: Reader) -> None:
    [line] = with_class(reader.screen(ALL_AGREED), "copyright")
    assert words(line) == COPYRIGHT


@pytest.mark.parametrize("form", ["start-back-9", "start-back-6"])
def test_the_copyright_line_and_keeles_terms_go_with_the_questionnaire(reader: Reader, form: str) -> None:
    resource = reader.questionnaire(form)
    for text in (resource["copyright"], resource["text"]["div"]):
        assert COPYRIGHT in text
        assert START_BACK["terms"] in text


def test_the_notice_beside_the_licence_holds_it(site: Path) -> None:
    notice = " ".join((site / "NOTICE.txt").read_text(encoding="utf-8").split())
    assert COPYRIGHT in notice
    assert START_BACK["terms"] in notice
