"""A referral letter to another clinician: a draft in plain lines, which its writer changes before it goes anywhere.

It holds what was asked and answered. What nobody answered is a blank to fill in, and so is what the page does not
know: to whom, for whom, by whom, and with which question. What to do next is the colleague's and no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.core.messages import begin_sentence
from calculator.core.red_flags import RedFlag
from calculator.exports.file_names import export_name
from calculator.exports.record_text import about_lines, group_lines, open_fields
from calculator.exports.texts import text
from calculator.exports.word_file import BODY, HEADING, TITLE, WARNING, word_document
from calculator.result.result import Result, value_text

BLANK = "_" * 24

HEADINGS = {
    text("record.red-flag"): WARNING,
    text("letter.title"): TITLE,
    **{
        text(key): HEADING
        for key in (
            "letter.reason",
            "letter.flags",
            "letter.treatment",
            "clinician.not-asked",
            "letter.question",
            "letter.from",
        )
    },
}
"""The lines that are headings, and how a document shows them. A letter that was changed is lines and no more."""


@dataclass(frozen=True)
class Block:
    """Lines of a letter that stand together; a blank line follows."""

    lines: tuple[str, ...]
    heading: str = ""


def letter_text(result: Result) -> str:
    """Return a draft of a letter, with a line break at the end of each line.

    While a red flag stands it begins with that and with where to go; score, group and treatment are not in it.
    """
    blocks = ("\n".join(filter(None, (block.heading, *block.lines))) for block in letter_blocks(result))
    return "\n\n".join(blocks) + "\n"


def letter_document(letter: str) -> bytes:
    """Return a letter, as its writer left it, as a Word document: a paragraph a line.

    A line that is one of the draft's headings is a heading.
    """
    return word_document((HEADINGS.get(line.strip(), BODY), line) for line in letter.splitlines())


def letter_name(result: Result) -> str:
    """Return the document's name: what it is, and the day of the answers."""
    return export_name("file.letter", "docx", result)


def letter_blocks(result: Result) -> Iterator[Block]:
    """Yield the blocks of a draft."""
    day = text("letter.day", day=result.day or BLANK)
    if result.urgent:
        yield Block(tuple(_where_to_go(result)), text("record.red-flag"))
        yield Block((day,), text("letter.title"))
    else:
        yield Block((day, *filter(None, [result.as_of])), text("letter.title"))
    birth = text("letter.value", name=text("sheet.birth"), value=BLANK)
    yield Block((text("letter.to", blank=BLANK), text("letter.patient", blank=BLANK), birth))
    yield Block(tuple(_red_flag_reason(result) if result.urgent else _reason(result)), text("letter.reason"))
    yield Block(tuple(_flag_lines(result)), text("letter.flags"))
    if result.urgent:
        yield Block((text("record.not-asked"), text("record.stopped")), text("clinician.not-asked"))
    else:
        yield Block(tuple(_treatment(result)), text("letter.treatment"))
        yield Block((result.calculator.not_asked, *_not_answered(result)), text("clinician.not-asked"))
    yield Block((BLANK,), text("letter.question"))
    signed = (text(f"letter.{line}", blank=BLANK) for line in ("name", "signature", "date"))
    yield Block(tuple(signed), text("letter.from"))
    yield Block(tuple(about_lines(result)))


# ---- The reason -------------------------------------------------------------------------------------------------


def _where_to_go(result: Result) -> Iterator[str]:
    yield from map(result.notice_text, result.where_to_go_and_when_at_once)
    if result.as_of:
        yield result.as_of


def _red_flag_reason(result: Result) -> Iterator[str]:
    """Yield what was answered to which question, with the signs that it lists, and the source's words about it."""
    for flag in result.assessment.standing:
        yield text(
            "result.answered",
            name=flag.short,
            answer=result.answer_to(flag),
            question=flag.question,
        )
        yield from (f"- {sign}" for sign in flag.signs)
    if result.site.unsure:
        yield result.notice_text("flag-not-sure")
    statements = result.site.statements
    yield " ".join((text("sheet.source"), *(statements[each.statement].text for each in result.plan.actions)))


def _reason(result: Result) -> Iterator[str]:
    if result.score is not None:
        yield f"{result.score.instrument.title}."
    yield from group_lines(result)


# ---- What was asked, and what was not ---------------------------------------------------------------------------


def _flag_lines(result: Result) -> Iterator[str]:
    for flag in result.calculator.red_flags:
        yield text("sheet.flag", number=str(flag.number), flag=flag.short, answer=_answer_to(flag, result))
    yield text("sheet.safety-no")


def _answer_to(flag: RedFlag, result: Result) -> str:
    """Return an answer; an emergency waits for none, so that other questions may not have been reached."""
    return text("letter.open") if flag.id in result.request.unanswered else result.answer_to(flag)


def _treatment(result: Result) -> Iterator[str]:
    values, unknown = result.request.values, open_fields(result)
    for field in result.calculator.fields:
        if field.name in values or field in unknown:
            # A date in words: in which order its digits stand is not the same everywhere.
            value = value_text(field, values[field.name]) if field.name in values else BLANK
            yield text("letter.value", name=begin_sentence(field.short), value=value)


def _not_answered(result: Result) -> Iterator[str]:
    names = [field.short for field in open_fields(result)]
    if result.score is None:
        names.insert(0, text("letter.questionnaire"))
    if names:
        yield text("letter.not-answered", names=", ".join(names))
