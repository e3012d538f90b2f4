"""The command line for whoever answers for a guideline's words.

    python -m site_plugins.guideline accept ID... --by NAME
    python -m site_plugins.guideline publish --by NAME

`accept` records that somebody has read the wording of a statement, with its kind and its line for patients, against
the rules that use it, or, as a second person, has compared a table of doses with the source; `publish` records what
is published under the version in the front matter. Both print what they record. Exit status: 0 when it is recorded,
2 when it is refused, and then nothing is changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError
from site_plugins.guideline.folder import FOLDER
from site_plugins.guideline.library import Library
from site_plugins.guideline.signed import read_name
from site_plugins.guideline.signing import RefusedError, accept, known_ids, publish
from site_plugins.references import SignedOff


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _make_parser().parse_args(arguments)
    library = Library(options.content)
    try:
        signed = SignedOff(_read_name(options.by), date.today())
        if options.command == "accept":
            slug = _find_guideline(library, options.guideline, options.ids)
            lines = accept(library, slug, options.ids, signed, everything=options.all)
        else:
            slug = _find_guideline(library, options.guideline, ())
            lines = publish(library, slug, signed)
        print("\n".join(lines))
    except (ContentError, RefusedError) as error:
        print(f"{error}\nNothing was recorded.", file=sys.stderr)
        return 2
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m site_plugins.guideline",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    accepting = commands.add_parser(
        "accept", help="record that a wording was read, or that a table of doses was compared with its source"
    )
    accepting.add_argument("ids", nargs="*", metavar="ID", help="the ids of statements or of tables of doses")
    accepting.add_argument("--all", action="store_true", help="everything that a build asks somebody to read")
    publishing = commands.add_parser("publish", help="record what is published under the guideline's version")
    for each in (accepting, publishing):
        each.add_argument("--by", required=True, metavar="NAME", help="who has read it and answers for it")
        each.add_argument("--guideline", metavar="FOLDER", help="the name of its folder, where there are several")
        each.add_argument("--content", type=Path, default=Path("content"), help="the folder that holds guidelines/")
    return parser


def _read_name(name: str) -> str:
    try:
        return read_name(name)
    except ValueError as error:
        raise RefusedError(f"--by is {name!r}; allowed: {error}.") from error


def _find_guideline(library: Library, slug: str | None, ids: Sequence[str]) -> str:
    """Return the guideline that is named, or the only one, or the only one that has these statements."""
    slugs = library.slugs
    if not slugs:
        raise RefusedError(f"There is no guideline in {library.content / FOLDER}: name the folder with --content.")
    if slug is not None:
        if slug not in slugs:
            raise RefusedError(library.report_unknown_guideline(slug))
        return slug
    fitting = [each for each in slugs if ids and set(ids) <= known_ids(library, each)]
    candidates = fitting or slugs
    if len(candidates) > 1:
        raise RefusedError(f"Name the guideline with --guideline; allowed: {', '.join(candidates)}.")
    return candidates[0]


if __name__ == "__main__":
    sys.exit(main())
