"""Scores a table in Parquet as table.py scores one in CSV, with Polars: the optional extra `parquet`.

The one module of the calculator that needs more than the standard library: it is loaded only when such a table is
to be scored, and is not in the wheel. The table is read and written chunk by chunk, so its size does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from calculator.cohort.answers import COLUMNS, RowScore, SheetScorer
from calculator.cohort.header import answer_columns
from calculator.cohort.records import UnusableTableError
from calculator.cohort.rows import BAD
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
    prefix: str = "",
    bad_row: Callable[[int, str], None] = lambda _row, _error: None,
    progress: Callable[[int, float], None] = lambda _rows, _done: None,
) -> Mapping[str, int]:
    """Score a table in Parquet; return the number of rows by risk, bad ones under BAD.

    `sink` takes the same table with total and distress (whole numbers), risk and error (text) added, each name
    after `prefix`; where there is nothing to say they are null. Answers may be text, numbers or true and false.
    `folder` is empty and has room for the whole table. `bad_row` gets the number of a row, from 1, and its error;
    `progress` their number so far and the share of the rows, 0 to 1. Raises UnusableTableError where the table
    cannot be scored as a whole, or Polars is not installed.
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
        answers = [names[place] for place in answer_columns(names, instrument, prefix)]
        types = (pl.Int8, pl.Int8, pl.String, pl.String)
        added = {prefix + name: kind for name, kind in zip(COLUMNS, types, strict=True)}
        rows = table.select(pl.len()).collect().item()
        scorer = SheetScorer(instrument)
        # Polars writes a table in one go, and must not call back meanwhile: an interruption would be its panic. So
        # the chunks are kept on the disk until they are all there; the first, without rows, is for a table of none.
        chunks = [_write_chunk(pl.DataFrame(schema={**schema, **added}), folder, 0)]
        for chunk in table.collect_batches(chunk_size=ROWS_AT_ONCE, maintain_order=True):
            scores = _scores(chunk.select(answers), scorer)
            for number, score in enumerate(scores, start=sum(tally.values()) + 1):
                tally[score.risk or BAD] += 1
                if score.error:
                    bad_row(number, score.error)
            columns = zip(added.items(), _columns(scores), strict=True)
            chunk = chunk.with_columns(pl.Series(name, values, kind) for (name, kind), values in columns)
            chunks.append(_write_chunk(chunk, folder, len(chunks)))
            progress(sum(tally.values()), sum(tally.values()) / rows)
        pl.scan_parquet(chunks, glob=False).sink_parquet(sink)
    except pl.exceptions.PolarsError as error:
        raise UnusableTableError(f"{file} cannot be read as Parquet: {str(error).splitlines()[0]}") from error
    return tally


def _write_chunk(chunk: pl.DataFrame, folder: Path, number: int) -> Path:
    file = folder / f"{number}.parquet"
    chunk.write_parquet(file, compression="lz4")
    return file


def _scores(answers: pl.DataFrame, scorer: SheetScorer) -> list[RowScore]:
    import polars as pl
    import polars.selectors as cs

    # True and false are 1 and 0, as in CSV; what is null is missing.
    written = answers.with_columns(cs.boolean().cast(pl.Int8)).select(pl.all().cast(pl.String).fill_null("")).rows()
    scores = {row: scorer.score_row(row) for row in set(written)}
    return [scores[row] for row in written]


def _columns(scores: Sequence[RowScore]) -> list[list[int | None] | list[Risk | None] | list[str | None]]:
    return [
        [score.total for score in scores],
        [score.distress for score in scores],
        [score.risk for score in scores],
        [score.error or None for score in scores],
    ]
