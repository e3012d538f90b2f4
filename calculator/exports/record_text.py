"""The text that a clinician pastes into a record: plain lines, what matters most first.

The plan is the source's own sentences in the order of their weight, as many as there is room for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from calculator.core.dates import day_text
from calculator.core.fields import Field
from calculator.core.language import drop_marks
from calculator.core.plan import Step, StepState, When
from calculator.core.scoring import Score
from calculator.exports.ascii_text import ascii_text
from calculator.exports.texts import text
from calculator.result.result import WHERE_TO_GO, Result
from calculator.result.site import Statement

LIMIT = 1200
"""The text has fewer characters than this, line breaks included. (Under a red flag this takes telephone lines of
some 200 characters; nothing of where to go is ever left out.)"""

_REASON = re.compile("—|, as (?=[a-z])|(?<=[.]) ")
"""Where a sentence of the source goes over to why it is so: what stands before is whole without it."""


def record_text(result: Result, *, ascii_only: bool = False) -> str:
    """Return a result as text of under 1,200 characters with a line break at the end of each line.

    With `ascii_only` it is ASCII alone.
    """
    write = ascii_text if ascii_only else drop_marks
    after = about_lines(result, date.isoformat)
    if result.urgent:
        before, plan = list(_red_flag_lines(result)), []
    else:
        before, after = list(_finding_lines(result)), [*_date_lines(result), *after]
        fixed = sum(len(write(line)) + 1 for line in (*before, *after))
        plan = plan_lines(result, LIMIT - 1 - fixed, write)
    return "".join(f"{line}\n" for line in (*map(write, before), *plan, *map(write, after)))


def scores_text(sheet: Score) -> str:
    """Return the scores of a complete sheet, such as "Total 4 of 9, distress 1 of 5"."""
    scores = (
        text("record.score", name=each.scale.label, points=str(each.points), highest=str(each.highest))
        for each in sheet.scales
    )
    first, *others = scores
    return ", ".join((first, *(other[:1].lower() + other[1:] for other in others)))


def _head(result: Result, subject: str) -> str:
    day = result.today.isoformat() if result.today else text("record.no-day")
    if result.as_of and result.site.day:
        key = "record.as-of" if result.today else "record.as-of-no-day"
        day = text(key, day=day, today=result.site.day.isoformat())
    return text("record.head", day=day, what=subject)


def _red_flag_lines(result: Result) -> Iterator[str]:
    """Say where to go and why, and of the other flags nothing: they may not have been asked about yet."""
    statements = result.site.statements
    yield _head(result, text("record.red-flag"))
    yield from map(result.notice_text, result.where_to_go_and_when_at_once)
    answers = [
        text("record.answer", flag=flag.short, answer=result.answer_to(flag).lower())
        for flag in result.assessment.standing
    ]
    yield text("record.answered", flags="; ".join(answers))
    if result.site.unsure:
        yield result.notice_text("flag-not-sure")
    yield " ".join(without_reason(statements[action.statement].text) for action in result.plan.actions)
    yield text("record.stopped")


def _finding_lines(result: Result) -> Iterator[str]:
    yield _head(result, result.score.instrument.title if result.score else result.site.title)
    yield from group_lines(result)
    yield from _fields(result)
    yield text("record.flags")
    yield text("record.safety-net", places="; ".join(_safety_net(result)))
    yield text("record.not-asked")


def _safety_net(result: Result) -> Iterator[str]:
    """Yield for each place to go what calls for it."""
    for urgency in WHERE_TO_GO:
        flags = [flag.short for flag in result.calculator.red_flags if flag.urgency is urgency]
        if flags:
            yield text(f"record.safety-net.{urgency}", flags=", ".join(flags))


def group_lines(result: Result) -> Iterator[str]:
    """Yield the group and what counted; without a group, what is missing for one. Not for use under a red flag."""
    sheet, group = result.score, result.plan.group
    if sheet is None:
        yield text("group.stated", group=group.label) if group else text("group.unknown")
        return
    yield _scores(sheet)
    if result.plan.has_notice("ask-the-other-three"):
        yield result.notice_text("ask-the-other-three")
    yield from _answers(sheet)


def _scores(sheet: Score) -> str:
    if sheet.band is None:
        groups = " or ".join(band.label for band in sheet.possible)
        return text("record.missing", items=", ".join(map(str, sheet.missing)), groups=groups)
    scores = text("record.group", group=sheet.band.label, scores=scores_text(sheet))
    return f"{scores} {sheet.instrument.remark}" if sheet.instrument.remark else scores


def _answers(sheet: Score) -> Iterator[str]:
    if not sheet.answered:
        return
    positive = ", ".join(f"{line.item.number} {line.item.domain}" for line in sheet.items if line.points)
    so_far = "record.positive" if sheet.complete else "record.positive-so-far"
    yield text(so_far, items=positive or text("record.none"))
    last = sheet.items[-1]
    if last.choice:
        yield text("record.item", number=str(last.item.number), domain=last.item.domain, answer=last.choice.label)


def _fields(result: Result) -> Iterator[str]:
    fields, values = result.calculator.fields, result.request.values
    known = [
        text("record.value", name=field.short, value=field.in_short(values[field.name]))
        for field in fields
        if field.name in values
    ]
    if known:
        yield text("record.given", fields=", ".join(known))
    unknown = open_fields(result)
    if unknown:
        yield text("record.not-given", fields=", ".join(field.short for field in unknown))


def open_fields(result: Result) -> list[Field]:
    """Return the fields that were asked and not answered; of two that may stand for each other one is enough."""
    fields, values = result.calculator.fields, result.request.values
    answered = {*values, *(field.instead_of for field in fields if field.name in values)}
    asked = (field for field in fields if result.was_asked(field) and not field.instead_of)
    return [field for field in asked if field.name not in answered]


def _date_lines(result: Result) -> Iterator[str]:
    """Yield when what is due: in dates, or in weeks where the first session's date is not known."""
    timeline = result.plan.timeline
    times = [
        text("record.value", name=step.row.record_label, value=_span(step))
        for step in timeline.steps
        # What is never due is no day to note.
        if step.row.can_be_overdue
    ]
    if times:
        yield text("record.weeks" if timeline.first_session is None else "record.dates", times="; ".join(times))


