"""A short summary for a QR code: what a clinician needs of an outcome, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.core.quick_entry import write_answers
from calculator.core.texts import text
from calculator.exports.ascii_text import ascii_text
from calculator.result.outcome import Outcome
from calculator.result.site import instrument_of
from calculator.start_back.instrument import COPYRIGHT
from calculator.start_back.red_flags import RedFlag

LIMIT = 300
"""The most characters that a summary has, whatever was answered."""


def summary_text(outcome: Outcome) -> str:
    """Return an outcome in at most 300 characters of ASCII, a few lines without a break at the end.

    While a red flag stands it says only where to go and why.
    """
    lines = _red_flag(outcome) if outcome.urgent else _found(outcome)
    about = text("summary.about", **outcome.version)
    notice = COPYRIGHT.replace("Copyright", text("summary.copyright-sign"))
    return ascii_text("\n".join((*lines, about, notice)))


def _red_flag(outcome: Outcome) -> Iterator[str]:
    standing = [flag for flag in RedFlag if outcome.request["red_flags"][flag]]
    yield text("summary.head-red-flag", day=_day(outcome))
    # The first sentence: what follows it names telephone lines, which are the site's and of any length.
    yield outcome.site.notice(outcome.where_to_go).partition(". ")[0]
    for key, unsure in (("summary.yes", False), ("summary.not-sure", True)):
        flags = [flag.replace("-", " ") for flag in standing if (flag in outcome.site.unsure) is unsure]
        if flags:
            yield text(key, flags=", ".join(flags))


def _found(outcome: Outcome) -> Iterator[str]:
    score, group = outcome.score, outcome.plan["group"]
    if score is None:
        yield text("summary.head-plain", day=_day(outcome))
        yield text("summary.group-told", group=_group(group)) if group else text("summary.group-unknown")
    else:
        yield text("summary.head", day=_day(outcome), items=str(len(score["items"])))
        yield _scores(score)
        yield text("summary.answers", items=_items(score), answers=_answers(score))
    yield text("summary.no-red-flag")


def _day(outcome: Outcome) -> str:
    return outcome.today or text("summary.no-day")


def _group(risk: str) -> str:
    return text(f"result.group.{risk}")


def _scores(score: dict[str, Any]) -> str:
    if not score["complete"]:
        return text("summary.incomplete", groups=", ".join(map(_group, score["possible"])))
    values = {"group": _group(score["risk"]), "total": str(score["total"]), "items": str(len(score["items"]))}
    if score["distress"] is None:
        return text("summary.group-total", **values)
    return text("summary.group", **values, distress=str(score["distress"]))


def _items(score: dict[str, Any]) -> str:
    numbers = [item.number for item in instrument_of(score).items]
    unbroken = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}-{numbers[-1]}" if unbroken else ",".join(map(str, numbers))


def _answers(score: dict[str, Any]) -> str:
    return write_answers(score["instrument"], {line["item"]: line["answer"] for line in score["items"]})
