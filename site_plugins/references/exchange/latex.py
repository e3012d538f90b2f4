"""LaTeX in BibTeX's fields: to text and back, with CSL's markup for italics, bold, high and low letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pylatexenc import latex2text, latexwalker
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.macrospec import LatexContextDb, MacroSpec

# CSL-JSON's own markup, and what says it in LaTeX.
_TAGS = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript"}
_MACROS = {macro: f"<{tag}>%s</{tag}>" for tag, macro in _TAGS.items()} | {
    "emph": "<i>%s</i>",
    "textsc": "%s",
    "mbox": "%s",
    "url": "%s",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
}
_MARKED = re.compile(r"<(i|b|sup|sub)>(.*?)</\1>", re.DOTALL)
# Small capitals, and capitals to be kept: BibTeX's braces keep them anyway.
_SPAN = re.compile(r"<span [^>]*>(.*?)</span>", re.DOTALL)

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "\N{NO-BREAK SPACE}": "~",
    **{character: f"\\{character}" for character in "%&#$_"},
}
_ESCAPED = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
# What LaTeX would join into one character.
_JOINED = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
_WORD = re.compile(r"\S+")
_CAPITAL = re.compile(r"[^\W\d_]")

# What stands unescaped in many files and is meant as it stands: BibTeX itself takes no notice.
_BARE = re.compile(r"(?<!\\)[%&#]")
_MATH = re.compile(r"(?<!\\)\$(?=[^\s$])([^$]*?(?<![\s\\]))\$(?!\d)")
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")
_HIGH_OR_LOW = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")
_WHITE = re.compile(r"[ \t\r\n]+")
# Without any of these, a text is as it is: parsing each one takes a millisecond.
_ANY_LATEX = re.compile(r"[\\{}$%&#~^_`]|--|''")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}")
_VERBATIM_ESCAPE = re.compile(r"\\([_%&#$~^{}])(?:\{\})?")
_URL_MACRO = re.compile(r"\\(?:url|path)\s*\{(.*)\}", re.DOTALL)


@cache
def _make_decoder() -> tuple[LatexNodes2Text, LatexContextDb]:
    """Return what makes text of LaTeX, and the macros that it is parsed with."""
    printed, parsed = latex2text.get_default_latex_context_db(), latexwalker.get_default_latex_context_db()
    texts = [MacroTextSpec(name, simplify_repl=text) for name, text in _MACROS.items()]
    printed.add_context_category("references", prepend=True, macros=texts)
    macros = [MacroSpec(name, "{" if "%s" in text else "") for name, text in _MACROS.items()]
    parsed.add_context_category("references", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=printed, math_mode="text", keep_comments=True), parsed


def from_latex(value: str) -> str:
    """Return a field's value as text: accents, dashes, quotes; braces taken off; runs of white space as one."""
    if not _ANY_LATEX.search(value):
        return _WHITE.sub(" ", value).strip()
    text = _HREF.sub("", _BARE.sub(r"\\\g<0>", value))
    parts: list[str] = []
    end = 0
    for match in _MATH.finditer(text):
        # A dollar that begins no mathematics is money.
        parts += [
            _BARE_DOLLAR.sub(r"\\$", text[end : match.start()]),
            f"${_HIGH_OR_LOW.sub(_to_script_macro, match[1])}$",
        ]
        end = match.end()
    text = "".join([*parts, _BARE_DOLLAR.sub(r"\\$", text[end:])])
    decoder, macros = _make_decoder()
    return _WHITE.sub(" ", str(decoder.latex_to_text(text, latex_context=macros))).strip()


def _to_script_macro(match: re.Match[str]) -> str:
    macro = "textsuperscript" if match[1] == "^" else "textsubscript"
    return rf"\{macro}{{{match[2] or match[3] or ''}}}"


def read_verbatim(value: str) -> str:
    r"""Return an address or identifier as it is, with LaTeX's escapes, \url{} and braces around it taken off."""
    text = value.strip()
    if match := _URL_MACRO.fullmatch(text):
        text = match[1]
    return _VERBATIM_ESCAPE.sub(r"\1", text).strip("{} \t\r\n")


def to_latex(text: str) -> str:
    """Return text for a field in braces. Letters stay Unicode; LaTeX's own characters are escaped."""
    return _convert_markup(text, _escape)


def title_to_latex(text: str) -> str:
    """Return a title for a field: words with capitals in braces, because BibTeX styles make the rest lower-case."""
    first = _WORD.search(text)

    def protect(plain: str) -> str:
        return _WORD.sub(lambda word: _protect_capitals(word[0], first is not None and word[0] == first[0]), plain)

    return _convert_markup(text, protect)


def _protect_capitals(word: str, at_start: bool) -> str:
    letters = _CAPITAL.findall(word)
    capitals = any(letter != letter.lower() for letter in (letters[1:] if at_start else letters))
    return f"{{{_escape(word)}}}" if capitals else _escape(word)


def _convert_markup(text: str, write: Callable[[str], str]) -> str:
    """Return text with CSL's markup as LaTeX's; `write` makes LaTeX of what stands between."""
    text = _SPAN.sub(r"\1", text)
    parts: list[str] = []
    end = 0
    for match in _MARKED.finditer(text):
        parts += [write(text[end : match.start()]), rf"\{_TAGS[match[1]]}{{{_convert_markup(match[2], write)}}}"]
        end = match.end()
    return "".join([*parts, write(text[end:])])


def _escape(text: str) -> str:
    # The characters that join are none of those that are escaped.
    text = _ESCAPED.sub(lambda match: _SPECIAL[match[0]], text)
    return _JOINED.sub(r"\g<0>{}", text)
