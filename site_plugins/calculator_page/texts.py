"""What the calculator's page says around its questions: how to answer, to store, to take along."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from calculator.exports.texts import text as export_text
from calculator.result.texts import text as result_text

_OF_RESULTS = (
    "error.flag",
    "form.flag-name",
    "form.flag-no",
    "form.flag-not-sure",
    "form.flag-yes",
    "form.item-name",
    "own.exercises",
    "own.goal",
    "own.how_many",
    "own.how_often",
    "own.what",
    "result.change",
    "result.title",
    "sheet.birth",
    "sheet.clinician",
    "sheet.filled",
    "sheet.name",
    "source.link",
)
"""What a result says in the same words."""

_TEXTS = {
    # Telephone lines, where a site names none
    "line.emergency": "your local emergency number",
    "line.urgent": "your local urgent-care line",
    "line.crisis": "a crisis line",
    # The start page
    "way-in.questions": "{flags} safety questions, then {items} short questions.",
    "way-in.minutes": "About {minutes} minutes.",
    # The calculator's form
    "form.who-title": "Who this is for",
    "form.privacy": "Your answers stay on this device. Nothing is sent.",
    "form.flags-title": "1. Safety questions",
    "form.flag-if": "If you answered yes or not sure to safety question {numbers}:",
    "form.flags-stop": "Then stop here: the rest of this page can wait.",
    "form.flags-go": "You do not need this page any more. Go now.",
    "form.flags-first": "First, {questions}, so that you have a page to show.",
    "form.questions": "{number} more short questions",
    "form.questions:one": "one more short question",
    "form.items-title": "2. {title}",
    "form.items-english": "These {number} questions stay in English: their exact wording was tested. Official "
    "translations exist: ask your clinician.",
    "form.by-browser": "The rest was translated by a machine: if a safety question is not clear, ask somebody.",
    "form.treatment-title": "3. Your pain and treatment so far",
    "form.treatment-hint": "Leave out what you do not know.",
    "form.clear": "Clear",
    "form.submit": "Show my result",
    "form.erase": "Erase all answers",
    "form.erase-sure": "Erase all answers? This cannot be undone.",
    "form.erase-yes": "Yes, erase them",
    "form.erase-no": "No, keep them",
    "form.erased": "All answers were erased.",
    "form.erased-elsewhere": "These answers were erased in another tab.",
    "form.erase-left": "This page is empty, but this browser still keeps answers that it did not let the page "
    "erase. Clear this site’s data in the browser’s settings.",
    "form.erase-unknown": "This page is empty. This browser does not let the page look into what it stores. If "
    "answers were kept here before, clear this site’s data in the browser’s settings.",
    "form.loading": "The calculator is loading. You can answer in the meantime.",
    "form.percent": "{percent} % of {size} MB",
    "form.offer": "Your connection is slow, or you asked your browser to save data. For the result, the calculator "
    "must be loaded once: {size} MB. You can answer first and decide then.",
    "form.offer-again": "This page was closed while the calculator was loading. Perhaps there was too little "
    "memory: close other apps or tabs first. You can answer the questions now and load the calculator then.",
    "form.offer-load": "Load the calculator now",
    "form.longer": "This takes a little longer: a larger part of the calculator is loading. Your answers are kept.",
    "form.starting": "starting",
    "form.waiting": "Your answers are kept. The result appears here as soon as the calculator has loaded.",
    "form.ready": "The calculator is ready.",
    "form.calculating": "Working out your result.",
    "form.failed": "The calculator could not start on this device ({reason}). Your answers are still here. You "
    "can work out the result yourself: the rule stands below the questions.",
    "form.failed-no-wasm": "this browser does not allow WebAssembly, which it needs",
    "form.failed-old-browser": "this browser is too old for it",
    "form.failed-load": "a part of it could not be loaded",
    "form.failed-damaged": "a part of it is damaged or was changed, so it was not started",
    "form.failed-mixed": "this page, its guideline and its calculator do not match: load the page again or ask for "
    "a new copy of the site",
    "form.failed-memory": "there is not enough memory for it",
    "form.failed-other": "it does not say why",
    "form.scripts-missing": "A part of this page did not load ({scripts}), so it cannot work out the result. Try "
    "again, or answer here or on paper and work out the result yourself: the rule stands below the questions.",
    "form.scripts-late": "A part of this page takes long to load ({scripts}). It may still come. You can wait, try "
    "again, or answer here or on paper and work out the result yourself: the rule stands below the questions.",
    "form.no-words": "Something did not work.",
    "form.slow": "This is taking long.",
    "form.no-connection": "There is no connection, so the result cannot be worked out yet. Your answers are kept.",
    "form.retry": "Try again",
    "form.by-hand": "Work it out yourself: how",
    "form.paper-intro": "Answer on this page or on paper, then work out the result below the questions.",
    "form.stopped-answer": "The calculator’s own program (Python) stopped with a fault. Your answers are still "
    "here. Load this page again to try once more, or work out the result yourself: the rule stands below the "
    "questions.",
    "form.stopped-script": "A script of this page stopped with a fault. Your answers are still here. Load this "
    "page again, or open it in another browser, or work out the result yourself: the rule stands below the "
    "questions.",
    "form.device-day": "By this device’s clock, today is {day}.",
    "form.bad-input": "what you typed",
    "form.paper-title": "Work out the result on paper",
    "form.paper-count": "Give one point for each shaded answer.",
    "form.paper-points": "Add up the points of the answers: each box shows them.",
    "form.paper-missing": "If an answer is missing, there is no result. Do not guess it.",
    "form.error-title": "There is a problem",
    # The way through the form
    "steps.one": "One question at a time",
    "steps.all": "All on one page",
    "steps.on": "Continue",
    "steps.back": "Back",
    "steps.skip": "Leave this one out",
    "steps.flag": "Safety question {number} of {count}",
    "steps.before": "Before the questions",
    "steps.item": "Question {number} of {count}",
    "steps.further": "Your pain and treatment: {number} of {count}",
    "steps.unanswered": "Choose an answer, or leave the question out. The answers are: {answers}.",
    "steps.check": "Check your answers",
    "steps.not-answered": "not answered",
    "steps.change": "Change",
    "steps.change-what": "the answer to: {question}",
    # The page's title, in a browser's list of tabs
    "steps.title": "{question} - {page}",
    "steps.title-placed": "{place} - {question} - {page}",
    "steps.title-error": "Error: {title}",
    # Somebody for whom the calculator was not made
    "unfit.title": "See a clinician instead",
    "unfit.words": "This form was not made for what fits you, so it asks you nothing more. Tell a clinician about "
    "your pain, and about what fits you.",
    "unfit.change": "Was that a slip? Go back and change your answer.",
    # How long something has lasted
    "unit.label": "Days, weeks, months or years",
    "unit.no-number": "Give a number, or leave the question out.",
    "unit.day": "days",
    "unit.week": "weeks",
    "unit.month": "months",
    "unit.year": "years",
    # Answers of another day, or of another person
    "earlier.title": "Earlier answers",
    "earlier.when": "{day} at {time}",
    "earlier.whose": "These answers are from {when}. Not yours? Start afresh.",
    "earlier.mine": "They are mine: go on",
    "earlier.words": "These answers are from {day}, {ago}. The safety questions must be answered again today.",
    "earlier.yesterday": "yesterday",
    "earlier.days-ago": "{number} days ago",
    "earlier.days-ago:one": "{number} day ago",
    "earlier.weeks-ago": "{number} weeks ago",
    "earlier.weeks-ago:one": "{number} week ago",
    "earlier.no-day": "These answers do not say of which day they are. The safety questions must be answered again "
    "today.",
    "earlier.to-come": "These answers are from {day}, but by this device’s clock today is {today}. Look at the "
    "clock first. The safety questions must be answered again today.",
    "earlier.again": "Answer again",
    "earlier.show": "Show the old result",
    "earlier.no-result": "There is no old result to show. {faults}",
    "earlier.confirm": "These answers are from {day}; the weeks were moved on to today. Change what is no longer "
    "so.",
    "earlier.confirm-no-day": "These answers are from an earlier day. Change what is no longer so.",
    "earlier.confirm-yes": "All of this is right today",
    "earlier.confirm-one": "This is still right today",
    "earlier.confirm-error-one": "{name}: this answer is of an earlier day. Change it, or say that it is still "
    "right.",
    "earlier.confirm-error": "{name}: this answer is of an earlier day. Change it, or say that all of this is "
    "right today.",
    "earlier.label": "Their label is “{label}”.",
    "earlier.found": "These are answers of {when}. Not yours?",
    "earlier.afresh": "Start afresh",
    "earlier.next-person": "Next person",
    "earlier.next": "Everything is empty, for the next person.",
    "earlier.put-away": "What was on this page before was put away.",
    "earlier.bring-back": "Bring it back",
    # Keeping the answers
    "storage.title": "Keep your answers on this device?",
    "storage.warning": "Now they are in this tab alone. If you close it, the browser can still bring it back, with "
    "your answers. If you keep them for longer, everybody who uses this device can see them. On a shared or public "
    "computer, do not keep them, and erase them when you are done.",
    "storage.yes": "Keep them on this device",
    "storage.no": "Do not keep them",
    "storage.kept": "Your answers are kept on this device until you erase them.",
    "storage.in-tab": "Your answers are in this tab alone. If you close it, the browser can still bring it back, "
    "with your answers. On a shared computer, erase them before you go.",
    "storage.erase-now": "Erase now",
    "storage.refused": "This browser keeps nothing for this page. If you leave the page or load it again, your "
    "answers are gone.",
    "storage.yes-chosen": "Your answers are kept on this device until you erase them.",
    "storage.yes-refused": "Your answers could not be kept on this device: the browser does not allow it.",
    "storage.no-chosen": "Your answers are not kept for longer.",
    # The reader's own lines
    "own.title": "Your own lines",
    "own.hint": "You need not write anything here. What you write is kept, printed and erased with your answers.",
    "own.exercises-hint": "For your therapist to fill in, here or on paper: this page knows no exercises.",
    "own.row": "Exercise {number}",
    "own.more": "Add a row",
    "own.old": "This is the result of an earlier day, so these lines cannot be changed here. To change them, "
    "answer again.",
    # Taking the result along
    "export.title": "Take it with you",
    "export.print": "Print or save as PDF",
    "export.send": "Send",
    "export.text": "Copy as text",
    "export.letter": "Referral letter",
    "export.save": "Save as a file",
    "export.calendar": "Dates for a calendar",
    "export.code": "QR code",
    "export.fhir": "FHIR file",
    "export.label": "Label for the file",
    "export.label-hint": "You need not give one. Initials or a number; not a full name. It tells one person’s "
    "files from another’s.",
    "export.words": "Text for a record",
    "export.ascii": "Plain characters only",
    "export.copy": "Copy",
    "export.copied": "Copied.",
    "export.not-copied": "Not copied: this browser does not allow it. The text is selected: copy it with your "
    "device’s own way to copy.",
    "export.letter-words": "Your referral letter, for a clinician",
    "export.letter-hint": "A draft: fill in the blanks and change what you like. What stands here is what is "
    "copied, saved and printed. It is not kept: it goes when you leave this result. For a new draft, empty the box "
    "and choose “Referral letter” again.",
    "export.letter-copy": "Copy the letter",
    "export.letter-save": "Save the letter for Word",
    "export.letter-print": "Print the letter",
    "export.letter-empty": "The letter is empty.",
    "export.saving": "Your browser was asked to save {name}. It stays on this device. Look for it among your "
    "downloads: if it is not there, this browser does not allow it. Then copy the text, or print.",
    "export.saving-framed": "Your browser was asked to save {name}. Look for it among your downloads: if it is not "
    "there, open this page in a tab of its own. It is inside another page, which may not allow it.",
    "export.save-forbidden": "{name} was not saved. This page is inside another page, which does not allow it. "
    "Open it in a tab of its own, or copy the text.",
    "export.shared": "{name} was handed on as you chose.",
    "export.not-shared": "{name} was not handed on: this device did not allow it. Press the button again, or copy "
    "the text.",
    "export.print-forbidden": "Nothing was printed. This page is inside another page, which does not allow it. "
    "Open it in a tab of its own, or copy the text.",
    "export.no-dates": "There are no dates to come.",
    "export.no-answers": "No question was answered, so there is nothing to put into a file.",
    "export.code-warning": "The code holds a short summary of your result, without your name. Everybody who can "
    "see this screen can read it with a camera.",
    "export.code-show": "Show the code",
    "export.code-hide": "Hide it",
    "export.code-making": "The code is being made.",
    "export.failed": "That did not work on this device. Your result is still here.",
    "export.failed-script": "A script of this page stopped with a fault. Your result is still here. Load this page "
    "again to try once more, or print it.",
    "send.kind": "What do you want to send?",
    "send.family": "Plain words, for family or friends",
    "send.clinician": "A short text, for a clinician",
    "send.preview": "This is what is sent. Read it first",
    "send.words": "The text",
    "send.share": "Send this text",
    "send.copy": "Copy this text",
    "send.link": "The link",
    "send.link-label": "A link to the empty form",
    "send.link-hint": "For somebody else who wants to answer it. None of your answers is in it.",
    "send.link-share": "Send the link",
    "send.link-copy": "Copy the link",
    "send.no-link": "There is no link to send: this page is on this device alone, and its address is of no use to "
    "others.",
    "calendar.kind": "What shall the entries say?",
    "calendar.hint": "Each date is one entry of a day, with a reminder at 9 in the morning: the first day that "
    "suits, or today where that is past. Others may see your calendar, and the reminder on a locked screen.",
    "calendar.choice-private": "“{title}”. It tells nobody what it is about.",
    "calendar.choice-telling": "What it is about: {titles}.",
    "calendar.save": "Save the dates",
    "calendar.missing": "The dates are counted from your first session, and its date is not known yet.",
    "calendar.missing-link": "Give the date of your first session",
    "open.label": "Open a saved file",
    "open.hint": "It replaces the answers on this page.",
    "compare.same": "Yes, the same person",
    "compare.other": "No",
    "compare.label": "Compare with earlier files",
    "compare.hint": "Choose one or more files that were saved here before. They are read on this device only.",
    "entry.title": "Open a saved file, or quick entry for clinicians",
    "entry.row": "All answers as one row",
    "entry.row-hint": "A letter for each question: {letters}; ? not answered. For example {example}.",
    "entry.use": "Fill in",
    "entry.done": "{row} was filled in as a new sheet: {words}. Everything else is empty.",
    "entry.unchanged": "Nothing was filled in: what stands in the form is what stood there before.",
    "entry.wrong-key": "Here “{key}” is no answer; allowed: {allowed}.",
    "entry.instrument": "Form of {tool}",
    "entry.keys": "On one page, keys answer the question that has the focus: {keys}, Y yes, N no, ? not sure. Each "
    "key goes on to the next question. X there is for the next person.",
    # The questionnaire on paper
    "paper.safety": "1. Safety questions first",
    "paper.score": "3. Scoring box, for the clinician",
    "paper.count": "The number in an answer’s box is its point.",
    "paper.of": "of {most}",
}

text = Catalogue(
    {key: result_text[key] for key in _OF_RESULTS}
    | {key: export_text[key] for key in ("calendar.private", "open.failed")}
    | _TEXTS
)
