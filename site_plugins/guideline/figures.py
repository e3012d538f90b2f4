"""What a figure holds: its pictures, what they say in words, its notes, and for a flow chart its steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.exhibit_blocks import CREDIT, CREDIT_FROM, Box, words_of
from site_plugins.guideline.exhibit_notes import ExhibitNotes
from site_plugins.guideline.exhibits import Exhibit, ExhibitKind, Picture
from site_plugins.guideline.statements import EDITORS, is_beside_words, plain_text
from site_plugins.guideline.texts import text
from site_plugins.rendering.list_items import LISTS, number_items
from site_plugins.rendering.tree_text import read_text_of


def read_figure(
    box: Box, page: str, section: str, citations: tuple[str, ...], locator: Locator
) -> tuple[Exhibit | None, list[Problem]]:
    """Read the figure of a block; without a problem it is a part of its guideline."""
    problems: list[Problem] = []
    credit, lists, images, notes = _take_apart(box, problems, locator)
    if not images:
        message = "has no picture; write one as ![what is to be seen](file.svg), with the file beside the page."
        problems.append(box.problem(locator, message))
    is_chart = box.kind is ExhibitKind.FLOW_CHART
    if is_chart and not any(item.tag == "li" for each in lists for item in each.iter()):
        message = (
            "has no steps: below the picture, write as a list what it says. A branch is a list within its step, "
            "indented by four spaces."
        )
        problems.append(box.problem(locator, message))
    unexplained = words_of(box, "unexplained", problems, locator)
    problems += notes.link(box, [box.caption, *lists], unexplained, locator)
    credit_from = box.options["credit-from"]
    if credit_from not in CREDIT_FROM:
        message = f"has credit-from: {credit_from}; allowed: {', '.join(CREDIT_FROM)}, for whose words it is."
        problems.append(box.problem(locator, message))
    if problems:
        return None, problems
    number = box.options["n"]
    pictures = tuple(
        Picture(image.get("src", ""), _alternative(image), digest_of(image.get("src", ""), locator.file))
        for image in images
    )
    exhibit = Exhibit(
        id=box.options["id"],
        kind=box.kind,
        number=None if number is None else str(number).strip(),
        caption=plain_text(box.caption),
        section=section,
        citations=citations,
        page=page,
        pictures=pictures,
        steps=tuple(step for each in lists for step in _steps(each, 0)),
        notes=notes.told,
        credit=None if credit is None else plain_text(credit),
    )
    for image in images:
        _offer_picture(box.element, image, exhibit, is_chart=is_chart)
    if credit is not None:
        _finish_credit(box.element, credit, by_editors=credit_from == "editors")
    return exhibit, []


def find_picture_problems(root: Element, locator: Locator) -> Iterator[Problem]:
    """Yield the pictures of a page that say nothing to those who do not see them, or whose file is missing."""
    for image in root.iter("img"):
        source, words = image.get("src", ""), _alternative(image)
        name = Path(unquote(urlsplit(source).path)).name
        sign = (f"]({source}", f"<{source}", source)
        if not words:
            message = (
                f"The picture {name} has no alternative text: write what is to be seen between the brackets, "
                f"![...]({source})."
            )
            yield locator.at_sign(sign, message)
        elif _fold(words) in (_fold(name), _fold(Path(name).stem)):
            message = f"“{words}” is the name of the picture’s file; write what is to be seen in it."
            yield locator.at_sign(sign, message)
        file = file_of(source, locator.file)
        if file is not None and not file.is_file():
            yield locator.at_sign(sign, f"There is no file {source} beside this page; add it or correct its name.")


def file_of(source: str, page: str) -> Path | None:
    """Return the file that a picture's address leads to from its page's file; None for one that is no file's."""
    parts = urlsplit(source)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or not Path(page).is_file():
        return None
    return Path(page).parent / unquote(parts.path)


def digest_of(source: str, page: str) -> str:
    """Return the SHA-256 of the file that a picture's address leads to, in hexadecimal; empty without one."""
    file = file_of(source, page)
    if file is None or not file.is_file():
        return ""
    return _digest(file, file.stat().st_mtime_ns)


@cache
def _digest(file: Path, _changed: int) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _take_apart(
    box: Box, problems: list[Problem], locator: Locator
) -> tuple[Element | None, list[Element], list[Element], ExhibitNotes]:
    """Return the credit, the lists, the pictures and the notes of a figure."""
    credit, lists, images, notes = None, [], [], ExhibitNotes()
    for child in list(box.element)[1:]:
        if child.get("class") == CREDIT:
            credit = child
            continue
        inside = list(child.iter("img"))
        words = " ".join(read_text_of(child, lambda part: part.tag == "img" or is_beside_words(part)).split())
        if child.tag in LISTS and box.kind is ExhibitKind.FLOW_CHART and not inside:
            lists.append(child)
        elif child.tag == "p" and inside and not words:
            images += inside
        elif child.tag == "p" and words and images and not inside:
            problems += notes.add(child, locator)
        elif any(map(str.isalnum, words)) or child.tag != "p":
            allowed = "a picture, lists of its steps" if box.kind is ExhibitKind.FLOW_CHART else "a picture"
            message = (
                f"“{words}” cannot stand in its block, which holds {allowed} and below it notes, each a paragraph: "
                "close it with /// before."
            )
            problems.append(locator.at_text(words, message))
    return credit, lists, images, notes


def _steps(element: Element, depth: int) -> Iterator[tuple[int, str]]:
    """Yield the steps of a list with their depth, numbered as the list is."""
    for number, item in number_items(element):
        sign = f"{number}." if element.tag == "ol" else "-"
        words = " ".join(read_text_of(item, lambda part: part.tag in LISTS or is_beside_words(part)).split())
        yield depth, f"{sign} {words}"
        for child in item:
            if child.tag in LISTS:
                yield from _steps(child, depth + 1)


def _offer_picture(box: Element, image: Element, exhibit: Exhibit, *, is_chart: bool) -> None:
    """Let the picture be opened by itself: on a narrow window its letters are too small."""
    holder = next(child for child in box if image in child.iter())
    holder.set("class", "exhibit__picture")
    line = Element("p", {"class": f"exhibit__open {EDITORS}"})
    link = SubElement(line, "a", {"href": image.get("src", "")})
    link.text = text("exhibit.open", label=exhibit.name)
    box.insert(list(box).index(holder) + 1, line)
    if is_chart:
        for child in box:
            if child.tag in LISTS:
                child.set("class", "exhibit__steps")


def _finish_credit(box: Element, credit: Element, *, by_editors: bool) -> None:
    box.remove(credit)
    if by_editors:
        credit.set("class", f"{CREDIT} {EDITORS}")
    words, credit.text = credit.text, ""
    label = SubElement(credit, "span", {"class": EDITORS})
    credit.remove(label)
    label.text, label.tail = text("exhibit.credit-label"), f" {words or ''}"
    credit.insert(0, label)
    box.append(credit)


def _alternative(image: Element) -> str:
    # An attribute's text has signs of Markdown's own, as a text has.
    holder = Element("span")
    holder.text = image.get("alt", "")
    return " ".join(read_text_of(holder).split())


def _fold(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
