"""What of a plan stands first: the few things to do this week, and the questions to take along."""

from __future__ import annotations

from calculator.core.calculator import Question
from calculator.core.plan import Action, When
from calculator.result.result import Result

MOST = 3
"""So many things somebody in pain can keep in mind."""


def first_things(result: Result) -> tuple[Action, ...]:
    """Return what one can do this week, in the plan's order, three at most; nothing that is only good to know.

    Under a red flag there is nothing to do but to go where the result says, so it is empty.
    """
    due = () if result.urgent else result.plan.actions_at(When.NOW)
    return tuple(action for action in due if not result.is_to_know(action))[:MOST]


def questions_to_take(result: Result) -> tuple[Question, ...]:
    """Return the questions to read out to a clinician: those that a statement of the plan is behind."""
    planned = {action.statement for action in result.plan.actions}
    return tuple(each for each in result.calculator.questions if planned.intersection(each.statements))
