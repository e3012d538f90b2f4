"""The rows of a table, one after the other: each goes out as it came in, with its score at its end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from calculator.cohort.answers import COLUMNS, RowScore, SheetScorer
from calculator.cohort.header import Header
from calculator.cohort.records import Record, RecordReader
from calculator.core.messages import quote_all
from calculator.start_back.instrument import Risk

BAD = ""
"""The risk under which rows that cannot be scored are counted."""

# Limits on what is remembered of rows already seen, so that memory stays the same however long the table is.
_STRETCHES_KNOWN = 1 << 12
_LONGEST_STRETCH = 256
_ENDINGS_KNOWN = 1 << 7


class _Added(NamedTuple):
    """What is put behind a row that was scored."""

    ending: str
    risk: str


class ScoredRows:
    """The rows of a table with their scores, as the text of the table to be written; iterate over it once.

    `lines` is what `numbered_lines` gives, after the header; `bad_row` is told the line and the error of each row
    that cannot be scored. `tally` counts the rows so far by risk, bad ones under BAD. What a row says is never
    changed; but a row whose fields cannot be told apart is written with as many fields as the table has columns.
    Iterating raises UnusableTableError where the rest of the table cannot be read.
    """

    def __init__(
        self,
        lines: Iterator[tuple[int, str]],
        header: Header,
        scorer: SheetScorer,
        bad_row: Callable[[int, str], None],
    ) -> None:
        self.tally = {str(risk): 0 for risk in (BAD, *Risk)}
        self._lines = lines
        self._records = RecordReader(lines, header.delimiter)
        self._header = header
        self._scorer = scorer
        self._bad_row = bad_row
        self._known: dict[str, _Added] = {}
        self._ending = lru_cache(_ENDINGS_KNOWN)(self._written_ending)

    def header_row(self, prefix: str = "") -> str:
        """Return the header with the names of the added columns, each after `prefix`."""
        return self._header.text + self._ending(tuple(prefix + column for column in COLUMNS))

    def __iter__(self) -> Iterator[str]:
        whole_row, known, tally = _whole_row(self._header).match, self._known, self.tally
        for number, line in self._lines:
            # Most rows are one line with answers that an earlier row has given in the same way.
            match = whole_row(line)
            if match and (added := known.get(match[1])):
                ending, risk = added
                tally[risk] += 1
                yield match[0] + ending
                continue
            record = self._records.read(number, line)
            if record.text.strip(" "):
                yield self._scored(number, record, match[1] if match else "")

    def _scored(self, number: int, record: Record, stretch: str) -> str:
        text, fields, error = record
        if error or len(fields) != self._header.width:
            return self._misshapen(number, fields, error)
        score = self._scorer.score_row([fields[place] for place in self._header.places])
        added = _Added(self._ending(score.fields), str(score.risk or BAD))
        self.tally[added.risk] += 1
        if score.error:
            self._bad_row(number, score.error)
        elif 0 < len(stretch) <= _LONGEST_STRETCH:
            if len(self._known) >= _STRETCHES_KNOWN:
                self._known.clear()
            self._known[stretch] = added
        return text + added.ending

    def _misshapen(self, number: int, fields: Sequence[str], error: str) -> str:
        width = self._header.width
        if not error:
            error = f"{len(fields)} {'field' if len(fields) == 1 else 'fields'} instead of {width}"
            if len(fields) > width:
                error += f"; left out: {quote_all(fields[width:])}"
        self._bad_row(number, error)
        self.tally[BAD] += 1
        kept = [*fields[:width], *[""] * (width - len(fields))]
        return self._row(kept) + self._ending(RowScore(error=error).fields)

    def _written_ending(self, fields: tuple[str, ...]) -> str:
        return self._header.delimiter + self._row(fields) + self._header.line_ending

    def _row(self, fields: Sequence[str]) -> str:
        row = io.StringIO(newline="")
        csv.writer(row, delimiter=self._header.delimiter, lineterminator="\n").writerow(fields)
        return row.getvalue().removesuffix("\n")


def _whole_row(header: Header) -> re.Pattern[str]:
    """Match a line that is a whole row with the right number of fields; group 1 is the stretch with the answers."""
    delimiter = header.delimiter
    field = f'(?:[^"{delimiter}\r\n]++|"[^"]*+(?:""[^"]*+)*+"|)'
    inside = header.width - header.before - header.after - 1
    return re.compile(
        f"(?:{field}{delimiter}){{{header.before}}}+"
        f"({field}(?:{delimiter}{field}){{{inside}}}+)"
        f"(?:{delimiter}{field}){{{header.after}}}+(?=[\r\n])"
    )
