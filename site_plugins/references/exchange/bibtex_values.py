"""The value of a BibTeX field: a number, text in braces or quotes, a string's name, or several joined by #."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def value_of(written: str, strings: Mapping[str, str]) -> str:
    """Return a value without what encloses it; the names of strings are looked up in lower case."""
    return "".join(_part(part.strip(), strings) for part in _parts(written))


def _parts(written: str) -> Iterator[str]:
    """Yield what stands between the # that are in neither braces nor quotes."""
    depth, quoted, start = 0, False, 0
    for position, character in enumerate(written):
        if position and written[position - 1] == "\\":
            continue
        if character == '"' and depth == 0:
            quoted = not quoted
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif character == "#" and depth == 0 and not quoted:
            yield written[start:position]
            start = position + 1
    yield written[start:]


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
        return part[1:-1]
    return strings.get(part.lower(), part)
