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


class _Reads:
    """The sentences whose text is read while somebody wants to know."""

    noted: set[Sentence] | None = None


class _NotedText:
    """Stands for a field `text` of a class; notes whose text is read."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot
        """What holds the text where the class has slots; else None."""

    def __get__(self, sentence: Any, owner: object = None) -> Any:
        if sentence is None:
            return self
        if _Reads.noted is not None:
            _Reads.noted.add((sentence.page, sentence.id))
        return vars(sentence)["text"] if self._slot is None else self._slot.__get__(sentence, owner)

    def __set__(self, sentence: Any, text: str) -> None:
        if self._slot is None:
            vars(sentence)["text"] = text
        else:
            self._slot.__set__(sentence, text)


def start_tracking() -> None:
    """Note from now on, in this process, what is read while `track_sentences` is open."""
    for sentence in (Statement, Note):
        slot = vars(sentence).get("text")
        if not isinstance(slot, _NotedText):
            setattr(sentence, "text", _NotedText(slot))  # noqa: B010  (a dataclass's field, for mypy)


@contextmanager
def track_sentences() -> Iterator[set[Sentence]]:
    """Give the sentences whose text is read within."""
    _Reads.noted = set()
    try:
        yield _Reads.noted
    finally:
        _Reads.noted = None
