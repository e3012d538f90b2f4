"""A short summary as a QR code: what a clinician needs of a result, and nobody's name.

The encoder is PyPI's `segno`, which is imported only when a code is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from calculator.core.instrument import Instrument
from calculator.core.markup import Html, el
from calculator.core.quick_entry import are_initials, describe_row, write_answers
from calculator.core.scoring import Score
from calculator.exports.ascii_text import ascii_text
from calculator.exports.record_text import scores_text
from calculator.exports.texts import text
from calculator.result.result import Result

LIMIT = 300
"""The most characters that a summary has, whatever was answered."""
QUIET_ZONE = 4
"""The empty modules on each side of a code, by ISO/IEC 18004."""
WIDTH = 320
"""CSS pixels that a code has at most: what a screen 360 pixels wide leaves between its margins."""


# ---- The summary ------------------------------------------------------------------------------------------------


def summary_text(result: Result) -> str:
    """Return a result in at most 300 characters of ASCII, a few lines without a break at the end.

    While a red flag stands it says only where to go and why.
    """
    summary = ascii_text("\n".join(_lines(result, explained=True)))
    # Where there is no room, how answers are written is what a clinician can best do without.
    return summary if len(summary) <= LIMIT else ascii_text("\n".join(_lines(result, explained=False)))


def _lines(result: Result, *, explained: bool) -> Iterator[str]:
    """Yield the lines; `explained` says whether with how answers are written."""
    yield from _red_flag_lines(result) if result.urgent else _finding_lines(result, explained=explained)
    yield text("summary.about", calculator=result.calculator.version, guideline=_edition(result))
    yield result.calculator.instrument.copyright.replace("Copyright", text("summary.copyright-sign"))


def _edition(result: Result) -> str:
    on = "" if result.site.published is None else result.site.published.isoformat()
    remarks = ", ".join(filter(None, (on, text("summary.overdue") if result.review_notice else "")))
    return f"{result.site.version} ({remarks})" if remarks else result.site.version


def _red_flag_lines(result: Result) -> Iterator[str]:
    yield text("summary.head-red-flag", day=_day(result))
    # The title alone: the rest names telephone lines, which are the site's and of any length.
    yield result.where_to_go.title
    unsure = result.unsure
    sure = [flag for flag in result.assessment.standing if flag not in unsure]
    for key, flags in (("summary.yes", sure), ("summary.not-sure", unsure)):
        if flags:
            yield text(key, flags=", ".join(flag.short for flag in flags))


def _finding_lines(result: Result, *, explained: bool) -> Iterator[str]:
    sheet, group, tool = result.score, result.plan.group, result.calculator.short_title
    if sheet is None:
        yield text("summary.head-plain", day=_day(result), tool=tool)
        yield text("summary.group-stated", group=group.label) if group else text("summary.group-unknown")
    else:
        yield text("summary.head", day=_day(result), tool=tool, items=str(len(sheet.items)))
        yield _scores(sheet)
        letters = f" ({_describe_letters(sheet.instrument)})" if explained else ""
        answers = write_answers(sheet) + letters
        yield text("summary.answers", items=_item_numbers(sheet.instrument), answers=answers)
    yield text("summary.no-red-flag")


def _day(result: Result) -> str:
    if result.today is None:
        return text("summary.no-day")
    day = result.today.isoformat()
    return text("summary.as-of", day=day) if result.as_of else day


def _scores(sheet: Score) -> str:
    if sheet.band is None:
        return text("summary.incomplete", groups=", ".join(band.label for band in sheet.possible))
    return text("summary.group", group=sheet.band.label, scores=scores_text(sheet))


def _describe_letters(instrument: Instrument) -> str:
    return text("summary.initials") if are_initials(instrument) else describe_row(instrument)


def _item_numbers(instrument: Instrument) -> str:
    numbers = list(instrument.item_by_number)
    unbroken = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}-{numbers[-1]}" if unbroken else ",".join(map(str, numbers))


# ---- The code ---------------------------------------------------------------------------------------------------


def qr_picture(content: str) -> Html:
    """Draw a text in ASCII as a QR code with error correction M or better, as inline SVG.

    Its width is whole CSS pixels a module, 320 pixels at most. Raises UnicodeEncodeError for other text, and
    ModuleNotFoundError where `segno` is not there.
    """
    # Only the encoder: the rest of the package needs much more of the standard library than a page has.
    from segno import encoder

    code = encoder.encode(content.encode("ascii"), error="m", mode="byte", micro=False)
    modules = len(code.matrix) + 2 * QUIET_ZONE
    pixels = modules * max(1, WIDTH // modules)
    return el(
        "svg",
        el("title", text("qr.picture")),
        el("path", class_="qr-code__light", fill="#fff", d=f"M0 0h{modules}v{modules}H0z"),
        el("path", class_="qr-code__dark", fill="#000", d="".join(_runs(code.matrix))),
        class_="qr-code",
        role="img",
        width=pixels,
        height=pixels,
        viewBox=f"0 0 {modules} {modules}",
        shape_rendering="crispEdges",
    )


def _runs(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield the dark modules, those that stand side by side as one box."""
    for y, row in enumerate(matrix, start=QUIET_ZONE):
        x = QUIET_ZONE
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
