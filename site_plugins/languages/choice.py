"""Which language the interface of a site and of a guideline is in, with what is translated into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError

from calculator.core.language import SOURCE_LANGUAGE, Language, Wording
from site_plugins.calculators import installed_calculators
from site_plugins.diagnostics.problems import ContentError, Problem, attempt, suggestion
from site_plugins.guideline import Library
from site_plugins.languages.sources import SourceText, english_texts
from site_plugins.languages.translations import FOLDER, Translation, read_translation
from site_plugins.languages.wordings import read_wording


@dataclass
class Languages:
    """The languages that a site's content has translations into."""

    content: Path
    site: str = SOURCE_LANGUAGE
    """The tag of the site's own language, as its settings say."""
    _read: dict[str, tuple[Language, Translation | None] | None] = field(default_factory=dict)

    @cached_property
    def texts(self) -> Mapping[str, SourceText]:
        """All English texts by their keys, those of the content's guidelines too."""
        # Read apart from the build's own: what is wrong with one is said there, and nothing of it is kept here.
        return english_texts(attempt(Library(self.content).guidelines, []) or ())

    def language_of(self, tag: str) -> Language | None:
        """Return a language with what is translated into it; None for English. Raises ContentError."""
        return (self._find(tag) or (None, None))[0]

    def translation_of(self, tag: str) -> Translation | None:
        """Return what a language's file holds; None where there is no file. Raises ContentError."""
        return (self._find(tag) or (None, None))[1]

    def interface_for(self, tag: str) -> Language | None:
        """Return the language of the interface around a guideline in a language: its own where there is a file."""
        return self.language_of(tag if self.file_of(tag).is_file() else self.site)

    def file_of(self, tag: str) -> Path:
        """Return where the translations into a language are kept."""
        return self.content / FOLDER / f"{tag}.po"

    def check(self) -> None:
        """Raise ContentError with everything that is wrong in any file of the folder."""
        problems: list[Problem] = []
        for tag in dict.fromkeys((self.site, *self.tags)):
            attempt(lambda tag=tag: self.language_of(tag), problems)  # type: ignore[misc]
        problems += self._find_stray_files()
        if problems:
            raise ContentError(problems)

    @property
    def tags(self) -> list[str]:
        """The languages that there are files of translations for, sorted."""
        return sorted(file.stem for file in (self.content / FOLDER).glob("*.po"))

    def _find(self, tag: str) -> tuple[Language, Translation | None] | None:
        if tag.partition("-")[0] == SOURCE_LANGUAGE and not self.file_of(tag).is_file():
            return None
        if tag not in self._read:
            self._read[tag] = self._make(tag)
        return self._read[tag]

    def _make(self, tag: str) -> tuple[Language, Translation | None]:
        locale = find_locale(tag)
        if locale is None:
            problem = f"“{tag}” is no language that is known here; give a tag such as de, pt-BR or ar."
            raise ContentError([Problem(str(self.file_of(tag)), None, problem)])
        file = self.file_of(tag)
        found = read_translation(file, tag, self.texts) if file.is_file() else None
        direction = "rtl" if locale.text_direction == "rtl" else "ltr"
        wordings = dict(self._read_wordings(tag))
        if found is None:
            return Language(tag, direction, wordings=wordings), None
        return Language(tag, direction, found.texts, found.plurals, wordings), found

    def _read_wordings(self, tag: str) -> Iterator[tuple[str, Wording]]:
        problems: list[Problem] = []
        for form in (form for calculator in installed_calculators() for form in calculator.instruments):
            file = self.content / FOLDER / f"{form.id}.{tag}.yml"
            if file.is_file() and (wording := attempt(lambda: read_wording(file, form), problems)):  # noqa: B023
                yield form.id, wording
        if problems:
            raise ContentError(problems)

    def _find_stray_files(self) -> Iterator[Problem]:
        """Yield the files of the folder that nothing reads: a name that is wrong would be silence."""
        folder = self.content / FOLDER
        forms = [form.id for calculator in installed_calculators() for form in calculator.instruments]
        for file in sorted(folder.iterdir()) if folder.is_dir() else []:
            form, _, rest = file.name.partition(".")
            tag = file.stem if file.suffix == ".po" else rest.removesuffix(".yml")
            is_wording = file.suffix == ".yml" and form in forms
            if file.name.startswith(".") or (find_locale(tag) and (file.suffix == ".po" or is_wording)):
                continue
            near = suggestion(form, forms) if file.suffix == ".yml" else ""
            problem = (
                "Nothing reads this file. Translations are called after their language, such as de.po; the exact "
                f"wording of a form after both, such as {forms[0] if forms else 'form'}.de.yml.{near}"
            )
            yield Problem(str(file), None, problem)


def find_kept_back(addresses: Iterable[str]) -> list[str]:
    """Return the files of the content, by their addresses, that are for translators and no part of the site."""
    return [address for address in addresses if address.startswith(f"{FOLDER}/")]


def find_locale(tag: str) -> Locale | None:
    """Return what is known of a language by its tag; None for one that is not known."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
