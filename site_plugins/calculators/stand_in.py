# ruff: noqa: RUF001  (odd characters are what it is about)
"""A guideline that stands in for the published one of a calculator: every kind of text, and nobody's words.

It has what the calculator's rules, flags and milestones name, in the published form (`guideline.schema.json`). A
build asks its questions with it, so that neither the real one's wording nor a change of it is in what is built.
"""

from __future__ import annotations

from typing import Any

from calculator.core.calculator import Calculator, Rule
from calculator.core.measurement import Finding
from calculator.core.plan import MilestoneRow
from calculator.core.red_flags import RedFlag
from site_plugins.calculators.odd_texts import (
    BLANKS,
    CASES,
    CONTROLS,
    DIGITS,
    DIRECTIONS,
    EDGES,
    MARKS,
    MARKUP,
    WORDS,
)

type Model = dict[str, Any]

KINDS = ("do", "fact", "dont", "consider", "red-flag", "caution")
"""Some of the kinds of statements; a plan asks only which are facts."""
_ENDINGS = (".", ", as {0}.", "— {0}.", ": {0}: {0}.", ". {0}. {0}", ":", " {0}")
"""How a sentence goes on: with a reason, a second sentence, a list that breaks off."""
_REMARKS = (
    "",
    f" {MARKUP}",
    f" {MARKS}",
    f" {DIGITS}",
    f" {CASES}",
    f" {DIRECTIONS}",
    f" {CONTROLS}{BLANKS}",
    f" {EDGES}",
)
_VERSIONS = ("1.0.0", "2.0.0-é", "3.0.0 “я”", "4.0.0 𝕓" + " and so on" * 12)
_DAYS = (("2026-03-01", "2026-10-01"), (None, None), ("1900-01-01", "9999-12-31"), ("2026-03-01", "0001-01-01"))
"""When each was published, and when it is to be reviewed."""

VARIANTS = 5
"""How many guidelines there are of each calculator: one in each width of characters, and one of all of them."""


def make_stand_in(calculator: Calculator, variant: int) -> Model:
    """Make a guideline for a calculator; `variant` is 0 to `VARIANTS` - 1. The same variant is always the same."""
    references = [
        _reference(key, number, calculator, variant) for number, key in enumerate(_references(calculator), 1)
    ]
    keys = [each["id"] for each in references]
    statements = [
        _statement(key, number, calculator, variant, keys) for number, key in enumerate(_statements(calculator))
    ]
    published, next_review = _DAYS[variant % len(_DAYS)]
    return {
        "slug": calculator.guideline,
        "title": _words(variant, 0),
        "version": _VERSIONS[variant % len(_VERSIONS)],
        "published": published,
        "next_review": next_review,
        "status": ("draft, unreviewed", "published")[variant % 2],
        "statements": statements,
        "notes": list(_notes(calculator, variant, [each["id"] for each in statements], keys)),
        "references": references,
    }


def _words(variant: int, number: int) -> str:
    """Return a text of a variant: short ones, few long ones, and in each variant after the first odd ones."""
    words = WORDS[(number if variant == len(WORDS) else variant) % len(WORDS)]
    ending = _ENDINGS[number % len(_ENDINGS)].format(words.lower())
    remark = _REMARKS[number % len(_REMARKS)] if variant else ""
    long = variant > 1 and number % 3 == 0
    return (f"{words} " * 12 if long else words) + remark + ending


def _statements(calculator: Calculator) -> dict[str, None]:
    rows: tuple[Rule | RedFlag | MilestoneRow, ...]
    rows = (*calculator.rules, *calculator.red_flags, *calculator.milestones)
    return dict.fromkeys(row.statement for row in rows)


def _findings(calculator: Calculator) -> tuple[Finding, ...]:
    measurement = calculator.measurement
    return (
        ()
        if measurement is None
        else (*measurement.findings, measurement.outcome, measurement.marked_fall.prediction)
    )


def _references(calculator: Calculator) -> dict[str, None]:
    """Return the keys that the calculator names, and four more."""
    named = (key for finding in _findings(calculator) for key in finding.references)
    return dict.fromkeys((*named, *(f"boat-{number}" for number in range(4))))


def _url(page: str, calculator: Calculator, key: str) -> str:
    return f"{page}/{calculator.guideline}/index.html#{key}?a=1&b=<é>"


def _statement(key: str, number: int, calculator: Calculator, variant: int, references: list[str]) -> Model:
    return {
        "id": key,
        "kind": KINDS[(number + variant) % len(KINDS)],
        "section": _words(variant, 1),
        "text": _words(variant, number),
        "plain": None if number % 4 == variant % 4 else _words(variant, number + 1),
        "url": _url("guidelines", calculator, key),
        "first_words": _words(variant, number + 2),
        # None, one and several.
        "citations": [references[(number + place) % len(references)] for place in range((number + variant) % 4)],
    }


def _notes(calculator: Calculator, variant: int, statements: list[str], references: list[str]) -> list[Model]:
    named = (each.since.note for each in _findings(calculator) if each.since and each.since.note)
    return [
        {
            "id": key,
            "title": _words(variant, number),
            "text": _words(variant, number + 3),
            "plain": None if number % 2 else _words(variant, number + 4),
            "about": statements[number :: 3 + number],
            "url": _url("guidelines", calculator, key),
            "citations": references[: number + 1],
        }
        for number, key in enumerate(dict.fromkeys((*named, "note-a", "note-b")))
    ]


def _reference(key: str, number: int, calculator: Calculator, variant: int) -> Model:
    title = _words(variant, number)
    return {
        "number": number,
        "id": key,
        "status": ("confirmed", "unlisted")[(number + variant) % 2],
        "suggested": None,
        "formatted": title,
        "csl": {"id": key, "type": "book", "title": title},
        "cited_by": [],
        "url": f"references/{calculator.guideline}/{key}/index.html",
    }
