"""Which sentences a page shows: noted while it is made, so that a changed sentence changes no other page.

Whatever shows a sentence, a layer, a list of back-links or the calculator, reads the text of its statement or note.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from site_plugins.guideline.model import Note, Statement

type Sentence = tuple[str, str]
"""The address of its page within the site, and its id there."""


class _NotedText:
    """Stands for a field `text` of a class; notes whose text is read."""

    def __init__(self) -> None:
        self.read: set[Sentence] | None = None

    def __get__(self, sentence: Any, _owner: object = None) -> Any:
        if sentence is None:
            return self
        if self.read is not None:
            self.read.add((sentence.page, sentence.id))
        return vars(sentence)["text"]

    def __set__(self, sentence: Any, text: str) -> None:
        vars(sentence)["text"] = text


_noted = _NotedText()


def start_tracking() -> None:
    """Note from now on, in this process, what is read while `track_sentences` is open."""
    for sentence in (Statement, Note):
        setattr(sentence, "text", _noted)  # noqa: B010  (a dataclass's field, for mypy)


@contextmanager
def track_sentences() -> Iterator[set[Sentence]]:
    """Give the sentences whose text is read within."""
    _noted.read = set()
    try:
        yield _noted.read
    finally:
        _noted.read = None
