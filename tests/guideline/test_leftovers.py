"""A strict build never prints markup as it was typed, merges two statements, or changes a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from site_plugins.guideline import ContentError, GuidelineExtension
from tests.guideline.tiny import Tiny, line
from tests.guideline.tiny_site import build
from tests.pointing import pointed_at

CITED = "Both are cited. [@smith2020; @jones2021] {: #cited .fact }\n\n"

REFUSED = {
    # Two statements in one block
    "a Word bullet below a statement": (
        "Give A. [@smith2020] {: #a .do }\n•\tGive B. [@jones2021] {: #b .dont }\n",
        [(4, "•", "a bullet that Markdown does not know"), (4, "Give B.", "directly below the statement “a”")],
    ),
    "a line without a blank line above it": (
        "Give A. [@smith2020] {: #a .do }\nGive B. [@jones2021] {: #b .dont }\n",
        [(4, "Give B.", "“Give B.” stands directly below the statement “a” and would be one with it: put a blank")],
    ),
    "a remark below an item": (
        "1. Give A. [@smith2020] {: #a .do }\n   Remarks: slowly.\n",
        [(4, "Remarks", "“Remarks: slowly.” stands directly below the statement “a”")],
    ),
    "a second sentence on the line": (
        "Give A. {: #a .do } Give B. {: #b .do }\n",
        [(3, "Give B.", "“Give B.” stands on the line of the statement “a”, behind its end")],
    ),
    "citations behind the attribute list": (
        "Give A. {: #a .do } [@smith2020]\n",
        [(3, "#a", "“a” has its attribute list before its citations")],
    ),
    "a statement that is a heading": (
        "## Give A {: #a .do }\n",
        [(3, "{: #a", "“Give A” is a heading, which can be no statement")],
    ),
    "a statement that is code": (
        "    Give A. {: #a .do }\n",
        [(3, "{: #a", "“Give A.” is code here, because its line begins with four spaces")],
    ),
    "a statement in HTML": (
        "<div>\nGive A. [@smith2020] {: #a .do }\n</div>\n",
        [(4, "[@smith", "stands in HTML"), (4, "{: #a", "add markdown=")],
    ),
    "emphasis in a paragraph of HTML within a cell": (
        '<table markdown="1">\n<tr><td><p>**A**</p></td></tr>\n</table>\n',
        [(4, "**A", 'stands in <p>, where no Markdown is read: write <p markdown="1">'), (4, "**</p", "in <p>")],
    ),
    "a statement that is struck out in part": (
        "Give A<del> and B</del>. {: #a .do }\n",
        [(3, "#a", "“a” is struck out in part")],
    ),
    # Numbers that change
    "asterisks between digits": (
        "Stop at <50*10^9/L or <0.5*10^9/L. {: #a .do }\n",
        [(3, "0*10^9/L", "would lose its asterisk")],
    ),
    "asterisks that mark notes": ("Adult 27*, child 30* at rest. {: #a .do }\n", [(3, "7*, child 30", "lose its")]),
    "asterisks before a unit": ("Stop at 3*ULN, and at 5*ULN. {: #a .do }\n", [(3, "3*ULN", "lose its asterisk")]),
    # Slips of citations
    "a bracket that is not closed": ("Give A. [@smith2020 {: #a .do }\n", [(3, "[@smith2020", "a citation")]),
    "a bracket that is not opened": ("Give A. @smith2020] {: #a .do }\n", [(3, "@smith2020]", "a citation")]),
    "a blank in the bracket": ("Give A. [ @smith2020] {: #a .do }\n", [(3, "[ @smith2020]", "a citation")]),
    "brackets of another script": (
        "Give A. 【@smith2020】 {: #a .do }\n",
        [(3, "【@", "cannot be read as a citation")],
    ),
    "a key without its sign": ("Give A. [smith2020] {: #a .do }\n", [(3, "[smith2020]", "write [@smith2020]")]),
    "round brackets": ("Give A. (@smith2020) {: #a .do }\n", [(3, "(@smith2020)", "write [@smith2020]")]),
    "no brackets": ("As @smith2020 says. {: #a .do }\n", [(3, "@smith2020 says", "write [@smith2020]")]),
    "a key behind other words": (
        "Give A [see @smith2020]. {: #a .do }\n",
        [(3, "@smith2020", "write [@smith2020]")],
    ),
    "a number in brackets": ("Give A. [1] {: #a .do }\n", [(3, "[1]", "looks like the number of a reference")]),
    "numbers in brackets": ("Give A [1, 3-5]. {: #a .do }\n", [(3, "[1, 3-5]", "looks like the number")]),
    "a raised number": ("Give A.¹² {: #a .do }\n", [(3, "¹²", "looks like the number of a reference")]),
    "a number in a superscript": (
        "Give A at 10<sup>9</sup>/L.<sup>1, 2</sup> {: #a .do }\n",
        [(3, "<sup>1, 2", "looks like the number of a reference")],
    ),
    "a diagram in Mermaid": ("```mermaid\ngraph TD\n```\n", [(3, "```mermaid", "is not drawn here")]),
    "numbers behind the sentence": ("Give A. 1, 5, 4\n", [(3, "1, 5, 4", "behind the sentence looks like")]),
    "numbers behind a statement": ("Give A. 1, 5 {: #a .do }\n", [(3, "1, 5", "behind the sentence looks like")]),
    # Left-over markup
    "a box": ("!!! note\n    Give A.\n", [(3, "!!! note", "another dialect of Markdown")]),
    "a box that folds": ("???+ tip\n    Give A.\n", [(3, "???+ tip", "another dialect of Markdown")]),
    "a footnote": ("Give A.[^1] {: #a .do }\n", [(3, "[^1]", "marks a footnote that is not here")]),
    "an abbreviation": ("*[NSAID]: a drug\n", [(3, "*[NSAID]: a drug", "explains an abbreviation")]),
    "attributes on the line": ("Some words. {: .lead }\n", [(3, "{: .lead }", "belongs to nothing")]),
    "attributes that do not end": (
        "Give A. {: #a .do\n",
        [(3, "{: #a .do", "does not end: it stands on one line")],
    ),
    "attributes on two lines": ("Give A. {: #a\n.do }\n", [(3, "{: #a", "does not end: it stands on one line")]),
    "attributes in full width": ("Give A. \uff5b: #a .do \uff5d\n", [(3, "\uff5b: #a", "of a plain keyboard")]),
    "attributes with a full-width colon": (
        "Give A. {\uff1a #a .do }\n",
        [(3, "{\uff1a #a", "of a plain keyboard")],
    ),
    "attributes in round brackets": ("Give A. (: #a .do )\n", [(3, "(: #a", "of a plain keyboard")]),
    "attributes in square brackets": ("Give A. [: #a .do ]\n", [(3, "[: #a", "of a plain keyboard")]),
    "attributes with no-break spaces": (
        "Give A. {:\u00a0#a\u00a0.do }\n",
        [(3, "{:\u00a0#a", "no-break or a narrow space")],
    ),
    "attributes on their own": ("Give A.\n\n{: #a .do }\n", [(5, "#a", "write it before its attribute list")]),
    "a full stop behind the attributes": (
        "Give A {: #a .do }.\n",
        [(3, "#a", "has “.” behind its attribute list")],
    ),
    "a footnote behind the attributes": (
        "Give A. {: #a .do }[^1]\n\n[^1]: Slowly.\n",
        [(3, "#a", "has “1” behind its attribute list: write that before it, and the list last.")],
    ),
    "braces twice": ("Give A. {{: #a .do }}\n", [(3, "#a", "has “}” behind its attribute list")]),
    "a citation of LaTeX": ("Give A. \\cite{smith2020} {: #a .do }\n", [(3, "cite{", "is LaTeX")]),
    "a citation that is raised twice": (
        "Give A.<sup>[@smith2020]</sup> {: #a .do }\n",
        [(3, "<sup>[@", "A citation is raised by itself")],
    ),
    "a raised figure of another dialect": ("Give 10^9^ A. {: #a .do }\n", [(3, "^9^", "write <sup>")]),
    "a lowered figure of another dialect": ("Give H~2~O. {: #a .do }\n", [(3, "~2~", "write <sub>")]),
    "an inline footnote": ("Give A.^[Slowly.] {: #a .do }\n", [(3, "^[", "[^1] for a footnote")]),
    "a box to tick": ("- [ ] Give A. {: #a .do }\n", [(3, "[ ]", "a box to tick")]),
    "a heading with the id of a statement": (
        "## Beds {: #a }\n\nGive A. {: #a .do }\n",
        [(3, "Beds", "The heading “Beds” has the id “a”, which is used elsewhere as well; give it another.")],
    ),
    "a value whose quotation mark is not closed": (
        'Give A. {: #a .do n="4 }\n',
        [(3, "#a", "whose quotation marks do not match")],
    ),
    "slashes of full width": ("\uff0f\uff0f\uff0f remarks\n", [(3, "\uff0f\uff0f\uff0f", "of full width")]),
    "a box of another host": ("> [!NOTE]\n> Give A.\n", [(3, "[!NOTE]", "another dialect")]),
    "a link of a wiki": ("See [[A]]. {: #a .do }\n", [(3, "[[A]]", "a link in another dialect")]),
    "marks of editing": ("Give {++A++}. {: #a .do }\n", [(3, "{++A++}", "a mark of editing")]),
    "words added": ("Give ++A++. {: #a .do }\n", [(3, "++A++", "a mark of editing")]),
    "a comment that does not end": ("Give A. <!-- todo {: #a .do }\n", [(3, "<!--", "never closed")]),
    "a note of reStructuredText": (".. note:: A\n\nGive A. {: #a .do }\n", [(3, ".. note::", "reStructuredText")]),
    "the name of a picture": ("Give A :warning: now. {: #a .do }\n", [(3, ":warning:", "would be a picture")]),
    "rows of a table": (
        "| a | b |\n| 1 | 2 |\n",
        [(3, "| a | b |", "row of a table"), (4, "| 1 | 2 |", "row of a")],
    ),
    "words struck out": ("Give ~~A~~ B. {: #a .do }\n", [(3, "~~A~~", "would be struck out")]),
    "words highlighted": ("Give ==A==. {: #a .do }\n", [(3, "==A==", "is highlighted")]),
    "emphasis that does not end": ("Give **A. {: #a .do }\n", [(3, "**A.", "does not end")]),
    "a link that does not end": ("See [A](a.md {: #a .do }\n", [(3, "[A](a.md", "link or picture")]),
    "a link to a name": ("See [A][far]. {: #a .do }\n", [(3, "[A][far]", "names an address that is not here")]),
    "a meaning below its word": (
        "Keel\n:   The lowest fold. [@smith2020]\n\nGive A. {: #a .do }\n",
        [(3, "Keel", "cites a reference but is not a statement"), (4, ":   The lowest", "the meaning of the word")],
    ),
    "a meaning behind an empty line": (
        "Bow\n\n: The front.\n\nGive A. {: #a .do }\n",
        [(5, ": The front.", "write both on one line")],
    ),
    "two lines that would be one": (
        "Adults: 5 mg\nChildren: 2 mg {: #a .do }\n",
        [(4, "Children: 2 mg", "“Children: 2 mg” would stand behind “Adults: 5 mg” on one line: put an empty")],
    ),
    "two lines of an item": ("- Wax [@smith2020]\n  Tar {: #a .do }\n", [(4, "Tar", "would stand behind “Wax”")]),
    "two versions": ("<<<<<<< mine\nGive A.\n", [(3, "<<<<<<< mine", "nobody has merged")]),
    "a formula": (r"Stop at $x \geq 5$. {: #a .do }" + "\n", [(3, r"$x \geq 5$", "formula")]),
    "a template": ("Give {{ dose }}. {: #a .do }\n", [(3, "{{ dose }}", "another program")]),
    "an entity that is none": ("Give A &foo; B. {: #a .do }\n", [(3, "&foo;", "no character's name")]),
}
"""What stands on line 3 and after, and the problems: their lines, what they point at, a part of what they say."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_build_is_refused_for(tiny: Tiny, name: str) -> None:
    written, expected = REFUSED[name]
    tiny.wording(None)
    tiny.body(CITED + written)
    problems = tiny.problems()
    assert [(f"{each.file}:{each.line}") for each in problems] == [line(number) for number, _at, _text in expected]
    for problem, (_number, at, words) in zip(problems, expected, strict=True):
        assert pointed_at(problem).startswith(at), str(problem)
        assert words in problem.text, str(problem)


