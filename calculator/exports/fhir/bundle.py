"""A filled form as a Bundle for a clinician's system: the answers, and what the calculator makes of them.

Nothing in it names a person: there is no subject, no author, and no resource has an id. The addresses that hold the
Bundle together come from its content, so two people with the same answers on the same day have the same ones. A
system that stores the resources gives them ids, and their subject, itself.

Under a red flag it holds no score and no group: only each flag that stands, where to go, and the answers as given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from calculator.core.markup import el
from calculator.core.texts import text
from calculator.exports.fhir import coding
from calculator.exports.fhir.coding import Json, ScoreItem, narrative, paragraph
from calculator.exports.fhir.identity import urn
from calculator.result.outcome import Outcome
from calculator.result.site import instrument_of
from calculator.start_back.instrument import Item, Risk
from calculator.start_back.red_flags import QUESTIONS, RedFlag, Urgency

_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}


def bundle(outcome: Outcome) -> Json | None:
    """Return an outcome as a Bundle (FHIR R4, a collection); None where no answer and no red flag is to be told."""
    entries: list[Json] = []
    response = _response(outcome)
    if response is not None:
        entries.append(_entry(response))
    if outcome.urgent:
        entries += map(_entry, _red_flags(outcome))
    elif response is not None and response["status"] == "completed":
        entries += map(_entry, _scores(outcome, entries[0]["fullUrl"]))
    if not entries:
        return None
    return {"resourceType": "Bundle", "language": "en", "type": "collection", "entry": entries}


def _entry(resource: Json) -> Json:
    content = json.dumps(resource, sort_keys=True)
    return {"fullUrl": urn(f"{resource['resourceType']} {content}"), "resource": resource}


def _response(outcome: Outcome) -> Json | None:
    """Return the QuestionnaireResponse; None without any answer."""
    sheet = outcome.score
    if sheet is None:
        return None
    instrument = instrument_of(sheet)
    given = {line["item"]: line["answer"] for line in sheet["items"]}
    answers = [_answer(item, given[item.number]) for item in instrument.items if given[item.number] is not None]
    if not answers:
        return None
    scores = [] if outcome.urgent or not sheet["complete"] else coding.score_items(instrument)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "text": narrative(
            *_cautions(outcome),
            paragraph(instrument.title),
            el("ul", *(el("li", f"{line['text']} {_said(line)}") for line in answers)),
            *(paragraph(text("fhir.missing", number=str(number))) for number in sheet["missing"]),
            paragraph(_versions(outcome)),
            paragraph(coding.copyright_notice()),
            status="additional",
        ),
        "questionnaire": coding.canonical_with_version(instrument),
        "status": "completed" if sheet["complete"] else "in-progress",
        **({"authored": outcome.today} if outcome.today else {}),
        "item": [
            *answers,
            *(
                {"linkId": score.id, "text": score.label, "answer": [_score_answer(outcome, score)]}
                for score in scores
            ),
        ],
    }


def _answer(item: Item, value: str) -> Json:
    (choice,) = (choice for choice in item.choices if choice.value == value)
    return {
        "linkId": str(item.number),
        "text": item.text,
        "answer": [{"valueCoding": coding.answer(choice)}],
    }


def _said(line: Json) -> str:
    return f"– {line['answer'][0]['valueCoding']['display']}"


def _score_answer(outcome: Outcome, score: ScoreItem) -> Json:
    sheet = outcome.score
    assert sheet is not None
    if score.id == "risk":
        return {"valueCoding": coding.risk(instrument_of(sheet), Risk(sheet["risk"]))}
    return {"valueInteger": sheet[score.id]}


def _scores(outcome: Outcome, response: str) -> Iterator[Json]:
    """Yield what came of a complete sheet; `response` is the address of its QuestionnaireResponse."""
    sheet = outcome.score
    assert sheet is not None
    instrument = instrument_of(sheet)
    for score in coding.score_items(instrument):
        value = _score_answer(outcome, score)
        if score.id == "risk":
            words = text(f"result.group.{sheet['risk']}")
            value = {"valueCodeableConcept": {"coding": [value["valueCoding"]], "text": words}}
        else:
            words = str(value["valueInteger"])
        name = f"{instrument.title}: {score.label}"
        yield {
            **_observation(outcome, {"coding": [score.code], "text": name}, f"{name}: {words}"),
            **value,
            "derivedFrom": [{"reference": response}],
        }


def _red_flags(outcome: Outcome) -> Iterator[Json]:
    """Yield an Observation for each red flag that stands."""
    for question in QUESTIONS:
        if not outcome.request["red_flags"][question.flag]:
            continue
        answer = "not-sure" if question.flag in outcome.site.unsure else "yes"
        said = text(f"form.flag-{answer}")
        name = " ".join((question.question, "; ".join(question.signs)))
        statement = outcome.site.statements[question.statement]["text"]
        code = {"coding": [_flag_code(question.flag)], "text": name}
        yield {
            **_observation(outcome, code, f"{name}: {said}. {statement}"),
            "valueCodeableConcept": {"coding": [{**_flag_code(answer), "display": said}], "text": said},
        }


def _flag_code(code: RedFlag | str) -> Json:
    return {"system": coding.RED_FLAGS, "code": str(code)}


def _observation(outcome: Outcome, code: Json, words: str) -> Json:
    notes = [*_cautions(outcome), paragraph(_versions(outcome))]
    return {
        "resourceType": "Observation",
        "language": "en",
        "text": narrative(paragraph(words), *notes),
        "status": "final",
        "category": [{"coding": [_SURVEY]}],
        "code": code,
        **({"effectiveDateTime": outcome.today} if outcome.today else {}),
        "note": [{"text": said} for said in (*_caution_texts(outcome), _versions(outcome))],
    }


def _cautions(outcome: Outcome) -> Iterator[str | None]:
    return map(paragraph, _caution_texts(outcome))


def _caution_texts(outcome: Outcome) -> Iterator[str]:
    """Yield where to go, where a red flag stands, and what the tool is not."""
    if outcome.urgent:
        emergency = outcome.plan["urgency"] == Urgency.EMERGENCY
        yield outcome.site.notice("emergency-now" if emergency else "contact-today")
        if outcome.site.unsure:
            yield outcome.site.notice("flag-not-sure")
    yield outcome.site.notice("not-a-diagnosis")


def _versions(outcome: Outcome) -> str:
    return text("fhir.versions", **outcome.version, status=outcome.site.guideline["status"])
