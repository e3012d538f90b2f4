"""Files of translations in gettext's form (.po), which translators' programs know: written, renewed, read.

A message has the text's key as its context (msgctxt) and the English words as its msgid. What is marked as fuzzy,
is empty, or was made for other English words is not used: the text stays English until somebody has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from calculator.core.language import BEGINS, ENDS, GOES_ON, Plurals
from site_plugins.diagnostics.problems import ContentError, Problem
from site_plugins.languages.sources import SourceText

FOLDER = "languages"
"""Of a site's content: `languages/de.po`."""
PROJECT = "Lumbar"

_LONGEST_PERIOD = 1000
_NOT_ALLOWED = re.compile(f"[\x00-\x09\x0b-\x1f\x7f{BEGINS}{GOES_ON}{ENDS}]")


@dataclass(frozen=True)
class Translation:
    """What a file holds for a language."""

    tag: str
    texts: Mapping[str, str | tuple[str, ...]]
    """By the texts' keys; a text with a number has one for each of the language's forms."""
    plurals: Plurals
    missing: tuple[str, ...]
    """The keys of texts that are not translated."""
    outdated: tuple[str, ...] = ()
    """The keys of those that were translated from other English words."""
    unknown: tuple[str, ...] = ()
    """Keys in the file that no text has any more."""


def write_translations(texts: Mapping[str, SourceText], tag: str, old: Path) -> bytes:
    """Return a file with all texts, to be translated into a language, with the translations that `old` has.

    Of a text whose English changed the translation is kept and marked as fuzzy. What no text needs any more is
    kept at the end, commented out. Raises ContentError for a file that cannot be read.
    """
    catalog = Catalog(project=PROJECT, charset="utf-8", fuzzy=False, locale=_locale(tag))
    for each in texts.values():
        catalog.add(_id_of(each), context=each.key, auto_comments=[each.where])
    if old.is_file():
        _carry_over(_read(old, tag), catalog)
    written = BytesIO()
    write_po(written, catalog, width=100, include_previous=True)
    # The day on which it was made would make each one another.
    return re.sub(rb'"POT-Creation-Date: [^"]*"\n', b"", written.getvalue())


def _carry_over(known: Catalog, catalog: Catalog) -> None:
    """Put the translations of one catalogue into another, by the texts' keys."""
    # What no text needed for a while may be needed again.
    messages = (*known.obsolete.values(), *known)
    by_key = {message.context: message for message in messages if message.context}
    for message in catalog:
        before = by_key.pop(message.context or "", None)
        if before is None:
            continue
        same_shape = before.pluralizable == message.pluralizable
        message.string = before.string if same_shape else message.string
        # Babel reads the former English words, which it writes itself, as a comment.
        message.user_comments = [each for each in before.user_comments if not each.startswith("|")]
        if _is_translated(before) and (before.id != message.id or before.fuzzy):
            message.flags.add("fuzzy")
            former = [before.id] if isinstance(before.id, str) else list(before.id)
            message.previous_id = _former_words(before) if before.id == message.id else former
    for key, message in sorted(by_key.items()):
        message.auto_comments = []
        catalog.obsolete[key] = message


def _former_words(message: Message) -> list[str]:
    """Return the English words that a fuzzy translation was made from, as its file tells them."""
    lines = [each.removeprefix("|").strip() for each in message.user_comments if each.startswith("|")]
    return [
        denormalize(words.strip())
        for words in re.split(r"^msgid(?:_plural)?", "\n".join(lines), flags=re.MULTILINE)
        if words.strip()
    ]


def read_translation(file: Path, tag: str, texts: Mapping[str, SourceText]) -> Translation:
    """Read a file of translations into the language `tag`.

    Raises ContentError with everything that is wrong in it: what is no .po file, messages without a context or
    there twice, words in braces that the English text does not have or that are missing, characters that no page
    can show.
    """
    catalog = _read(file, tag)
    problems = list(_find_repeated(file))
    translated: dict[str, str | tuple[str, ...]] = {}
    outdated, unknown = [], []
    for message in catalog:
        if not message.id:
            # The header.
            continue
        if message.context is None:
            problem = f"The message “{message.id}” has no msgctxt: nothing tells which text it is for. Take it out."
            problems.append(Problem(str(file), message.lineno, problem))
            continue
        source = texts.get(message.context)
        if source is None:
            unknown.append(message.context)
        elif not _is_translated(message) or message.fuzzy:
            continue
        elif message.id != _id_of(source):
            outdated.append(message.context)
        else:
            problems += [Problem(str(file), message.lineno, each) for each in _faults(message, source)]
            forms = _forms(message)
            translated[message.context] = forms if source.one is not None else forms[0]
    if problems:
        raise ContentError(problems)
    missing = tuple(key for key in texts if key not in translated)
    return Translation(tag, translated, plurals_of(catalog), missing, tuple(outdated), tuple(unknown))


