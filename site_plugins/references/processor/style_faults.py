"""What keeps a file from being the style of a reference list: all of it, with its lines.

CSL's own schema is not asked: of a mistyped attribute, libxml2 says only that "info" has an invalid sequence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from site_plugins.diagnostics.problems import Problem, suggestion

NAMESPACE = "http://purl.org/net/xbiblio/csl"
CS = f"{{{NAMESPACE}}}"

_SORTING = ("sort", "key")
_NEEDED = {
    "text": ("variable", "macro", "term", "value"),
    "number": ("variable",),
    "label": ("variable",),
    "names": ("variable",),
    "date": ("variable",),
    "date-part": ("name",),
}
_ALLOWED = {
    ("date", "form"): ("text", "numeric"),
    ("date", "date-parts"): ("year-month-day", "year-month", "year"),
    ("date-part", "name"): ("year", "month", "day"),
}


def style_faults(root: Any, file: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield the faults of a style. `known` are the elements that can print something."""
    parent = root.find(f"{CS}info/{CS}link[@rel='independent-parent']")
    if root.tag != f"{CS}style":
        yield Problem(file, root.sourceline, f"This is no CSL style: it begins with <{root.tag}>.")
    elif parent is not None:
        said = f"This style only points to another; give that one: {parent.get('href')}."
        yield Problem(file, root.sourceline, said)
    elif root.find(f"{CS}bibliography/{CS}layout") is None:
        yield Problem(file, root.sourceline, "This style has no reference list (cs:bibliography).")
    else:
        macros = [macro.get("name", "") for macro in root.iter(f"{CS}macro")]
        for part in (*root.findall(f"{CS}macro"), root.find(f"{CS}bibliography")):
            for element in part.iterdescendants():
                faults = _element_faults(element, [*known, *_SORTING], macros)
                yield from (Problem(file, element.sourceline, fault) for fault in faults)


def _element_faults(element: Any, known: Collection[str], macros: Collection[str]) -> Iterator[str]:
    name = element.tag.removeprefix(CS)
    if name not in known:
        yield f"<{name}> is no element of a CSL style.{suggestion(name, known)}"
        return
    # In cs:label of names, the variable is that of the names.
    needed = () if name == "label" and element.getparent().tag == f"{CS}names" else _NEEDED.get(name, ())
    if needed and all(element.get(attribute) is None for attribute in needed):
        yield f"<{name}> needs one of these: {', '.join(needed)}."
    for (owner, attribute), allowed in _ALLOWED.items():
        if owner == name and element.get(attribute, allowed[0]) not in allowed:
            yield f"{attribute} of <{name}> is “{element.get(attribute)}”; allowed: {', '.join(allowed)}."
    macro = element.get("macro")
    if macro is not None and macro not in macros:
        yield f"The macro “{macro}” is not in this style.{suggestion(macro, macros)}"
