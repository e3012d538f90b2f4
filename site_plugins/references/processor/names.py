"""Names: what `cs:substitute` has used is not printed again, and names are put together as script and style ask."""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.processor.base import Printing
from site_plugins.references.processor.elements import Label
from site_plugins.references.processor.work import Cited, PersonalName

# Latin, Greek, Cyrillic, Hebrew, Arabic, Thai: elsewhere the given name follows without a space.
_SPACED = re.compile(r"[A-Za-z\u00c0-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")
_INITIALS = re.compile(r"[^\W\d_]{2,3}")
_NUMBERS = ("et-al-min", "et-al-use-first")
_SWITCHES = ("et-al-use-last", "initialize-with-hyphen")


class Substitute(Printing, model.Substitute):
    """What stands in for names that are missing."""

    def render(self, item: Cited, **_context: Any) -> str | None:
        """Return the first that prints something. Its variables are then empty for the rest of the reference."""
        work = item.reference
        for child in self.child_elements:
            outer, work.used = work.used, set()
            text: str | None = child.render(item)
            used, work.used = work.used, outer
            if text:
                for name in used:
                    work.pop(name, None)
                return text
        return None


class Names(Printing, model.Names):
    """The names of one or more roles, with the roles' labels."""

    def render(self, item: Cited, **_context: Any) -> str | None:
        """Return the names; None where nobody is named and nothing stands in."""
        roles = self.get("variable").split()
        people = {role: names for role in roles if (names := item.reference.use(role.replace("-", "_")))}
        if people.keys() == {"editor", "translator"} and people["editor"] == people["translator"]:
            both = self.get_term("editortranslator") is not None
            people = {"editortranslator": people["editor"]} if both else people
        if texts := [self._render_role(item, role, names) for role, names in people.items()]:
            return self.markup(self.join(texts, self._delimiter))
        return None if self._substitute is None else self.markup(self._substitute.render(item))

    @cached_property
    def _delimiter(self) -> str:
        return str(self.get("delimiter", self.root.bibliography.get_option("names-delimiter")))

    @cached_property
    def _substitute(self) -> Substitute | None:
        return next((child for child in self.child_elements if isinstance(child, Substitute)), None)

    def _render_role(self, item: Cited, role: str, names: tuple[PersonalName, ...]) -> str:
        text = ""
        for child in self.child_elements:
            if isinstance(child, Name):
                text = self.attach(text, child.render_names(names))
            elif isinstance(child, Label):
                text = self.attach(text, child.render(item, role, len(names) > 1) or "")
        return text


class EtAl(Printing, model.Et_Al):
    """How "et al." is printed."""


class NamePart(Printing, model.Name_Part):
    """How the family names or the given names are printed."""


