"""What an outcome needs of the site: statements' wording, references, addresses, telephone lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calculator.core.texts import text
from calculator.start_back.instrument import INSTRUMENTS, Instrument
from calculator.start_back.notices import NOTICE_BY_ID
from calculator.start_back.red_flags import QUESTION_NUMBERS, RedFlag


@dataclass(frozen=True)
class Site:
    """One guideline as published, and the settings of the site that shows it."""

    guideline: dict[str, Any]
    """The published model."""
    root: str
    """The address of the site's root as seen from the page."""
    lines: dict[str, str]
    """The telephone lines: emergency, urgent, crisis."""
    unsure: tuple[str, ...]
    """The red flags that were answered "not sure"."""
    statements: dict[str, dict[str, Any]]
    """The guideline's statements by id."""
    references: dict[str, dict[str, Any]]
    """The guideline's references by id."""

    @classmethod
    def from_json(cls, page: dict[str, Any]) -> Site:
        """Read what the page hands over: `guideline`, `root`, `lines` and `unsure`."""
        guideline = page["guideline"]
        return cls(
            guideline=guideline,
            root=page["root"],
            lines=page["lines"],
            unsure=tuple(page["unsure"]),
            statements={statement["id"]: statement for statement in guideline["statements"]},
            references={reference["id"]: reference for reference in guideline["references"]},
        )

    def words(self, statement_id: str) -> str:
        """Return a statement's wording for patients, or its own where it has none."""
        statement = self.statements[statement_id]
        return str(statement["plain"] or statement["text"])

    def notice(self, notice_id: str, score: dict[str, Any] | None = None) -> str:
        """Return a notice's wording with its words in braces filled in; `score` is a response's score."""
        words = dict(self.lines, flags="", missing="", possible="")
        if self.unsure:
            words["flags"] = ", ".join(flag_name(RedFlag(flag)).lower() for flag in self.unsure)
        if score is not None:
            words["missing"] = ", ".join(
                text("form.item-name", number=str(number)).lower() for number in score["missing"]
            )
            words["possible"] = " or ".join(text(f"result.group.{risk}") for risk in score["possible"])
        return NOTICE_BY_ID[notice_id].text.format_map(words)


def flag_name(flag: RedFlag) -> str:
    """Return how the form calls the question of a red flag."""
    return text("form.flag-name", number=str(QUESTION_NUMBERS[flag]))


def instrument_of(score: dict[str, Any]) -> Instrument:
    """Return the instrument of a scored sheet."""
    return INSTRUMENTS[score["instrument"]]
