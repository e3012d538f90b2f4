"""What the exports say: the text for a record, the saved file, the calendar, the QR code, the FHIR resources."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from calculator.result.texts import text as result_text

_SHARED = ("form.flag-not-sure", "form.flag-yes", "group.stated", "group.unknown")
"""What a result says in the same words."""

_TEXTS = {
    "open.failed": "{name} was not opened. {reason}",
    "change.on-page": "this page",
    "change.labelled": "{name} is labelled {label}",
    "change.unlabelled": "{name} has no label",
    "change.same-person": "Are these all of the same person? {sheets}.",
    # The summary in a QR code: ASCII, 300 characters at most
    "summary.head": "{day}: {tool}, {items} items",
    "summary.head-plain": "{day}: {tool}",
    "summary.head-red-flag": "{day}: RED FLAG",
    "summary.no-day": "No date",
    "summary.as-of": "As of {day}",
    "summary.group": "Group: {group} risk. {scores}",
    "summary.group-stated": "Group: {group} risk, known beforehand; no answers",
    "summary.group-unknown": "Group: not known; no answers",
    "summary.incomplete": "No score: answers missing. Possible: {groups}",
    "summary.answers": "Answers {items}: {answers}",
    "summary.initials": "first letters",
    "summary.no-red-flag": "No red flag reported",
    "summary.yes": "Yes: {flags}",
    "summary.not-sure": "Not sure: {flags}",
    "summary.about": "Not a diagnosis. Calculator {calculator}, guideline {guideline}",
    "summary.overdue": "overdue",
    "summary.copyright-sign": "(c)",
    "qr.picture": "QR code of the summary. The text says the same.",
    # The text for a record
    "record.head": "{day}: {what}",
    "record.no-day": "No date",
    "record.as-of": "As of {day}, made on {today}",
    "record.as-of-no-day": "{day}, made on {today}",
    "record.red-flag": "RED FLAG REPORTED",
    "record.answered": "Answered: {flags}.",
    "record.answer": "{flag}: {answer}",
    "record.stopped": "No score, group or plan is given while a red flag stands.",
    "record.group": "Risk group: {group}. {scores}.",
    "record.score": "{name} {points} of {highest}",
    "record.positive": "Positive: {items}.",
    "record.positive-so-far": "Positive so far: {items}.",
    "record.none": "none",
    "record.item": "Item {number} ({domain}): {answer}.",
    "record.missing": "Missing items: {items}. No score without them; possible: {groups}.",
    "record.given": "Given: {fields}.",
    "record.not-given": "Not given: {fields}.",
    "record.value": "{name} {value}",
    "record.flags": "No red flag reported (or checked, nothing new since).",
    "record.safety-net": "Safety net: {places}.",
    "record.safety-net.emergency": "{flags}: emergency department now",
    "record.safety-net.urgent": "{flags}: clinician the same day",
    "record.not-asked": "Not asked: age, pregnancy, other illnesses, medicines. No examination.",
    "record.when.now": "Now:",
    "record.when.within-2-weeks": "Within 2 weeks:",
    "record.when.ask": "To ask about:",
    "record.when.avoid": "Cautions:",
    "record.when.weeks-4-to-6": "After 4 to 6 weeks:",
    "record.when.week-12": "After 12 weeks:",
    "record.when.option": "Options beside exercise:",
    "record.options": "For whom, see the full page: {names}.",
    "record.breaks-off": "{words} (the source breaks off here)",
    "record.more": "More of the plan, on the full page: {number}.",
    "record.dates": "Dates: {times}.",
    "record.weeks": "Weeks: {times}.",
    "record.span": "{first} to {last}",
    "record.past": "{time} (past)",
    "record.about": "One part of a full assessment, not a diagnosis. Calculator {calculator}, guideline "
    "{guideline} ({status}).",
    # A saved file
    "saved.about": "Answers to a form, to be opened again with the page that saved them.",
    "saved.stopped": "A red flag stands, so no score is given here.",
    "saved.too-large": "This file is too large: {size} bytes; allowed: {most} at most.",
    "saved.empty": "This file is empty.",
    "saved.broken": "This file is not whole: it breaks off, or a quotation mark or a bracket is missing.",
    "saved.not-json": "This is no file of answers: it is not JSON ({why}).",
    "saved.foreign": "This is no file of answers; allowed: files that this page saved.",
    "saved.newer": "This file was saved by a newer version of this page: its format is {found}, this page reads up "
    "to {known}. Load this page anew and try again.",
    "saved.field": "{field} is {value}; allowed: {allowed}.",
    "saved.missing": "missing",
    "saved.once": "given once",
    "saved.no-such-field": "no such field, only {fields}",
    "saved.version": "a version such as {example}",
    "saved.object": "a group of fields",
    "saved.object-or-null": "a group of fields, or null",
    "saved.day": "the same as request.today",
    "saved.label": "{most} characters at most, on one line, or null",
    "saved.flags": "a list of red flags that stand, each once",
    "saved.other-flags": "a list of red flags that do not stand, each once",
    "saved.number": "a whole number from 0 to {most}, or null",
    "saved.risk": "{risks}, or null",
    "saved.other-score": "When this file was saved (calculator {version}), the score was: {then}. For these "
    "answers it is now: {now}. The answers were opened as they are.",
    "saved.score": "{name} {value}",
    "saved.none": "none",
    # The calendar
    "calendar.about": "Suggested days, worked out on {day}. The page that they come from says what they are for. "
    "Nothing was arranged or decided. Version {calculator}, {guideline}.",
    "calendar.about-undated": "Suggested days. The page that they come from says what they are for. Nothing was "
    "arranged or decided. Version {calculator}, {guideline}.",
    # FHIR resources
    "fhir.risk": "Risk group",
    "fhir.missing": "Item {number} was not answered.",
    "fhir.versions": "Calculator {calculator}, guideline {guideline} ({status}).",
}

text = Catalogue({key: result_text[key] for key in _SHARED} | _TEXTS)
