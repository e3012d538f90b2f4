"""The address of each file on a page ends in the beginning of the file's checksum; all else on the page stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_plugins.versions import LENGTH, add_checksums

FILES = {
    "assets/a.js": "0123456789abcdef" * 4,
    "assets/style sheet.css": "f" * 64,
    "about/cat & dog.svg": "a" * 64,
    "download/all.zip": "b" * 64,
    "about/index.html": "c" * 64,
}


def add(html: str, page: str = "about/index.html") -> str:
    return add_checksums(html, page, FILES.get)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<script src="../assets/a.js" defer>', '<script src="../assets/a.js?v=0123456789" defer>'),
        ('<link href="../assets/style%20sheet.css">', '<link href="../assets/style%20sheet.css?v=ffffffffff">'),
        (
            '<img alt="a > b" src="cat%20&amp;%20dog.svg">',
            '<img alt="a > b" src="cat%20&amp;%20dog.svg?v=aaaaaaaaaa">',
        ),
        ('<a href="../download/all.zip#part">', '<a href="../download/all.zip?v=bbbbbbbbbb#part">'),
        # Of an earlier build.
        ('<script src="../assets/a.js?v=fedcba9876">', '<script src="../assets/a.js?v=0123456789">'),
    ],
)
def test_files_of_the_site_get_theirs(before: str, after: str) -> None:
    assert add(before) == after
    assert add(after) == after


@pytest.mark.parametrize(
    "html",
    [
        '<a href="index.html#top">',
        '<a href="../about/">',
        '<a href="https://example.org/assets/a.js">',
        '<script src="//example.org/assets/a.js">',
        '<script src="/assets/a.js">',
        '<script src="../assets/missing.js">',
        '<script src="../../assets/a.js">',
        '<a href="mailto:assets/a.js">',
        '<a href="../assets/a.js?page=2">',
        '<p data-src="../assets/a.js">src="../assets/a.js"</p>',
        '<img data-src="../assets/a.js">',
        '&lt;script src="../assets/a.js"&gt;',
    ],
)
def test_whatever_else_stays_as_it_is(html: str) -> None:
    assert add(html) == html


@given(st.text(alphabet=st.sampled_from("<>\"'= /asrchref.#?v0pt"), max_size=200))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    written = add(text)
    assert re.sub(rf"\?v=[0-9a-f]{{{LENGTH}}}", "", written) == re.sub(rf"\?v=[0-9a-f]{{{LENGTH}}}", "", text)