def _find_repeated(file: Path) -> Iterator[Problem]:
    """Yield the texts that are there twice: the last translation would win without a word."""
    lines: dict[str, int] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        key = line.removeprefix("msgctxt ")
        if key != line and lines.setdefault(key, number) != number:
            problem = f"The text {key} is there twice, on line {lines[key]} too: keep one."
            yield Problem(str(file), number, problem)


def plurals_of(catalog: Catalog) -> Plurals:
    """Return which form each number takes, from the rule of a file, as digits that repeat themselves."""
    place = c2py(catalog.plural_expr)
    forms = [place(number) for number in range(3 * _LONGEST_PERIOD)]
    for period in (1, 10, 100, _LONGEST_PERIOD):
        for first in range(2 * _LONGEST_PERIOD - period):
            rest = forms[first:]
            if all(rest[number] == rest[number % period] for number in range(period, len(rest))):
                if first > period * 2:
                    break
                text = "".join(map(str, forms))
                return Plurals(text[:first], text[first : first + period])
    text = "".join(map(str, forms[: 2 * _LONGEST_PERIOD]))
    return Plurals(text[:_LONGEST_PERIOD], text[_LONGEST_PERIOD:])


def _read(file: Path, tag: str) -> Catalog:
    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=_locale(tag), abort_invalid=True)
    except PoFileError as error:
        line = error.lineno + 1 if error.lineno is not None else None
        problem = f"This is no file of translations (.po): {error.args[0]}: {error.line!r}."
        raise ContentError([Problem(str(file), line, problem)]) from error
    except (UnicodeDecodeError, ValueError) as error:
        problem = f"This file of translations cannot be read: {error}. Save it as UTF-8, in gettext's form (.po)."
        raise ContentError([Problem(str(file), None, problem)]) from error
    written = str(catalog.locale or tag)
    if _language(written) != _language(str(_locale(tag))):
        problem = f"Its header says Language: {written}; its name says {tag}. Rename it, or correct the header."
        raise ContentError([Problem(str(file), None, problem)])
    return catalog


def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


def _language(name: str) -> str:
    return name.replace("_", "-").partition("-")[0].lower()


def _id_of(source: SourceText) -> str | tuple[str, str]:
    return source.words if source.one is None else (source.one, source.words)


def _forms(message: Message) -> tuple[str, ...]:
    """Return a translation's words, in each of its forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _is_translated(message: Message) -> bool:
    forms = _forms(message)
    return bool(forms) and all(each.strip() for each in forms)


def _faults(message: Message, source: SourceText) -> Iterator[str]:
    """Yield what is wrong with a translation."""
    allowed = _holes(source.words)
    needed = allowed if source.one is None else set()
    name = f"The translation of “{source.key}”"
    for words in _forms(message):
        try:
            holes = _holes(words)
        except ValueError as error:
            yield f"{name} has braces that do not match ({error}): write {{ and }} around the names alone."
            continue
        if strange := holes - allowed:
            names = ", ".join(f"{{{each}}}" for each in sorted(allowed)) or "none"
            yield f"{name} has {{{sorted(strange)[0]}}}, which its text does not fill in; allowed: {names}."
        if lost := needed - holes:
            yield f"{name} lacks {{{sorted(lost)[0]}}}, which the English text has: put it where it belongs."
        if match := _NOT_ALLOWED.search(words):
            yield f"{name} holds the character U+{ord(match[0]):04X}, which no page can show: take it out."


def _holes(words: str) -> set[str]:
    """Return the names in braces. Raises ValueError where braces do not match."""
    holes = set()
    for _text, name, form, conversion in Formatter().parse(words):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(f"{{{name}}} is no name")
            holes.add(name)
    return holes
