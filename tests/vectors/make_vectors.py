"""Write the test vectors: `python -m tests.vectors.make_vectors`.

They come from the second computation in tests/calculator/oracle*.py, never from the calculator itself. The
sweep over requests is seeded and uses Random.random() alone, which Python promises to keep the same in every
version.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

from tests.calculator.invalid_requests import AS_TEXT
from tests.calculator.oracle import FORMS, VERSION, choices, points, respond, risk
from tests.calculator.oracle_faults import fault_fields
from tests.calculator.oracle_plan import FLAGS

FOLDER = Path(__file__).parent
SEED = 20111101
ROUTINE, FLAGGED, UNASKED = 220, 60, 20

COPYRIGHT = (
    "The Keele STarT Back Screening Tool: Copyright 2021 Keele University; funded by Arthritis Research UK "
    "(now Versus Arthritis)."
)

Record = dict[str, Any]


def sheets(form: str) -> list[Record]:
    """Every complete sheet of a form, with its score."""
    found = []
    for sheet in product(*(choices(item) for item in FORMS[form])):
        letters = "".join("A" if answer == "agree" else "D" for answer in sheet[:-1])
        total, distress = points(form, sheet)
        record: Record = {"answers": letters + "NSMVE"[choices(9).index(sheet[-1])], "total": total}
        if form == "start-back-9":
            record["distress"] = distress
        found.append(record | {"risk": risk(form, sheet)})
    return found


def _answers(form: str, agree: str, bother: str | None = "slightly", blank: str = "") -> Record:
    """A sheet on which some items are agreed with and some are left open."""
    answers = {str(item): "agree" if str(item) in agree else "disagree" for item in FORMS[form][:-1]}
    answers |= {"9": bother} if bother else {}
    return {
        "instrument": form,
        "answers": {item: said for item, said in answers.items() if item not in blank},
    }


NINE, SIX = "start-back-9", "start-back-6"

#: What may be known of the group: nothing, a group from elsewhere, or a sheet of either form.
GROUPS: list[Record] = [
    {},
    {"risk_group": "low"},
    {"risk_group": "medium"},
    {"risk_group": "high"},
    _answers(NINE, ""),
    _answers(NINE, "128"),
    _answers(NINE, "1234"),
    _answers(NINE, "1348", "very-much"),
    _answers(NINE, "5678"),
    _answers(NINE, "12345678", "extremely"),
    {"answers": {}},
    _answers(NINE, "567", blank="8"),
    _answers(NINE, "1238", bother=None),
    _answers(NINE, "1", blank="678"),
    _answers(SIX, "1", "very-much"),
    _answers(SIX, "78", "extremely"),
    _answers(SIX, "1347", "extremely", blank="8"),
    _answers(SIX, "3", blank="14"),
]

WEEKS = [None, 0, 2.5, 3.9, 4, 5.9, 6, 8, 8.1, 11.9, 12, 12.1, 30]

#: First session and today: neither, either, or both, some days apart.
DATES = [None, "first", "today", -14, 0, 27, 28, 56, 57, 83, 84, 400]

FACTORS: dict[str, list[Any]] = {
    "group": GROUPS,
    "weeks_since_onset": WEEKS,
    "weeks_since_first_session": [None, *WEEKS],
    "sessions_attended": [None, 0, 1, 2, 12],
    "improving": [None, "yes", "no", "unsure"],
    # Not asked before week 4: the more often it is unknown, the more of these can be typed on the page.
    "reviewed": [None, None, "yes", "no", "unsure"],
    "nsaid": [None, "not-tried", "tried", "cannot-take"],
    "dates": DATES,
}

Choice = dict[str, int]
"""One value of each factor, by its place."""

Pair = tuple[tuple[str, int], tuple[str, int]]
"""Two values of two factors."""


def _pick(random: Random, number: int) -> int:
    return int(random.random() * number)


def _request(choice: Choice, random: Random, flags: Record | None) -> Record:
    values = {factor: FACTORS[factor][place] for factor, place in choice.items()}
    request: Record = values.pop("group") | {}
    apart = values.pop("dates")
    today = date(2026, 1, 1) + timedelta(days=_pick(random, 1000))
    if apart is not None and apart != "today":
        first = today - timedelta(days=apart if isinstance(apart, int) else 0)
        request["first_session"] = first.isoformat()
    if apart is not None and apart != "first":
        request["today"] = today.isoformat()
    request |= {field: value for field, value in values.items() if value is not None}
    return request if flags is None else request | {"red_flags": flags}


def _sweep(random: Random, number: int, flag_sets: list[Record | None]) -> Iterator[Record]:
    """Requests in which, as soon as may be, every two values of two factors have met."""
    met: set[Pair] = set()
    for turn in range(number):
        best: tuple[int, Record, set[Pair]] | None = None
        for _ in range(25):
            choice = {factor: _pick(random, len(values)) for factor, values in FACTORS.items()}
            request = _request(choice, random, flag_sets[turn % len(flag_sets)])
            pairs = set(combinations(choice.items(), 2)) - met
            if (best is None or len(pairs) > best[0]) and not fault_fields(request):
                best = (len(pairs), request, pairs)
        if best:
            met |= best[2]
            yield best[1]


def requests() -> list[Record]:
    """Valid requests: without a red flag, with each of the 31 sets of them, and with red flags unasked."""
    random = Random(SEED)
    sets = [dict(zip(FLAGS, answers, strict=True)) for answers in product((False, True), repeat=len(FLAGS))]
    return [
        *_sweep(random, ROUTINE, [sets[0]]),
        *_sweep(random, FLAGGED, [*sets[1:]]),
        *_sweep(random, UNASKED, [None]),
    ]


def _lines(records: list[Record]) -> str:
    return ",\n".join(json.dumps(record) for record in records)


def files() -> dict[str, str]:
    """The text of each file of vectors; one record a line."""
    plans = []
    for number, request in enumerate(requests(), 1):
        response = respond(request)
        answer = {part: response[part] for part in ("score", "plan")}
        plans.append({"id": f"valid-{number:03}", "request": request} | answer)
    refused = [
        {"id": f"invalid-{number:03}", "what": what, "text": text, "fields": sorted(fields)}
        for number, (what, text, fields) in enumerate(AS_TEXT, 1)
    ]
    head = f'{{"copyright": {json.dumps(COPYRIGHT)},\n'
    return {
        "start-back-9.json": f'{head}"sheets": [\n{_lines(sheets(NINE))}\n]}}\n',
        "start-back-6.json": f'{head}"sheets": [\n{_lines(sheets(SIX))}\n]}}\n',
        "plans.json": (
            f'{head}"version": {json.dumps(VERSION)},\n'
            f'"valid": [\n{_lines(plans)}\n],\n"invalid": [\n{_lines(refused)}\n]}}\n'
        ),
    }


if __name__ == "__main__":
    for name, text in files().items():
        FOLDER.joinpath(name).write_text(text, "ascii")
