"""The first lines of a block, `/// name | title` with its options: what in them is not as it has to be, and where.

No block is made where its first lines cannot be read, and its lines are read as the page's own. What is then wrong
with these, such as a citation in a cell, is no fault of theirs and is not said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, ClassVar, Protocol

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import ContentError, Problem, suggestion
from site_plugins.diagnostics.yaml_places import Field, describe_value, read_fields
from site_plugins.guideline.ids import ID

# With all that may stand behind the name, which only a bar may.
_OPENING = re.compile(r"(?P<margin>[ \t>]*)(?P<fence>/{3,})[ ]*(?P<name>[\w-]+)(?P<rest>[^\n]*)")
_CLOSING = re.compile(r"[ \t>]*(?P<fence>/{2,}|:{3,})[ \t]*")
# As another dialect begins a block, or a slip does.
_ALMOST_OPENING = re.compile(r"[ \t>]*(?P<fence>//|:{3,})[ ]*(?P<name>[\w-]+)(?:[ |{].*)?")
_BEHIND_NAME = re.compile(r"[ \t]*(?:\|[ \t]*(?P<title>.*?)[ \t]*)?")
_OPTION = re.compile(r"\s*(?P<name>[\w-]+)\s*:(?=\s|$|[\[\"'“])")
_HASHES = re.compile(r"\s*(?P<name>about|statements):\s*\[(?P<ids>\s*#[^\]]*)\]\s*")
_PLAIN = re.compile(rf"\s+(?P<name>[\w-]+): (?:\[(?P<items>{ID}(?:, *{ID})*)\]|{ID})\s*")
_NO_BLANK = re.compile(r"\s*(?P<name>[\w-]+):[^\s:]")
_INDENT = 4
_TYPOGRAPHIC = "“”„«»‘’"
_ATTRIBUTES = "attrs"
"""What every block of pymdownx takes besides. Of ours none does: it could make the source's words the editors'."""


class BlockClass(Protocol):
    """What is looked at in the class of a block. A class of ours may say more.

    `ARGUMENT_IS` is what stands behind the bar, `PROSE` are options that hold sentences, `REFUSED` those that are
    known to be told what to do in their place, and `HOLDS_WORDS` is whether it is nothing without any.
    """

    NAME: ClassVar[str]
    ARGUMENT: ClassVar[bool | None]
    OPTIONS: ClassVar[Mapping[str, Any]]


@dataclass
class BlockHeader:
    """The first lines of one block."""

    name: str
    first_line: int
    last_line: int
    """The line that closes it, or the page's last one."""
    problems: list[Problem] = field(default_factory=list)
    is_read: bool = True
    """Whether a block is made of it all the same."""
    misplaced: dict[str, int] = field(default_factory=dict)
    """The options that stand where they are not read, and their lines."""


def read_headers(locator: Locator, blocks: Iterable[type[BlockClass]]) -> list[BlockHeader]:
    """Return the headers of a page's blocks of these classes, with what is wrong with each."""
    if not locator.holds("///|^[ \t>]*(?://|:::)"):
        return []
    known = {block.NAME: block for block in blocks}
    headers: list[BlockHeader] = []
    # Indented lines may pass for code; only where a block begins matters.
    for number, line in enumerate(locator.lines_without_code, start=1):
        match = _OPENING.fullmatch(line) if "///" in line else None
        block = known.get(match["name"].lower()) if match else None
        slip = match if match and not block else _ALMOST_OPENING.fullmatch(line)
        if slip and get_close_matches(slip["name"].lower(), known, n=1, cutoff=0.8):
            # What is wrong with it is said where all such lines are looked for.
            end, _closed = _find_end(locator, number, slip["fence"])
            headers.append(BlockHeader(slip["name"], number, end, is_read=False))
        elif match and block and headers and _is_closing_name(headers[-1], match, number):
            # It is told to be no opening; nobody asks what it is about.
            end, _closed = _find_end(locator, number, match["fence"])
            silent = dict.fromkeys(block.OPTIONS, number)
            headers.append(BlockHeader(block.NAME, number, end, is_read=False, misplaced=silent))
        elif match and block:
            end, closed = _find_end(locator, number, match["fence"])
            header = BlockHeader(block.NAME, number, end, is_read=closed)
            _check_first_line(header, block, match, locator)
            _check_options(header, block, match["margin"], locator)
            headers.append(header)
    return headers


