"""What somebody signed for: two data files beside a guideline, which `python -m site_plugins.guideline` writes.

`read-against.json` holds, for each statement that a rule uses or that has a line for patients, the wording that
somebody read against those rules, with who and when, and each table of doses as a second person read it.
`published.json` holds what was published under each version: of every sentence, table and figure its kind, its
citations and the fingerprints of its words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import Any

from site_plugins.diagnostics.days import day_of, is_day
from site_plugins.diagnostics.json_places import JsonPath, JsonPlaces, has_repeated_name, parse_json
from site_plugins.diagnostics.problems import ContentError, FileText, Place, read_text, write_text
from site_plugins.guideline.exhibits import Exhibit
from site_plugins.references import SignedOff

ACCEPTED, PUBLISHED = "read-against.json", "published.json"
"""The two files of a guideline's folder."""
LONGEST_NAME = 100
"""Characters of the name of who signs."""

_ABOUT = "Written by “python -m site_plugins.guideline {}”; docs/guidelines.md says when. Do not edit it by hand."
_NEEDLESS = ("NAME", "YOUR NAME")
"""What stands for a name in the commands that a build shows."""


def fingerprint(*parts: object) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of words and lists of words."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]


def read_name(name: str) -> str:
    """Return the name of who signs, without blanks around it. Raises ValueError with what is allowed."""
    name = name.strip()
    if not name or name.upper() in _NEEDLESS or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"the name of whoever read it, on one line of at most {LONGEST_NAME} characters")
    return name


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: 1.10 comes after 1.9, and 1.0 is 1.0.0.

    Raises ValueError for anything but numbers with dots between them.
    """
    if not all(part.isascii() and part.isdigit() for part in version.split(".")):
        raise ValueError(version)
    numbers = [int(part) for part in version.split(".")]
    while numbers[1:] and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


@dataclass(frozen=True)
class StatementWording:
    """What is read of a statement before rules may use it and patients may see its line."""

    kind: str
    text: str
    plain: str | None
    """The line for patients."""
    rules: tuple[str, ...]
    """The rules that use it, such as "start-back rule 7"; none where only its line for patients is bound to it."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of all of it."""
        return fingerprint(self.kind, self.text, self.plain, self.rules)


def dose_wording(table: Exhibit) -> StatementWording:
    """Return what a second person reads of a table of doses: all of it, a row a line."""
    return StatementWording(table.kind, table.text, None, ())


@dataclass(frozen=True)
class Acceptance:
    """A wording that somebody read and accepted."""

    wording: StatementWording
    signed: SignedOff
    intact: bool
    """Whether the wording is the one that the fingerprint beside it was made of."""

    def holds(self, wording: StatementWording) -> bool:
        """Tell whether it is this very wording that was accepted."""
        return self.intact and self.wording == wording


@dataclass(frozen=True, slots=True)
class PublishedSentence:
    """What is known of a statement or an editors' note that was published under a version."""

    kind: str
    """The statement's kind, or "note"."""
    text: str
    """The fingerprint of its words; of a note also of its title and of the statements that it is about."""
    citations: tuple[str, ...]
    plain: str | None
    """The fingerprint of its line for patients."""
    attributes: str | None = None
    """The fingerprint of what its attribute list says beside id and kind, such as its rating; None for nothing."""

    def differences(self, other: PublishedSentence) -> list[str]:
        """Return the names of the parts that are not the same in another one."""
        names = {"kind": "kind", "text": "wording", "citations": "citations", "plain": "plain line"}
        names["attributes"] = "attributes (its rating, dates or status)"
        return [name for part, name in names.items() if getattr(self, part) != getattr(other, part)]


@dataclass(frozen=True)
class PublishedVersion:
    """What was published under a version."""

    signed: SignedOff
    sentences: Mapping[str, PublishedSentence]
    """By their ids."""


@dataclass(frozen=True)
class SignedFile[T]:
    """The entries of one of the two files."""

    path: Path
    entries: Mapping[str, T]
    """Of `read-against.json` by the ids of statements, of `published.json` by versions."""

    def place(self, name: str) -> Place:
        """Return the place of an entry."""
        # Read once more: the text of a long guideline's file is not to be kept for what is hardly ever wrong.
        text = read_text(self.path)
        (top,) = json.loads(text).keys() - {"about"}
        return FileText(str(self.path), text).at(JsonPlaces(text).name((top, name)))


# ---- Reading ----------------------------------------------------------------------------------------------------

type _Shape = Mapping[str, Callable[[Any], bool]]


def read_accepted(path: Path) -> SignedFile[Acceptance]:
    """Read `read-against.json`; without the file nothing was accepted.

    Raises ContentError for a file that the command did not write so.
    """
    entries = _read(path, "statements", _ACCEPTANCE)
    return SignedFile(path, {name: _acceptance(entry) for name, entry in entries.items()})


def _acceptance(entry: Mapping[str, Any]) -> Acceptance:
    wording = StatementWording(entry["kind"], entry["text"], entry["plain"], tuple(entry["rules"]))
    return Acceptance(wording, _signed(entry), wording.fingerprint == entry["fingerprint"])


def read_published(path: Path) -> SignedFile[PublishedVersion]:
    """Read `published.json`; without the file nothing was published.

    Raises ContentError for a file that the command did not write so.
    """
    entries = _read(path, "versions", _VERSION)
    return SignedFile(path, {name: _version(entry) for name, entry in entries.items()})


