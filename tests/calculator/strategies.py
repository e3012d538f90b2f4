"""Every valid request, and every way to spoil one."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.calculator.oracle import FORMS, choices
from tests.calculator.oracle_faults import FIELDS, fault_fields
from tests.calculator.oracle_plan import FLAGS

#: Numbers of weeks at and about each limit of the rules.
LIMITS = (
    0,
    0.5,
    1,
    2.9,
    3,
    3.9,
    3.999,
    4,
    4.0,
    4.1,
    5,
    5.9,
    6,
    6.1,
    7,
    7.9,
    8,
    8.0,
    8.1,
    9,
    11,
    11.9,
    12,
    12.0,
    12.1,
    13,
    26,
    1039.5,
    1040,
)

weeks = st.one_of(
    st.sampled_from(LIMITS), st.integers(0, 1040), st.integers(0, 1040_000).map(lambda value: value / 1000)
)
sessions = st.one_of(st.sampled_from([0, 1, 2, 0.0, 1.0, 2.0, 500]), st.integers(0, 500))
days = st.one_of(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
red_flags = st.one_of(
    st.just(dict.fromkeys(FLAGS, False)),
    st.fixed_dictionaries({flag: st.booleans() for flag in FLAGS}),
)


@st.composite
def sheets(draw: st.DrawFn, form: str, complete: bool) -> dict[str, str | None]:
    """A sheet of a form; an item without an answer is null or left out."""
    answers: dict[str, str | None] = {}
    for item in FORMS[form]:
        answer = draw(st.sampled_from(choices(item) if complete else (*choices(item), None, "left out")))
        if answer != "left out":
            answers[str(item)] = answer
    return answers


@st.composite
def answer_parts(draw: st.DrawFn) -> dict[str, Any]:
    """Instrument, answers and risk_group, as far as they may stand together."""
    instrument = draw(st.sampled_from([None, "start-back-9", "start-back-6"]))
    kind = draw(st.sampled_from(["none", "known", "partial", "complete", "complete"]))
    found: dict[str, Any] = {"instrument": instrument, "answers": None, "risk_group": None}
    if kind == "known":
        found["risk_group"] = draw(st.sampled_from(["low", "medium", "high"]))
    elif kind != "none":
        found["answers"] = draw(sheets(instrument or "start-back-9", kind == "complete"))
    return found


@st.composite
def date_parts(draw: st.DrawFn) -> dict[str, Any]:
    """Both dates, often near each other, within the range that the rules allow."""
    today, first = draw(st.none() | days), draw(st.none() | days)
    if today and first:
        span = st.one_of(
            st.sampled_from([-364, -7, -1, 0, 7, 27, 28, 29, 41, 42, 83, 84, 85, 7280]),
            st.integers(0, 120),
            st.integers(-364, 7280),
        )
        first = today - timedelta(days=draw(span))
        if not 1900 <= first.year <= 2199:
            first = today
    return {"today": today and today.isoformat(), "first_session": first and first.isoformat()}


@st.composite
def valid_requests(draw: st.DrawFn, with_red_flags: bool = False) -> dict[str, Any]:
    """Any valid request: each field given, null or absent, in any order."""
    fields = draw(answer_parts()) | draw(date_parts())
    fields["red_flags"] = draw(red_flags if with_red_flags else st.none() | red_flags)
    fields["sessions_attended"] = draw(st.none() | sessions)
    fields["improving"] = draw(st.sampled_from([None, "yes", "no", "unsure"]))
    fields["reviewed"] = draw(st.sampled_from([None, "yes", "no", "unsure"]))
    fields["nsaid"] = draw(st.sampled_from([None, "not-tried", "tried", "cannot-take"]))
    fields["weeks_since_first_session"] = draw(st.none() | weeks)
    fields["weeks_since_onset"] = draw(st.none() | weeks)
    for field in ("weeks_since_first_session", "weeks_since_onset"):
        if fault_fields(fields):
            fields[field] = None
    kept = [(field, value) for field, value in fields.items() if value is not None or draw(st.booleans())]
    return dict(draw(st.permutations(kept)))


#: JSON values that are wrong in at least one field and right in another.
odd_values = st.one_of(
    st.sampled_from(
        [True, False, 0, 1, -1, 2.5, -0.0, 1e308, 1041, 501, 10**30, "", "yes", "agree", "3", "low", "tried"]
    ),
    st.sampled_from(
        ["2026-11-16", "2026-2-3", "2026-02-30", "1899-12-31", "2200-01-01", "2026-11-16\n", "start-back-6"]
    ),
    st.sampled_from(
        [[], {}, [None], {"1": "agree"}, {"2": "agree"}, {"10": "agree"}, {"fracture": True}, {"x": 1}]
    ),
    weeks,
    days.map(date.isoformat),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def spoiled_requests(draw: st.DrawFn) -> dict[str, Any]:
    """A valid request with a few of its parts replaced; most are invalid, some in several fields."""
    request = draw(valid_requests())
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(["field", "field", "answer", "flag", "unknown"]))
        value = draw(odd_values)
        if place == "answer" and isinstance(request.get("answers"), dict):
            request["answers"] = request["answers"] | {draw(st.sampled_from("0123456789")): value}
        elif place == "flag" and isinstance(request.get("red_flags"), dict):
            request["red_flags"] = request["red_flags"] | {draw(st.sampled_from([*FLAGS, "x"])): value}
        elif place == "unknown":
            request[draw(st.sampled_from(["age", "Answers", "", "note"]))] = value
        else:
            request[draw(st.sampled_from(sorted(FIELDS)))] = value
    return request
