"""Tables that rate their rows: the columns that hold the levels are named in the options of the block.

/// table | What to fold
    id: tab-folds
    scheme: ACC/AHA
    grade: COR
    certainty: LOE

| COR | LOE | Recommendation |
| - | - | - |
| I | B-R | Fold the boat from one sheet. [@smith2020] {: #one-sheet .do } |
///
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.exhibit_blocks import Box
from site_plugins.guideline.rating_schemes import SCHEMES
from site_plugins.guideline.ratings import LEVELS
from site_plugins.guideline.table_marks import without_marks

NO_COLUMN = "none"
"""What an option says where a column looks like one of ratings and is none."""
_NO_LEVEL = frozenset(("", "-", "\u2013", "\u2014"))
_LOOKS_LIKE = re.compile(
    r"\b(?:grade|grading|COR|LOE|certainty|(?:strength|class) of (?:the )?recommendations?"
    r"|(?:level|quality|strength|certainty) of (?:the )?evidence)\b",
    re.IGNORECASE,
)
"""Headings of columns that hold ratings, in English guidelines."""


@dataclass(frozen=True)
class RatingColumns:
    """Where a table has the ratings of its rows."""

    places: Mapping[str, int] = field(default_factory=dict)
    """The columns, from 0, by the attributes that their levels are of."""
    scheme: str | None = None
    """None where the guideline's own holds."""
    denied: bool = False
    """Whether its editor says that no column rates."""

    def ratings_in(self, cells: Sequence[Element]) -> dict[str, str]:
        """Return what the cells of a row say of its rating, by attributes; nothing for a row that is not rated."""
        given = {
            attribute: words
            for attribute, place in self.places.items()
            if place < len(cells) and (words := without_marks(cells[place])) not in _NO_LEVEL
        }
        return given | ({"scheme": self.scheme} if given and self.scheme else {})


def read_rating_columns(
    box: Box, headings: Sequence[str], problems: list[Problem], locator: Locator
) -> RatingColumns:
    """Read which columns of a block's table rate its rows, and add what is wrong with that to the problems."""
    places: dict[str, int] = {}
    denied = False
    for attribute in LEVELS:
        heading = box.options.get(attribute)
        if heading is None:
            continue
        words = " ".join(str(heading).split())
        found = [place for place, each in enumerate(headings) if each.casefold() == words.casefold()]
        if len(found) == 1:
            places[attribute] = found[0]
        elif words == NO_COLUMN and not found:
            denied = True
        else:
            how_many = f"{len(found)} columns" if found else "no column"
            known = ", ".join(f"“{each}”" for each in headings if each)
            message = f"has {attribute}: {words}, and {how_many} of that heading; its columns are {known}."
            problems.append(box.problem(locator, message + suggestion(words, headings)))
    scheme = box.options.get("scheme")
    if scheme is not None and scheme not in SCHEMES:
        message = f"has scheme: {scheme}; allowed: {', '.join(SCHEMES)}.{suggestion(str(scheme), SCHEMES)}"
        problems.append(box.problem(locator, message))
    elif scheme is not None and not any(box.options.get(each) for each in LEVELS):
        message = (
            "has scheme: and does not say which columns rate its rows: add grade: or certainty: and the heading."
        )
        problems.append(box.problem(locator, message))
    return RatingColumns(places, scheme if scheme in SCHEMES else None, denied)


def find_unnamed_columns(
    headings: Sequence[str], columns: RatingColumns | None, listed: Mapping[str, object]
) -> Iterator[str]:
    """Yield each heading that looks like ratings and is not read, of a row that is a statement, and what to do.

    `columns` are None for a table that stands in no block, `listed` is what the row's attribute list says.
    """
    known = columns or RatingColumns()
    missing = next((each for each in LEVELS if each not in known.places), None)
    if missing is None or known.denied or any(each in listed for each in LEVELS):
        return
    where = "the options of its table" if columns else "a block /// table around its table"
    for place, heading in enumerate(headings):
        if place not in known.places.values() and _LOOKS_LIKE.search(heading):
            yield (
                f"is not rated by the column “{heading}” of its table: if the source rates it there, add grade: or "
                f"certainty: and that heading to {where}; if it does not, add {missing}: {NO_COLUMN}."
            )
