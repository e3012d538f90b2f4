"""Reads a PDF of Chromium's back: which words stand on which page, as far as they lie on the paper.

It knows what Chromium writes and no more: fonts with tables of Unicode and of widths, and text in hexadecimals.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

type Matrix = tuple[float, float, float, float, float, float]

_HEX = rb"<([0-9A-Fa-f]+)>"
_TOKEN = re.compile(rb"\[(?:[^\]\\]|\\.)*\]|<[0-9A-Fa-f]*>|\((?:[^)\\]|\\.)*\)|/[^\s/<>\[\]()]+|[^\s/<>\[\]()]+")


@dataclass
class _Font:
    letters: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = 1000


def words_on_paper(pdf: bytes) -> list[set[str]]:
    """Return, for each page, the words of which every letter lies between the left and right edges of the paper."""
    objects = {int(number): body for number, body in re.findall(rb"(?s)\b(\d+) 0 obj\b(.*?)\bendobj", pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [set(_words(objects, page)) for page in pages]


def _words(objects: dict[int, bytes], page: bytes) -> Iterator[str]:
    width = float(_find(rb"/MediaBox\s*\[\s*\S+\s+\S+\s+([\d.]+)", page))
    content = _stream(objects[int(_find(rb"/Contents\s+(\d+)", page))])
    named = re.search(rb"(?s)/Font\s*<<(.*?)>>", _resources(objects, page))
    assert named, "no font"
    fonts = {name: _font(objects, int(at)) for name, at in re.findall(rb"(/\S+)\s+(\d+) 0 R", named[1])}
    line: list[tuple[float, float, str]] = []
    place = (-1.0, -1.0)
    for left, right, height, letter in _letters(content, fonts):
        if letter.isspace() or abs(height - place[1]) > 1 or not -2.5 < left - place[0] < 1:
            yield from _whole(line, width)
            line = []
        if not letter.isspace():
            line.append((left, right, letter))
        place = (right, height)
    yield from _whole(line, width)


def _whole(line: list[tuple[float, float, str]], width: float) -> Iterator[str]:
    if line and line[0][0] >= 0 and line[-1][1] <= width:
        yield "".join(letter for _left, _right, letter in line)


def _letters(content: bytes, fonts: dict[bytes, _Font]) -> Iterator[tuple[float, float, float, str]]:
    """Yield each letter: its left and right edges, its height on the page, and itself."""
    now: Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[Matrix] = []
    given: list[bytes] = []
    font, size, at, start = _Font(), 1.0, now, now
    for token in _TOKEN.findall(content):
        if token == b"q":
            kept.append(now)
        elif token == b"Q":
            now = kept.pop()
        elif token == b"cm":
            now = _times(_matrix(given), now)
        elif token == b"BT":
            at = start = (1, 0, 0, 1, 0, 0)
        elif token == b"Tf":
            font, size = fonts[given[-2]], float(given[-1])
        elif token == b"Tm":
            at = start = _matrix(given)
        elif token == b"Td":
            start = at = _times((1, 0, 0, 1, float(given[-2]), float(given[-1])), start)
        elif token in (b"Tj", b"TJ"):
            for hexadecimal, shift in re.findall(_HEX + rb"|(-?[\d.]+)", given[-1]):
                if shift:
                    at = _times((1, 0, 0, 1, -float(shift) * size / 1000, 0), at)
                for digits in re.findall(rb"....", hexadecimal):
                    glyph = int(digits, 16)
                    advance = font.widths.get(glyph, font.usual) * size / 1000
                    end = _times((1, 0, 0, 1, advance, 0), at)
                    left, right = _times(at, now), _times(end, now)
                    for letter in font.letters.get(glyph, "\N{REPLACEMENT CHARACTER}"):
                        yield left[4], right[4], left[5], letter
                    at = end
        else:
            given.append(token)
            continue
        given = []


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _matrix(given: list[bytes]) -> Matrix:
    a, b, c, d, e, f = map(float, given[-6:])
    return a, b, c, d, e, f


def _font(objects: dict[int, bytes], number: int) -> _Font:
    font = _Font()
    body = objects[number]
    table = _stream(objects[int(_find(rb"/ToUnicode\s+(\d+)", body))])
    for section in re.findall(rb"(?s)beginbfchar(.*?)endbfchar", table):
        for glyph, text in re.findall(_HEX + rb"\s*" + _HEX, section):
            font.letters[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for section in re.findall(rb"(?s)beginbfrange(.*?)endbfrange", table):
        for first, last, text in re.findall(_HEX + rb"\s*" + _HEX + rb"\s*" + _HEX, section):
            for glyph in range(int(first, 16), int(last, 16) + 1):
                font.letters[glyph] = chr(int(text, 16) + glyph - int(first, 16))
    child = objects[int(_find(rb"/DescendantFonts\s*\[\s*(\d+)", body))]
    usual = re.search(rb"/DW\s+([\d.]+)", child)
    font.usual = float(usual[1]) if usual else 1000
    widths = re.search(rb"(?s)/W\s*\[(.*)\]\s*(?:/|>>)", child)
    listed = rb"(\d+)\s*\[([^\]]*)\]|(\d+)\s+(\d+)\s+([\d.]+)"
    for first, several, start, last, same in re.findall(listed, widths[1] if widths else b""):
        for offset, width in enumerate(several.split()):
            font.widths[int(first) + offset] = float(width)
        if same:
            font.widths |= dict.fromkeys(range(int(start), int(last) + 1), float(same))
    return font


def _resources(objects: dict[int, bytes], page: bytes) -> bytes:
    elsewhere = re.search(rb"/Resources\s+(\d+) 0 R", page)
    return objects[int(elsewhere[1])] if elsewhere else page


def _find(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


def _stream(body: bytes) -> bytes:
    start = body.index(b"stream") + len(b"stream")
    start += 2 if body[start : start + 2] == b"\r\n" else 1
    content = body[start : body.rindex(b"endstream")]
    return zlib.decompress(content) if b"/FlateDecode" in body[:start] else content
