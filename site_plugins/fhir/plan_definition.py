"""A published guideline as a PlanDefinition: its statements as they are published, with what each rests on.

It is a text with structure. Goals, triggers, conditions and timings are not in it: the source gives none that a
program could act on, and inventing them would be a clinical decision.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from calculator.core.dates import day_text
from calculator.core.editions import edition_text
from calculator.core.language import interface_language
from calculator.core.markup import Html, el
from calculator.exports.fhir.coding import Json, narrative, paragraph
from calculator.exports.fhir.identity import urn
from site_plugins.fhir.names import computer_name
from site_plugins.fhir.texts import text
from site_plugins.guideline.claims import describe_difference, describe_fidelity, describe_unreviewed
from site_plugins.guideline.glossary import join_meaning
from site_plugins.guideline.rating_schemes import CERTAINTY_OF, GRADE_OF, SCHEMES
from site_plugins.guideline.statement_parts import PART_KINDS
from site_plugins.references import get_identifier_address

KINDS = urn("code-system/kinds-of-statement")
"""The system of the kinds of statement, whose codes `StatementKind` lists."""
_PICO = ("population", "intervention", "comparison", "outcome")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_RATED_BY = {
    GRADE_OF: "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation",
    CERTAINTY_OF: "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence",
}
"""The extensions of a rating, by the attribute that gives it."""
_REASONS = frozenset(kind.name for kind in PART_KINDS.values() if kind.folded)
"""The parts of statements that justify them, in the sense of RelatedArtifact.type."""
_TYPE = {"system": "http://terminology.hl7.org/CodeSystem/plan-definition-type", "code": "clinical-protocol"}


def plan_definition(model: dict[str, Any], publisher: str) -> Json:
    """Return a guideline as a PlanDefinition (FHIR R4).

    `model` is what `guideline.schema.json` describes, `publisher` the name of the site.

    It is a draft whatever the guideline says of itself: to be activated is for whoever runs it.
    """
    fields = plan_fields(model, publisher)
    return {**fields, "action": list(fields["action"])}


def plan_fields(model: dict[str, Any], publisher: str) -> Json:
    """Return the same for writing it to a file: its actions are an iterator, as a large guideline has thousands."""
    # Many statements rest on few references: what all say of one is made once.
    citations = {reference["id"]: _citation(reference) for reference in model["references"]}
    parts, notes = (_by_statement(model.get(name, ()), make) for name, make in (("parts", _part), ("notes", _note)))

    def action(statement: dict[str, Any]) -> Json:
        name, cited = statement["id"], statement["citations"]
        told = [citations[key] for key in sorted(cited, key=places.__getitem__)]
        footnotes = map(_footnote, statement.get("footnotes", ()))
        return _action(statement, [*told, *parts.get(name, ()), *footnotes, *notes.get(name, ())])

    places = {name: place for place, name in enumerate(citations)}
    about = [text("fhir.status", status=model["status"])]
    source = model["source"]
    about.append(_source(source))
    published = model["published"] and date.fromisoformat(model["published"])
    about.append(text("fhir.version", edition=edition_text(model["version"], published)))
    if model["next_review"]:
        # A file has no clock: whoever reads it compares the day.
        about.append(text("edition.review", on=day_text(date.fromisoformat(model["next_review"]))))
    if not model["last_review"]:
        plain = any(each["plain"] for each in model["statements"])
        about.append(describe_unreviewed(model["slug"], notes=bool(model["notes"]), plain=plain))
    about += _describe_source(model["source_text"])
    about += _people(model)
    questions = [*_questions(model)]
    exhibits = [*model.get("tables", ()), *model.get("figures", ())]
    footnotes = {
        each["id"]: [note for note in model.get("footnotes", ()) if each["id"] in note["about"]]
        for each in exhibits
    }
    terms = model.get("glossary", ())
    in_words = [_in_words(each, footnotes[each["id"]]) for each in exhibits]
    return {
        "resourceType": "PlanDefinition",
        "language": model["language"],
        "text": narrative(
            el("p", model["title"], **_own(model)),
            *(el("p", words, **_interface(model)) for words in (*about, *questions)),
            *_listed(model),
            *in_words,
            *([el("ul", *map(_term_item, terms), **_own(model))] if terms else []),
            lang=model["language"],
        ),
        "url": urn(f"PlanDefinition/{model['slug']}"),
        "version": model["version"],
        "name": computer_name(model["slug"]),
        "title": model["title"],
        "type": {"coding": [_TYPE]},
        "status": "draft",
        "publisher": publisher,
        **({"date": model["published"]} if model["published"] else {}),
        "contact": [_contact(model["contact"])],
        "description": " ".join(about),
        **({"purpose": "\n\n".join(questions)} if questions else {}),
        "copyright": " ".join((text("fhir.guideline-terms"), _licence(source))),
        **({"lastReviewDate": model["last_review"]} if model["last_review"] else {}),
        **({"reviewer": [{"name": model["reviewer"]}]} if model["reviewer"] else {}),
        # R4 has no place for affiliations, interests and panels: the description has them.
        **({"author": [{"name": author["name"]} for author in model["authors"]]} if model["authors"] else {}),
        "relatedArtifact": [
            {"type": "derived-from", "display": source["title"], "citation": _source(source)},
            *(_exhibit(each, footnotes[each["id"]]) for each in exhibits),
            # R4 has no glossary; this type is for information on the context of the whole.
            *({"type": "documentation", "label": each["term"], "display": _meaning(each)} for each in terms),
            *map(_further, (each for each in model["references"] if each.get("further_reading"))),
        ],
        "action": (
            {"title": section, "action": list(map(action, statements))} for section, statements in _sections(model)
        ),
    }


def _source(source: dict[str, Any]) -> str:
    return text("card.source-value", **{name: source[name] for name in ("title", "author", "date")})


def _licence(source: dict[str, Any]) -> str:
    named = " ".join(filter(None, (source["licence"]["name"], source["licence"]["url"])))
    return f"{text('card.licence')}: {named}."


def _contact(contact: str) -> Json:
    if _MAIL.fullmatch(contact):
        return {"telecom": [{"system": "email", "value": contact}]}
    return {"name": contact}


def _people(model: dict[str, Any]) -> Iterator[str]:
    """Yield who is behind the source, who paid for it and what interests they have, a sentence each."""
    panel = model["panel"] or {"name": None, "members": []}
    for label, name, persons in (("authors", None, model["authors"]), ("panel", panel["name"], panel["members"])):
        named = [name, *map(_person, persons)]
        if any(named):
            yield f"{text(f'card.{label}')}: {'; '.join(filter(None, named))}."
    for name in ("funding", "conflicts"):
        yield f"{text(f'card.{name}')}: {model[name]}."


def _person(person: dict[str, Any]) -> str:
    named = ", ".join(filter(None, (person["name"], person["role"])))
    affiliation = text("card.affiliation", affiliation=person["affiliation"])
    return f"{named} ({affiliation}. {text('card.interests', conflicts=person['conflicts'])})"


def _questions(model: dict[str, Any]) -> Iterator[str]:
    for question in model["questions"]:
        parts = [f"{text(f'card.{part}')} {question[part]}" for part in _PICO if question[part]]
        yield "; ".join(parts) + "."


def _describe_source(kept: dict[str, Any] | None) -> Iterator[str]:
    """Yield how the statements agree with their source, and what they say otherwise on purpose."""
    kept = kept or {"compared": False, "transcribed_by": None, "differences": []}
    differences = kept["differences"] if kept["compared"] else []
    yield describe_fidelity(
        compared=kept["compared"], differences=len(differences), transcribed_by=kept["transcribed_by"]
    )
    for each in differences:
        yield describe_difference(each["source"], each["here"], each["reason"], each["by"])


def _sections(model: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for section, statements in groupby(model["statements"], key=lambda statement: str(statement["section"])):
        yield section, list(statements)


def _listed(model: dict[str, Any]) -> Iterator[str]:
    for section, statements in _sections(model):
        yield el("p", el("b", section), **_own(model))
        yield el("ul", *(_item(model, each) for each in statements))


def _item(model: dict[str, Any], statement: dict[str, Any]) -> str:
    footnotes = [_footnote_words(each) for each in statement.get("footnotes", ())]
    words = " ".join(filter(None, (statement.get("number"), _words(statement))))
    if not _own(model):
        return el("li", " ".join(filter(None, (_kind(statement), words, _rated(statement), *footnotes))))
    parts = [el("span", _kind(statement), **_interface(model)), " ", el("span", words, **_own(model))]
    if _rated(statement):
        parts += [" ", el("span", _rated(statement), **_interface(model))]
    for footnote in footnotes:
        parts += [" ", el("span", footnote, **_own(model))]
    return el("li", *parts)


def _own(model: dict[str, Any]) -> dict[str, str]:
    """Return the attributes of an element with the guideline's own words; none where all is written alike."""
    alike = (model["language"], model["direction"]) == interface_language()
    return {} if alike else {"lang": model["language"], "dir": model["direction"]}


