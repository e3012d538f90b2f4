"""Answers as a file, to be opened again: JSON with the request and what came of it on the day.

Version 1 of the format is the first. A later one reads an older file by first making it one of its own, before any
field is read; what is written is always the newest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from calculator import respond
from calculator.core.strict_json import MAX_BYTES, Json, JsonObject, NotStrictJsonError, read
from calculator.core.texts import text
from calculator.exports.saved_fields import as_shown, faults_of, field_fault
from calculator.result.outcome import Outcome
from calculator.start_back.instrument import COPYRIGHT
from calculator.start_back.red_flags import RedFlag, Urgency

FORMAT = "lumbar-answers"
VERSION = 1

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class SavedFileError(ValueError):
    """A file that cannot be opened; `faults` holds one sentence for everything that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Saved:
    """What a file holds, valid for the calculator as it is now."""

    request: dict[str, Any]
    """A valid request, as it was when the file was saved; its `today` is that day."""
    unsure: tuple[str, ...]
    """The red flags that were answered "not sure"; the request has them as yes."""
    day: str | None
    """When it was saved, YYYY-MM-DD; None where the request does not say."""
    versions: dict[str, str]
    """The versions of the `calculator` and of the `guideline` that it was saved with."""
    remarks: tuple[str, ...] = ()
    """Sentences that the reader has to be told: the calculator now comes to another score."""


def saved_file(outcome: Outcome) -> str:
    """Return an outcome as a file's text, in ASCII.

    Besides the answers it holds the score as it is now, for readers without a calculator; under a red flag it says
    where to go instead.
    """
    flags, site = outcome.request["red_flags"], outcome.site
    about = [text("saved.about"), site.notice("not-a-diagnosis"), COPYRIGHT]
    if outcome.urgent:
        about = [site.notice(outcome.where_to_go), text("saved.stopped"), *about]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "about": about,
        "day": outcome.today,
        "made_with": outcome.version,
        "request": outcome.request,
        # Only what stands can be unsure: "not sure" is sent as yes.
        "unsure": [flag.value for flag in RedFlag if flag in site.unsure and flags[flag]],
        "score": None if outcome.urgent else outcome.score,
    }
    return json.dumps(content, allow_nan=False, indent=2) + "\n"


def file_name(outcome: Outcome) -> str:
    """Return the file's name: the day and nothing of what the answers are about, since others see names too."""
    return f"answers-{outcome.today}.json" if outcome.today else "answers.json"


def open_saved(written: str) -> Saved:
    """Read a saved file's text.

    Raises SavedFileError, and nothing else, for whatever is no whole file of answers of at most 64 KiB in a version
    of the format that is known.
    """
    found = _read(written.removeprefix("\ufeff"))
    if not isinstance(found, JsonObject) or found.get("format") != FORMAT:
        raise SavedFileError(text("saved.foreign"))
    _refuse_newer(found.get("version"))
    faults = tuple(faults_of(found))
    if faults:
        raise SavedFileError(*faults)
    # Valid by now; taken apart again because what was read remembers more than plain data does.
    plain: dict[str, Any] = json.loads(json.dumps(found))
    return Saved(
        request=plain["request"],
        unsure=tuple(plain["unsure"]),
        day=plain["day"],
        versions=plain["made_with"],
        remarks=tuple(_remarks(plain)),
    )


def _remarks(saved: dict[str, Any]) -> Iterator[str]:
    now: dict[str, Any] = respond(json.dumps(saved["request"]))
    stopped = now["plan"] is not None and now["plan"]["urgency"] != Urgency.ROUTINE
    # Under a red flag no score is said, nor was any when a file was saved under one.
    if saved["score"] is None or stopped:
        return
    then, here = _counts(saved["score"]), _counts(now["score"] or {})
    if then != here:
        version = saved["made_with"]["calculator"]
        yield text("saved.other-score", version=version, then=_in_words(then), now=_in_words(here))


def _counts(score: dict[str, Any]) -> dict[str, Any]:
    return {name: score.get(name) for name in ("total", "distress", "risk")}


def _in_words(counts: dict[str, Any]) -> str:
    none = text("saved.none")
    return text("saved.score", **{name: none if value is None else str(value) for name, value in counts.items()})


def _read(written: str) -> Json:
    size = len(written.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise SavedFileError(text("saved.too-large", size=str(size), most=str(MAX_BYTES)))
    if not written.strip():
        raise SavedFileError(text("saved.empty"))
    try:
        return read(written)
    except NotStrictJsonError as error:
        why = error.__cause__
        if isinstance(why, json.JSONDecodeError):
            if _breaks_off(written):
                raise SavedFileError(text("saved.broken")) from error
            raise SavedFileError(text("saved.not-json", why=f"{why.lineno}:{why.colno}: {why.msg}")) from error
        raise SavedFileError(text("saved.not-json", why=error.allowed)) from error


def _breaks_off(written: str) -> bool:
    """Tell whether something that was opened is not closed."""
    rest = _STRING.sub("", written)
    opened, closed = (sum(map(rest.count, marks)) for marks in ("{[", "}]"))
    return written.lstrip().startswith("{") and ('"' in rest or opened > closed)


def _refuse_newer(version: Json) -> None:
    if not isinstance(version, int | float) or isinstance(version, bool) or version < 1 or version % 1:
        raise SavedFileError(field_fault("version", version, str(VERSION)))
    if version > VERSION:
        raise SavedFileError(text("saved.newer", found=as_shown(version), known=str(VERSION)))
