"""The STarT Back tool as a Questionnaire that computes its own scores (SDC, FHIRPath)."""

from __future__ import annotations

from calculator.core.markup import el
from calculator.core.protocol import VERSION
from calculator.exports.fhir import coding, loinc
from calculator.exports.fhir.coding import Json, ScoreItem, narrative, paragraph
from calculator.exports.fhir.identity import computer_name
from calculator.start_back.instrument import STEM, Instrument, Item, Risk
from calculator.start_back.notices import NOTICE_BY_ID
from site_plugins.fhir.expressions import expression

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"


def questionnaire(instrument: Instrument) -> Json:
    """Return a form of the tool as a Questionnaire (FHIR R4).

    Its items are Keele's, word for word and by their numbers. While one of them has no answer, total, distress and
    risk are empty.
    """
    caution = NOTICE_BY_ID["not-a-diagnosis"].text
    return {
        "resourceType": "Questionnaire",
        "language": "en",
        "text": narrative(
            paragraph(instrument.title),
            paragraph(STEM),
            el("ul", *(el("li", f"{item.number}. {item.text}") for item in instrument.items)),
            paragraph(caution),
            paragraph(coding.copyright_notice()),
        ),
        "url": coding.canonical(instrument),
        "version": VERSION,
        "name": computer_name(instrument.id),
        "title": instrument.title,
        # No clinician has reviewed this rendering of the tool.
        "status": "draft",
        "subjectType": ["Patient"],
        "description": caution,
        "copyright": coding.copyright_notice(),
        **({"code": [loinc.code(loinc.PANEL)]} if coding.has_panel(instrument) else {}),
        "item": [
            {"linkId": "stem", "text": STEM, "type": "display"},
            *(_item(item) for item in instrument.items),
            *(_score_item(instrument, score) for score in coding.score_items(instrument)),
        ],
    }


def _item(item: Item) -> Json:
    return {
        "linkId": str(item.number),
        "code": [loinc.code(loinc.ITEMS[item.number])],
        "prefix": f"{item.number}.",
        "text": item.text,
        "type": "choice",
        "required": True,
        "answerOption": [
            {"extension": [{"url": ORDINAL, "valueDecimal": choice.point}], "valueCoding": coding.answer(choice)}
            for choice in item.choices
        ],
    }


def _score_item(instrument: Instrument, score: ScoreItem) -> Json:
    computed = {"language": "text/fhirpath", "expression": expression(instrument, score.id)}
    item: Json = {
        "extension": [{"url": CALCULATED, "valueExpression": computed}],
        "linkId": score.id,
        "code": [score.code],
        "text": score.label,
        "type": "choice" if score.id == "risk" else "integer",
        "readOnly": True,
    }
    if score.id == "risk":
        groups = (Risk.LOW, Risk.MEDIUM, Risk.HIGH) if coding.has_panel(instrument) else (Risk.LOW, Risk.NOT_LOW)
        item["answerOption"] = [{"valueCoding": coding.risk(instrument, group)} for group in groups]
    return item
