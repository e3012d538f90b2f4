"""Tables of answers in the codings of real ones, made from sheets whose groups are known."""

import argparse
import json
import random
from pathlib import Path
from typing import Any

import yaml

from calculator.cohort.coding import Coding
from calculator.cohort.coding_options import add_coding_options, coding_from
from calculator.start_back import START_BACK
from tests.calculator.cohort_tables import NINE, columns, written
from tests.calculator.oracle import AGREEMENT, BOTHER, Sheet, choices

FACTS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "source" / "cohort-codings.yml").read_text(encoding="utf-8")
)
DISTRESS_IN_JOSPT: list[int] = FACTS["jospt_distress_items"]
DUTCH = FACTS["codings"]["dutch"]

#: What has to be stated of each coding; a Dutch table takes a file.
OPTIONS: dict[str, tuple[str, ...]] = {
    "words": (),
    "numbers": ("--agree", "1", "--disagree", "0", "--q9", "0-4"),
    "point": ("--agree", "1", "--disagree", "0", "--q9", "point"),
    "yes-no": ("--agree", "Yes", "--disagree", "No", "--q9", "0-4"),
    "one-two": ("--agree", "2", "--disagree", "1", "--q9", "1-5"),
}
CODING_FILE = {
    "agree": DUTCH["items"][1],
    "disagree": DUTCH["items"][0],
    "q9": dict(zip(BOTHER, DUTCH["last"], strict=True)),
}


def code(coding: str, sheet: Sheet) -> list[str]:
    """The answers of a 9-item sheet as a coding writes them."""
    values = FACTS["codings"][coding]
    *most, last = sheet
    items = [values["items"][AGREEMENT.index(answer)] for answer in most if answer]
    return [str(value) for value in (*items, values["last"][BOTHER.index(last or "")])]


def table(coding: str, sheets: list[Sheet], names: list[str] | None = None) -> str:
    """Sheets as a table in CSV."""
    return written([names or columns(), *(code(coding, sheet) for sheet in sheets)])


def in_jospt_order(sheet: Sheet, pick: random.Random) -> list[str]:
    """The points of a sheet, those of the distress items where the published table has them, else in any order."""
    points = code("point", sheet)
    others, distress = points[:4], points[4:]
    pick.shuffle(others)
    pick.shuffle(distress)
    return [(distress if place in DISTRESS_IN_JOSPT else others).pop() for place in range(1, 10)]


def sheets(number: int, *, seed: int = 13, without: tuple[str, ...] = ()) -> list[Sheet]:
    """So many complete 9-item sheets, the same at every run, none of them with one of these answers to item 9."""
    pick = random.Random(seed)
    last = [answer for answer in BOTHER if answer not in without]
    return [(*(pick.choice(choices(item)) for item in range(1, 9)), pick.choice(last)) for _ in range(number)]


def coding_of(*arguments: str, form: str = NINE) -> Coding:
    """The coding that options of the command state."""
    parser = argparse.ArgumentParser()
    add_coding_options(parser)
    return coding_from(parser.parse_args(arguments), START_BACK.instrument_by_id[form])


def coding_file(folder: Path, content: object = CODING_FILE) -> str:
    """A coding file with this content."""
    file = folder / "coding.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return str(file)
