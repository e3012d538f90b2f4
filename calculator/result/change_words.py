"""Change from sheet to sheet in a patient's words: how many answers count then and now. It predicts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.dates import day_text, month_text
from calculator.core.messages import list_names
from calculator.result.change import Reading
from calculator.result.texts import text


def describe_change(readings: Sequence[Reading]) -> list[str]:
    """Return sentences on what `compare` found: of the first sheet, of the one before, and of the latest one.

    Only sheets of the latest one's form that have a total are told of: what is not known is not guessed.
    """
    latest = readings[-1]
    if latest.total is None:
        missing = [text("form.item-name-within", number=str(each)) for each in latest.sheet.missing]
        return [text("change.words-missing", missing=list_names(missing))]
    form = latest.sheet.instrument
    earlier = [each for each in readings[:-1] if each.sheet.instrument == form and each.total is not None]
    if not earlier:
        return [text("change.words-alone")]
    told = earlier if len(earlier) < 3 else [earlier[0], earlier[-1]]
    said = [_describe(each, readings) for each in told]
    return [*said, _describe(latest, readings)]


def has_risen(latest: Reading) -> bool:
    """Tell whether more answers count than in the sheet before, or than in the first one."""
    return any(difference.points > 0 for difference in latest.differences)


def _describe(reading: Reading, readings: Sequence[Reading]) -> str:
    latest, day = readings[-1], reading.day
    counted = {
        "counted": str(sum(bool(line.points) for line in reading.sheet.items)),
        "all": str(len(reading.sheet.items)),
    }
    is_now = reading is latest and day == latest.result.site.day
    # Where two are of one month its name would not tell them apart.
    is_alone = sum((each.day.year, each.day.month) == (day.year, day.month) for each in readings) == 1
    of_month = "month" if day.year == latest.day.year else "month-year"
    key = "now" if is_now else of_month if is_alone else "day"
    names = {"month": month_text(day.month), "year": str(day.year), "day": day_text(day)}
    return text(f"change.words-{key}", **names, **counted)