def _version(entry: Mapping[str, Any]) -> PublishedVersion:
    return PublishedVersion(
        _signed(entry),
        {
            # Ids, kinds and keys are those of the statements, with whom they share one text.
            intern(name): PublishedSentence(
                intern(each["kind"]),
                each["text"],
                tuple(map(intern, each["citations"])),
                each["plain"],
                each.get("attributes"),
            )
            for name, each in entry["sentences"].items()
        },
    )


def _signed(entry: Mapping[str, Any]) -> SignedOff:
    return SignedOff(entry["by"], day_of(entry["on"]))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_name(value: object) -> bool:
    try:
        return isinstance(value, str) and read_name(value) == value
    except ValueError:
        return False


def _is_version(value: str) -> bool:
    try:
        return bool(version_key(value))
    except ValueError:
        return False


def _are_sentences(value: object) -> bool:
    return isinstance(value, dict) and all(
        any(not _find_faults(each, shape, ()) for shape in (_SENTENCE, _SENTENCE_WITH_ATTRIBUTES))
        for each in value.values()
    )


_ACCEPTANCE: _Shape = {
    "kind": _is_text,
    "text": _is_text,
    "plain": _is_text_or_none,
    "rules": _is_texts,
    "fingerprint": _is_text,
    "by": _is_name,
    "on": is_day,
}
_SENTENCE: dict[str, Callable[[Any], bool]] = {
    "kind": _is_text,
    "text": _is_text,
    "citations": _is_texts,
    "plain": _is_text_or_none,
}
# Versions that were published before attributes were read have none.
_SENTENCE_WITH_ATTRIBUTES: _Shape = _SENTENCE | {"attributes": _is_text}
_VERSION: _Shape = {"on": is_day, "by": _is_name, "sentences": _are_sentences}


def _read(path: Path, top: str, shape: _Shape) -> dict[str, Any]:
    """Return a file's entries."""
    if not path.exists():
        return {}
    text = FileText(str(path), read_text(path))
    whole = parse_json(text)
    places = JsonPlaces(text.text)
    repeated = [*places.find_repeated_names()] if has_repeated_name(text.text) else []
    problems = [text.at(at).problem(f"“{within[-1]}” is given twice; keep one.") for within, at in repeated]
    for within, message in _find_entry_faults(whole, top, shape):
        at = text.at(places.value(within))
        problems.append(at.problem(f"{message} The command writes this file: take back what was edited by hand."))
    if problems:
        raise ContentError(problems)
    entries: dict[str, Any] = whole[top]
    return entries


def _find_entry_faults(whole: object, top: str, shape: _Shape) -> Iterator[tuple[JsonPath, str]]:
    if not isinstance(whole, dict) or not isinstance(whole.get(top), dict) or whole.keys() != {"about", top}:
        yield (), f"“about” and “{top}” are expected here."
        return
    for name, entry in whole[top].items():
        if shape is _VERSION and not _is_version(name):
            yield (top, name), f"“{name}” is not a version such as 1.0.1."
        yield from _find_faults(entry, shape, (top, name))


def _find_faults(entry: object, shape: _Shape, path: JsonPath) -> list[tuple[JsonPath, str]]:
    if not isinstance(entry, dict) or entry.keys() != shape.keys():
        return [(path, f"The fields {', '.join(shape)} are expected here.")]
    return [
        ((*path, name), f"“{name}” is not what the command writes.")
        for name, is_right in shape.items()
        if not is_right(entry[name])
    ]


# ---- Writing ----------------------------------------------------------------------------------------------------


def write_accepted(path: Path, entries: Mapping[str, Acceptance]) -> None:
    """Write `read-against.json` in one step. Raises ContentError when it cannot be written."""
    statements = {
        name: {
            "kind": entry.wording.kind,
            "text": entry.wording.text,
            "plain": entry.wording.plain,
            "rules": list(entry.wording.rules),
            "fingerprint": entry.wording.fingerprint,
            **_sign(entry.signed),
        }
        for name, entry in entries.items()
    }
    content = {"about": _ABOUT.format("accept"), "statements": statements}
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def write_published(path: Path, entries: Mapping[str, PublishedVersion]) -> None:
    """Write `published.json` in one step, a sentence a line. Raises ContentError when it cannot be written."""
    versions = ",\n".join(_dump_version(name, entry) for name, entry in entries.items())
    about = json.dumps(_ABOUT.format("publish"), ensure_ascii=False)
    write_text(path, f'{{\n"about": {about},\n"versions": {{\n{versions}\n}}\n}}\n')


def _dump_version(name: str, version: PublishedVersion) -> str:
    sentences = ",\n".join(
        f"  {json.dumps(each)}: "
        + json.dumps(
            {
                "kind": sentence.kind,
                "text": sentence.text,
                "citations": list(sentence.citations),
                "plain": sentence.plain,
                **({"attributes": sentence.attributes} if sentence.attributes else {}),
            },
            ensure_ascii=False,
        )
        for each, sentence in version.sentences.items()
    )
    head = json.dumps(_sign(version.signed), ensure_ascii=False).rstrip("}")
    return f'{json.dumps(name)}: {head}, "sentences": {{\n{sentences}\n}}}}'


def _sign(signed: SignedOff) -> dict[str, str]:
    return {"by": signed.by, "on": signed.on.isoformat()}
