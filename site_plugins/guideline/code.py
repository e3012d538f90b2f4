"""Telling code from text in Markdown's source, as well as it can be told without converting it."""

from __future__ import annotations

import re

_FENCED = re.compile(r"^([ \t]*)(`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t]*\2[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_INDENTED = re.compile(r" {4}|\t")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)\s")


def without_code(markdown: str) -> str:
    """Return Markdown in which every character of code and comments is a space, so that offsets stay the same."""
    for pattern in (_FENCED, _COMMENT):
        markdown = pattern.sub(_blank, markdown)
    return _SPAN.sub(_blank, _without_indented(markdown))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _without_indented(markdown: str) -> str:
    """Blank the indented blocks, but not those below a list's item, which belong to it."""
    lines = markdown.split("\n")
    item = after_blank = False
    code = False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        indented = _INDENTED.match(line) is not None
        code = indented and not item and (code or after_blank or number == 0)
        if code:
            lines[number] = " " * len(line)
        elif not indented:
            item = _ITEM.match(line) is not None or (item and not after_blank)
        after_blank = False
    return "\n".join(lines)
