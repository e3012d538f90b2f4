"""Reading YAML with the place of every field, so that a problem can name it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.problems import ContentError, FileText, Place, Problem

type FieldPath = tuple[str, ...]
"""The names that lead to a field, from the outermost on."""


@dataclass(frozen=True)
class Field:
    """A named field of a document, at any depth."""

    path: FieldPath
    value: Any
    place: Place
    """Where its name stands."""


class _Loader(yaml.SafeLoader):
    """Leaves dates as they were written: a day that does not exist would end in an exception without a line."""

    yaml_implicit_resolvers = {
        first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_fields(text: str, file: str, *, first_line: int = 1) -> dict[FieldPath, Field]:
    """Return a document's fields by their paths.

    `first_line` is the file's line on which `text` begins. An empty document has no fields. Raises ContentError
    when it is no list of named fields, or names one twice: YAML would silently keep the last.
    """
    source = FileText(file, text, first_line=first_line)
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            raise ContentError([source.on(first_line).problem("Lines such as “name: text” are expected here.")])
        fields = list(_walk(root, loader, (), source))
    except RecursionError as error:
        raise ContentError([Place(file, None).problem("An alias refers to something that contains it.")]) from error
    except yaml.reader.ReaderError as error:
        raise ContentError([source.at(error.position).problem(f"This is not YAML: {error.reason}.")]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Place(file, None) if mark is None else source.at(mark.index)
        raise ContentError([at.problem(f"This is not YAML: {error.problem}.")]) from error
    first_by_path = {field.path: field for field in reversed(fields)}
    repeated = [field for field in fields if first_by_path[field.path] is not field]
    if repeated:
        raise ContentError(
            field.place.problem(f"“{field.path[-1]}” is given twice; keep one.") for field in repeated
        )
    return first_by_path


def find_refused_texts(
    text: str, file: str, of_one_line: Collection[str], *, first_line: int = 1
) -> Iterator[Problem]:
    """Yield the names and the values of a YAML document that hold what no page can show.

    `of_one_line` are the names below which no value may have line breaks within it. What is no YAML is left to
    whoever reads the values.
    """
    source = FileText(file, text, first_line=first_line)
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node | None, FieldPath, int]] = [(root, (), 0)]
    while waiting:
        node, path, at = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                begin = key.start_mark.index
                waiting += [(key, path, begin), (value, (*path, str(key.value)), begin)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(value, path, value.start_mark.index) for value in node.value]
        elif refusal := refuse_text(node.value.strip(), lines=not any(name in of_one_line for name in path)):
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


def _walk(node: yaml.MappingNode, loader: yaml.SafeLoader, above: FieldPath, source: FileText) -> Iterator[Field]:
    for key, value in node.value:
        path = (*above, str(key.value))
        yield Field(path, loader.construct_document(value), source.at(key.start_mark.index))
        if isinstance(value, yaml.MappingNode):
            yield from _walk(value, loader, path, source)
