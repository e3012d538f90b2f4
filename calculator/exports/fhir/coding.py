"""What a questionnaire and its response must say alike: addresses, link ids, codes, texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calculator.core.calculator import Calculator, Coding
from calculator.core.instrument import Band, Choice, Instrument
from calculator.core.markup import Html, el
from calculator.exports.fhir.identity import urn
from calculator.exports.texts import text

Json = dict[str, Any]

ANSWERS = urn("code-system/answers")
"""The system of the answers' codes: the calculator's own values."""
SCORES = urn("code-system/scores")
"""The system of what LOINC has no code for: the 6-item form's scores and groups."""
RED_FLAGS = urn("code-system/red-flags")
"""The system of the safety questions and their answers."""

SCORE = {"system": "http://unitsofmeasure.org", "code": "{score}"}
"""The unit of points: UCUM's, which counts nothing but itself."""

_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"


def sdc(name: str) -> str:
    """Return the address of a profile or an extension of HL7's guide to Structured Data Capture (SDC)."""
    return _SDC + name


@dataclass(frozen=True)
class ScoreItem:
    """One of the things that come of a sheet: the points of a scale, or the band."""

    id: str
    """The scale's id, or "risk" for the band: its link id, and its name in a response of the calculator."""
    label: str
    code: Json
    """Its Coding."""


def canonical(instrument: Instrument) -> str:
    """Return the canonical address of a form's Questionnaire, without its version."""
    return urn(f"Questionnaire/{instrument.id}")


def canonical_with_version(instrument: Instrument, calculator: Calculator) -> str:
    """Return the canonical address of a form's Questionnaire as a response names it."""
    return f"{canonical(instrument)}|{calculator.version}"


def as_json(coding: Coding) -> Json:
    """Return a code of a terminology as a Coding."""
    display = {} if coding.display is None else {"display": coding.display}
    return {"system": coding.system, "code": coding.code, **display}


def code_answer(choice: Choice) -> Json:
    """Return an answer to an item as a Coding."""
    return {"system": ANSWERS, "code": choice.value, "display": choice.label}


def score_items(instrument: Instrument, calculator: Calculator) -> tuple[ScoreItem, ...]:
    """Return what comes of a sheet of this form. A form without codes of a terminology has our own."""
    labels = {**{scale.id: scale.record_label for scale in instrument.scales}, "risk": text("fhir.risk")}
    codes = calculator.codes.get(instrument.id)
    return tuple(
        ScoreItem(
            name,
            label,
            as_json(codes.scores[name]) if codes else {"system": SCORES, "code": f"{instrument.id}-{name}"},
        )
        for name, label in labels.items()
    )


def code_band(instrument: Instrument, calculator: Calculator, group: Band) -> Json:
    """Return a group of a form as a Coding."""
    codes = calculator.codes.get(instrument.id)
    if codes:
        return as_json(codes.bands[group.id])
    return {"system": SCORES, "code": group.id, "display": group.label.capitalize()}


def copyright_notice(instrument: Instrument, calculator: Calculator) -> str:
    """Return whose the wording and the codes are, and on what terms."""
    return " ".join(filter(None, (instrument.copyright, instrument.terms, calculator.codes_notice)))


def narrative(*children: str | None, status: str = "generated", lang: str = "en") -> Json:
    """Return a resource's text for people; `status` is FHIR's, `lang` the language of the resource."""
    div = el("div", *children, xmlns="http://www.w3.org/1999/xhtml", lang=lang)
    return {"status": status, "div": str(div)}


def paragraph(words: str | None) -> Html | None:
    """Return words as a paragraph of a narrative; nothing for nothing."""
    return el("p", words) if words else None
