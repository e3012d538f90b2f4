"""What a calculator is: its instruments, questions, fields and rules, all that the other modules work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from calculator.core.fields import Field
from calculator.core.instrument import Instrument
from calculator.core.measurement import Measurement
from calculator.core.plan import MilestoneRow, Notice, Plan, When
from calculator.core.red_flags import RedFlag, Urgency
from calculator.core.request import Contradiction, Request
from calculator.core.scoring import Score
from calculator.core.texts import text


@dataclass(frozen=True)
class Coding:
    """A code of a terminology."""

    system: str
    code: str
    display: str | None = None


@dataclass(frozen=True)
class Codes:
    """The codes that a terminology has for an instrument."""

    panel: Coding
    scores: Mapping[str, Coding]
    """By the ids of the scales, and "risk" for the band."""
    bands: Mapping[str, Coding]


@dataclass(frozen=True)
class Rule:
    """A row of a calculator's rules, in words: which statement enters a plan, when, under what conditions."""

    number: int
    statement: str
    """The statement's id in the guideline."""
    when: When
    conditions: tuple[str, ...]
    """All of them must hold, each in words to follow "when"; none means always. Where a statement has several rows,
    the first that holds counts."""


@dataclass(frozen=True)
class Question:
    """A question that a patient can read out to a clinician."""

    statements: tuple[str, ...]
    """The ids of the statements that it was turned from: it is asked where a plan holds one of them."""
    text: str

    @property
    def id(self) -> str:
        """What it is called: the first of its statements."""
        return self.statements[0]


@dataclass(frozen=True)
class Calculator:
    """A calculator for one guideline."""

    id: str
    version: str
    guideline: str
    """The slug of the guideline whose statements the plan is made of."""
    guideline_version: str
    """The version of the guideline that the rules were read against, as the data beside it say; "unknown" where
    they are not at hand: in a browser the published guideline tells it."""
    name: str
    """What a sentence calls its instrument."""
    title: str
    """What its printed sheet is headed with."""
    topic: str
    """What a reader's file is about, in the words of its name."""
    short_title: str
    """What a summary in few words calls it."""
    instruments: tuple[Instrument, ...]
    """The first one is used where a request names none."""
    score_names: tuple[str, ...]
    """The ids of all scales of all forms, in the order of a response."""
    groups: tuple[str, ...]
    """The ids of the bands that may be known beforehand."""
    group_title: str
    """The heading for a group, with `{group}` for its name."""
    group_meaning: str
    """What a group says of a person, and what it does not say."""
    red_flags: tuple[RedFlag, ...]
    red_flags_hint: str
    """When to answer yes and when no to a safety question; words between ** are set off."""
    fields: tuple[Field, ...]
    """The further fields of a request, in the form's order."""
    checks: tuple[Callable[[Request], Contradiction | None], ...]
    """All checks between fields."""
    notices: tuple[Notice, ...]
    make_plan: Callable[[Request, Score | None], Plan]
    """The plan for a request whose red flags are all answered."""
    group_rule: int
    """The number of the rule about what a group calls for."""
    time_rule: int
    """The number of the rule about what is due by the time that has passed."""
    rules: tuple[Rule, ...]
    """The rows of the rules, in the order in which their actions come."""
    milestones: tuple[MilestoneRow, ...]
    group_statements: Mapping[str, tuple[str, ...]]
    """The statements that the rules give to a group alone, whatever else is known, by the ids of the groups."""
    to_know: frozenset[str]
    """Statements that ask a clinician to tell something: to a patient they are good to know, and nothing to do."""
    weeks_start: str
    """From when the weeks of the plan are counted, in words."""
    not_asked: str
    """What a result does not rest on, in words."""
    intended_for: str
    """Whom it is for, in words."""
    not_intended_for: str
    """Whom it is not for, and what they should do."""
    unfit_question: str = ""
    """What a form asks before its first question, where it asks; the answer is part of no request."""
    unfit: tuple[str, ...] = ()
    """For whom it was not made, a row each, to follow that question: any one that fits is a yes."""
    minutes: int | None = None
    """About how long the questions take; None where nobody has said."""
    questions: tuple[Question, ...] = ()
    """What a patient may ask a clinician, in the order in which it is asked."""
    what_counts: str = ""
    """Which answers count, in a patient's words."""
    item_codes: Mapping[int, Coding] = field(default_factory=dict)
    """The codes of the items, by their numbers."""
    codes: Mapping[str, Codes] = field(default_factory=dict)
    """The codes of the forms, by their ids; a form that has none uses the calculator's own."""
    codes_notice: str = ""
    """What the terminology's licence asks to be shown."""
    version_day: date | None = None
    """The day of the version."""
    measurement: Measurement | None = None
    """How well the instrument measures."""
    source: Calculator | None = None
    """The same in English, where the words of its rows are in another language."""

    @cached_property
    def instrument_by_id(self) -> Mapping[str, Instrument]:
        """The instruments by their ids."""
        return {instrument.id: instrument for instrument in self.instruments}

    @cached_property
    def notice_by_id(self) -> Mapping[str, Notice]:
        """The notices by their ids."""
        return {notice.id: notice for notice in self.notices}

    @cached_property
    def red_flag_by_id(self) -> Mapping[str, RedFlag]:
        """The red flags by their ids."""
        return {flag.id: flag for flag in self.red_flags}

    @cached_property
    def field_by_name(self) -> Mapping[str, Field]:
        """The further fields by their names."""
        return {each.name: each for each in self.fields}

    def notice_text(self, notice_id: str, words: Mapping[str, str], *, one_group: bool = False) -> str:
        """Return the whole wording of a notice with its words in braces filled in.

        With `one_group` it is the wording for where one group alone is still possible, if there is one.
        """
        notice = self.notice_by_id[notice_id]
        if one_group and notice.one_group:
            return notice.one_group.format_map(words)
        rest = self.rest_of_notice(notice_id, words)
        return text("notice.going-on", title=notice.title, rest=rest) if notice.goes_on else rest

    def rest_of_notice(self, notice_id: str, words: Mapping[str, str]) -> str:
        """Return the same without the title, where the text goes on from that."""
        signs = (sign for flag in self.red_flags if flag.urgency is Urgency.EMERGENCY for sign in flag.signs)
        emergency_signs = text["list.semicolon"].join(signs)
        return self.notice_by_id[notice_id].text.format_map({"emergency_signs": emergency_signs, **words})

    @property
    def instrument(self) -> Instrument:
        """The instrument that is used where a request names none: the one with all items."""
        return self.instruments[0]
