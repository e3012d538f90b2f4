"""Where the rules of a calculator use a statement, in words made from the rules' own data."""

from __future__ import annotations

from calculator.core.calculator import Rule
from calculator.core.texts import TEXTS
from site_plugins.calculators import calculators_of
from site_plugins.guideline.model import Guideline
from site_plugins.guideline.texts import text


def uses_of(guideline: Guideline, statement: str) -> list[str]:
    """Return a sentence for each row of the rules that brings the statement into a plan, in the rows' order.

    The first row that holds counts, so a row without a condition behind others stands for all other cases.
    """
    sentences: list[str] = []
    for calculator in calculators_of(guideline.slug):
        rows = [rule for rule in calculator.rules if rule.statement == statement]
        for place, row in enumerate(rows):
            # The rows of a red flag and those of the safety net are two plans, not two cases of one.
            others = any(each.number == row.number for each in rows[:place])
            sentences.append(_sentence(row, others=others))
    return sentences


def _sentence(row: Rule, *, others: bool) -> str:
    conditions = text("use.and").join(row.conditions)
    case = text("use.when", conditions=conditions) if conditions else text("use.else" if others else "use.always")
    return text("use.row", time=TEXTS[f"result.when.{row.when}"], case=case, rule=str(row.number))
