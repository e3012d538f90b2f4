"""Names of FHIR resources that a program can use."""

from __future__ import annotations


def computer_name(words: str) -> str:
    """Return words as FHIR's `name` takes them: a capital first, letters and digits alone."""
    name = "".join(part.capitalize() for part in words.replace("_", "-").split("-") if part.isascii())
    return name if name[:1].isalpha() else f"Guideline{name}"
