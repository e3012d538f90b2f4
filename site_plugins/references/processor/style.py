"""A CSL style, read for citeproc-py with the corrected elements, and made complete once for all references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from citeproc import model
from lxml import etree

from site_plugins.diagnostics.problems import ContentError, Problem, read_text, suggestion
from site_plugins.references.processor import elements, names
from site_plugins.references.processor.rich_text import SMALL_CAPS, InlineReader, Quotes, wrap
from site_plugins.references.processor.work import Cited, Work

_CORRECTED = {
    "choose": elements.Choose,
    "date": elements.Date,
    "date-part": elements.DatePart,
    "else": elements.Else,
    "else-if": elements.ElseIf,
    "et-al": names.EtAl,
    "group": elements.Group,
    "if": elements.If,
    "label": elements.Label,
    "layout": elements.Layout,
    "macro": elements.Macro,
    "name": names.Name,
    "name-part": names.NamePart,
    "names": names.Names,
    "number": elements.Number,
    "substitute": names.Substitute,
    "text": elements.Text,
}

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


@dataclass(frozen=True, eq=False)
class Style:
    """A style that is ready to format."""

    layout: elements.Layout
    quotes: Quotes
    reader: InlineReader

    def render_entry(self, csl: Mapping[str, Any]) -> str:
        """Return a record's entry of the reference list, without a number, as rich text."""
        return self.layout.render(Cited(Work(csl, self.reader))).strip(" ")


def read_style(file: Path) -> Style:
    """Read a style. Raises ContentError with all faults of a file that is no style of a reference list."""
    try:
        # As bytes: an XML declaration names an encoding.
        root = etree.fromstring(read_text(file).encode(), _make_parser())
    except etree.XMLSyntaxError as error:
        raise ContentError([Problem(str(file), error.lineno, f"This is not XML: {error.msg}.")]) from error
    if faults := list(find_style_faults(root, str(file), _CORRECTED)):
        raise ContentError(faults)
    root.set_locale_list(root.get("default-locale", "en-US"), validate=False)
    root.found_terms = {}
    root.formatter = _FORMATTER
    root.english = ("en", "") if root.get("default-locale", "en").startswith("en") else ("en",)
    layout = root.bibliography.layout
    _complete_names(root)
    _complete_dates(root)
    root.quotes = Quotes(
        outer=(layout.get_single_term("open-quote"), layout.get_single_term("close-quote")),
        inner=(layout.get_single_term("open-inner-quote"), layout.get_single_term("close-inner-quote")),
        punctuation_inside=root.get_locale_option("punctuation-in-quote") == "true",
    )
    return Style(layout, root.quotes, InlineReader(root.quotes))


def _make_parser() -> Any:
    """Return a parser that makes the corrected elements, and citeproc-py's own for all others."""
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(NAMESPACE)
    namespace[None] = model.CitationStylesElement
    namespace.update({"style": model.Style, "locale": model.Locale, "term": model.Term})
    namespace.update({"citation": model.Citation, "bibliography": model.Bibliography, **_CORRECTED})
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, no_network=True, resolve_entities=False)
    parser.set_element_class_lookup(lookup)
    return parser


def _complete_names(root: Any) -> None:
    """Give each `cs:names` what it leaves out: in `cs:substitute` it comes from the names that are missing."""
    for element in list(root.iter(f"{CS}names")):
        substitute = element.getparent()
        if substitute.tag == f"{CS}substitute":
            inherited = [child for child in substitute.getparent() if child is not substitute]
            if len(element):
                own_name = element.find(f"{CS}name") is not None
                inherited = [child for child in inherited if child.tag == f"{CS}name" and not own_name]
            element[:0] = [deepcopy(child) for child in inherited]
        if element.find(f"{CS}name") is None:
            element.insert(0, element.makeelement(f"{CS}name"))


def _complete_dates(root: Any) -> None:
    """Write the parts and the delimiter of each localized date into the style's own."""
    for element in list(root.iter(f"{CS}date")):
        # Those of a locale are what is looked up here.
        if element.getparent().tag == f"{CS}locale" or "form" not in element.attrib:
            continue
        form = element.attrib.pop("form")
        localized = root.get_date(form)
        own = {part.get("name"): part.attrib for part in element}
        for part in list(element):
            element.remove(part)
        parts = element.attrib.pop("date-parts", "year-month-day").split("-")
        for part in localized:
            if part.get("name") in parts:
                etree.SubElement(element, f"{CS}date-part", {**part.attrib, **own.get(part.get("name"), {})})
        element.set("delimiter", localized.get("delimiter", ""))


def _keep_plain(text: str) -> str:
    return text


_FORMATTER = SimpleNamespace(
    preformat=_keep_plain,
    Italic=lambda text: wrap("i", text),
    Oblique=lambda text: wrap("i", text),
    Bold=lambda text: wrap("b", text),
    Superscript=lambda text: wrap("sup", text),
    Subscript=lambda text: wrap("sub", text),
    SmallCaps=lambda text: wrap(SMALL_CAPS, text),
    Light=_keep_plain,
    Underline=_keep_plain,
)
"""What a style's fonts come to."""


def find_style_faults(root: Any, file: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield the faults of a style. `known` are the elements that can print something."""
    parent = root.find(f"{CS}info/{CS}link[@rel='independent-parent']")
    if root.tag != f"{CS}style":
        yield Problem(file, root.sourceline, f"This is not a CSL style: it begins with <{root.tag}>.")
    elif parent is not None:
        message = f"This style only points to another; give that one: {parent.get('href')}."
        yield Problem(file, root.sourceline, message)
    elif root.find(f"{CS}bibliography/{CS}layout") is None:
        yield Problem(file, root.sourceline, "This style has no reference list (cs:bibliography).")
    else:
        macros = [macro.get("name", "") for macro in root.iter(f"{CS}macro")]
        for part in (*root.findall(f"{CS}macro"), root.find(f"{CS}bibliography")):
            for element in part.iterdescendants():
                faults = _find_element_faults(element, [*known, *_SORTING], macros)
                yield from (Problem(file, element.sourceline, fault) for fault in faults)


def _find_element_faults(element: Any, known: Collection[str], macros: Collection[str]) -> Iterator[str]:
    name = element.tag.removeprefix(CS)
    if name not in known:
        yield f"<{name}> is not an element of a CSL style.{suggestion(name, known)}"
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
