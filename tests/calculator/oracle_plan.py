"""The plan, worked out a second time: a request becomes a handful of plain facts, and a table says which
facts call for which statement. Every row is one clause of the plan rules; no two rows of one statement can
both apply.
"""

from bisect import bisect_right
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

#: The guideline's statements, in the order of its bullets.
SOURCE_ORDER = (
    "lead-continue-pt",
    "why-multiple-sessions",
    "why-stratified-care",
    "why-exercise-works",
    "stratify-start-back",
    "stratify-rationale",
    "low-self-management",
    "low-natural-history",
    "medium-structured-pt",
    "medium-active-not-passive",
    "high-biopsychosocial-pt",
    "high-add-cbt",
    "nsaids-first-line",
    "acetaminophen-alternative",
    "avoid-relaxants-opioids-benzodiazepines",
    "add-spinal-manipulation",
    "add-massage",
    "add-heat",
    "add-acupuncture",
    "review-4-6-weeks",
    "escalate-12-weeks",
    "dont-abandon-pt",
    "dont-image-early",
    "dont-passive-modalities",
    "dont-long-term-opioids",
    "red-flag-cauda-equina",
    "red-flag-progressive-neurology",
    "red-flag-malignancy-infection-fracture",
    "outcome-acute-6-weeks",
    "outcome-exercise",
    "outcome-multidisciplinary",
)

#: The statement that names each red flag; three flags share one.
FLAG_STATEMENTS = {
    "cauda-equina": "red-flag-cauda-equina",
    "progressive-neurology": "red-flag-progressive-neurology",
    "malignancy": "red-flag-malignancy-infection-fracture",
    "infection": "red-flag-malignancy-infection-fracture",
    "fracture": "red-flag-malignancy-infection-fracture",
}
FLAGS = tuple(FLAG_STATEMENTS)

#: rule | statement | when | facts that must hold, each with every value that serves
_TABLE = """
2 | stratify-start-back | within-2-weeks | group=none
3 | lead-continue-pt | ask | group=low
3 | lead-continue-pt | ask | group=medium,high,none; eighth-week=past
3 | lead-continue-pt | now | group=medium,high,none; eighth-week=unknown,not-past
3 | why-multiple-sessions | now | group=medium,high,none; sessions=0,1,unknown
3 | dont-abandon-pt | avoid | group=medium,high,none; sessions=0,1,unknown
4 | low-self-management | now | group=low
4 | low-natural-history | now | group=low; course=acute
4 | medium-structured-pt | now | group=medium
4 | medium-active-not-passive | now | group=medium
4 | high-biopsychosocial-pt | now | group=high
4 | high-add-cbt | now | group=high
4 | why-exercise-works | now | group=medium,high,none; course=chronic
5 | nsaids-first-line | ask | nsaid=not-tried,unknown
5 | acetaminophen-alternative | ask | nsaid=cannot-take,unknown
5 | avoid-relaxants-opioids-benzodiazepines | avoid |
5 | dont-long-term-opioids | avoid |
6 | add-spinal-manipulation | option |
6 | add-massage | option |
6 | add-heat | option | course=acute,unknown; group=low,high,none
6 | add-acupuncture | option | course=chronic
6 | dont-passive-modalities | avoid |
7 | review-4-6-weeks | weeks-4-to-6 | W=unknown,under-4
7 | review-4-6-weeks | now | W=4-to-12,from-12; reviewed=no,unsure,unknown
7 | escalate-12-weeks | week-12 | W=unknown,under-4,4-to-12
7 | escalate-12-weeks | now | W=from-12; improving=no
7 | escalate-12-weeks | ask | W=from-12; improving=unsure,unknown
7 | dont-image-early | avoid | pain=unknown,under-6
7 | outcome-multidisciplinary | now | W=from-12; improving=no
8 | red-flag-cauda-equina | safety-net |
8 | red-flag-progressive-neurology | safety-net |
8 | red-flag-malignancy-infection-fracture | safety-net |
"""

#: id | first day | last day, counted from the first session | facts that must hold
_MILESTONES = """
stratify | 14 | 14 | group=none
review | 28 | 42 | reviewed=no,unsure,unknown
minimum-course | 28 | 56 | group=medium,high,none
escalation-check | 84 | 84 | improving=no,unsure,unknown
"""

Facts = dict[str, str]


def table_rows() -> list[list[str]]:
    """Rule, statement, when and condition of every clause of rules 2 to 8."""
    return _rows(_TABLE)


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _holds(condition: str, facts: Facts) -> bool:
    clauses = [clause.strip().split("=") for clause in condition.split(";") if clause.strip()]
    return all(facts[name] in values.split(",") for name, values in clauses)


def exact(number: float) -> Fraction:
    """A number as written: 0.36 and 1.36 weeks are one week apart, whatever binary floats make of it."""
    return Fraction(Decimal(repr(number)))


def derived_weeks(request: dict[str, Any]) -> Fraction | None:
    """Weeks from the first session to today; a session still to come counts as week 0."""
    first, today = request.get("first_session"), request.get("today")
    if first is None or today is None:
        return None
    days = date.fromisoformat(today).toordinal() - date.fromisoformat(first).toordinal()
    return Fraction(max(days, 0), 7)


