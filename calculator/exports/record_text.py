"""The text that a clinician pastes into a record: plain lines, what matters most first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.core.texts import text
from calculator.exports.ascii_text import ascii_text
from calculator.exports.plan_lines import plan_lines, said
from calculator.result.outcome import Outcome
from calculator.result.site import instrument_of
from calculator.start_back.instrument import COPYRIGHT, Instrument
from calculator.start_back.red_flags import RedFlag

LIMIT = 1200
"""The text has fewer characters than this, line breaks included. (Under a red flag this takes telephone lines of
some 200 characters; nothing of where to go is ever left out.)"""

_FIELDS = (
    "weeks_since_onset",
    "weeks_since_first_session",
    "first_session",
    "sessions_attended",
    "improving",
    "nsaid",
)


def record_text(outcome: Outcome, *, ascii_only: bool = False) -> str:
    """Return an outcome as text of under 1,200 characters with a line break at the end of each line.

    With `ascii_only` it is ASCII alone.
    """
    written = ascii_text if ascii_only else str
    if outcome.urgent:
        before, plan, after = list(_red_flag_lines(outcome)), [], _about(outcome)
    else:
        before, after = list(_found(outcome)), [*_dates(outcome), *_about(outcome)]
        fixed = sum(len(written(line)) + 1 for line in (*before, *after))
        plan = plan_lines(outcome, LIMIT - 1 - fixed, written)
    return "".join(f"{line}\n" for line in (*map(written, before), *plan, *map(written, after)))


def _head(outcome: Outcome, what: str) -> str:
    return text("record.head", day=outcome.today or text("record.no-day"), what=what)


def _red_flag_lines(outcome: Outcome) -> Iterator[str]:
    """Say where to go and why, and of the other flags nothing: they may not have been asked about yet."""
    flags, site = outcome.request["red_flags"], outcome.site
    yield _head(outcome, text("record.red-flag"))
    yield site.notice(outcome.where_to_go)
    answers = {flag: text("form.flag-not-sure" if flag in site.unsure else "form.flag-yes") for flag in RedFlag}
    standing = [
        text("record.answer", flag=_flag(flag), answer=answers[flag].lower()) for flag in RedFlag if flags[flag]
    ]
    yield text("record.answered", flags="; ".join(standing))
    if site.unsure:
        yield site.notice("flag-not-sure")
    yield " ".join(said(site.statements[action["statement"]]["text"]) for action in outcome.plan["actions"])
    yield text("record.stopped")


def _found(outcome: Outcome) -> Iterator[str]:
    score, group = outcome.score, outcome.plan["group"]
    if score is None:
        yield _head(outcome, outcome.site.guideline["title"])
        yield text("record.group-told", group=_group(group)) if group else text("record.group-unknown")
    else:
        instrument = instrument_of(score)
        yield _head(outcome, instrument.title)
        yield _scores(score)
        if "ask-the-other-three" in outcome.plan["notices"]:
            yield outcome.site.notice("ask-the-other-three")
        yield from _answers(score, instrument)
    yield from _situation(outcome.request)
    yield text("record.flags", flags=", ".join(map(_flag, RedFlag)))
    yield text("record.not-asked")


def _scores(score: dict[str, Any]) -> str:
    if not score["complete"]:
        groups = " or ".join(map(_group, score["possible"]))
        return text("record.missing", items=", ".join(map(str, score["missing"])), groups=groups)
    values = {"group": _group(score["risk"]), "total": str(score["total"]), "items": str(len(score["items"]))}
    if score["distress"] is None:
        return text("record.group-total", **values)
    return text("record.group", **values, distress=str(score["distress"]))


def _answers(score: dict[str, Any], instrument: Instrument) -> Iterator[str]:
    answered = [line for line in score["items"] if line["answer"] is not None]
    if not answered:
        return
    positive = ", ".join(f"{line['item']} {line['domain']}" for line in answered if line["point"])
    so_far = "record.positive" if score["complete"] else "record.positive-so-far"
    yield text(so_far, items=positive or text("record.none"))
    last, line = instrument.items[-1], answered[-1]
    if line["item"] == last.number:
        label = next(choice.label for choice in last.choices if choice.value == line["answer"])
        yield text("record.item", number=str(last.number), domain=last.domain, answer=label)


def _situation(request: dict[str, Any]) -> Iterator[str]:
    given = {field: _value(field, request[field]) for field in _FIELDS if request.get(field) is not None}
    if given:
        values = (text("record.value", name=_field(field), value=value) for field, value in given.items())
        yield text("record.given", fields=", ".join(values))
    # The date of the first session tells the weeks since, and the weeks since tell of the first session.
    known = {*given, "weeks_since_first_session"}
    if "weeks_since_first_session" in given:
        known.add("first_session")
    unknown = [_field(field) for field in _FIELDS if field not in known]
    if unknown:
        yield text("record.not-given", fields=", ".join(unknown))


def _value(field: str, value: Any) -> str:
    if field == "improving":
        return text(f"form.improving.{value}").lower()
    if field == "nsaid":
        return text(f"record.nsaid.{value}")
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """Return a number with two decimals at most, cut off: a rounded one could seem to be beyond a limit."""
    if value.is_integer():
        return str(int(value))
    whole, _, decimals = f"{value:.12f}".partition(".")
    return f"{whole}.{decimals[:2]}"


def _dates(outcome: Outcome) -> Iterator[str]:
    dates = [
        text("record.value", name=text(f"record.milestone.{stone['id']}"), value=_days(stone, outcome.today))
        for stone in outcome.plan["milestones"]
    ]
    if dates:
        yield text("record.dates", dates="; ".join(dates))


def _days(stone: dict[str, str], today: str | None) -> str:
    first, last = stone["from"], stone["to"]
    days = first if first == last else text("record.span", first=first, last=last)
    past = today is not None and last < today  # ISO dates sort as text
    return text("record.past", days=days) if past else days


def _about(outcome: Outcome) -> list[str]:
    return [text("record.about", **outcome.version, status=outcome.site.guideline["status"]), COPYRIGHT]


def _field(field: str) -> str:
    return text(f"record.field.{field}")


def _flag(flag: RedFlag) -> str:
    return flag.replace("-", " ")


def _group(risk: str) -> str:
    return text(f"result.group.{risk}")
