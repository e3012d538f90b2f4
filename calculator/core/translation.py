"""A calculator in another language: the words of its rows, each by a key, and the rows with other words.

The exact wording of an instrument (its title, introduction, items, answers, copyright and terms) is no text to be
translated: it comes from its owner in a language, or stays in English. All other words of a calculator's rows are
looked up by the calculator's id, the kind of the row, its id and the name of the field, such as
`start-back.red-flag.fracture.question`. Rows of one kind and id have the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from calculator.core.calculator import Calculator, Question
from calculator.core.fields import DateField, NumberField, Option, OptionField
from calculator.core.instrument import Band, Choice, Instrument, Item, Scale
from calculator.core.language import Language, Wording, mark, mark_untranslated
from calculator.core.measurement import Finding
from calculator.core.plan import MilestoneRow, Notice, Plan
from calculator.core.red_flags import RedFlag

_FIELD = ("field", "name", ("label", "short", "hint"))
ROW_KINDS: dict[type, tuple[str, str, tuple[str, ...]]] = {
    Calculator: (
        "",
        "",
        (
            "name",
            "title",
            "short_title",
            "group_title",
            "group_meaning",
            "red_flags_hint",
            "weeks_start",
            "not_asked",
            "intended_for",
            "not_intended_for",
            "unfit_question",
            "unfit",
            "what_counts",
            "topic",
        ),
    ),
    DateField: _FIELD,
    NumberField: _FIELD,
    OptionField: _FIELD,
    Option: ("option", "value", ("label", "short")),
    RedFlag: ("red-flag", "id", ("question", "signs", "reason", "short")),
    Notice: ("notice", "id", ("title", "text", "in_record", "one_group")),
    MilestoneRow: ("milestone", "id", ("task", "picture_label", "record_label", "calendar_title")),
    Instrument: ("form", "id", ("items_title", "scoring_rule", "remark", "used_for", "legend")),
    Item: ("item", "number", ("domain",)),
    Scale: (
        "scale",
        "id",
        ("label", "title", "question_label", "record_label", "paper_label", "sheet_label"),
    ),
    Band: ("band", "id", ("label", "initial", "plain", "paper_rule")),
    Finding: ("finding", "id", ("name", "value", "source")),
    Question: ("question", "id", ("text",)),
}
"""The kinds of rows with words: what their keys call them, the field with their id, the fields with words."""

EXACT_WORDS: dict[type, tuple[str, ...]] = {
    Instrument: ("title", "stem", "copyright", "terms"),
    Item: ("text",),
    Choice: ("label",),
}
"""The fields with an instrument's exact wording."""


def words_of(calculator: Calculator) -> dict[str, str]:
    """Return the English words of a calculator's rows by their keys, in the rows' order.

    Raises ValueError where two rows of one kind and id have different words: one key would stand for both.
    """
    words: dict[str, str] = {}
    for key, value in _walk(calculator, calculator.id):
        if words.setdefault(key, value) != value:
            raise ValueError(
                f"{key} is {words[key]!r} in one row and {value!r} in another; give them ids of their own"
            )
    return words


def _walk(row: Any, root: str) -> Iterator[tuple[str, str]]:
    if isinstance(row, tuple):
        for each in row:
            yield from _walk(each, root)
    elif is_dataclass(row) and not isinstance(row, type):
        for name in _worded(row):
            value = getattr(row, name)
            for place, words in enumerate(value if isinstance(value, tuple) else (value,), start=1):
                if words:
                    number = f".{place}" if isinstance(value, tuple) else ""
                    yield f"{_key(row, root)}.{name}{number}", words
        for each in fields(row):
            value = getattr(row, each.name)
            # Of a translated calculator the English one is another.
            if each.name not in _worded(row) and not isinstance(value, Calculator):
                yield from _walk(value, root)


def _worded(row: object) -> tuple[str, ...]:
    return ROW_KINDS[type(row)][2] if type(row) in ROW_KINDS else ()


def _key(row: object, root: str) -> str:
    kind, id_field, _names = ROW_KINDS[type(row)]
    return f"{root}.{kind}.{getattr(row, id_field)}" if kind else root


def translate_calculator(calculator: Calculator, language: Language | None) -> Calculator:
    """Return a calculator with its rows' words in a language; what that lacks stays English, between the marks."""
    if language is None:
        return calculator
    return _Translation(calculator.id, language).calculator(calculator)


def translate_plan(plan: Plan, calculator: Calculator) -> Plan:
    """Return a plan with the rows of a calculator in another language in the place of the English ones."""
    if calculator.source is None:
        return plan
    milestones = {row.id: row for row in calculator.milestones}
    steps = tuple(replace(step, row=milestones[step.row.id]) for step in plan.timeline.steps)
    return replace(
        plan,
        group=None if plan.group is None else calculator.instrument.band_by_id[plan.group.id],
        notices=tuple(calculator.notice_by_id[notice.id] for notice in plan.notices),
        timeline=replace(plan.timeline, steps=steps),
    )


class _Translation:
    def __init__(self, root: str, language: Language) -> None:
        self._root = root
        self._language = language
        # One row may stand in several places, and is one row again.
        self._made: dict[tuple[int, int], tuple[object, Any]] = {}

    def calculator(self, source: Calculator) -> Calculator:
        translated: Calculator = self._row(source, None)
        return replace(translated, source=source)

    def _row(self, row: Any, wording: Wording | None) -> Any:
        if isinstance(row, Instrument):
            wording = self._language.wordings.get(row.id)
        place = id(row), id(wording)
        if place in self._made:
            return self._made[place][1]
        changes = {each.name: self._value(row, each.name, wording) for each in fields(row) if each.init}
        made = replace(row, **{name: value for name, value in changes.items() if value is not getattr(row, name)})
        # The row is kept with it: the id of one that is gone may become another's.
        self._made[place] = row, made
        return made

    def _value(self, row: Any, name: str, wording: Wording | None) -> Any:
        value = getattr(row, name)
        if name in _worded(row):
            key = f"{_key(row, self._root)}.{name}"
            if isinstance(value, tuple):
                return tuple(self._words(f"{key}.{place}", each) for place, each in enumerate(value, start=1))
            return self._words(key, value)
        if name in EXACT_WORDS.get(type(row), ()):
            return _exact(row, name, value, wording)
        if isinstance(value, tuple):
            return tuple(self._row(each, wording) if _is_row(each) else each for each in value)
        return self._row(value, wording) if _is_row(value) else value

    def _words(self, key: str, words: str | None) -> str | None:
        if not words:
            return words
        translated = self._language.texts.get(key)
        return translated if isinstance(translated, str) else mark_untranslated(words)


def _is_row(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


EXACT_LANGUAGE = "en-GB"
"""The language of the instruments' wording in the calculators' rows."""


def _exact(row: Instrument | Item | Choice, name: str, value: str, wording: Wording | None) -> str:
    if wording is None:
        # It is not left out: it stays as it is.
        return mark(value, EXACT_LANGUAGE, "ltr")
    if isinstance(row, Item):
        return wording.items[row.number]
    if isinstance(row, Choice):
        return wording.choices[row.value]
    return str(getattr(wording, name))
