"""The form: safety questions, items and the treatment so far, useful as paper without any script."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup, escape

from calculator.core.calculator import Calculator
from calculator.core.dates import day_words
from calculator.core.fields import DateField, Field, NumberField, OptionField
from calculator.core.instrument import Instrument
from calculator.core.language import drop_marks, language_in_use
from calculator.core.messages import first_letter, number_word
from calculator.core.quick_entry import answer_letters, describe_row, example_row
from calculator.core.red_flags import Urgency
from calculator.exports.saved_file import LABEL_LIMIT
from calculator.result.own_lines import COLUMN_LIMITS, GOAL_LIMIT, MOST_EXERCISES
from calculator.result.result import EMERGENCY_SIGNS, WHERE_TO_GO
from calculator.result.sheet_mine import BLANK_ROWS
from site_plugins.calculator_page.texts import text
from site_plugins.guideline import ContentError, Guideline, Problem
from site_plugins.guideline.plain_words import write_plain
from site_plugins.rendering.script_texts import plural_digits, script_texts
from site_plugins.rendering.templating import templates_in

_templates = templates_in(Path(__file__).parent / "templates", text)


def render_form(
    calculator: Calculator, guideline: Guideline, published: str, lines: Mapping[str, str], page: str
) -> str:
    """Render the form of a calculator for a guideline's plan as seen from `page`.

    `published` is the guideline as the site publishes it: only with this very text does the page work out anything.
    `lines` are the telephone lines that notices name.
    """
    up = posixpath.relpath(".", posixpath.dirname(page) or ".")
    root = "" if up == "." else f"{up}/"
    instrument = calculator.instrument
    return _templates.get_template("form.html").render(
        calculator=calculator,
        instrument=instrument,
        items_in_english=items_in_english(instrument),
        count=number_word(len(instrument.items)),
        item_forms={
            item.number: " ".join(form.id for form in calculator.instruments if item in form.items)
            for item in instrument.items
        },
        item_keys={
            item.number: {value: letter for letter, value in answer_letters(item).items()}
            for item in instrument.items
        },
        field_keys=field_keys(calculator),
        letters=describe_row(instrument),
        label_limit=LABEL_LIMIT,
        telling="; ".join(f"“{row.calendar_title}”" for row in calculator.milestones if row.can_be_overdue),
        own={"goal": GOAL_LIMIT, "columns": COLUMN_LIMITS, "rows": MOST_EXERCISES, "shown": BLANK_ROWS},
        example=example_row(instrument),
        guard=GUARD,
        scripts=SCRIPTS,
        stops=paper_stops(calculator, lines),
        emergency_signs=calculator.notice_by_id.get(EMERGENCY_SIGNS),
        emergency_words=calculator.notice_text(EMERGENCY_SIGNS, lines) if calculator.unfit else "",
        how_to_answer=set_off(calculator.red_flags_hint),
        sum_points=needs_adding_up(instrument),
        input_kind=input_kind,
        groups=[
            {
                "rule": band.paper_rule,
                "statements": [
                    (
                        write_plain(guideline, name, guideline.plain[name])
                        if name in guideline.plain
                        else guideline.statement_by_id[name].text,
                        f"{root}{guideline.page}#{name}",
                    )
                    for name in calculator.group_statements.get(band.id, ())
                ],
            }
            for band in instrument.bands
        ],
        root=root,
        settings=json.dumps(
            {
                "root": root,
                "guideline": {
                    "file": f"data/guidelines/{guideline.slug}.json",
                    "sha256": sha256(published.encode()).hexdigest(),
                    "versions": {"calculator": calculator.version, "guideline": guideline.about.version},
                    # Python reads its texts in it; in English it needs nothing.
                    "language": language.to_json() if (language := language_in_use()) else None,
                },
                "instrument": instrument.id,
                "form": calculator.id,
                "lines": dict(lines),
                "texts": script_texts(text, SCRIPT_TEXTS),
                "plurals": plural_digits(),
                "days": [drop_marks(words) for words in day_words()],
            },
            ensure_ascii=False,
        ),
    )


SCRIPTS = {
    "python": "assets/runtime/python.js",
    **{
        name: f"assets/calculator/{name}.js"
        for name in (
            "answers",
            "translated",
            "check",
            "steps",
            "earlier",
            "loading",
            "own-lines",
            "storage",
            "erase",
            "saving",
            "export",
            "sending",
            "quick-entry",
            "result",
            "calculator",
        )
    },
}
"""The page's scripts in the order in which they run, by the names with which they report to the guard."""

GUARD = "assets/calculator/guard.js"
"""Runs before all others, and lets them begin when all are there; it tells when one is missing."""

