"""The result in plain words, for family or friends: what a patient's page says first, in lines.

What somebody said about their mood is not in it, nor any score: whoever sends it may add what they like.
"""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.plan import When
from calculator.exports.texts import text
from calculator.result.first_things import questions_to_take
from calculator.result.result import Result
from calculator.result.sheet_pieces import number_lines
from calculator.result.timeline import describe_dates, remark_on


def family_text(result: Result) -> str:
    """Return a result as plain text, with a blank line between its parts.

    Under a red flag it says where to go and why, and nothing else.
    """
    topic = result.calculator.topic
    head = text("family.head", topic=topic, day=result.day) if result.day else topic
    parts = _urgent(result) if result.urgent else _calm(result)
    about = [result.notice_text("not-a-diagnosis"), *filter(None, [result.review_notice]), _version(result)]
    blocks = ("\n".join(filter(None, block)) for block in ([head, result.as_of], *parts, about))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _version(result: Result) -> str:
    return text("export.versions", **result.editions(), status=result.site.status)


def _urgent(result: Result) -> Iterator[list[str]]:
    yield [result.notice_text(name) for name in result.where_to_go_and_when_at_once]
    yield [result.reason]


def _calm(result: Result) -> Iterator[list[str]]:
    numbered, group = number_lines(result), result.plan.group
    yield [group.plain, result.group_meaning] if group else [text("result.no-group")]
    lines = [
        text("family.line", words=result.site.patient_wording(each.action.statement))
        for each in numbered.first.lines
    ]
    notices = [result.notice_text(name) for name in numbered.first.notices]
    yield [text("result.part.now"), *lines, *notices] if lines else []
    yield _dates(result)
    questions = [text("family.line", words=each.text) for each in questions_to_take(result)]
    # A painkiller is never named without who must not take it.
    beside = [result.notice_text(name) for name in numbered.about_questions]
    yield [text("sheet.questions"), *questions, *beside] if questions else []
    goal = result.site.own.goal
    yield [text("family.goal", goal=goal)] if goal else []
    net = [result.notice_text(each.id) for each in result.plan.notices_at(When.SAFETY_NET)]
    yield [text("result.part.safety-net"), *net]


def _dates(result: Result) -> list[str]:
    timeline = result.plan.timeline
    steps = [
        " ".join(
            filter(None, (text("family.due", dates=describe_dates(step), due=f"{step.row.task}."), remark_on(step)))
        )
        for step in timeline.steps
    ]
    title = "result.timeline-undated" if timeline.first_session is None else "result.timeline"
    return [text(title), *steps] if steps else []
