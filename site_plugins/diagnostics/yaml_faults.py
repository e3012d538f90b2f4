"""What is wrong with a text that is no YAML, in an editor's words: PyYAML says it in those of its own parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from site_plugins.diagnostics.characters import describe_refused_character, shorten

_MOST_FAULTS = 20
"""So many are said at once: behind them hardly anything of a text is left to be read."""
_NAMED = re.compile(
    r"(?P<before>[ \t]*(?:- +)*)(?P<name>[^\s#:\"'\[{][^:\n]*?)[ \t]*:(?:[ \t]+(?P<value>\S.*?))?[ \t]*$"
)
_BEGINS_OTHERWISE = "@`%*&!|>?-,[]{}#"
"""What a text cannot begin with outside quotes: it means something else to YAML."""
_LONGEST_LINE = 100
"""Characters of a line that is shown as it should be."""


@dataclass(frozen=True)
class YamlFault:
    """One thing that keeps a text from being read."""

    at: int
    """The offset of the character that it is about."""
    text: str
    """A full sentence."""


@dataclass(frozen=True)
class MendedYaml:
    """A text without what keeps it from being read as YAML."""

    faults: tuple[YamlFault, ...]
    text: str
    """Of the same length: what stood on the faults' lines is blanks."""
    lost: bool
    """Whether names may be among the blanks, and not only their values."""


def mend_yaml(text: str) -> MendedYaml:
    """Return everything that keeps a text from being read as YAML, and the rest, which can be read.

    Each fault's line is left out to find the next one, so that all of them are said in one round.
    """
    faults: list[YamlFault] = []
    lost = False
    left_out: set[int] = set()
    for _attempt in range(2 * _MOST_FAULTS):
        try:
            yaml.compose(text, yaml.SafeLoader)
        except yaml.reader.ReaderError as error:
            message = f"This line {describe_refused_character(text[error.position])}."
            faults.append(YamlFault(error.position, message))
            text = text[: error.position] + " " + text[error.position + 1 :]
        except yaml.MarkedYAMLError as error:
            fault = _explain(text, error)
            start, end = _line_around(text, fault.at)
            named = _NAMED.match(text[start:end])
            begin = start
            if start not in left_out:
                faults.append(fault)
                begin += named.start("value") if named and named["value"] else 0
            elif not text[start:end].strip():
                break
            lost = lost or begin == start
            left_out.add(start)
            text = text[:begin] + " " * (end - begin) + text[end:]
        except RecursionError:
            faults.append(YamlFault(0, "Too many brackets stand within each other."))
            break
        else:
            return MendedYaml(tuple(faults), text, lost)
    return MendedYaml(tuple(faults), "", lost=True)