def weeks_in_care(request: dict[str, Any]) -> Fraction | None:
    """W of the rules: as given, else from the dates, else unknown."""
    given = request.get("weeks_since_first_session")
    return derived_weeks(request) if given is None else exact(given)


def weeks_of_pain(request: dict[str, Any]) -> Fraction | None:
    """N of the rules: as given, else unknown."""
    given = request.get("weeks_since_onset")
    return None if given is None else exact(given)


def _band(value: Fraction | None, limits: tuple[int, ...], names: tuple[str, ...]) -> str:
    """The band a value falls into; a value on a limit belongs to the band above it."""
    return "unknown" if value is None else names[bisect_right(limits, value)]


def course(pain: Fraction | None, care: Fraction | None) -> str | None:
    """The ACP's bands: acute under 4 weeks, chronic over 12. Pain lasts at least as long as its treatment."""
    if pain is not None:
        return "acute" if pain < 4 else "chronic" if pain > 12 else "subacute"
    if care is not None and care >= 4:
        return "chronic" if care > 12 else "not-acute"
    return None


def standing_flags(request: dict[str, Any]) -> set[str]:
    """The flags answered yes."""
    return {flag for flag in FLAGS if request["red_flags"][flag]}


def _facts(request: dict[str, Any], group: str | None, band: str | None) -> Facts:
    care, pain = weeks_in_care(request), weeks_of_pain(request)
    sessions = request.get("sessions_attended")
    return {
        "group": group or "none",
        "course": band or "unknown",
        "W": _band(care, (4, 12), ("under-4", "4-to-12", "from-12")),
        "eighth-week": "unknown" if care is None else "past" if care > 8 else "not-past",
        "pain": _band(care if pain is None else pain, (6,), ("under-6", "from-6")),
        "sessions": "unknown" if sessions is None else str(int(sessions)),
        "improving": request.get("improving") or "unknown",
        "reviewed": request.get("reviewed") or "unknown",
        "nsaid": request.get("nsaid") or "unknown",
    }


def _actions(facts: Facts) -> list[dict[str, Any]]:
    chosen = [
        {"statement": statement, "when": when, "rule": int(rule)}
        for rule, statement, when, condition in _rows(_TABLE)
        if _holds(condition, facts)
    ]
    return sorted(chosen, key=lambda action: place_in_plan(action["rule"], action["statement"]))


def place_in_plan(rule: int, statement: str) -> tuple[int, bool, int]:
    """By rule, then by the source's order; rule 4 puts what exercise can do after the group's treatment."""
    return rule, statement == "why-exercise-works", SOURCE_ORDER.index(statement)


def _milestones(first_session: str | None, facts: Facts) -> list[dict[str, str]]:
    if first_session is None:
        return []
    start = date.fromisoformat(first_session)
    return [
        {
            "id": name,
            "from": (start + timedelta(days=int(begin))).isoformat(),
            "to": (start + timedelta(days=int(end))).isoformat(),
        }
        for name, begin, end, condition in _rows(_MILESTONES)
        if _holds(condition, facts)
    ]


def _stop(flags: set[str], group: str | None, band: str | None) -> dict[str, Any]:
    """Rule 1: nothing stands beside a red flag."""
    statements = {FLAG_STATEMENTS[flag] for flag in flags}
    calls = {"emergency-now" if flag == "cauda-equina" else "contact-today" for flag in flags}
    return {
        "urgency": "emergency" if "cauda-equina" in flags else "urgent",
        "group": group,
        "course": band,
        "actions": [{"statement": s, "when": "now", "rule": 1} for s in SOURCE_ORDER if s in statements],
        "notices": [
            "not-a-diagnosis",
            *(call for call in ("emergency-now", "contact-today") if call in calls),
            *([] if "cauda-equina" in flags else ["emergency-signs"]),
        ],
        "milestones": [],
    }


def plan_for(request: dict[str, Any], score: dict[str, Any] | None) -> dict[str, Any] | None:
    """The plan of a valid request; none while the red flags have not been asked."""
    if request.get("red_flags") is None:
        return None
    scored = score["risk"] if score else None
    group = request.get("risk_group") or (scored if scored != "not-low" else None)
    band = course(weeks_of_pain(request), weeks_in_care(request))
    flags = standing_flags(request)
    if flags:
        return _stop(flags, group, band)
    facts = _facts(request, group, band)
    actions = _actions(facts)
    notices = {
        "not-a-diagnosis": True,
        "safety-net": True,
        "complete-the-form": score is not None and not score["complete"],
        "ask-the-other-three": scored == "not-low",
        "medicine-first-ask": any(action["rule"] == 5 for action in actions),
        "dont-stop-suddenly": True,
        "source-list-missing": any(action["statement"] == "escalate-12-weeks" for action in actions),
        "low-mood": (request.get("answers") or {}).get("8") == "agree",
    }
    return {
        "urgency": "routine",
        "group": group,
        "course": band,
        "actions": actions,
        "notices": [name for name, applies in notices.items() if applies],
        "milestones": _milestones(request.get("first_session"), facts),
    }
