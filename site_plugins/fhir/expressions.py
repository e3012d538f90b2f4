"""The scoring rule in FHIRPath, from an instrument's data.

Each expression stands for itself and reads the answers alone, so that it does not matter in which order a program
computes them. The points are the answers' `ordinalValue`; a sum is a count of answers, for each number of points
that an answer can have at least: a whole number in every implementation.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.core.calculator import Calculator
from calculator.core.instrument import Band, Instrument, Scale
from calculator.exports.fhir import coding


def expression(instrument: Instrument, score: str, calculator: Calculator) -> str:
    """Return the expression that gives a scale's points, or with "risk" the band, of a response.

    It is empty without all answers.
    """
    scale = instrument.scale(score)
    computed = _points(instrument, scale) if scale else _band(instrument, calculator)
    numbers = tuple(instrument.item_by_number)
    return f"iif({_items(numbers)}.where(answer.exists()).count() = {len(numbers)}, {computed}, {{}})"


def _items(numbers: Iterable[int]) -> str:
    return "%resource.item.where(linkId in ({}))".format(" | ".join(f"'{number}'" for number in numbers))


def _points(instrument: Instrument, scale: Scale) -> str:
    most = max(choice.points for number in scale.items for choice in instrument.item_by_number[number].choices)
    counts = (f"{_items(scale.items)}.answer.value.where(weight() > {least}).count()" for least in range(most))
    return " + ".join(counts)


def _band(instrument: Instrument, calculator: Calculator) -> str:
    """Say which of the risk item's own options it is."""
    code = _code_from(0, instrument, calculator)
    return f"%questionnaire.item.where(linkId = 'risk').answerOption.value.where(code = {code})"


def _code_from(place: int, instrument: Instrument, calculator: Calculator) -> str:
    """Return the code of the highest band that is reached, where the one at a place is."""
    bands = instrument.bands
    code = _quote(instrument, bands[place], calculator)
    if place == len(bands) - 1:
        return code
    following = _code_from(place + 1, instrument, calculator)
    raised = [
        (scale, bands[place + 1].at_least[scale.id])
        for scale in instrument.scales
        if bands[place + 1].at_least.get(scale.id, 0) > bands[place].at_least.get(scale.id, 0)
    ]
    if place == 0:
        below = " or ".join(f"{_points(instrument, scale)} <= {least - 1}" for scale, least in raised)
        return f"iif({below}, {code}, {following})"
    reached = " and ".join(f"{_points(instrument, scale)} >= {least}" for scale, least in raised)
    return f"iif({reached}, {following}, {code})"


def _quote(instrument: Instrument, band: Band, calculator: Calculator) -> str:
    return f"'{coding.code_band(instrument, calculator, band)['code']}'"
