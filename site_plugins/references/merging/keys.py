"""Keys for new records: the file's own where it can be cited, or else family name and year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from site_plugins.references.exchange.dates import day_parts
from site_plugins.references.identifiers import KEY
from site_plugins.references.merging.same_work import family_of, normal
from site_plugins.references.record import CslRecord

# Usable, but nobody would cite it: an address of Zotero's, a database's number.
_UNWIELDY = re.compile(r".*//.*|\d+|.{41,}", re.DOTALL)
_FILLERS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"])


def key_for(csl: Mapping[str, object], taken: Collection[str]) -> str:
    """Return a key for a record that no other has: letters, from b on, are put behind one that is taken."""
    own = str(csl.get("id", ""))
    wanted = own if re.fullmatch(KEY, own) and not _UNWIELDY.fullmatch(own) else _made(csl)
    return next(key for key in _with_letters(wanted) if key not in taken)


def _with_letters(key: str) -> Iterator[str]:
    yield key
    for number in range(1, 10_000):
        letters, rest = "", number
        while rest:
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        yield f"{key}{letters}"


def _made(csl: CslRecord | Mapping[str, object]) -> str:
    date = csl.get("issued")
    days = day_parts(date) if isinstance(date, Mapping) else []
    return f"{_word(csl) or 'work'}{days[0][0] if days else ''}"


def _word(csl: Mapping[str, object]) -> str:
    """Return the first author's name, an organisation's initials, or else a first word of the title."""
    for role in ("author", "editor"):
        names = csl.get(role)
        if isinstance(names, list) and names and isinstance(first := names[0], Mapping):
            if "family" in first:
                # The first of two names with a hyphen; the particle is not what one looks for.
                return _ascii(re.split(r"[\s-]", str(first["family"]).strip())[0])
            words = [word for word in normal(family_of(first)).split() if word not in _FILLERS]
            return _ascii("".join(word[0] for word in words) if len(words) > 2 else words[0] if words else "")
    words = [word for word in normal(str(csl.get("title", ""))).split() if word not in _FILLERS]
    return _ascii(words[0]) if words else ""


def _ascii(word: str) -> str:
    return "".join(each for each in normal(word) if each.isascii() and each.isalnum())
