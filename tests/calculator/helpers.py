"""Asking the calculator, strictly: what it answers must be ASCII, strict JSON and without duplicate keys."""

import json
from typing import Any

from calculator import assess
from tests.calculator.oracle_plan import FLAGS

NO_FLAGS = dict.fromkeys(FLAGS, False)

#: The notices of a plan, in their order. (flag-not-sure is the page's own.)
NOTICES = (
    "not-a-diagnosis",
    "emergency-now",
    "contact-today",
    "emergency-signs",
    "safety-net",
    "complete-the-form",
    "ask-the-other-three",
    "medicine-first-ask",
    "dont-stop-suddenly",
    "source-list-missing",
    "low-mood",
)

#: The answers of the contract's example: total 4, distress 1, medium risk.
MEDIUM_SHEET = {
    **{str(item): "agree" if item in (1, 3, 4) else "disagree" for item in range(1, 9)},
    "9": "very-much",
}

#: A request in which every field but risk_group is named, valid as it stands; week 1 is before any review.
FULL_REQUEST: dict[str, Any] = {
    "instrument": "start-back-9",
    "answers": MEDIUM_SHEET,
    "red_flags": NO_FLAGS,
    "weeks_since_onset": 3,
    "weeks_since_first_session": 1,
    "sessions_attended": 1,
    "improving": "no",
    "reviewed": None,
    "nsaid": "not-tried",
    "first_session": "2026-11-16",
    "today": "2026-11-23",
}


def wide(text: str) -> str:
    """A text as an input method for Chinese or Japanese types it: every ASCII character in its wide form."""
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) for c in text)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(pairs) == len(dict(pairs)), "a key stands twice"
    return dict(pairs)


def read(response: str) -> dict[str, Any]:
    """Parse a response as strictly as any other program might."""
    assert isinstance(response, str)
    assert response.isascii()
    parsed = json.loads(response, parse_constant=_refuse, object_pairs_hook=_once)
    assert isinstance(parsed, dict)
    return parsed


def ask(request: str | bytes) -> dict[str, Any]:
    """The response to a request's text, checked to be one of the two kinds there are."""
    response = read(assess(request))
    assert isinstance(response["ok"], bool)
    if response["ok"]:
        assert response.keys() == {"ok", "version", "score", "plan"}
        return response
    assert response.keys() == {"ok", "errors"}, "an invalid request gets neither score nor plan"
    assert response["errors"]
    for entry in response["errors"]:
        assert entry.keys() == {"field", "value", "allowed"}
        assert isinstance(entry["field"], str)
        assert isinstance(entry["allowed"], str)
        assert entry["allowed"]
    named = [entry["field"] for entry in response["errors"]]
    assert len(named) == len(set(named)), "one entry a field"
    return response


def respond(request: object) -> dict[str, Any]:
    """The response to a request given as data."""
    return ask(json.dumps(request))


def faults(request: str | bytes) -> set[str]:
    """The fields that an invalid request is told about."""
    response = ask(request)
    assert response["ok"] is False, response
    return {entry["field"] for entry in response["errors"]}


def plan(**fields: Any) -> dict[str, Any]:
    """The plan of a request without red flags, unless others are given."""
    response = respond({"red_flags": NO_FLAGS} | fields)
    assert response["ok"], response
    found: dict[str, Any] = response["plan"]
    return found


def whens(**fields: Any) -> dict[str, str]:
    """When each statement of that plan applies."""
    return {action["statement"]: action["when"] for action in plan(**fields)["actions"]}


def flags(*standing: str) -> dict[str, bool]:
    """Red flags as answered, the named ones with yes."""
    assert set(standing) <= set(FLAGS)
    return {flag: flag in standing for flag in FLAGS}


def in_care(weeks: float) -> dict[str, float]:
    """Weeks since the first session (W of the rules)."""
    return {"weeks_since_first_session": weeks}


def in_pain(weeks: float) -> dict[str, float]:
    """Weeks since onset (N of the rules)."""
    return {"weeks_since_onset": weeks}
