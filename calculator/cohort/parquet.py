"""Scores a table in Parquet as table.py scores one in CSV, with Polars: the optional extra `parquet`.

The one module of the calculator that needs more than the standard library: it is loaded only when such a table is
to be scored, and is not in the wheel. The table is read and written chunk by chunk, so its size does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from calculator.cohort.answers import COLUMNS, RowScore, SheetScorer
from calculator.cohort.coding import Coding, Extent, Reading, readings
from calculator.cohort.counts import TableCounts
from calculator.cohort.header import answer_columns
from calculator.cohort.records import UnusableTableError
from calculator.cohort.rows import BAD
from calculator.cohort.table import UNSTATED, give_account
from calculator.core.instrument import Instrument
from calculator.start_back.instrument import Risk

if TYPE_CHECKING:
    import polars as pl

ROWS_AT_ONCE = 50_000
MISSING_POLARS = "Scoring Parquet takes Polars: .venv/bin/python -m pip install -e '.[parquet]'"


def score_parquet(
    file: str,
    sink: BinaryIO,
    folder: Path,
    *,
    instrument: Instrument,
    coding: Coding = UNSTATED,
    prefix: str = "",
    account: Callable[[str], None] = lambda _line: None,
    bad_row: Callable[[int, str], None] = lambda _row, _error: None,
    progress: Callable[[int, float], None] = lambda _rows, _done: None,
) -> Mapping[str, int]:
    """Score a table in Parquet; return the number of rows by risk, bad ones under BAD.

    `sink` takes the same table with total and distress (whole numbers), risk and error (text) added, each name
    after `prefix`; where there is nothing to say they are null. Answers may be text, numbers or true and false.
    `coding` and `account` are what they are in `score_table`. `folder` is empty and has room for the whole table.
    `bad_row` gets the number of a row, from 1, and its error; `progress` the number of rows so far and their share,
    0 to 1. Raises UnusableTableError where the table cannot be scored as a whole, or Polars is not installed; then
    `sink` gets nothing.
    """
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise UnusableTableError(MISSING_POLARS) from error

    tally = {str(risk): 0 for risk in (BAD, *Risk)}
    try:
        table = pl.scan_parquet(file, glob=False)
        schema = table.collect_schema()
        names = schema.names()
        columns = readings(instrument, coding)
        answers = [names[place] for place in answer_columns(names, columns, prefix)]
        yes_or_no = _boolean_columns(schema, answers, columns, coding)
        types = (pl.Int8, pl.Int8, pl.String, pl.String)
        added = {prefix + name: kind for name, kind in zip(COLUMNS, types, strict=True)}
        rows = table.select(pl.len()).collect().item()
        scorer, counts = SheetScorer(instrument, columns), TableCounts(columns)
        # Polars writes a table in one go, and must not call back meanwhile: an interruption would be its panic. So
        # the chunks are kept on the disk until they are all there; the first, without rows, is for a table of none.
        chunks = [_write_chunk(pl.DataFrame(schema={**schema, **added}), folder, 0)]
        for chunk in table.collect_batches(chunk_size=ROWS_AT_ONCE, maintain_order=True):
            scores = _scores(chunk.select(answers), yes_or_no, scorer, counts)
            for number, score in enumerate(scores, start=sum(tally.values()) + 1):
                tally[score.risk or BAD] += 1
                if score.error:
                    bad_row(number, score.error)
            filled = zip(added.items(), _columns(scores), strict=True)
            chunk = chunk.with_columns(pl.Series(name, values, kind) for (name, kind), values in filled)
            chunks.append(_write_chunk(chunk, folder, len(chunks)))
            progress(sum(tally.values()), sum(tally.values()) / rows)
        give_account(counts, coding, account)
        pl.scan_parquet(chunks, glob=False).sink_parquet(sink)
    except pl.exceptions.PolarsError as error:
        raise UnusableTableError(f"{file} cannot be read as Parquet: {str(error).splitlines()[0]}") from error
    return tally


def _write_chunk(chunk: pl.DataFrame, folder: Path, number: int) -> Path:
    file = folder / f"{number}.parquet"
    chunk.write_parquet(file, compression="lz4")
    return file


def _boolean_columns(
    schema: pl.Schema, answers: Sequence[str], columns: Sequence[Reading], coding: Coding
) -> dict[str, tuple[str, str]]:
    """Return what false and true mean, by the names of the columns that hold nothing else."""
    import polars as pl

    names = {}
    for name, reading in zip(answers, columns, strict=True):
        if schema[name] != pl.Boolean:
            continue
        if not reading.agreement and coding.q9 is not Extent.POINT:
            raise UnusableTableError(
                f"{reading.title} holds true and false, which are not the five answers of item 9: say --q9 point "
                "if it is the point of item 9 already."
            )
        names[name] = ("disagree", "agree") if reading.agreement else ("0", "1")
    return names


def _scores(
    answers: pl.DataFrame, yes_or_no: Mapping[str, tuple[str, str]], scorer: SheetScorer, counts: TableCounts
) -> list[RowScore]:
    import polars as pl

    # What is null is missing.
    written = answers.with_columns(
        pl.when(pl.col(name)).then(pl.lit(true)).when(~pl.col(name)).then(pl.lit(false)).alias(name)
        for name, (false, true) in yes_or_no.items()
    )
    sheets = written.select(pl.all().cast(pl.String).fill_null("")).rows()
    scores = {}
    for sheet, rows in Counter(sheets).items():
        codes = scorer.codes(sheet)
        counts.add(codes, rows)
        scores[sheet] = scorer.score_row(codes)
    return [scores[sheet] for sheet in sheets]


def _columns(scores: Sequence[RowScore]) -> list[list[int | None] | list[Risk | None] | list[str | None]]:
    return [
        [score.total for score in scores],
        [score.distress for score in scores],
        [score.risk for score in scores],
        [score.error or None for score in scores],
    ]
