"""A second, independent computation of a response, to hold the calculator against.

It is written from the published rules alone and in another manner than a program would be: an answer
sheet is a set of (item, answer) pairs, a score is the size of an intersection, the groups that an incomplete
sheet can still lead to are found by filling in every missing answer. It is slow and plain on purpose, and
takes valid requests only.

Sources: Keele's "Using & scoring the STarT Back Screening Tool", Hill 2008, the project's plan rules.
"""

from functools import cache
from typing import Any

from tests.calculator.oracle_plan import plan_for

VERSION = {"calculator": "1.1.0", "guideline": "1.0.0"}

DOMAINS = {
    1: "leg pain",
    2: "pain elsewhere",
    3: "disability (walking)",
    4: "disability (dressing)",
    5: "fear",
    6: "anxiety",
    7: "catastrophising",
    8: "low mood",
    9: "bothersomeness",
}

AGREEMENT = ("disagree", "agree")
BOTHER = ("not-at-all", "slightly", "moderately", "very-much", "extremely")

FORMS: dict[str, tuple[int, ...]] = {
    "start-back-9": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "start-back-6": (1, 3, 4, 7, 8, 9),
}

#: The shaded boxes of the paper form: each one ticked is a point.
SHADED = {(item, "agree") for item in range(1, 9)} | {(9, "very-much"), (9, "extremely")}

#: Items 5 to 9 are the distress (psychosocial) subscale.
DISTRESS = {(item, answer) for item, answer in SHADED if item >= 5}

#: Risk by total, for totals 0 to 9; "by distress" where the subscale decides, and the subscale's row, 0 to 5.
NINE_BY_TOTAL = ("low",) * 4 + ("by distress",) * 6
NINE_BY_DISTRESS = ("medium",) * 4 + ("high",) * 2
SIX_BY_TOTAL = ("low",) * 3 + ("not-low",) * 4

ORDER = ("low", "medium", "high", "not-low")

Sheet = tuple[str | None, ...]
"""The answers of one form in the order of its items, None where nothing was ticked."""


def choices(item: int) -> tuple[str, ...]:
    """The boxes printed beside an item."""
    return BOTHER if item == 9 else AGREEMENT


def points(form: str, sheet: Sheet) -> tuple[int, int]:
    """Total and distress score of a complete sheet."""
    ticked = set(zip(FORMS[form], sheet, strict=True))
    return len(ticked & SHADED), len(ticked & DISTRESS)


def risk(form: str, sheet: Sheet) -> str:
    """The group of a complete sheet."""
    total, distress = points(form, sheet)
    if form == "start-back-6":
        return SIX_BY_TOTAL[total]
    group = NINE_BY_TOTAL[total]
    return NINE_BY_DISTRESS[distress] if group == "by distress" else group


@cache
def reachable(form: str, sheet: Sheet) -> frozenset[str]:
    """Every group that some completion of the sheet falls into: each blank is filled with each answer."""
    if None not in sheet:
        return frozenset({risk(form, sheet)})
    blank = sheet.index(None)
    before, after = sheet[:blank], sheet[blank + 1 :]
    fillings = ((*before, answer, *after) for answer in choices(FORMS[form][blank]))
    return frozenset().union(*(reachable(form, filled) for filled in fillings))


def score_sheet(form: str, sheet: Sheet) -> dict[str, Any]:
    """The response's score without `used`, which depends on the plan."""
    missing = [item for item, answer in zip(FORMS[form], sheet, strict=True) if answer is None]
    whole = not missing
    total, distress = points(form, sheet)
    return {
        "instrument": form,
        "complete": whole,
        "total": total if whole else None,
        "distress": distress if whole and form == "start-back-9" else None,
        "risk": risk(form, sheet) if whole else None,
        "possible": sorted(reachable(form, sheet), key=ORDER.index),
        "missing": missing,
        "items": [
            {
                "item": item,
                "domain": DOMAINS[item],
                "answer": answer,
                "point": None if answer is None else int((item, answer) in SHADED),
            }
            for item, answer in zip(FORMS[form], sheet, strict=True)
        ],
    }


def sheet_of(request: dict[str, Any]) -> tuple[str, Sheet] | None:
    """The form and its sheet, or None without answers. Without an instrument the form has nine items."""
    answers = request.get("answers")
    if answers is None:
        return None
    form = request.get("instrument") or "start-back-9"
    return form, tuple(answers.get(str(item)) for item in FORMS[form])


def respond(request: dict[str, Any]) -> dict[str, Any]:
    """The whole response to a valid request."""
    filled_in = sheet_of(request)
    score = score_sheet(*filled_in) if filled_in else None
    plan = plan_for(request, score)
    if score is not None:
        score["used"] = plan is not None and plan["urgency"] == "routine" and plan["group"] is not None
    return {"ok": True, "version": dict(VERSION), "score": score, "plan": plan}