class Name(Printing, model.Name):
    """How the names of a role are printed."""

    def get_option(self, name: str, *_context: Any) -> Any:
        """Return an option of the element, else of the bibliography, else of the style."""
        if name not in self.options:
            inherited = f"name-{name}" if name in ("form", "delimiter") else name
            value = self.get(name, self.root.bibliography.get_option(inherited))
            self.options[name] = int(value) if name in _NUMBERS else value == "true" if name in _SWITCHES else value
        return self.options[name]

    @cached_property
    def options(self) -> dict[str, Any]:
        """The options that were asked for."""
        return {}

    def render_names(self, names: tuple[PersonalName, ...]) -> str:
        """Return the names of one role."""
        least, first = self.get_option("et-al-min"), self.get_option("et-al-use-first")
        shortened = least and len(names) >= max(least, 2) and first < len(names)
        rendered = [
            self._render_name(name, place) for place, name in enumerate(names[:first] if shortened else names)
        ]
        if not shortened:
            return self.markup(self._join_with_and(rendered)) or ""
        return self.markup(self._join_with_others(rendered, self._render_name(names[-1], len(names) - 1))) or ""

    def _join_with_others(self, names: list[str], last: str) -> str:
        """Return the first names and "et al.", or "…" and the last one."""
        delimiter = self.get_option("delimiter")
        if self.get_option("et-al-use-last") and len(names) <= self.get_option("et-al-min") - 2:
            return self.join([*names, f"… {last}"], delimiter)
        joined = self.join(names, delimiter)
        return self.join([joined, self._et_al], delimiter if self._delimiter_precedes("et-al", len(names)) else " ")

    def _join_with_and(self, names: list[str]) -> str:
        """Return all names, with "and" or "&" before the last where the style has it."""
        delimiter = self.get_option("delimiter")
        kind = self.get_option("and")
        if kind is None or len(names) < 2:
            return self.join(names, delimiter)
        word = "&" if kind == "symbol" else self.get_single_term("and")
        before = delimiter if self._delimiter_precedes("last", len(names) - 1) else " "
        return f"{self.attach(self.join(names[:-1], delimiter), before)}{word} {names[-1]}"

    def _delimiter_precedes(self, what: str, count: int) -> bool:
        """Tell whether the delimiter precedes "et al." or the last name."""
        choice = self.get_option(f"delimiter-precedes-{what}")
        if choice == "after-inverted-name":
            order = self.get_option("name-as-sort-order")
            return order == "all" or (order == "first" and count == 1)
        return choice == "always" or (choice == "contextual" and count >= 2)

    @cached_property
    def _et_al(self) -> str:
        element = next((child for child in self.getparent().child_elements if isinstance(child, EtAl)), None)
        term = self.get_single_term(element.get("term", "et-al") if element is not None else "et-al")
        return term if element is None else element.markup(term) or ""

    def _render_name(self, name: PersonalName, place: int) -> str:
        """Return one name; `place` counts from 0."""
        family, given = name.family, self._render_given(name)
        order = self.get_option("name-as-sort-order")
        sorting = order == "all" or (order == "first" and place == 0)
        demoted = sorting and self.root.get_option("demote-non-dropping-particle") == "display-and-sort"
        if not demoted:
            family = _prepend_particle(name.non_dropping, family)
        if self.get_option("form") == "short":
            return self._render_name_part("family", family)
        if not _SPACED.search(family):
            return f"{family}{given}"
        suffix = name.suffix
        mark = self.get_option("initialize-with")
        if mark is not None and suffix.endswith("."):
            suffix = f"{suffix[:-1]}{mark.strip()}"
        if not sorting:
            family = _prepend_particle(name.dropping, family)
            return " ".join(
                filter(
                    None, (self._render_name_part("given", given), self._render_name_part("family", family), suffix)
                )
            )
        given = " ".join(filter(None, (given, name.dropping, name.non_dropping if demoted else "")))
        parts = (self._render_name_part("family", family), self._render_name_part("given", given), suffix)
        return str(self.get_option("sort-separator")).join(filter(None, parts))

    def _render_given(self, name: PersonalName) -> str:
        mark = self.get_option("initialize-with")
        if not name.given or mark is None or self.get("initialize") == "false" or not _SPACED.search(name.given):
            return name.given
        given = name.given
        # PubMed's "JC" are two initials, unless the whole name shouts.
        if given.isupper() and not name.family.isupper() and _INITIALS.fullmatch(given):
            given = " ".join(given)
        return make_initials(given, mark, hyphen="-" if self.get_option("initialize-with-hyphen") else "")

    def _render_name_part(self, which: str, text: str) -> str:
        for child in self.child_elements:
            if child.get("name") == which:
                text = child.markup(text) or ""
        return text


def make_initials(given: str, mark: str, *, hyphen: str) -> str:
    """Return given names as initials with a mark behind each: "JLP", "J.-L. P."; a particle stays: "L van"."""
    text = ""
    for word in given.replace(".-", "-").replace(".", " ").split():
        if word[0].islower():
            text = f"{text.rstrip()} {word} "
        else:
            between = f"{mark.rstrip()}{hyphen}" if hyphen else mark
            letters = (next(filter(str.isalnum, part), "").upper() for part in word.split("-"))
            text += between.join(filter(None, letters)) + mark
    return text.strip()


def _prepend_particle(particle: str, family: str) -> str:
    """Put a particle before a family name: "van Gogh", "d’Alembert"."""
    if not particle:
        return family
    return f"{particle}{'' if particle[-1] in '’-' else ' '}{family}"
