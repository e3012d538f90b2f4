"""An instrument as a Questionnaire that computes its own scores.

It follows the conventions of HL7's guide to Structured Data Capture (SDC): how its items are shown, how they are
scored, and which of them become Observations.
"""

from __future__ import annotations

from calculator.core.calculator import Calculator
from calculator.core.instrument import Choice, Instrument, Item
from calculator.core.markup import el
from calculator.core.quick_entry import answer_letters
from calculator.exports.fhir import coding
from calculator.exports.fhir.coding import Json, ScoreItem, narrative, paragraph, sdc
from site_plugins.fhir.expressions import expression
from site_plugins.fhir.names import computer_name

PROFILES = tuple(map(sdc, ("sdc-questionnaire-behave", "sdc-questionnaire-extr-obsn", "sdc-questionnaire-render")))
"""What the Questionnaires do of SDC: they compute, they give Observations, they say how they are shown."""

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_POINTS = (f"{_CORE}itemWeight", f"{_CORE}ordinalValue")
"""The points of an answer, by the name that they have now and by R4's."""
_RADIO_BUTTON = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "radio-button"}
_SEMANTIC_VERSION = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"}


def questionnaire(instrument: Instrument, calculator: Calculator, publisher: str) -> Json:
    """Return a form of an instrument as a Questionnaire (FHIR R4); `publisher` is the name of the site.

    Its items are the instrument's, word for word and by their numbers. While one of them has no answer, all scores
    are empty.
    """
    caution = calculator.notice_by_id["not-a-diagnosis"].text
    notice = coding.copyright_notice(instrument, calculator)
    codes = calculator.codes.get(instrument.id)
    return {
        "resourceType": "Questionnaire",
        "meta": {"profile": list(PROFILES)},
        "language": "en",
        "text": narrative(
            paragraph(instrument.title),
            paragraph(instrument.stem),
            el("ul", *(el("li", f"{item.number}. {item.text}") for item in instrument.items)),
            paragraph(caution),
            paragraph(notice),
        ),
        # SDC from its fourth edition on asks for it beside every version.
        "extension": [_extension(f"{_CORE}artifact-versionAlgorithm", valueCoding=_SEMANTIC_VERSION)],
        "url": coding.canonical(instrument),
        "version": calculator.version,
        "name": computer_name(instrument.id),
        "title": instrument.title,
        # No clinician has reviewed this rendering of the tool.
        "status": "draft",
        "subjectType": ["Patient"],
        **({"date": calculator.version_day.isoformat()} if calculator.version_day else {}),
        "publisher": publisher,
        "description": caution,
        "copyright": notice,
        **({"code": [coding.as_json(codes.panel)]} if codes else {}),
        "item": [
            {"linkId": "stem", "text": instrument.stem, "type": "display"},
            *(_item(item, calculator) for item in instrument.items),
            *(_score_item(instrument, score, calculator) for score in coding.score_items(instrument, calculator)),
        ],
    }


def _extension(url: str, **value: object) -> Json:
    return {"url": url, **value}


def _item(item: Item, calculator: Calculator) -> Json:
    code = calculator.item_codes.get(item.number)
    return {
        "extension": [
            _extension(f"{_CORE}questionnaire-itemControl", valueCodeableConcept={"coding": [_RADIO_BUTTON]})
        ],
        "linkId": str(item.number),
        **({"code": [coding.as_json(code)]} if code else {}),
        "prefix": f"{item.number}.",
        "text": item.text,
        "type": "choice",
        "required": True,
        "answerOption": [_option(letter, item.choice(value)) for letter, value in answer_letters(item).items()],
    }


def _option(letter: str, choice: Choice) -> Json:
    """Return an answer of an item, with its points and the character that quick entry has for it."""
    return {
        "extension": [
            *(_extension(url, valueDecimal=choice.points) for url in _POINTS),
            _extension(f"{_CORE}questionnaire-optionPrefix", valueString=letter),
        ],
        "valueCoding": coding.code_answer(choice),
    }


def _score_item(instrument: Instrument, score: ScoreItem, calculator: Calculator) -> Json:
    computed = {"language": "text/fhirpath", "expression": expression(instrument, score.id, calculator)}
    extensions = [
        _extension(sdc("sdc-questionnaire-calculatedExpression"), valueExpression=computed),
        _extension(sdc("sdc-questionnaire-observationExtract"), valueBoolean=True),
    ]
    item: Json = {
        "extension": extensions,
        "linkId": score.id,
        "code": [score.code],
        "text": score.label,
        "type": "integer",
        "readOnly": True,
    }
    if instrument.scale(score.id) is None:
        bands = (coding.code_band(instrument, calculator, band) for band in instrument.bands)
        return {**item, "type": "choice", "answerOption": [{"valueCoding": band} for band in bands]}
    extensions.append(_extension(f"{_CORE}questionnaire-unit", valueCoding=coding.SCORE))
    return item
