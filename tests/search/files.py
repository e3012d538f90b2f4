"""Reading the files of an index with nothing of what wrote them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, overload

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
FILE = re.compile(r'lumbarSearchChunk\("([a-z]+(?:-\d+)?-[0-9a-f]{8})",(".*")\);\n', re.DOTALL)


@overload
def read_numbers(code: str) -> list[int]: ...
@overload
def read_numbers(code: str, *, levels: Literal[True]) -> list[tuple[int, int]]: ...
def read_numbers(code: str, *, levels: bool = False) -> Any:
    """Read numbers, or rising numbers that have a level each."""
    values: list[Any] = []
    digits: list[int] = []
    letters = iter(code)
    for letter in letters:
        digit = DIGITS.index(letter)
        digits.append(digit % 32)
        if digit < 32:
            value = sum(each * 32**place for place, each in enumerate(digits))
            digits = []
            before = values[-1][0] if levels and values else 0
            values.append((before + value, DIGITS.index(next(letters))) if levels else value)
    assert digits == []
    return values


@dataclass(frozen=True)
class Files:
    """The files of an index by their names."""

    data: dict[str, str]

    @property
    def manifest(self) -> dict[str, Any]:
        [name] = [name for name in self.data if name.startswith("manifest-")]
        found: dict[str, Any] = json.loads(self.data[name])
        return found

    def lines(self, kind: str) -> list[str]:
        """The lines of all files of terms or rows, in the order of the manifest."""
        return [line for _first, name in self.manifest[kind] for line in self.data[name].split("\n")]

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.lines("rows")]

    @property
    def terms(self) -> dict[str, dict[int, int]]:
        """For each term its entries and their levels."""
        found = (line.split(" ") for line in self.lines("terms"))
        return {term: dict(read_numbers(code, levels=True)) for term, code in found}


def read_files(texts: dict[str, str]) -> Files:
    """Read files that were written, by their addresses."""
    data = {}
    for address, text in texts.items():
        found = FILE.fullmatch(text)
        assert found, f"{address} is no file of an index"
        assert Path(address).stem == found[1]
        data[found[1]] = json.loads(found[2])
    return Files(data)


def read_folder(folder: Path) -> Files:
    """Read the files of an index in a built site."""
    files = [file for file in folder.glob("*.js") if FILE.fullmatch(file.read_text(encoding="utf-8"))]
    return read_files({file.name: file.read_text(encoding="utf-8") for file in files})
