"""Slips in a statement's attribute list, and the list that was probably meant: `{: #a.do }` for `{: #a .do }`."""

from __future__ import annotations

import re

from site_plugins.guideline.ids import ID
from site_plugins.guideline.model import StatementKind

_PART = re.compile(r"""[^\s=,;"']+=(?:"[^"]*"|'[^']*'|\S*)|[^\s,;]+""")
_KINDS = {kind.value for kind in StatementKind}
_BETWEEN_WORDS = re.compile(r"[\s_\u2010-\u2015]+")


def mend_list(listed: str) -> str | None:
    """Return the list that was probably meant, as it is written; None where that is not clear.

    `listed` is what stands between its braces, of a list that cannot be taken as it is.
    """
    ids: list[str] = []
    kinds: list[str] = []
    others: list[str] = []
    loose: list[str] = []
    parts = _PART.findall(_join_kinds(listed))
    while parts:
        part = parts.pop(0)
        sign, word = part[:1], part[1:]
        name, equals, value = part.partition("=")
        if part in ("#", ".") and parts:
            parts[0] = sign + parts[0].lstrip("#.")
        elif equals and name.casefold() in ("kind", "class", "type") and value.strip("\"'").casefold() in _KINDS:
            kinds.append(value.strip("\"'").casefold())
        elif equals and name.casefold() == "id":
            ids.append(value.strip("\"'"))
        elif equals:
            others.append(part)
        elif sign == "#" and word.rpartition(".")[2].casefold() in _KINDS and "." in word:
            before, _dot, kind = word.rpartition(".")
            ids.append(before)
            kinds.append(kind.casefold())
        elif sign == "#":
            ids.append(word)
        elif part.lstrip(".").casefold() in _KINDS:
            kinds.append(part.lstrip(".").casefold())
        else:
            loose.append(part.lstrip("."))
    if not ids and len(loose) == 1:
        ids, loose = loose, []
    if loose or len(ids) != 1 or len(kinds) != 1 or not re.fullmatch(ID, ids[0]):
        return None
    return f"{{: {' '.join([f'#{ids[0]}', f'.{kinds[0]}', *others])} }}"


def _join_kinds(listed: str) -> str:
    """Return a list in which kinds of two words have their hyphen: “.good practice”, “.red_flag”."""
    for kind in _KINDS:
        if "-" in kind:
            words = _BETWEEN_WORDS.pattern.join(map(re.escape, kind.split("-")))
            listed = re.sub(rf"(?<![\w#-]){words}(?![\w-])", kind, listed, flags=re.IGNORECASE)
    return listed
