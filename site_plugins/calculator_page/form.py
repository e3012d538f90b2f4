"""The form: safety questions, the nine items and the treatment so far, useful as paper without any script."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from pathlib import Path

from calculator.core.request import MAX_SESSIONS, MAX_WEEKS
from calculator.core.texts import TEXTS, text
from calculator.start_back import milestones, rules
from calculator.start_back.instrument import COPYRIGHT, INSTRUMENTS, START_BACK_9, STEM, Risk
from calculator.start_back.notices import NOTICE_BY_ID
from calculator.start_back.red_flags import ALREADY_CHECKED, QUESTION_NUMBERS, QUESTIONS, Urgency
from calculator.start_back.situation import Improving, Nsaid, Situation
from site_plugins.guideline import ContentError, Guideline, Problem
from site_plugins.rendering.templating import templates_in

_templates = templates_in(Path(__file__).parent / "templates")


def render_form(guideline: Guideline, lines: Mapping[str, str], page: str) -> str:
    """Render the form for a guideline's plan as seen from `page`.

    `lines` are the telephone lines that notices name.
    """
    up = posixpath.relpath(".", posixpath.dirname(page) or ".")
    root = "" if up == "." else f"{up}/"
    return _templates.get_template("form.html").render(
        instrument=START_BACK_9,
        instruments=list(INSTRUMENTS.values()),
        item_forms={
            item.number: " ".join(form.id for form in INSTRUMENTS.values() if item in form.items)
            for item in START_BACK_9.items
        },
        scripts=SCRIPTS,
        stem=STEM,
        copyright=COPYRIGHT,
        questions=QUESTIONS,
        already_checked=ALREADY_CHECKED,
        stops=paper_stops(lines),
        improving=list(Improving),
        nsaid=list(Nsaid),
        max_weeks=MAX_WEEKS,
        max_sessions=MAX_SESSIONS,
        groups=[
            {
                "name": risk,
                "rule": paper_rule(risk),
                "statements": [
                    (
                        guideline.plain.get(name) or guideline.statement_by_id[name].text,
                        f"{root}{guideline.page}#{name}",
                    )
                    for name in _statements_of(risk)
                ],
            }
            for risk in (Risk.LOW, Risk.MEDIUM, Risk.HIGH)
        ],
        root=root,
        settings=json.dumps(
            {
                "root": root,
                "guideline": f"data/guidelines/{guideline.slug}.json",
                "lines": dict(lines),
                "texts": {key: TEXTS[key] for key in SCRIPT_TEXTS},
            },
            ensure_ascii=False,
        ),
    )


SCRIPTS = (
    "assets/runtime/python.js",
    *(f"assets/calculator/{name}.js" for name in ("answers", "steps", "keep", "take", "entry", "calculator")),
)
"""The page's scripts in the order in which they run."""

SCRIPT_TEXTS = (
    "form.loading",
    "form.percent",
    "form.offer",
    "form.starting",
    "form.waiting",
    "form.ready",
    "form.calculating",
    "form.failed",
    "form.failed-no-wasm",
    "form.failed-old-browser",
    "form.failed-load",
    "form.failed-damaged",
    "form.failed-memory",
    "form.failed-answer",
    "form.bad-input",
    "form.erase-sure",
    "form.erased",
    "error.choice",
    "steps.flag",
    "steps.flag-name",
    "steps.item",
    "steps.this",
    "steps.unanswered",
    "steps.not-answered",
    "steps.change",
    "steps.start",
    "steps.on",
    "keep.restored",
    "keep.yes-said",
    "keep.no-said",
    "take.saved",
    "take.copied",
    "take.copy-yourself",
    "take.no-dates",
    "take.no-answers",
    "take.code-making",
    "take.failed",
    "open.failed",
    "entry.done",
)
"""The texts that the script shows by itself."""


def refuse_mismatch(guideline: Guideline) -> None:
    """Raise ContentError when the calculator was not written for this guideline as it stands."""
    problems: list[Problem] = []
    if guideline.slug != rules.GUIDELINE:
        problem = f"GUIDELINE is {rules.GUIDELINE!r}; a page shows the calculator for {guideline.slug!r}."
        problems.append(Problem("calculator/start_back/rules.py", None, problem))
    if guideline.about.version != rules.GUIDELINE_VERSION:
        problem = (
            f"guideline.version of {guideline.slug} is {guideline.about.version!r}; the calculator's rules were "
            f"written for GUIDELINE_VERSION {rules.GUIDELINE_VERSION!r}: check them, then give both the same."
        )
        problems.append(Problem("calculator/start_back/rules.py", None, problem))
    for file, rows in (("rules", (*rules.RED_FLAG_ROWS, *rules.ROWS)), ("milestones", milestones.ROWS)):
        for name in sorted({row.statement for row in rows} - set(guideline.statement_by_id)):
            problem = f"“{name}” is no statement of {guideline.slug}; name one."
            problems.append(Problem(f"calculator/{file}.py", None, problem))
    if problems:
        raise ContentError(problems)


def paper_stops(lines: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what to do at once, for each urgency: for paper, and for a reader who cannot wait for Python."""
    stops = []
    for urgency, notice in ((Urgency.EMERGENCY, "emergency-now"), (Urgency.URGENT, "contact-today")):
        numbers = [str(QUESTION_NUMBERS[q.flag]) for q in QUESTIONS if q.urgency is urgency]
        stops.append(
            {
                "urgency": urgency,
                "numbers": " or ".join([", ".join(numbers[:-1]), numbers[-1]]) if numbers[1:] else numbers[0],
                "text": NOTICE_BY_ID[notice].text.format_map(dict(lines)),
            }
        )
    return stops


def _statements_of(risk: Risk) -> list[str]:
    """Return the statements that the rules give to a group and to no other group, whatever else is known."""
    of_group = {row.statement for row in rules.ROWS if row.rule == 4}
    return [action.statement for action in rules.actions(Situation(group=risk)) if action.statement in of_group]


def paper_rule(risk: Risk) -> str:
    """Return the rule by which counted points lead to a group of the 9-item form."""
    form = START_BACK_9
    assert form.high_from_distress is not None  # the 9-item form has a subscale
    return text(
        f"form.paper-{risk}",
        **{
            "low_at_most": str(form.low_at_most),
            "above_low": str(form.low_at_most + 1),
            "below_high": str(form.high_from_distress - 1),
            "high_from": str(form.high_from_distress),
        },
    )
