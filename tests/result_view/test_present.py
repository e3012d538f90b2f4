"""The result as HTML: all of the plan, each thing once, well formed, and nothing of the reader's as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from calculator.core.plan import When
from calculator.result.screen import answer_page
from calculator.result.site import Site
from calculator.start_back import START_BACK

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "plans.json").read_text(encoding="utf-8"))
LINES = {"emergency": "EMERGENCY-LINE", "urgent": "URGENT-LINE", "crisis": "CRISIS-LINE"}
FLAGS = ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")


@pytest.fixture(scope="module")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    text = (site / "data" / "guidelines" / "low-back-pain-next-steps.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def shown(guideline: dict[str, Any], request: dict[str, Any], unsure: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what `present` answers."""
    page = {"guideline": guideline, "root": "../", "lines": LINES, "unsure": list(unsure)}
    return answer_page(json.dumps(request), START_BACK, Site.from_json(page))


def tree(answer: dict[str, Any]) -> Any:
    """Return the result as elements."""
    assert answer["errors"] == []
    return html.fragment_fromstring(answer["html"], create_parent="section")


PLANS = [v for v in VECTORS["valid"] if v["plan"] is not None]


@pytest.mark.parametrize("vector", PLANS, ids=lambda vector: vector["id"])
def test_the_whole_plan_is_shown_each_thing_once(guideline: dict[str, Any], vector: dict[str, Any]) -> None:
    plan = vector["plan"]
    result = tree(shown(guideline, vector["request"]))
    assert sorted(result.xpath("//@data-statement")) == sorted(a["statement"] for a in plan["actions"])
    superseded = {"contact-today"} if plan["urgency"] == "emergency" else set()
    assert sorted(result.xpath("//@data-notice")) == sorted(set(plan["notices"]) - superseded)
    assert result.xpath("//@data-milestone") == [m["id"] for m in plan["milestones"]]
    words = result.text_content()
    assert "{" not in words
    assert "None" not in words
    wording = {statement["id"]: statement["plain"] for statement in guideline["statements"]}
    # Under a red flag the source's sentence stands, for the clinician: it may name a flag that does not stand.
    source = {statement["id"]: statement["text"] for statement in guideline["statements"]}
    shown_wording = wording if plan["urgency"] == "routine" else source
    for action in plan["actions"]:
        assert shown_wording[action["statement"]] in words


@pytest.mark.parametrize("flag", FLAGS)
def test_a_red_flag_shows_no_score_no_group_and_no_treatment(guideline: dict[str, Any], flag: str) -> None:
    sheet = {str(item): "agree" for item in range(1, 9)} | {"9": "extremely"}
    request = {"answers": sheet, "red_flags": {name: name == flag for name in FLAGS}}
    answer = shown(guideline, request, unsure=(flag,))
    assert answer["response"]["score"]["total"] == 9
    result = tree(answer)
    assert not result.xpath("//*[@data-total or @data-risk or @data-milestone]")
    assert {s for s in result.xpath("//@data-statement") if not s.startswith("red-flag")} == set()
    assert result.xpath("//@data-notice")[-1] == "flag-not-sure"
    assert f"safety question {FLAGS.index(flag) + 1}" in result.text_content()


def test_the_telephone_lines_are_the_sites_settings(guideline: dict[str, Any]) -> None:
    flags = dict.fromkeys(FLAGS, False)
    low_mood = shown(guideline, {"answers": {"8": "agree"}, "red_flags": flags})
    assert "call EMERGENCY-LINE or CRISIS-LINE now" in low_mood["html"]
    urgent = shown(guideline, {"red_flags": flags | {"infection": True}})
    assert "URGENT-LINE" in urgent["html"]


def test_a_group_known_from_elsewhere_is_told_without_a_score(guideline: dict[str, Any]) -> None:
    result = tree(shown(guideline, {"risk_group": "high", "red_flags": dict.fromkeys(FLAGS, False)}))
    assert result.xpath("//@data-risk") == ["high"]
    assert result.findtext("h2").startswith("You may need support for more than your back")
    assert "This comes from your" not in result.text_content()
    assert result.xpath("//*[@id='clinician-score']") == []


def test_without_the_safety_questions_there_is_no_result(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"answers": {}})
    assert answer["html"] == ""
    assert [error["field"] for error in answer["errors"]] == ["red_flags"]


def test_a_field_that_the_form_does_not_have_is_an_error_as_well(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"instrument": "other", "surprise": 1, "red_flags": dict.fromkeys(FLAGS, False)})
    assert {error["field"] for error in answer["errors"]} == {"instrument", "surprise"}


def test_the_page_that_is_shown_to_a_clinician_says_what_was_answered(guideline: dict[str, Any]) -> None:
    flags = dict.fromkeys(FLAGS, False) | {"fracture": True}
    words = tree(shown(guideline, {"red_flags": flags}, unsure=("fracture",))).text_content()
    assert "Safety question 5, “Not sure”: Does any of these fit you?a bad fall" in words


