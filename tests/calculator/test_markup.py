"""Markup that the calculator writes, compared with the parser of the standard library."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from calculator.core.markup import Html, el, join

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("&<>\"';/=#x27"), max_size=30)


class _Read(HTMLParser):
    """Notes what a browser would find."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.ends: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.ends.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Read:
    parser = _Read()
    parser.feed(html)
    parser.close()
    return parser


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_text_and_attributes_are_read_as_they_were_given(inside: str, class_: str, title: str | None) -> None:
    read = _read(el("p", inside, None, el("b", inside), class_=class_, data_title=title))
    assert read.text == inside * 2
    named = [("class", class_)] + ([] if title is None else [("data-title", title)])
    assert read.starts == [("p", named), ("b", [])]
    assert read.ends == ["b", "p"]


@given(st.lists(TEXTS))
def test_what_is_markup_already_is_joined_as_it_is(texts: list[str]) -> None:
    whole = join(*texts)
    assert isinstance(whole, Html)
    assert join(whole) == whole
    assert _read(whole).text == "".join(texts)