def _span(step: Step) -> str:
    if step.first_day and step.last_day:
        first, last = step.first_day.isoformat(), step.last_day.isoformat()
    else:
        first, last = map(str, step.row.weeks)
    time = first if first == last else text("record.span", first=first, last=last)
    return text("record.past", time=time) if step.state is StepState.PAST else time


def about_lines(result: Result, write_day: Callable[[date], str] = day_text) -> list[str]:
    """Return what the tool is and is not, the versions, and the instrument's copyright.

    A guideline that was to be reviewed by now says so first.
    """
    about = text("record.about", **result.editions(write_day), status=result.site.status)
    return [*filter(None, [result.review_notice]), about, result.calculator.instrument.copyright]


# ---- The plan in few lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    when: When
    words: str
    weight: int
    """The lower, the sooner it gets room."""
    statements: int = 1
    beside: tuple[str, ...] = ()
    """What may not be missing where the line stands; written once, below the first line that it belongs to."""


def plan_lines(result: Result, room: int, write: Callable[[str], str] = str) -> list[str]:
    """Return the plan in lines that take at most `room` characters, their line breaks included.

    Nothing is cut to fit: what there is no room for is counted in the last line, for which there must be room.
    `write` turns words into the characters that they are to be written with.
    """
    lines = [
        replace(line, words=write(line.words), beside=tuple(map(write, line.beside))) for line in _lines(result)
    ]
    headings = {line.when: write(text(f"record.when.{line.when}")) for line in lines}
    included: set[_Line] = set()
    written_beside: set[str] = set()
    room -= _size(_more(lines, write))
    for line in sorted(lines, key=lambda line: line.weight):
        headed = any(line.when is other.when for other in included)
        needed = _size(_item(line)) + (0 if headed else _size(headings[line.when]))
        needed += sum(_size(words) for words in line.beside if words not in written_beside)
        if needed <= room:
            included.add(line)
            written_beside.update(line.beside)
            room -= needed
    written: list[str] = []
    for when, heading in headings.items():
        items = [line for line in lines if line.when is when and line in included]
        written += [heading] if items else []
        for line in items:
            written += [_item(line), *(words for words in line.beside if words not in written)]
    left_out = [line for line in lines if line not in included]
    return [*written, _more(left_out, write)] if left_out else written


@lru_cache(256)
def without_reason(statement: str) -> str:
    """Return what a statement says without the reason that it gives for it."""
    words = _REASON.split(statement)[0]
    if words.endswith(":"):
        return text("record.breaks-off", words=words)
    return words if words.endswith(".") else words + "."


def _size(line: str) -> int:
    return len(line) + 1


def _item(line: _Line) -> str:
    return f"- {line.words}"


def _more(lines: Sequence[_Line], write: Callable[[str], str]) -> str:
    return write(text("record.more", number=str(sum(line.statements for line in lines))))


def _lines(result: Result) -> Iterator[_Line]:
    """Yield the plan in its order. The safety net, which is all red flags, is said elsewhere."""
    statements, calculator = result.site.statements, result.calculator
    # What is due by now, then what the group calls for; what goes on anyway comes behind.
    first_rules = (calculator.time_rule, calculator.group_rule)
    for when in When:
        if when is When.SAFETY_NET:
            continue
        actions = result.plan.actions_at(when)
        # What to do and what to ask has room before what not to do and what comes later.
        weight = 0 if when in {When.NOW, When.WITHIN_2_WEEKS, When.ASK} else 1
        if when is When.OPTION and actions:
            names = ", ".join(_option_name(statements[action.statement]) for action in actions)
            yield _Line(when, text("record.options", names=names), weight, len(actions))
            continue
        ranks = {rule: rank for rank, rule in enumerate(first_rules)}
        for action in sorted(actions, key=lambda action: ranks.get(action.rule, len(ranks))):
            statement = statements[action.statement]
            # A finding is the reason for something else, but for rehabilitation at 12 weeks.
            reason = statement.kind == "fact" and action.rule != calculator.time_rule
            beside = tuple(notice.in_record for notice in result.plan.notices_inseparable_from(action))
            yield _Line(when, without_reason(statement.text), 2 if reason else weight, beside=beside)


def _option_name(option: Statement) -> str:
    """Return what the source calls an option, before it says for whom it is and how well it works."""
    return option.text.partition(": ")[0]
