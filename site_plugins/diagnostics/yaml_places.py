"""Reading YAML with the place of every field, so that a problem can name it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.problems import ContentError, FileText, Place, Problem
from site_plugins.diagnostics.yaml_faults import mend_yaml

type FieldPath = tuple[str, ...]
"""The names that lead to a field, from the outermost on; in a list its number, counted from 1."""

_MOST_FIELDS = 20_000
"""So many fields of a document are read: aliases within each other could make any number."""
_EXPECTED = "Lines such as “name: text” are expected here."
_NUMBER_SIGN = re.compile(r"[ \t]+#\S")
_ITEM_BELOW = re.compile(r"\n[ \t]*- ")


@dataclass(frozen=True)
class Field:
    """A named field of a document, at any depth, or an item of a list."""

    path: FieldPath
    value: Any
    place: Place
    """Where its name stands, or the item."""


class _Loader(yaml.SafeLoader):
    """Leaves dates as they were written: a day that does not exist would end in an exception without a line."""

    yaml_implicit_resolvers = {
        first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_fields(text: str, file: str, *, first_line: int = 1, of_rows: bool = False) -> dict[FieldPath, Field]:
    """Return a document's fields by their paths.

    `first_line` is the file's line on which `text` begins. An empty document has no fields. Raises ContentError
    when it is no list of named fields or, with `of_rows`, no list of entries; when it names a field twice, of which
    YAML would silently keep the last; or when it holds words that YAML would leave out.
    """
    source = FileText(file, text, first_line=first_line)
    root = compose(source)
    if root is None:
        return {}
    if not isinstance(root, yaml.SequenceNode if of_rows else yaml.MappingNode):
        expected = "A list is expected here, each entry beginning with “- ”." if of_rows else _EXPECTED
        raise ContentError([source.on(first_line).problem(expected)])
    if problems := [*_find_lost_words(root, source)]:
        raise ContentError(problems)
    try:
        fields = list(islice(_walk_items(root, _Loader(""), (), source), _MOST_FIELDS + 1))
    except RecursionError as error:
        raise ContentError([Place(file, None).problem("An alias refers to something that contains it.")]) from error
    if len(fields) > _MOST_FIELDS:
        message = f"This file has more than {_MOST_FIELDS} fields: take out what refers to others by & and *."
        raise ContentError([Place(file, None).problem(message)])
    first_by_path = {field.path: field for field in reversed(fields)}
    repeated = [field for field in fields if first_by_path[field.path] is not field]
    if repeated:
        # What a name holds that is given twice is there twice as well.
        paths = {field.path for field in repeated}
        raise ContentError(
            field.place.problem(f"“{field.path[-1]}” is given twice; keep one.")
            for field in repeated
            if not any(field.path[:length] in paths for length in range(1, len(field.path)))
        )
    return first_by_path


def compose(source: FileText) -> yaml.Node | None:
    """Return the document that a text is, its values not looked at; None for an empty one.

    Raises ContentError with everything that keeps it from being read, in an editor's words.
    """
    try:
        return yaml.compose(source.text, _Loader)
    except (yaml.YAMLError, RecursionError) as error:
        problems = [source.at(fault.at).problem(fault.text) for fault in mend_yaml(source.text).faults]
        raise ContentError(problems or [source.on(1).problem("This cannot be read as YAML.")]) from error


def find_unreadable(text: str, file: str, *, first_line: int = 1, named: bool = False) -> Iterator[Problem]:
    """Yield what keeps a text from being read as YAML, and names that stand twice.

    With `named`, it must be a list of named fields. Unlike `read_fields` it takes tags, which settings may have.
    """
    source = FileText(file, text, first_line=first_line)
    try:
        root = compose(source)
    except ContentError as error:
        yield from error.problems
        return
    if named and root is not None and not isinstance(root, yaml.MappingNode):
        yield source.on(first_line).problem(_EXPECTED)
    for node, _path, _at in _nodes(root):
        names: set[str] = set()
        for key, _value in node.value if isinstance(node, yaml.MappingNode) else ():
            name = str(key.value)
            if name in names:
                yield source.at(key.start_mark.index).problem(f"“{name}” is given twice; keep one.")
            names.add(name)


def find_refused_texts(
    text: str, file: str, of_one_line: Collection[str], *, first_line: int = 1
) -> Iterator[Problem]:
    """Yield the names and the values of a YAML document that hold what no page can show.

    `of_one_line` are the names below which no value may have line breaks within it. What is no YAML is left to
    whoever reads the values.
    """
    source = FileText(file, text, first_line=first_line)
    try:
        root = compose(source)
    except ContentError:
        return
    for node, path, at in _nodes(root):
        if isinstance(node, yaml.ScalarNode) and (
            refusal := refuse_text(node.value.strip(), lines=not any(name in of_one_line for name in path))
        ):
            yield source.at(at).problem(f"{'.'.join(path) or 'A name'} {refusal}.")


def describe_value(value: object) -> str:
    """Return a value in plain words, to stand behind “is”."""
    match value:
        case None | "":
            return "empty"
        case bool():
            return f"{str(value).lower()} to YAML"
        case list():
            return "a list"
        case dict():
            return "a group of fields"
        case str():
            return f"“{shorten(value)}”"
        case _:
            return shorten(str(value))


def _nodes(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, FieldPath, int]]:
    """Yield each node of a document once, with the names that lead to it and where it or its name begins."""
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node | None, FieldPath, int]] = [(root, (), 0)]
    while waiting:
        node, path, at = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        yield node, path, at
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                begin = key.start_mark.index
                waiting += [(key, path, begin), (value, (*path, str(key.value)), begin)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(value, path, value.start_mark.index) for value in node.value]


def _find_lost_words(root: yaml.Node, source: FileText) -> Iterator[Problem]:
    """Yield what YAML would take for something else than words, and leave out of a text."""
    for node, _path, _at in _nodes(root):
        begin, end = node.start_mark.index, node.end_mark.index
        if source.text[begin : begin + 1] == "!":
            yield source.at(begin).problem("A text that begins with ! must stand in quotes.")
        elif isinstance(node, yaml.MappingNode):
            for key, _value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    message = "A list or a group of fields stands where a name is expected: put it in quotes."
                    yield source.at(key.start_mark.index).problem(message)
                elif key.value == "<<":
                    yield source.at(key.start_mark.index).problem("“<<” is no name: take it out.")
        elif isinstance(node, yaml.ScalarNode) and node.style is None:
            if sign := _NUMBER_SIGN.match(source.text, end):
                message = "What stands behind this # would not be read: put the whole text in quotes."
                yield source.at(sign.end() - 2).problem(message)
            if item := _ITEM_BELOW.search(source.text, begin, end):
                message = (
                    "This would not be an item of a list but part of the text above: take that text out, or put "
                    "all of it in quotes on one line."
                )
                yield source.at(item.end() - 2).problem(message)


def _walk_value(
    node: yaml.Node, loader: yaml.SafeLoader, path: FieldPath, place: Place, source: FileText
) -> Iterator[Field]:
    try:
        value = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        # A number without digits or with thousands of them, a list that contains itself; told of the innermost.
        for _field in _walk_items(node, loader, path, source):
            pass
        message = f"The value of “{path[-1]}” cannot be read: if it is text, put it in quotes."
        raise ContentError([place.problem(message)]) from error
    yield Field(path, value, place)
    yield from _walk_items(node, loader, path, source)


def _walk_items(node: yaml.Node, loader: yaml.SafeLoader, path: FieldPath, source: FileText) -> Iterator[Field]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk_value(value, loader, (*path, key.value), source.at(key.start_mark.index), source)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            at = source.at(item.start_mark.index)
            yield from _walk_value(item, loader, (*path, str(number)), at, source)
