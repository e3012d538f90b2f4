"""What docs/guidelines.md shows of ratings, history and parts builds as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guideline.tiny import FRONT, RECORDS, Tiny

GUIDE = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
SECTIONS = ("What a statement says of itself", "Ratings", "What the source says about a statement")


def section(title: str) -> str:
    """The text below a heading, up to the next one that stands in no example."""
    below = GUIDE.split(f"\n## {title}\n")[1]
    # Every second part is an example.
    for number, part in enumerate(parts := re.split(r"^```", below, flags=re.MULTILINE)):
        if number % 2 == 0 and "\n## " in part:
            return "```".join([*parts[:number], part.split("\n## ")[0]])
    return below


def fences(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


EXAMPLES = {
    f"{title}, {number}": each
    for title in SECTIONS
    for number, each in enumerate(fences(section(title), "markdown"))
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds(tiny: Tiny, name: str) -> None:
    """With a statement that it refers to, and one that cites what it leaves out."""
    example = EXAMPLES[name]
    cited = [record["id"] for record in RECORDS if f"@{record['id']}" not in example]
    rest = f"Keep moving. [{'; '.join(f'@{key}' for key in cited)}] {{: #move .do }}\n" if cited else ""
    fold = "" if "#fold-one" in example else "Fold it. {: #fold-one .do }\n\n"
    tiny.wording(None)
    tiny.body(f"{example}\n{fold}{rest}")
    assert tiny.problems() == []
    assert tiny.read().statements[0].id in example


def test_the_example_of_the_front_matter_builds(tiny: Tiny) -> None:
    [example] = fences(section("Ratings"), "yaml")
    assert example.startswith("guideline:\n")
    tiny.front(FRONT.replace("guideline:\n", example))
    assert tiny.read().about.rating == "GRADE"


def test_every_example_was_found() -> None:
    assert len(EXAMPLES) == 4
