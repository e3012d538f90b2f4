"""The catalogue: every text of the interface, once.

Clinical sentences are not here: statements and their wording are content, items and notices are the
calculator's. Words in braces are filled in by `text`.
"""

from __future__ import annotations

import re

TEXTS = {
    # The guideline's page
    "kind.do": "Do:",
    "kind.consider": "Consider:",
    "kind.caution": "Caution:",
    "kind.dont": "Do not:",
    "kind.fact": "Finding:",
    "kind.red-flag": "Red flag:",
    "statement.link": "Link to this statement: {words}",
    "statement.note": "Editors’ note",
    "note.label": "Editors’ note, not the source’s words:",
    "note.about": "About:",
    "reference.link": "Reference {number}",
    "reference.link-unlisted": "Reference {number}, which the source does not list",
    "reference.list": "References",
    "reference.cited-by": "Cited by:",
    "reference.noted-by": "In the editors’ notes:",
    "reference.used-by-pages": "Not cited by the source; this site’s other pages rest on it.",
    "reference.unlisted": "The source does not list reference {number}.",
    "reference.unlisted-suggested": "The source does not list reference {number}. It may be:",
    "source.link": "Source",
    "source.of": "Source of this sentence: {words}",
    "card.status": "Status: {status}.",
    "card.unreviewed": "No clinician has reviewed this site’s notes, patient wording and plan rules yet.",
    "card.verbatim": "The sentences of the source are reproduced word for word.",
    "card.summary": "About this guideline: source, version, review, funding, contact",
    "card.title": "Title",
    "card.source": "Source",
    "card.source-value": "“{title}”. Author: {author}. Date: {date}.",
    "card.version": "Version",
    "card.last-review": "Last review",
    "card.never-reviewed": "never reviewed so far",
    "card.next-review": "Next review",
    "card.no-next-review": "not planned yet",
    "card.reviewer": "Reviewer",
    "card.no-reviewer": "nobody yet",
    "card.funding": "Funding",
    "card.conflicts": "Conflicts of interest",
    "card.contact": "Report an error to",
    "card.legend": "The word before a statement (do, consider, caution, do not, finding, red flag) is the "
    "editors’ and sums up the source’s wording. It is no rating of the strength of a recommendation or of the "
    "certainty of evidence.",
    "card.unlisted": "A question mark behind a number: the source cites that reference and does not list it.",
    # The calculator's form
    "form.who-title": "Who this is for",
    "form.who": "Adults (18 and over) with low back pain, with or without leg pain.",
    "form.who-not": "It is not made for people under 18, in pregnancy, in the weeks after spinal surgery or an "
    "injury, or with pain elsewhere. If that is you, see a clinician.",
    "form.privacy": "Your answers stay on this device. Nothing is sent.",
    "form.flags-title": "1. Safety questions",
    "form.flags-hint": "Any one sign in a list is a yes.",
    "form.flag-name": "Safety question {number}",
    "form.flag-yes": "Yes",
    "form.flag-no": "No",
    "form.flag-not-sure": "Not sure",
    "form.flag-if": "If you answered yes or not sure to safety question {numbers}:",
    "form.flags-stop": "Then stop here: the rest of this page can wait.",
    "form.items-title": "2. The nine STarT Back questions",
    "form.item-name": "Question {number}",
    "form.treatment-title": "3. Your pain and treatment so far",
    "form.treatment-hint": "Leave out what you do not know.",
    "form.weeks_since_onset": "How many weeks ago did this pain begin?",
    "form.weeks_since_onset-hint": "A number of weeks, for example 3. Less than a week: 0.",
    "form.first_session": "When was your first physical therapy session?",
    "form.first_session-hint": "With the date, the plan can show real dates. You can also give the date of a "
    "session to come.",
    "form.weeks_since_first_session": "If you do not know the date: about how many weeks ago was it?",
    "form.weeks_since_first_session-hint": "A number of weeks, for example 2.",
    "form.sessions_attended": "How many sessions have you been to?",
    "form.sessions_attended-hint": "A whole number, for example 1.",
    "form.improving": "Are things getting better?",
    "form.improving.yes": "Yes",
    "form.improving.no": "No",
    "form.improving.unsure": "Not sure",
    "form.nsaid": "Have you tried an anti-inflammatory painkiller (an NSAID, such as ibuprofen)?",
    "form.nsaid.not-tried": "No",
    "form.nsaid.tried": "Yes",
    "form.nsaid.cannot-take": "I cannot take them",
    "form.today": "Today’s date on this device",
    "form.submit": "Show my result",
    "form.erase": "Erase all answers",
    "form.erase-sure": "Erase all answers? This cannot be undone.",
    "form.erased": "All answers were erased.",
    "form.loading": "The calculator is loading. You can answer in the meantime.",
    "form.percent": "{percent} %",
    "form.waiting": "Your answers are kept. The result appears here as soon as the calculator has loaded.",
    "form.ready": "The calculator is ready.",
    "form.calculating": "Working out your result.",
    "form.failed": "The calculator could not start on this device ({reason}). Your answers are still here. You "
    "can work out the result yourself: the rule stands below the questions.",
    "form.failed-folder": "this browser does not let a page that is opened from a folder load it",
    "form.failed-no-wasm": "this browser does not allow WebAssembly",
    "form.failed-load": "a part of it could not be loaded",
    "form.paper-intro": "Answer on this page or on paper, then work out the result below the questions.",
    "form.failed-answer": "it stopped while it worked out your result",
    "form.bad-input": "what you typed",
    "form.paper-title": "Work out the result on paper",
    "form.paper-count": "Give one point for each shaded answer.",
    "form.paper-total": "Total of questions 1 to 9:",
    "form.paper-distress": "Points of questions 5 to 9 alone:",
    "form.paper-low": "Total {low_at_most} or less: low risk",
    "form.paper-medium": "Total {above_low} or more, and questions 5 to 9 give {below_high} or less: medium risk",
    "form.paper-high": "Questions 5 to 9 give {high_from} or more: high risk",
    "form.paper-missing": "If an answer is missing, there is no result. Do not guess it.",
    "form.error-title": "There is a problem",
    # The result
    "result.title": "Your result",
    "result.group-low": "You may need only a little support",
    "result.group-medium": "You may benefit from some more support",
    "result.group-high": "You may benefit from more support",
    "result.group-name": "STarT Back group: {group} risk",
    "result.group-means": "The group tells how much support may help you. It does not tell how badly your back "
    "is hurt, and it is not a judgement of you.",
    "result.no-group": "Your group is not known yet",
    "result.group.low": "low",
    "result.group.medium": "medium",
    "result.group.high": "high",
    "result.group.not-low": "medium or high",
    "result.total": "Total: {total} of {items}.",
    "result.distress": "Questions 5 to 9 (distress): {distress} of 5.",
    "result.scores-unknown": "No total yet: an answer that is missing is never guessed.",
    "result.working": "What counted",
    "result.working-item": "Question",
    "result.working-answer": "Your answer",
    "result.working-point": "Point",
    "result.working-missing": "missing",
    "result.working-rule-low": "Rule: total {low_at_most} or less is low; {above_low} or more is not low.",
    "result.working-rule": "Rule: total {low_at_most} or less is low; {above_low} or more is medium; but "
    "{high_from} or more points in questions 5 to 9 are high.",
    "result.missing-title": "Missing answers",
    "result.missing-item": "Answer question {number}",
    "result.show-page": "Show this page to the person who sees you.",
    "result.why": "Why",
    "result.answered": "{name}, “{answer}”: {question} {signs}",
    "result.plan": "What to do next",
    "result.when.now": "Now",
    "result.when.within-2-weeks": "Within 2 weeks",
    "result.when.weeks-4-to-6": "After 4 to 6 weeks",
    "result.when.week-12": "After 12 weeks",
    "result.when.ask": "Ask your clinician about this",
    "result.when.option": "What you could add to exercise",
    "result.when.avoid": "What not to do",
    "result.when.safety-net": "When to get help at once",
    "result.references": "References:",
    "result.timeline": "Your dates",
    "result.milestone.stratify": "Answer the STarT Back questions",
    "result.milestone.review": "Have your progress checked",
    "result.milestone.minimum-course": "The shortest full course of physical therapy ends in these weeks",
    "result.milestone.escalation-check": "Not better by now? Go back",
    "result.milestone-on": "{day}",
    "result.milestone-span": "{first} to {last}",
    "result.milestone-past": "This was due on {day}; do it now.",
    "result.milestone-running": "This is due now.",
    "result.good-to-know": "Good to know",
    "result.version": "Calculator {calculator}, guideline {guideline}, {today}.",
    "result.change": "Change my answers",
    "result.print": "Print or save as PDF",
    "error.red-flags": "All five safety questions must be answered.",
    "error.choice": "{name}: choose one of the answers.",
    "error.value": "{name} “{value}” cannot be used here. Give {allowed}.",
    "error.whole": "The form could not be read: {allowed}.",
}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def text(key: str, **values: str) -> str:
    """Return a text of the catalogue with its words in braces filled in.

    Raises KeyError for an unknown key or a word that was not given.
    """
    return TEXTS[key].format_map(values)


def day_text(iso_date: str) -> str:
    """Return a date YYYY-MM-DD as it is read, such as "14 December 2026"."""
    year, month, day = iso_date.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def slug_of(words: str) -> str:
    """Return a title as a fragment of an address: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
