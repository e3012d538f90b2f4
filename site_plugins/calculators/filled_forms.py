# ruff: noqa: RUF001  (odd characters are what it is about)
"""Filled forms of a calculator as its page sends them: valid, contradictory, and wrong in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from calculator.core.assessment import assess_request
from calculator.core.calculator import Calculator
from calculator.core.fields import DateField, NumberField, OptionField
from calculator.core.instrument import Instrument
from calculator.core.reading import read_request
from calculator.core.request import InvalidRequestError
from calculator.exports.saved_file import saved_file
from calculator.result.own_lines import COLUMN_LIMITS, MOST_EXERCISES
from calculator.result.result import Result
from calculator.result.site import Site
from site_plugins.calculators.odd_texts import LARGE, NOT_JSON, TEXTS, VALUES, WORDS, Written, write
from site_plugins.calculators.stand_in import make_stand_in

type Payload = dict[str, Any]

TODAY = date(2026, 11, 29)
"""The day of most answers."""
_DAYS = (TODAY.isoformat(), "2026-10-06", "2030-02-28", None, "", "0001-01-01", "9999-12-31")
"""Days of the reader: the answers' own, before, after, none, and the first and the last that there are."""
WAYS = 4
"""How the time is told: by dates, by dates without the day of the answers, by weeks, by dates and weeks."""
DATES = (
    *(
        "1899-12-31",
        "1900-01-01",
        "2199-12-31",
        "2200-01-01",
        "0001-01-01",
        "9999-12-31",
        "0000-00-00",
        "2026-02-30",
    ),
    *(
        "2024-02-29",
        "2026-1-2",
        "20261129",
        "2026-W48-1",
        "2026-333",
        "2026-11-29T08:00",
        "2026-11-29\n",
        " 2026-11-29",
    ),
    *("٢٠٢٦-11-29", "２０２６-１１-２９", "2026–11–29", "2026-13-01", "𝟚𝟘26-11-29", "2026-11-2\ud800"),
)