def test_a_page_of_run_on_paragraphs_without_a_statement_is_refused(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body("Keep moving. 1, 5, 4\n\nCome back. 2\n")
    whole, *others = tiny.problems()
    assert "has no statement" in whole.text
    assert [pointed_at(problem) for problem in others] == ["1, 5, 4", "2"]


INVISIBLE = {
    "Give A. {: #a .do }\u200b": "U+200B after “}”",
    "\ufeffGive A. {: #a .do }": "U+FEFF at its beginning",
    "Give ibu\u00adprofen. {: #a .do }": "U+00AD after “u”",
    "Give 5\u2060 mg. {: #a .do }": "U+2060 after “5”",
    "Give a\u200cb. {: #a .do }": "U+200C after “a”",
    "Give A\u200f. {: #a .do }": "U+200F after “A”",
}


@pytest.mark.parametrize("written", INVISIBLE)
def test_a_character_that_nobody_can_see_is_named(tiny: Tiny, written: str) -> None:
    text = CITED + written + "\n"
    tiny.body(text)
    file = tiny.folder / "index.md"
    extension = GuidelineExtension(content=str(tiny.content), page="guidelines/backs/index.html", file=str(file))
    with pytest.raises(ContentError) as caught:
        Markdown(extensions=["attr_list", extension]).convert(text)
    [problem] = [each for each in caught.value.problems if "U+" in each.text]
    assert problem.text == f"This line holds {INVISIBLE[written]}, which nobody can see: take it out."
    character = chr(int(INVISIBLE[written][2:6], 16))
    assert (f"index.md:{problem.line}", problem.column) == (line(3), 1 + written.index(character))


LEFT_ALONE = [
    r"Give A at 50\*10^9/L or 5\*ULN. \[1\] \{: #x } {: #a .do }",
    "In a group of 5 * 10 people * 3. {: #a .do }",
    "*Give* **A** in *2* weeks of ***5***. {: #a .do }",
    "Give (*A*), “*B*” or—*C*—and one 27* of it. {: #a .do }",
    "Keep x = [a, b], f(x) = 5 and a [sic] word. {: #a .do }",
    "Give 5 m², 10⁹/L and cm³. {: #a .do }",
    "Write `[1]`, `{: .x }`, `~~a~~` and `| a |`. {: #a .do }",
    "See [A](https://example.org/a_(b)) and [B][b]. {: #a .do }\n\n[b]: https://example.org/b",
    "Adults: 5 mg  \nChildren: 2 mg {: #a .do }",
    "Adults: 5 mg<br>\nChildren: 2 mg {: #a .do }",
    '<table markdown="1">\n<tr><td><ul markdown="1"><li markdown="1">A. [@smith2020]</li></ul></td></tr>\n</table>',
    '<table markdown="1">\n<tr><td markdown="block">\n\n- A. [@smith2020]\n- B\n\n</td></tr>\n</table>',
    "Protein (++), blood (+++), sugar ++, then ++. {: #a .do }",
    "About ~5 mg to ~10 mg, 5~10 drops, 10^9/L of 10^12/L, 10^9/10^12. {: #a .do }",
    "Write &#94;9&#94; or &#126;2&#126;, at a ratio of 1:2:3, A --> B. {: #a .do }",
    "Give A. {: id='a' .do }",
    "Rest for 2 weeks. Then stop at week 4. {: #a .do }",
    "See Fig. 2 {: #a .do }",
    "Ask [Jo @home] {: #a .do }",
    "Ask @nobody, b.lee@example.org or (@nobody). {: #a .do }",
    "At &ge; 5 &micro;g &#8804; 9 &amp; more. {: #a .do }",
    "\u0645\u06cc\u200c\u0634\u0648\u062f 5\u200f. 👩\u200d⚕️ {: #a .do }",
    "A__b__ and snake_case_name. {: #a .do }",
    "Give A. {: #a .do }\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    "Give A. {: #a .do }\n\nSome words.\n{: .lead }\n\n## Heading {: .x }",
    "Give A. {: #a .do }\n\n```\n!!! note\n[1] {: #b .do }\n```",
]


@pytest.mark.parametrize("written", LEFT_ALONE)
def test_what_means_something_is_left_alone(tiny: Tiny, written: str) -> None:
    tiny.wording(None)
    tiny.body(CITED + written + "\n")
    assert tiny.problems() == []


def test_other_pages_of_a_site_may_name_numbers_and_hold_no_other_markup(tiny: Tiny) -> None:
    tiny.page("about.md", "# About\n\nSee [1] for it.\n\nWords. {: .lead }\n\n| a |\n")
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    file: Path = tiny.content / "about.md"
    assert f"{file}:5:8: “{{: .lead }}” is an attribute list that belongs to nothing" in built.said
    assert f"{file}:7:1: “| a |” is a row of a table" in built.said
    assert "[1]" not in built.said
