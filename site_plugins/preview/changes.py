"""What changed in the content since the last look, and what of a site that may touch."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.guideline import Guideline
from site_plugins.preview.tracking import Sentence

_BESIDE_THE_TEXT = frozenset({"plain-language.yml", "published.json", "read-against.json"})
"""Data that is no part of what a page is converted from."""
_DATA = (".json", ".yml", ".yaml", ".csv", ".po")


@dataclass(frozen=True)
class Look:
    """The files of the content and of the settings as they were at a time."""

    pages: Mapping[str, bytes | None]
    """The bytes of each page by its path; None where it cannot be read."""
    others: Mapping[str, tuple[int, ...] | None]
    """When each other file changed last, its size and its place on the disk."""
    settings: bytes | None

    @classmethod
    def at(cls, content: str, settings: str) -> Look:
        """Look at the files as they are now."""
        pages: dict[str, bytes | None] = {}
        others: dict[str, tuple[int, ...] | None] = {}
        for folder, _folders, names in os.walk(content, followlinks=True):
            for name in names:
                path = f"{folder}{os.sep}{name}"
                if name.endswith(".md"):
                    pages[path] = _read(path)
                else:
                    others[path] = _state(path)
        return cls(pages, others, _read(settings))

    def changed_since(self, before: Look) -> set[str]:
        """Return the paths of the files that are not what they were; both have the same files."""
        pages = {path for path, content in self.pages.items() if content != before.pages[path]}
        return pages | {path for path, state in self.others.items() if state != before.others[path]}

    def begins_anew(self, before: Look) -> bool:
        """Tell whether anything changed but the text of pages and what stands beside it.

        Files that came or went, settings, front matter and references: each may change any page.
        """
        if self.settings != before.settings:
            return True
        if self.pages.keys() != before.pages.keys() or self.others.keys() != before.others.keys():
            return True
        return any(
            _front(self.pages[path]) != _front(before.pages[path])
            if path in self.pages
            else path.endswith(_DATA) and Path(path).name not in _BESIDE_THE_TEXT
            for path in self.changed_since(before)
        )


def _read(path: str) -> bytes | None:
    try:
        # A pipe would be waited for: whatever is no file of bytes is for the build to refuse.
        return Path(path).read_bytes() if Path(path).stat().st_size else b""
    except OSError:
        return None


def _state(path: str) -> tuple[int, ...] | None:
    try:
        state = Path(path).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _front(content: bytes | None) -> str | None:
    try:
        return None if content is None else split_front_matter(content.decode("utf-8-sig"))[0]
    except UnicodeDecodeError:
        return None


def find_changed_sentences(before: Sequence[Guideline], now: Sequence[Guideline]) -> set[Sentence] | None:
    """Return the sentences whose words alone changed; None where anything else of a guideline did."""
    changed: set[Sentence] = set()
    if [each.slug for each in before] != [each.slug for each in now]:
        return None
    for old, new in zip(before, now, strict=True):
        if old is new:
            continue
        for name in (field.name for field in fields(Guideline)):
            was, is_now = getattr(old, name), getattr(new, name)
            if name in ("statements", "notes"):
                words = _changed_words(was, is_now)
                if words is None:
                    return None
                changed |= words
            elif was != is_now:
                return None
    return changed


def _changed_words(before: Sequence[Any], now: Sequence[Any]) -> set[Sentence] | None:
    if len(before) != len(now):
        return None
    changed = set()
    for old, new in zip(before, now, strict=True):
        if old is new or old == new:
            continue
        if replace(old, text="") != replace(new, text=""):
            return None
        changed.add((new.page, new.id))
    return changed