def _line_around(text: str, at: int) -> tuple[int, int]:
    """Return where the line of a character begins and ends."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _explain(text: str, error: yaml.MarkedYAMLError) -> YamlFault:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index if mark else 0, len(text))
    problem, opened = error.problem or "", error.context_mark
    # What the parser stumbles over at the end is something that was opened above.
    start, end = _line_around(text, at)
    line = text[start:end]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message = (
            "A tab stands before the words of this line: write blanks instead, two for each step to the right."
        )
        return YamlFault(start + line.index("\t"), message)
    if opened is not None and error.context == "while scanning a double-quoted scalar":
        message = (
            "Behind a \\ in double quotes only some letters are allowed: write \\\\ for it, or use single quotes."
        )
        return YamlFault(at - 1, message)
    if opened is not None and error.context == "while scanning a quoted scalar":
        return YamlFault(opened.index, _unclosed_quote(text[opened.index]))
    if (quote := _find_quote_over_lines(text, at)) is not None:
        return YamlFault(quote, _unclosed_quote(text[quote]))
    if opened is not None and error.context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        bracket = text[opened.index]
        if not _begins_text(text, opened.index):
            message = (
                f"The {bracket} that opens here is not closed: write {']' if bracket == '[' else '}'} behind the "
                "last of its words. If it is no list but text, put the text in quotes."
            )
            return YamlFault(opened.index, message)
    if "expected ':'" in problem and opened is not None:
        start, end = _line_around(text, opened.index)
        words = shorten(text[start:end].strip(), 40)
        message = f"“{words}” has no colon with a blank behind it: write “name: text”, one a line."
        return YamlFault(opened.index, message)
    return _explain_line(text, at, problem, opened.column if opened is not None else 0)


def _explain_line(text: str, at: int, problem: str, column: int) -> YamlFault:
    """Return what is wrong with the line at which the parser gave up."""
    start, end = _line_around(text, at)
    line = text[start:end]
    named = _NAMED.match(line)
    value = (named["value"] or "") if named else ""
    value_at = start + named.start("value") if named and value else at
    if named and value[:1] in ("'", '"') and at > value_at:
        return YamlFault(at, _text_behind_quote(value[0], line, named))
    if named and value[:1] in tuple(_BEGINS_OTHERWISE) and at >= value_at:
        message = f"A text that begins with {value[0]} must stand in quotes{_write(line, named)}."
        return YamlFault(value_at, message)
    if named and ": " in f"{value} " and at > start + named.end("name") + 1:
        message = f"Put this text in quotes, because it holds a colon{_write(line, named)}."
        return YamlFault(value_at, message)
    if problem.startswith("but found another document"):
        return YamlFault(at, "A line --- ends what can be read: take it out.")
    indent = len(line) - len(line.lstrip())
    first = start + indent
    above = _line_above(text, start)
    before = len(above) - len(above.lstrip())
    if line.lstrip().startswith("- ") or line.strip() == "-":
        message = (
            "A list’s item, which begins with “- ”, cannot stand here: write “name: text”, or indent it as the "
            "items above."
        )
        return YamlFault(first, message)
    if indent > before and (over := _NAMED.match(above)) and over["value"]:
        message = (
            f"This line stands further to the right than the one above it, which has its text already: begin it "
            f"below the “{shorten(over['name'], 40)}”."
        )
        return YamlFault(first, message)
    if above.lstrip().startswith("- ") and (over := _NAMED.match(above)) and before <= indent < over.start("name"):
        message = f"This line belongs to the list’s item above: begin it exactly below the “{over['name']}”."
        return YamlFault(first, message)
    if above and not _NAMED.match(above) and indent <= before:
        words = shorten(above.strip(), 40)
        message = f"“{words}” has no colon with a blank behind it: write “name: text”, one a line."
        return YamlFault(start - 1 - len(above) + before, message)
    if "block end" in problem and indent != column:
        message = (
            f"This line begins {indent} blanks in, and none of the lines above that it could stand beside does: "
            "begin it exactly below the one that it stands beside."
        )
        return YamlFault(first, message)
    message = (
        "This line cannot be read: write “name: text”, with a blank behind the colon, and put the text in quotes."
    )
    return YamlFault(at if at < end else first, message)


def _begins_text(text: str, bracket: int) -> bool:
    """Tell whether the line goes on behind what a bracket holds: then its text only begins with one."""
    _start, end = _line_around(text, bracket)
    closing = text.find("]" if text[bracket] == "[" else "}", bracket, end)
    return closing >= 0 and bool(text[closing + 1 : end].strip())


def _find_quote_over_lines(text: str, at: int) -> int | None:
    """Return where the last quoted text before an offset begins, if it goes on over a line's end: None if not."""
    last = None
    try:
        for token in yaml.scan(text, yaml.SafeLoader):
            if token.start_mark.index >= at:
                break
            if isinstance(token, yaml.ScalarToken):
                last = token
    except yaml.YAMLError:
        pass
    if last is not None and last.style in ("'", '"') and "\n" in text[last.start_mark.index : last.end_mark.index]:
        start, end = _line_around(text, at)
        if start <= last.end_mark.index <= end:
            return int(last.start_mark.index)
    return None


def _unclosed_quote(quote: str) -> str:
    message = f"The {quote} that opens here is not closed at the end of its text: write {quote} there."
    return message if quote == '"' else f"{message} For an apostrophe within it write ''."


def _text_behind_quote(quote: str, line: str, named: re.Match[str]) -> str:
    if quote == "'":
        return f"The text in quotes ends before this: write '' for an apostrophe{_write_whole(line, named)}."
    return f"The text in quotes ends before this: put quotes around all of it{_write_whole(line, named)}."


def _write(line: str, named: re.Match[str]) -> str:
    """Return how the line would be right, with its text in quotes; nothing where that would be long."""
    value = named["value"]
    quoted = f'"{value}"' if not re.search(r'["\\]', value) else "'" + value.replace("'", "''") + "'"
    right = f"{line[: named.start('value')].strip()} {quoted}"
    return f": {right}" if len(right) <= _LONGEST_LINE else ""


def _write_whole(line: str, named: re.Match[str]) -> str:
    """Return how a line would be right whose text has a quote too many within it."""
    value = named["value"]
    quote = value[0]
    inner = value[1:-1] if value.endswith(quote) and value.count(quote) > 2 else value
    quoted = "'" + inner.replace("'", "''") + "'"
    right = f"{line[: named.start('value')].strip()} {quoted}"
    return f": {right}" if len(right) <= _LONGEST_LINE else ""


def _line_above(text: str, start: int) -> str:
    """Return the nearest line above that holds anything but a remark."""
    for line in reversed(text[:start].split("\n")[:-1]):
        if line.strip() and not line.lstrip().startswith("#"):
            return line
    return ""
