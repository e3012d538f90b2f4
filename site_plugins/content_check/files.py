"""The files of the content: whether they can be read at all, and can have their names and addresses anywhere.

They are read before MkDocs reads them, which ends at the first that is no UTF-8, and takes front matter that is no
YAML for a part of the text.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from site_plugins.diagnostics.file_names import refuse_file_name
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


def find_shared_addresses(files: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the files whose address another one has already; `files` are pairs of a file and an address.

    Capitals make no difference: on most computers they do not tell files apart.
    """
    first: dict[str, str] = {}
    for file, address in files:
        other = first.setdefault(address.casefold(), file)
        if other != file:
            what = "page" if address.endswith(".html") else "file"
            message = f"This {what} would stand at {address}, and so would {other}; give one of them another name."
            yield Problem(file, None, message)


def find_refused_names(content: str, names: Iterable[str]) -> Iterator[Problem]:
    """Yield the folders and files, each once, whose names Windows cannot hold; `names` are paths within `content`.

    Who takes the site along could not unzip it there, or would miss a part of it without a word.
    """
    seen: set[PurePosixPath] = set()
    for name in names:
        path = PurePosixPath(name)
        for each in (path, *path.parents[:-1]):
            if each in seen:
                continue
            seen.add(each)
            if why := refuse_file_name(each.name):
                what = "This file" if each == path else f"The folder “{each.name}”"
                message = f"{what} could not be unzipped on a Windows computer. {why}"
                yield Problem(str(Path(content, each)), None, message)