def _interface(model: dict[str, Any]) -> dict[str, str]:
    language, direction = interface_language()
    return {"lang": language, "dir": direction} if _own(model) else {}


def _kind(statement: dict[str, Any]) -> str:
    return text(f"kind.{statement['kind']}")


def _in_words(exhibit: dict[str, Any], footnotes: list[dict[str, Any]]) -> Html:
    """Return a table or a figure for the narrative, a row, a step or a footnote a line."""
    lines = [*exhibit["text"].split("\n"), *map(_footnote_words, footnotes), _read_by(exhibit)]
    return el("div", *map(paragraph, lines))


def _exhibit(exhibit: dict[str, Any], footnotes: list[dict[str, Any]]) -> Json:
    """Return a table or a figure as a document of plain text: R4 has no element for either."""
    words = "\n".join(filter(None, (exhibit["text"], *map(_footnote_words, footnotes), _read_by(exhibit))))
    return {
        "type": "documentation",
        "label": exhibit["label"],
        "display": exhibit["caption"],
        "document": {
            "contentType": "text/plain; charset=utf-8",
            "data": b64encode(words.encode()).decode("ascii"),
            "title": f"{exhibit['label']}: {exhibit['caption']}",
        },
    }


def _read_by(exhibit: dict[str, Any]) -> str:
    if exhibit["kind"] != "dose-table":
        return ""
    read = exhibit.get("read")
    if not read:
        return text("exhibit.unread")
    return text("exhibit.read", by=read["by"], on=day_text(date.fromisoformat(read["on"])))


