"""The rows of a table, one after the other: each goes out as it came in, with its score at its end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculator.cohort.answers import COLUMNS, RowScore, SheetScorer
from calculator.cohort.counts import TableCounts
from calculator.cohort.header import Header
from calculator.cohort.records import Record, RecordReader
from calculator.core.messages import quote_all
from calculator.start_back.instrument import Risk

BAD = ""
"""The risk under which rows that cannot be scored are counted."""

# Limits on what is remembered of rows already seen, so that memory stays the same however long the table is.
_SHEETS_KNOWN = 1 << 11
_LONGEST_SHEET = 256
_ENDINGS_KNOWN = 1 << 7


@dataclass(slots=True)
class _Sheet:
    """Answers as they are written in some rows, what is put behind such a row, and how many there were."""

    codes: tuple[str, ...]
    ending: str
    risk: str
    rows: int = 0


class ScoredRows:
    """The rows of a table with their scores, as the text of the table to be written; iterate over it once.

    `lines` is what `numbered_lines` gives, after the header; `bad_row` is told the line and the error of each row
    that cannot be scored. What a row says is never changed; but a row whose fields cannot be told apart is written
    with as many fields as the table has columns. At the end, `tally` counts the rows by risk, bad ones under BAD,
    and `counts` the values of the columns with the answers. Iterating raises UnusableTableError where the rest of
    the table cannot be read.
    """

    def __init__(
        self,
        lines: Iterator[tuple[int, str]],
        header: Header,
        scorer: SheetScorer,
        bad_row: Callable[[int, str], None],
    ) -> None:
        self.tally = {str(risk): 0 for risk in (BAD, *Risk)}
        self.counts = TableCounts(scorer.readings)
        self._lines = lines
        self._records = RecordReader(lines, header.delimiter)
        self._header = header
        self._scorer = scorer
        self._bad_row = bad_row
        self._by_stretch: dict[str, _Sheet] = {}
        self._by_answers: dict[tuple[str, ...], _Sheet] = {}
        self._ending = lru_cache(_ENDINGS_KNOWN)(self._written_ending)

    def header_row(self, prefix: str = "") -> str:
        """Return the header with the names of the added columns, each after `prefix`."""
        return self._header.text + self._ending(tuple(prefix + column for column in COLUMNS))

    def __iter__(self) -> Iterator[str]:
        whole_row, known = _whole_row(self._header).match, self._by_stretch
        for number, line in self._lines:
            # Most rows are one line with answers that an earlier row has given in the same way.
            match = whole_row(line)
            if match and (sheet := known.get(match[1])):
                sheet.rows += 1
                yield match[0] + sheet.ending
                continue
            record = self._records.read(number, line)
            if record.text.strip(" "):
                yield self._scored(number, record, match[1] if match else "")
        self._count_known()

    def _scored(self, number: int, record: Record, stretch: str) -> str:
        text, fields, error = record
        if error or len(fields) != self._header.width:
            return self._misshapen(number, fields, error)
        written = tuple(fields[place] for place in self._header.places)
        sheet = self._by_answers.get(written) or self._score(number, written)
        sheet.rows += 1
        if sheet.risk != BAD and 0 < len(stretch) <= _LONGEST_SHEET:
            if len(self._by_stretch) >= _SHEETS_KNOWN:
                self._by_stretch.clear()
            self._by_stretch[stretch] = sheet
        return text + sheet.ending

    def _score(self, number: int, written: tuple[str, ...]) -> _Sheet:
        codes = self._scorer.codes(written)
        score = self._scorer.score_row(codes)
        ending = self._ending(score.fields)
        if score.error:
            # There is no end of what is no answer, so nothing of it is remembered.
            self._bad_row(number, score.error)
            self.counts.add(codes)
            self.tally[BAD] += 1
            return _Sheet(codes, ending, BAD)
        if len(self._by_answers) >= _SHEETS_KNOWN:
            self._count_known()
        # Codes are short, however long what was written is.
        answers = written if sum(map(len, written)) <= _LONGEST_SHEET else codes
        sheet = _Sheet(codes, ending, str(score.risk))
        return self._by_answers.setdefault(answers, sheet)

    def _count_known(self) -> None:
        """Count the rows of all sheets that are remembered, and begin anew."""
        for sheet in self._by_answers.values():
            self.counts.add(sheet.codes, sheet.rows)
            self.tally[sheet.risk] += sheet.rows
        self._by_answers.clear()
        self._by_stretch.clear()

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
