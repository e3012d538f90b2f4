"""Requests that are refused, each with the fields it is refused for; published with the test vectors.

A request is the contract's example with some fields changed, or a text where JSON itself is at stake.
"""

import json
from typing import Any

from tests.calculator.helpers import FULL_REQUEST, MEDIUM_SHEET, NO_FLAGS

LIMIT = 64 * 1024

#: What is wrong, the fields changed, the fields named. A change to ABSENT takes the field out.
ABSENT = object()

_CHANGES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("an instrument that does not exist", {"instrument": "start-back-5"}, {"instrument"}),
    ("an instrument in capitals", {"instrument": "START-BACK-9"}, {"instrument"}),
    ("an instrument as a number", {"instrument": 9}, {"instrument"}),
    ("an instrument as a list", {"instrument": ["start-back-9"]}, {"instrument"}),
    ("answers as a list", {"answers": ["agree"]}, {"answers"}),
    ("answers as a text", {"answers": "agree"}, {"answers"}),
    ("answers as false", {"answers": False}, {"answers"}),
    ("item 9 in words of nobody", {"answers": {"9": "sometimes"}}, {"answers.9"}),
    ("item 9 answered like items 1 to 8", {"answers": {"9": "agree"}}, {"answers.9"}),
    ("item 1 answered like item 9", {"answers": {"1": "slightly"}}, {"answers.1"}),
    ("an answer as true", {"answers": {"1": True}}, {"answers.1"}),
    ("an answer as 1", {"answers": {"9": 1}}, {"answers.9"}),
    ("an answer as an object", {"answers": {"1": {"agree": True}}}, {"answers.1"}),
    ("an answer in capitals", {"answers": {"1": "Agree"}}, {"answers.1"}),
    ("an answer with a space", {"answers": {"1": "agree "}}, {"answers.1"}),
    ("an item 10", {"answers": {"10": "agree"}}, {"answers.10"}),
    ("an item 0", {"answers": {"0": "agree"}}, {"answers.0"}),
    ("an item 01", {"answers": {"01": "agree"}}, {"answers.01"}),
    ("an item 10 left open", {"answers": {"10": None}}, {"answers.10"}),
    (
        "items 2, 5 and 6 on the six-item form",
        {"instrument": "start-back-6", "answers": MEDIUM_SHEET},
        {"answers.2", "answers.5", "answers.6"},
    ),
    ("red flags as true", {"red_flags": True}, {"red_flags"}),
    ("red flags as a list", {"red_flags": ["fracture"]}, {"red_flags"}),
    ("red flags with none answered", {"red_flags": {}}, {f"red_flags.{flag}" for flag in NO_FLAGS}),
    (
        "four of five red flags",
        {"red_flags": {flag: False for flag in NO_FLAGS if flag != "infection"}},
        {"red_flags.infection"},
    ),
    ("a red flag left open", {"red_flags": NO_FLAGS | {"fracture": None}}, {"red_flags.fracture"}),
    ("a red flag as 0", {"red_flags": NO_FLAGS | {"fracture": 0}}, {"red_flags.fracture"}),
    ("a red flag as a word", {"red_flags": NO_FLAGS | {"fracture": "not sure"}}, {"red_flags.fracture"}),
    ("a sixth red flag", {"red_flags": NO_FLAGS | {"x": True}}, {"red_flags.x"}),
    ("a group beside answers", {"risk_group": "low"}, {"risk_group", "answers"}),
    ("a group beside an empty sheet", {"risk_group": "low", "answers": {}}, {"risk_group", "answers"}),
    (
        "a group beside a wrong answer, which says nothing yet",
        {"risk_group": "low", "answers": {"1": "x"}},
        {"answers.1"},
    ),
    ("a group the tool does not have", {"risk_group": "not-low", "answers": ABSENT}, {"risk_group"}),
    ("onset as a text", {"weeks_since_onset": "3"}, {"weeks_since_onset"}),
    ("onset as true", {"weeks_since_onset": True}, {"weeks_since_onset"}),
    ("onset before it began", {"weeks_since_onset": -0.1}, {"weeks_since_onset"}),
    ("onset over 1,040 weeks ago", {"weeks_since_onset": 1040.1}, {"weeks_since_onset"}),
    ("care as false", {"weeks_since_first_session": False}, {"weeks_since_first_session"}),
    ("care as a list", {"weeks_since_first_session": [1]}, {"weeks_since_first_session"}),
    ("care over 1,040 weeks", {"weeks_since_first_session": 1041}, {"weeks_since_first_session"}),
    ("half a session", {"sessions_attended": 0.5}, {"sessions_attended"}),
    ("a session as true", {"sessions_attended": True}, {"sessions_attended"}),
    ("fewer than no sessions", {"sessions_attended": -1}, {"sessions_attended"}),
    ("501 sessions", {"sessions_attended": 501}, {"sessions_attended"}),
    ("improving as true", {"improving": True}, {"improving"}),
    ("improving perhaps", {"improving": "perhaps"}, {"improving"}),
    ("reviewed as true", {"reviewed": True}, {"reviewed"}),
    ("reviewed on a day", {"reviewed": "2026-11-23"}, {"reviewed"}),
    ("a medicine by name", {"nsaid": "ibuprofen"}, {"nsaid"}),
    ("a date without zeros", {"today": "2026-2-3"}, {"today"}),
    ("30 February", {"today": "2026-02-30"}, {"today"}),
    ("29 February of a common year", {"first_session": "2100-02-29", "today": ABSENT}, {"first_session"}),
    ("a date in full-width digits", {"today": "\uff12\uff10\uff12\uff16-11-23"}, {"today"}),
    ("a date in the year 1899", {"first_session": "1899-12-31", "today": ABSENT}, {"first_session"}),
    ("a date in the year 2200", {"first_session": "2200-01-01", "today": ABSENT}, {"first_session"}),
    ("a date with a line break", {"today": "2026-11-23\n"}, {"today"}),
    ("a date with a time", {"today": "2026-11-23T08:00:00"}, {"today"}),
    ("a date without hyphens", {"today": "20261123"}, {"today"}),
    ("a date by week", {"today": "2026-W48-1"}, {"today"}),
    ("a date as a number", {"today": 20261123}, {"today"}),
    ("an unknown field", {"age": 40}, {"age"}),
    ("an unknown field that is null", {"age": None}, {"age"}),
    ("a field in capitals", {"Today": "2026-11-23"}, {"Today"}),
    (
        "a first session over 1,040 weeks ago",
        {"first_session": "2006-12-17", "weeks_since_first_session": ABSENT, "weeks_since_onset": ABSENT},
        {"first_session"},
    ),
    (
        "a first session over 1,040 weeks ago, and nothing said of the onset",
        {"first_session": "2006-12-17", "weeks_since_first_session": ABSENT},
        {"first_session"},
    ),
    (
        "a first session over 52 weeks ahead",
        {"first_session": "2027-11-23", "weeks_since_first_session": ABSENT},
        {"first_session"},
    ),
    (
        "a first session over 52 weeks ahead, and nothing said of the weeks told",
        {"first_session": "2027-11-23", "weeks_since_first_session": 9, "weeks_since_onset": 9},
        {"first_session"},
    ),
    (
        "weeks told and weeks from the dates more than a week apart",
        {"weeks_since_first_session": 2.01},
        {"weeks_since_first_session", "first_session"},
    ),
    (
        "weeks told for a first session still to come",
        {"weeks_since_first_session": 1.5, "first_session": "2026-12-07"},
        {"weeks_since_first_session", "first_session"},
    ),
    (
        "care told to be more than a week longer than the pain",
        {"weeks_since_onset": 0, "weeks_since_first_session": 1.1},
        {"weeks_since_onset", "weeks_since_first_session"},
    ),
    (
        "care from the dates more than a week longer than the pain",
        {"weeks_since_onset": 2, "weeks_since_first_session": ABSENT, "first_session": "2026-11-01"},
        {"weeks_since_onset", "first_session"},
    ),
    (
        "weeks told against the dates and against the onset",
        {"weeks_since_onset": 3, "weeks_since_first_session": 5},
        {"weeks_since_onset", "weeks_since_first_session", "first_session"},
    ),
    (
        "a fault in every field",
        {
            "instrument": "x",
            "answers": {"1": 1, "2": "agree", "9": "x", "11": "agree"},
            "red_flags": {"x": True, "fracture": 1, "infection": True},
            "risk_group": "x",
            "weeks_since_onset": -1,
            "weeks_since_first_session": "x",
            "sessions_attended": 2.5,
            "improving": "x",
            "reviewed": "x",
            "nsaid": "x",
            "first_session": "x",
            "today": "x",
            "x": "x",
        },
        {
            "instrument",
            *("answers.1", "answers.9", "answers.11"),
            *(
                f"red_flags.{name}"
                for name in ("x", "cauda-equina", "progressive-neurology", "malignancy", "fracture")
            ),
            "risk_group",
            "weeks_since_onset",
            "weeks_since_first_session",
            "sessions_attended",
            "improving",
            "reviewed",
            "nsaid",
            "first_session",
            "today",
            "x",
        },
    ),
]

