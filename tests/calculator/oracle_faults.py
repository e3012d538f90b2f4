"""Which fields of a request are at fault, worked out a second time from the table of inputs.

Each field has a pattern of what it may be; what the rules say about two fields together is looked at only
where both are good by themselves. Takes any JSON object without duplicate keys.
"""

import math
import re
from datetime import date, timedelta
from typing import Any

from tests.calculator.oracle import FORMS, choices
from tests.calculator.oracle_plan import FLAGS, derived_weeks, exact, weeks_in_care, weeks_of_pain

WORDS = {
    "instrument": set(FORMS),
    "risk_group": {"low", "medium", "high"},
    "improving": {"yes", "no", "unsure"},
    "reviewed": {"yes", "no", "unsure"},
    "nsaid": {"not-tried", "tried", "cannot-take"},
}
LARGEST = {"weeks_since_onset": 1040, "weeks_since_first_session": 1040, "sessions_attended": 500}
DATES = {"first_session", "today"}
FIELDS = WORDS.keys() | LARGEST.keys() | DATES | {"answers", "red_flags"}


def _is_word(field: str, value: object) -> bool:
    return isinstance(value, str) and value in WORDS[field]


def _is_number(field: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST[field]:
        return False
    return field != "sessions_attended" or value == math.floor(value)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _answer_faults(answers: object, instrument: object) -> set[str]:
    if not isinstance(answers, dict):
        return {"answers"}
    form = FORMS["start-back-6" if instrument == "start-back-6" else "start-back-9"]
    offered: dict[str, tuple[str, ...]] = {str(item): choices(item) for item in form}
    good = {
        item
        for item, answer in answers.items()
        if item in offered and (answer is None or (isinstance(answer, str) and answer in offered[item]))
    }
    return {f"answers.{item}" for item in answers.keys() - good}


def _flag_faults(flags: object) -> set[str]:
    if not isinstance(flags, dict):
        return {"red_flags"}
    good = {flag for flag in FLAGS if isinstance(flags.get(flag), bool)}
    return {f"red_flags.{flag}" for flag in (flags.keys() | set(FLAGS)) - good}


def _faults_alone(request: dict[str, Any]) -> set[str]:
    """Faults of each field by itself."""
    found = set(request.keys() - FIELDS)
    for field, value in request.items():
        if field not in FIELDS or value is None:
            continue
        if field == "answers":
            found |= _answer_faults(value, request.get("instrument"))
        elif field == "red_flags":
            found |= _flag_faults(value)
        elif field in WORDS:
            found |= set() if _is_word(field, value) else {field}
        elif field in LARGEST:
            found |= set() if _is_number(field, value) else {field}
        else:
            found |= set() if _is_date(value) else {field}
    return found


def fault_fields(request: dict[str, Any]) -> set[str]:
    """The name of every field at fault; empty for a valid request."""
    found = _faults_alone(request)
    bad = {field.split(".")[0] for field in found}
    sound = {field: value for field, value in request.items() if field not in bad and value is not None}
    if {"risk_group", "answers"} <= sound.keys():
        found |= {"risk_group", "answers"}
    if sound.keys() >= DATES:
        ahead = date.fromisoformat(sound["first_session"]) - date.fromisoformat(sound["today"])
        if not -timedelta(weeks=1040) <= ahead <= timedelta(weeks=52):
            found.add("first_session")
            del sound["first_session"]
    return found | _week_faults(sound, given="weeks_since_first_session" in bad)


def _week_faults(sound: dict[str, Any], given: bool) -> set[str]:
    """Faults between weeks and dates.

    `given`: weeks in care were given, but not as a number of weeks; then the dates do not stand in for them.
    """
    found = set()
    derived = derived_weeks(sound)
    told = sound.get("weeks_since_first_session")
    if told is not None and derived is not None and abs(exact(told) - derived) > 1:
        found |= {"weeks_since_first_session", "first_session"}
    care, pain = weeks_in_care(sound), weeks_of_pain(sound)
    if not given and care is not None and pain is not None and care - pain > 1:
        found |= {"weeks_since_onset", "first_session" if told is None else "weeks_since_first_session"}
    return found
