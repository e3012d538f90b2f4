"""Blocks of Markdown, `/// name` to `///`, that are never closed: such a block swallows the rest of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# As pymdownx reads them, and also within lists and quotations.
# What stands behind a name without a bar opens a block as well: it is refused for that, and its end is its end.
_OPENING = re.compile(r"[ \t>]*(?P<fence>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:[|:][^\n]*|(?<=[ ])[^\n]*)?")
_CLOSING = re.compile(r"[ \t>]*(?P<fence>/{3,})[ \t]*")


@dataclass(frozen=True)
class _Opened:
    line: int
    fence: str
    name: str


def find_unclosed_blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines, counted from 1, of fences without their counterpart, each with a sentence about it.

    `lines` are those of a page, in which code is blank. A block is closed by as many slashes as it was opened with;
    one within another has another number of them.
    """
    open_blocks: list[_Opened] = []
    for number, line in enumerate(lines, start=1):
        if "///" not in line:
            continue
        if match := _CLOSING.fullmatch(line):
            fence = match["fence"]
            if all(block.fence != fence for block in open_blocks):
                yield number, f"This {fence} closes nothing: take it out, or write the line that opens its block."
                continue
            while (block := open_blocks.pop()).fence != fence:
                yield block.line, _say(block, f"before line {number}, where the block around it ends")
        elif match := _OPENING.fullmatch(line):
            block = _Opened(number, match["fence"], match["name"])
            if "|" not in line and any(_ends_with_name(other, block) for other in open_blocks):
                yield (
                    number,
                    f"A block is closed by slashes alone: write {block.fence} and no {block.name} behind it.",
                )
                while not _ends_with_name(open_blocks.pop(), block):
                    pass
                continue
            if any(other.fence == block.fence for other in open_blocks):
                until = f"before line {number}, where another begins"
                while (other := open_blocks.pop()).fence != block.fence:
                    yield other.line, _say(other, until)
                within = f" If that is to stand within it, write {block.fence}/ above and below the outer one."
                yield other.line, _say(other, until) + within
            open_blocks.append(block)
    for block in open_blocks:
        yield block.line, _say(block, "up to the end of the page")


def _ends_with_name(opened: _Opened, other: _Opened) -> bool:
    """Return whether a line is more likely to close a block by its name than to open another one."""
    return opened.fence == other.fence and other.name in (opened.name, "end", f"end-{opened.name}", "close")


def _say(block: _Opened, until: str) -> str:
    return (
        f"The {block.name} that opens in line {block.line} is not closed {until}: write a line {block.fence} below "
        "its last line."
    )
