"""The questions that a build asks of Python, to learn which of its functions answers run; nobody reads the answers.

What a reader's browser gets holds only the functions that these questions run. They are made of what each
calculator says of itself (forms, fields, flags, milestones, notices), of the commands, and of odd texts and values.
They are the same every time. A command that has no questions here is refused by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, cycle, islice

from calculator.core.calculator import Calculator
from calculator.core.catalogue import ONE
from calculator.core.fields import DateField, OptionField
from calculator.core.language import Language, Plurals, Wording
from calculator.core.quick_entry import MISSING, write_answers
from calculator.core.scoring import score
from calculator.core.translation import words_of
from calculator.exports.letter import HEADINGS
from calculator.exports.saved_file import FIELDS
from calculator.exports.texts import text as export_text
from calculator.result.own_lines import COLUMN_LIMITS, MOST_EXERCISES
from calculator.result.texts import text as result_text
from calculator.service import CALCULATORS, COMMANDS
from site_plugins.calculators.filled_forms import (
    DATES,
    TODAY,
    Asked,
    Payload,
    lines_of,
    page_of,
    sheets_of,
    wrong_requests,
)
from site_plugins.calculators.odd_texts import (
    BLANKS,
    DENSELY,
    LARGE,
    MOST,
    NOT_JSON,
    NUMBERS,
    TEXTS,
    VALUES,
    WORDS,
    write,
)
from site_plugins.calculators.stand_in import VARIANTS, make_stand_in

__all__ = ["BEGIN", "make_questions"]

type Question = tuple[str, str]
"""A command and its payload, a JSON text (or what is none)."""

LANGUAGE_EVERY = 60
"""Of so many questions one is asked in other languages too."""

BEGIN = "begin"
"""Not one of the commands: its payload is the list of what `calculator.service.begin` takes."""


def make_questions(calculators: Sequence[Calculator] = CALCULATORS) -> list[Question]:
    """Return all questions, in the order in which they are asked. They begin with a guideline.

    Raises LookupError that names the commands for which there are none.
    """
    without = COMMANDS.keys() ^ _ASKERS.keys()
    if without:
        raise LookupError(
            f"No questions for the command, or no command for the questions: {', '.join(sorted(without))}."
        )
    return [question for calculator in calculators for question in _of_calculator(calculator)]


def _of_calculator(calculator: Calculator) -> Iterator[Question]:
    """Deal the questions out to the guidelines, so that each answers some of every kind."""
    asked = Asked.of(calculator)
    questions = [(command, write(payload)) for command, ask in _ASKERS.items() for payload in ask(asked)]
    questions += _wrongly_asked(asked)
    for variant in range(VARIANTS):
        model = make_stand_in(calculator, variant)
        guideline, versions = write(model), {"calculator": calculator.version, "guideline": model["version"]}
        yield BEGIN, write([guideline, write(versions) if variant % 2 else None])
        yield from questions[variant::VARIANTS]
    for language in _languages(calculator):
        yield BEGIN, write([guideline, None, write(language.to_json())])
        yield from questions[::LANGUAGE_EVERY]
        # One of each command, whatever else.
        yield from {command: (command, payload) for command, payload in reversed(questions)}.values()
    yield BEGIN, write([guideline, None])
    # None of these takes the place of the guideline before.
    yield BEGIN, write([guideline, write({**versions, "calculator": WORDS[variant % len(WORDS)]})])
    yield BEGIN, write([write({**model, "slug": WORDS[2]}), None])
    for text in ("", "{", "{}", "[]", "null", '{"slug":[],"version":1}'):
        yield BEGIN, write([text, None])
        yield BEGIN, write([guideline, text])
    yield from ((BEGIN, text) for text in ("[]", "{}", "x"))
    yield questions[0]


def _languages(calculator: Calculator) -> Iterator[Language]:
    """Yield one into which nothing is translated yet, and languages that have everything, in each width and mixed.

    What is put together of texts of several widths of characters runs other code than what is of one.
    """
    yield Language("x-none", "rtl")
    for widths in ("é", "я", "🛶", ("", "“", "я", "🛶", "é"), ("🛶", "", "“")):
        yield _translated(calculator, cycle(widths))


def _translated(calculator: Calculator, widths: Iterator[str]) -> Language:
    english = {**words_of(calculator), **result_text, **export_text}
    texts: dict[str, str | list[str]] = {
        key: f"{next(widths)}{words}{next(widths)}" for key, words in english.items()
    }
    for key, words in english.items():
        if key.endswith(ONE):
            texts[key.removesuffix(ONE)] = [f"{next(widths)}{words}{next(widths)}" for _form in range(3)]
    form = calculator.instrument
    wording = Wording(
        f"{form.title}{next(widths)}",
        form.stem,
        form.copyright,
        form.terms,
        {item.number: f"{item.text}{next(widths)}" for item in form.items},
        {choice.value: f"{choice.label}{next(widths)}" for item in form.items for choice in item.choices},
        source=WORDS[0],
        version=WORDS[1],
        permission=WORDS[2],
        date=TODAY.isoformat(),
    )
    return Language("x-all", "ltr", texts, Plurals("210", "0122"), {form.id: wording})


# ---- Commands ---------------------------------------------------------------------------------------------------


def _ask_present(asked: Asked) -> Iterator[Payload]:
    yield from asked.payloads(0, 1)
    long = {name: text * 10_000 for name, text in zip(lines_of(asked.calculator), "aéя", strict=False)}
    yield {"request": write(asked.plans[-1]), "page": {"root": "я" * 10_000, "lines": long, "unsure": []}}
    for number, request in enumerate(chain(map(write, asked.others), wrong_requests(asked))):
        yield {"request": request, "page": page_of(asked.calculator, number)}


def _ask_text(asked: Asked) -> Iterator[Payload]:
    for number, payload in enumerate(asked.payloads(0, 3)):
        yield {**payload, "ascii": number % 2 > 0}


def _ask_family(asked: Asked) -> Iterator[Payload]:
    yield from asked.payloads(1, 3)


def _ask_letter(asked: Asked) -> Iterator[Payload]:
    yield from asked.payloads(0, 3)


def _ask_letter_file(asked: Asked) -> Iterator[Payload]:
    letters = (
        *WORDS,
        "\n".join((*HEADINGS, *TEXTS)),
        DENSELY,
        *(f"{words}\t\r\n" * 2000 for words in WORDS),
        "a" * 400_000,
    )
    for payload, letter in zip(asked.payloads(2, 3), letters, strict=False):
        yield {**payload, "text": letter}


def _ask_save(asked: Asked) -> Iterator[Payload]:
    yield from asked.payloads(0, 3)


def _ask_calendar(asked: Asked) -> Iterator[Payload]:
    for number, payload in enumerate(asked.payloads(1, 4)):
        yield {**payload, "private": number % 2 > 0}
    # The last days that there are: what is due would be after them.
    for first in ("2199-12-31", "1900-01-01"):
        request = {
            **asked.plans[-1],
            "today": None,
            **{f.name: first for f in asked.calculator.fields if isinstance(f, DateField)},
        }
        yield {"request": write(request), "page": page_of(asked.calculator, 1), "private": False}


def _ask_fhir(asked: Asked) -> Iterator[Payload]:
    yield from asked.payloads(0, 5)
    flags = asked.calculator.red_flags
    yield {"request": write({"red_flags": {flags[0].id: True}}), "page": page_of(asked.calculator, 3)}


def _ask_code(asked: Asked) -> Iterator[Payload]:
    """A code is slow to draw, and its size follows from the length of the summary alone."""
    yield from islice(asked.payloads(0, 11), 8)


def _ask_renew(asked: Asked) -> Iterator[Payload]:
    days = (TODAY.isoformat(), "2026-12-01", "2027-01-31", "1900-01-01", "0001-01-01", "9999-12-31")
    for number, request in enumerate(asked.plans[::5]):
        yield {"request": write(request), "day": days[number % len(days)]}
    names = (*asked.calculator.field_by_name, "today")
    for number, day in enumerate(DATES):
        fields = {name: VALUES[(number + place) % len(VALUES)] for place, name in enumerate(names)}
        yield {"request": write({**fields, "today": day}), "day": TODAY.isoformat()}
    for day in DATES[::3]:
        yield {"request": write({**asked.plans[0], "today": TODAY.isoformat()}), "day": day}
    for start in range(0, len(VALUES), len(names)):
        fields = {name: VALUES[(start + place) % len(VALUES)] for place, name in enumerate(names)}
        yield {"request": write({**fields, "today": TODAY.isoformat()}), "day": TODAY.isoformat()}


def _ask_quick(asked: Asked) -> Iterator[Payload]:
    for form in asked.calculator.instruments:
        sheets = [{int(number): answer for number, answer in sheet.items()} for sheet in sheets_of(form)]
        lines = [write_answers(score(form, sheet)) for sheet in sheets]
        line = lines[0]
        odd = (
            line.lower(),
            "-".join(line),
            "".join(chr(ord(character) + 0xFEE0) for character in line),
            BLANKS.join(line),
            line[:-1],
            line * 2,
            line.replace(line[0], "_"),
            MISSING * len(line),
        )
        # A character in the place of an answer: one that is none, or whose capital is one.
        wrong = [line[:-1] + character for character in "x7é\u017f\u0663\ud800⛵\0"]
        long = [text * 2000 for text in ("a", "é", "я", "⛵")]
        for text in (*lines[::5], *odd, *wrong, *(long if form is asked.calculator.instrument else TEXTS)):
            yield {"text": text, "instrument": form.id}


def _saved_files(asked: Asked) -> Iterator[str]:
    """Yield saved files: whole ones, of each version, and with everything that can be wrong with one."""
    plans, flags = asked.plans, [flag.id for flag in asked.calculator.red_flags]
    for number, plan in enumerate(plans[::11]):
        content = asked.saved(plan, f"{number % 3} {WORDS[number % 3]}"[:40].strip())
        yield json.dumps(content, indent=2)
        yield "\ufeff" + write({**content, "version": 1})
    whole = next(
        content for plan in plans if (content := asked.saved(plan))["score"] and not any(plan["red_flags"].values())
    )
    stands = asked.saved(plans[0])
    first = {key: value for key, value in whole.items() if key not in ("label", "unanswered")} | {"version": 1}
    emergency = {**first, "request": {"red_flags": dict.fromkeys(flags, False) | {flags[0]: True}}, "day": None}
    for content in (first, emergency, {**first, "request": 1}, {**first, "request": {"red_flags": []}}):
        yield write(content)
    yield write(
        {**whole, "score": {**whole["score"], "risk": None, **dict.fromkeys(asked.calculator.score_names, 1)}}
    )
    yield write({**whole, "score": None, "label": "x" * 40})
    row = dict.fromkeys(COLUMN_LIMITS, WORDS[0][:20])
    odd_rows: tuple[object, ...] = (
        [row] * MOST_EXERCISES,
        [row] * 9,
        [{}],
        [1],
        [{**row, "é": 1}],
        [dict.fromkeys(row, 1)],
        None,
    )
    for rows in odd_rows:
        yield write({**whole, "own": {"goal": WORDS[1][:40], "exercises": rows}})
    yield write({**whole, "own": {"é": 1}})
    yield write({key: value for key, value in whole.items() if key != "own"} | {"version": 2})
    yield write({key: value for key, value in whole.items() if key != "own"})
    yield write({**stands, "unsure": flags[:1], "unanswered": flags[1:3], "score": whole["score"]})
    yield write({**stands, "unsure": flags * 2, "unanswered": flags[:2] * 2})
    text = write(whole)
    yield from (text[:-size] for size in (1, 2, 20, 200, len(text) - 1))
    yield text[:-1] + "," + text[1:]
    yield text.replace(":{", ':{"é":1,"я":2,"⛵":3,"a":4,"é":1,"я":2,"⛵":3,"a":4,"":0,').replace(
        ":[", ':[{"b":1,"b":2},'
    )
    yield text + " " * MOST
    yield from (*NOT_JSON[1::2], *LARGE[::2])
    for value in VALUES[::2]:
        yield write({**whole, "version": value})
    for turn, value in enumerate(VALUES[1::2]):
        values = [VALUES[(2 * turn + place) % len(VALUES)] for place in range(len(FIELDS))]
        wrong = dict(zip(FIELDS, values, strict=True)) | {"format": whole["format"], "version": turn % 3 + 1}
        names = (*asked.calculator.score_names, "risk", "é")
        inside = {
            "request": {**whole["request"], WORDS[turn % 4]: value, "today": value},
            "score": dict(zip(names, values, strict=False)),
            "made_with": {"calculator": value, "guideline": values[1], WORDS[turn % 4]: 1},
            "unsure": [value, flags[0]],
        }
        yield write({**wrong, **inside} if turn % 2 else {**wrong, WORDS[turn % 4]: value})


def _ask_open(asked: Asked) -> Iterator[Payload]:
    for text in _saved_files(asked):
        yield {"text": text}


def _ask_change(asked: Asked) -> Iterator[Payload]:
    """Ask of few and many sheets of both forms: with gaps, flags, one day, no day, with labels and without."""
    plans, no_flag = asked.plans, dict.fromkeys((flag.id for flag in asked.calculator.red_flags), False)
    scored = [plan for plan in plans if plan.get("answers") is not None and plan["red_flags"] == no_flag]
    urgent = [plan for plan in plans if plan.get("answers") is not None and plan["red_flags"] != no_flag]
    bare = [plan for plan in plans if plan.get("answers") is None]

    def dated(plan: Payload, day: int) -> Payload:
        times = {field.name for field in asked.calculator.fields if not isinstance(field, OptionField)}
        kept = {name: value for name, value in plan.items() if name not in times}
        return {**kept, "today": (TODAY - timedelta(days=day)).isoformat()}

    def name(*contents: Payload) -> list[Payload]:
        return [
            {"name": TEXTS[(place * 5 + len(contents)) % len(TEXTS)], "text": write(each)}
            for place, each in enumerate(contents)
        ]

    for number, page_sheet in enumerate((*scored[::7], *urgent[:2], *bare[:2])):
        sheets = [scored[(number * 3 + place) % len(scored)] for place in range(number % 7)]
        sheets = [dated(sheet, 13 * (place + 1) if number % 2 else place + 1) for place, sheet in enumerate(sheets)]
        sheets += [dated(urgent[number % len(urgent)], 200)] * (number % 3 == 0)
        files = name(
            *(
                asked.saved(sheet, WORDS[0] if number % 4 else WORDS[place % 3])
                for place, sheet in enumerate(sheets)
            )
        )
        payload = {
            "request": write(page_sheet),
            "page": {**page_of(asked.calculator, number), "label": WORDS[0] if number % 3 else ""},
        }
        yield {**payload, "files": files, "same_person": number % 4 > 0}
    last = {"request": write(dated(scored[0], 0)), "page": page_of(asked.calculator, 0)}
    lone = asked.saved(dated(scored[0], 0))
    unasked = {**lone, "request": {**lone["request"], "red_flags": None}}
    undated = {**lone, "request": {**lone["request"], "today": None}, "day": None}
    bare_saved, other = asked.saved(dated(bare[0], 4)), asked.saved(dated(scored[5], 0))
    sets: tuple[tuple[Payload, ...], ...] = (
        (),
        (lone,),
        (unasked, undated, bare_saved),
        (other,),
        (lone, {}),
        ({}, {"format": 1}),
    )
    for contents in sets:
        yield {**last, "files": name(*contents), "same_person": True}
        yield {**last, "files": name(*contents), "same_person": False}
    many = [asked.saved(dated(scored[place % len(scored)], place * 3)) for place in range(40)]
    yield {**last, "files": name(*many), "same_person": True}


_ASKERS: dict[str, Callable[[Asked], Iterator[Payload]]] = {
    "present": _ask_present,
    "text": _ask_text,
    "family": _ask_family,
    "letter": _ask_letter,
    "letter-file": _ask_letter_file,
    "save": _ask_save,
    "open": _ask_open,
    "renew": _ask_renew,
    "calendar": _ask_calendar,
    "fhir": _ask_fhir,
    "code": _ask_code,
    "quick": _ask_quick,
    "change": _ask_change,
}


def _wrongly_asked(asked: Asked) -> Iterator[Question]:
    """Yield what no page sends: payloads that are none, or lack a part, or have another in its place."""
    for number, (command, ask) in enumerate(_ASKERS.items()):
        payload = next(ask(asked))
        for place, key in enumerate(payload):
            if (number + place) % 2:
                yield command, write({name: value for name, value in payload.items() if name != key})
            else:
                yield command, write({**payload, key: VALUES[(number + place) % len(VALUES)]})
    payload = next(_ask_present(asked))
    for place, key in enumerate(payload["page"]):
        for turn in range(3):
            value = VALUES[(place * 3 + turn) % len(VALUES)]
            yield "present", write({**payload, "page": {**payload["page"], key: value}})
    commands = list(_ASKERS)
    for number, text in enumerate((*NOT_JSON[::4], *LARGE[::4], *NUMBERS[::4])):
        yield commands[number % len(commands)], text
    yield WORDS[2], "{}"
