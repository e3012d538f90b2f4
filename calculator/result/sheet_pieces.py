"""What both pages of the printed sheet are made of: rows, numbered lines, and lines to write on.

The lines of the plan are numbered through: the patient reads them, the clinician finds them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.core.markup import Html, el
from calculator.core.plan import Action, Notice, When
from calculator.result.first_things import first_things, questions_to_take
from calculator.result.result import OPEN_QUESTIONS, Result
from calculator.result.texts import text

PARTS: tuple[tuple[str, tuple[When, ...]], ...] = (
    ("more", (When.NOW,)),
    ("within-2-weeks", (When.WITHIN_2_WEEKS,)),
    ("avoid", (When.AVOID,)),
    ("come-back", (When.WEEKS_4_TO_6, When.WEEK_12)),
    ("ask", (When.ASK,)),
    ("option", (When.OPTION,)),
    ("safety-net", (When.SAFETY_NET,)),
)
"""The rest of the plan from top to bottom, by the names of its parts; all that is about coming back is one."""


@dataclass(frozen=True)
class Line:
    """One action of the plan with its number on the sheet."""

    number: int
    action: Action


@dataclass(frozen=True)
class Part:
    """One part of the plan with its lines, and the ids of the notices that belong to them."""

    name: str
    """One of `PARTS`, or "now" for what stands first, or "know" for what is due now and only good to know."""
    lines: tuple[Line, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class NumberedPlan:
    """A plan as the two pages share it."""

    first: Part
    """What stands on the patient's page."""
    about_group: tuple[str, ...]
    """The ids of the notices about the group, and about the whole."""
    about_questions: tuple[str, ...]
    """The ids of the notices without which a question may not stand."""
    rest: tuple[Part, ...]
    """What stands on the clinician's page."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in their order."""
        return tuple(line for part in (self.first, *self.rest) for line in part.lines)


def number_lines(result: Result) -> NumberedPlan:
    """Share a plan out between the pages: every line and every notice stands on one of them, once."""
    plan, first = result.plan, first_things(result)
    group = (*OPEN_QUESTIONS, "low-mood", *(each.id for each in result.general_notices))
    asked = {name for question in questions_to_take(result) for name in question.statements}
    with_questions = {
        notice.id
        for action in plan.actions
        if action.statement in asked
        for notice in plan.notices_inseparable_from(action)
    }
    with_first = [each.id for each in plan.notices_at(When.NOW) if _belongs_to(each, first)]
    on_first_page = {"not-a-diagnosis", *group, *with_questions, *with_first}
    number = len(first)
    rest: list[Part] = []
    for name, times, actions in _rest(result, first):
        lines = tuple(Line(place, each) for place, each in enumerate(actions, start=number + 1))
        number += len(lines)
        # When to get help stands at the top of the first page.
        there = [each.id for when in times if when is not When.SAFETY_NET for each in plan.notices_at(when)]
        notices = tuple(name for name in there if name not in on_first_page)
        if lines or notices:
            on_first_page.update(notices)
            rest.append(Part(name, lines, notices))
    return NumberedPlan(
        Part(
            str(When.NOW),
            tuple(Line(place, each) for place, each in enumerate(first, start=1)),
            tuple(name for name in with_first if name not in with_questions),
        ),
        tuple(name for name in group if plan.has_notice(name)),
        tuple(each.id for each in plan.notices if each.id in with_questions),
        tuple(rest),
    )


def _belongs_to(notice: Notice, actions: tuple[Action, ...]) -> bool:
    return notice.about is None or any(map(notice.about, actions))


def _rest(result: Result, first: tuple[Action, ...]) -> Iterator[tuple[str, tuple[When, ...], list[Action]]]:
    """Yield the parts of a plan without what stands first, with what is only good to know apart."""
    for name, times in PARTS:
        actions = [action for action in result.plan.actions_at(*times) if action not in first]
        yield name, times, [action for action in actions if not result.is_to_know(action)]
        to_know = [action for action in actions if result.is_to_know(action)]
        if to_know:
            yield "know", times, to_know


def render_field(label: str, written: str = "") -> Html:
    """Render a label with what is known, or with a line to write on: nobody types that, and nothing holds it."""
    content = el("strong", written) if written else el("span", class_="sheet__write")
    return el("p", label, " ", content, class_="sheet__field")


def render_notice(notice_id: str, result: Result) -> Html:
    """Render a notice in its words."""
    return el("p", result.notice_text(notice_id), class_="sheet__notice")


def render_line(line: Line, result: Result, *after: str | None) -> Html:
    """Render an action in the wording for patients, with its number and the editors' notes that patients read."""
    site, statement = result.site, line.action.statement
    notes = (f" {text('note.plain-label')} {note.plain}" for note in site.patient_notes(statement))
    return el(
        "p",
        el("span", str(line.number), class_="sheet__number"),
        el("span", site.patient_wording(statement), *notes, *after),
        class_="sheet__line",
    )


def render_version(result: Result, words: str = "sheet.version") -> Html:
    """Render which calculator and guideline it comes from, and that the guideline is past its review if so.

    `words` is the key of the text.
    """
    version = text(words, **result.editions(), title=result.site.title, status=result.site.status)
    overdue = el("strong", f" {result.review_notice}") if result.review_notice else None
    return el("span", version, overdue)
