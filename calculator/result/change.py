"""Change from sheet to sheet: totals, subscales and groups over time, and the falls that predicted something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.core.assessment import assess_request
from calculator.core.calculator import Calculator
from calculator.core.dates import day_text
from calculator.core.messages import number_word
from calculator.core.request import Request
from calculator.core.scoring import ScaleScore, Score
from calculator.result.result import Result
from calculator.result.site import Site
from calculator.result.texts import text


class ChangeError(ValueError):
    """Sheets that cannot be compared; `faults` holds a sentence for everything that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Difference:
    """How a total differs from that of an earlier sheet of the same form."""

    since: date
    """The earlier sheet's day."""
    points: int
    """Below 0 when the total fell."""
    marked: bool
    """Whether it is a fall that predicted something (see `Measurement.marked_fall`)."""


@dataclass(frozen=True)
class Reading:
    """What one sheet says; there is no total while an answer is missing or a red flag stands."""

    result: Result
    day: date
    sheet: Score
    since_before: Difference | None
    """Since the nearest earlier sheet of this form that has a total."""
    since_first: Difference | None
    """Since the first sheet of this form that has a total; None where that is the one before."""

    @property
    def shown(self) -> Score | None:
        """The score that may be shown: as everywhere, none under a red flag, and none of an incomplete sheet."""
        return None if self.result.urgent or not self.sheet.complete else self.sheet

    @property
    def total(self) -> int | None:
        """The total that may be shown."""
        return self.shown.total if self.shown else None

    @property
    def subscale(self) -> ScaleScore | None:
        """The score of the first subscale that may be shown."""
        return next(iter(self.shown.subscales), None) if self.shown else None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """How the total differs from earlier ones."""
        return tuple(each for each in (self.since_before, self.since_first) if each)

    @property
    def marked(self) -> bool:
        """Whether the total fell so far that it predicted something."""
        return any(each.marked for each in self.differences)


def compare(requests: Sequence[Request], calculator: Calculator, site: Site) -> tuple[Reading, ...]:
    """Compare two or more filled forms of different days; return them by day.

    A form that is there twice counts once. Raises ChangeError with every fault: fewer than two forms, no day, no
    answers or no safety questions, different forms of one day.
    """
    faults: list[str] = []
    request_of: dict[date, Request] = {}
    clashing: set[date] = set()
    for number, request in enumerate(requests, start=1):
        if request.today is None:
            faults.append(text("change.error-day", number=str(number)))
            continue
        faults += _faults(request, request.today, calculator)
        if request_of.setdefault(request.today, request) != request:
            clashing.add(request.today)
    faults += [text("change.error-same-day", day=day_text(day)) for day in sorted(clashing)]
    if not faults and len(request_of) < 2:
        faults.append(text("change.error-few", number=str(len(request_of))))
    if faults:
        raise ChangeError(faults)
    results = {day: Result(assess_request(request, calculator), site) for day, request in request_of.items()}
    return tuple(_read(results))


def _faults(request: Request, day: date, calculator: Calculator) -> Iterator[str]:
    if request.answers is None:
        yield text("change.error-answers", day=day_text(day))
    if request.red_flags is None:
        yield text("change.error-red-flags", day=day_text(day), count=number_word(len(calculator.red_flags)))


def _read(results: dict[date, Result]) -> Iterator[Reading]:
    earlier: dict[str, list[Reading]] = {}
    for day, result in sorted(results.items()):
        assert result.score is not None
        same_form = earlier.setdefault(result.score.instrument.id, [])
        reading = Reading(result, day, result.score, None, None)
        reading = Reading(
            result,
            day,
            result.score,
            _difference(reading, same_form[-1]) if same_form else None,
            _difference(reading, same_form[0]) if len(same_form) > 1 else None,
        )
        yield reading
        if reading.total is not None:
            same_form.append(reading)


def _difference(reading: Reading, earlier: Reading) -> Difference | None:
    if reading.total is None or earlier.total is None:
        return None
    points = reading.total - earlier.total
    measurement = reading.result.calculator.measurement
    fall = measurement.marked_fall if measurement else None
    marked = fall is not None and fall.instrument == reading.sheet.instrument.id and -points >= fall.points
    return Difference(earlier.day, points, marked)