# ---- What a calculator can be asked ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A calculator, and what can be asked of it."""

    calculator: Calculator
    site: Site
    plans: tuple[Payload, ...]
    """Requests that come to a plan."""
    others: tuple[Payload, ...]
    """Requests whose fields contradict each other, or that lack the safety questions."""

    @classmethod
    def of(cls, calculator: Calculator) -> Asked:
        """Sort the requests to a calculator by whether they come to a plan."""
        page = {"guideline": make_stand_in(calculator, 0), **page_of(calculator, 0)}
        plans: list[Payload] = []
        others: list[Payload] = []
        for request in _requests(calculator):
            try:
                read = read_request(write(request), calculator)
                (others if read.red_flags is None else plans).append(request)
            except InvalidRequestError:
                others.append(request)
        return cls(calculator, Site.from_json(page), tuple(plans), tuple(others))

    def payloads(self, start: int, step: int) -> Iterator[Payload]:
        """Yield requests with a plan from a place on, each with a page of its own."""
        for place in range(start, len(self.plans), step):
            yield {"request": write(self.plans[place]), "page": page_of(self.calculator, place // step)}

    def saved(self, request: Payload, label: str = "") -> Payload:
        """Return what a saved file of a request holds."""
        read = read_request(write(request), self.calculator)
        content: Payload = json.loads(saved_file(Result(assess_request(read, self.calculator), self.site)))
        return {**content, "label": label or None}


def page_of(calculator: Calculator, number: int) -> Payload:
    """Return what a page says beside a request; another number gives another page."""
    text = TEXTS[number % len(TEXTS)]
    flags = [flag.id for flag in calculator.red_flags]
    lines = {
        name: TEXTS[(number + place * 3) % len(TEXTS)] or WORDS[place]
        for place, name in enumerate(lines_of(calculator))
    }
    page = {"root": ("../", "", text)[number % 3], "lines": lines, "unsure": flags[: number % (len(flags) + 1)]}
    day = _DAYS[number % len(_DAYS)]
    return {**page, "day": day, "label": text, "own": own_of(number)} if number % 9 else page


def own_of(number: int) -> object:
    """Return what a reader wrote beside a result: nothing, lines with odd texts, or what is no lines."""
    words = [TEXTS[(number + place) % len(TEXTS)] for place in range(4)]
    row = dict(zip(COLUMN_LIMITS, words, strict=False))
    lines = {"goal": words[3], "exercises": [row] * (number % (MOST_EXERCISES + 2))}
    return (None, lines, lines, words[0], {"goal": number, "exercises": number}, {"exercises": [number, {}]})[
        number % 6
    ]


def lines_of(calculator: Calculator) -> dict[str, None]:
    """Return the names of the words in braces that the site fills in, whichever notices hold them."""
    parts = [part.partition("}") for notice in calculator.notices for part in notice.text.split("{")[1:]]
    filled = ("flags", "missing", "possible", "count")
    return dict.fromkeys(name for name, _brace, _rest in parts if name not in filled)


# ---- Requests that come to a plan --------------------------------------------------------------------------------


def sheets_of(form: Instrument) -> Iterator[dict[str, str | None]]:
    """Yield sheets of a form: each choice of each item, all sums from either end, and each kind of gap."""
    items = form.items
    low, high = (
        {str(item.number): pick(item.choices, key=lambda choice: choice.points).value for item in items}
        for pick in (min, max)
    )
    names = list(high)
    for turn in range(max(len(item.choices) for item in items)):
        yield {
            str(item.number): item.choices[(turn + place) % len(item.choices)].value
            for place, item in enumerate(items)
        }
    for size in range(len(names) + 1):
        yield {name: (high if place < size else low)[name] for place, name in enumerate(names)}
        yield {name: (low if place < size else high)[name] for place, name in enumerate(names)}
    for sheet in (low, high):
        yield {name: sheet[name] for name in names[1:]}
        yield {**sheet, names[-1]: None}
        yield {name: sheet[name] for name in names[len(names) // 2 :]}
    yield dict.fromkeys(names)
    yield {}


def _clock(calculator: Calculator) -> list[int]:
    """Return days from the first session to the answers: about each milestone, and beyond what is allowed."""
    limits = {day for row in calculator.milestones for day in (row.from_day, row.to_day)}
    near = sorted({0, *(max(0, limit + more) for limit in limits for more in (-1, 0, 1))})
    return [*near, -1, 3, 10, -40, -364, -365, 7280, 7281, 40000]


def _requests(calculator: Calculator) -> Iterator[Payload]:
    """Yield requests in which every value of every field meets others, first those under a red flag."""
    flags = [flag.id for flag in calculator.red_flags]
    no_flag = dict.fromkeys(flags, False)
    clock = _clock(calculator)
    standing = [[flag] for flag in flags] + [flags, flags[1:], flags[-2:]]
    sheets: list[Payload] = [
        {"instrument": form.id, "answers": sheet} for form in calculator.instruments for sheet in sheets_of(form)
    ]
    sheets += [{"risk_group": group} for group in calculator.groups] + [{}, {"answers": None, "risk_group": None}]
    for number in range(len(standing) + len(clock) * WAYS):
        sheet = sheets[number * 7 % len(sheets)]
        stands = standing[number] if number < len(standing) else []
        days = clock[number * 5 % len(clock)] if number < len(standing) else clock[number % len(clock)]
        way = number // len(clock) % WAYS
        answers = {**no_flag, **dict.fromkeys(stands, True)}
        request: Payload = {**sheet, "red_flags": answers, **_values(calculator, days, way, number)}
        if way not in (1, 2) or number % 3:
            request["today"] = TODAY.isoformat()
        yield request
    yield {"red_flags": no_flag}
    yield {"answers": {}, "red_flags": no_flag, "today": TODAY.isoformat()}
    yield {"answers": {}, "risk_group": calculator.groups[0], "red_flags": no_flag}
    yield {"instrument": None, "red_flags": None, "today": None}
    yield {"red_flags": None, **sheets[0]}


def _values(calculator: Calculator, days: int, way: int, number: int) -> Payload:
    """Return values of the further fields; `way` is 0 to `WAYS` - 1."""
    values: Payload = {}
    for place, field in enumerate(calculator.fields):
        if isinstance(field, DateField):
            if way in (0, 1, 3):
                values[field.name] = (TODAY - timedelta(days=days)).isoformat()
        elif isinstance(field, OptionField):
            turn = (number + number // 4 * place) % (len(field.options) + 1)
            values[field.name] = [None, *(option.value for option in field.options)][turn]
        elif isinstance(field, NumberField) and field.is_time:
            told = way in (2, 3) if field.instead_of else number % 3
            if told and days >= 0:
                values[field.name] = (days // 7, days / 7, days / 7 + place, days / 7 + 30)[
                    (number // 3 + place) % 4
                ]
        elif isinstance(field, NumberField) and number % 4:
            values[field.name] = (0, 1, 2.0, field.largest, 0.5)[number % (4 if field.whole else 5)]
    return values


# ---- Wrong requests ---------------------------------------------------------------------------------------------


def wrong_requests(asked: Asked) -> Iterator[str]:
    """Yield texts with something wrong: no JSON, every value in every field, and a red flag beside a fault."""
    calculator = asked.calculator
    yield from (*NOT_JSON[::2], *LARGE[1::2], *VALUES[::5])
    flags, form = [flag.id for flag in calculator.red_flags], calculator.instrument
    names = ("instrument", "risk_group", *calculator.field_by_name, "today")
    pool = [*VALUES, *(Written(write(day)) for day in DATES)]
    for turn in range(len(pool) // 3):
        take = count(turn * 3)
        fields: Payload = {name: pool[next(take) % len(pool)] for name in names}
        answers = {str(item.number): pool[next(take) % len(pool)] for item in form.items}
        safety = {flag: pool[next(take) % len(pool)] for flag in flags}
        text = TEXTS[turn % len(TEXTS)]
        fields["answers"] = pool[next(take) % len(pool)] if turn % 3 == 0 else {**answers, text: 1}
        fields["red_flags"] = pool[next(take) % len(pool)] if turn % 3 == 1 else {**safety, text: True}
        yield write({**fields, text: Written("null"), WORDS[turn % 4]: pool[turn * 3]})
    whole = write(asked.plans[-1])
    for again in (1, 2):
        # Keys that are there twice.
        yield whole[:-1] + ("," + whole[1:]) * again
    yield whole.replace(":{", ':{"1":null,"1":"é",')
    yield from _beside_red_flags(calculator)


def _beside_red_flags(calculator: Calculator) -> Iterator[str]:
    """Yield requests in which something is wrong, and a flag stands that may not wait for it."""
    flags = [flag.id for flag in calculator.red_flags]
    for number, flag in enumerate(flags):
        answered = {**dict.fromkeys(flags, False), flag: True}
        today = (TODAY.isoformat(), None, DATES[number])[number % 3]
        yield write({"red_flags": answered, "today": today, WORDS[number % 4]: 1})
        yield write({"red_flags": {flag: True, flags[number - 1]: TEXTS[number]}, "today": today})
        yield write({"red_flags": {flag: True}, "risk_group": VALUES[number], "today": VALUES[number]})
