"""What the formats' names have in common."""

from __future__ import annotations

import re

from site_plugins.references.csl_names import NAME_PARTS

type CslName = dict[str, object]

_CORPORATE = re.compile(
    r"\b(?:academy|agency|association|board|centre|center|college|collaboration|commission|committee|consortium|"
    r"council|department|federation|foundation|group|hospital|institute|investigators|ministry|network|"
    r"organi[sz]ation|panel|programme|program|service|society|taskforce|team|trust|university)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"((?:[^\W\d_A-Z][^\W\d_A-Z’']* )+)(?=[^\W\d_])")


def looks_corporate(name: str) -> bool:
    """Tell whether a name holds a word that hardly any person is called by."""
    return _CORPORATE.search(name) is not None


def with_particle(family: str) -> CslName:
    """Return a family name with the small words before it, such as “van der”, as its particle."""
    found = _PARTICLE.match(family)
    if not found or not found[0].islower() or not family[found.end()].isupper():
        return {"family": family}
    return {"family": family[found.end() :], "non-dropping-particle": found[0].strip()}


def in_order(name: CslName) -> CslName:
    """Return the parts of a name that say something, in CSL's order."""
    return {part: name[part] for part in NAME_PARTS if name.get(part)}