def without_follow_ups(problems: Iterable[Problem], headers: Collection[BlockHeader]) -> Iterator[Problem]:
    """Yield the problems but those within blocks that were not read: they were read as what they are not."""
    unread: list[Collection[int]] = [
        each.misplaced.values() if each.is_read else range(each.first_line, each.last_line + 1) for each in headers
    ]
    for problem in problems:
        if problem.line is None or not any(problem.line in lines for lines in unread):
            yield problem


def has_misplaced(headers: Iterable[BlockHeader], problem: Problem, option: str) -> bool:
    """Tell whether the block at a problem's line has an option, but where it is not read."""
    return any(each.first_line == problem.line and option in each.misplaced for each in headers)


def _is_closing_name(before: BlockHeader, match: re.Match[str], number: int) -> bool:
    """Return whether a line `/// name` was probably meant to close the block of that name above it."""
    return before.last_line == number and before.name == match["name"].lower() and not match["rest"].strip()


def _find_end(locator: Locator, opened: int, fence: str) -> tuple[int, bool]:
    """Return the line on which a block ends, and False where it was probably meant to, and does not.

    A block that nothing ends goes on to the end of the page.
    """
    lines = locator.lines_without_code
    almost = None
    for number in range(opened + 1, len(lines) + 1):
        match = _CLOSING.fullmatch(lines[number - 1])
        if match and match["fence"] == fence:
            return number, True
        if almost is None and (
            (match and len(match["fence"]) != len(fence)) or _OPENING.fullmatch(lines[number - 1])
        ):
            almost = number, bool(match is None)
    return almost or (len(lines), True)


def _check_first_line(header: BlockHeader, block: type[BlockClass], match: re.Match[str], locator: Locator) -> None:
    name, column = f"/// {block.NAME}", match.start("fence") + 1
    what = getattr(block, "ARGUMENT_IS", "what it is about")
    behind = _BEHIND_NAME.fullmatch(match["rest"])
    message = None
    if behind is None:
        words = match["rest"].strip().lstrip("|:").strip()
        message = f"“{match[0].strip()}” has no bar behind its name: write {name} | {words}"
    elif block.ARGUMENT and not behind["title"]:
        message = f"{name} has no {what}: write it behind a bar, such as {name} | The {what.rpartition(' ')[2]}"
    elif block.ARGUMENT is False and behind["title"]:
        message = f"{name} has nothing behind its name: take “| {behind['title']}” out"
    if message:
        header.is_read = False
        header.problems.append(locator.on(header.first_line, column, f"{message}."))


def _check_options(header: BlockHeader, block: type[BlockClass], margin: str, locator: Locator) -> None:
    """Look at the indented lines below the first one, and for options that stand elsewhere."""
    lines = locator.text.lines
    options: list[str] = []
    number = header.first_line
    while number < header.last_line and _is_indented(lines[number], margin):
        options.append(" " * len(margin) + lines[number][len(margin) :].expandtabs(_INDENT))
        number += 1
    _check_values(header, block, options, locator)
    names = {*block.OPTIONS, *_attributes_of(block)}
    behind_blank = False
    while number < header.last_line:
        line = lines[number]
        match = _OPTION.match(line[len(margin) :])
        if not line.strip():
            behind_blank = True
        elif match and match["name"] in names:
            header.misplaced[match["name"]] = number + 1
            why = (
                "an empty line stands above it: take that out"
                if behind_blank
                else "it does not begin with four blanks: put them before it"
            )
            if behind_blank and not _is_indented(line, margin):
                why = "it has to stand directly below the first line of its block, behind four blanks"
            message = f"“{line.strip()}” is not read as an option of /// {block.NAME}, because {why}."
            header.problems.append(locator.on(number + 1, len(line) - len(line.lstrip()) + 1, message))
        else:
            break
        number += 1
    if number >= header.last_line - 1 and header.is_read and getattr(block, "HOLDS_WORDS", False):
        message = f"/// {block.NAME} holds no words: write them between its options and the line that closes it."
        header.problems.append(locator.on(header.first_line, len(margin) + 1, message))


