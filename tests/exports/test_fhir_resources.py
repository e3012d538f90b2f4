"""What is published as FHIR, and Bundles of filled forms, have no fault that programs of others can find."""

from __future__ import annotations

import json
import re
import uuid
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from calculator.exports.fhir.bundle import make_bundle
from calculator.exports.fhir.identity import urn
from calculator.result.result import RefusedError, result_of
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT
from site_plugins.fhir.names import computer_name
from tests.exports.fhir_checkers import Json, faults
from tests.exports.results import NO_FLAGS, OTHER_SHEETS, SITUATIONS, TODAY, Made, sheet, valid_forms

FOLDER = "data/fhir"
SLUG = "low-back-pain-next-steps"
PUBLISHED = {f"Questionnaire-{form}.json" for form in START_BACK.instrument_by_id} | {f"PlanDefinition-{SLUG}.json"}


def read(site: Path, name: str) -> Json:
    found: Json = json.loads((site / FOLDER / name).read_text(encoding="utf-8"))
    return found


def walk(value: Any) -> list[Json]:
    """Every object in a resource, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(each for part in inner for each in walk(part))]


def resources(found: Json) -> dict[str, list[Json]]:
    """The resources of a Bundle by type."""
    sorted_: dict[str, list[Json]] = {}
    for entry in found["entry"]:
        sorted_.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return sorted_


# ---- Published ----


def test_a_site_publishes_its_guideline_and_the_calculators_forms(site: Path) -> None:
    assert {file.name for file in (site / FOLDER).iterdir()} == PUBLISHED


def test_a_site_without_the_calculators_guideline_publishes_no_form(second_site: Path) -> None:
    names = {file.name for file in (second_site / FOLDER).iterdir()}
    assert names
    assert all(name.startswith("PlanDefinition-") for name in names)


def test_nothing_published_has_a_fault(site: Path, second_site: Path) -> None:
    files = sorted([*(site / FOLDER).iterdir(), *(second_site / FOLDER).iterdir()])
    found = faults([json.loads(file.read_text(encoding="utf-8")) for file in files])
    assert {file.name: each for file, each in zip(files, found, strict=True) if each} == {}


def test_a_file_is_indented_and_ends_with_a_line(site: Path) -> None:
    for name in PUBLISHED:
        text = (site / FOLDER / name).read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"


@pytest.mark.parametrize("form", START_BACK.instrument_by_id)
def test_a_questionnaire_has_keeles_words_and_the_calculators_points(site: Path, form: str) -> None:
    instrument = START_BACK.instrument_by_id[form]
    items = [item for item in read(site, f"Questionnaire-{form}.json")["item"] if item["linkId"].isdigit()]
    assert [(int(item["linkId"]), item["text"]) for item in items] == [
        (item.number, item.text) for item in instrument.items
    ]
    for shown, item in zip(items, instrument.items, strict=True):
        options = [
            (option["valueCoding"]["display"], option["extension"][0]["valueDecimal"])
            for option in shown["answerOption"]
        ]
        assert options == [(choice.label, choice.points) for choice in item.choices]


def luhn(code: str) -> str:
    """The check digit of a LOINC code: mod 10, as its users' guide computes it."""
    digits = [int(digit) for digit in reversed(code)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return str(-(doubled + sum(digits[1::2])) % 10)


def test_the_loinc_codes_have_their_check_digits(site: Path) -> None:
    resource = read(site, "Questionnaire-start-back-9.json")
    codes = [each["code"] for each in walk(resource) if each.get("system") == "http://loinc.org"]
    assert len(set(codes)) == len(codes) == 1 + 9 + 3 + 3
    for number, digit in (code.split("-") for code in codes if not code.startswith("LA")):
        assert luhn(number) == digit


def test_the_6_item_form_takes_no_code_of_the_9_item_forms_scores(site: Path) -> None:
    six = read(site, "Questionnaire-start-back-6.json")
    assert "code" not in six
    loinc = {each["code"] for each in walk(six) if each.get("system") == "http://loinc.org"}
    assert loinc == {"91340-0", "91342-6", "91343-4", "91346-7", "91347-5", "91348-3"}


def test_copyright_goes_with_the_wording_and_no_snomed_code_goes_out(site: Path, made: Made) -> None:
    filled = make_bundle(made(sheet("ADAADDDDE")))
    assert filled is not None
    carriers = [
        *(read(site, f"Questionnaire-{form}.json")["copyright"] for form in START_BACK.instrument_by_id),
        resources(filled)["QuestionnaireResponse"][0]["text"]["div"],
    ]
    for carrier in carriers:
        assert COPYRIGHT in carrier
        assert "commercial products must contact Keele University" in carrier
        assert "http://loinc.org/license" in carrier
    for text in ((site / FOLDER / name).read_text(encoding="utf-8") for name in PUBLISHED):
        assert "snomed" not in text.lower()


CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"


def extensions(element: Json) -> dict[str, Any]:
    """The values of an element's extensions, by their addresses."""
    return {
        extension["url"].removeprefix(CORE).removeprefix(SDC): next(
            value for name, value in extension.items() if name != "url"
        )
        for extension in element.get("extension", ())
    }


@pytest.mark.parametrize("form", START_BACK.instrument_by_id)
def test_a_questionnaire_follows_the_conventions_of_structured_data_capture(site: Path, form: str) -> None:
    """HL7's guide to Structured Data Capture: its profiles, and how an item is shown, scored and extracted."""
    resource = read(site, f"Questionnaire-{form}.json")
    assert resource["meta"]["profile"] == [
        f"{SDC}sdc-questionnaire-{name}" for name in ("behave", "extr-obsn", "render")
    ]
    assert extensions(resource)["artifact-versionAlgorithm"]["code"] == "semver"
    assert (resource["publisher"], resource["date"]) == ("Lumbar", str(START_BACK.version_day))
    for item in resource["item"]:
        found = extensions(item)
        if item["linkId"].isdigit():
            (control,) = found.pop("questionnaire-itemControl")["coding"]
            assert control == {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "radio-button"}
            # The letters by which keys and rows know the answers: a digit would be taken for points.
            prefixes = [extensions(option)["questionnaire-optionPrefix"] for option in item["answerOption"]]
            assert "".join(prefixes) == ("NSMVE" if item["linkId"] == "9" else "DA")
        elif item["linkId"] != "stem":
            assert found.pop("sdc-questionnaire-observationExtract") is True
            assert found.pop("sdc-questionnaire-calculatedExpression")["language"] == "text/fhirpath"
            if item["linkId"] != "risk":
                unit = found.pop("questionnaire-unit")
                assert unit == {"system": "http://unitsofmeasure.org", "code": "{score}"}
        assert found == {}


def test_what_is_extracted_by_the_guide_is_what_a_bundle_holds(site: Path, made: Made) -> None:
    """SDC makes an Observation of an item's code and answer, a Quantity where the item has a unit."""
    items = {item["linkId"]: item for item in read(site, "Questionnaire-start-back-9.json")["item"]}
    filled = make_bundle(made(sheet("ADAADDDDE")))
    assert filled is not None
    (response,) = resources(filled)["QuestionnaireResponse"]
    derived = [each for each in resources(filled)["Observation"] if "derivedFrom" in each]
    extracted = [
        (items[line["linkId"]]["code"], line["answer"][0])
        for line in response["item"]
        if "sdc-questionnaire-observationExtract" in extensions(items[line["linkId"]])
    ]
    assert len(extracted) == len(derived) == 3
    for (code, answer), observation in zip(extracted, derived, strict=True):
        assert observation["code"]["coding"] == code
        if "valueInteger" in answer:
            unit = {"system": "http://unitsofmeasure.org", "code": "{score}", "unit": "{score}"}
            assert observation["valueQuantity"] == {"value": answer["valueInteger"], **unit}
        else:
            assert observation["valueCodeableConcept"]["coding"] == [answer["valueCoding"]]


def test_a_response_names_its_profile_where_it_has_the_day_that_the_profile_asks_for(made: Made) -> None:
    for today, profiles in ((TODAY, [f"{SDC}sdc-questionnaireresponse"]), (None, None)):
        filled = make_bundle(made(sheet("ADAADDDDE") | {"today": today}))
        assert filled is not None
        (response,) = resources(filled)["QuestionnaireResponse"]
        assert response.get("meta", {}).get("profile") == profiles


def test_a_plan_definition_is_the_guideline_word_for_word(site: Path, guideline: dict[str, Any]) -> None:
    plan = read(site, f"PlanDefinition-{SLUG}.json")
    assert (plan["status"], plan["version"]) == ("draft", guideline["version"])
    assert plan["type"]["coding"][0]["code"] == "clinical-protocol"
    assert guideline["status"] in plan["description"]
    actions = [(section["title"], action) for section in plan["action"] for action in section["action"]]
    shown = [(title, action["id"], action["description"]) for title, action in actions]
    assert shown == [(s["section"], s["id"], s["text"]) for s in guideline["statements"]]
    references = {reference["id"]: reference for reference in guideline["references"]}
    for statement, (_title, action) in zip(guideline["statements"], actions, strict=True):
        assert action["code"][0]["coding"][0]["code"] == statement["kind"]
        documents = action.get("documentation", [])
        cited = {d["label"]: d for d in documents if d["type"] == "citation"}
        assert {d["citation"] for d in cited.values()} == {
            references[key]["formatted"] for key in statement["citations"]
        }
        for key in statement["citations"]:
            doi = references[key]["csl"].get("DOI")
            # What a work is only thought to be gets no link.
            expected = f"https://doi.org/{doi}" if doi else None
            assert cited[str(references[key]["number"])].get("url") == expected
        notes = [d["display"] for d in documents if d["type"] == "documentation"]
        about = [note for note in guideline["notes"] if statement["id"] in note["about"]]
        assert len(notes) == len(about)
        for shown_note, note in zip(notes, about, strict=True):
            assert note["text"] in shown_note
            assert "not the source’s words" in shown_note


def test_a_retracted_works_citation_begins_with_that(guideline: dict[str, Any]) -> None:
    from site_plugins.fhir.plan_definition import plan_definition

    model = deepcopy(guideline)
    notice: Json = {"kind": "retraction", "on": "2020-05-01", "doi": None, "reasons": []}
    model["references"][0]["notices"] = [notice]
    (first, *_) = plan_definition(model, "A site")["action"][0]["action"][0]["documentation"]
    assert first["citation"].startswith("Retracted on 1 May 2020. Lee J,")


# ---- Bundles ----


def test_bundles_of_all_kinds_of_outcomes_have_no_fault(made: Made) -> None:
    requests = [
        {**filled, **situation, "red_flags": NO_FLAGS | flags}
        for filled in (sheet("ADAADDDDE"), sheet("AAAAAAAAE"), sheet("DDDDDDDDN"), *OTHER_SHEETS)
        for situation in (SITUATIONS[0], SITUATIONS[-1])
        for flags in ({}, {"infection": True}, {"cauda-equina": True, "fracture": True})
    ]
    found = [filled for request in requests if (filled := make_bundle(made(request, ("infection",)))) is not None]
    assert len(found) > 50
    assert [each for each in faults(found) if each] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(form=valid_forms())
def test_a_bundle_says_what_was_answered_and_no_more(
    made: Made, form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    result = made(*form)
    filled = make_bundle(result)
    answered = [line for line in (result.score.items if result.score else ()) if line.answer]
    assert filled is not None
    found = resources(filled)
    responses = found.get("QuestionnaireResponse", [])
    assert len(responses) == bool(answered)
    for response in responses:
        items = {item["linkId"]: item["answer"][0] for item in response["item"]}
        given_items = {number: value["valueCoding"]["code"] for number, value in items.items() if number.isdigit()}
        assert given_items == {str(line.item.number): line.answer for line in answered}
        assert response.get("authored") == (result.today and result.today.isoformat())
        assert (response["status"] == "completed") == bool(result.score and result.score.complete)
        scored = not result.urgent and response["status"] == "completed"
        assert ("total" in items) == scored
    scores = [o for o in found.get("Observation", []) if "derivedFrom" in o]
    if result.urgent or not result.score or not result.score.complete:
        assert scores == []
    else:
        assert scores[0]["valueQuantity"]["value"] == result.score.total
        assert len(scores) == (3 if result.score.instrument.id == "start-back-9" else 2)
    # Nothing that says who it is, and nothing that a store would take for somebody's own id.
    said = {key for each in walk(filled) for key in each}
    assert said.isdisjoint({"subject", "patient", "author", "performer", "source", "id", "identifier"})
    not_a_diagnosis = result.notice_text("not-a-diagnosis")
    for resource in (entry["resource"] for entry in filled["entry"]):
        div = " ".join(etree.fromstring(resource["text"]["div"]).itertext())
        assert not_a_diagnosis in div
        assert all(version in div for version in result.versions.values())


def flag_answers(filled: Json) -> dict[str, str]:
    """The code of each answer to a safety question."""
    return {
        each["code"]["coding"][0]["code"]: each["valueCodeableConcept"]["coding"][0]["code"]
        for each in resources(filled)["Observation"]
        if "derivedFrom" not in each
    }


@pytest.mark.parametrize("flag", NO_FLAGS)
@pytest.mark.parametrize("unsure", [False, True])
def test_under_a_red_flag_it_says_where_to_go_and_why_and_gives_no_score(
    made: Made, flag: str, unsure: bool
) -> None:
    request = sheet("AAAAAAAAE") | {"red_flags": NO_FLAGS | {flag: True}, "today": TODAY}
    result = made(request, (flag,) if unsure else ())
    filled = make_bundle(result)
    assert filled is not None
    assert flag_answers(filled) == dict.fromkeys(NO_FLAGS, "no") | {flag: "not-sure" if unsure else "yes"}
    observation = resources(filled)["Observation"][[*NO_FLAGS].index(flag)]
    assert observation["valueCodeableConcept"]["text"] == ("Not sure" if unsure else "Yes")
    where = result.notice_text("emergency-now" if flag == "cauda-equina" else "contact-today")
    assert observation["note"][0]["text"] == where
    for entry in filled["entry"]:
        assert where in " ".join(etree.fromstring(entry["resource"]["text"]["div"]).itertext())
    codes = {each["code"] for each in walk(filled) if "system" in each}
    assert codes.isdisjoint({"91351-7", "91350-9", "91352-5", "LA9193-9"})
    assert "high" not in json.dumps(filled).lower()


@pytest.mark.parametrize("filled", [sheet("ADAADDDDE"), sheet("?????????"), {"risk_group": "low"}, {}])
def test_red_flags_that_were_answered_with_no_are_in_it(made: Made, filled: dict[str, Any]) -> None:
    bundle = make_bundle(made(filled))
    assert bundle is not None
    assert flag_answers(bundle) == dict.fromkeys(NO_FLAGS, "no")
    # What a no may have rested on.
    observation = resources(bundle)["Observation"][-1]
    assert START_BACK.red_flags_hint in " ".join(etree.fromstring(observation["text"]["div"]).itertext())


def test_a_red_flag_that_nobody_answered_is_not_in_it(made: Made) -> None:
    """An emergency waits for no other answer: what was not asked is not a no."""
    site = made({}).site
    written = {"red_flags": {"cauda-equina": True, "malignancy": False}, "today": TODAY}
    filled = make_bundle(result_of(json.dumps(written), START_BACK, site))
    assert filled is not None
    assert flag_answers(filled) == {"cauda-equina": "yes", "malignancy": "no"}
    with pytest.raises(RefusedError):
        result_of(json.dumps(sheet("ADAADDDDE")), START_BACK, site)


def test_an_answer_and_a_score_have_the_day_of_the_answers(made: Made) -> None:
    filled = make_bundle(made(sheet("ADAADDDDE") | {"today": "2026-09-06"}))
    assert filled is not None
    by_type = resources(filled)
    assert [each["authored"] for each in by_type["QuestionnaireResponse"]] == ["2026-09-06"]
    assert {each["effectiveDateTime"] for each in by_type["Observation"]} == {"2026-09-06"}


def test_links_within_a_bundle_lead_somewhere_and_the_same_form_gives_the_same_bundle(made: Made) -> None:
    request = sheet("ADAADDDDE") | {"today": TODAY}
    filled = make_bundle(made(request))
    assert filled is not None
    assert filled == make_bundle(made(request))
    addresses = [entry["fullUrl"] for entry in filled["entry"]]
    assert len({*addresses}) == 1 + 3 + 5
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", address) for address in addresses)
    derived = [each for each in walk(filled) if "reference" in each]
    assert derived == 3 * [{"reference": addresses[0], "type": "QuestionnaireResponse"}]
    assert filled["entry"][0]["resource"]["questionnaire"].count("|") == 1


def test_a_response_names_the_published_questionnaire(site: Path, made: Made) -> None:
    for line, form in (("ADAADDDDE", "start-back-9"), ("ADAADE", "start-back-6")):
        filled = make_bundle(made(sheet(line)))
        assert filled is not None
        published = read(site, f"Questionnaire-{form}.json")
        (response,) = resources(filled)["QuestionnaireResponse"]
        assert response["questionnaire"] == f"{published['url']}|{published['version']}"


def test_addresses_are_uuids_of_version_5() -> None:
    namespace = uuid.UUID("1391d826-ea44-43f3-8bfd-2f71899fa9e7")
    assert urn("Questionnaire/start-back-9") == uuid.uuid5(namespace, "Questionnaire/start-back-9").urn


@pytest.mark.parametrize(("slug", "name"), [("back-pain_2", "BackPain2"), ("2-backs", "Guideline2Backs")])
def test_a_name_is_one_that_a_program_can_use(slug: str, name: str) -> None:
    assert computer_name(slug) == name
