"""Answers as a file, to be opened again: JSON with the request and what came of it on the day.

Version 2 of the format added the label and the safety questions that were not answered, version 3 the reader's
own lines. An older file is first made one of the newest version, before any field is read; what is written is
always the newest. Whatever is wrong with a file is named, each field with its value and what is allowed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from calculator.core.assessment import assess_request
from calculator.core.calculator import Calculator
from calculator.core.instrument import Instrument
from calculator.core.language import drop_marks
from calculator.core.messages import one_line, quote
from calculator.core.reading import read_request
from calculator.core.request import InvalidRequestError, Request
from calculator.core.scoring import Score
from calculator.core.strict_json import MAX_BYTES, Json, JsonObject, NotStrictJsonError, read, without_strings
from calculator.exports.file_names import export_name
from calculator.exports.saved_own import own_faults, write_own
from calculator.exports.texts import text
from calculator.result.own_lines import NO_LINES, OwnLines, read_own_lines
from calculator.result.result import Result

FORMAT = "lumbar-answers"
VERSION = 3
FIELDS = (
    *("format", "version", "about", "day", "label", "own", "made_with", "request", "unsure", "unanswered", "score"),
)
LABEL_LIMIT = 40
"""The most characters of a label."""

_MADE_WITH = ("calculator", "guideline")
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")


class SavedFileError(ValueError):
    """A file that cannot be opened; `faults` holds one sentence for everything that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class SavedAnswers:
    """What a file holds, valid for the calculator as it is now."""

    request: Request
    """As it was when the file was saved; its `today` is that day."""
    unsure: tuple[str, ...]
    """The ids of the red flags that were answered "not sure"; the request has them as yes."""
    unanswered: tuple[str, ...]
    """The ids of the red flags that nobody answered, since an emergency came first; the request has them as no."""
    versions: Mapping[str, str]
    """The versions of the `calculator` and of the `guideline` that it was saved with."""
    label: str
    """Whose they are, as whoever saved the file called them; empty where nobody did."""
    own: OwnLines = NO_LINES
    """What the reader wrote beside the result."""
    remarks: tuple[str, ...] = ()
    """Sentences that the reader has to be told: the calculator now comes to another score."""


# ---- Writing ----------------------------------------------------------------------------------------------------


def saved_file(result: Result) -> str:
    """Return a result as a file's text, in ASCII.

    Besides the answers it holds the score as it is now, for readers without a calculator; under a red flag it says
    where to go instead.
    """
    assessment, sheet = result.assessment, result.score
    about = [
        text("saved.about"),
        result.notice_text("not-a-diagnosis"),
        text("export.versions", **result.editions(), status=result.site.status),
        *filter(None, [result.review_notice]),
        result.calculator.instrument.copyright,
    ]
    if result.urgent:
        first = map(result.notice_text, result.where_to_go_and_when_at_once)
        about = [*first, text("saved.stopped"), *about]
    if result.as_of:
        about.insert(0, result.as_of)
    content: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "about": [drop_marks(words) for words in about],
        "day": result.today.isoformat() if result.today else None,
        "label": write_label(result.site.label) or None,
        "own": write_own(result.site.own),
        "made_with": dict(result.versions),
        "request": result.request.to_json(),
        # Only what stands can be unsure: "not sure" is sent as yes.
        "unsure": [flag.id for flag in result.unsure],
        "unanswered": list(result.request.unanswered),
        "score": None if sheet is None or result.urgent else assessment.score_json(sheet),
    }
    return json.dumps(content, allow_nan=False, indent=2) + "\n"


def write_label(typed: str) -> str:
    """Return a label as a file holds it: on one line, without control characters, of 40 characters at most."""
    return one_line(typed, LABEL_LIMIT)


def file_name(result: Result) -> str:
    """Return the file's name: what it is, the day and the label, of which only what any file system takes."""
    label = re.sub(r"[^0-9A-Za-z]+", "-", write_label(result.site.label)).strip("-")
    return export_name("file.answers", "json", result, label=label)


# ---- Opening ----------------------------------------------------------------------------------------------------


def open_saved(content: str, calculator: Calculator) -> SavedAnswers:
    """Read a saved file's text.

    Raises SavedFileError, and nothing else, for whatever is no whole file of answers of at most 64 KiB in a version
    of the format that is known.
    """
    saved = _read(content.removeprefix("\ufeff"))
    if not isinstance(saved, JsonObject) or saved.get("format") != FORMAT:
        raise SavedFileError(text("saved.foreign"))
    _refuse_newer(saved.get("version"))
    return _Reader(calculator, _as_newest(saved)).answers()