def _is_indented(line: str, margin: str) -> bool:
    within = line[len(margin) :].expandtabs(_INDENT)
    return line.startswith(margin) and bool(within.strip()) and within.startswith(" " * _INDENT)


def _check_values(header: BlockHeader, block: type[BlockClass], options: list[str], locator: Locator) -> None:
    if _are_plain(block, options):
        return
    names = {*block.OPTIONS, *_attributes_of(block)}
    joined = []
    for number, line in enumerate(options, start=header.first_line + 1):
        close = _NO_BLANK.match(line)
        if close and close["name"] in names:
            message = (
                f"There is no blank behind the colon: write {close['name']}: {line[close.end() - 1 :].strip()}"
            )
            joined.append(locator.on(number, close.start("name") + 1, message))
        hashes = _HASHES.match(line)
        if hashes:
            message = f"Ids are named without their #: write {hashes['name']}: [{hashes['ids'].replace('#', '')}]."
            joined.append(locator.on(number, hashes.start("name") + 1, message))
    if joined:
        header.is_read = False
        header.problems += joined
        return
    try:
        fields = read_fields("\n".join(options), locator.file, first_line=header.first_line + 1)
    except ContentError as error:
        header.is_read = False
        header.problems += [locator.on(each.line or 1, each.column or 1, each.text) for each in error.problems]
        return
    for option in (each for each in fields.values() if len(each.path) == 1):
        name = str(option.path[0])
        wrong: str | None = None
        if name not in names:
            known = [each for each in block.OPTIONS if each not in getattr(block, "REFUSED", ())]
            allowed = ", ".join(known) or "none"
            wrong = f"/// {block.NAME} has no option “{name}”; allowed: {allowed}.{suggestion(name, known)}"
            header.is_read = False
        elif fault := _find_value_fault(block, option):
            wrong = f"{name}: of /// {block.NAME} {fault}"
            header.is_read = False
        elif any(sign in str(option.value) for sign in _TYPOGRAPHIC) and not _is_prose(block, name):
            wrong = f"{name}: has curly quotes, which belong to its words then: write straight ones or none."
        if wrong:
            place = option.place
            header.problems.append(locator.on(place.line or header.first_line, place.column or 1, wrong))


def _are_plain(block: type[BlockClass], options: list[str]) -> bool:
    """Return whether options are as most are, `about: [id, id]` or `id: name`, in which nothing can be wrong.

    To read them as YAML would take as long as half of what else is read on a page.
    """
    matches = [_PLAIN.fullmatch(line) for line in options]
    given = [(match["name"], match["items"] is not None) for match in matches if match]
    return (
        len(given) == len(options) == len({name for name, _is_list in given})
        and all(name in block.OPTIONS for name, _is_list in given)
        and all(is_list == isinstance(block.OPTIONS[name][0], list) for name, is_list in given)
    )


def _attributes_of(block: type[BlockClass]) -> tuple[str, ...]:
    ours = any(each.__module__.startswith("site_plugins.") for each in block.__mro__)
    return () if ours else (_ATTRIBUTES,)


def _find_value_fault(block: type[BlockClass], option: Field) -> str | None:
    """Return what is wrong with an option's value, to stand behind its name."""
    name, value = str(option.path[0]), option.value
    if name == _ATTRIBUTES:
        return None
    try:
        block.OPTIONS[name][1](value)
    except ValueError:
        if isinstance(block.OPTIONS[name][0], list):
            given = f"is {describe_value(value)}" if value is not None else "is empty"
            inside = value if isinstance(value, str) else "one, another"
            return f"{given}; a list in square brackets is expected: {name}: [{inside}]."
        return f'is {describe_value(value)}; a text is expected: put it in quotes, such as {name}: "{value}".'
    return None


def _is_prose(block: type[BlockClass], name: str) -> bool:
    """Tell whether an option holds sentences, in which quotation marks may stand."""
    return name in getattr(block, "PROSE", ())
