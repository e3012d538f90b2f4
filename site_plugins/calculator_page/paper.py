"""The questionnaire on paper: one page to print and to fill in by hand, with the scoring box."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from calculator.core.calculator import Calculator
from site_plugins.calculator_page.form import items_in_english, needs_adding_up, paper_stops, set_off
from site_plugins.calculator_page.texts import text
from site_plugins.guideline import Guideline, render_edition, render_notice
from site_plugins.rendering.templating import templates_in

_templates = templates_in(Path(__file__).parent / "templates", text)


def render_paper(calculator: Calculator, guideline: Guideline, lines: Mapping[str, str]) -> str:
    """Render the questionnaire for a guideline's plan; `lines` are the telephone lines that notices name."""
    instrument = calculator.instrument
    tables = [(choices, list(items)) for choices, items in groupby(instrument.items, key=lambda item: item.choices)]
    return _templates.get_template("paper.html").render(
        calculator=calculator,
        instrument=instrument,
        # Items with the same answers share a table; one that stands alone has the answers above their boxes.
        tables=tables,
        items_in_english=items_in_english(instrument),
        sum_points=needs_adding_up(instrument),
        scales=[(scale, instrument.highest(scale)) for scale in instrument.scales],
        stops=paper_stops(calculator, lines),
        how_to_answer=set_off(calculator.red_flags_hint),
        rules=[band.paper_rule for band in instrument.bands],
        edition=Markup(render_notice(guideline, named=False) + render_edition(guideline)),
        not_a_diagnosis=calculator.notice_by_id["not-a-diagnosis"].text,
    )
