"""Where the calculator's rules use a statement, in words made from the rules' own data."""

from __future__ import annotations

from calculator.core.texts import text
from calculator.start_back import rules
from calculator.start_back.rules import Row
from site_plugins.guideline.model import Guideline


def uses_of(guideline: Guideline, statement: str) -> list[str]:
    """Return a sentence for each row of the rules that brings the statement into a plan, in the rows' order.

    The first row that holds counts, so a row without a condition behind others stands for all other cases.
    """
    if guideline.slug != rules.GUIDELINE:
        return []
    found: list[str] = []
    for row in _ROWS_OF.get(statement, ()):
        # The rows of a red flag and those of the safety net are two plans, not two cases of one.
        others = any(each.rule == row.rule for each in _ROWS_OF[statement][: _ROWS_OF[statement].index(row)])
        found.append(_sentence(row, others=others))
    return found


def _sentence(row: Row, *, others: bool) -> str:
    conditions = text("use.and").join(condition.text for condition in row.conditions)
    case = text("use.when", conditions=conditions) if conditions else text("use.else" if others else "use.always")
    return text("use.row", time=text(f"result.when.{row.when}"), case=case, rule=str(row.rule))


def _rows_of() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in (*rules.RED_FLAG_ROWS, *rules.ROWS):
        found.setdefault(row.statement, []).append(row)
    return found


_ROWS_OF = _rows_of()