def test_an_emergency_alone_says_where_to_go_when_two_flags_stand(guideline: dict[str, Any]) -> None:
    flags = dict.fromkeys(FLAGS, False) | {"cauda-equina": True, "infection": True}
    words = tree(shown(guideline, {"red_flags": flags})).text_content()
    assert "Go to an emergency department now." in words
    assert "Contact a clinician today" not in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"weeks_since_onset": "three"},
        {"today": "someday"},
        {"answers": {"9": "sometimes"}},
        {"sessions_attended": -1, "first_session": "2026-13-45"},
    ],
    ids=str,
)
def test_no_mistake_elsewhere_holds_up_a_red_flag(guideline: dict[str, Any], wrong: dict[str, Any]) -> None:
    answer = shown(guideline, {"red_flags": dict.fromkeys(FLAGS, False) | {"fracture": True}} | wrong)
    assert "Contact a clinician today" in tree(answer).text_content()


def test_cauda_equina_waits_for_no_other_safety_question(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"red_flags": {"cauda-equina": True}, "today": "2026-11-23"})
    assert "Go to an emergency department now." in tree(answer).text_content()


def test_another_flag_asks_for_the_open_safety_questions_since_they_may_be_more_urgent(
    guideline: dict[str, Any],
) -> None:
    answer = shown(guideline, {"red_flags": {"infection": True}})
    assert answer["html"] == ""
    assert "red_flags.cauda-equina" in {error["field"] for error in answer["errors"]}


def test_without_a_red_flag_a_mistake_gives_no_result(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"red_flags": dict.fromkeys(FLAGS, False), "weeks_since_onset": "three"})
    assert answer["html"] == ""


def test_errors_are_told_in_the_forms_words_and_without_a_result(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"red_flags": {}, "weeks_since_onset": "<b>three</b>", "answers": {"9": "sometimes"}})
    assert answer["html"] == ""
    messages = {error["field"]: error["message"] for error in answer["errors"]}
    assert messages["red_flags.infection"] == "Safety question 4: choose yes, no or not sure."
    assert messages["answers.9"] == "Question 9: choose one of the answers."
    assert messages["weeks_since_onset"] == (
        "How long have you had this pain? “<b>three</b>” cannot be used here. Give a number and days, weeks, "
        "months or years, for example 3 months; at most 1040 weeks. A number alone is weeks."
    )


def test_two_times_that_do_not_go_together_are_both_named_with_what_to_do(guideline: dict[str, Any]) -> None:
    request = {"weeks_since_onset": 2, "weeks_since_first_session": 10, "red_flags": dict.fromkeys(FLAGS, False)}
    messages = [error["message"] for error in shown(guideline, request)["errors"]]
    message = (
        "These do not go together: “How long have you had this pain?” 2 weeks, and “If you do not know the "
        "date: about how long ago was it?” 10 weeks. Allowed: a first session at most 1 week before the "
        "pain began. Change the one that is wrong. If this is a flare of an old problem, both count from when "
        "this flare began."
    )
    assert messages == [message, message]


def test_the_working_shows_every_item_verbatim_with_keeles_copyright(guideline: dict[str, Any]) -> None:
    sheet = {str(item): "agree" for item in range(1, 9)} | {"9": "slightly"}
    result = tree(shown(guideline, {"answers": sheet, "red_flags": dict.fromkeys(FLAGS, False)}))
    [working] = result.xpath("//section[h3[@id='clinician-score']]")
    rows = working.xpath(".//tbody/tr")
    assert [row.xpath("string(td[3])") for row in rows] == ["1"] * 8 + ["0"]
    assert [row.xpath("string(td[1])") for row in rows][3:6] == [
        "disability (dressing)",
        "fear (distress)",
        "anxiety (distress)",
    ]
    assert working.xpath(".//tfoot//td/text()") == ["8", "4"]
    assert "It's not really safe for a person with a condition like mine" in result.text_content()
    assert "Copyright 2021 Keele University" in result.text_content()


@pytest.mark.parametrize("vector", PLANS, ids=lambda vector: vector["id"])
def test_the_clinician_sees_what_every_action_rests_on(guideline: dict[str, Any], vector: dict[str, Any]) -> None:
    plan = vector["plan"]
    result = tree(shown(guideline, vector["request"]))
    statements = {statement["id"]: statement for statement in guideline["statements"]}
    references = {reference["id"]: reference for reference in guideline["references"]}
    for action in plan["actions"]:
        [basis] = result.xpath(f"//*[@data-basis='{action['statement']}']")
        words, statement = basis.text_content(), statements[action["statement"]]
        assert f"Rule {action['rule']}," in words
        assert statement["text"] in words
        for key in statement["citations"]:
            assert basis.xpath(f".//a[@href='../{references[key]['url']}']")
        for note in guideline["notes"]:
            assert (note["text"] in words) == (action["statement"] in note["about"])


