"""The kinds of markup that nothing reads here, and what to write in its place: a row for each.

The rows that say more stand before those that they hold: what one has taken no other sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5

from markdown.util import AMP_SUBSTITUTE, ETX

from site_plugins.references import KEY_PATTERN
from site_plugins.rendering.tree_text import NO_WORDS

RANGE = r"(?:\s*[-,;\u2013\u2014]\s*\d{1,3})*"
"""What may follow the number of a reference."""
RAISED_SIGNS = tuple("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
_RAISED = "".join(RAISED_SIGNS)
_ESCAPE = "; if it is meant as it stands, write \\ before it"
_NO_CITATION = "{} cannot be read as a citation: write [@key] or [@key; @key], or \\[ for a bracket."
_UNDER_CITATIONS = "name references under citations"
_CHARACTER = "write the character itself, such as 10\u2077, H\u2082O or \u2265"
_ABBREVIATIONS = "".join(
    rf"(?<!\b{word}\.)" for word in ("No", "no", "Fig", "fig", "Tab", "vs", "p", "ca", "approx")
)


@dataclass(frozen=True)
class Leftover:
    """A kind of markup that would be printed as it was typed."""

    signs: tuple[str, ...]
    """One of them is part of it: most texts have none, and need no further look."""
    pattern: str
    message: str
    """What it is and what to write; {} stands for it."""
    of_guideline: bool = False
    """Whether it is one on a guideline's page alone."""
    means_something: Callable[[str], bool] = lambda _markup: False
    """Whether it is no leftover after all."""
    whole_line: bool = False
    """Whether it is all that stands on its line, so that it can be told from what only holds it."""
    in_plain_text: str = "take it out"
    """What to do where the text is no Markdown, such as in a glossary."""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Its pattern; a caret in it is the beginning of a line."""
        return re.compile(self.pattern, re.MULTILINE)


LEFTOVERS = (
    Leftover(
        ("#", "\uff03"),
        r"(?:[\uff5b(\[\uff08]\s*[:\uff1a]|\{\s*\uff1a|\uff5b)\s*[#\uff03]"
        r"[^{}()\[\]\uff5b\uff5d\uff08\uff09\n]*[)}\]\uff5d\uff09]?",
        "{} is no attribute list: write {{: #id .kind }} with the braces and the colon of a plain keyboard.",
    ),
    Leftover(
        ("\u00a0", "\u2009", "\u202f", "\u3000"),
        r"\{:?[^{}\n]*[\u00a0\u2009\u202f\u3000][^{}\n]*\}",
        "{} holds a no-break or a narrow space, which parts nothing in an attribute list: write ordinary blanks.",
    ),
    Leftover(
        ("{:",),
        r"\{:[ \t]*[#.][^{}\n]*$",
        "{} begins an attribute list that does not end: it stands on one line and ends in }}" + _ESCAPE + ".",
    ),
    Leftover(
        ("{",),
        r"\{:[^{}\n]*\}?|\{\s*[#.][A-Za-z][^{}\n]*\}",
        "{} is an attribute list that belongs to nothing: a statement's stands at the end of its paragraph or list "
        "item, any other on a line of its own at the end of its paragraph" + _ESCAPE + ".",
    ),
    Leftover(
        ("[",),
        r"\[\s*@[^\[\]]*\]|\[\s*@",
        _NO_CITATION,
        in_plain_text=_UNDER_CITATIONS,
    ),
    Leftover(
        ("@",),
        rf"\[[^\[\]@]+@[^\[\]]*\]|(?<![\w.@{ETX}])@{KEY_PATTERN}\s*[\]\u3011\uff3d]|[\u3010\uff3b]\s*@",
        _NO_CITATION,
        of_guideline=True,
        in_plain_text=_UNDER_CITATIONS,
        # Words in brackets may name a handle: whether it is a reference's key is looked at where those are known.
        means_something=lambda markup: markup.startswith("["),
    ),
    Leftover(
        ("[",),
        rf"\[\d{{1,3}}{RANGE}\]",
        "{} looks like the number of a reference, and leads nowhere: write [@key], or \\[ for a bracket.",
        of_guideline=True,
        in_plain_text=_UNDER_CITATIONS,
    ),
    Leftover(
        RAISED_SIGNS,
        rf"(?<=[.,;:!?)\u201d\"])[{_RAISED}]+(?:\s*[-,;\u2013\u207b]\s*[{_RAISED}]+)*",
        "{} looks like the number of a reference, and leads nowhere: write [@key] in its place.",
        of_guideline=True,
        in_plain_text=_UNDER_CITATIONS,
    ),
    Leftover(
        (),
        rf"(?<=[.!?)\u201d\"]){_ABBREVIATIONS}[^\S\n]+\d{{1,3}}{RANGE}\s*\Z",
        "{} behind the sentence looks like numbers of references, and leads nowhere: write [@key; @key] for them.",
        of_guideline=True,
        in_plain_text=_UNDER_CITATIONS,
    ),
    Leftover(
        ("!!!", "???"),
        r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t].*",
        "{} begins a box in another dialect of Markdown: write plain text, or an editors' note.",
    ),
    Leftover(
        (":",),
        rf"^[ \t]*:[ \t]+[^\s{NO_WORDS}][^\n{NO_WORDS}]*",
        "{} would be the meaning of the word above it in another dialect of Markdown: write both on one line, such "
        "as **Keel**: the lowest fold.",
    ),
    Leftover(
        ("\uff0f\uff0f",),
        r"^[ \t]*\uff0f{2,}.*",
        "{} begins with slashes of full width: a block begins and ends in three of a plain keyboard, ///.",
        whole_line=True,
    ),
    Leftover(
        ("//",),
        r"^[ \t]*//(?!/).*",
        "{} begins with two slashes: a block begins and ends in three, ///.",
        whole_line=True,
    ),
    Leftover(
        ("[^",), r"\[\^[^\]\n]*\]:?", "{} marks a footnote that is not here: add its text, or take the mark out."
    ),
    Leftover(
        ("*[",),
        r"^[ \t]*\*\[[^\]]*\]:.*",
        "{} explains an abbreviation, which is read from glossary.yml, for all pages and with whose words it is: "
        "write “- term:” there and, below it, “long:” and “of:”; take this line out.",
    ),
    Leftover(
        ("|",),
        r"^[ \t]*\|.*\|[ \t]*$|^[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$",
        "{} is a row of a table that was not read: put a blank line above the table, and below its first row one "
        "like | - | - | with as many columns.",
    ),
    Leftover(
        ("~",),
        r"(?<![~\w])~(?=[^\s~])[^\s~]+~(?!~)|(?<=\w)~[^\s~]{1,12}~(?!~)",
        "{} would be lowered in another dialect of Markdown: write <sub>...</sub>, or &#126; for the sign itself.",
        in_plain_text=_CHARACTER,
    ),
    Leftover(
        ("^",),
        r"\^[^\s^\[\]]{1,12}\^(?!\w)|\^(?=\s*(?:$|[" + NO_WORDS + r"]))|\^\[",
        "{} would be raised, or a footnote, in another dialect of Markdown: write <sup>...</sup>, "
        "[@key] for a citation, [^1] for a footnote, or &#94; for the sign itself.",
        in_plain_text=_CHARACTER,
    ),
    Leftover(
        ("[ ]", "[x]", "[X]"),
        r"^\s*\[[ xX]\](?=\s)",
        "{} is a box to tick in another dialect of Markdown: write what is to be said" + _ESCAPE + ".",
    ),
    Leftover(
        ("[!",),
        r"^\s*\[![A-Za-z]+\].*",
        "{} begins a box in another dialect of Markdown: write plain text, or an editors' note.",
    ),
    Leftover(
        ("[[",),
        r"\[\[[^\[\]\n]+\]\]",
        "{} is a link in another dialect of Markdown: write [text](address) or [](#id).",
    ),
    Leftover(
        ("++", "--}", "%%", "{~~", "{>>"),
        r"\{(?:\+\+|--|~~|>>|==)[^\n]*?(?:\+\+|--|~~|<<|==)\}|(?<![\w(+])\+\+(?=\w)[^+\n]*\w\+\+(?![\w+])|%%(?=\S)[^%\n]+%%",
        "{} is a mark of editing in another dialect of Markdown: write what is meant.",
    ),
    Leftover(
        ("<!--",),
        r"<!--",
        "{} begins a comment that is never closed: write --> at its end, or take it out.",
    ),
    Leftover(
        ("\\cite", "\\ref", "\\textbf", "\\emph"),
        r"\\(?:[a-z]*cite[a-z]*|ref|textbf|emph|textit)\{[^{}\n]*\}",
        "{} is LaTeX, which is not read here: write [@key] for a citation, [](#id) to refer to a thing, *...* for "
        "emphasis.",
    ),
    Leftover(
        ("::",),
        r"^[ \t]*\.\.[ \t]+[\w-]+::.*",
        "{} is reStructuredText, which is not read here: write plain text, or an editors' note.",
    ),
    Leftover(
        (":",),
        r"(?<![\w:/]):[a-z][a-z0-9_+-]{2,30}:(?![\w:/])",
        "{} would be a picture in another dialect of Markdown: write the character or the word itself.",
    ),
    Leftover(
        ("~~",), r"~~(?=\S)[^~\n]+~~", "{} would be struck out in another dialect of Markdown: write what is meant."
    ),
    Leftover(
        ("==",),
        r"(?<!=)==(?=[^\s=])[^=\n]+==(?!=)",
        "{} is highlighted in another dialect of Markdown: write **...**.",
    ),
    Leftover(
        ("**", "__"), r"\*\*+|(?<![\w_])__(?=\w)", "{} is emphasis that does not end: add its end" + _ESCAPE + "."
    ),
    Leftover(
        ("](",), r"\[[^\[\]\n]*\]\([^()\n]*\)?", "{} cannot be read as a link or picture: check its brackets."
    ),
    Leftover(
        ("][",), r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "{} names an address that is not here: write [text](address)."
    ),
    Leftover(
        ("<<<<<<<", "=======", ">>>>>>>"),
        r"^(?:<{7}|={7}|>{7})(?=\s|$).*",
        "{} marks two versions of a text that nobody has merged: keep one.",
    ),
    Leftover(
        ("\\",),
        r"\$[^$\n]*\\[A-Za-z]+[^$\n]*\$|\\(?:geq?|leq?|mu|pm|times|text|frac|mathrm)(?![A-Za-z])",
        "{} is a formula, which this site cannot set: write characters, such as \u2265, \u00b5g or 10<sup>9</sup>.",
        in_plain_text=_CHARACTER,
    ),
    Leftover(
        (":::",),
        r"^[ \t]*:::.*",
        "{} begins or ends a block of another dialect of Markdown: write three slashes, ///, for the colons.",
        whole_line=True,
    ),
    Leftover(
        ("{{", "{%", "--8<--"),
        r"\{\{[^\n]*?\}\}|\{%[^\n]*?%\}|--8<--.*",
        "{} is an instruction for another program: write what it stands for.",
    ),
    Leftover(
        (AMP_SUBSTITUTE,),
        rf"{AMP_SUBSTITUTE}[A-Za-z]\w*;",
        "{} is no character's name: write the character itself, or &amp; for an ampersand.",
        means_something=lambda markup: markup.removeprefix(AMP_SUBSTITUTE) in html5,
    ),
)
"""What may be left over."""


def find_leftovers_in(text: str, rows: Iterable[Leftover] = LEFTOVERS) -> Iterator[tuple[Leftover, re.Match[str]]]:
    """Yield what a text holds of the rows, each part of it once: the row that stands first counts."""
    taken: list[range] = []
    for row in rows:
        for match in row.compiled.finditer(text):
            if not any(match.start() in part for part in taken) and not row.means_something(match[0]):
                taken.append(range(*match.span()))
                yield row, match
