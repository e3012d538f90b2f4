"""Whether the values of a whole table agree with the coding they are read in; what is ambiguous is refused.

Each sentence says what was seen, in how many rows, and what to add to the command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from calculator.cohort.coding import Coding, Extent
from calculator.cohort.counts import ColumnCounts, TableCounts, list_values
from calculator.core.messages import join_names

ENOUGH_ROWS = 20
"""With so many rows, a value that none of them holds says something of the coding."""

_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_OR_EMPTY = "or empty these fields if they are no answers."
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]*|0")


def faults(table: TableCounts, coding: Coding) -> list[str]:
    """Return a sentence for each reason not to score a table with these values; none where it can be scored."""
    agreement, extents = _agreement(table.columns), _extents(table.columns)
    long = table.rows >= ENOUGH_ROWS
    return [
        *_decimal_commas(table.columns),
        *(
            list(_ambiguous_agreement(agreement, coding, table.rows, long))
            or _unread(agreement, long, "--agree VALUE --disagree VALUE")
        ),
        *(
            list(_ambiguous_extents(extents, coding, table.rows, long))
            or _unread(extents, long, "--q9 point, or a --coding file with the values of each answer")
        ),
    ]


def doubts(table: TableCounts, coding: Coding) -> list[str]:
    """Return the sentences for which a longer table with these values would be refused."""
    return [
        *_ambiguous_agreement(_agreement(table.columns), coding, table.rows, long=True),
        *_ambiguous_extents(_extents(table.columns), coding, table.rows, long=True),
    ]


def _agreement(columns: Iterable[ColumnCounts]) -> list[ColumnCounts]:
    return sorted((each for each in columns if each.reading.agreement), key=lambda each: each.reading.label)


def _extents(columns: Iterable[ColumnCounts]) -> list[ColumnCounts]:
    return [each for each in columns if not each.reading.agreement]


def _decimal_commas(columns: Sequence[ColumnCounts]) -> Iterator[str]:
    commas = {code for column in columns for code in column.others if _DECIMAL_COMMA.fullmatch(code)}
    if commas:
        yield (
            f"{_holding(columns, commas, 'a number with a decimal comma')}: save the answers as whole numbers (1), "
            "or with a point (1.0)."
        )


def _unread(columns: Sequence[ColumnCounts], long: bool, advice: str) -> Iterator[str]:
    """Look for columns without any answer: all that are coded alike, or any of a long table."""
    filled = [each for each in columns if each.answers or each.others]
    silent = [each for each in filled if not each.answers]
    if not silent or any(_DECIMAL_COMMA.fullmatch(code) for each in silent for code in each.others):
        return
    if long or (silent == filled and len(filled) > 1):
        values: Counter[str] = Counter()
        for each in silent:
            values.update(each.others)
        yield (
            f"{_titles(silent)} {_verb(silent)} {list_values([code for code, _ in values.most_common()])} and no "
            f"answer; allowed: {silent[0].reading.allowed}. Say what the values mean: {advice}."
        )


def _ambiguous_agreement(columns: Sequence[ColumnCounts], coding: Coding, rows: int, long: bool) -> Iterator[str]:
    if coding.agree:
        yield from _contradicted_agreement(columns, coding, long)
        return
    yield from _mixed(columns, "--agree 1 --disagree 0, or --agree 2 --disagree 1")
    if any("2" in each.others for each in columns):
        yield (
            f"{_holding(columns, {'2'}, 'which is not 0 or 1')}: say --agree 2 --disagree 1 where 2 is agree, "
            "--agree 1 --disagree 2 where 1 is, or --agree 1 --disagree 0 where a 2 is no answer."
        )
    elif {code for each in columns for code in each.numbers} == {"1"}:
        ones = [each for each in columns if each.numbers]
        yield (
            f"{_titles(ones)} {_verb(ones)} 1 and never 0, and 1 is agree in some tables, disagree in others: say "
            "--agree 1 --disagree 0, or --agree 2 --disagree 1."
        )
        if any(each.missing for each in ones):
            yield "A box that was not ticked has to be written 0: an empty field is missing, and never guessed."
    elif long and len(answers := {code for each in columns for code in each.answers}) == 1:
        filled = [each for each in columns if each.answers]
        [only] = answers
        advice = {"0": "--agree 1 --disagree 0 if nobody agreed, or --agree 0 --disagree 1 where 0 is agree"}
        yield (
            f"{_titles(filled)} {_verb(filled)} {only} and nothing else in {count_rows(rows)}: say "
            f"{advice.get(only, '--agree agree --disagree disagree if that is what everybody answered')}."
        )


def _contradicted_agreement(columns: Sequence[ColumnCounts], coding: Coding, long: bool) -> Iterator[str]:
    """Look for what only another coding has than the one that is stated."""
    stated = {*coding.agree, *coding.disagree}
    held = {code for each in columns for code in (*each.answers, *each.others)}
    if stated == {"1", "2"} and "0" in held:
        yield (
            f"{_holding(columns, {'0'}, 'which a coding in 1 and 2 does not have')}: say --agree 1 "
            f"--disagree 0, {_OR_EMPTY}"
        )
    if long and stated == {"0", "1"} and "2" in held and "0" not in held:
        yield (
            f"{_holding(columns, {'2'}, 'and nothing holds 0')}, as in a coding in 1 and 2: say --agree 2 "
            f"--disagree 1, {_OR_EMPTY}"
        )


def _ambiguous_extents(columns: Sequence[ColumnCounts], coding: Coding, rows: int, long: bool) -> Iterator[str]:
    if coding.q9 is None:
        yield from _mixed(columns, "--q9 0-4, or --q9 1-5")
    for column in columns:
        if coding.q9 is None:
            yield from _ambiguous_extent(column, rows, long)
        else:
            yield from _contradicted_extent(column, coding, long)


def _ambiguous_extent(column: ColumnCounts, rows: int, long: bool) -> Iterator[str]:
    title, numbers = column.reading.title, column.numbers
    beyond = {code for code in column.others if _WHOLE_NUMBER.fullmatch(code)}
    if "5" in beyond:
        yield (
            f"{_holding([column], {'5'}, 'which is not 0 to 4')}: say --q9 1-5, or --q9 0-4 where a 5 is no answer."
        )
    elif beyond:
        yield (
            f"{_holding([column], beyond, 'which is not 0 to 4')}: another scale does not hold the answers of item "
            "9. Say --q9 0-4, or --q9 1-5, where such a number is no answer."
        )
    elif long and numbers and set(numbers) <= {"0", "1"}:
        yield (
            f"{title} holds only {join_names(list(numbers))} in {count_rows(rows)}: say --q9 point if it is the "
            "point of item 9 already (1 for very much or extremely), or --q9 0-4 if nobody was bothered more than "
            "slightly."
        )
    elif long and numbers and "0" not in numbers:
        yield (
            f"{title} never holds 0 in {count_rows(rows)}: say --q9 1-5 if 1 is not at all, or --q9 0-4 if 1 is "
            "slightly and nobody answered not at all."
        )


def _contradicted_extent(column: ColumnCounts, coding: Coding, long: bool) -> Iterator[str]:
    """Look for what only another coding has than the one that is stated."""
    held = {*column.answers, *column.others}
    beyond = held & set("2345")
    if coding.q9 is Extent.FROM_1 and "0" in held:
        yield (f"{_holding([column], {'0'}, 'which 1 to 5 does not have')}: say --q9 0-4, {_OR_EMPTY}")
    if coding.q9 is Extent.POINT and beyond:
        yield (f"{_holding([column], beyond, 'which is no point')}: say --q9 0-4 or --q9 1-5, {_OR_EMPTY}")
    if long and coding.q9 is Extent.FROM_0 and "5" in held and "0" not in held:
        yield (f"{_holding([column], {'5'}, 'and never 0')}, as 1 to 5 does: say --q9 1-5, {_OR_EMPTY}")


def _mixed(columns: Iterable[ColumnCounts], advice: str) -> Iterator[str]:
    mixed = [each for each in columns if each.words and each.numbers]
    if mixed:
        words = list_values(list(dict.fromkeys(code for each in mixed for code in each.words)))
        numbers = list_values(list(dict.fromkeys(code for each in mixed for code in each.numbers)))
        yield (
            f"{_titles(mixed)} {_verb(mixed)} words ({words}) as well as numbers ({numbers}), and a column has one "
            f"coding. Say what the numbers mean: {advice}."
        )


def _holding(columns: Sequence[ColumnCounts], codes: set[str], what: str) -> str:
    """Say which columns hold some of these values and in how many rows, and what is wrong with that."""
    holding = [each for each in columns if codes & set(each.others)]
    rows = [sum(each.others.get(code, 0) for code in codes) for each in holding]
    values = sorted({code for each in holding for code in each.others if code in codes})
    others = [f"{each.reading.title} in {n:,}" for each, n in zip(holding[1:], rows[1:], strict=True)]
    also = f" (and {join_names(others)})" if others else ""
    return f"in {count_rows(rows[0])} {holding[0].reading.title} holds {list_values(values)}, {what}{also}"


def _titles(columns: Sequence[ColumnCounts]) -> str:
    """Name columns: q1 to q8, or one by one."""
    readings = [each.reading for each in columns]
    numbers = [int(reading.label[1:]) for reading in readings]
    if len(numbers) < 3 or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return join_names([reading.title for reading in readings])
    first, last = readings[0], readings[-1]
    text = f"{first.label} to {last.label}"
    return text if first.title == first.label else f"{text} (columns {first.name} to {last.name})"


def _verb(columns: Sequence[ColumnCounts]) -> str:
    return "holds" if len(columns) == 1 else "hold"


def count_rows(rows: int) -> str:
    """Return a number of rows in words."""
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"
