"""What Markdown would take for something else in tables and pictures, or leave out, is refused; the rest is not."""

from __future__ import annotations

import pytest

from tests.guideline.tiny import Tiny, line

TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]: In rain.\n", "Markdown reads this as the address of a link and leaves it out"),
        ("[*]: In rain.\n", "Markdown reads this as the address of a link and leaves it out"),
        ("<sup>a</sup> In rain.\n", "A note’s mark is written as [a]"),
        ('<img src="boat.png">\n', "This picture has no alternative text"),
        ('A boat: <img src="boat.png" alt=" ">\n', "This picture has no alternative text"),
    ],
)
def test_it_is_refused_at_its_line(tiny: Tiny, text: str, said: str) -> None:
    tiny.body(TWO + text)
    [problem] = tiny.problems()
    assert problem.text.startswith(said)
    assert f"{problem.file}:{problem.line}" == line(5)


@pytest.mark.parametrize(
    "text",
    [
        "See [b].\n\n[b]: https://example.org/b\n",
        "See [1][b].\n\n[b]: <../index.md>\n",
        "See [b].\n\n[b]: other.html\n",
        "Write `[a]: In rain.` below it.\n",
        "<sup>99</sup>Tc has six hours.\n",
        '<img src="boat.png" alt="A boat">\n',
        "`<img>` shows a picture.\n",
    ],
)
def test_what_means_something_is_left_alone(tiny: Tiny, text: str) -> None:
    tiny.body(TWO + text)
    assert tiny.problems() == []
