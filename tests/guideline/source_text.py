"""The guideline's source, taken apart by nothing but its own layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLUG = "low-back-pain-next-steps"
SOURCE = ROOT / "tests" / "source" / f"{SLUG}.txt"
CONTENT = ROOT / "content"
FOLDER = CONTENT / "guidelines" / SLUG
"""What the editors made of it."""

INTRODUCES_A_LIST = "Evidence-based options to combine with PT:"
"""The one line without a bullet and without a citation that is no heading: it leads to the bullets below it."""

STATEMENT_IDS = """
    lead-continue-pt why-multiple-sessions why-stratified-care why-exercise-works stratify-start-back
    stratify-rationale low-self-management low-natural-history medium-structured-pt medium-active-not-passive
    high-biopsychosocial-pt high-add-cbt nsaids-first-line acetaminophen-alternative
    avoid-relaxants-opioids-benzodiazepines add-spinal-manipulation add-massage add-heat add-acupuncture
    review-4-6-weeks escalate-12-weeks dont-abandon-pt dont-image-early dont-passive-modalities
    dont-long-term-opioids red-flag-cauda-equina red-flag-progressive-neurology
    red-flag-malignancy-infection-fracture outcome-acute-6-weeks outcome-exercise outcome-multidisciplinary
""".split()  # noqa: SIM905  (31 quoted names would be no easier to read)
"""One for the lead paragraph and for each bullet, in the order of the source."""


@dataclass(frozen=True)
class Line:
    """A line of the source."""

    bullet: bool
    words: str
    """Without bullet and citations."""
    citations: tuple[int, ...]
    section: str
    """The heading above it; a heading's own words for itself."""
    heading: bool

    @property
    def whole(self) -> str:
        """As the source prints it, but for the bullet."""
        return " ".join([self.words, ", ".join(map(str, self.citations))]).rstrip()


def lines() -> list[Line]:
    found: list[Line] = []
    section = ""
    for row in SOURCE.read_text(encoding="utf-8").splitlines():
        text = row.removeprefix("- ")
        cites = re.search(r" (\d(?:, \d)*)$", text)
        words = text[: cites.start()] if cites else text
        heading = text == row and not cites and text != INTRODUCES_A_LIST
        section = words if heading else section
        numbers = tuple(int(number) for number in cites[1].split(", ")) if cites else ()
        found.append(Line(text != row, words, numbers, section, heading))
    return found


def statements() -> dict[str, Line]:
    """The source's statements by their ids: the lead paragraph and every bullet."""
    said = [line for line in lines() if line.bullet or line.citations]
    return dict(zip(STATEMENT_IDS, said, strict=True))
