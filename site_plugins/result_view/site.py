"""What the result needs of the site: statements' wording, references, addresses, telephone lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calculator.instrument import INSTRUMENTS, Instrument
from calculator.notices import NOTICE_BY_ID
from calculator.red_flags import QUESTION_NUMBERS, RedFlag
from site_plugins.result_view.markup import Html, el, join
from site_plugins.texts import text


@dataclass(frozen=True)
class Site:
    """One guideline as published, and the settings of the site that shows it."""

    statements: dict[str, dict[str, Any]]
    numbers: dict[str, int]
    """The number of each reference by its id."""
    pages: dict[str, str]
    """The address of each reference's own page by its id."""
    unlisted: frozenset[str]
    """The references that the source cites and does not list."""
    root: str
    """The address of the site's root as seen from the page."""
    lines: dict[str, str]
    """The telephone lines: emergency, urgent, crisis."""
    unsure: tuple[str, ...]
    """The red flags that were answered "not sure"."""

    @classmethod
    def from_json(cls, page: dict[str, Any]) -> Site:
        """Read what the page hands over."""
        guideline = page["guideline"]
        return cls(
            statements={statement["id"]: statement for statement in guideline["statements"]},
            numbers={reference["id"]: reference["number"] for reference in guideline["references"]},
            pages={reference["id"]: reference["url"] for reference in guideline["references"]},
            unlisted=frozenset(r["id"] for r in guideline["references"] if r["status"] == "unlisted"),
            root=page["root"],
            lines=page["lines"],
            unsure=tuple(page["unsure"]),
        )

    def statement(self, action: dict[str, Any]) -> Html:
        """Render an action: its plain words, its source and its references."""
        statement = self.statements[action["statement"]]
        return el(
            "li",
            el("span", statement["plain"] or statement["text"], class_="action__text"),
            " ",
            self.source(action["statement"]),
            class_="action",
            data_statement=action["statement"],
            data_when=action["when"],
            data_rule=action["rule"],
        )

    def source(self, statement_id: str) -> Html:
        """Render the links from something shown to its statement and to what that rests on."""
        statement = self.statements[statement_id]
        address = self.root + statement["url"]
        said = text("source.of", words=statement["first_words"])
        references = [
            el(
                "a",
                str(self.numbers[key]),
                href=self.root + self.pages[key],
                class_="citation--unlisted" if key in self.unlisted else None,
                aria_label=text(
                    "reference.link-unlisted" if key in self.unlisted else "reference.link",
                    number=str(self.numbers[key]),
                ),
            )
            for key in statement["citations"]
        ]
        return el(
            "span",
            el("a", text("source.link"), href=address, aria_label=said),
            join(" · ", text("result.references"), " ", _commas(references)) if references else None,
            class_="action__source",
        )

    def notice(self, notice_id: str, score: dict[str, Any] | None = None) -> Html:
        """Render a notice."""
        wording = self.notice_text(notice_id, score)
        return el("p", wording, class_=f"notice notice--{notice_id}", data_notice=notice_id)

    def notice_text(self, notice_id: str, score: dict[str, Any] | None = None) -> str:
        """Return a notice's wording with its words in braces filled in."""
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


def _commas(parts: list[Html]) -> Html:
    joined = [parts[0]]
    for part in parts[1:]:
        joined += [Html(", "), part]
    return join(*joined)