def _read(content: str) -> Json:
    size = len(content.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise SavedFileError(text("saved.too-large", size=str(size), most=str(MAX_BYTES)))
    if not content.strip():
        raise SavedFileError(text("saved.empty"))
    try:
        return read(content)
    except NotStrictJsonError as error:
        why = error.__cause__
        if isinstance(why, json.JSONDecodeError):
            if _breaks_off(content):
                raise SavedFileError(text("saved.broken")) from error
            raise SavedFileError(text("saved.not-json", why=f"{why.lineno}:{why.colno}: {why.msg}")) from error
        raise SavedFileError(text("saved.not-json", why=error.allowed)) from error


def _breaks_off(content: str) -> bool:
    """Tell whether something that was opened is not closed."""
    rest = without_strings(content)
    opened, closed = (sum(map(rest.count, marks)) for marks in ("{[", "}]"))
    return content.lstrip().startswith("{") and ('"' in rest or opened > closed)


def _refuse_newer(version: Json) -> None:
    if not isinstance(version, int | float) or isinstance(version, bool) or version < 1 or version % 1:
        raise SavedFileError(_fault("version", version, " or ".join(map(str, range(1, VERSION + 1)))))
    if version > VERSION:
        raise SavedFileError(text("saved.newer", found=_value_text(version), known=str(VERSION)))


def _as_newest(saved: JsonObject) -> JsonObject:
    """Make a file of an older version one of the newest.

    Versions 1 and 2 had no lines of the reader's own. Version 1 had no label, and did not tell a safety question
    that an emergency had left unanswered from one that was answered with no: none of them is taken for answered.
    """
    if saved.get("version") in {1, 2}:
        saved.setdefault("own", None)
    if saved.get("version") != 1:
        return saved
    saved.setdefault("label", None)
    request = saved.get("request")
    flags = request.get("red_flags") if isinstance(request, dict) else None
    answers = flags if isinstance(flags, dict) else {}
    stands = any(value is True for value in answers.values())
    saved.setdefault("unanswered", [flag for flag, value in answers.items() if value is False and stands])
    return saved


class _Reader:
    """Reads the fields of a file and collects what is wrong with them."""

    def __init__(self, calculator: Calculator, saved: JsonObject) -> None:
        self._calculator = calculator
        self._saved = saved
        self._faults: list[str] = []

    def answers(self) -> SavedAnswers:
        """Return what the file holds. Raises SavedFileError with everything that is wrong."""
        self._refuse_repeated(self._saved, "")
        self._refuse_others(self._saved, FIELDS, "")
        request = self._request()
        unsure = self._flags("unsure", stand=True)
        unanswered = self._flags("unanswered", stand=False)
        versions = self._versions()
        label = self._label()
        own = self._own()
        score = self._score()
        if self._faults or request is None:
            raise SavedFileError(*self._faults)
        remarks = () if score is None else tuple(self._remarks(request, score, versions))
        return SavedAnswers(request, unsure, unanswered, versions, label, own, remarks)

    def _refuse(self, field: str, value: Json, allowed: str) -> None:
        self._faults.append(_fault(field, value, allowed))

    def _refuse_repeated(self, value: Json, prefix: str) -> None:
        named: list[tuple[str, Json]] = []
        if isinstance(value, JsonObject):
            named = list(value.items())
            for key in sorted(value.repeated):
                self._refuse(prefix + _field_name(key), value[key], text("saved.once"))
        elif isinstance(value, list):
            named = [(str(place), inner) for place, inner in enumerate(value)]
        for key, inner in named:
            self._refuse_repeated(inner, f"{prefix}{_field_name(key)}.")

    def _refuse_others(self, saved: JsonObject, known: Collection[str], prefix: str) -> None:
        for key, value in saved.items():
            if key not in known:
                self._refuse(prefix + _field_name(key), value, text("saved.no-such-field", fields=", ".join(known)))

    def _request(self) -> Request | None:
        written = self._saved.get("request")
        if not isinstance(written, JsonObject):
            self._refuse("request", written, text("saved.object"))
            return None
        request = None
        try:
            request = read_request(json.dumps(written), self._calculator)
        except InvalidRequestError as error:
            for fault in error.faults:
                field = "request" if fault.field == "$" else f"request.{_field_name(fault.field)}"
                self._refuse(field, fault.value, fault.allowed)
        if "day" not in self._saved or self._saved["day"] != written.get("today"):
            self._refuse("day", self._saved.get("day"), text("saved.day"))
        return request

    def _flags(self, name: str, *, stand: bool) -> tuple[str, ...]:
        """Return a list of red flags, all of which must stand, or none."""
        named, request = self._saved.get(name), self._saved.get("request")
        flags = request.get("red_flags") if isinstance(request, dict) else None
        ids = self._calculator.red_flag_by_id
        allowed = [flag for flag in ids if isinstance(flags, dict) and flags.get(flag) is stand]
        if not isinstance(named, list) or any(flag not in allowed or named.count(flag) > 1 for flag in named):
            self._refuse(name, named, text("saved.flags" if stand else "saved.other-flags"))
            return ()
        return tuple(map(str, named))

    def _label(self) -> str:
        label = self._saved.get("label")
        if "label" in self._saved and label is None:
            return ""
        if not isinstance(label, str) or not label or label != write_label(label):
            self._refuse("label", label, text("saved.label", most=str(LABEL_LIMIT)))
            return ""
        return label

    def _own(self) -> OwnLines:
        own = self._saved.get("own")
        if "own" not in self._saved:
            self._refuse("own", None, text("saved.object-or-null"))
        for field, value, allowed in own_faults(own):
            self._refuse(field, value, allowed)
        return read_own_lines(own)

    def _versions(self) -> dict[str, str]:
        made_with = self._saved.get("made_with")
        if not isinstance(made_with, JsonObject):
            self._refuse("made_with", made_with, text("saved.object"))
            return {}
        self._refuse_others(made_with, _MADE_WITH, "made_with.")
        versions = {}
        for name in _MADE_WITH:
            version = made_with.get(name)
            if isinstance(version, str) and _VERSION.fullmatch(version):
                versions[name] = version
            else:
                example = self._calculator.version
                self._refuse(f"made_with.{name}", version, text("saved.version", example=example))
        return versions

    def _score(self) -> JsonObject | None:
        """Look at what is compared with the calculator; the rest of the score is for other readers."""
        score = self._saved.get("score")
        if score is None and "score" in self._saved:
            return None
        if not isinstance(score, JsonObject):
            self._refuse("score", score, text("saved.object-or-null"))
            return None
        for name in self._calculator.score_names:
            value, most = score.get(name), _highest(name, self._calculator.instruments)
            if name not in score or not (value is None or _is_up_to(most, value)):
                self._refuse(f"score.{name}", value, text("saved.number", most=str(most)))
        bands = dict.fromkeys(band.id for form in self._calculator.instruments for band in form.bands)
        risk = score.get("risk")
        if "risk" not in score or (risk is not None and risk not in list(bands)):
            self._refuse("score.risk", risk, text("saved.risk", risks=", ".join(bands)))
        return score

    def _remarks(self, request: Request, saved: JsonObject, versions: Mapping[str, str]) -> Iterator[str]:
        now = assess_request(request, self._calculator)
        # Under a red flag no score is said, nor was any when a file was saved under one.
        if now.plan is not None and now.plan.urgent:
            return
        names = (*self._calculator.score_names, "risk")
        before = {name: saved.get(name) for name in names}
        after = self._counts(now.score)
        if before != after:
            yield text(
                "saved.other-score", version=versions["calculator"], then=_in_words(before), now=_in_words(after)
            )

    def _counts(self, sheet: Score | None) -> dict[str, Json]:
        counts: dict[str, Json] = {
            name: sheet.points(name) if sheet else None for name in self._calculator.score_names
        }
        return {**counts, "risk": sheet.band.id if sheet and sheet.band else None}


def _highest(scale_id: str, instruments: Collection[Instrument]) -> int:
    """Return the most points that a scale has in any of the forms."""
    return max(form.highest(scale) for form in instruments if (scale := form.scale(scale_id)))


def _is_up_to(most: int, value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value in range(most + 1)


def _in_words(counts: Mapping[str, Json]) -> str:
    none = text("saved.none")
    written = {name: none if value is None else str(value) for name, value in counts.items()}
    return ", ".join(text("saved.score", name=name, value=value) for name, value in written.items())


def _fault(field: str, value: Json, allowed: str) -> str:
    """Return the sentence for one field; `value` is None where there is none."""
    return text("saved.field", field=field, value=_value_text(value), allowed=allowed)


def _value_text(value: Json) -> str:
    """Return a value as a message shows it: strings in quotes, others as they stand in the file, both shortened."""
    if value is None:
        return text("saved.missing")
    return quote(value) if isinstance(value, str) else quote(json.dumps(value))[1:-1]


def _field_name(key: str) -> str:
    """Return a field's name as a message can show it: it may be anything."""
    return quote(key)[1:-1]
