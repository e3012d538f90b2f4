"""The printed sheet's second page, for the clinician: how the result came about, and the rest of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.core.markup import Html, el, join
from calculator.core.scoring import Score
from calculator.result.clinician import course_text, domain_text, points_text
from calculator.result.result import Result, value_text
from calculator.result.sheet_pieces import (
    Line,
    NumberedPlan,
    Part,
    render_field,
    render_line,
    render_notice,
    render_version,
)
from calculator.result.site import Site
from calculator.result.texts import text

LETTER = ("letter-to", "letter-question", "letter-name", "letter-signature")
"""The lines to write on, for whoever writes a letter from the page."""


def render_clinicians_page(result: Result, numbered: NumberedPlan) -> Html:
    """Render the working, the answers and the rest of the plan; `numbered` is the plan as the pages share it."""
    notice = el("span", result.calculator.instrument.copyright, translate="no")
    return join(
        el(
            "div",
            _render_box(*_render_score(result)),
            _render_box(*_render_fields(result)),
            _render_box(*_render_basis(numbered.lines, result.site)),
            class_="sheet__boxes",
        ),
        el("p", text("sheet.basis-words"), class_="sheet__safety"),
        el(
            "p", el("strong", text("clinician.not-asked")), " ", result.calculator.not_asked, class_="sheet__safety"
        ),
        el("p", *_render_safety_questions(result), class_="sheet__safety"),
        el("h3", text("sheet.rest"), class_="sheet__party"),
        *_render_rest(result, numbered),
        _render_row(
            text("sheet.letter"),
            el("div", *(render_field(text(f"sheet.{name}")) for name in LETTER), class_="sheet__letter"),
        ),
        el("p", render_version(result), f" {result.calculator.short_title}: ", notice, class_="sheet__foot"),
    )


def _render_rest(result: Result, numbered: NumberedPlan) -> Iterator[Html]:
    """Yield the parts of the rest of the plan.

    What a medicine may not be named without stands in few words below the first of them, where its notice is on the
    first page.
    """
    said: set[str] = set()
    for part in numbered.rest:
        beside = {
            notice.id: el("p", notice.in_record, class_="sheet__notice")
            for line in part.lines
            for notice in result.plan.notices_inseparable_from(line.action)
            if notice.id in numbered.about_questions and notice.id not in said
        }
        said.update(beside)
        yield _render_part(part, result, *beside.values())


def _render_part(part: Part, result: Result, *beside: Html) -> Html:
    own_labels = {"more": "sheet.more", "come-back": "sheet.come-back"}
    lines = (render_line(line, result) for line in part.lines)
    notices = (render_notice(name, result) for name in part.notices)
    return _render_row(text(own_labels.get(part.name, f"result.part.{part.name}")), *lines, *beside, *notices)


def _render_row(label: str, *content: Html) -> Html:
    return el("div", el("h4", label, class_="sheet__label"), el("div", *content), class_="sheet__row")


def _render_box(*content: Html) -> Html:
    return el("div", *content, class_="sheet__box")


def _render_box_head(words: str) -> Html:
    return el("h4", words, class_="sheet__head")


def _render_table(heads: Sequence[str], rows: Sequence[Sequence[str | Html]]) -> Html:
    return el(
        "table",
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows)),
        class_="sheet__table",
    )


def _render_score(result: Result) -> list[Html]:
    sheet, group = result.score, result.plan.group
    if sheet is None:
        known = text("group.stated", group=group.label) if group else text("group.unknown")
        return [_render_box_head(text("clinician.score")), el("p", known)]
    rows = [
        (
            str(line.item.number),
            domain_text(result, line.item),
            line.choice.label if line.choice else text("result.working-missing"),
            points_text(line),
        )
        for line in sheet.items
    ]
    heads = ("sheet.item", "result.working-domain", "result.working-answer", "result.working-point")
    return [
        _render_box_head(sheet.instrument.title),
        _render_table([text(head) for head in heads], rows),
        _render_sums(sheet),
    ]


def _render_sums(sheet: Score) -> Html:
    if sheet.band is None:
        possible = text("sheet.possible", groups=" / ".join(band.label for band in sheet.possible))
        return el("p", text("result.scores-unknown"), " ", possible)
    sums = [
        text("sheet.score", name=each.scale.label, points=str(each.points), highest=str(each.highest))
        for each in sheet.scales
    ]
    sums.append(text("sheet.risk", group=sheet.band.label))
    return el("p", *(el("strong", words) for words in sums), class_="sheet__sums")


def _render_safety_questions(result: Result) -> Iterator[str]:
    """Render the safety questions as answered: without a red flag, all with no."""
    answers = (
        text("sheet.flag", number=str(flag.number), flag=flag.short, answer=result.answer_to(flag))
        for flag in result.calculator.red_flags
    )
    yield from (el("strong", text("sheet.safety")), " ", "; ".join(answers), ". ", text("sheet.safety-no"))


def _render_fields(result: Result) -> list[Html]:
    rows = [
        (field.short, text("clinician.not-given") if value is None else value_text(field, value))
        for field in filter(result.was_asked, result.calculator.fields)
        for value in [result.request.values.get(field.name)]
    ]
    rows.append((text("sheet.course"), course_text(result)))
    pairs = (join(el("dt", name), el("dd", value)) for name, value in rows)
    rule = el("p", result.score.instrument.scoring_rule) if result.score else Html()
    return [_render_box_head(text("clinician.given")), el("dl", *pairs, class_="sheet__given"), rule]


def _render_basis(lines: Sequence[Line], site: Site) -> list[Html]:
    """Render for each line above the rule that chose it and the numbers of its references."""
    rows = [
        (str(line.number), str(line.action.rule), _reference_numbers(line.action.statement, site)) for line in lines
    ]
    heads = [text(f"sheet.{head}") for head in ("line", "rule", "references")]
    half = (len(rows) + 1) // 2
    tables = el("div", _render_table(heads, rows[:half]), _render_table(heads, rows[half:]), class_="sheet__halves")
    return [_render_box_head(text("sheet.basis")), tables]


def _reference_numbers(statement_id: str, site: Site) -> str:
    references = (site.references[key] for key in site.statements[statement_id].citations)
    return ", ".join(f"{each.number}{'?' if each.unlisted else ''}" for each in references) or "–"