SCRIPT_TEXTS = (
    "form.loading",
    "form.longer",
    "form.percent",
    "form.offer",
    "form.offer-again",
    "form.starting",
    "form.waiting",
    "form.ready",
    "form.calculating",
    "form.failed",
    "form.failed-no-wasm",
    "form.failed-old-browser",
    "form.failed-load",
    "form.failed-damaged",
    "form.failed-mixed",
    "form.failed-memory",
    "form.failed-other",
    "form.scripts-missing",
    "form.scripts-late",
    "form.no-words",
    "form.slow",
    "form.no-connection",
    "form.stopped-answer",
    "form.stopped-script",
    "form.bad-input",
    "form.flags-first",
    "form.questions",
    "form.erased",
    "form.erased-elsewhere",
    "form.erase-left",
    "form.erase-unknown",
    "result.title",
    "error.flag",
    "steps.before",
    "steps.flag",
    "steps.item",
    "steps.further",
    "steps.unanswered",
    "steps.not-answered",
    "steps.change",
    "steps.change-what",
    "steps.title",
    "steps.title-placed",
    "steps.title-error",
    "unit.no-number",
    "unit.day",
    "unit.week",
    "unit.month",
    "unit.year",
    "earlier.yesterday",
    "earlier.days-ago",
    "earlier.weeks-ago",
    "earlier.when",
    "earlier.whose",
    "earlier.words",
    "earlier.no-day",
    "earlier.to-come",
    "earlier.confirm",
    "earlier.confirm-no-day",
    "earlier.confirm-error",
    "earlier.no-result",
    "earlier.found",
    "earlier.next",
    "form.device-day",
    "storage.yes-chosen",
    "storage.yes-refused",
    "storage.no-chosen",
    "export.copied",
    "export.not-copied",
    "export.saving",
    "export.saving-framed",
    "export.save-forbidden",
    "export.shared",
    "export.not-shared",
    "export.print-forbidden",
    "export.letter-empty",
    "export.no-dates",
    "export.no-answers",
    "export.code-making",
    "send.words",
    "send.link",
    "export.failed",
    "export.failed-script",
    "open.failed",
    "entry.done",
    "entry.wrong-key",
    "entry.unchanged",
    "earlier.label",
    "earlier.confirm-yes",
    "earlier.confirm-one",
    "earlier.confirm-error-one",
)
"""The texts that the script shows by itself."""


def items_in_english(instrument: Instrument) -> str:
    """Return what a form says above items that stay in English among words of another language; else nothing."""
    language = language_in_use()
    if language is None or instrument.id in language.wordings:
        return ""
    return text("form.items-english", number=number_word(len(instrument.items)))


def refuse_mismatch(calculator: Calculator, guideline: Guideline) -> None:
    """Raise ContentError when a calculator was not written for this guideline as it stands."""
    name = f"calculator {calculator.id}"
    problems: list[Problem] = []
    if guideline.slug != calculator.guideline:
        problem = f"It was written for {calculator.guideline!r}; a page shows it for {guideline.slug!r}."
        problems.append(Problem(name, None, problem))
    known = set(guideline.statement_by_id)
    for kind, rows in (("rule", calculator.rules), ("milestone", calculator.milestones)):
        for statement in sorted({row.statement for row in rows} - known):
            problem = (
                f"A {kind} uses “{statement}”, which is not a statement of {guideline.slug}. Name one that is."
            )
            problems.append(Problem(name, None, problem))
    needed = {"not-a-diagnosis", "flag-not-sure", *WHERE_TO_GO.values()}
    if calculator.unfit:
        # Whoever is sent to a clinician instead must know when not to wait for one.
        needed.add(EMERGENCY_SIGNS)
    for notice in sorted(needed - set(calculator.notice_by_id)):
        problems.append(Problem(name, None, f"It has no notice “{notice}”, which every result needs. Add it."))
    if calculator.measurement:
        findings = (*calculator.measurement.findings, calculator.measurement.outcome)
        keys = {key for finding in findings for key in finding.references}
        for key in sorted(keys - set(guideline.reference_by_id)):
            problem = f"A finding of measurement cites “{key}”, which is not a reference of {guideline.slug}."
            problems.append(Problem(name, None, f"{problem} Cite one that is."))
        notes = {note.id for note in guideline.notes if note.citations}
        for finding in findings:
            if finding.since and finding.since.note and finding.since.note not in notes:
                problem = (
                    f"The finding {finding.id!r} of measurement names the editors' note “{finding.since.note}” for "
                    f"what was found since, and {guideline.slug} has no note of that id that cites a work. Write "
                    "one, or name the note that says it."
                )
                problems.append(Problem(name, None, problem))
    if problems:
        raise ContentError(problems)


def field_keys(calculator: Calculator) -> dict[str, dict[str, str]]:
    """Return the key of each option of the further fields: ? for not sure, else the first letter of its label."""
    return {
        field.name: {
            option.value: "?" if option.label == text["form.flag-not-sure"] else first_letter(option.label)
            for option in field.options
        }
        for field in calculator.fields
        if isinstance(field, OptionField)
    }


def paper_stops(calculator: Calculator, lines: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what to do at once, for each urgency: for paper, and for a reader who cannot wait for Python."""
    return [
        {
            "urgency": urgency,
            "numbers": _numbers(calculator, urgency),
            "where": f"{calculator.notice_by_id[notice].title}.",
            "else": calculator.rest_of_notice(notice, lines),
        }
        for urgency, notice in WHERE_TO_GO.items()
        if _numbers(calculator, urgency)
    ]


def set_off(words: str) -> Markup:
    """Return words as HTML, with those between ** set off."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(words)))


def _numbers(calculator: Calculator, urgency: Urgency) -> str:
    numbers = [str(flag.number) for flag in calculator.red_flags if flag.urgency is urgency]
    return " or ".join(filter(None, [", ".join(numbers[:-1]), *numbers[-1:]]))


def needs_adding_up(instrument: Instrument) -> bool:
    """Tell whether an answer can count more than one point, so that counting shaded answers is not enough."""
    return any(choice.points > 1 for item in instrument.items for choice in item.choices)


def input_kind(field: Field) -> str | None:
    """Return how a field is typed: "date", or the keyboard for a number; None for a field with options."""
    if isinstance(field, DateField):
        return "date"
    if isinstance(field, NumberField):
        return "numeric" if field.whole else "decimal"
    return None
