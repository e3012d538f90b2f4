"""Names in RIS: “Family, Given, Suffix”; what has no comma, or one at its end, is a corporate author."""

from __future__ import annotations

import re
from collections.abc import Mapping

from site_plugins.references.exchange.names import CslName, in_order, looks_corporate, with_particle

# EndNote's way to write a comma within a corporate author's name.
_COMMA_WITHIN = ",,"
# PubMed's and Vancouver's "Lee JG" in a file that should have written "Lee, J. G.".
_INITIALS = re.compile(r"([^\s,]+(?: [^\s,]+)?) ([A-Z]{1,3})")
_SUFFIX = re.compile(r"(?:Jr|Sr|[IV]+|\d(?:st|nd|rd|th))\.?", re.IGNORECASE)


def read_name(written: str) -> CslName | None:
    """Read a name; None where nothing is written."""
    text = written.strip()
    if _COMMA_WITHIN in text:
        return {"literal": text.replace(_COMMA_WITHIN, ",").strip(", ")}
    if text.endswith(","):
        return {"literal": text.rstrip(", ")} if text.strip(", ") else None
    family, *rest = (part.strip() for part in text.split(","))
    if not rest:
        if (found := _INITIALS.fullmatch(text)) and not looks_corporate(text):
            return in_order({**with_particle(found[1]), "given": found[2]})
        return {"literal": text} if text else None
    suffix = rest.pop() if len(rest) > 1 and _SUFFIX.fullmatch(rest[-1]) else ""
    given = ", ".join(part for part in rest if part)
    return in_order({**with_particle(family), "given": given, "suffix": suffix})


def write_name(name: Mapping[str, object]) -> str:
    """Return a name for AU, A2 or A4; a particle stands before the family name, where readers look for it."""
    if "family" not in name:
        literal = str(name.get("literal", "")).strip()
        # Without a comma at its end, EndNote takes the last word for a family name.
        return literal.replace(",", _COMMA_WITHIN, 1) if "," in literal else f"{literal},"
    particle = name.get("non-dropping-particle") or name.get("dropping-particle")
    family = f"{particle} {name['family']}" if particle else str(name["family"])
    parts = [family, str(name.get("given", "")), str(name.get("suffix", ""))]
    return ", ".join(parts if parts[2] else parts[:2] if parts[1] else parts[:1])