_FLAGS_TEXT = json.dumps(NO_FLAGS)[1:-1]

_TEXTS: list[tuple[str, str, set[str]]] = [
    ("nothing", "", {"$"}),
    ("a list", "[]", {"$"}),
    ("null", "null", {"$"}),
    ("a number", "3", {"$"}),
    ("a text", '"nsaid"', {"$"}),
    ("true", "true", {"$"}),
    ("an open brace", "{", {"$"}),
    ("a trailing comma", '{"nsaid": "tried",}', {"$"}),
    ("single quotes", "{'nsaid': 'tried'}", {"$"}),
    ("a comment", '{"nsaid": "tried"} // yes', {"$"}),
    ("two requests", '{"nsaid": "tried"}{"nsaid": "tried"}', {"$"}),
    ("a number with a leading zero", '{"sessions_attended": 01}', {"$"}),
    ("a line break within a text", '{"nsaid": "tried\n"}', {"$"}),
    ("a number over every float", '{"weeks_since_onset": 1e400}', {"weeks_since_onset"}),
    ("a number under every float", '{"weeks_since_onset": -1e400}', {"weeks_since_onset"}),
    ("sessions over every float", '{"sessions_attended": 1e400}', {"sessions_attended"}),
    ("a field given twice", '{"nsaid": "tried", "improving": "no", "nsaid": "cannot-take"}', {"nsaid"}),
    ("a field given twice alike", '{"nsaid": "tried", "nsaid": "tried"}', {"nsaid"}),
    ("a field given twice by another spelling", '{"nsaid": "tried", "ns\\u0061id": "tried"}', {"nsaid"}),
    ("an item answered twice", '{"answers": {"1": "agree", "1": "disagree"}}', {"answers.1"}),
    (
        "a flag answered twice",
        f'{{"red_flags": {{{_FLAGS_TEXT}, "fracture": true}}}}',
        {"red_flags.fracture"},
    ),
    (
        "a field given twice and another wrong",
        '{"nsaid": 1, "nsaid": "tried", "improving": 1}',
        {"nsaid", "improving"},
    ),
]


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The contract's example with fields put in, replaced or taken out."""
    return {field: value for field, value in (FULL_REQUEST | changes).items() if value is not ABSENT}


#: What is wrong, the request, the fields named.
AS_DATA = [(name, changed(changes), fields) for name, changes, fields in _CHANGES]
AS_TEXT = [(name, json.dumps(request), fields) for name, request, fields in AS_DATA] + _TEXTS
