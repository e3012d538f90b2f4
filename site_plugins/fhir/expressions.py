"""The scoring rule in FHIRPath, from an instrument's data.

Each expression stands for itself and reads the answers alone, so that it does not matter in which order a program
computes them. A point is counted by an answer's code and never by SDC's `weight()`, which half of the engines do
not know. A score is empty unless each item has one answer, and that is one that it offers: what cannot be read is
not 0.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from calculator.core.calculator import Calculator
from calculator.core.instrument import Band, Choice, Instrument, Scale
from calculator.exports.fhir import coding


def expression(instrument: Instrument, score: str, calculator: Calculator) -> str:
    """Return the expression that gives a scale's points, or with "risk" the band, of a response.

    It is empty without all answers.
    """
    scale = instrument.scale(score)
    computed = _points(instrument, scale) if scale else _band(instrument, calculator)
    return f"iif({_complete(instrument)}, {computed}, {{}})"


def _complete(instrument: Instrument) -> str:
    """Say that there are as many answers as items, and that each item has one of those that it offers."""
    numbers = tuple(instrument.item_by_number)
    conditions = [f"{_items(numbers)}.answer.count() = {len(numbers)}"]
    for choices, items in _items_by_choices(instrument, numbers):
        offered = _is("code", (choice.value for choice in choices))
        answered = f"{_items(items)}.where(answer.value.where({offered}).exists())"
        conditions.append(f"{answered}.linkId.distinct().count() = {len(items)}")
    return " and ".join(conditions)


def _points(instrument: Instrument, scale: Scale) -> str:
    """Count the answers, for each number of points that an answer can have at least: a whole number everywhere."""
    counts = [
        f"{_items(items)}.answer.value.where({_is('code', codes)}).count()"
        for choices, items in _items_by_choices(instrument, scale.items)
        for least in range(max(choice.points for choice in choices))
        if (codes := [choice.value for choice in choices if choice.points > least])
    ]
    return " + ".join(counts)


def _items_by_choices(
    instrument: Instrument, numbers: Container[int]
) -> Iterator[tuple[tuple[Choice, ...], list[int]]]:
    """Yield the choices that items share, with the numbers of those items."""
    items: dict[tuple[Choice, ...], list[int]] = {}
    for item in instrument.items:
        if item.number in numbers:
            items.setdefault(item.choices, []).append(item.number)
    yield from items.items()


def _items(numbers: Iterable[int]) -> str:
    return f"%resource.item.where({_is('linkId', numbers)})"


def _is(name: str, values: Iterable[object]) -> str:
    """Say that an element is one of some values.

    A pattern says it shorter than a chain of `or` and is faster than `in` and a union, in every engine.
    """
    one_of = [str(value) for value in values]
    return f"{name}.matches('^({'|'.join(one_of)})$')" if len(one_of) > 1 else f"{name} = '{one_of[0]}'"


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