def _by_statement(
    entries: Iterable[dict[str, Any]], make: Callable[[dict[str, Any]], Json]
) -> dict[str, list[Json]]:
    """Return what is made of entries that are about statements, by the ids of these."""
    about: dict[str, list[Json]] = {}
    for entry in entries:
        made = make(entry)
        for name in dict.fromkeys(entry["about"]):
            about.setdefault(name, []).append(made)
    return about


def _action(statement: dict[str, Any], documentation: list[Json]) -> Json:
    kind = _kind(statement).rstrip(".")
    return {
        "id": statement["id"],
        **_extensions(_ratings(statement)),
        **({"prefix": statement["number"]} if statement.get("number") else {}),
        "title": kind,
        "description": _words(statement),
        "code": [{"coding": [{"system": KINDS, "code": statement["kind"]}], "text": kind}],
        **({"documentation": documentation} if documentation else {}),
    }


def _ratings(statement: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in (statement.get("rating"), *statement.get("further_ratings", ())) if each]


def _extensions(ratings: Iterable[dict[str, Any]]) -> Json:
    """Return the extensions with the source's own ratings; HL7 made them for the actions of a PlanDefinition.

    An action has one of each at most (CPGComputablePlanDefinition): several ratings share its text.
    """
    told: dict[str, list[str]] = {}
    for rating in ratings:
        scheme = SCHEMES.get(rating["scheme"])
        names = {each.name: each.attribute for each in scheme.dimensions} if scheme else {}
        for each in rating["levels"]:
            words = f"{rating['scheme']}: {each['name']}: {each['level']}"
            group = rating.get("for")
            words = text("rating.for", group=group, words=words) if group else words
            told.setdefault(_RATED_BY[names[each["name"]]], []).append(words)
    extensions = [{"url": url, "valueCodeableConcept": {"text": "; ".join(words)}} for url, words in told.items()]
    return {"extension": extensions} if extensions else {}


def _citation(reference: dict[str, Any]) -> Json:
    # What became of the work since stands before it: a program may show the citation alone.
    since = [
        text(f"notice.{each['kind']}", on=day_text(date.fromisoformat(each["on"]))) for each in reference["notices"]
    ]
    csl = reference["csl"]
    addresses = (get_identifier_address(field, csl[field]) for field in ("DOI", "PMID", "URL") if csl.get(field))
    url = next(filter(None, addresses), None)
    return {
        "type": "citation",
        "label": str(reference["number"]),
        "citation": " ".join((*since, reference["formatted"])),
        **({"url": url} if url else {}),
    }


def _further(reference: dict[str, Any]) -> Json:
    """Return what the source lists and no sentence cites; it has a number only where the source gave it one."""
    artifact = {**_citation(reference), "display": text("reference.further-why")}
    if reference["further_reading"]["number"] is None:
        del artifact["label"]
    return artifact


def _words(statement: dict[str, Any]) -> str:
    """Return a statement's words, behind its status: a program may show nothing else."""
    status = (statement.get("history") or {}).get("status")
    return f"{text(f'history.{status}')} {statement['text']}" if status else str(statement["text"])


def _rated(statement: dict[str, Any]) -> str:
    return " ".join(f"({rating['words']})" for rating in _ratings(statement))


def _part(part: dict[str, Any]) -> Json:
    label = text(f"part.{part['kind']}")
    words = " ".join(filter(None, (f"{label}:", part["title"] and part["title"].rstrip(".") + ".", part["text"])))
    return {"type": "justification" if part["kind"] in _REASONS else "documentation", "display": words}


def _footnote(footnote: dict[str, Any]) -> Json:
    return {"type": "documentation", "display": _footnote_words(footnote)}


def _footnote_words(footnote: dict[str, Any]) -> str:
    return text("footnote.words", label=footnote["label"], words=footnote["text"])


def _meaning(term: dict[str, Any]) -> str:
    """Return what an entry of the glossary means, with whose words these are."""
    by_editors = "" if term["of"] == "source" else text("term.by-editors")
    return " ".join(filter(None, (join_meaning(term["long"], term["meaning"]), by_editors)))


def _term_item(term: dict[str, Any]) -> Html:
    return el("li", text("term.words", term=term["term"], words=_meaning(term)))


def _note(note: dict[str, Any]) -> Json:
    words = (text("note.label"), note["title"].rstrip(".") + ".", note.get("text"))
    return {"type": "documentation", "display": " ".join(filter(None, words))}
