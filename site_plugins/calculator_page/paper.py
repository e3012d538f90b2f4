"""The questionnaire on paper: one page to print and to fill in by hand, with the scoring box."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from calculator.start_back.instrument import AGREEMENT, COPYRIGHT, START_BACK_9, STEM, Risk
from calculator.start_back.notices import NOTICE_BY_ID
from calculator.start_back.red_flags import ALREADY_CHECKED, QUESTIONS
from site_plugins.calculator_page.form import paper_rule, paper_stops
from site_plugins.rendering.templating import templates_in

_templates = templates_in(Path(__file__).parent / "templates")


def render_paper(lines: Mapping[str, str]) -> str:
    """Render the questionnaire; `lines` are the telephone lines that notices name."""
    return _templates.get_template("paper.html").render(
        instrument=START_BACK_9,
        stem=STEM,
        copyright=COPYRIGHT,
        agreement=AGREEMENT,
        agreed=[item for item in START_BACK_9.items if item.choices == AGREEMENT],
        graded=[item for item in START_BACK_9.items if item.choices != AGREEMENT],
        distress=sum(item.distress for item in START_BACK_9.items),
        questions=QUESTIONS,
        already_checked=ALREADY_CHECKED,
        stops=paper_stops(lines),
        rules=[paper_rule(risk) for risk in (Risk.LOW, Risk.MEDIUM, Risk.HIGH)],
        not_a_diagnosis=NOTICE_BY_ID["not-a-diagnosis"].text,
    )
