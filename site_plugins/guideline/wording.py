"""Reading `plain-language.yml`: the patients' wording, one text for each statement's id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.diagnostics.problems import Place, Problem, read_text
from site_plugins.diagnostics.yaml_places import fields_of


@dataclass(frozen=True)
class Wording:
    """The wording of a guideline, as far as it can be used."""

    file: str
    texts: Mapping[str, str]
    places: Mapping[str, Place]
    """The place of every name, also of those without a usable text."""
    problems: tuple[Problem, ...]


def read_wording(file: Path) -> Wording | None:
    """Read the wording; None where there is no such file, because a guideline may have none.

    Raises ContentError when the file cannot be read at all.
    """
    if not file.exists():
        return None
    given = {field.path[0]: field for field in fields_of(read_text(file), str(file)).values() if not field.path[1:]}
    texts = {
        name: field.value for name, field in given.items() if isinstance(field.value, str) and field.value.strip()
    }
    return Wording(
        file=str(file),
        texts=texts,
        places={name: field.place for name, field in given.items()},
        problems=tuple(
            field.place.problem(f"The wording of “{name}” is {field.value!r}; give it some text.")
            for name, field in given.items()
            if name not in texts
        ),
    )
