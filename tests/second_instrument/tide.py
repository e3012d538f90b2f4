"""A made-up instrument and its calculator: two scales, three bands, four answers an item, nothing of STarT Back's.

It has seven items in a long form and four in a short one, a red flag, a further field, one rule and one milestone.
"""

from __future__ import annotations

from typing import Any

from calculator.core.calculator import Calculator, Rule
from calculator.core.fields import NumberField
from calculator.core.instrument import Band, Choice, Instrument, Item, Scale
from calculator.core.plan import Action, MilestoneRow, Notice, Plan, When, make_timeline
from calculator.core.red_flags import RedFlag, Urgency, most_urgent
from calculator.core.request import Request
from calculator.core.scoring import Score

ANSWERS = (
    Choice("never", "Never", 0),
    Choice("sometimes", "Sometimes", 1),
    Choice("often", "Often", 2),
    Choice("always", "Always", 3),
)
ITEMS = tuple(
    Item(number, f"My boat {does}", domain, ANSWERS)
    for number, (does, domain) in enumerate(
        (
            ("takes in water", "hull"),
            ("turns by itself", "rudder"),
            ("loses its sail", "sail"),
            ("worries me at night", "worry"),
            ("makes me cross", "anger"),
            ("scares the ducks", "ducks"),
            ("keeps me from other boats", "company"),
        ),
        start=1,
    )
)


def scale(scale_id: str, label: str, numbers: tuple[int, ...]) -> Scale:
    """A scale whose names are all made of one label."""
    return Scale(
        scale_id,
        numbers,
        label=label,
        title=f"{label}, added up",
        question_label=label,
        record_label=f"{label} score",
        paper_label=f"{label}:",
        sheet_label=f"{label} of the boat",
    )


CALM = Band("calm", "calm water", "C", {}, plain="Sail on", paper_rule="Total 6 or less: calm water")
CHOPPY = Band(
    "choppy", "choppy water", "P", {"total": 7}, plain="Reef the sail", paper_rule="Total 7 or more: choppy"
)
STORM = Band(
    "storm",
    "a storm",
    "S",
    {"total": 10, "feelings": 6},
    plain="Go ashore",
    paper_rule="Total 10 or more and feelings 6 or more: a storm",
)


def form(form_id: str, items: tuple[Item, ...], bands: tuple[Band, ...]) -> Instrument:
    """A form of the instrument."""
    feelings = tuple(item.number for item in items if item.number in {4, 5, 7})
    return Instrument(
        form_id,
        f"The tide scale, {len(items)} items",
        "How often in the last tide?",
        "Nobody’s copyright.",
        "Everybody may use it.",
        items,
        (
            scale("total", "Total", tuple(item.number for item in items)),
            *((scale("feelings", "Feelings", feelings),) if len(feelings) == 3 else ()),
        ),
        bands,
        items_title="The questions about your boat",
        scoring_rule="Rule of the tide.",
        used_for=f"{len(items)} items",
        legend=f"total of {len(items)} items",
    )


LONG = form("tide-7", ITEMS, (CALM, CHOPPY, STORM))
SHORT = form("tide-4", ITEMS[:4], (CALM, CHOPPY))

SINKING = RedFlag(
    "sinking",
    1,
    "Is it sinking?",
    ("water above the deck", "bubbles"),
    Urgency.EMERGENCY,
    "dont-sink",
    "a wet deck",
)
NOT_A_DIAGNOSIS = Notice("not-a-diagnosis", "What this is", "This is a toy for paper boats.")
EMERGENCY = Notice("emergency-now", "Swim now", "Call {emergency}.", goes_on=True)
CONTACT = Notice("contact-today", "Ask a sailor", "Call {urgent}.", goes_on=True)
UNSURE = Notice("flag-not-sure", "Not sure", "Not sure about: {flags}.")
FOLD_AGAIN = MilestoneRow(
    "fold-again",
    7,
    14,
    "fold",
    task="Fold it again",
    picture_label="Fold",
    record_label="fold again",
    calendar_title="Paper",
    calendar_number=1,
)


def make_plan(request: Request, sheet: Score | None) -> Plan:
    """One rule: fold the boat now, unless it is sinking."""
    standing = [flag for flag in (SINKING,) if (request.red_flags or {})[flag.id]]
    group = sheet.group if sheet else None
    weeks = request.number("weeks_afloat")
    return Plan(
        urgency=most_urgent(standing),
        group=group,
        course=None,
        actions=(Action("dont-sink", When.NOW, 1),) if standing else (Action("fold", When.NOW, 2),),
        notices=(NOT_A_DIAGNOSIS, EMERGENCY) if standing else (NOT_A_DIAGNOSIS,),
        timeline=make_timeline(() if standing else (FOLD_AGAIN,), None, request.today, weeks),
    )


TIDE = Calculator(
    id="tide",
    version="0.1.0",
    guideline="paper-boats",
    guideline_version="1.0.0",
    name="the tide scale",
    title="The tide and what to fold",
    topic="The tide",
    short_title="Tide",
    instruments=(LONG, SHORT),
    score_names=("total", "feelings"),
    groups=("calm", "choppy", "storm"),
    group_title="Water: {group}",
    group_meaning="The water, not the boat.",
    red_flags=(SINKING,),
    red_flags_hint="Answer no on land.",
    fields=(NumberField("weeks_afloat", "How many weeks afloat?", "weeks afloat", "A number.", largest=9),),
    checks=(),
    notices=(NOT_A_DIAGNOSIS, EMERGENCY, CONTACT, UNSURE),
    make_plan=make_plan,
    group_rule=2,
    time_rule=2,
    rules=(Rule(1, "dont-sink", When.NOW, ("it sinks",)), Rule(2, "fold", When.NOW, ())),
    milestones=(FOLD_AGAIN,),
    group_statements={"calm": ("fold",), "choppy": ("fold",), "storm": ("fold",)},
    to_know=frozenset(),
    weeks_start="the day you folded it",
    not_asked="It asked nothing of your sailor.",
    intended_for="Owners of paper boats.",
    not_intended_for="Not for ships.",
)

MODEL: dict[str, Any] = {
    "title": "Paper boats",
    "version": "1.0.0",
    "published": "2026-11-01",
    "next_review": None,
    "status": "made up",
    "statements": [
        {
            "id": name,
            "kind": kind,
            "text": words,
            "plain": None,
            "url": f"guidelines/paper-boats/index.html#{name}",
            "first_words": words,
            "citations": [],
        }
        for name, kind, words in (("fold", "do", "Fold the boat."), ("dont-sink", "red-flag", "Do not sink."))
    ],
    "references": [],
    "notes": [],
}
"""The guideline as a site would publish it, as far as a result reads it."""
