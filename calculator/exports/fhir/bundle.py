"""A filled form as a Bundle for a clinician's system: the answers, and what the calculator makes of them.

Nothing in it names a person: there is no subject, no author, and no resource has an id. The addresses that hold the
Bundle together come from its content, so two people with the same answers on the same day have the same ones. A
system that stores the resources gives them ids, and their subject, itself.

Under a red flag it holds no score and no group: only the answers as given, those to the safety questions too, and
where to go. A safety question that nobody answered is in no Bundle: it is not a no.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from calculator.core.markup import el
from calculator.core.scoring import Score
from calculator.exports.fhir import coding
from calculator.exports.fhir.coding import Json, ScoreItem, narrative, paragraph, sdc
from calculator.exports.fhir.identity import urn
from calculator.exports.texts import text
from calculator.result.result import Result

_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}


def make_bundle(result: Result) -> Json | None:
    """Return a result as a Bundle (FHIR R4, a collection); None where no question at all was answered."""
    entries: list[Json] = []
    sheet = result.score
    if sheet is not None and sheet.answered:
        entries.append(_entry(_response(result, sheet)))
        if sheet.complete and not result.urgent:
            entries += map(_entry, _scores(result, sheet, entries[0]["fullUrl"]))
    entries += map(_entry, _red_flags(result))
    if not entries:
        return None
    return {"resourceType": "Bundle", "language": "en", "type": "collection", "entry": entries}


def _entry(resource: Json) -> Json:
    content = json.dumps(resource, sort_keys=True)
    return {"fullUrl": urn(f"{resource['resourceType']} {content}"), "resource": resource}


def _response(result: Result, sheet: Score) -> Json:
    """Return the QuestionnaireResponse of a sheet with at least one answer."""
    instrument, calculator = sheet.instrument, result.calculator
    answers = list(_answers(sheet))
    complete = sheet.complete and not result.urgent
    scores = coding.score_items(instrument, calculator) if complete else ()
    return {
        "resourceType": "QuestionnaireResponse",
        # The profile asks for the day.
        **({"meta": {"profile": [sdc("sdc-questionnaireresponse")]}} if result.today else {}),
        "language": "en",
        "text": narrative(
            *map(paragraph, _cautions(result)),
            paragraph(instrument.title),
            el("ul", *(el("li", f"{line['text']} {_answer_text(line)}") for line in answers)),
            *(paragraph(text("fhir.missing", number=str(number))) for number in sheet.missing),
            paragraph(_versions(result)),
            paragraph(coding.copyright_notice(instrument, calculator)),
            status="additional",
        ),
        "questionnaire": coding.canonical_with_version(instrument, calculator),
        "status": "completed" if sheet.complete else "in-progress",
        **({"authored": result.today.isoformat()} if result.today else {}),
        "item": [
            *answers,
            *(
                {"linkId": score.id, "text": score.label, "answer": [_score_value(result, sheet, score)]}
                for score in scores
            ),
        ],
    }


def _answers(sheet: Score) -> Iterator[Json]:
    for line in sheet.items:
        if line.choice is not None:
            yield {
                "linkId": str(line.item.number),
                "text": line.item.text,
                "answer": [{"valueCoding": coding.code_answer(line.choice)}],
            }


def _answer_text(line: Json) -> str:
    return f"– {line['answer'][0]['valueCoding']['display']}"


def _score_value(result: Result, sheet: Score, score: ScoreItem) -> Json:
    """Return what came of a complete sheet, as a value."""
    points = sheet.points(score.id)
    if points is not None:
        return {"valueInteger": points}
    assert sheet.band is not None
    return {"valueCoding": coding.code_band(sheet.instrument, result.calculator, sheet.band)}


def _scores(result: Result, sheet: Score, response: str) -> Iterator[Json]:
    """Yield what came of a complete sheet; `response` is the address of its QuestionnaireResponse."""
    for score in coding.score_items(sheet.instrument, result.calculator):
        value = _score_value(result, sheet, score)
        if "valueCoding" in value:
            assert sheet.band is not None
            words = sheet.band.label
            value = {"valueCodeableConcept": {"coding": [value["valueCoding"]], "text": words}}
        else:
            words = str(value["valueInteger"])
            # As SDC makes an Observation of an item that has a unit.
            points = {"value": value["valueInteger"], "unit": coding.SCORE["code"], **coding.SCORE}
            value = {"valueQuantity": points}
        name = f"{sheet.instrument.title}: {score.label}"
        yield {
            **_observation(result, {"coding": [score.code], "text": name}, f"{name}: {words}"),
            **value,
            "derivedFrom": [{"reference": response, "type": "QuestionnaireResponse"}],
        }


def _red_flags(result: Result) -> Iterator[Json]:
    """Yield an Observation for each safety question that was answered: with yes, with no, or with not sure."""
    for flag in result.calculator.red_flags:
        if flag.id in result.request.unanswered:
            continue
        stands = flag in result.assessment.standing
        answer = "not-sure" if flag in result.unsure else "yes" if stands else "no"
        words = result.answer_to(flag)
        name = " ".join((flag.question, "; ".join(flag.signs)))
        # What the answer calls for; of a no, what it may have rested on.
        about = result.site.statements[flag.statement].text if stands else result.calculator.red_flags_hint
        code = {"coding": [_flag_code(flag.id)], "text": name}
        yield {
            **_observation(result, code, f"{name}: {words}. {about}"),
            "valueCodeableConcept": {"coding": [{**_flag_code(answer), "display": words}], "text": words},
        }


def _flag_code(code: str) -> Json:
    return {"system": coding.RED_FLAGS, "code": code}


def _observation(result: Result, code: Json, words: str) -> Json:
    notes = [*_cautions(result), _versions(result)]
    return {
        "resourceType": "Observation",
        "language": "en",
        "text": narrative(paragraph(words), *map(paragraph, notes)),
        "status": "final",
        "category": [{"coding": [_SURVEY]}],
        "code": code,
        **({"effectiveDateTime": result.today.isoformat()} if result.today else {}),
        "note": [{"text": note} for note in notes],
    }


def _cautions(result: Result) -> Iterator[str]:
    """Yield where to go, where a red flag stands, of which day an older result is, and what the tool is not."""
    if result.urgent:
        yield from map(result.notice_text, result.where_to_go_and_when_at_once)
        if result.site.unsure:
            yield result.notice_text("flag-not-sure")
    if result.as_of:
        yield result.as_of
    yield result.notice_text("not-a-diagnosis")
    if result.review_notice:
        yield result.review_notice


def _versions(result: Result) -> str:
    return text("export.versions", **result.editions(), status=result.site.status)
