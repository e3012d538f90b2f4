"""How often each value stands in each column of answers, and the account of how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.cohort.coding import NUMBER, Reading, as_named

_DIFFERENT_OTHERS = 100
"""So many different values of a column are counted by themselves: memory has to stay the same."""
_OTHERS_LISTED = 4
MANY_MORE = "other values"


class ColumnCounts:
    """The values of one column of answers, and in how many rows each of them stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._rows: dict[str, int] = {}

    def add(self, code: str, rows: int) -> None:
        """Count a value in some more rows; `code` is what `Reading.code` makes of it."""
        if code not in self._rows and len(self._rows) >= _DIFFERENT_OTHERS and not self._matters(code):
            code = MANY_MORE
        self._rows[code] = self._rows.get(code, 0) + rows

    @property
    def answers(self) -> dict[str, int]:
        """The rows of each value that is an answer, in the order of the answers."""
        return {code: self._rows[code] for code in self.reading.meanings if code in self._rows}

    @property
    def numbers(self) -> dict[str, int]:
        """Those of the answers that are written as numbers."""
        return {code: rows for code, rows in self.answers.items() if NUMBER.fullmatch(code)}

    @property
    def words(self) -> dict[str, int]:
        """Those of the answers that are written in words."""
        return {code: rows for code, rows in self.answers.items() if not NUMBER.fullmatch(code)}

    @property
    def others(self) -> dict[str, int]:
        """The rows of each value that is no answer, the most frequent first."""
        others = ((code, rows) for code, rows in self._rows.items() if code and code not in self.reading.meanings)
        return dict(sorted(others, key=lambda each: -each[1]))

    @property
    def missing(self) -> int:
        """The rows without a value."""
        return self._rows.get("", 0)

    def account(self) -> str:
        """Return in a line which column was read as which item, and how each value was counted."""
        meanings, answers, others = self.reading.meanings, self.answers, self.others
        counted = [
            f"{'' if code == meanings[code].name else as_named(code) + ' '}{_words(meanings[code].name)} {rows:,}"
            for code, rows in answers.items()
        ]
        line = f"{self.reading.label} = column {self.reading.name}{self.reading.remark}: "
        line += ", ".join(counted) or "no answers"
        if answers:
            points = {choice.value for choice in self.reading.item.choices if choice.points}
            share = sum(rows for code, rows in answers.items() if meanings[code].answer in points)
            what = "agree" if self.reading.agreement else "a point"
            line += f"; {what} {share / sum(answers.values()):.0%}".replace("%", " %")
        if others:
            line += f"; no answer {sum(others.values()):,} ({list_values(list(others))})"
        return line + (f"; missing {self.missing:,}" if self.missing else "")

    def _matters(self, code: str) -> bool:
        """Tell whether the checks ask for this value, so that it is counted whatever else stands in the column."""
        return not code or code in self.reading.meanings or (len(code) < 3 and NUMBER.fullmatch(code) is not None)


class TableCounts:
    """The values of all columns of answers, over the rows whose fields can be told apart."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.columns = [ColumnCounts(reading) for reading in readings]
        self.rows = 0
        """The rows with any value in these columns: a spreadsheet's empty rows say nothing of a coding."""

    def add(self, codes: Sequence[str], rows: int = 1) -> None:
        """Count rows that have the same answers."""
        self.rows += rows if any(codes) else 0
        for column, code in zip(self.columns, codes, strict=True):
            column.add(code, rows)

    def account(self) -> list[str]:
        """Return a line for each item, in the order of the table's numbers."""
        return [column.account() for column in sorted(self.columns, key=lambda each: each.reading.label)]


def list_values(codes: Sequence[str]) -> str:
    """Return values as a message lists them; of many only the first."""
    listed = ", ".join(as_named(code) for code in codes[:_OTHERS_LISTED])
    return listed + (", …" if len(codes) > _OTHERS_LISTED else "")


def _words(name: str) -> str:
    return name.replace("-", " ")
