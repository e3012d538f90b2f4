"""A Word document (.docx) of plain paragraphs, by ECMA-376 (Office Open XML), with the standard library alone.

A document is a ZIP archive of XML parts. Of both this is what Word needs and no more: four
styles and paragraphs of text, stored and not compressed. It has no author, no time and no property of any kind.
"""

from __future__ import annotations

import re
from binascii import crc32
from collections.abc import Iterable, Mapping
from html import escape

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type."""
BODY, TITLE, HEADING, WARNING = "Normal", "Title", "Heading1", "Warning"
"""The styles that a paragraph can have."""

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_UNWRITABLE = re.compile(
    # What XML 1.0 has no way to write, ...
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    # ... and marks that only turn the direction of reading: they make a line look like another one.
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def word_document(paragraphs: Iterable[tuple[str, str]]) -> bytes:
    """Return a document of paragraphs, each a style of this module and a text.

    A text may hold anything: markup is text, a tab is a tab. What XML cannot hold (control characters, half
    characters) and marks of the direction of reading are left out.
    """
    body = "".join(_paragraph(style, text) for style, text in paragraphs)
    # A4, in twentieths of a point.
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
        'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return _zip(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _relationships(officeDocument="word/document.xml"),
            "word/document.xml": f'{_XML}<w:document xmlns:w="{_MAIN}"><w:body>{body}{page}</w:body></w:document>',
            "word/_rels/document.xml.rels": _relationships(styles="styles.xml", settings="settings.xml"),
            "word/styles.xml": _STYLES,
            "word/settings.xml": _SETTINGS,
        }
    )


def _paragraph(style: str, text: str) -> str:
    written = escape(_UNWRITABLE.sub("", text), quote=False)
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in written.split("\t")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>' + (f"<w:r>{runs}</w:r>" if runs else "") + "</w:p>"


# ---- The parts that are the same in every document --------------------------------------------------------------


_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    "</Types>"
)


def _relationships(**targets: str) -> str:
    """Return the part that says which parts another one leads to; a name is the kind of one."""
    rows = (
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _style(style: str, name: str, paragraph: str, letters: str) -> str:
    default = ' w:default="1"' if style == BODY else ""
    based_on = "" if style == BODY else f'<w:basedOn w:val="{BODY}"/><w:next w:val="{BODY}"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style}"><w:name w:val="{name}"/>{based_on}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


_KEEP = "<w:keepNext/><w:keepLines/>"
_STYLES = (
    f'{_XML}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    '<w:spacing w:after="40" w:line="252" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    + _style(BODY, "Normal", "", "")
    + _style(TITLE, "Title", _KEEP, '<w:b/><w:sz w:val="30"/><w:szCs w:val="30"/>')
    + _style(
        HEADING, "heading 1", f'{_KEEP}<w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    )
    + _style(WARNING, "Warning", _KEEP, '<w:b/><w:sz w:val="26"/><w:szCs w:val="26"/>')
    + "</w:styles>"
)


# Without it Word says "Compatibility Mode" and behaves as its 2007 self.
_SETTINGS = (
    f'{_XML}<w:settings xmlns:w="{_MAIN}"><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


# ---- A ZIP archive whose files are stored -----------------------------------------------------------------------
# Python's own module for it would bring two dozen others into the reader's browser.

_VERSION = b"\x14\x00"
"""2.0, the least that a reader needs."""
_EARLIEST = b"\x00\x00\x21\x00"
"""Midnight of 1 January 1980: a document tells no time but those that its text says."""


def _zip(parts: Mapping[str, str]) -> bytes:
    """Return an archive by APPNOTE.TXT, sections 4.3.7 (local headers), 4.3.12 and 4.3.16 (central directory)."""
    files = directory = b""
    for name, text in parts.items():
        content = text.encode()
        sizes = _number(len(content), 4) * 2
        # No flags, stored, when it was changed, what it holds; no extra field.
        header = b"\0\0\0\0" + _EARLIEST + _number(crc32(content), 4) + sizes + _number(len(name), 2) + b"\0\0"
        # No comment, first disk, no attributes; where its local header is.
        directory += b"PK\1\2" + _VERSION * 2 + header + bytes(10) + _number(len(files), 4) + name.encode()
        files += b"PK\3\4" + _VERSION + header + name.encode() + content
    counts = _number(len(parts), 2) * 2
    end = b"PK\5\6\0\0\0\0" + counts + _number(len(directory), 4) + _number(len(files), 4) + b"\0\0"
    return files + directory + end


def _number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "little")
