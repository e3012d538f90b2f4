"""Outcomes of every kind to make exports of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, Protocol

from hypothesis import strategies as st

from calculator.core.assessment import assess_request
from calculator.core.quick_entry import read_answers
from calculator.result.result import Result
from calculator.result.site import Site
from calculator.start_back import START_BACK
from tests.calculator.oracle_plan import FLAGS
from tests.calculator.strategies import valid_requests
from tests.results import request_of

LINES = {
    "emergency": "your local emergency number",
    "urgent": "your local urgent-care line",
    "crisis": "a crisis line",
}
NO_FLAGS = dict.fromkeys(FLAGS, False)
TODAY = "2026-11-23"

#: Everything that can be said of treatment, each in its longest form.
LONGEST: dict[str, Any] = {
    "weeks_since_onset": 1012.1234567890123,
    "weeks_since_first_session": 12.123456789012345,
    "sessions_attended": 500,
    "improving": "unsure",
    "nsaid": "cannot-take",
    "first_session": "2026-08-31",
    "today": TODAY,
}

#: Situations on both sides of what changes a plan; the first has every field, the last none.
SITUATIONS: tuple[dict[str, Any], ...] = (
    LONGEST,
    LONGEST | {"nsaid": None, "sessions_attended": 0},
    LONGEST | {"improving": "no", "nsaid": None},
    {"first_session": "2026-08-14", "today": TODAY},
    {
        "first_session": "2026-11-16",
        "weeks_since_onset": 3,
        "improving": "no",
        "nsaid": "not-tried",
        "today": TODAY,
    },
    {"first_session": "2026-12-24", "today": TODAY},
    {"first_session": "2026-10-20", "improving": "yes", "nsaid": "tried", "sessions_attended": 6, "today": TODAY},
    {"weeks_since_onset": 0.5, "weeks_since_first_session": 1, "nsaid": "tried", "today": TODAY},
    {"weeks_since_onset": 104, "weeks_since_first_session": 20, "improving": "no", "today": TODAY},
    {"weeks_since_first_session": 4, "improving": "unsure"},
    {},
)


class Made(Protocol):
    """Makes a result of a request."""

    def __call__(self, request: dict[str, Any], unsure: tuple[str, ...] = ()) -> Result: ...


def result_of(guideline: dict[str, Any], request: dict[str, Any], unsure: tuple[str, ...] = ()) -> Result:
    """Return what comes of a valid request."""
    page = {"guideline": guideline, "root": "../", "lines": dict(LINES), "unsure": list(unsure)}
    assessment = assess_request(request_of({"red_flags": NO_FLAGS} | request), START_BACK)
    return Result(assessment, Site.from_json(page))


def sheet(line: str) -> dict[str, Any]:
    """Return instrument and answers of a request, from a line such as ADAADDDDE."""
    instrument = "start-back-9" if len(line) == 9 else "start-back-6"
    answers = read_answers(line, START_BACK.instrument_by_id[instrument])
    return {"instrument": instrument, "answers": {str(number): answer for number, answer in answers.items()}}


def every_line() -> Iterator[str]:
    """Give all 1,280 complete sheets as lines."""
    yield from map("".join, product(*["AD"] * 8, "NSMVE"))


#: Sheets of every other kind: the 6-item form, with answers missing, none, a group known beforehand.
OTHER_SHEETS: tuple[dict[str, Any], ...] = (
    *(
        sheet(line)
        for line in ("DDDDDN", "AAAAAE", "A??AAE", "??????", "?AAAAAAAE", "DDDDDDDD?", "?????????", "A?D?A?D?E")
    ),
    *({"risk_group": group} for group in ("low", "medium", "high")),
    {},
)


@st.composite
def valid_forms(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a valid request with all red flags answered, and which of those that stand were "not sure"."""
    request = draw(valid_requests(with_red_flags=True))
    standing = [flag for flag in FLAGS if request["red_flags"][flag]]
    return request, tuple(flag for flag in standing if draw(st.booleans()))
