"""The numbers of a guideline's references: counted where they first appear, or those that its source gave them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count

from site_plugins.diagnostics.problems import Problem
from site_plugins.references import Record

BY_APPEARANCE, OF_SOURCE = "appearance", "source"
"""What the front matter may say: `guideline.numbers`."""


def number_records(keys: Iterable[str], records: Mapping[str, Record], numbers: str) -> dict[str, int]:
    """Return the numbers of the records with those keys, which stand in the order of their appearance.

    `numbers` is what the front matter says. Beside the source's numbers, what the editors added gets those behind
    the highest. Numbers are counted from 1; the order of the result is theirs.
    """
    if numbers == BY_APPEARANCE:
        return {key: number for number, key in enumerate(keys, start=1)}
    own = {key: records[key].number for key in keys}
    given = {key: number for key, number in own.items() if number is not None}
    behind = count(max(given.values(), default=0) + 1)
    all_numbers = {key: given[key] if key in given else next(behind) for key in own}
    return dict(sorted(all_numbers.items(), key=lambda pair: pair[1]))


def find_number_faults(
    records: Mapping[str, Record], cited_by_source: Collection[str], numbers: str
) -> Iterator[Problem]:
    """Yield the records whose numbers are missing, given twice, or given and not used.

    `cited_by_source` are the keys that the source's own words cite: only what the editors added needs no number.
    """
    first: dict[int, str] = {}
    for key, record in records.items():
        if record.number is None:
            if numbers == OF_SOURCE and key in cited_by_source:
                message = (
                    f"“{key}” has no number, and guideline.numbers is “{OF_SOURCE}”: add the number that it has in "
                    'the source, such as "custom": {"number": 24}.'
                )
                yield record.place.problem(message)
        elif numbers != OF_SOURCE:
            message = (
                f"“{key}” has the number {record.number}, which is not used: write numbers: {OF_SOURCE} below "
                "guideline: in the front matter of the first page, or take the number out."
            )
            yield record.place.problem(message)
        elif record.number in first:
            message = f"“{key}” has the number {record.number}, which “{first[record.number]}” has: correct one."
            yield record.place.problem(message)
        else:
            first[record.number] = key
