"""The scoring rule in FHIRPath, from the calculator's data.

Each expression stands for itself and reads the answers alone, so that it does not matter in which order a program
computes them. The points are the answers' `ordinalValue`, each 0 or 1, so that a sum is the number of answers with
a point: a whole number in every implementation.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.exports.fhir import coding
from calculator.start_back.instrument import Instrument, Item, Risk


def expression(instrument: Instrument, score: str) -> str:
    """Return the expression that gives total, distress or risk of a response; it is empty without all answers."""
    distress = _points(item for item in instrument.items if item.distress)
    computed = {"total": _points(instrument.items), "distress": distress, "risk": _risk(instrument, distress)}
    complete = f"{_lines(instrument.items)}.where(answer.exists()).count() = {len(instrument.items)}"
    return f"iif({complete}, {computed[score]}, {{}})"


def _lines(items: Iterable[Item]) -> str:
    return "%resource.item.where(linkId in ({}))".format(" | ".join(f"'{item.number}'" for item in items))


def _points(items: Iterable[Item]) -> str:
    return f"{_lines(items)}.answer.value.where(weight() > 0).count()"


def _risk(instrument: Instrument, distress: str) -> str:
    """Say which of the risk item's own options it is."""
    if instrument.high_from_distress is None:
        above = _quoted(instrument, Risk.NOT_LOW)
    else:
        high, medium = _quoted(instrument, Risk.HIGH), _quoted(instrument, Risk.MEDIUM)
        above = f"iif({distress} >= {instrument.high_from_distress}, {high}, {medium})"
    total, low = _points(instrument.items), _quoted(instrument, Risk.LOW)
    group = f"iif({total} <= {instrument.low_at_most}, {low}, {above})"
    return f"%questionnaire.item.where(linkId = 'risk').answerOption.value.where(code = {group})"


def _quoted(instrument: Instrument, group: Risk) -> str:
    return f"'{coding.risk(instrument, group)['code']}'"
