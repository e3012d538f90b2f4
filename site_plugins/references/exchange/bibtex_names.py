"""Names in BibTeX: split before LaTeX is decoded, or a corporate author in braces becomes a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from site_plugins.references.exchange.latex import from_latex, to_latex
from site_plugins.references.exchange.names import CslName, in_order, looks_corporate

_WITHIN_NAME = re.compile(r",|\band\b", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The names of one field."""

    names: tuple[CslName, ...]
    remarks: tuple[str, ...]
    """What may not be what was meant, as sentences."""


def read_names(written: str) -> Names:
    """Read a field such as `Lee, J. and {British Pain Society} and others`.

    Raises ValueError, with a sentence, for a name that cannot be read.
    """
    names: list[CslName] = []
    remarks: list[str] = []
    for name in split_multiple_persons_names(written):
        if name.strip() == "others":
            remarks.append("The list of names ends in “and others”; the store has no such thing: add the names.")
        elif corporate := _braced(name):
            names.append({"literal": from_latex(corporate)})
        else:
            person = _person(name)
            if looks_corporate(from_latex(name)):
                remarks.append(f"“{from_latex(name)}” was read as a person; put a corporate author in braces.")
            names.append(person)
    return Names(tuple(name for name in names if name), tuple(remarks))


def _person(name: str) -> CslName:
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError as error:
        raise ValueError(f"The name “{name}” cannot be read: {error.reason.lower()}.") from error
    words = {
        "family": parts.last,
        "given": parts.first,
        "non-dropping-particle": parts.von,
        "suffix": parts.jr,
    }
    return in_order({field: from_latex(" ".join(part)) for field, part in words.items()})


def _braced(name: str) -> str | None:
    """Return what stands in one pair of braces that holds the whole name; None where there is no such pair."""
    name = name.strip()
    if not name.startswith("{"):
        return None
    depth = 0
    for position, character in enumerate(name):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return name[1:-1] if position == len(name) - 1 else None
    return None


def write_names(names: list[object]) -> str:
    """Return names for a field; a corporate author stands in braces of its own."""
    return " and ".join(_written(name) for name in names if isinstance(name, Mapping))


def _written(name: Mapping[str, object]) -> str:
    if "family" not in name:
        return f"{{{to_latex(str(name.get('literal', '')))}}}"
    suffix, given = (_guarded(str(name.get(part, ""))) for part in ("suffix", "given"))
    parts = ["".join(_family(name))]
    # In three parts it is von Last, Jr, First, and the last one must be there.
    return ", ".join([*parts, suffix, given or "{}"] if suffix else [*parts, given] if given else parts)


def _family(name: Mapping[str, object]) -> Iterator[str]:
    """Yield the particle and the family name, in braces where BibTeX would divide them in another place."""
    family = str(name["family"])
    particle = str(name.get("non-dropping-particle") or name.get("dropping-particle") or "")
    if particle:
        yield f"{_guarded(particle)} "
    *before, _last = family.split()
    alone = not particle and not name.get("given") and not name.get("suffix")
    if before and (particle or alone or any(word[0].islower() for word in before)):
        yield f"{{{to_latex(family)}}}"
    else:
        yield _guarded(family)


def _guarded(part: str) -> str:
    return f"{{{to_latex(part)}}}" if _WITHIN_NAME.search(part) else to_latex(part)
