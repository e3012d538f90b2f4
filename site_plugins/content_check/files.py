"""The files of the content: whether they can be read at all, and whether each page has an address of its own.

They are read before MkDocs reads them, which ends at the first that is no UTF-8, and takes front matter that is no
YAML for a part of the text.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from site_plugins.diagnostics.page_faults import find_page_faults
from site_plugins.diagnostics.problems import Problem, attempt, read_text


def check_file(file: Path) -> list[Problem]:
    """Return why a file that is published as it is cannot be read; an empty list where it can."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            # A pipe would be waited for.
            return [Problem(str(file), None, "This is no file that can be published; take it away.")]
        file.open("rb").close()
    except FileNotFoundError:
        target = f" “{file.readlink()}”" if file.is_symlink() else ""
        message = f"This is a link to a file{target} that does not exist; correct it or take it away."
        return [Problem(str(file), None, message)]
    except OSError as error:
        return [Problem(str(file), None, f"This file cannot be read: {error.strerror}.")]
    return []


def check_page(file: Path, of_one_line: Collection[str]) -> tuple[list[Problem], bool]:
    """Return what is wrong with a page before its Markdown is read, and whether its text can be read at all.

    `of_one_line` are the fields of front matter whose texts may have no line breaks.
    """
    problems = check_file(file)
    if problems or attempt(lambda: read_text(file), problems) is None:
        return problems, False
    return list(find_page_faults(file, of_one_line)), True


def find_shared_addresses(pages: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the pages whose address another page has already; `pages` are pairs of a file and an address.

    Capitals make no difference: on most computers they do not tell files apart.
    """
    first: dict[str, str] = {}
    for file, address in pages:
        other = first.setdefault(address.casefold(), file)
        if other != file:
            message = f"This page would stand at {address}, and so would {other}; give one of them another name."
            yield Problem(file, None, message)
