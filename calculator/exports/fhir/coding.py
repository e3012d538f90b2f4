"""What a questionnaire and its response must say alike: addresses, link ids, codes, texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calculator.core.markup import Html, el
from calculator.core.protocol import VERSION
from calculator.core.texts import text
from calculator.exports.fhir import loinc
from calculator.exports.fhir.identity import urn
from calculator.start_back.instrument import COPYRIGHT, START_BACK_9, Choice, Instrument, Risk

Json = dict[str, Any]

ANSWERS = urn("code-system/answers")
"""The system of the answers' codes: the calculator's own values."""
SCORES = urn("code-system/scores")
"""The system of what LOINC has no code for: the 6-item form's scores and groups."""
RED_FLAGS = urn("code-system/red-flags")
"""The system of the safety questions and their answers."""


@dataclass(frozen=True)
class ScoreItem:
    """One of the three things that come of a sheet."""

    id: str
    """total, distress or risk: its link id and its name in a response of the calculator."""
    code: Json
    """Its Coding."""

    @property
    def label(self) -> str:
        """What it is called."""
        return text(f"fhir.{self.id}")


def canonical(instrument: Instrument) -> str:
    """Return the canonical address of a form's Questionnaire, without its version."""
    return urn(f"Questionnaire/{instrument.id}")


def canonical_with_version(instrument: Instrument) -> str:
    """Return the canonical address of a form's Questionnaire as a response names it."""
    return f"{canonical(instrument)}|{VERSION}"


def answer(choice: Choice) -> Json:
    """Return an answer to an item as a Coding."""
    return {"system": ANSWERS, "code": choice.value, "display": choice.label}


def has_panel(instrument: Instrument) -> bool:
    """Tell whether LOINC has a panel for this form, and so codes for its scores."""
    return instrument == START_BACK_9


def score_items(instrument: Instrument) -> tuple[ScoreItem, ...]:
    """Return what comes of a sheet of this form: the 6-item form has no distress score."""
    if has_panel(instrument):
        codes = {"total": loinc.TOTAL, "distress": loinc.DISTRESS, "risk": loinc.RISK}
        return tuple(ScoreItem(name, loinc.code(value)) for name, value in codes.items())
    return tuple(
        ScoreItem(name, {"system": SCORES, "code": f"{instrument.id}-{name}"}) for name in ("total", "risk")
    )


def risk(instrument: Instrument, group: Risk) -> Json:
    """Return a risk group of a form as a Coding."""
    if has_panel(instrument):
        value, display = loinc.RISK_ANSWERS[group]
        return {**loinc.code(value), "display": display}
    return {"system": SCORES, "code": str(group), "display": text(f"result.group.{group}").capitalize()}


def copyright_notice() -> str:
    """Return whose the wording and the codes are, and on what terms."""
    return f"{COPYRIGHT} {text('fhir.terms')} {loinc.NOTICE}"


def narrative(*children: str | None, status: str = "generated") -> Json:
    """Return a resource's text for people; `status` is FHIR's."""
    div = el("div", *children, xmlns="http://www.w3.org/1999/xhtml", lang="en")
    return {"status": status, "div": str(div)}


def paragraph(words: str | None) -> Html | None:
    """Return words as a paragraph of a narrative; nothing for nothing."""
    return el("p", words) if words else None
