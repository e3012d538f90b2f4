"""Dates as the formats write them, and as CSL-JSON holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping

type CslDate = dict[str, object]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REST = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
SEASONS = ("spring", "summer", "autumn", "winter")
# ISO 8601-2 numbers the seasons on from the months.
_FIRST_SEASON = 21

_YEAR = re.compile(r"[\[(]?[c©]?\s*(\d{4})[\])]?")
_NUMBERS = re.compile(r"(\d{4})(?:([-/.])(\d{0,2})(?:\2(\d{0,2})(?:\2(.*))?)?)?")
_TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*")
_RANGE = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(\d{4}(?:-\d{2}){0,2})")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


def parse_date(written: str) -> CslDate | None:
    """Read a date of any of the formats; None where nothing is written, a literal where it is no date.

    Takes 2013, 2013-07-01, 2013/07/01/, 2013///Spring, 2013-07/2013-08, 1 July 2013, 2013 Jul-Aug.
    """
    text = _TIME.sub("", written.strip())
    if not text.strip("/"):
        return None
    if match := _RANGE.fullmatch(text):
        ends = [_parse_numbers(end) for end in match.groups()]
        if ends[0] and ends[1]:
            return {"date-parts": [ends[0], ends[1]]}
    if match := _NUMBERS.fullmatch(text):
        season = _find_season(match[5] or "") or _read_season_number(match[3])
        if season:
            return {"date-parts": [[int(match[1])]], "season": season}
        parts = _parse_numbers(text)
        return {"date-parts": [parts]} if parts else {"literal": text}
    if match := _YEAR.fullmatch(text):
        return {"date-parts": [[int(match[1])]]}
    return _parse_words(text) or {"literal": text}


def parse_date_parts(year: str, month: str = "", day: str = "") -> CslDate | None:
    """Read a date that is written in parts, as in BibTeX: a month as its name, its first letters or its number."""
    if not month or not _YEAR.fullmatch(year.strip()):
        return parse_date(year)
    number = month.strip()
    if number.isdecimal() and 1 <= int(number) <= 12:
        month = MONTHS[int(number) - 1]
    return parse_date(f"{day} {month} {year}".strip())


def format_iso_date(date: Mapping[str, object]) -> str | None:
    """Write a date as 2013-07-01, a range as 2013-07/2013-08, a season as 2013-21; None for a literal."""
    days = get_days(date)
    if not days:
        return None
    if season := get_season(date):
        return f"{days[0][0]:04}-{_FIRST_SEASON + season - 1}"
    return "/".join("-".join([f"{day[0]:04}", *(f"{part:02}" for part in day[1:])]) for day in days)


def get_days(date: Mapping[str, object]) -> list[list[int]]:
    """Return a date's days as numbers, the second the end of a range; nothing for a literal."""
    parts = date.get("date-parts")
    if not isinstance(parts, list):
        return []
    return [[int(part) for part in day] for day in parts if isinstance(day, list) and day]


def get_season(date: Mapping[str, object]) -> int | None:
    """Return a date's season: 1 for spring to 4 for winter."""
    season = date.get("season")
    if isinstance(season, int | str) and str(season).isdecimal():
        return int(season) if 1 <= int(season) <= 4 else None
    return _find_season(str(season or ""))


def _parse_numbers(text: str) -> list[int] | None:
    """Return the year, month and day; some programs write 0 or nothing for what is not known."""
    parts: list[int] = []
    for part, most in zip(re.split(r"[-/.]", text), (9999, 12, 31), strict=False):
        if not part.strip("0"):
            break
        if not part.isdecimal() or int(part) > most:
            return None
        parts.append(int(part))
    return parts or None


def _parse_words(text: str) -> CslDate | None:
    numbers = _NUMBER.findall(text)
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    words = [word.lower() for word in _WORD.findall(text)]
    months = [month for word in words if (month := _find_month(word))]
    if len(years) != 1 or len(years) + len(days) != len(numbers):
        return None
    if len(words) == 1 and (season := _find_season(words[0])) and not days:
        return {"date-parts": [years], "season": season}
    if len(months) != len(words) or not 1 <= len(months) <= 2 or any(day > 31 for day in days):
        return None
    if len(months) == 2:
        return None if days else {"date-parts": [[years[0], month] for month in months]}
    if len(days) > 1:
        return None
    return {"date-parts": [[years[0], months[0], *days]]}


def _find_month(word: str) -> int | None:
    names = (f"{first}{rest}" for first, rest in zip(MONTHS, _REST, strict=True))
    return next((number for number, name in enumerate(names, 1) if len(word) > 2 and name.startswith(word)), None)


def _find_season(word: str) -> int | None:
    word = word.strip().lower()
    word = "autumn" if word == "fall" else word
    return SEASONS.index(word) + 1 if word in SEASONS else None


def _read_season_number(month: str | None) -> int | None:
    number = int(month or 0) - _FIRST_SEASON + 1
    return number if 1 <= number <= len(SEASONS) else None