def test_the_clinician_sees_what_was_given_and_what_the_rules_made_of_it(guideline: dict[str, Any]) -> None:
    given = {"red_flags": dict.fromkeys(FLAGS, False), "weeks_since_onset": 6.5, "improving": "unsure"}
    [said] = tree(shown(guideline, given)).find_class("given")
    rows = dict(zip((dt.text for dt in said.iter("dt")), (dd.text for dd in said.iter("dd")), strict=True))
    assert list(rows.values()) == ["6.5 weeks", *["not given"] * 3, "Not sure", "not given", "subacute"]


def test_the_safety_net_has_a_card_with_a_heading_for_each_place_to_go(guideline: dict[str, Any]) -> None:
    answer = shown(guideline, {"red_flags": dict.fromkeys(FLAGS, False)})
    cards = tree(answer).find_class("care-card")
    assert [card.xpath("string(h3 | h4)") for card in cards] == [
        "Not urgent: What to do this week",
        "Emergency: Go to an emergency department now if:",
        "Urgent: Contact a clinician today if:",
    ]
    assert [card.xpath(".//@data-statement") for card in cards] == [
        ["lead-continue-pt"],
        ["red-flag-cauda-equina"],
        ["red-flag-progressive-neurology", "red-flag-malignancy-infection-fracture"],
    ]
    # Their lines do not say once more where to go.
    assert [line.text_content() for line in tree(answer).xpath("//*[@id='when-safety-net']//li/span[1]")] == [
        "Trouble passing urine, numbness between the legs, or weakness in both legs",
        "Weakness or numbness that is getting worse",
        "Signs of an illness that must be ruled out, an infection or a broken bone",
    ]


def test_a_short_form_that_is_not_low_asks_for_the_other_three(guideline: dict[str, Any]) -> None:
    answers = {"1": "agree", "3": "agree", "4": "agree", "7": "disagree", "8": "disagree", "9": "slightly"}
    given = {"instrument": "start-back-6", "answers": answers, "red_flags": dict.fromkeys(FLAGS, False)}
    links = tree(shown(guideline, given)).xpath("//a[@data-instrument='start-back-9']")
    assert [link.get("href") for link in links] == ["#answers.2", "#answers.5", "#answers.6"]


def test_every_kind_of_action_stands_in_the_part_of_the_plan_that_is_its_own(guideline: dict[str, Any]) -> None:
    seen = set()
    for vector in PLANS:
        if vector["plan"]["urgency"] != "routine":
            continue
        page = tree(shown(guideline, vector["request"]))
        for action in vector["plan"]["actions"]:
            [place] = page.xpath(f".//*[@id and .//*[@data-statement='{action['statement']}']]")
            part = part_of(guideline, action)
            assert place.get("id") in ({"when-now", "when-more"} if part == "now" else {f"when-{part}"})
            seen.add(action["when"])
    assert seen == set(When)


#: What asks a clinician to tell something: nothing that a patient can do this week.
TOLD = {"low-natural-history"}


def part_of(guideline: dict[str, Any], action: dict[str, Any]) -> str:
    """The part of a patient's plan that an action stands in: facts that are due now are good to know.

    When to come back stands with the dates.
    """
    [kind] = [each["kind"] for each in guideline["statements"] if each["id"] == action["statement"]]
    to_know = action["when"] == "now" and (kind == "fact" or action["statement"] in TOLD)
    when = str(action["when"])
    return "know" if to_know else "dates" if when in ("weeks-4-to-6", "week-12") else when


def test_what_to_do_this_week_holds_only_what_one_can_do(guideline: dict[str, Any]) -> None:
    facts = {each["id"] for each in guideline["statements"] if each["kind"] == "fact"} | TOLD
    seen = set()
    for vector in PLANS:
        page = tree(shown(guideline, vector["request"]))
        first = page.xpath(".//section[@id='when-now']//@data-statement")
        more = page.xpath(".//details[@id='when-more']//@data-statement")
        to_know = page.xpath(".//details[@id='when-know']//@data-statement")
        assert len(first) <= 3
        assert len(first) == 3 or not more
        assert not facts & {*first, *more}
        assert set(to_know) <= facts
        assert not to_know or "Good to know" in page.xpath(".//h3/text()")
        seen |= set(to_know)
    assert seen == TOLD | {"why-multiple-sessions", "why-exercise-works", "outcome-multidisciplinary"}


def test_every_notice_of_the_calculator_can_be_shown(guideline: dict[str, Any]) -> None:
    seen = {notice for vector in PLANS for notice in vector["plan"]["notices"]} | {"flag-not-sure"}
    assert seen == {notice.id for notice in START_BACK.notices}
