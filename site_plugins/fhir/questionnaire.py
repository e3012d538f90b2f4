"""An instrument as a Questionnaire that computes its own scores (SDC, FHIRPath)."""

from __future__ import annotations

from calculator.core.calculator import Calculator
from calculator.core.instrument import Instrument, Item
from calculator.core.markup import el
from calculator.exports.fhir import coding
from calculator.exports.fhir.coding import Json, ScoreItem, narrative, paragraph
from site_plugins.fhir.expressions import expression
from site_plugins.fhir.names import computer_name

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"


def questionnaire(instrument: Instrument, calculator: Calculator) -> Json:
    """Return a form of an instrument as a Questionnaire (FHIR R4).

    Its items are the instrument's, word for word and by their numbers. While one of them has no answer, all scores
    are empty.
    """
    caution = calculator.notice_by_id["not-a-diagnosis"].text
    notice = coding.copyright_notice(instrument, calculator)
    codes = calculator.codes.get(instrument.id)
    return {
        "resourceType": "Questionnaire",
        "language": "en",
        "text": narrative(
            paragraph(instrument.title),
            paragraph(instrument.stem),
            el("ul", *(el("li", f"{item.number}. {item.text}") for item in instrument.items)),
            paragraph(caution),
            paragraph(notice),
        ),
        "url": coding.canonical(instrument),
        "version": calculator.version,
        "name": computer_name(instrument.id),
        "title": instrument.title,
        # No clinician has reviewed this rendering of the tool.
        "status": "draft",
        "subjectType": ["Patient"],
        "description": caution,
        "copyright": notice,
        **({"code": [coding.as_json(codes.panel)]} if codes else {}),
        "item": [
            {"linkId": "stem", "text": instrument.stem, "type": "display"},
            *(_item(item, calculator) for item in instrument.items),
            *(_score_item(instrument, score, calculator) for score in coding.score_items(instrument, calculator)),
        ],
    }


def _item(item: Item, calculator: Calculator) -> Json:
    code = calculator.item_codes.get(item.number)
    return {
        "linkId": str(item.number),
        **({"code": [coding.as_json(code)]} if code else {}),
        "prefix": f"{item.number}.",
        "text": item.text,
        "type": "choice",
        "required": True,
        "answerOption": [
            {
                "extension": [{"url": ORDINAL, "valueDecimal": choice.points}],
                "valueCoding": coding.code_answer(choice),
            }
            for choice in item.choices
        ],
    }


def _score_item(instrument: Instrument, score: ScoreItem, calculator: Calculator) -> Json:
    computed = {"language": "text/fhirpath", "expression": expression(instrument, score.id, calculator)}
    is_band = instrument.scale(score.id) is None
    item: Json = {
        "extension": [{"url": CALCULATED, "valueExpression": computed}],
        "linkId": score.id,
        "code": [score.code],
        "text": score.label,
        "type": "choice" if is_band else "integer",
        "readOnly": True,
    }
    if is_band:
        item["answerOption"] = [
            {"valueCoding": coding.code_band(instrument, calculator, band)} for band in instrument.bands
        ]
    return item
