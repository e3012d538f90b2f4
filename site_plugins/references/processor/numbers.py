"""Pages and numbers: ranges by the style's `page-range-format`, and what counts as a number."""

from __future__ import annotations

import re

NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-–,&/]\s*[A-Za-z]*\d+[A-Za-z]*)*")
"""What CSL's `is-numeric` takes for a number: 2, 2b, L2d, 1-3, "1 & 2"; and 1/2."""

# "1-3", "S1–S3" and "1, 2"; not "2.0" nor "1/2".
_SEVERAL = re.compile(r"\d[a-z]*\s*[-–,&]\s*[A-Za-z]*\d|[ivxlc]\s*[-–]\s*[ivxlc]")
_BETWEEN = re.compile(r"(\s*[,;&]\s*)")
_RANGE = re.compile(r"([0-9]*[A-Za-z]+0*)?(\d+[a-z]*)\s*(?:--?|–)\s*([0-9]*[A-Za-z]+0*)?(\d+[a-z]*)")
_NUMBERS = re.compile(r"(\d+)\s*(?:--?|–)\s*(\d+)")
_ROMAN = re.compile(r"([ivxlcm]+)\s*(?:--?|–)\s*([ivxlcm]+)", re.IGNORECASE)


def format_page_ranges(pages: str, form: str | None, delimiter: str) -> str:
    """Return pages with every range in the style's form, as in "1195–205" for minimal.

    What is no plain range ("345-345.e3", "S12-9") stays as it is: a guess could be another article's page.
    """
    pieces = _BETWEEN.split(pages)
    pieces[::2] = [_format_page_range(piece.strip(), form, delimiter) for piece in pieces[::2]]
    pieces[1::2] = [" & " if "&" in between else f"{between.strip()} " for between in pieces[1::2]]
    return "".join(pieces)


def get_first_page(pages: str) -> str:
    """Return the first of some pages."""
    return re.split(r"\s*[-–,;&]", pages, maxsplit=1)[0]


def format_number_range(number: str, delimiter: str) -> str:
    """Return a number; a range of two has the style's delimiter."""
    match = _NUMBERS.fullmatch(number)
    return f"{match[1]}{delimiter}{match[2]}" if match else number


def is_several(number: str) -> bool:
    """Tell whether a number is more than one, so that its label is in the plural: "pp. 12–19"."""
    return _SEVERAL.search(number) is not None


def _format_page_range(pages: str, form: str | None, delimiter: str) -> str:
    if roman := _ROMAN.fullmatch(pages):
        return f"{roman[1]}{delimiter}{roman[2]}"
    match = _RANGE.fullmatch(pages)
    if not match or (match[1] or "") != (match[3] or ""):
        return pages
    letters, first, last = match[1] or "", match[2], match[4]
    full = first[: max(len(first) - len(last), 0)] + last
    if form is None or _read_leading_number(first) >= _read_leading_number(full):
        return f"{letters}{first}{delimiter}{match[3] or ''}{last}"
    if form == "expanded":
        return f"{letters}{first}{delimiter}{letters}{full}"
    return f"{letters}{first}{delimiter}{full[_count_shared_digits(first, full, form) :]}"


def _read_leading_number(page: str) -> int:
    match = re.match(r"\d+", page)
    return int(match[0]) if match else 0


def _count_shared_digits(first: str, last: str, form: str) -> int:
    """Return how many leading digits of the last page are left out."""
    if len(first) != len(last):
        return 0
    same = next((place for place, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1]), 0)
    if form == "minimal":
        return same
    if form == "minimal-two":
        return min(same, max(len(first) - 2, 0))
    # The Chicago Manual of Style: all digits up to 100 and after a hundred, else two, more where more change.
    number = _read_leading_number(first)
    if number < 100 or number % 100 == 0 or (len(first) == 4 and same < 2 and form != "chicago-16"):
        return 0
    return same if number % 100 < 10 else min(same, len(first) - 2)
