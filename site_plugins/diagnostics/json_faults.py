"""What is wrong with a text that is no JSON, in an editor's words: Python's own change with its version."""

from __future__ import annotations

import re
from json import JSONDecodeError

from site_plugins.diagnostics.characters import describe_refused_character, shorten

_WORDS = re.compile(r"[^\s\"\[\]{},:]+")
_CONFLICT = re.compile(r"[ \t]*(?:<{7}|={7}|>{7})")
_NO_VALUES = {"None": "null", "True": "true", "False": "false"}
_CURLY = "“”„‟«»‘’"


def explain_json(text: str, error: JSONDecodeError) -> tuple[int, str]:
    """Return the offset of what keeps a text from being read as JSON, and a full sentence about it."""
    at = error.pos
    if not text.strip():
        return 0, "This file is empty: write [] for a list of nothing."
    start = text.rfind("\n", 0, at) + 1
    if _CONFLICT.match(text, start):
        return (
            start,
            "This line marks two versions of a file that were not put together: choose one, and take it out.",
        )
    if error.msg.startswith("Unterminated string"):
        return at, 'The text that opens with this quote is never closed: write " at its end.'
    if error.msg.startswith("Invalid control character"):
        return _explain_control_character(text, at)
    if error.msg.startswith("Invalid \\"):
        return at, "Behind a \\ only some letters are allowed: write \\\\ for it."
    if error.msg == "Extra data":
        return at, (
            "What is to be read ends before this: is a bracket closed too early? Several records stand within "
            "one [ and ], with a comma between them."
        )
    before = text[:at].rstrip()
    trailing = before.endswith(",")
    if trailing and text[at : at + 1] in ("]", "}", ""):
        return len(before) - 1, "Nothing follows this comma: take it out."
    if error.msg.startswith("Illegal trailing comma"):
        return at, "Nothing follows this comma: take it out."
    if not text[at:].strip():
        return _explain_unclosed(text)
    return _explain_place(text, at, error.msg)


def _explain_place(text: str, at: int, problem: str) -> tuple[int, str]:
    """Return what is wrong where something else was expected."""
    found = text[at]
    if found in _CURLY or found == "'":
        return at, f'Texts stand in straight double quotes: write " instead of {found}.'
    if "',' delimiter" in problem:
        start = text.rfind("\n", 0, at) + 1
        if text[start:at].strip().endswith('"') and found not in '"[{' and not text[start:at].strip().endswith(":"):
            return at, 'The text before this has ended: write \\" for a quote within it, or a comma behind it.'
        return at, "A comma is missing before this."
    if "':' delimiter" in problem:
        return at, 'A colon is missing before this: write "name": and then the value.'
    if "property name" in problem:
        return at, 'A name in double quotes is expected here, such as "title".'
    words = match[0] if (match := _WORDS.match(text, at)) else found
    if words in _NO_VALUES:
        return at, f"“{words}” is no value here: write {_NO_VALUES[words]}."
    return at, f"“{shorten(words, 40)}” is no value: put text in double quotes."


def _explain_control_character(text: str, at: int) -> tuple[int, str]:
    if text[at] in "\r\n":
        opened = text.rfind('"', 0, at)
        message = 'The text that opens with this quote is not closed on its line: write " at its end.'
        return opened, message
    if text[at] == "\t":
        return at, "A tab stands within a text: write a blank."
    return at, f"This text {describe_refused_character(text[at])}."


def _explain_unclosed(text: str) -> tuple[int, str]:
    """Return which bracket is open at the end of a text that is JSON so far."""
    opened: list[int] = []
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if token[0] in ("[", "{"):
            opened.append(token.start())
        elif token[0] in ("]", "}") and opened:
            opened.pop()
    if not opened:
        return len(text.rstrip()), "The file ends too early: something is expected behind this."
    bracket = text[opened[-1]]
    closing = "]" if bracket == "[" else "}"
    return opened[-1], f"The {bracket} that opens here is never closed: write {closing} at its end."
